"""The contact sheet: the base's samples beside those of the LoRA, with what was measured, on one picture."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from .gate import Measures
    from .looking import Sample
    from .verify import Verification

TILE = 256
GAP = 12
MARGIN = 24
LABEL_HEIGHT = 24
"""Pixels: a sample's edge, and what is around it."""
MOST_PAIRS_A_ROW = 2
MOST_PAIRS_OF_A_PROMPT = 2
PAPER, INK, FAINT, GOOD, BAD, UNSURE = "#ffffff", "#1f2328", "#656d76", "#1a7f37", "#cf222e", "#9a6700"
VERDICT_COLOURS = {"passed": GOOD, "failed": BAD, "unchecked": UNSURE}
VERDICT_WORDS = {"passed": "Passed", "failed": "Not good enough to publish", "unchecked": "Not checked"}


def contact_sheet(seen: Verification) -> Image.Image:
    """Draws the sheet. Photos of the person are not on it.

    Args:
        seen: What verification found.

    Returns:
        An RGB picture.
    """
    pairs = _pairs(seen)
    columns = min(MOST_PAIRS_A_ROW, max(1, len(pairs)))
    pair_width = 2 * TILE + 4
    width = max(2 * MARGIN + columns * pair_width + (columns - 1) * 2 * GAP, 640)
    lines = _head(seen, width - 2 * MARGIN)
    head_height = MARGIN + sum(height for *_, height in lines) + GAP
    prompt_font = _font(13)
    cells = [_wrap(sample.shot.prompt, prompt_font, pair_width)[:2] for _, sample in pairs]
    cell_height = TILE + LABEL_HEIGHT + 2 * 18 + 2 * GAP
    rows = -(-len(pairs) // columns)
    sheet = Image.new("RGB", (width, head_height + rows * cell_height + MARGIN), PAPER)
    pen = ImageDraw.Draw(sheet)
    top = MARGIN
    for text, font, colour, height in lines:
        pen.text((MARGIN, top), text, font=font, fill=colour)
        top += height
    for index, ((base, ours), prompt) in enumerate(zip(pairs, cells, strict=True)):
        left = MARGIN + (index % columns) * (pair_width + 2 * GAP)
        top = head_height + (index // columns) * cell_height
        _tile(sheet, pen, base, "base model", left, top)
        _tile(sheet, pen, ours, "with the LoRA", left + TILE + 4, top)
        for number, line in enumerate(prompt):
            pen.text((left, top + TILE + LABEL_HEIGHT + 18 * number), line, font=prompt_font, fill=INK)
    return sheet


def _pairs(seen: Verification) -> list[tuple[Sample, Sample]]:
    """The first samples of each prompt by the base and with the LoRA, from the same noise."""
    ours = {sample.shot: sample for sample in seen.best.samples}
    counts: Counter[str] = Counter()
    pairs = []
    for base in seen.base:
        counts[base.shot.prompt] += 1
        if base.shot in ours and counts[base.shot.prompt] <= MOST_PAIRS_OF_A_PROMPT:
            pairs.append((base, ours[base.shot]))
    return pairs


Line = tuple[str, ImageFont.FreeTypeFont | ImageFont.ImageFont, str, int]


def _head(seen: Verification, width: int) -> list[Line]:
    measures = seen.best.measures
    lines: list[Line] = [(VERDICT_WORDS[seen.verdict], _font(26), VERDICT_COLOURS[seen.verdict], 36)]
    if seen.verdict == "unchecked":
        summary = f"step {seen.best.candidate.step}"
    else:
        parts = [
            f"step {seen.best.candidate.step}",
            f"likeness {measures.likeness:.2f}{_range(measures)} (base {measures.base_likeness:.2f}"
            + (f", photos {measures.photo_likeness:.2f})" if measures.photo_likeness is not None else ")"),
            f"faces in {measures.faces:.0%}",
        ]
        if measures.prompt_drop is not None:
            parts.append(f"prompt following {-measures.prompt_drop:+.3f}")
        summary = "  ·  ".join(parts)
    small = _font(14)
    for text, colour in [(summary, INK), *((reason, BAD) for reason in seen.reasons)]:
        lines += [(line, small, colour, 21) for line in _wrap(text, small, width)]
    for warning in seen.warnings:
        lines += [(line, small, UNSURE, 21) for line in _wrap(warning, small, width)]
    return lines


def _range(measures: Measures) -> str:
    if measures.likeness_low is None or measures.likeness_high is None:
        return ""
    return f" [{measures.likeness_low:.2f}–{measures.likeness_high:.2f}]"


def _tile(sheet: Image.Image, pen: ImageDraw.ImageDraw, sample: Sample, name: str, left: int, top: int) -> None:
    picture = sample.picture.convert("RGB")
    scale = TILE / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    filtering = Image.Resampling.NEAREST if scale >= 4 else Image.Resampling.LANCZOS
    corner = (left + (TILE - size[0]) // 2, top + (TILE - size[1]) // 2)
    sheet.paste(picture.resize(size, filtering), corner)
    if sample.face:
        x, y, width, height = (value * scale for value in sample.face.box)
        box = (corner[0] + x, corner[1] + y, corner[0] + x + width, corner[1] + y + height)
        pen.rectangle(
            [max(box[0], left), max(box[1], top), min(box[2], left + TILE), min(box[3], top + TILE)],
            outline="#ffffff",
            width=2,
        )
    if sample.likeness is not None:
        label = f"{name}: {sample.likeness:.2f}"
    else:
        # Without face models nothing is known of a face, and in a style its likeness says nothing.
        is_looked_for = sample.is_photographic and sample.prompt is not None
        label = f"{name}: no face" if is_looked_for and sample.face is None else name
    pen.text((left, top + TILE + 4), label, font=_font(13), fill=FAINT)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own, so that the sheet looks the same everywhere."""
    return ImageFont.load_default(size)


def _wrap(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines
