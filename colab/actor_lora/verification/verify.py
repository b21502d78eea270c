"""Is this LoRA good enough to be published, and which checkpoint is the best?

Samples are drawn with and without the LoRA from the same noise. Their faces are compared with the actor's photos.
The verdict is `passed`, `failed` or, without the models for faces, `unchecked`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..faces import Face, FaceEngine
from .gate import Gate, Measures, Verdict, best_of, judge, likeness_among, mean_likeness
from .nearness import Match, near_duplicates
from .prompt_score import PromptScorer, without_trigger
from .samples import Painter, Shot, shots_of

if TYPE_CHECKING:
    from PIL import Image

MOST_CANDIDATES = 4
"""How many checkpoints are looked at: the last ones and some in between."""


@dataclass(frozen=True)
class Candidate:
    """A LoRA that could be published."""

    step: int
    path: Path


@dataclass(frozen=True)
class PhotoSet:
    """The actor's photos as prepared for training: square, upright."""

    trained: Sequence[Image.Image]
    held_out: Sequence[Image.Image] = ()
    """Not trained on. When there are none, the likeness is measured on those that were, which flatters it."""


@dataclass(frozen=True)
class Sample:
    """One picture and what was seen in it."""

    shot: Shot
    picture: Image.Image
    face: Face | None
    likeness: float | None
    """To the photos; None without a face."""
    prompt: float | None


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
    tested: list[Tested]
    held_out: bool
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the best candidate may be published."""
        return self.verdict == "passed"

    @property
    def likeness(self) -> float | None:
        """Of the best candidate, to four digits; None where no face was looked at."""
        return None if self.verdict == "unchecked" else round(self.best.measures.likeness, 4)


@dataclass(frozen=True)
class Judges:
    """The models that look at samples. Without faces nothing is measured and nothing passes."""

    faces: FaceEngine | None = None
    prompts: PromptScorer | None = None


@dataclass(frozen=True)
class ShotPlan:
    """Which samples are drawn of each candidate: every prompt with every seed."""

    prompts: Sequence[str]
    seeds: Sequence[int]
    trigger: str
    """The word that stands for the person in the prompts."""


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
    """Draws and measures every candidate by the same shots; class drift is measured for the best one alone.

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
        ValueError: There is no candidate, no prompt or no seed.
    """
    if not candidates or not plan.prompts or not plan.seeds:
        raise ValueError("verification needs a candidate, a prompt and a seed")
    gate = gate or Gate()
    shots = shots_of(list(plan.prompts), list(plan.seeds))
    known = _references(photos, judges.faces)
    look = _Look(painter, judges, known.compared, plan.trigger, check)

    say(f"Drawing {len(shots)} samples with the base model alone.")
    base = look.samples(shots, None)
    tested = []
    for candidate in chosen(candidates):
        say(f"Drawing {len(shots)} samples with the LoRA of step {candidate.step}.")
        samples = look.samples(shots, candidate.path)
        copies = near_duplicates([sample.picture for sample in samples], [*photos.trained, *photos.held_out])
        tested.append(Tested(candidate, samples, measured(samples, base, known.among, copies=len(copies)), copies))

    at = best_of([one.measures for one in tested], gate)
    if judges.faces is not None:
        say("Looking at what became of other people.")
        tested[at] = _with_drift(tested[at], look, list(plan.seeds))
    best = tested[at]
    verdict = judge(best.measures, gate)
    return Verification(
        verdict="unchecked" if judges.faces is None else "passed" if verdict.passed else "failed",
        reasons=["The face models were not available, so the likeness was not checked."]
        if judges.faces is None
        else _reasons(verdict, known),
        warnings=_warnings(verdict, known, judges),
        best=best,
        base=base,
        tested=tested,
        held_out=bool(photos.held_out),
        settings={"prompts": list(plan.prompts), "seeds": list(plan.seeds), **getattr(painter, "settings", {})},
    )


@dataclass(frozen=True)
class _References:
    compared: list[np.ndarray]
    """Faces that samples are compared with."""
    among: float | None
    """The likeness of all photos among themselves."""
    flattering: bool
    """Whether the samples are compared with photos that were trained on."""


def _references(photos: PhotoSet, faces: FaceEngine | None) -> _References:
    if faces is None:
        return _References([], None, False)
    trained = [vector for vector in (embedded(photo, faces) for photo in photos.trained) if vector is not None]
    held_out = [vector for vector in (embedded(photo, faces) for photo in photos.held_out) if vector is not None]
    return _References(held_out or trained, likeness_among([*trained, *held_out]), not held_out)


def prominent(found: Sequence[Face]) -> Face | None:
    """The face that a picture is about: large and certain."""
    return max(found, key=lambda face: face.score * (face.box[2] * face.box[3]) ** 0.5, default=None)


def embedded(image: Image.Image, faces: FaceEngine) -> np.ndarray | None:
    """The vector of a picture's most prominent face; None without a face."""
    face = prominent(faces.detect(image))
    return None if face is None else faces.embed(image, face)


