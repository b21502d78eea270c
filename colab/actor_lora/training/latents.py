"""Photos as latents, encoded once: afterwards the VAE is not needed any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageDraw

from ..families.family import Family
from ..photos import View


@dataclass(frozen=True)
class LatentCache:
    """The VAE's distribution for each picture, scaled: `mean` and `std` have (c, h, w) of each, fp32.

    Kept as a distribution, so that every step draws afresh, exactly as encoding in each step would.
    """

    mean: Sequence[torch.Tensor]
    std: Sequence[torch.Tensor]

    def __len__(self) -> int:
        return len(self.mean)

    def draw(self, numbers: Sequence[int], noise: torch.Tensor) -> torch.Tensor:
        """Draws latents.

        Args:
            numbers: Which pictures; all of one shape.
            noise: Standard normal, (len(numbers), c, h, w).

        Returns:
            Scaled latents of the same shape.
        """
        mean, std = (torch.stack([side[number] for number in numbers]) for side in (self.mean, self.std))
        return mean + std * noise

    def part(self, start: int, end: int) -> LatentCache:
        """The pictures from `start` until before `end`."""
        return LatentCache(self.mean[start:end], self.std[start:end])

    def to(self, device: str) -> LatentCache:
        """The same on another device."""
        return LatentCache([one.to(device) for one in self.mean], [one.to(device) for one in self.std])


def pixels(picture: Image.Image) -> torch.Tensor:
    """(3, h, w), −1 to 1, fp32."""
    values = torch.from_numpy(np.asarray(picture.convert("RGB"), dtype=np.float32).copy())
    return values.permute(2, 0, 1) / 127.5 - 1


@torch.no_grad()
def encode(family: Family, vae: Any, pictures: Sequence[Image.Image], *, device: str) -> LatentCache:
    """Encodes pictures one at a time, because the VAE's activations are what needs the memory.

    Args:
        family: Of the base.
        vae: The base's VAE.
        pictures: Of any sizes.
        device: Where it computes.

    Returns:
        The distributions, on the CPU.
    """
    means, stds = [], []
    for picture in pictures:
        sight = vae.encode(pixels(picture)[None].to(device, vae.dtype)).latent_dist
        spread = sight.std.float() if family.draws_latents else torch.zeros_like(sight.mean, dtype=torch.float32)
        mean, std = family.normalised(vae, sight.mean.float(), spread)
        means.append(mean[0].cpu())
        stds.append(std[0].cpu())
    return LatentCache(means, stds)


ROOM = 1.3
"""The head is so many times as wide and high as the box that YuNet puts around the face, from brow to chin."""


def face_places(view: View, size: tuple[int, int], *, background: float) -> torch.Tensor:
    """How much each latent of a picture counts: 1 in the face, less outside, in between on its edge.

    Args:
        view: The picture; without a face all of it counts alike.
        size: Height and width in latents.
        background: What counts outside.

    Returns:
        (1, h, w) fp32.
    """
    if view.face is None:
        return torch.ones(1, *size)
    left, top, width, height = view.face
    more = ((ROOM - 1) / 2 * width, (ROOM - 1) / 2 * height)
    mask = Image.new("L", view.picture.size, 0)
    box = (left - more[0], top - more[1], left + width + more[0], top + height + more[1])
    ImageDraw.Draw(mask).ellipse(box, fill=255)
    small = mask.resize((size[1], size[0]), Image.Resampling.BOX)
    inside = torch.from_numpy(np.asarray(small, dtype=np.float32).copy())[None] / 255
    # A face that is nowhere in the picture has nothing to say about it.
    return background + (1 - background) * inside if inside.any() else torch.ones(1, *size)


@torch.no_grad()
def decode(family: Family, vae: Any, latents: torch.Tensor) -> list[Image.Image]:
    """Decodes scaled latents (n, c, h, w), fp32, into RGB pictures."""
    pictures = []
    for latent in latents:
        sight = vae.decode(family.denormalised(vae, latent[None]).to(vae.device, vae.dtype)).sample[0]
        values = ((sight.float().clamp(-1, 1) + 1) * 127.5).round().permute(1, 2, 0).to("cpu", torch.uint8)
        pictures.append(Image.fromarray(values.numpy()))
    return pictures
