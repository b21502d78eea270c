"""When a training stops: once it looks no more like the person, or begins to repeat its photos. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Probe:
    """What was seen at a step; None for what was not measured."""

    step: int
    loss: float | None = None
    """Over the held-out photos, at fixed noise and timesteps."""
    likeness: float | None = None
    """Mean cosine of the samples' faces with the photos, −1 to 1."""
    prompt: float | None = None
    """How well the samples follow their prompts (CLIP)."""
    others: float | None = None
    """Likeness of other people to the actor."""
    copies: int = 0
    """Samples that repeat a photo."""

    @staticmethod
    def read(said: dict[str, Any]) -> Probe:
        """A probe as it was noted.

        Raises:
            TypeError, KeyError: It was noted by another version.
        """
        return Probe(**said)


@dataclass(frozen=True)
class StopRule:
    """How patient a training is. The noise of a probe is the same each time, so that probes compare."""

    least: int = 400
    """Steps before which it does not stop."""
    patience: int = 2
    """Probes without a gain, or with the same sign of overfitting, before it stops."""
    likeness_gain: float = 0.01
    """What counts as a gain. The likeness of four samples moves by some 0.02 by itself."""
    loss_gain: float = 0.002
    """The same for the loss, as a part of it."""
    prompt_drop: float = 0.05
    """Prompt following lost since step 0. Wider than the gate's, for a few samples."""
    drift: float = 0.15
    """Likeness that other people have gained since step 0, as with the gate."""


def why_stop(probes: Sequence[Probe], rule: StopRule) -> str | None:
    """Whether the training stops after the last of these probes.

    Args:
        probes: All so far, by step.
        rule: How patient it is.

    Returns:
        Why, in a sentence; None where it goes on. The same probes give the same answer, also in a resumed run.
    """
    if len(probes) <= rule.patience or probes[-1].step < rule.least:
        return None
    latest, first = probes[-rule.patience :], probes[0]
    if all(probe.copies for probe in latest):
        return "The samples begin to repeat the photos."
    if first.step == 0 and all(_rose(first.others, probe.others) > rule.drift for probe in latest):
        return "Other people begin to look like the actor."
    if first.step == 0 and all(_rose(probe.prompt, first.prompt) > rule.prompt_drop for probe in latest):
        return "The samples begin to lose their prompts."
    last_gains = [
        _last_gain([(probe.step, probe.likeness) for probe in probes], rule.likeness_gain),
        _last_gain([(probe.step, _negative(probe.loss)) for probe in probes], rule.loss_gain * abs(first.loss or 0)),
    ]
    known = [step for step in last_gains if step is not None]
    # What was not measured lately says nothing about a gain.
    if not known or (latest[-1].likeness is None and latest[-1].loss is None):
        return None
    if sum(probe.step > max(known) for probe in probes) < rule.patience:
        return None
    return f"It has not come closer to the person since step {max(known)}."


def best_likeness(probes: Sequence[Probe]) -> Probe | None:
    """The likest probe of a LoRA, the earlier of two alike; None where no likeness was measured."""
    known = [probe for probe in probes if probe.likeness is not None and probe.step > 0]
    return max(known, key=lambda probe: (probe.likeness, -probe.step), default=None)


def _last_gain(series: Sequence[tuple[int, float | None]], least: float) -> int | None:
    """The last step at which a value was above all before by more than `least`; None where nothing was measured."""
    best: float | None = None
    at = None
    for step, value in series:
        if value is not None and (best is None or value > best + least):
            best, at = value, step
    return at


def _rose(before: float | None, after: float | None) -> float:
    return 0.0 if before is None or after is None else after - before


def _negative(value: float | None) -> float | None:
    return None if value is None else -value
