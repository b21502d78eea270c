"""Tiny bases that have learnt to draw people, as patterns: what is learnt of one of them is then to be seen in a loss.

The weights of a tiny base are random, and so are the latents of its VAE. What little a LoRA learns on it says nothing
of learning a person. One that was taught knows what people look like and only has to learn this one, as a real base.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from ..bases import find_base
from ..families.condition import Condition
from ..families.family import Base, Objective, whole_frames
from ..families.flux2_klein import packed
from ..families.loading import load_denoiser, load_part
from ..tiny import TinyKind, write_tiny
from ..training.latents import LatentCache, encode, pixels
from .pictures import pattern, person

SIDE = 16
"""Edge of the pictures in pixels."""
STEPS = 1500
BATCH = 16
RATE = 1e-3
"""At first; it falls to nothing by a cosine."""
PEOPLE, OTHERS = 1000, 200
"""Pictures of people, a different one each, and of something else, so that the words count."""
WORDS = {
    True: ("photo of a person", "photo of person", "photo of a person, looking at the camera"),
    False: ("photo of a dog", "a dog"),
}
UNSAID = 0.1
"""Share of the pictures that are shown without words."""


def write_taught(kind: TinyKind, folder: Path, *, steps: int = STEPS) -> Path:
    """Saves a tiny pipeline whose denoiser was taught; minutes on a CPU.

    Args:
        kind: Whose architecture it has.
        folder: Takes the files.
        steps: Of the teaching.

    Returns:
        The folder, which `from_pretrained` reads.
    """
    write_tiny(kind, folder)
    base = find_base(f"bench/{kind}", path=folder)
    random = np.random.default_rng(7)
    pictures = [person(pattern(random), random, SIDE) for _ in range(PEOPLE)] + [
        _stripes(random) for _ in range(OTHERS)
    ]
    vae = load_part(base, "vae", dtype=torch.float32, token=None).requires_grad_(False).eval()
    _calibrate(vae, pictures[:200])
    vae.save_pretrained(folder / "vae")
    latents = encode(base.family, vae, pictures, device="cpu")
    denoiser = load_denoiser(base, device="cpu", dtype=torch.float32, weights="full", token=None)
    _teach(denoiser, base, latents, _text_of(base), random, steps)
    denoiser.save_pretrained(folder / base.family.denoiser)
    return folder


@torch.no_grad()
def _calibrate(vae: Any, pictures: list[Image.Image]) -> None:
    """Gives the latents of pictures a spread of 1 around 0, hardly drawn at random, as those of a trained VAE are."""
    last = vae.encoder.conv_out if getattr(vae, "quant_conv", None) is None else vae.quant_conv
    channels = last.weight.shape[0] // 2
    last.weight[channels:], last.bias[channels:] = 0, -8
    raw = torch.cat([vae.encode(pixels(picture)[None]).latent_dist.mean for picture in pictures])
    if hasattr(vae, "bn"):
        squares = packed(raw)
        vae.bn.running_mean.copy_(squares.mean((0, 2, 3)))
        vae.bn.running_var.copy_(squares.var((0, 2, 3)))
        return
    middle = raw.mean((0, 2, 3))
    larger = 1 / ((raw - middle[:, None, None]).std() * vae.config.scaling_factor)
    last.weight[:channels] *= larger
    last.bias[:channels] = (last.bias[:channels] - middle) * larger + (vae.config.get("shift_factor") or 0.0)


@torch.no_grad()
def _text_of(base: Base) -> dict[str, Condition]:
    encoders = base.family.text_encoders(base, device="cpu", dtype=torch.float32, token=None)
    return {words: encoders.encode([words]) for words in ("", *WORDS[True], *WORDS[False])}


def _teach(
    denoiser: Any,
    base: Base,
    latents: LatentCache,
    text: dict[str, Condition],
    random: np.random.Generator,
    steps: int,
) -> None:
    """Trains all weights by the family's own objective, and leaves their average over the last hundreds of steps."""
    scheduler = load_part(base, "scheduler", dtype=torch.float32, token=None)
    objective = base.family.objective(base, scheduler, gamma=None, device="cpu")
    parameters = list(denoiser.requires_grad_(True).train().parameters())
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    average = [value.detach().clone() for value in parameters]
    generator = torch.Generator().manual_seed(3)
    for step in range(steps):
        loss = _loss(denoiser, base, objective, latents, text, random, generator)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            torch._foreach_lerp_(average, parameters, 1 - min(0.998, (1 + step) / (10 + step)))
    with torch.no_grad():
        torch._foreach_copy_(parameters, average)
    denoiser.requires_grad_(False).eval()


def _loss(
    denoiser: Any,
    base: Base,
    objective: Objective,
    latents: LatentCache,
    text: dict[str, Condition],
    random: np.random.Generator,
    generator: torch.Generator,
) -> torch.Tensor:
    numbers = torch.randint(0, len(latents), (BATCH,), generator=generator).tolist()
    shape = (BATCH, *latents.mean[0].shape)
    drawn = latents.draw(numbers, torch.randn(shape, generator=generator))
    moments = objective.timesteps(BATCH, generator)
    noisy, target = objective.diffuse(drawn, torch.randn(shape, generator=generator), moments)
    words = ["" if random.random() < UNSAID else random.choice(WORDS[number < PEOPLE]) for number in numbers]
    condition = Condition.joined([text[one] for one in words])
    said = base.family.predict(denoiser, noisy, moments, condition, frames=whole_frames(BATCH, SIDE, "cpu"))
    return (said - target).square().mean()


def _stripes(random: np.random.Generator) -> Image.Image:
    waves = np.sin(random.uniform(0.4, 1.2) * np.arange(SIDE) + random.uniform(0, 6))
    values = (0.5 + 0.5 * waves)[:, None, None] * random.uniform(60, 255, 3) * np.ones((SIDE, SIDE, 1))
    return Image.fromarray(values.astype(np.uint8))
