"""The gate: what a trained actor has to reach before it is published. Pure arithmetic, no models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np


@dataclass(frozen=True)
class Gate:
    """Thresholds. Likeness is the mean cosine of face vectors, −1 to 1."""

    faces: float = 0.75
    """Share of the samples in which a face is found, at least."""
    likeness: float = 0.36
    """Likeness, at least; SFace's own threshold for the same person is 0.363."""
    likeness_of_photos: float = 0.65
    """And at least this part of the likeness of the photos among themselves."""
    gain: float = 0.15
    """What the LoRA adds to the likeness of the base alone, at least."""
    prompt_drop: float = 0.03
    """What prompt following (CLIP's cosine) may lose."""
    class_drift: float = 0.15
    """What other people may gain in likeness to the actor when the trigger word is not named. A warning only."""

    def likeness_needed(self, photos: float | None) -> float:
        """The least likeness, given that of the photos among themselves."""
        return max(self.likeness, self.likeness_of_photos * photos) if photos is not None else self.likeness


@dataclass(frozen=True)
class Measures:
    """What was seen of one LoRA, beside the base."""

    faces: float
    """Share of the samples with a face, 0 to 1."""
    likeness: float
    """Over the samples with a face; 0 when there is none."""
    base_likeness: float
    photo_likeness: float | None
    """Of the photos among themselves; None with fewer than two faces."""
    prompt: float | None
    base_prompt: float | None
    """Prompt following with the LoRA and without; None when it was not measured."""
    near_duplicates: int = 0
    class_drift: float | None = None

    @property
    def gain(self) -> float:
        """What the LoRA adds to the likeness of the base alone."""
        return self.likeness - self.base_likeness

    @property
    def prompt_drop(self) -> float | None:
        """What prompt following loses by the LoRA; None where it was not measured."""
        if self.prompt is None or self.base_prompt is None:
            return None
        return self.base_prompt - self.prompt


@dataclass(frozen=True)
class Verdict:
    """Whether the gate is passed."""

    passed: bool
    reasons: list[str] = field(default_factory=list)
    """Why not, one sentence each."""
    warnings: list[str] = field(default_factory=list)


def judge(seen: Measures, gate: Gate) -> Verdict:
    """Judges one LoRA.

    Args:
        seen: What was measured.
        gate: What has to be reached.

    Returns:
        The verdict; every failing threshold is named, with what was measured and what is needed.
    """
    reasons, warnings = [], []
    needed = gate.likeness_needed(seen.photo_likeness)
    if seen.faces < gate.faces:
        reasons.append(
            f"A face is found in only {seen.faces:.1%} of the samples; at least {gate.faces:.0%} are needed."
        )
    if seen.likeness < needed:
        reasons.append(f"The likeness to the photos is {seen.likeness:.3f}; at least {needed:.3f} is needed.")
    if seen.gain < gate.gain:
        reasons.append(
            f"The training adds {seen.gain:+.3f} to the likeness of the base model; at least {gate.gain:+.3f} is "
            "needed."
        )
    drop = seen.prompt_drop
    if drop is None:
        warnings.append("Prompt following was not measured.")
    elif drop > gate.prompt_drop:
        reasons.append(
            f"The pictures follow the prompts less than the base model's, by {drop:.3f}; at most "
            f"{gate.prompt_drop:.3f} is allowed. The training was too long or too strong."
        )
    if seen.near_duplicates:
        count = "One sample is a copy" if seen.near_duplicates == 1 else f"{seen.near_duplicates} samples are copies"
        reasons.append(f"{count} of a training photo. The training was too long.")
    if seen.photo_likeness is None:
        warnings.append("The photos could not be compared with each other: fewer than two show a face.")
    if seen.class_drift is not None and seen.class_drift > gate.class_drift:
        warnings.append(
            f"Other people in the pictures look like the actor too ({seen.class_drift:+.2f}). More prior images help."
        )
    return Verdict(not reasons, reasons, warnings)


def best_of(measures: Sequence[Measures], gate: Gate) -> int:
    """Chooses the LoRA to publish: the best likeness among those that pass, or among all when none does.

    Args:
        measures: Of each LoRA.
        gate: What has to be reached.

    Returns:
        An index.

    Raises:
        ValueError: There is none.
    """
    if not measures:
        raise ValueError("there is nothing to choose from")
    return max(range(len(measures)), key=lambda at: (judge(measures[at], gate).passed, measures[at].likeness))


def mean_likeness(faces: Sequence[np.ndarray], references: Sequence[np.ndarray]) -> float:
    """The mean cosine of each face with each reference.

    Args:
        faces: Vectors of length 1.
        references: Vectors of length 1.

    Returns:
        −1 to 1; 0 where there are none.
    """
    if not len(faces) or not len(references):
        return 0.0
    return float(np.mean(np.stack(faces) @ np.stack(references).T))


def likeness_among(faces: Sequence[np.ndarray]) -> float | None:
    """The mean cosine of the pairs; None with fewer than two."""
    pairs = [float(one @ other) for one, other in combinations(faces, 2)]
    return float(np.mean(pairs)) if pairs else None
