"""What captions say of a photo that the bot's models cannot see: glasses and the place, or a whole sentence."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence

from PIL import Image

from ..errors import BadInput
from ..faces import Face
from ..photos import decode
from ..spec import PhotoNotes
from ..verification.looking import Judges
from ..verification.prompt_score import PromptScorer
from .describing import Describer

Sights = dict[str, dict[str, str]]
"""`glasses` and `setting`, or `described`, by the photo's SHA-256."""

GLASSES = {
    "a photo of a face wearing glasses": "wearing glasses",
    "a photo of a face wearing sunglasses": "wearing sunglasses",
    "a photo of a face without glasses": "",
}
SETTINGS = {
    "a photo of a person in a room": "indoors",
    "a photo of a person in a street": "in the street",
    "a photo of a person in nature": "in nature",
    "a photo of a person in front of a plain studio background": "plain background",
}
"""What CLIP is asked, and what the caption says."""
SCALE = 100.0
"""How CLIP's cosines become odds: the largest that its own scale may be in training (arXiv 2103.00020, 2.5), and is."""
SURE = 0.9
"""Least probability. Not measured: chosen to stay silent when in doubt."""
AROUND = 1.0
"""Of a face's width and height on each side: CLIP sees the whole head."""


def most_likely(picture: Image.Image, words: Mapping[str, str], scorer: PromptScorer) -> str | None:
    """What the caption says of the sentence that fits best; None where none is clearly the best.

    Args:
        picture: What is looked at.
        words: Sentences for CLIP, and what the caption says where one fits.
        scorer: CLIP.
    """
    fits = [math.exp(SCALE * cosine) for cosine in scorer.scores(picture, list(words))]
    best = max(fits)
    return list(words.values())[fits.index(best)] if best >= SURE * sum(fits) else None


def sights_of(picture: Image.Image, face: Face | None, scorer: PromptScorer) -> dict[str, str]:
    """Whether the person wears glasses, and where they are, as far as CLIP is sure."""
    glasses = most_likely(_head(picture, face), GLASSES, scorer) if face else None
    found = {"glasses": glasses, "setting": most_likely(picture, SETTINGS, scorer)}
    return {what: said for what, said in found.items() if said}


def notice(
    files: Sequence[tuple[str, bytes]],
    judges: Judges,
    known: Sights,
    check: Callable[[], None] = lambda: None,
    *,
    describer: Describer | None = None,
) -> Sights:
    """Looks at the photos that were not looked at yet.

    Args:
        files: Name and content of each.
        judges: CLIP is asked where no sentence is said; without it, nothing is seen then.
        known: What an earlier start saw: it decides captions, and so must stay.
        check: Called before each photo; may raise to stop.
        describer: Says a sentence about each photo.

    Returns:
        What is seen in all of them.
    """
    found = dict(known)
    for name, content in files:
        digest = hashlib.sha256(content).hexdigest()
        if digest in found or not (judges.prompts or describer):
            continue
        check()
        try:
            picture = decode(name, content)
        except BadInput:
            # It is told where the photos are prepared.
            continue
        if described := describer.describe(picture) if describer else None:
            # CLIP would say parts of it again.
            found[digest] = {"described": described}
        elif judges.prompts:
            faces = judges.faces.detect(picture) if judges.faces else []
            face = max(faces, key=lambda one: one.box[2] * one.box[3], default=None)
            found[digest] = sights_of(picture, face, judges.prompts)
    return found


def with_sights(notes: Mapping[str, PhotoNotes], sights: Sights) -> dict[str, PhotoNotes]:
    """The bot's notes, and what was seen where the bot says nothing."""
    said = {digest: seen for digest, seen in sights.items() if seen}
    return {
        digest: PhotoNotes(
            **{**said.get(digest, {}), **(notes[digest].model_dump(exclude_none=True) if digest in notes else {})}
        )
        for digest in {**notes, **said}
    }


def _head(picture: Image.Image, face: Face) -> Image.Image:
    left, top, width, height = face.box
    box = (left - AROUND * width, top - AROUND * height, left + (1 + AROUND) * width, top + (1 + AROUND) * height)
    wide, high = picture.size
    low = (round(max(box[0], 0)), round(max(box[1], 0)))
    return picture.crop((*low, round(min(box[2], wide)), round(min(box[3], high))))
