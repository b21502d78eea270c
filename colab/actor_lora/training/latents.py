"""Photos as latents, encoded once: afterwards the VAE is not needed any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image

from ..families.family import Family


@dataclass(frozen=True)
class LatentCache:
    """The VAE's distribution for each photo, scaled: `mean` and `std` (n, c, h, w), fp32.

    Kept as a distribution, so that every step draws afresh, exactly as encoding in each step would.
    """

    mean: torch.Tensor
    std: torch.Tensor

    def __len__(self) -> int:
        return len(self.mean)

    def draw(self, numbers: Sequence[int], noise: torch.Tensor) -> torch.Tensor:
        """Draws latents.

        Args:
            numbers: Which photos.
            noise: Standard normal, (len(numbers), c, h, w).

        Returns:
            Scaled latents of the same shape.
        """
        index = torch.tensor(list(numbers), device=self.mean.device)
        return self.mean[index] + self.std[index] * noise

    def part(self, start: int, end: int) -> LatentCache:
        """The photos from `start` until before `end`."""
        return LatentCache(self.mean[start:end], self.std[start:end])

    def to(self, device: str) -> LatentCache:
        """The same on another device."""
        return LatentCache(self.mean.to(device), self.std.to(device))


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
        pictures: All of the same size.
        device: Where it computes.

    Returns:
        The distributions, on the CPU.
    """
    means, stds = [], []
    for picture in pictures:
        sight = vae.encode(pixels(picture)[None].to(device, vae.dtype)).latent_dist
        spread = sight.std.float() if family.draws_latents else torch.zeros_like(sight.mean, dtype=torch.float32)
        mean, std = family.normalised(vae, sight.mean.float(), spread)
        means.append(mean.cpu())
        stds.append(std.cpu())
    return LatentCache(torch.cat(means), torch.cat(stds))


@torch.no_grad()
def decode(family: Family, vae: Any, latents: torch.Tensor) -> list[Image.Image]:
    """Decodes scaled latents (n, c, h, w), fp32, into RGB pictures."""
    pictures = []
    for latent in latents:
        sight = vae.decode(family.denormalised(vae, latent[None]).to(vae.device, vae.dtype)).sample[0]
        values = ((sight.float().clamp(-1, 1) + 1) * 127.5).round().permute(1, 2, 0).to("cpu", torch.uint8)
        pictures.append(Image.fromarray(values.numpy()))
    return pictures
