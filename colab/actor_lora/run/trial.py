"""A training in small, before the job code is used up: does a LoRA work with the libraries of this machine?

A list of versions cannot tell: Colab's fitted each other by their own words, and peft refused to add a LoRA.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import torch

from ..device import DTYPES, Precision, autocast, free_memory, is_out_of_memory, kept_rng
from ..stack import hide_old_torchao, quiet_libraries
from .preflight import Findings, install_command

RANK = 4
"""Of the toy's LoRA: small and more than 1; what is tried does not depend on it."""
MOST_STEPS = 20
"""The scaler of fp16 begins too high and passes steps over until it fits."""
TOLERANCE: dict[Precision, float] = {"fp32": 1e-4, "fp16": 2e-2, "bf16": 1e-1}
"""How far the loaded LoRA's output may be from the trained one's: a few roundings of that precision."""


def check_training(found: Findings, *, device: str, precision: Precision, text_encoder: bool = False) -> None:
    """Adds a LoRA to a toy, trains, saves and loads it. What is in the way is mended or told in a sentence.

    Args:
        found: Hears what was found.
        device: Where the training will compute.
        precision: In which.
        text_encoder: Whether a text encoder's LoRA will be trained too.
    """
    if mended := hide_old_torchao():
        found.facts.append(mended)
    try:
        quiet_libraries()
        with kept_rng(), tempfile.TemporaryDirectory() as folder:
            _train_toy(Path(folder), device, precision)
            if text_encoder:
                _train_toy_text(device, precision)
    except Exception as error:
        found.problems.append(_sentence(error, device, precision))
    else:
        found.facts.append(f"A LoRA can be trained, saved and loaded here ({device}, {precision}).")
    free_memory()


def _sentence(error: Exception, device: str, precision: Precision) -> str:
    words = " ".join(str(error).split())[:300] or "without a word"
    if is_out_of_memory(error):
        return (
            f"There is not even memory for a trial of some megabytes on {device}: close what else uses it (in Colab: "
            "Runtime → Restart session), then try again."
        )
    return (
        f"A trial LoRA cannot be trained with this machine's libraries ({device}, {precision}; {type(error).__name__}: "
        f"{words}). Run `{install_command()}`, restart the runtime and try again; the job code was not used."
    )


def _train_toy(folder: Path, device: str, precision: Precision) -> None:
    """The real parts on a UNet of some kilobytes.

    Raises:
        RuntimeError: The LoRA learns nothing, or is another one once it was saved and loaded.
    """
    from safetensors.torch import load_file

    from ..families.known import FAMILIES
    from ..lora_files import save_diffusers
    from ..training.frozen_layers import use_frozen_layers
    from ..training.lora import add_lora, read_adapter

    unet, fresh = _toy(device, precision), _toy(device, precision)
    parameters = add_lora(unet, rank=RANK, targets=FAMILIES["sd15"].targets, seed=0)
    before = read_adapter({"unet": unet})
    unet.train()
    use_frozen_layers(unet)
    unet.enable_gradient_checkpointing()
    _step_until_changed(unet, parameters, device, precision)
    if all(torch.equal(value, before[name]) for name, value in read_adapter({"unet": unet}).items()):
        raise RuntimeError("the steps change no weight")
    saved = load_file(save_diffusers(folder, {"unet": unet}, FAMILIES["sd15"]))
    fresh.load_lora_adapter(saved, prefix="unet")
    unet.eval()
    with torch.no_grad(), autocast(device, precision):
        trained, loaded = _predicted(unet, device, precision).float(), _predicted(fresh, device, precision).float()
    if not torch.allclose(trained, loaded, rtol=TOLERANCE[precision], atol=TOLERANCE[precision]):
        raise RuntimeError("a saved LoRA is another one once it is loaded")


def _toy(device: str, precision: Precision) -> Any:
    from ..tiny import tiny_unet

    torch.manual_seed(0)
    return tiny_unet("sd15").eval().to(device=device, dtype=DTYPES[precision])


def _predicted(unet: Any, device: str, precision: Precision) -> torch.Tensor:
    """(1, 4, 8, 8): what the toy says to the same noise and text."""
    generator = torch.Generator().manual_seed(1)
    noisy, text = torch.randn((1, 4, 8, 8), generator=generator), torch.randn((1, 4, 32), generator=generator)
    where: dict[str, Any] = {"device": device, "dtype": DTYPES[precision]}
    said: torch.Tensor = unet(
        noisy.to(**where), torch.tensor([500], device=device), encoder_hidden_states=text.to(**where)
    ).sample
    return said


def _step_until_changed(unet: Any, parameters: list[torch.nn.Parameter], device: str, precision: Precision) -> None:
    """Steps as the trainer takes them, until the optimizer has really taken one."""
    optimizer = torch.optim.AdamW(parameters, lr=1e-2, fused=True)
    scaler = torch.amp.GradScaler(device.split(":")[0], enabled=precision == "fp16")
    for _ in range(MOST_STEPS):
        loss = _predicted(unet, device, precision).float().square().mean()
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad(set_to_none=True)
        if optimizer.state:
            return


def _train_toy_text(device: str, precision: Precision) -> None:
    from transformers import CLIPTextConfig, CLIPTextModel

    from ..families.clip import TEXT_TARGETS
    from ..training.lora import add_lora

    small = {"hidden_size": 32, "intermediate_size": 37, "num_attention_heads": 4, "num_hidden_layers": 1}
    model = CLIPTextModel(CLIPTextConfig(**small, vocab_size=16, bos_token_id=1, eos_token_id=2))
    model = model.to(device=device, dtype=DTYPES[precision])
    add_lora(model, rank=RANK, targets=TEXT_TARGETS, seed=0)
    with autocast(device, precision):
        said = model(torch.tensor([[1, 5, 2]], device=device)).last_hidden_state
    said.float().square().mean().backward()
