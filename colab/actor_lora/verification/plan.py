"""Which samples are drawn: a few to compare checkpoints by, then fresh ones to judge the chosen checkpoint by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .prompt_kinds import is_photographic
from .samples import Shot, shots_of

LEAST_SAMPLES = 16
"""Photographic samples that the published checkpoint is judged by: the likeness is then known to ±0.03 (one standard
deviation, colab/README.md)."""
STYLE_SEEDS = 4
"""Samples of each prompt of a style; one alone says little about a prompt."""
DRIFT_SEEDS = 8
"""Pictures of somebody else in a round, with the LoRA and without."""
DRIFT_ROUNDS = 5
"""At most; the first is enough where the answer is clear (`drift.py`). Fewer err more often: colab/README.md."""
DRIFT_PROMPT = "photo of a person, looking at the camera"


@dataclass(frozen=True)
class ShotPlan:
    """Prompts and seeds, and how they are shared out."""

    prompts: Sequence[str]
    seeds: Sequence[int]
    """For comparing checkpoints: each photographic prompt with each of them."""
    trigger: str
    """The word that stands for the person in the prompts."""
    least: int = LEAST_SAMPLES
    """Photographic samples to judge by, at least."""

    def __post_init__(self) -> None:
        if not self.prompts or not self.seeds or self.least < 1:
            raise ValueError("verification needs a prompt, a seed and a sample")

    @property
    def photographic(self) -> list[str]:
        """The prompts that likeness is measured on; where all are of styles, a plain one takes their place."""
        return [prompt for prompt in self.prompts if is_photographic(prompt)] or [f"photo of {self.trigger} person"]

    @property
    def styled(self) -> list[str]:
        """The prompts that only CLIP looks at."""
        return [prompt for prompt in self.prompts if not is_photographic(prompt)]

    def comparing(self) -> list[Shot]:
        """The shots that checkpoints are compared by."""
        return shots_of(self.photographic, list(self.seeds))

    def judging(self) -> list[Shot]:
        """The shots that the chosen checkpoint is judged by.

        Their seeds are none of those that it was chosen by: the best of several looks better on the very samples that
        made it the best.
        """
        photos = shots_of(self.photographic, self._fresh(self._photo_seeds))
        return [*photos, *shots_of(self.styled, self._fresh(STYLE_SEEDS))]

    def base(self) -> list[Shot]:
        """Those of the judging shots that are drawn without the LoRA too: half of the photos, all of the styles."""
        photos = shots_of(self.photographic, self._fresh(-(-self._photo_seeds // 2)))
        return [*photos, *shots_of(self.styled, self._fresh(STYLE_SEEDS))]

    def drift(self) -> list[list[Shot]]:
        """Rounds of pictures of somebody who is not the actor."""
        seeds = self._fresh(DRIFT_SEEDS * DRIFT_ROUNDS)
        rounds = (seeds[start : start + DRIFT_SEEDS] for start in range(0, len(seeds), DRIFT_SEEDS))
        return [shots_of([DRIFT_PROMPT], some) for some in rounds]

    @property
    def _photo_seeds(self) -> int:
        return -(-self.least // len(self.photographic))

    def _fresh(self, count: int) -> list[int]:
        first = max(self.seeds) + 1
        return list(range(first, first + count))
