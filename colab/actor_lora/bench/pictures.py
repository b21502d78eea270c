"""Photos for the bench: a person's, or drawn ones that have something in common to be learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from ..errors import BadInput

DRAWN = 6
"""Photos that are learnt."""
HELD_OUT = 2
"""Photos that only the held-out loss is taken over."""
FORMATS = (".jpg", ".jpeg", ".png", ".webp")


def draw_photos(photos: Path, held_out: Path, side: int, seed: int = 0) -> None:
    """Draws one blurred pattern with a variation in each picture; the last ones are held out."""
    generator = np.random.default_rng(seed)
    shared = pattern(generator)
    _write([person(shared, generator, side) for _ in range(DRAWN)], photos, held_out)


def pattern(generator: np.random.Generator) -> np.ndarray:
    """Whom pictures show, (4, 4, 3)."""
    return generator.uniform(0, 255, (4, 4, 3))


def person(shared: np.ndarray, generator: np.random.Generator, side: int) -> Image.Image:
    """A picture of them, a blurred pattern with a variation of its own."""
    cells = (0.7 * shared + 0.3 * generator.uniform(0, 255, shared.shape)).astype(np.uint8)
    return Image.fromarray(cells).resize((side, side), Image.Resampling.BICUBIC)


def copy_photos(source: Path, photos: Path, held_out: Path, side: int) -> None:
    """Copies a folder's photos, upright and cut to squares; the last ones are held out.

    Raises:
        BadInput: There are too few.
    """
    files = sorted(path for path in source.iterdir() if path.suffix.lower() in FORMATS)
    if len(files) < HELD_OUT + 3:
        raise BadInput(f"The bench needs {HELD_OUT + 3} photos, and {source} has {len(files)}.")
    pictures = []
    for path in files:
        with Image.open(path) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
            pictures.append(ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS))
    _write(pictures, photos, held_out)


def _write(pictures: list[Image.Image], photos: Path, held_out: Path) -> None:
    for folder, chosen in ((photos, pictures[:-HELD_OUT]), (held_out, pictures[-HELD_OUT:])):
        folder.mkdir(parents=True)
        for number, picture in enumerate(chosen):
            picture.save(folder / f"{number:02}.png")
