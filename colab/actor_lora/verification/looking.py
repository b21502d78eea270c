"""Drawing samples and looking at them: the face in each, its vector, and how well it follows its prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..faces import Face, FaceEngine
from .likeness import likeness_of
from .prompt_kinds import is_photographic
from .prompt_score import PromptScorer, without_trigger
from .samples import Painter, Shot

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True)
class PhotoSet:
    """The actor's photos as prepared for training: square, upright."""

    trained: Sequence[Image.Image]
    held_out: Sequence[Image.Image] = ()
    """Not trained on. Samples are compared with both."""

    @property
    def all(self) -> list[Image.Image]:
        """Every photo; those that were trained on come first."""
        return [*self.trained, *self.held_out]


@dataclass(frozen=True)
class Judges:
    """The models that look at samples. Without faces nothing is measured and nothing passes."""

    faces: FaceEngine | None = None
    prompts: PromptScorer | None = None


@dataclass(frozen=True)
class Seen:
    """What was seen in a picture of the actor."""

    face: Face | None
    vector: np.ndarray | None
    """Of the face; None without one, and in a style, where a face cannot be held against photos."""
    likeness: float | None
    """To the photos, −1 to 1; None without a vector."""
    prompt: float | None
    """How well it follows its prompt; None where nobody says."""


@dataclass(frozen=True)
class Onlooker:
    """Looks at pictures of one actor, beside the photos."""

    judges: Judges
    photos: Sequence[Image.Image]
    """All of the actor."""
    trigger: str
    """The word that stands for the person in prompts."""

    @cached_property
    def known(self) -> list[np.ndarray]:
        """Vectors of the photos' faces."""
        return vectors_of(self.photos, self.judges.faces) if self.judges.faces else []

    def see(self, picture: Image.Image, prompt: str) -> Seen:
        """Looks at a picture that was drawn for a prompt."""
        engine, scorer = self.judges.faces, self.judges.prompts
        face = prominent(engine.detect(picture)) if engine else None
        vector = engine.embed(picture, face) if engine and face and is_photographic(prompt) else None
        likeness = None if vector is None else likeness_of([vector], self.known)[0]
        fit = scorer.scores(picture, [without_trigger(prompt, self.trigger)])[0] if scorer else None
        return Seen(face, vector, likeness, fit)


@dataclass(frozen=True)
class Sample(Seen):
    """One picture and what was seen in it."""

    shot: Shot
    picture: Image.Image

    @property
    def is_photographic(self) -> bool:
        """Whether its prompt asks for a photo."""
        return is_photographic(self.shot.prompt)


@dataclass(frozen=True)
class Look:
    """Draws and looks."""

    painter: Painter
    onlooker: Onlooker
    check: Callable[[], None]
    """Called before each picture; may raise to stop."""

    def samples(self, shots: Sequence[Shot], lora: Path | None) -> list[Sample]:
        """One sample of each shot, with a LoRA or by the base alone."""
        return [self._sample(shot, lora) for shot in shots]

    def _sample(self, shot: Shot, lora: Path | None) -> Sample:
        self.check()
        picture = self.painter.paint(shot, lora)
        return Sample(**vars(self.onlooker.see(picture, shot.prompt)), shot=shot, picture=picture)


def prominent(found: Sequence[Face]) -> Face | None:
    """The face that a picture is about: large and certain."""
    return max(found, key=lambda face: face.score * (face.box[2] * face.box[3]) ** 0.5, default=None)


def vectors_of(photos: Sequence[Image.Image], faces: FaceEngine) -> list[np.ndarray]:
    """The vectors of the photos' most prominent faces; photos without a face are left out."""
    vectors = []
    for photo in photos:
        face = prominent(faces.detect(photo))
        if face is not None:
            vectors.append(faces.embed(photo, face))
    return vectors
