"""What `frozen_layers.py` exchanges in the transformers of the flow-matching families, for the same reason.

Their norms are frozen, yet torch keeps a copy of the input in fp32 for a gradient of the weight, and the product too.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

aten = torch.ops.aten


class FrozenRms(torch.autograd.Function):
    """`x / rms(x) × w` (arXiv 1910.07467), of which x and a number for each row are kept."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, weight: torch.Tensor | None, eps: float) -> torch.Tensor:
        """Normalises the last dimension of x (…, d), in fp32; (…, d) in the precision of x."""
        wide = x.float()
        inverse = torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, inverse)
        ctx.weight = weight
        normed = wide.mul_(inverse) if x.dtype != torch.float32 else wide * inverse
        if weight is not None:
            normed.mul_(weight)
        return normed.to(x.dtype)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        """The gradient of x: (g − n · mean(g · n)) / rms(x), where n is x / rms(x) and g the gradient times w."""
        x, inverse = ctx.saved_tensors
        wide = grad.float() if ctx.weight is None else grad.float() * ctx.weight
        normed = x.float() * inverse
        along = (wide * normed).mean(-1, keepdim=True)
        return torch.addcmul(wide, normed, along, value=-1).mul_(inverse).to(x.dtype), None, None


class GatedSilu(torch.autograd.Function):
    """`silu(gate) × value`, of which both inputs are kept."""

    @staticmethod
    def forward(ctx: Any, gate: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
        """Multiplies two tensors of the same shape, the first of them activated."""
        ctx.save_for_backward(gate, value)
        return functional.silu(gate).mul_(value)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The gradients of both; the activation is computed once more."""
        gate, value = ctx.saved_tensors
        return aten.silu_backward(grad * value, gate), functional.silu(gate).mul_(grad)


def is_frozen_norm(layer: Any) -> bool:
    """Whether a norm's weight takes no gradient and it has no bias. fp16 has squares that fp32 is needed for: it is."""
    weight = layer.weight
    return getattr(layer, "bias", None) is None and (weight is None or not weight.requires_grad)


def rms(layer: Any, x: torch.Tensor) -> torch.Tensor:
    """`forward` of diffusers' RMSNorm and of torch's."""
    eps = torch.finfo(x.dtype).eps if layer.eps is None else layer.eps
    out: torch.Tensor = FrozenRms.apply(x, layer.weight, eps)  # type: ignore[no-untyped-call]
    return out


def gated_halves(_: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """`forward` of FLUX.2's SwiGLU."""
    gate, value = x.chunk(2, dim=-1)
    out: torch.Tensor = GatedSilu.apply(gate, value)  # type: ignore[no-untyped-call]
    return out


def gated(_: nn.Module, gate: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    """`_forward_silu_gating` of Z-Image's feed-forward layers."""
    out: torch.Tensor = GatedSilu.apply(gate, value)  # type: ignore[no-untyped-call]
    return out
