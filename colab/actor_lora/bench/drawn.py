"""How much what a training draws looks like the person, where the base was taught to draw people (`teaching.py`)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from ..bases import find_base
from ..families.condition import Condition
from ..training.sampler import sample_latents
from .case import Case
from .held_out import wearing
from .ours import session_of, settings_of

SAMPLES = 16
SOLVER_STEPS = 20
GUIDANCE = 2.0
"""A taught base follows words well without more."""


def drawn_likeness(case: Case, outputs: dict[str, Path], folder: Path) -> dict[str, float]:
    """Draws pictures by the last checkpoint of each loop and compares them with photos that neither learnt.

    Args:
        case: What was trained.
        outputs: The folder with each loop's checkpoints.
        folder: Takes what the base needs.

    Returns:
        Mean cosine of the latents (−1 to 1), for each loop; as `base` that of the base alone, and as `photos` that of
        the unlearnt photos among themselves.
    """
    base = find_base(f"bench/{case.name}", path=case.base)
    settings = replace(settings_of(case, base), min_snr_gamma=None)
    session = session_of(case, base, settings, folder, held_out=True, frozen_layers=False)
    trainer = session.trainer
    held_out = trainer.material.held_out
    assert held_out, "the bench holds photos out"
    photos = _directions(torch.stack(list(held_out.photos.mean)))

    def likeness() -> float:
        drawn = sample_latents(
            base, trainer.denoiser, trainer.noise_scheduler, Condition.joined(session.conditions[:1] * SAMPLES),
            session.empty, seeds=list(range(SAMPLES)), resolution=case.resolution, steps=SOLVER_STEPS,
            guidance=GUIDANCE, device=case.device, precision=case.precision,
        )  # fmt: skip
        return float((_directions(drawn) @ photos.T).mean())

    among = photos @ photos.T
    count = len(photos)
    found = {"base": likeness(), "photos": float((among.sum() - count) / (count * (count - 1)))}
    for loop, output in outputs.items():
        with wearing(trainer, output / f"checkpoint-{case.steps // case.every * case.every}"):
            found[loop] = likeness()
    return found


def _directions(latents: torch.Tensor) -> torch.Tensor:
    """(n, c × h × w) of length 1."""
    flat = latents.flatten(1)
    directions: torch.Tensor = flat / flat.norm(dim=1, keepdim=True)
    return directions
