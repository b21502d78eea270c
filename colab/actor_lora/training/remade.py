"""Activations that are computed again on the way back, because what they are made of is kept anyway.

A layer with a LoRA needs its input on the way back, for the gradient of A. Where that input is a norm of what the norm
keeps already, or the widest activation of a feed-forward layer, the layer keeps what it was made of instead.
"""

from __future__ import annotations

from collections.abc import Callable

import torch

Make = Callable[..., torch.Tensor]
"""Gives the same numbers each time, and a tensor of its own."""
Origin = tuple[Make, tuple[torch.Tensor, ...]]
"""What makes a tensor, and out of what."""
_MARK = "_actor_lora_origin"


def remade(make: Make, *sources: torch.Tensor) -> torch.Tensor:
    """`make(*sources)`, marked for layers that would keep it.

    Args:
        make: What computes it, from the sources alone.
        sources: Kept on the way back, whether the result is or not.
    """
    return marked(make(*sources), make, *sources)


def marked(made: torch.Tensor, make: Make, *sources: torch.Tensor) -> torch.Tensor:
    """A tensor that `make(*sources)` would give, marked like one of `remade`."""
    if torch.is_grad_enabled():
        # Detached: they share the numbers, and lead no gradient anywhere.
        setattr(made, _MARK, (made._version, make, tuple(source.detach() for source in sources)))
    return made


def origin_of(x: torch.Tensor) -> Origin | None:
    """How to make `x` again; None where it is not marked, or was changed since."""
    version, make, sources = getattr(x, _MARK, (None, None, ()))
    return (make, sources) if make and version == x._version else None
