"""Tells the person, the bot and the hub how a training goes, and notes what a resumed run must know."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..job.events import Reporter
from ..job.job import Job
from ..training.checkpoint import Checkpoint
from ..training.stopping import Probe, best_likeness
from ..views import Places
from .progress import Pace, ProgressLine
from .uplink import Sample, Uplink

MOST_LOSSES = 400
"""Points of the loss curve that are kept."""

BEGUN_WITH = ("precision", "weights", "faces")
"""Notes of how a training was begun, which another machine goes on with as far as it can."""

Losses = list[list[float]]
"""Step and loss of each point."""


class TrainingWatch:
    """Hears everything that happens in a training, over all its attempts."""

    def __init__(self, job: Job, *, reporter: Reporter, uplink: Uplink, line: ProgressLine, resume: bool) -> None:
        """Takes up the notes of an earlier start where the run is resumed."""
        state = job.state() if resume else {}
        self.began_in_economy = self.in_economy = bool(state.get("economy"))
        # Noted before the training began.
        self.sights: dict[str, dict[str, str]] = job.state().get("sights", {})
        self.losses: Losses = list(state.get("losses", []))
        self.probes: list[Probe] = _probes_in(state)
        self._job, self._reporter, self._uplink, self._line = job, reporter, uplink, line
        self._pace = Pace(job.spec.steps)

    def say(self, words: str) -> None:
        """Passes a sentence on to the person."""
        self._line.say(words)

    def check(self) -> None:
        """Stops the training once the bot has ended the job.

        Raises:
            Cancelled: The bot said so.
        """
        self._reporter.check()

    def attempts(self, *, economy: bool) -> None:
        """Notes in which settings the training is tried, so that a resumed run takes the same ones."""
        self.in_economy = economy
        self._job.note(economy=economy)

    def cuts(self, places: Places) -> None:
        """Notes where the faces are that photos are cut around, so that a resumed run cuts them in the same way."""
        self._job.note(faces=places)

    @property
    def begun_with(self) -> dict[str, Any]:
        """How the training was begun, as it was noted."""
        return begun_with(self._job.state())

    def starts(self, step: int, total: int) -> None:
        """Begins at `step` of `total`; what was seen of steps that come again is forgotten."""
        self.losses[:] = [point for point in self.losses if point[0] <= step]
        # At step 0 another base or resolution may have been looked at.
        self.probes[:] = [probe for probe in self.probes if probe.step <= step] if step else []
        self._pace = Pace(total)
        self._reporter.started(step)

    def steps(self, step: int, loss: float, rate: float) -> None:
        """One step is done; `rate` is the learning rate that it was done with."""
        self._pace.tick(step)
        self.losses.append([step, loss])
        self._line.show(step, self._pace.total, loss, self._pace)
        self._reporter.progress(step, loss=loss, lr=rate, eta_seconds=self._pace.eta)

    def probed(self, probe: Probe) -> None:
        """The training was looked at."""
        self.probes.append(probe)
        self._job.note(probes=notes_of(self.probes))
        best = best_likeness(self.probes)
        if best is None or best.likeness is None or probe.likeness is None:
            return
        self._reporter.probed(probe.step, likeness=probe.likeness, best=best.likeness, best_step=best.step)
        self.say(f"Likeness {probe.likeness:.2f} at step {probe.step}, best {best.likeness:.2f} at step {best.step}.")

    def stopped(self, step: int) -> None:
        """The training has stopped before its last step."""
        self._reporter.ends_at(step)

    def pauses(self) -> None:
        """What happens until the next step says nothing about the speed."""
        self._pace.pause()

    def saving(self) -> None:
        """A checkpoint is about to be written: once it is there, the steps up to it never come again."""
        self.losses[:] = thinned(self.losses)
        self._job.note(losses=self.losses)

    def saves(self, checkpoint: Checkpoint, sample: Sample | None, run_state: dict[str, Any], *, last: bool) -> None:
        """A checkpoint is on the disk; it goes to the hub with the sample that was drawn for it."""
        self._uplink.checkpoint(checkpoint, sample, run_state, last=last)


def begun_with(noted: Mapping[str, Any]) -> dict[str, Any]:
    """What of a run's notes says how its training was begun; none of it is to be trusted yet."""
    return {name: noted[name] for name in BEGUN_WITH if name in noted}


def notes_of(probes: Sequence[Probe]) -> list[dict[str, Any]]:
    """Probes as they are noted; their floats come back the same."""
    return [asdict(probe) for probe in probes]


def _probes_in(state: dict[str, Any]) -> list[Probe]:
    try:
        return [Probe.read(said) for said in state.get("probes", [])]
    except (TypeError, KeyError):
        return []


def thinned(losses: Losses, most: int = MOST_LOSSES) -> Losses:
    """The curve in at most `most` points, always with the last one.

    Losses that are no finite numbers are left out, because JSON does not know them.
    """
    kept = [point for point in losses if math.isfinite(point[1])]
    while len(kept) > most:
        kept = kept[:-1][::2] + kept[-1:]
    return kept