@dataclass(frozen=True)
class _Look:
    painter: Painter
    judges: Judges
    references: list[np.ndarray]
    trigger: str
    check: Callable[[], None]

    def samples(self, shots: Sequence[Shot], lora: Path | None) -> list[Sample]:
        return [self._sample(shot, lora) for shot in shots]

    def _sample(self, shot: Shot, lora: Path | None) -> Sample:
        self.check()
        picture = self.painter.paint(shot, lora)
        engine = self.judges.faces
        face = prominent(engine.detect(picture)) if engine else None
        likeness = None
        if engine and face:
            likeness = mean_likeness([engine.embed(picture, face)], self.references)
        scorer = self.judges.prompts
        fit = scorer.score(picture, without_trigger(shot.prompt, self.trigger)) if scorer else None
        return Sample(shot, picture, face, likeness, fit)


def chosen(candidates: Sequence[Candidate], most: int = MOST_CANDIDATES) -> list[Candidate]:
    """The last candidate and others spread evenly over the second half of the training and before."""
    ordered = sorted(candidates, key=lambda candidate: candidate.step)
    if len(ordered) <= most:
        return ordered
    places = np.linspace(len(ordered) - 1, len(ordered) // 4, most).round().astype(int)
    return [ordered[place] for place in sorted(set(places.tolist()))]


def measured(samples: Sequence[Sample], base: Sequence[Sample], among: float | None, *, copies: int) -> Measures:
    """Measures of a candidate's samples, beside those of the base.

    Args:
        samples: With the LoRA.
        base: Without it, in the same order.
        among: Likeness of the photos among themselves.
        copies: How many samples copy a photo.

    Returns:
        The measures, without class drift.
    """
    return Measures(
        faces=sum(sample.face is not None for sample in samples) / len(samples),
        likeness=_mean(sample.likeness for sample in samples) or 0.0,
        base_likeness=_mean(sample.likeness for sample in base) or 0.0,
        photo_likeness=among,
        prompt=_mean(sample.prompt for sample in samples),
        base_prompt=_mean(sample.prompt for sample in base),
        near_duplicates=copies,
    )


def _mean(values: Any) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def _with_drift(tested: Tested, look: _Look, seeds: list[int]) -> Tested:
    """Draws some other person, without the trigger word, with and without the LoRA."""
    shots = shots_of(["photo of a person, looking at the camera"], seeds)
    before = _mean(sample.likeness for sample in look.samples(shots, None))
    after = _mean(sample.likeness for sample in look.samples(shots, tested.candidate.path))
    drift = None if before is None or after is None else after - before
    measures = Measures(**{**asdict(tested.measures), "class_drift": drift})
    return Tested(tested.candidate, tested.samples, measures, tested.copies)


def _reasons(verdict: Verdict, known: _References) -> list[str]:
    if not known.compared:
        return ["No face was found in the photos, so the likeness cannot be measured.", *verdict.reasons]
    return verdict.reasons


def _warnings(verdict: Verdict, known: _References, judges: Judges) -> list[str]:
    if judges.faces is None:
        return []
    flattered = "The likeness was measured on photos that were trained on, which flatters it: there are too few photos."
    return [*verdict.warnings, flattered] if known.flattering and known.compared else verdict.warnings
