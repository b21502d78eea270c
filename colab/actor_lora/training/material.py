"""What is trained on, as it lies in memory, and the draws of a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from ..device import sent
from ..families.condition import Condition
from ..families.family import Objective
from .latents import LatentCache
from .order import batch_at, loses_caption, photo_at
from .settings import Settings


@dataclass(frozen=True)
class HeldOut:
    """Photos that are not trained on; the loss over them says how far the training is."""

    photos: LatentCache
    captions: Sequence[str]
    conditions: Sequence[Condition] | None
    frames: torch.Tensor
    """(n, 6), as `Family.predict` takes them."""


@dataclass(frozen=True)
class Material:
    """What is trained on.

    With frozen text encoders `conditions` has one for each picture; else `captions` are encoded in every step.
    """

    photos: LatentCache
    """All pictures: several of each photo."""
    captions: Sequence[str]
    conditions: Sequence[Condition] | None
    no_caption: Condition
    """Of a picture that is shown without its caption."""
    frames: torch.Tensor
    """(n, 6), as `Family.predict` takes them."""
    places: Sequence[torch.Tensor] | None
    """How much each place of a picture counts, (1, h, w) each; None for all alike."""
    prior: torch.Tensor | None
    """Latents of people in general (n, c, h, w), scaled."""
    prior_caption: str
    prior_condition: Condition | None
    held_out: HeldOut | None = None
    """None where there are too few photos."""


@dataclass(frozen=True)
class Draw:
    """Latents with noise and moments; (n, c, h, w), (n, c, h, w), (n,)."""

    latents: torch.Tensor
    noise: torch.Tensor
    timesteps: torch.Tensor

    def with_(self, other: Draw) -> Draw:
        """Both in one, of the same shape."""
        return Draw(
            torch.cat([self.latents, other.latents]),
            torch.cat([self.noise, other.noise]),
            torch.cat([self.timesteps, other.timesteps]),
        )


@dataclass(frozen=True)
class Batch:
    """What goes through the denoiser at once: pictures of one shape, and as many prior images."""

    numbers: list[int]
    """Of the pictures."""
    bare: list[bool]
    """Which of them are shown without their caption."""
    photos: Draw
    prior: Draw | None


class Batches:
    """The batches of each step."""

    def __init__(self, material: Material, settings: Settings, objective: Objective, *, device: str) -> None:
        self._settings, self._objective, self._device = settings, objective, device
        # By shape, in the order in which the shapes come up.
        by_shape: dict[tuple[int, ...], list[int]] = {}
        for number, mean in enumerate(material.photos.mean):
            by_shape.setdefault(tuple(mean.shape), []).append(number)
        self._buckets = list(by_shape.values())
        self._shapes = [tuple(mean.shape) for mean in material.photos.mean]

    def of(self, step: int, material: Material, generator: torch.Generator) -> list[Batch]:
        """Draws the batches whose gradients make up a step.

        Everything is drawn picture by picture, so that several small batches are what one large batch of the same
        pictures is.

        Args:
            step: The step's number, which decides the pictures.
            material: What is trained on.
            generator: Draws noise and moments.

        Returns:
            As many as are accumulated.
        """
        settings, prior = self._settings, material.prior
        size, parts = settings.batch_size, settings.recipe.accumulation
        noise = self._noise(generator)
        chosen = [batch_at(step * parts + part, self._buckets, size, settings.seed) for part in range(parts)]
        latents = [
            material.photos.draw(numbers, torch.stack([noise(self._shapes[number]) for number in numbers]))
            for numbers in chosen
        ]
        noises = [noise(tuple(one.shape)) for batch in latents for one in batch]
        first, count = step * parts * size, parts * size
        if prior is not None:
            places = [photo_at(first + item, len(prior), settings.seed + 1) for item in range(count)]
            others = [prior[place] for place in places]
            noises += [noise(tuple(one.shape)) for one in others]
        timesteps = sent(self._objective.timesteps(len(noises), generator), self._device)

        def drawn(rows: torch.Tensor, start: int) -> Draw:
            return Draw(rows, torch.stack(noises[start : start + size]), timesteps[start : start + size])

        return [
            Batch(
                chosen[part],
                [
                    loses_caption(first + part * size + item, settings.recipe.caption_dropout, settings.seed)
                    for item in range(size)
                ],
                drawn(latents[part], part * size),
                None
                if prior is None
                else drawn(torch.stack(others[part * size : (part + 1) * size]), count + part * size),
            )
            for part in range(parts)
        ]

    def _noise(self, generator: torch.Generator) -> Callable[[tuple[int, ...]], torch.Tensor]:
        """Drawn on the CPU, so that every device trains on the same noise."""
        return lambda shape: sent(torch.randn(shape, generator=generator), self._device)
