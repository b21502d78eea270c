"""What is trained on of each photo: the square around the face, the whole frame, several sizes, and their captions."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from .errors import BadInput
from .faces import Face, FaceEngine
from .photos import Photo, View, decode
from .spec import PhotoNotes

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""
Places = dict[str, list[float] | None]
"""Left, top, width and height of the face in each photo, by the photo's SHA-256; None where none was found."""
BUCKET_STEP = 64
"""Edges of whole frames are multiples of so many pixels, as in kohya's trainer (`--bucket_reso_steps`)."""
MOST_OBLONG = 2.0
"""A whole frame that is longer is cut to so many times its width; kohya's buckets for 1,024 go up to 4."""
NEARLY_ALL = 0.9
"""Where the square has so much of the whole frame, the frame would only be the same picture again."""
CLOSE_UP = 0.5
"""Where the square has less of the frame than this, it is a close-up, whatever the photo is."""


@dataclass(frozen=True)
class Cutting:
    """Which pictures are made of a photo beside its square."""

    frames: bool = False
    """The whole frame."""
    sizes: Sequence[int] = ()
    """More sizes of each; those that are no smaller than the resolution are left out."""
    grid: int = 8
    """Edges are multiples of so many pixels."""


def face_square(size: tuple[int, int], face: Face | None) -> Box:
    """The largest sensible square of a picture.

    With a face it is the whole short edge, moved so that the face is in its middle; where the face is small in the
    picture, it shrinks to four faces' heights. Without a face it sits in the middle, a third from the top in upright
    pictures.

    Args:
        size: Width and height of the picture in pixels.
        face: The face that the picture is about.

    Returns:
        Left, top, right and bottom in pixels.
    """
    width, height = size
    edge = min(width, height)
    if face is None:
        left, top = (width - edge) // 2, (height - edge) // 3
        return left, top, left + edge, top + edge
    x, y, face_width, face_height = face.box
    edge = min(edge, max(round(4 * max(face_width, face_height)), 64))
    left = round(x + face_width / 2 - edge / 2)
    # Shoulders belong to a person: the face sits a little above the middle.
    top = round(y + face_height / 2 - edge * 0.42)
    left = max(0, min(left, width - edge))
    top = max(0, min(top, height - edge))
    return left, top, left + edge, top + edge


