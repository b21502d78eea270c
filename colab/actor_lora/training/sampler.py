"""Pictures from the UNet that is being trained, with cached text: for samples on the way and for prior images."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from ..device import DTYPES, Precision, autocast
from .text import Condition


def time_ids(condition: Condition, resolution: int, device: str) -> torch.Tensor:
    """SDXL's micro-conditioning: original size, crop corner, target size; (n, 6)."""
    row = torch.tensor([[resolution, resolution, 0, 0, resolution, resolution]], dtype=torch.float32, device=device)
    return row.expand(len(condition.embeds), -1)


def added(condition: Condition, resolution: int, device: str) -> dict[str, torch.Tensor] | None:
    """What SDXL's UNet takes beside the text; None for the others."""
    if condition.pooled is None:
        return None
    return {"text_embeds": condition.pooled, "time_ids": time_ids(condition, resolution, device)}


@torch.no_grad()
def sample_latents(
    unet: Any,
    noise_scheduler: Any,
    condition: Condition,
    empty: Condition,
    *,
    seeds: list[int],
    resolution: int,
    vae_scale: int,
    steps: int,
    guidance: float,
    device: str,
    precision: Precision,
    check: Callable[[], None] = lambda: None,
) -> torch.Tensor:
    """Draws pictures as latents, by DPM-Solver++ with guidance. Each one's noise depends on its own seed only.

    Args:
        unet: Draws.
        noise_scheduler: The base's.
        condition: One row for each seed.
        empty: The condition of no text, one row.
        seeds: One for each picture.
        resolution: Edge in pixels.
        vae_scale: Pixels per latent.
        steps: Sampling steps.
        guidance: How strongly the text counts.
        device: Where it computes.
        precision: In which it computes.
        check: Called before each step; may raise to stop.

    Returns:
        Scaled latents, (n, 4, h, w) fp32.
    """
    from diffusers import DPMSolverMultistepScheduler

    solver = DPMSolverMultistepScheduler.from_config(noise_scheduler.config, algorithm_type="dpmsolver++")
    solver.set_timesteps(steps, device=device)
    edge = resolution // vae_scale
    shape = (unet.config.in_channels, edge, edge)
    noise = torch.stack([torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in seeds])
    latents: torch.Tensor = noise.to(device) * solver.init_noise_sigma
    count = len(seeds)
    nothing = Condition.joined([empty] * count)
    both = Condition.joined([nothing, condition])
    extra = added(both, resolution, device)
    was_training = unet.training
    unet.eval()
    try:
        for moment in solver.timesteps:
            check()
            twice = solver.scale_model_input(torch.cat([latents, latents]), moment)
            with autocast(device, precision):
                guess = unet(
                    twice.to(DTYPES[precision]), moment, encoder_hidden_states=both.embeds, added_cond_kwargs=extra
                ).sample.float()
            without, with_text = guess.chunk(2)
            latents = solver.step(without + guidance * (with_text - without), moment, latents).prev_sample
    finally:
        unet.train(was_training)
    return latents
