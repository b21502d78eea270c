"""People drawn by code, and an engine that knows them: verification without weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from actor_lora.faces import Face, unit
from actor_lora.verification.samples import Shot

SIDE = 96


def portrait(colour: tuple[int, int, int] | None, *, seed: int = 0, size: int = SIDE) -> Image.Image:
    """A background of its own for each seed, and a head in this colour: the colour is who it is. None: nobody."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 255, (5, 5, 3), dtype=np.uint8)
    image = Image.fromarray(coarse).resize((size, size), Image.Resampling.BICUBIC)
    # Magenta is the mark that the engine looks for.
    if colour is not None:
        pen = ImageDraw.Draw(image)
        x, y = (int(value) for value in random.integers(size // 8, size // 3, 2))
        edge = int(random.integers(size // 3, size // 2))
        pen.rectangle([x - 2, y - 2, x + edge + 2, y + edge + 2], fill=(255, 0, 255))
        pen.rectangle([x, y, x + edge, y + edge], fill=colour)
    return image


class ColourFaces:
    """Finds the magenta frame; the colour in it, less grey, is the person."""

    def detect(self, image: Image.Image) -> list[Face]:
        pixels = np.asarray(image.convert("RGB")).astype(int)
        mark = (pixels[..., 0] > 240) & (pixels[..., 1] < 15) & (pixels[..., 2] > 240)
        rows, columns = np.nonzero(mark)
        if len(rows) < 8:
            return []
        left, right, top, bottom = columns.min(), columns.max(), rows.min(), rows.max()
        box = (float(left), float(top), float(right - left), float(bottom - top))
        return [Face(box, 0.9, np.zeros((5, 2), dtype=np.float32))]

    def embed(self, image: Image.Image, face: Face) -> np.ndarray:
        left, top, width, height = face.box
        x, y = round(left + width / 2), round(top + height / 2)
        return unit(np.asarray(image.convert("RGB").getpixel((x, y)), dtype=np.float32) - 128)


class FixedScorer:
    """A fit by the picture's size in the file, or a constant: only the difference counts."""

    def __init__(self, by_lora: dict[bool, float] | None = None) -> None:
        self.prompts: list[str] = []

    def scores(self, image: Image.Image, prompts: Sequence[str]) -> list[float]:
        self.prompts += prompts
        return [0.3 if image.info.get("fits", True) else 0.2] * len(prompts)


ADA = (250, 30, 60)
"""The actor."""
SOMEONE = (40, 200, 230)
"""Whom the base draws."""


class DrawnPainter:
    """Draws who a LoRA was told to draw; `people` by file name."""

    def __init__(self, people: dict[str, object]) -> None:
        self.people = people
        self.settings = {"num_inference_steps": 4}
        self.calls: list[tuple[Shot, Path | None]] = []

    def paint(self, shot: Shot, lora: Path | None) -> Image.Image:
        self.calls.append((shot, lora))
        who = self.people["base" if lora is None else lora.name]
        return who(shot) if callable(who) else portrait(who, seed=1000 + shot.seed * 17 + len(shot.prompt))
