"""The photos: downloaded and checked against their hashes, upright, cropped square around the face, captioned."""

from __future__ import annotations

import hashlib
import io
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import BadInput, Cancelled, RunError
from .faces import Face, FaceEngine
from .spec import PhotoRef

MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
OTHER_PICTURES = {
    ".heic": "HEIC",
    ".heif": "HEIC",
    ".avif": "AVIF",
    ".gif": "GIF",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
    ".jxl": "JPEG XL",
    ".dng": "a raw format",
}
"""Pictures that are not read, by suffix, and what to call them."""
FEWEST_TO_HOLD_OUT = 6
"""With fewer photos each one is needed for training."""


@dataclass(frozen=True)
class Photo:
    """A photo as it is trained on."""

    name: str
    sha256: str
    """Of the file as it came."""
    picture: Image.Image
    """RGB, upright, square, `resolution` pixels wide."""
    caption: str


def download(
    refs: Sequence[PhotoRef],
    *,
    client: httpx.Client,
    delays: Sequence[float] = (1, 3, 8),
    sleep: Callable[[float], None] = time.sleep,
    check: Callable[[], None] = lambda: None,
) -> list[tuple[str, bytes]]:
    """Downloads the job's photos and checks each against its SHA-256; network faults are tried again.

    Args:
        refs: Where the photos are.
        client: Downloads them.
        delays: Seconds before each further try.
        sleep: Waits.
        check: Called before each photo; may raise to stop.

    Returns:
        Name and content of each photo.

    Raises:
        RunError: A photo is missing or not what the bot said; the message names it.
        Cancelled: The job is over (410).
    """
    files = []
    for number, ref in enumerate(refs, 1):
        check()
        name = f"Photo {number} of {len(refs)}"
        content = _fetch(name, ref.url, client, delays, sleep)
        if hashlib.sha256(content).hexdigest() != ref.sha256.lower():
            raise RunError(f"{name} arrived damaged: its SHA-256 is not the one that the bot promised.")
        files.append((f"photo-{number:02}", content))
    return files


def _fetch(name: str, url: str, client: httpx.Client, delays: Sequence[float], sleep: Callable[[float], None]) -> bytes:
    trouble = ""
    for wait in (*delays, None):
        try:
            with client.stream("GET", url, timeout=60) as response:
                status = response.status_code
                if status == 200:
                    return _bounded(name, response)
                response.read()
                if status == 410:
                    raise Cancelled(f"{name} is gone: {_why(response)}")
                trouble = f"{name} could not be downloaded: the bot answered {status}."
                if status < 500 and status not in (408, 429):
                    break
        except httpx.HTTPError:
            trouble = f"{name} could not be downloaded: the bot did not answer."
        if wait is not None:
            sleep(wait)
    raise RunError(trouble)


def _bounded(name: str, response: httpx.Response) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > MOST_BYTES:
            raise RunError(f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB.")
    return bytes(content)


def _why(response: httpx.Response) -> str:
    try:
        return str(response.json()["error"])[:300]
    except (ValueError, KeyError, TypeError):
        return "the job is cancelled or over, or the link has expired."


def read_folder(folder: Path, *, say: Callable[[str], None] = print) -> list[tuple[str, bytes]]:
    """Reads the photos in a folder. What is no photo is named and passed over.

    Args:
        folder: Holds JPEG, PNG or WebP files.
        say: Hears what is passed over, and why.

    Returns:
        Name and content of each, by name.

    Raises:
        BadInput: There is no photo.
    """
    if not folder.is_dir():
        raise BadInput(f"There is no folder {folder} with photos.")
    photos = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        content = path.read_bytes()
        if reason := _why_passed_over(path, content):
            say(f"{path.name} is passed over: {reason}")
        else:
            photos.append((path.name, content))
    if not photos:
        raise BadInput(f"In {folder} is no photo. Photos are JPEG, PNG or WebP files.")
    return photos


def _why_passed_over(path: Path, content: bytes) -> str | None:
    """Why a file is not trained on; None for a photo, and for a damaged one, which `decode` refuses."""
    suffix = path.suffix.lower()
    if path.name.startswith("._"):
        return "macOS keeps notes about another file in it, and no picture."
    if suffix in OTHER_PICTURES or content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        kind = OTHER_PICTURES.get(suffix, "HEIC")
        return f"it is {kind}, which is not read. Save it as JPEG to train on it."
    if suffix not in SUFFIXES:
        return "it is no JPEG, PNG or WebP photo."
    try:
        Image.open(io.BytesIO(content))
    except UnidentifiedImageError:
        return "there is no picture in it."
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return None


def decode(name: str, content: bytes) -> Image.Image:
    """Decodes a photo.

    Args:
        name: Of the photo, for messages.
        content: The file.

    Returns:
        An upright RGB picture.

    Raises:
        BadInput: It is no photo, damaged, or larger than 40 megapixels.
    """
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise BadInput(f"{name} has more than {MOST_PIXELS // 1_000_000} megapixels.")
        image.load()
    except BadInput:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise BadInput(f"{name} is no JPEG, PNG or WebP photo, or it is damaged.") from None
    image = _eight_bit(ImageOps.exif_transpose(image))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    """Scales 16-bit grey to 8 bits. Pillow clips it instead, which turns nearly all of it white."""
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.asarray(image, dtype=np.uint32) // 257).clip(0, 255).astype(np.uint8))


def face_square(size: tuple[int, int], face: Face | None) -> tuple[int, int, int, int]:
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


def prepare(
    files: Sequence[tuple[str, bytes]],
    *,
    resolution: int,
    caption: str,
    engine: FaceEngine | None,
    say: Callable[[str], None] = print,
) -> list[Photo]:
    """Makes photos ready to train on. The same file twice counts once. No flips: faces are not symmetrical.

    Args:
        files: Name and content of each photo.
        resolution: Edge of the squares in pixels.
        caption: What all of them show.
        engine: Finds the face to crop around; without it the middle is taken.
        say: Hears what is odd about a photo, such as several faces.

    Returns:
        The photos, in the files' order.

    Raises:
        BadInput: A photo cannot be read, or there is none.
    """
    photos, seen = [], set()
    for name, content in files:
        digest = hashlib.sha256(content).hexdigest()
        if digest in seen:
            say(f"{name} is the same file as another photo and is left out.")
            continue
        seen.add(digest)
        image = decode(name, content)
        face = _largest_face(name, image, engine, say)
        square = face_square(image.size, face)
        if square[2] - square[0] < resolution // 2:
            say(f"{name} is small ({square[2] - square[0]} px for {resolution}): it will be blurred when enlarged.")
        picture = image.crop(square).resize((resolution, resolution), Image.Resampling.LANCZOS)
        photos.append(Photo(name=name, sha256=digest, picture=picture, caption=caption))
    if not photos:
        raise BadInput("There are no photos to train on.")
    return photos


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


def hold_out(photos: Sequence[Photo], *, seed: int) -> tuple[list[Photo], list[Photo]]:
    """Splits photos, the same way every time.

    Args:
        photos: All of them.
        seed: Decides which are held out.

    Returns:
        Photos to train on, and photos to check the likeness with; none of the latter where there are too few.
    """
    if len(photos) < FEWEST_TO_HOLD_OUT:
        return list(photos), []
    order = sorted(photos, key=lambda photo: photo.sha256)
    kept_out = {photo.sha256 for photo in random.Random(seed).sample(order, 1 if len(photos) < 12 else 2)}
    training = [photo for photo in photos if photo.sha256 not in kept_out]
    return training, [photo for photo in photos if photo.sha256 in kept_out]
