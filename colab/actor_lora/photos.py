"""The photos: downloaded and checked against their hashes, decoded upright, split into those to train on and others."""

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

from .errors import BadInput, RunError
from .spec import PhotoRef
from .turned_away import EXPIRED, because_of, told_to_stop, words_of

MOST_BYTES = 30 * 1024 * 1024
"""Of a photo; the bot takes none larger."""
MOST_PIXELS = 40_000_000
"""Of a photo: decoded it takes 120 MB, and as the VAE sees it much less, because it is made smaller before."""
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
class View:
    """A picture that is trained on: a photo's square around the face, or the whole of it; in one of several sizes."""

    picture: Image.Image
    """RGB, upright."""
    caption: str
    frame: tuple[int, int, int, int, int, int]
    """Height and width of the photo, top and left of the cut once the photo was made smaller, height and width of this
    picture; in pixels."""
    face: tuple[float, float, float, float] | None = None
    """Left, top, width and height in this picture."""


@dataclass(frozen=True)
class Photo:
    """A photo as it is trained on, and compared with."""

    name: str
    sha256: str
    """Of the file as it came."""
    picture: Image.Image
    """RGB, upright, square, `resolution` pixels wide."""
    caption: str
    views: tuple[View, ...] = ()
    """What is trained on; where there are none, the picture alone."""

    @property
    def trained(self) -> tuple[View, ...]:
        """What is trained on; the square around the face comes first."""
        width, height = self.picture.size
        return self.views or (View(self.picture, self.caption, (height, width, 0, 0, height, width)),)


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
        Cancelled: The job is over, or goes on elsewhere (410).
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
                    raise _gone(name, response)
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


def _gone(name: str, response: httpx.Response) -> RunError:
    words = f"{name} is gone: {words_of(response) or 'the job is cancelled or over, or the link has expired.'}"
    return RunError(words) if because_of(response) == EXPIRED else told_to_stop(response, words)


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
