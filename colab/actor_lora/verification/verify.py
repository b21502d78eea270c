"""Is this LoRA good enough to be published, and which checkpoint is the best?

Checkpoints are compared by a few samples. The best is then judged by fresh ones, with and without the LoRA from the
same noise. Faces of photographic samples are compared with the actor's photos; of samples in a style only CLIP says
whether they follow their prompts. The verdict is `passed`, `failed` or, without the models for faces, `unchecked`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from .drift import Pair, drift_of
from .gate import Gate, Measures, Verdict, best_of, judge
from .likeness import interval_of, likeness_among, mean_of_known
from .looking import Judges, Look, Onlooker, PhotoSet, Sample
from .nearness import Match, near_duplicates
from .plan import ShotPlan
from .samples import Painter, Shot

MOST_CANDIDATES = 3
"""How many checkpoints are looked at: the last ones and some in between."""
TRIES = 2
"""How many of them are judged: where the best does not pass, the next best may. A third try would help little, and each
one is another chance to pass by luck."""


@dataclass(frozen=True)
class Candidate:
    """A LoRA that could be published."""

    step: int
    path: Path


@dataclass(frozen=True)
class Tested:
    """A candidate with its samples."""

    candidate: Candidate
    samples: list[Sample]
    measures: Measures
    copies: list[Match]


@dataclass(frozen=True)
class Verification:
    """What was found out about the candidates."""

    verdict: str
    """`passed`, `failed` or `unchecked`."""
    reasons: list[str]
    warnings: list[str]
    best: Tested
    base: list[Sample]
    """Of the base alone: some of the shots of the best candidate's samples."""
    tested: list[Tested]
    """By step; those that were not judged have what they were compared by."""
    held_out: bool
    """Whether some of the photos were not trained on."""
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the best candidate may be published."""
        return self.verdict == "passed"

    @property
    def likeness(self) -> float | None:
        """Of the best candidate, to four digits; None where no face was looked at."""
        return None if self.verdict == "unchecked" else round(self.best.measures.likeness, 4)


def verify(
    candidates: Sequence[Candidate],
    painter: Painter,
    photos: PhotoSet,
    judges: Judges,
    plan: ShotPlan,
    *,
    gate: Gate | None = None,
    say: Callable[[str], None] = lambda line: None,
    check: Callable[[], None] = lambda: None,
) -> Verification:
    """Compares the candidates, then judges the best, and the next best where that does not pass.

    Args:
        candidates: The LoRAs to choose from.
        painter: Draws the samples, with a LoRA and without.
        photos: The actor's photos, which the samples are compared with.
        judges: Measure likeness and prompt following.
        plan: Which samples are drawn.
        gate: What has to be reached; the default gate where it is not given.
        say: Gets a line of progress.
        check: Called before each picture; may raise to stop.

    Returns:
        The verdict, the best candidate and everything that was measured.

    Raises:
        ValueError: There is no candidate.
    """
    if not candidates:
        raise ValueError("verification needs a candidate")
    gate = gate or Gate()
    onlooker = Onlooker(judges, photos.all, plan.trigger)
    court = _Court(Look(painter, onlooker, check), plan, gate, say)

    compared = court.compare(chosen(candidates))
    base_shots = plan.base()
    say(f"Drawing {len(base_shots)} samples with the base model alone.")
    base = court.look.samples(base_shots, None)
    judged: list[Tested] = []
    for one in compared[: TRIES if judges.faces else 1]:
        judged.append(court.judge(one.candidate, base))
        if judge(judged[-1].measures, gate).passed:
            break
    best = judged[best_of([one.measures for one in judged], gate)]
    verdict = judge(best.measures, gate)
    by_step = {one.candidate: one for one in (*compared, *judged)}
    return Verification(
        verdict="unchecked" if judges.faces is None else "passed" if verdict.passed else "failed",
        reasons=["The face models were not available, so the likeness was not checked."]
        if judges.faces is None
        else _reasons(verdict, onlooker.known),
        warnings=[] if judges.faces is None else verdict.warnings,
        best=best,
        base=base,
        tested=sorted(by_step.values(), key=lambda one: one.candidate.step),
        held_out=bool(photos.held_out),
        settings={"prompts": list(plan.prompts), "seeds": list(plan.seeds), **getattr(painter, "settings", {})},
    )


def chosen(candidates: Sequence[Candidate], most: int = MOST_CANDIDATES) -> list[Candidate]:
    """The last candidate and others spread evenly over the second half of the training and before."""
    ordered = sorted(candidates, key=lambda candidate: candidate.step)
    if len(ordered) <= most:
        return ordered
    places = np.linspace(len(ordered) - 1, len(ordered) // 4, most).round().astype(int)
    return [ordered[place] for place in sorted(set(places.tolist()))]


@dataclass(frozen=True)
class _Court:
    look: Look
    plan: ShotPlan
    gate: Gate
    say: Callable[[str], None]
    strangers: dict[Shot, float | None] = field(default_factory=dict)
    """Likeness to the actor of those whom the base alone draws, as far as they were drawn."""

    def compare(self, candidates: Sequence[Candidate]) -> list[Tested]:
        """The candidates, the most promising first: no copies of photos, then the likeness, then the later step."""
        if len(candidates) == 1:
            return [Tested(candidates[0], [], Measures.nothing(), [])]
        shots = self.plan.comparing()
        found = [self._test(candidate, shots, base=[]) for candidate in candidates]
        return sorted(
            found,
            key=lambda one: (not one.copies, one.measures.likeness, one.candidate.step),
            reverse=True,
        )

    def judge(self, candidate: Candidate, base: Sequence[Sample]) -> Tested:
        """A candidate by fresh samples, with the drift of other people."""
        tested = self._test(candidate, self.plan.judging(), base)
        if not self.look.onlooker.judges.faces:
            return tested
        seen = drift_of(self._rounds(candidate.path), self.gate.class_drift)
        measures = replace(
            tested.measures,
            class_drift=seen.gain,
            drift_error=seen.error,
            others_lost=seen.lost,
            others=seen.pictures,
        )
        return replace(tested, measures=measures)

    def _rounds(self, lora: Path) -> Iterator[list[Pair]]:
        """Pairs of pictures of other people, drawn while they are asked for."""
        for number, shots in enumerate(self.plan.drift()):
            self.say("Looking at what became of other people." if number == 0 else "That is not clear yet: once more.")
            yield self._pairs_of(shots, lora)

    def _pairs_of(self, shots: Sequence[Shot], lora: Path) -> list[Pair]:
        """Other people's likeness to the actor, without the LoRA and with it."""
        new = [shot for shot in shots if shot not in self.strangers]
        self.strangers.update({one.shot: one.likeness for one in self.look.samples(new, None)})
        return [(self.strangers[one.shot], one.likeness) for one in self.look.samples(shots, lora)]

    def _test(self, candidate: Candidate, shots: Sequence[Shot], base: Sequence[Sample]) -> Tested:
        self.say(f"Drawing {len(shots)} samples with the LoRA of step {candidate.step}.")
        samples = self.look.samples(shots, candidate.path)
        onlooker = self.look.onlooker
        copies = near_duplicates([sample.picture for sample in samples], onlooker.photos)
        return Tested(candidate, samples, measured(samples, base, onlooker.known, copies=len(copies)), copies)


