"""The LoRA in the models: added, counted, saved and put back."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import torch
from torch import nn


def add_lora(model: Any, *, rank: int, targets: Sequence[str], seed: int, dora: bool = False) -> list[nn.Parameter]:
    """Freezes a model and adds a LoRA (alpha = rank) in fp32.

    A is drawn with `seed`, independent of what was drawn before. B is zero: at first the model is as it was.

    Args:
        model: A denoiser or a text encoder.
        rank: Of the LoRA.
        targets: Layers that get one, by the end of their name.
        seed: Decides A.
        dora: Whether the magnitude of each output is trained apart (arXiv 2402.09353).

    Returns:
        The LoRA's parameters.
    """
    from diffusers.training_utils import cast_training_params
    from peft import LoraConfig

    model.requires_grad_(False)
    config = LoraConfig(
        r=rank, lora_alpha=rank, init_lora_weights="gaussian", target_modules=list(targets), use_dora=dora
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model.add_adapter(config)
    cast_training_params(model, torch.float32)
    _draw(model, seed)
    parameters: list[nn.Parameter] = [value for value in model.parameters() if value.requires_grad]
    return parameters


def _draw(model: nn.Module, seed: int) -> None:
    """A's values by the layer's name and the seed, so that they depend neither on order nor on the device."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad and ".lora_A." in name:
                generator = torch.Generator().manual_seed((seed + zlib.crc32(name.encode())) % 2**63)
                drawn = torch.randn(parameter.shape, generator=generator) / parameter.shape[0]
                parameter.copy_(drawn)


def trainable(models: dict[str, nn.Module]) -> dict[str, nn.Parameter]:
    """The trained parameters by `model.name`, in a stable order."""
    return {
        f"{part}.{name}": parameter
        for part, model in models.items()
        for name, parameter in model.named_parameters()
        if parameter.requires_grad
    }


def read_adapter(models: dict[str, nn.Module]) -> dict[str, torch.Tensor]:
    """Copies of the trained parameters on the CPU."""
    return {name: parameter.detach().to("cpu", copy=True) for name, parameter in trainable(models).items()}


def write_adapter(models: dict[str, nn.Module], tensors: dict[str, torch.Tensor]) -> None:
    """Puts saved parameters back, bit for bit.

    Args:
        models: Models with a LoRA, by part.
        tensors: As `read_adapter` gave them.

    Raises:
        ValueError: They are of another LoRA.
    """
    parameters = trainable(models)
    if parameters.keys() != tensors.keys():
        raise ValueError("the saved LoRA has other layers than this one")
    with torch.no_grad():
        for name, parameter in parameters.items():
            if parameter.shape != tensors[name].shape:
                raise ValueError(f"{name} has another shape in the saved LoRA")
            parameter.copy_(tensors[name])
