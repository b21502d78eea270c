"""Pictures from the denoiser that is being trained, with cached text: for samples on the way and prior images."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from ..device import DTYPES, Precision, autocast
from ..families.condition import Condition
from ..families.family import Base, whole_frames


@torch.no_grad()
def sample_latents(
    base: Base,
    denoiser: Any,
    noise_scheduler: Any,
    condition: Condition,
    empty: Condition,
    *,
    seeds: list[int],
    resolution: int,
    steps: int,
    guidance: float,
    device: str,
    precision: Precision,
    check: Callable[[], None] = lambda: None,
) -> torch.Tensor:
    """Draws pictures as latents, with guidance where it is over 1. Each one's noise depends on its own seed only.

    Args:
        base: Whose denoiser it is.
        denoiser: Draws.
        noise_scheduler: The base's.
        condition: One row for each seed.
        empty: The condition of no text, one row.
        seeds: One for each picture.
        resolution: Edge in pixels.
        steps: Sampling steps.
        guidance: How strongly the text counts.
        device: Where it computes.
        precision: In which it computes.
        check: Called before each step; may raise to stop.

    Returns:
        Scaled latents, (n, c, h, w) fp32.
    """
    family, edge, count = base.family, resolution // base.vae_scale, len(seeds)
    solver = family.solver(noise_scheduler, steps=steps, places=(edge // family.patch) ** 2, device=device)
    shape = (family.latent_channels(denoiser), edge, edge)
    noise = torch.stack([torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in seeds])
    latents: torch.Tensor = noise.to(device)
    guided = guidance > 1
    rows = Condition.joined([empty] * count + [condition]) if guided else condition
    frames = whole_frames(2 * count if guided else count, resolution, device)
    was_training = denoiser.training
    denoiser.eval()
    try:
        for moment in solver.timesteps:
            check()
            asked = torch.cat([latents, latents]) if guided else latents
            with autocast(device, precision):
                said = family.predict(
                    denoiser, asked.to(DTYPES[precision]), moment.expand(len(asked)), rows, frames=frames
                ).float()
            if guided:
                without, with_text = said.chunk(2)
                said = without + guidance * (with_text - without)
            latents = solver.step(said, moment, latents).prev_sample
    finally:
        denoiser.train(was_training)
    return latents
