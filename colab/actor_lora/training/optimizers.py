"""The optimizers that a LoRA can be trained by, and their states as tensors and numbers."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import torch
from torch import nn

from ..families.recipe import OptimizerName
from .adamw8bit import AdamW8bit

PRODIGY = "prodigyopt>=1.1.2,<2"
"""The paper's own implementation, MIT."""


def why_not(name: OptimizerName) -> str | None:
    """Why this machine cannot train by an optimizer, in a sentence; None where it can."""
    if name == "prodigy" and importlib.util.find_spec("prodigyopt") is None:
        return f'Prodigy is not installed: pip install "{PRODIGY}", or train without --optimizer prodigy.'
    return None


def make_optimizer(
    name: OptimizerName, groups: Sequence[dict[str, Any]], *, weight_decay: float
) -> torch.optim.Optimizer:
    """Makes an optimizer whose groups still have no rate: it is set before each step.

    Args:
        name: Which.
        groups: Parameters under `params`.
        weight_decay: Decoupled, as in AdamW.

    Returns:
        The optimizer.

    Raises:
        ImportError: Prodigy is not installed.
    """
    if name == "adamw8bit":
        return AdamW8bit(groups, weight_decay=weight_decay)
    if name == "prodigy":
        from prodigyopt import Prodigy

        # What its README recommends for diffusion models; the safeguard is for rates that begin low, as after a fall
        # back. Its own start at d = 1e-6 is the warm-up.
        prodigy: torch.optim.Optimizer = Prodigy(
            groups, lr=1.0, weight_decay=weight_decay, use_bias_correction=True, safeguard_warmup=True
        )
        return prodigy
    # Fused: a LoRA is many small tensors, and one kernel for all of them is six times as fast, also on a CPU.
    return torch.optim.AdamW(groups, weight_decay=weight_decay, fused=True)


def spoil_unless_finite(parameters: Iterable[nn.Parameter], loss: torch.Tensor) -> None:
    """Makes a gradient NaN where the loss is no finite number, without asking the device whether it is.

    One is enough: it makes their norm NaN, and a GradScaler looks at all of them.

    Args:
        parameters: With gradients, the first of which is changed.
        loss: A scalar.
    """
    first = next(one.grad for one in parameters if one.grad is not None)
    # 0 × x is 0 for every finite x, and NaN for the others.
    first.add_(loss.detach() * 0)


def step_if_finite(optimizer: torch.optim.Optimizer, norm: torch.Tensor) -> None:
    """Takes a step, unless the gradients are no finite numbers: then neither weights nor averages change.

    torch's fused AdamW decides that on the device, as it does for a GradScaler; the others have the answer read.

    Args:
        optimizer: Whose parameters have their gradients.
        norm: Of all gradients, a scalar.
    """
    if not getattr(optimizer, "_step_supports_amp_scaling", False):
        if bool(norm.isfinite()):
            optimizer.step()
        return
    fused: Any = optimizer
    fused.grad_scale, fused.found_inf = None, (~norm.isfinite()).float()
    try:
        fused.step()
    finally:
        del fused.grad_scale, fused.found_inf


def estimated_rate(optimizer: torch.optim.Optimizer) -> float:
    """What Prodigy multiplies its rate by, as it has found so far; 1 for the others."""
    return float(optimizer.param_groups[0].get("d", 1.0))


def state_tensors(optimizer: torch.optim.Optimizer, parameters: Mapping[str, nn.Parameter]) -> dict[str, torch.Tensor]:
    """Copies of an optimizer's averages and counts on the CPU, as `parameter/what`."""
    return {
        f"{name}/{what}": torch.as_tensor(value).detach().to("cpu", copy=True)
        for name, parameter in parameters.items()
        for what, value in optimizer.state.get(parameter, {}).items()
    }


def group_numbers(optimizer: torch.optim.Optimizer) -> list[dict[str, float]]:
    """What an optimizer notes for each group as plain numbers, Prodigy's estimate of the rate among them."""
    return [
        {key: value for key, value in group.items() if isinstance(value, (int, float)) and key != "full_rate"}
        for group in optimizer.param_groups
    ]


def restore(
    optimizer: torch.optim.Optimizer,
    parameters: Mapping[str, nn.Parameter],
    tensors: Mapping[str, torch.Tensor],
    numbers: Sequence[Mapping[str, float]],
) -> None:
    """Puts a state back, bit for bit. Not by `load_state_dict`, which turns bytes into floats.

    Args:
        optimizer: Made as the saved one was.
        parameters: Its parameters by name.
        tensors: As `state_tensors` gave them; they are copied.
        numbers: As `group_numbers` gave them.
    """
    optimizer.state.clear()
    fused = any(group.get("fused") for group in optimizer.param_groups)
    for key, value in tensors.items():
        name, what = key.rsplit("/", 1)
        parameter = parameters[name]
        place = torch.device("cpu") if what == "step" and not fused else parameter.device
        optimizer.state[parameter][what] = value.to(place, copy=True)
    for group, known in zip(optimizer.param_groups, numbers, strict=True):
        group.update(known)
