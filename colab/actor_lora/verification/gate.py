"""The gate: what a trained actor has to reach before it is published. Pure arithmetic, no models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Gate:
    """Thresholds. Likeness is the mean cosine of face vectors, −1 to 1 (see `likeness.py`).

    How often they let a bad actor pass or stop a good one is in colab/README.md, by `tests/gate_simulation.py`.
    """

    faces: float = 0.75
    """Share of the photographic samples in which a face is found, at least."""
    likeness: float = 0.36
    """Likeness, at least; SFace's own threshold for the same person is 0.363."""
    likeness_of_photos: float = 0.65
    """And at least this part of the likeness of the photos among themselves."""
    gain: float = 0.15
    """What the LoRA adds to the likeness of the base alone, at least."""
    prompt_drop: float = 0.03
    """What prompt following (CLIP's cosine) may lose."""
    style_drop: float = 0.04
    """What it may lose on the prompts of a style, of which there are fewer."""
    class_drift: float = 0.15
    """What other people may gain in likeness to the actor when the trigger word is not named."""
    drift_doubt: float = 0.5
    """How many of its standard errors that gain is taken to be less. Of LoRAs near the threshold, as many then pass
    wrongly as fail wrongly."""
    others_lost: float = 0.25
    """Share of other people's faces that may be none any more; as many as of the actor's own (`faces`)."""

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
    """What other people gain in likeness to the actor; None where it was not measured, or no face is left."""
    drift_error: float = 0.0
    """Standard error of that."""
    others_lost: float = 0.0
    """Share of other people's faces that the LoRA lost."""
    others: int = 0
    """Pictures of other people that this is measured on."""
    likeness_low: float | None = None
    likeness_high: float | None = None
    """Where the likeness may lie, by a bootstrap; None with fewer than two faces on either side."""
    style_prompt: float | None = None
    base_style_prompt: float | None = None
    """Prompt following on the prompts of a style; None where there are none, or it was not measured."""
    samples: int = 0
    """Photographic samples that this is measured on."""

    @staticmethod
    def nothing() -> Measures:
        """Of a LoRA that was not looked at."""
        return Measures(faces=0, likeness=0, base_likeness=0, photo_likeness=None, prompt=None, base_prompt=None)

    @property
    def gain(self) -> float:
        """What the LoRA adds to the likeness of the base alone."""
        return self.likeness - self.base_likeness

    @property
    def prompt_drop(self) -> float | None:
        """What prompt following loses by the LoRA; None where it was not measured."""
        return _lost(self.base_prompt, self.prompt)

    @property
    def style_drop(self) -> float | None:
        """The same over the prompts of a style."""
        return _lost(self.base_style_prompt, self.style_prompt)


def _lost(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else before - after


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
    return Verdict(
        not (reasons := [*_of_likeness(seen, gate), *_of_prompts(seen, gate), *_of_overfitting(seen, gate)]),
        reasons,
        _warnings(seen, gate),
    )


def _of_likeness(seen: Measures, gate: Gate) -> list[str]:
    reasons = []
    needed = gate.likeness_needed(seen.photo_likeness)
    if seen.faces < gate.faces:
        reasons.append(
            f"A face is found in only {seen.faces:.1%} of the samples; at least {gate.faces:.0%} are needed."
        )
    if seen.likeness < needed:
        reasons.append(
            f"The likeness to the photos is {seen.likeness:.3f}{_range(seen)}; at least {needed:.3f} is needed."
        )
    if seen.gain < gate.gain:
        reasons.append(
            f"The training adds {seen.gain:+.3f} to the likeness of the base model; at least {gate.gain:+.3f} is "
            "needed."
        )
    return reasons


def _of_prompts(seen: Measures, gate: Gate) -> list[str]:
    lost = [
        ("The pictures follow the prompts less than the base model's", seen.prompt_drop, gate.prompt_drop),
        ("Prompts of a style are followed less than by the base model", seen.style_drop, gate.style_drop),
    ]
    return [
        f"{what}, by {drop:.3f}; at most {most:.3f} is allowed. The training was too long or too strong."
        for what, drop, most in lost
        if drop is not None and drop > most
    ]


def _of_overfitting(seen: Measures, gate: Gate) -> list[str]:
    reasons = []
    if seen.near_duplicates:
        count = "One sample is a copy" if seen.near_duplicates == 1 else f"{seen.near_duplicates} samples are copies"
        reasons.append(f"{count} of a training photo. The training was too long.")
    if seen.others_lost > gate.others_lost:
        reasons.append(
            f"Other people lose their faces in {seen.others_lost:.0%} of the pictures; at most "
            f"{gate.others_lost:.0%} is allowed. The training was too long or too strong."
        )
    if seen.class_drift is not None and seen.class_drift - gate.drift_doubt * seen.drift_error > gate.class_drift:
        reasons.append(
            f"Other people in the pictures look like the actor too, by {seen.class_drift:+.2f}{_give_or_take(seen)}; "
            f"at most {gate.class_drift:+.2f} is allowed. The training was too long, or had too few prior images."
        )
    return reasons


def _give_or_take(seen: Measures) -> str:
    return f" ± {seen.drift_error:.2f}" if seen.drift_error else ""


def _warnings(seen: Measures, gate: Gate) -> list[str]:
    warnings = []
    needed = gate.likeness_needed(seen.photo_likeness)
    if seen.prompt_drop is None:
        warnings.append("Prompt following was not measured.")
    if seen.class_drift is None:
        warnings.append("What became of other people was not measured.")
    if seen.photo_likeness is None:
        warnings.append("The photos could not be compared with each other: fewer than two show a face.")
    if seen.likeness_low is not None and seen.likeness_low < needed <= seen.likeness:
        warnings.append(
            f"The likeness passes narrowly: it is {seen.likeness:.3f}{_range(seen)}, and {needed:.3f} is needed."
        )
    return warnings


def _range(seen: Measures) -> str:
    if seen.likeness_low is None or seen.likeness_high is None:
        return ""
    return f" (most likely {seen.likeness_low:.2f} to {seen.likeness_high:.2f})"


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
