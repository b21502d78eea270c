"""Gates of feed-forward layers, which keep what goes into them alone; what comes out can be made again from that.

It is four times as wide as the layer or more, and needed on the way back only by a LoRA behind it (`remade.py`).
"""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

import torch
from torch import nn
from torch.nn import functional

from .remade import Make, marked, origin_of, remade

aten = torch.ops.aten
Kind = Literal["gelu", "silu"]
PARTS = 4
"""In which a gradient is computed: fewer hold more at once, and each costs five small kernels."""
NARROW = 512
"""Channels. A UNet's feed-forward layer with no more keeps not even what goes into its gate, and computes that again:
each number of it takes a product for each channel, and where these are few, the pixels are many."""
_BACKWARDS: dict[Kind, Any] = {"gelu": aten.gelu_backward.grad_input, "silu": aten.silu_backward.grad_input}


class GatedHalves(torch.autograd.Function):
    """`act(gate) × value` of one tensor with both halves, which alone is kept."""

    @staticmethod
    def forward(ctx: Any, both: torch.Tensor, kind: Kind, overwritten: bool) -> torch.Tensor:
        """Multiplies the halves of the last dimension: (…, 2 d) → (…, d).

        Args:
            ctx: Keeps what the way back needs.
            both: Value and gate in GEGLU ("gelu"), gate and value in SwiGLU ("silu").
            kind: The activation of the gate.
            overwritten: Whether nothing else needs `both` on the way back once its gradient is there. A second way back
                through the same graph is then an error of torch's.
        """
        ctx.save_for_backward(both)
        ctx.kind, ctx.overwritten = kind, overwritten
        return _gated(both, kind)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        """The gradient of both halves."""
        (both,) = ctx.saved_tensors
        return _into_halves(both, grad, ctx.kind, ctx.overwritten), None, None


class GatedAgain(torch.autograd.Function):
    """`gelu(gate) × value` of both halves, which are projected again instead of being kept."""

    @staticmethod
    def forward(ctx: Any, both: torch.Tensor, projection: Projection, *sources: torch.Tensor) -> torch.Tensor:
        """As `GatedHalves` does; `sources` are what `projection` needs."""
        ctx.save_for_backward(*sources)
        ctx.projection = projection
        return _gated(both, "gelu")

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        """The gradient of both halves."""
        sources = ctx.saved_tensors
        both = ctx.projection.take(*sources)
        return _into_halves(both, grad, "gelu", overwritten=True), None, *[None] * len(sources)


class Projection:
    """Makes both halves again, once for the two that need them one after the other: the LoRA behind, and the gate."""

    def __init__(self, layer: nn.Module, make: Make) -> None:
        self._layer, self._make = layer, make
        self._both: torch.Tensor | None = None

    def gated(self, *sources: torch.Tensor) -> torch.Tensor:
        """What goes into the layer behind; both halves stay for `take`."""
        self._both = self.take(*sources)
        return _gated(self._both, "gelu")

    def take(self, *sources: torch.Tensor) -> torch.Tensor:
        """Both halves, which may be overwritten."""
        both, self._both = self._both, None
        if both is None:
            with torch.no_grad():
                both = self._layer(self._make(*sources))
        return both


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


def _gated(both: torch.Tensor, kind: Kind) -> torch.Tensor:
    value, gate = _halves(both, kind)
    return (functional.gelu(gate) if kind == "gelu" else functional.silu(gate)).mul_(value)


def _into_halves(both: torch.Tensor, grad: torch.Tensor, kind: Kind, overwritten: bool) -> torch.Tensor:
    """In parts: what is held beside it is small."""
    into_both = both if overwritten else torch.empty_like(both)
    parts = zip(*(_flat(one).chunk(PARTS) for one in (both, into_both, grad)), strict=True)
    for part, into_part, grad_part in parts:
        value, gate = _halves(part, kind)
        into_value, into_gate = _halves(into_part, kind)
        through = (functional.gelu(gate) if kind == "gelu" else functional.silu(gate)).mul_(grad_part)
        torch.mul(value, grad_part, out=into_value)
        _BACKWARDS[kind](into_value, gate, grad_input=into_gate)
        into_value.copy_(through)
    return into_both


def _halves(both: torch.Tensor, kind: Kind) -> tuple[torch.Tensor, torch.Tensor]:
    """Value and gate."""
    one, other = both.chunk(2, dim=-1)
    return (one, other) if kind == "gelu" else (other, one)


def _flat(x: torch.Tensor) -> torch.Tensor:
    return x.view(-1, x.shape[-1])


def halves(both: torch.Tensor, kind: Kind, *, overwritten: bool = False) -> torch.Tensor:
    """(…, 2 d) → (…, d), as `GatedHalves` says."""
    out: torch.Tensor = GatedHalves.apply(both, kind, overwritten)  # type: ignore[no-untyped-call]
    return out


def gated_projection(layer: Any, x: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    """`forward` of a UNet's GEGLU."""
    both = layer.proj(x)
    if x.shape[-1] > NARROW or not torch.is_grad_enabled():
        return remade(partial(halves, kind="gelu", overwritten=True), both)
    make, sources = origin_of(x) or (torch.clone, (x.detach(),))
    projection = Projection(layer.proj, make)
    out: torch.Tensor = GatedAgain.apply(both, projection, *sources)  # type: ignore[no-untyped-call]
    return marked(out, projection.gated, *sources)


def gated_halves(_: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """`forward` of FLUX.2's SwiGLU."""
    return remade(partial(halves, kind="silu"), x)


def gated(_: nn.Module, gate: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    """`_forward_silu_gating` of Z-Image's feed-forward layers."""
    return remade(GatedSilu.apply, gate, value)
