"""AdamW whose averages lie in 8 bits a number (arXiv 2110.02861), on every card and on a CPU.

In torch alone, like the quantised layers: bitsandbytes is not on Colab, and its 8-bit optimizers need a GPU. A group's
parameters are taken as one long row, because a LoRA is many small tensors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

import torch

BLOCK = 256
"""Numbers that share a scale, as in the paper (2.1) and in bitsandbytes."""


def dynamic_levels(*, signed: bool) -> torch.Tensor:
    """The 256 numbers that a byte can stand for (the paper's dynamic tree quantisation, 2.2).

    Dense near 1 and close around 0: seven decades, each of which has twice the fractions of the one below it.

    Args:
        signed: Whether there are negative ones.

    Returns:
        (256,) fp32, rising, from −0.993 or 0 to 1: as `create_dynamic_map` of bitsandbytes has them.
    """
    found: list[float] = []
    bits = 7 if signed else 8
    for decade in range(7):
        # The middles between so many evenly spaced fractions of 0.1 to 1.
        count = 2 ** (decade + bits - 7)
        edges = torch.linspace(0.1, 1, count + 1, dtype=torch.float64)
        found += (10.0 ** (decade - 6) * (edges[:-1] + edges[1:]) / 2).tolist()
    levels = [0.0, 1.0, *found, *([-one for one in found] if signed else [])]
    return torch.tensor(sorted(levels), dtype=torch.float64).float()


def pack(values: torch.Tensor, levels: torch.Tensor, draws: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Stores numbers as bytes, rounded up or down by chance so that they are right on average.

    Rounding to the nearest would stand still: an average of 0.999 moves by less than half a level a step.

    Args:
        values: (n,) fp32.
        levels: As `dynamic_levels` gives them.
        draws: (n,) from 0 to 1, which decide between two levels.

    Returns:
        The bytes (n,), and the largest number of each block (blocks,) fp32.
    """
    padded = torch.nn.functional.pad(values, (0, -len(values) % BLOCK)).view(-1, BLOCK)
    scales = padded.abs().amax(1)
    shares = (padded / scales.clamp(min=1e-38).unsqueeze(1)).flatten()[: len(values)]
    above = torch.bucketize(shares, levels).clamp(1, len(levels) - 1)
    low, high = levels[above - 1], levels[above]
    part = (shares - low) / (high - low)
    return (above - (draws >= part).long()).to(torch.uint8), scales


def unpack(codes: torch.Tensor, scales: torch.Tensor, levels: torch.Tensor) -> torch.Tensor:
    """The numbers again, (n,) fp32."""
    return levels[codes.long()] * scales.repeat_interleave(BLOCK)[: len(codes)]


class AdamW8bit(torch.optim.Optimizer):
    """AdamW as torch has it (arXiv 1711.05101), with two bytes a parameter instead of eight.

    The root of the second average is stored rather than itself: it has the first one's range, so that no small number
    becomes a division by zero. A group's state is found at its first parameter.
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ) -> None:
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """Takes a step. The same gradients give the same numbers, also in a resumed run."""
        loss = closure() if closure else None
        for group in self.param_groups:
            self._step_of(group)
        return loss

    def _step_of(self, group: dict[str, Any]) -> None:
        parameters = cast("list[torch.Tensor]", group["params"])
        first, second = group["betas"]
        grads = [torch.zeros_like(one) if one.grad is None else one.grad for one in parameters]
        grad = torch.cat([one.flatten().float() for one in grads])
        state = self.state[parameters[0]]
        if not state:
            state.update(_empty(grad))
        state["step"] += 1
        step = int(state["step"])
        signed, unsigned = (dynamic_levels(signed=sign).to(grad.device) for sign in (True, False))
        mean = unpack(state["mean"], state["mean_scales"], signed).lerp_(grad, 1 - first)
        root = unpack(state["root"], state["root_scales"], unsigned)
        square = root.square_().mul_(second).addcmul_(grad, grad, value=1 - second)
        # Seeded by the step, so that nothing need be saved of what was drawn.
        generator = torch.Generator(grad.device).manual_seed(step)
        draws = torch.rand((2, len(grad)), generator=generator, device=grad.device)
        state["mean"], state["mean_scales"] = pack(mean, signed, draws[0])
        root = square.sqrt()
        state["root"], state["root_scales"] = pack(root, unsigned, draws[1])
        change = mean / (1 - first**step) / (root / (1 - second**step) ** 0.5 + group["eps"])
        pieces = change.split([one.numel() for one in parameters])
        parts = [piece.view_as(one) for piece, one in zip(pieces, parameters, strict=True)]
        torch._foreach_mul_(parameters, 1 - group["lr"] * group["weight_decay"])
        torch._foreach_add_(parameters, parts, alpha=-group["lr"])


def _empty(grad: torch.Tensor) -> dict[str, torch.Tensor]:
    blocks = -(-len(grad) // BLOCK)
    bytes_, scales = torch.zeros(len(grad), dtype=torch.uint8), torch.zeros(blocks)
    # The byte of 0 does not matter: the scale is 0 too.
    found = {"mean": bytes_, "mean_scales": scales, "root": bytes_, "root_scales": scales}
    return {"step": torch.tensor(0.0), **{name: value.to(grad.device, copy=True) for name, value in found.items()}}