def measured(
    samples: Sequence[Sample], base: Sequence[Sample], photos: Sequence[np.ndarray], *, copies: int
) -> Measures:
    """Measures of a candidate's samples, beside those of the base.

    Args:
        samples: With the LoRA.
        base: Without it: any of the same shots.
        photos: Face vectors of the photos.
        copies: How many samples copy a photo.

    Returns:
        The measures, without class drift.
    """
    photographic = [sample for sample in samples if sample.is_photographic]
    faces = [sample.vector for sample in photographic if sample.vector is not None]
    interval = interval_of(faces, photos)
    prompt, base_prompt = _pairs(samples, base)
    style, base_style = _pairs([sample for sample in samples if not sample.is_photographic], base)
    return Measures(
        faces=len(faces) / len(photographic) if photographic else 0.0,
        likeness=mean_of_known(sample.likeness for sample in photographic) or 0.0,
        base_likeness=mean_of_known(sample.likeness for sample in base) or 0.0,
        photo_likeness=likeness_among(photos),
        prompt=prompt,
        base_prompt=base_prompt,
        near_duplicates=copies,
        likeness_low=interval.low if interval else None,
        likeness_high=interval.high if interval else None,
        style_prompt=style,
        base_style_prompt=base_style,
        samples=len(photographic),
    )


def _pairs(samples: Sequence[Sample], base: Sequence[Sample]) -> tuple[float | None, float | None]:
    """Prompt following with the LoRA and without, over the shots that were drawn both ways."""
    without = {sample.shot: sample.prompt for sample in base}
    both = [sample for sample in samples if sample.shot in without]
    return mean_of_known(sample.prompt for sample in both), mean_of_known(without[sample.shot] for sample in both)


def _reasons(verdict: Verdict, photos: Sequence[np.ndarray]) -> list[str]:
    if not photos:
        return ["No face was found in the photos, so the likeness cannot be measured.", *verdict.reasons]
    return verdict.reasons
