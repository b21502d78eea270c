"""Linear layers whose frozen weights lie in 8 or 4 bits a number, on every card and on a CPU.

In torch alone: peft refuses the torchao that Colab ships, bitsandbytes is not there, and neither can be tested without
a GPU. A weight is taken apart into numbers and scales once and put together again for each product, forwards and
backwards, so that only one layer's weight is there in full at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import torch
from torch import nn
from torch.nn import functional

from .family import Base, Family

BLOCK = 64
"""Numbers with one scale in NF4, as in the paper and in bitsandbytes."""
NF4_LEVELS = (
    -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334,
    -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224,
    0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0,
)  # fmt: skip
"""The quantiles of a normal distribution, QLoRA (arXiv 2305.14314), appendix E."""

Quantised = Literal["int8", "nf4"]


@cache
def _levels_on(device: torch.device) -> torch.Tensor:
    """Sent once: during a step, the GPU would have to finish all its earlier work first."""
    return torch.tensor(NF4_LEVELS, device=device)


class QuantisedLinear(nn.Linear):
    """A frozen linear layer; a LoRA of peft's goes on it as on any other.

    `weight` has the numbers: int8 (out, in) with a scale for each row, or two of NF4 in a byte, uint8
    (out × in / 2, 1), with a scale for each block of 64.
    """

    scales: torch.Tensor

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None, *, bits: Quantised) -> None:
        # Not nn.Linear's own: it would make a weight in full.
        nn.Module.__init__(self)
        self.out_features, self.in_features = weight.shape
        self.bits: Quantised = bits
        numbers, scales = (_to_int8 if bits == "int8" else _to_nf4)(weight)
        self.weight = nn.Parameter(numbers, requires_grad=False)
        self.register_buffer("scales", scales)
        self.register_parameter("bias", None if bias is None else nn.Parameter(bias, requires_grad=False))

    def dequantised(self, dtype: torch.dtype) -> torch.Tensor:
        """The weight in full, (out, in)."""
        if self.bits == "int8":
            return (self.weight.to(torch.float32) * self.scales).to(dtype)
        levels = _levels_on(self.weight.device)
        flat = self.weight.flatten()
        pairs = torch.stack([levels[(flat >> 4).long()], levels[(flat & 15).long()]], dim=1)
        full = pairs.view(-1, BLOCK) * self.scales
        return full.view(self.out_features, self.in_features).to(dtype)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(…, in) → (…, out), in the precision of x."""
        out: torch.Tensor = _FrozenProduct.apply(x, self)  # type: ignore[no-untyped-call]
        return out

    def extra_repr(self) -> str:
        """As torch prints it."""
        return f"in_features={self.in_features}, out_features={self.out_features}, bits={self.bits}"


class _FrozenProduct(torch.autograd.Function):
    """`x Wᵀ + bias`, which keeps neither x nor W in full for the way back."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, layer: QuantisedLinear) -> torch.Tensor:
        ctx.layer, ctx.dtype = layer, x.dtype
        bias = None if layer.bias is None else layer.bias.to(x.dtype)
        return functional.linear(x, layer.dequantised(x.dtype), bias)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None]:
        return grad @ ctx.layer.dequantised(grad.dtype), None


def _to_int8(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The numbers (out, in), and what each row is multiplied by, (out, 1) fp32."""
    scales = weight.float().abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
    return (weight.float() / scales).round().to(torch.int8), scales