def bucket_of(size: tuple[int, int], side: int, grid: int) -> tuple[int, int]:
    """Width and height that a whole frame is trained at: nearly its shape, and no more pixels than side × side.

    Args:
        size: Of the photo.
        side: Edge of a square of as many pixels.
        grid: What the edges are multiples of, at least.
    """
    step = math.lcm(BUCKET_STEP, grid) if side >= 4 * BUCKET_STEP else grid
    shape = min(max(size[0] / size[1], 1 / MOST_OBLONG), MOST_OBLONG)
    width = max(step, round(side * math.sqrt(shape) / step) * step)
    return width, max(step, side * side // width // step * step)


def frame_box(size: tuple[int, int], bucket: tuple[int, int], face: Face | None) -> Box:
    """The largest part of a picture that has a bucket's shape, moved towards the face where something must go.

    Args:
        size: Width and height of the picture.
        bucket: Width and height of what becomes of it.
        face: What must not be cut off.
    """
    width, height = size
    share = min(width / bucket[0], height / bucket[1])
    wide, high = min(width, round(bucket[0] * share)), min(height, round(bucket[1] * share))
    middle = (width / 2, height / 2)
    if face is not None:
        middle = (face.box[0] + face.box[2] / 2, face.box[1] + face.box[3] / 2)
    left = max(0, min(round(middle[0] - wide / 2), width - wide))
    top = max(0, min(round(middle[1] - high / 2), height - high))
    return left, top, left + wide, top + high


def caption_of(caption: str, notes: PhotoNotes | None, *, close_up: bool = False) -> str:
    """A photo's caption: what all photos show, and then what is special about this one.

    What a caption names is learnt as part of the words, and not of the person.

    Args:
        caption: What all photos show.
        notes: What the bot has seen in this one.
        close_up: Whether the picture was cut to the face, so that the photo's own framing does not hold for it.
    """
    if notes is None:
        return caption
    framing = "close-up" if close_up else notes.framing
    # A description is of the whole photo: a close-up need not show what it names.
    described = None if close_up else notes.described
    said = (described, framing, notes.angle, notes.light, notes.glasses, notes.setting)
    return ", ".join([caption, *(words for words in said if words)])


def prepare(
    files: Sequence[tuple[str, bytes]],
    *,
    resolution: int,
    caption: str,
    engine: FaceEngine | None,
    cutting: Cutting | None = None,
    notes: Mapping[str, PhotoNotes] | None = None,
    places: Places | None = None,
    say: Callable[[str], None] = print,
) -> list[Photo]:
    """Makes photos ready to train on. The same file twice counts once. No flips: faces are not symmetrical.

    Args:
        files: Name and content of each photo.
        resolution: Edge of the squares in pixels.
        caption: What all of them show.
        engine: Finds the face to crop around; without it the middle is taken.
        cutting: What is trained on beside the squares; None for nothing.
        notes: What the bot has seen, by the SHA-256 of the photo.
        places: Where faces were found before, which is not looked for again; gets those that are found now.
        say: Hears what is odd about a photo, such as several faces.

    Returns:
        The photos, in the files' order.

    Raises:
        BadInput: A photo cannot be read, or there is none.
    """
    places = {} if places is None else places
    photos, seen = [], set()
    for name, content in files:
        digest = hashlib.sha256(content).hexdigest()
        if digest in seen:
            say(f"{name} is the same file as another photo and is left out.")
            continue
        seen.add(digest)
        image = decode(name, content)
        if digest not in places:
            found = _largest_face(name, image, engine, say)
            places[digest] = list(found.box) if found else None
        face = _face_at(places[digest])
        square = face_square(image.size, face)
        if square[2] - square[0] < resolution // 2:
            say(f"{name} is small ({square[2] - square[0]} px for {resolution}): it will be blurred when enlarged.")
        seen_in_it = (notes or {}).get(digest)
        views = tuple(_views(image, face, square, resolution, cutting or Cutting(), caption, seen_in_it))
        photos.append(Photo(name, digest, views[0].picture, views[0].caption, views))
    if not photos:
        raise BadInput("There are no photos to train on.")
    return photos


def _views(
    image: Image.Image,
    face: Face | None,
    square: Box,
    resolution: int,
    cutting: Cutting,
    caption: str,
    notes: PhotoNotes | None,
) -> Iterator[View]:
    """The square first, in the job's own size."""
    all_of_it = image.width * image.height
    is_close_up = face is not None and _area(square) < CLOSE_UP * all_of_it
    smaller = sorted({size // cutting.grid * cutting.grid for size in cutting.sizes if size < resolution}, reverse=True)
    for side in (resolution, *(size for size in smaller if size)):
        yield _view(image, square, (side, side), face, caption_of(caption, notes, close_up=is_close_up))
        bucket = bucket_of(image.size, side, cutting.grid)
        box = frame_box(image.size, bucket, face)
        if cutting.frames and _area(square) < NEARLY_ALL * _area(box):
            yield _view(image, box, bucket, face, caption_of(caption, notes))


def _view(image: Image.Image, box: Box, size: tuple[int, int], face: Face | None, caption: str) -> View:
    left, top, right, bottom = box
    across, down = size[0] / (right - left), size[1] / (bottom - top)
    there = None
    if face is not None:
        x, y, width, height = face.box
        there = ((x - left) * across, (y - top) * down, width * across, height * down)
    return View(
        image.crop(box).resize(size, Image.Resampling.LANCZOS),
        caption,
        (image.height, image.width, round(top * down), round(left * across), size[1], size[0]),
        there,
    )


def _face_at(place: Sequence[float] | None) -> Face | None:
    if place is None:
        return None
    left, top, width, height = place
    return Face((left, top, width, height), 1.0, np.zeros((5, 2), np.float32))


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _largest_face(name: str, image: Image.Image, engine: FaceEngine | None, say: Callable[[str], None]) -> Face | None:
    if engine is None:
        return None
    faces = engine.detect(image)
    if not faces:
        say(f"{name}: no face was found, so its middle is taken.")
        return None
    if len(faces) > 1:
        say(f"{name}: {len(faces)} faces were found; the largest is taken.")
    return max(faces, key=lambda face: face.box[2] * face.box[3])
