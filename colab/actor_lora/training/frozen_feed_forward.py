"""Feed-forward layers that compute their widest activation twice instead of keeping it.

What the gate lets through is four times as wide as the layer, and only the LoRA after it needs it on the way back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import torch
from torch import nn
from torch.nn import functional

from ..families.quantised import QuantisedLinear

aten = torch.ops.aten
Gate = Literal["gelu", "silu"]
_ACTIVATIONS: dict[Gate, Callable[[torch.Tensor], torch.Tensor]] = {"gelu": functional.gelu, "silu": functional.silu}
_BACKWARDS: dict[Gate, Any] = {"gelu": aten.gelu_backward, "silu": aten.silu_backward}


class GatedLora(torch.autograd.Function):
    """`y Wᵀ + bias + (y Aᵀ) Bᵀ` of y = act(gate) × value, of which y is not kept."""

    @staticmethod
    def forward(
        ctx: Any,
        gate: torch.Tensor,
        value: torch.Tensor,
        kind: Gate,
        layer: nn.Linear,
        down: torch.Tensor,
        up: torch.Tensor,
    ) -> torch.Tensor:
        """Applies gate, linear layer and LoRA at once.

        Args:
            ctx: Keeps what the way back needs.
            gate: (…, in).
            value: (…, in).
            kind: The activation of the gate.
            layer: W and bias, frozen; W may lie in few bits.
            down: A, (rank, in), fp32.
            up: B, (out, rank), fp32.

        Returns:
            (…, out) in the precision of the gate.
        """
        flat = _let_through(gate, value, kind)
        inner = flat @ down.to(flat.dtype).t()
        bias = None if layer.bias is None else layer.bias.to(flat.dtype)
        out = functional.linear(flat, _weight_of(layer, flat.dtype), bias).addmm_(inner, up.to(flat.dtype).t())
        ctx.save_for_backward(gate, value, inner, down, up)
        ctx.kind, ctx.layer = kind, layer
        return out.view(*gate.shape[:-1], -1)

    @staticmethod
    def backward(
        ctx: Any, grad: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, None, None, torch.Tensor, torch.Tensor]:
        """The gradients of gate, value, A and B."""
        gate, value, inner, down, up = ctx.saved_tensors
        flat_grad = grad.reshape(-1, grad.shape[-1])
        into_inner = flat_grad @ up.to(grad.dtype)
        into_down = (into_inner.t() @ _let_through(gate, value, ctx.kind)).to(down.dtype)
        into_up = (flat_grad.t() @ inner).to(up.dtype)
        into = (flat_grad @ _weight_of(ctx.layer, grad.dtype)).addmm_(into_inner, down.to(grad.dtype)).view(gate.shape)
        into_value = _ACTIVATIONS[ctx.kind](gate).mul_(into)
        into_gate = _BACKWARDS[ctx.kind](into.mul_(value), gate)
        return into_gate, into_value, None, None, into_down, into_up


def _let_through(gate: torch.Tensor, value: torch.Tensor, kind: Gate) -> torch.Tensor:
    """(n, in), without its other dimensions."""
    return _ACTIVATIONS[kind](gate).mul_(value).flatten(0, -2)


def _weight_of(layer: nn.Linear, dtype: torch.dtype) -> torch.Tensor:
    return layer.dequantised(dtype) if isinstance(layer, QuantisedLinear) else layer.weight


def _apply(gate: torch.Tensor, value: torch.Tensor, kind: Gate, lora: Any) -> torch.Tensor:
    down, up = lora.lora_A["default"].weight, lora.lora_B["default"].weight
    out: torch.Tensor = GatedLora.apply(gate, value, kind, lora.base_layer, down, up)  # type: ignore[no-untyped-call]
    return out


def unet_feed_forward(block: Any, x: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    """`forward` of the feed-forward layers of a UNet's transformers: value and gate come from one layer."""
    value, gate = block.net[0].proj(x).chunk(2, dim=-1)
    return _apply(gate, value, "gelu", block.net[2])


def flux2_feed_forward(block: Any, x: torch.Tensor) -> torch.Tensor:
    """`forward` of FLUX.2's."""
    gate, value = block.linear_in(x).chunk(2, dim=-1)
    return _apply(gate, value, "silu", block.linear_out)


def z_image_feed_forward(block: Any, x: torch.Tensor) -> torch.Tensor:
    """`forward` of Z-Image's."""
    return _apply(block.w1(x), block.w3(x), "silu", block.w2)
