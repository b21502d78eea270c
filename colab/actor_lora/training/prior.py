"""Pictures of people in general by the base itself, so that it does not forget them (arXiv 2208.12242)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from ..families.condition import Condition
from ..families.family import Base
from .sampler import sample_latents
from .settings import Settings

PRIOR_CAPTION = "photo of a person"


def prior_latents(
    base: Base,
    settings: Settings,
    denoiser: Any,
    noise_scheduler: Any,
    text: dict[str, Condition],
    folder: Path,
    device: str,
    steps: int,
    *,
    say: Callable[[str], None],
    check: Callable[[], None],
) -> torch.Tensor:
    """Draws the prior images, or takes up those of an earlier start.

    What a base draws is a latent already, so no VAE is needed.

    Args:
        base: The base.
        settings: How many, and how large.
        denoiser: Has no LoRA yet.
        noise_scheduler: The base's.
        text: The captions' conditions; `""` and `PRIOR_CAPTION` are among them.
        folder: Keeps them.
        device: Where it computes.
        steps: Sampling steps.
        say: Hears that they are drawn.
        check: Called before each sampling step; may raise to stop.

    Returns:
        (n, c, h, w) fp32, scaled.
    """
    made = [
        base.id,
        base.revision,
        settings.resolution,
        settings.prior_images,
        settings.seed,
        settings.precision,
        steps,
    ]
    key = hashlib.sha256(json.dumps(made).encode()).hexdigest()[:16]
    path = folder / f"prior-{key}.safetensors"
    if path.is_file():
        return load_file(path)["latents"].to(device)
    say(f"Drawing {settings.prior_images} images of people in general, so that the base does not forget them.")
    at_once = 4 if device.startswith("cuda") else 1
    parts = []
    for start in range(0, settings.prior_images, at_once):
        seeds = [
            settings.seed + 1_000_000 + number for number in range(start, min(start + at_once, settings.prior_images))
        ]
        latents = sample_latents(
            base,
            denoiser,
            noise_scheduler,
            Condition.joined([text[PRIOR_CAPTION]] * len(seeds)),
            text[""],
            seeds=seeds,
            resolution=settings.resolution,
            steps=steps,
            guidance=base.family.guidance,
            device=device,
            precision=settings.precision,
            check=check,
        )
        parts.append(latents.cpu())
    prior = torch.cat(parts)
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    save_file({"latents": prior}, draft)
    draft.replace(path)
    return prior.to(device)