def _to_nf4(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Two numbers a byte, the first in its upper half; what each block is multiplied by, (blocks, 1) fp32."""
    blocks = weight.float().reshape(-1, BLOCK)
    scales = blocks.abs().amax(1, keepdim=True).clamp(min=1e-12)
    levels = torch.tensor(NF4_LEVELS, device=weight.device)
    # The nearest level, by the middles between neighbours.
    middles = (levels[1:] + levels[:-1]) / 2
    codes = torch.bucketize((blocks / scales).contiguous(), middles).to(torch.uint8).view(-1, 2)
    return (codes[:, 0] << 4 | codes[:, 1]).unsqueeze(1), scales


def quantise(model: nn.Module, bits: Quantised, wanted: Callable[[str], bool]) -> int:
    """Exchanges linear layers that are loaded already, one after the other, where they are.

    Args:
        model: Frozen.
        bits: In how many.
        wanted: Whether a layer is exchanged, by its name.

    Returns:
        How many were exchanged.
    """
    found = [(name, layer) for name, layer in model.named_modules() if type(layer) is nn.Linear and wanted(name)]
    count = 0
    for name, layer in found:
        if fits(layer.weight, bits):
            parent, leaf = _parent_of(model, name)
            setattr(parent, leaf, QuantisedLinear(layer.weight.data, _data(layer.bias), bits=bits))
            count += 1
    return count


def fits(weight: torch.Tensor, bits: Quantised) -> bool:
    """Whether a weight (out, in) can lie in so many bits: NF4 needs whole blocks."""
    return bits == "int8" or weight.numel() % BLOCK == 0


def load_quantised(base: Base, folder: Path, bits: Quantised, *, kind: Any, device: str, dtype: torch.dtype) -> Any:
    """Loads a model of diffusers' with quantised layers, tensor by tensor: it is nowhere in full.

    Args:
        base: Whose model it is.
        folder: Has its files.
        bits: Of the layers in the family's blocks.
        kind: The model's class.
        device: Where each tensor goes, and is quantised.
        dtype: Of all that is not quantised.

    Returns:
        The model, frozen, on its device.

    Raises:
        OSError: A file is missing or cannot be read.
        ValueError: The files do not have all of the model's tensors.
    """
    from accelerate import init_empty_weights  # type: ignore[import-untyped]
    from safetensors import safe_open

    with init_empty_weights():
        model = kind.from_config(kind.load_config(folder))
    for file in _weight_files(folder):
        with safe_open(file, framework="pt") as tensors:
            names = list(tensors.keys())
        for name in names:
            # Opened for each: what was read of a file stays in memory for as long as it is open.
            with safe_open(file, framework="pt", device=device) as tensors:
                _place(model, name, tensors.get_tensor(name), bits, base, dtype)
    lost = [name for name, tensor in model.state_dict(keep_vars=True).items() if tensor.is_meta]
    if lost:
        raise ValueError(f"{len(lost)} tensors are missing, {lost[0]} among them")
    return model.requires_grad_(False).eval()


def _place(model: nn.Module, name: str, tensor: torch.Tensor, bits: Quantised, base: Base, dtype: torch.dtype) -> None:
    path, _, leaf = name.rpartition(".")
    parent = model.get_submodule(path)
    is_layer = type(parent) is nn.Linear and leaf == "weight" and is_quantised(base.family, path) and fits(tensor, bits)
    if is_layer:
        above, place = _parent_of(model, path)
        # Its bias may have come before or will come after.
        bias = _data(parent.bias) if isinstance(parent, nn.Linear) else None
        setattr(above, place, QuantisedLinear(tensor, bias, bits=bits))
    elif leaf in parent._buffers:
        parent._buffers[leaf] = tensor.clone()
    else:
        # A copy: on a CPU the tensor lies in the file, all of which it would keep open.
        parent._parameters[leaf] = nn.Parameter(tensor.to(dtype, copy=True), requires_grad=False)


def is_quantised(family: Family, name: str) -> bool:
    """Whether a layer of the denoiser may lie in fewer bits. Modulations stay: they are small and sensitive."""
    return name.startswith(tuple(family.blocks)) and "modulation" not in name.lower()


def _weight_files(folder: Path) -> list[Path]:
    """All shards where there are several."""
    index = folder / "diffusion_pytorch_model.safetensors.index.json"
    if index.is_file():
        return [folder / name for name in sorted(set(json.loads(index.read_text("utf-8"))["weight_map"].values()))]
    return [folder / "diffusion_pytorch_model.safetensors"]


def _parent_of(model: nn.Module, name: str) -> tuple[nn.Module, str]:
    path, _, leaf = name.rpartition(".")
    return model.get_submodule(path), leaf


def _data(parameter: nn.Parameter | None) -> torch.Tensor | None:
    return None if parameter is None else parameter.data
