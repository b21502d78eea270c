"""Linear layers with a LoRA as one operation: peft runs several, with copies in between.

What the way back needs of the input is the input itself, for the gradient of A; where it can be made again
(`remade.py`), only that of which it is made is kept.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

from ..families.quantised import QuantisedLinear
from .remade import Make, origin_of


class LoraLinear(torch.autograd.Function):
    """`x Wᵀ + bias + (x Aᵀ) Bᵀ` in the precision of W. A and B are fp32, and so are their gradients."""

    @staticmethod
    def forward(
        ctx: Any,
        x: torch.Tensor,
        layer: nn.Linear,
        down: torch.Tensor,
        up: torch.Tensor,
        make: Make | None,
        *sources: torch.Tensor,
    ) -> torch.Tensor:
        """Applies a linear layer and its LoRA at once.

        Args:
            ctx: Keeps what the way back needs.
            x: (…, in).
            layer: W, (out, in), and its bias (out,), frozen. A W in few bits is there in full only for each product,
                in the precision of x.
            down: A, (rank, in), fp32.
            up: B, (out, rank), fp32.
            make: What makes x of the sources; None where x itself is to be kept.
            sources: Kept in its stead.

        Returns:
            (…, out) in the precision of W.
        """
        dtype = x.dtype if isinstance(layer, QuantisedLinear) else layer.weight.dtype
        flat = _flat(x, dtype)
        inner = flat @ down.to(dtype).t()
        bias = None if layer.bias is None else layer.bias.to(dtype)
        out = functional.linear(flat, _weight_of(layer, dtype), bias).addmm_(inner, up.to(dtype).t())
        ctx.save_for_backward(inner, down, up, *(sources if make else (flat,)))
        ctx.layer, ctx.make, ctx.shape, ctx.dtype, ctx.sources = layer, make, x.shape, dtype, len(sources)
        return out.view(*x.shape[:-1], -1)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        """The gradients of x, A and B."""
        inner, down, up, *kept = ctx.saved_tensors
        flat = _flat(ctx.make(*kept), ctx.dtype) if ctx.make else kept[0]
        grad = grad.reshape(-1, grad.shape[-1])
        into_inner = grad @ up.to(ctx.dtype)
        into_down, into_up = (into_inner.t() @ flat).to(down.dtype), (grad.t() @ inner).to(up.dtype)
        # Perhaps wider than anything else here.
        del flat
        into_x = None
        # A caption's own values are no result of anything that is trained, unless the text encoder is.
        if ctx.needs_input_grad[0]:
            into_x = (grad @ _weight_of(ctx.layer, ctx.dtype)).addmm_(into_inner, down.to(ctx.dtype)).view(ctx.shape)
        return into_x, None, into_down, into_up, None, *[None] * ctx.sources


def _flat(x: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    return x.reshape(-1, x.shape[-1]).to(dtype)


def _weight_of(layer: nn.Linear, dtype: torch.dtype) -> torch.Tensor:
    return layer.dequantised(dtype) if isinstance(layer, QuantisedLinear) else layer.weight


def is_plain_lora(layer: Any) -> bool:
    """Whether a layer of peft's is just a linear one and a LoRA of alpha = rank."""
    return (
        isinstance(layer.base_layer, nn.Linear)
        and list(layer.lora_A) == ["default"]
        and layer.scaling["default"] == 1
        and isinstance(layer.lora_dropout["default"], nn.Identity)
        and not layer.lora_variant
        and layer.lora_B["default"].bias is None
    )


def lora(layer: Any, x: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    """`forward` of peft's linear layers."""
    make, sources = origin_of(x) or (None, ())
    down, up = layer.lora_A["default"].weight, layer.lora_B["default"].weight
    out: torch.Tensor = LoraLinear.apply(x, layer.base_layer, down, up, make, *sources)  # type: ignore[no-untyped-call]
    return out
