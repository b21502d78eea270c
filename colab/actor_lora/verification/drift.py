"""What a LoRA does to other people: how much liker the actor they become where nobody named it. Pure arithmetic.

Pictures are drawn in rounds, with and without the LoRA from the same noise, until the answer is clear or the rounds are
over: a LoRA that leaves others alone needs one round, and only one that is near the threshold needs all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

CLEAR = 2.0
"""Standard errors between the mean and the threshold at which no more pictures are drawn."""

Pair = tuple[float | None, float | None]
"""The likeness of one picture of somebody else, without the LoRA and with it; None where no face is found."""


@dataclass(frozen=True)
class Drift:
    """What became of other people."""

    gain: float | None
    """Mean of what each gained in likeness to the actor; None where no picture shows a face both ways."""
    error: float
    """Standard error of the gain; 0 with fewer than two pairs."""
    lost: float
    """Share of the faces that the base draws and that are none any more with the LoRA, 0 to 1."""
    pictures: int
    """Pairs that were drawn."""


def drift_of(rounds: Iterable[Sequence[Pair]], allowed: float) -> Drift:
    """Measures the drift by as many rounds as it takes.

    Args:
        rounds: Pairs of pictures, drawn when they are asked for.
        allowed: The most that others may gain.

    Returns:
        What was seen until it was clear on which side of `allowed` it is.
    """
    pairs: list[Pair] = []
    gains: list[float] = []
    for drawn in rounds:
        pairs += drawn
        gains = [after - before for before, after in pairs if before is not None and after is not None]
        if _is_clear(gains, allowed):
            break
    faces = [after for before, after in pairs if before is not None]
    lost = sum(after is None for after in faces) / len(faces) if faces else 0.0
    return Drift(float(np.mean(gains)) if gains else None, _error(gains), lost, len(pairs))


def _is_clear(gains: Sequence[float], allowed: float) -> bool:
    return len(gains) >= 4 and abs(float(np.mean(gains)) - allowed) >= CLEAR * _error(gains)


def _error(gains: Sequence[float]) -> float:
    return float(np.std(gains, ddof=1)) / len(gains) ** 0.5 if len(gains) > 1 else 0.0
