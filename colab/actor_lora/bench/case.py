"""What is measured: one training by two loops, and what each of them did."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from ..device import Precision
from ..errors import BadInput
from ..families.family import Weights
from ..families.recipe import Recipe


@dataclass(frozen=True)
class Case:
    """One training."""

    name: str
    """Of the base, in the table."""
    base: Path
    """The base's folder."""
    photos: Path
    """A folder of square pictures with edges of `resolution`: what both loops learn."""
    held_out: Path
    """Such pictures that neither loop learns."""
    caption: str
    resolution: int
    steps: int
    every: int
    """Steps between checkpoints, at each of which the held-out loss is taken."""
    batch: int
    rank: int
    learning_rate: float
    device: str
    precision: Precision
    seed: int = 1
    """Of both loops."""
    threads: int = 1
    checkpointing: bool = False
    """Whether both loops checkpoint gradients."""
    compiled: bool = False
    """Whether ours goes through torch.compile."""
    weights: Weights = "full"
    """How the frozen base lies in memory in ours; the examples hold theirs in full."""
    recipe: dict[str, Any] = field(default_factory=dict)
    """Fields of `Recipe` that ours does not take from the base's family."""


def read_recipe(words: Sequence[str]) -> dict[str, Any]:
    """Fields of `Recipe` out of `field=value`, the values as in JSON or plain words.

    Raises:
        BadInput: There is no such field, or it does not take such a value.
    """
    found: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    try:
        Recipe(**found)
    except (TypeError, ValueError) as error:
        raise BadInput(f"--recipe {' '.join(words)}: {error}. families/recipe.py has the fields.") from None
    return found


@dataclass(frozen=True)
class Figures:
    """What one loop did."""

    ready_seconds: float
    """From its start to its first step: reading the base, caching."""
    step_seconds: list[float]
    peak_bytes: int
    """Beyond what the process held before any model was loaded."""
    losses: dict[int, float] = field(default_factory=dict)
    """Held-out loss by steps done."""
    likeness: float | None = None
    """Of what is drawn at the end, to photos that were not learnt; None where it was not looked at."""

    @property
    def rate(self) -> float:
        """Steps a second; the first step warms up. The median, because other processes disturb single steps."""
        return 1 / statistics.median(self.step_seconds[1:] or self.step_seconds)

    def seconds_to(self, loss: float) -> float | None:
        """Seconds from the start until the held-out loss was at most `loss`; None where it never was."""
        done = list(accumulate(self.step_seconds, initial=self.ready_seconds))
        return next((done[step] for step, value in sorted(self.losses.items()) if value <= loss), None)


class Stopwatch:
    """Takes the time of steps. On a CPU with one thread the process's own seconds count, undisturbed by others."""

    def __init__(self, device: str) -> None:
        import time

        import torch

        self._gpu = device.startswith("cuda")
        alone = not self._gpu and torch.get_num_threads() == 1
        self._clock: Callable[[], float] = time.process_time if alone else time.perf_counter
        self._began = self._last = self._clock()
        self.laps: list[float] = []

    def begins(self) -> None:
        """The next lap begins now."""
        self._last = self._now()

    def lap(self) -> None:
        """A lap is over, and the next begins."""
        now = self._now()
        self.laps.append(now - self._last)
        self._last = now

    @property
    def so_far(self) -> float:
        """Seconds since it was made."""
        return self._now() - self._began

    def _now(self) -> float:
        if self._gpu:
            import torch

            torch.cuda.synchronize()
        return self._clock()


def without_saving(laps: Sequence[float], every: int) -> list[float]:
    """Laps of which each after a checkpoint holds its saving too: that takes as long as a usual one."""
    usual = statistics.median(laps)
    return [usual if number and number % every == 0 else seconds for number, seconds in enumerate(laps)]
