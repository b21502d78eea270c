"""The contact sheet: the base's samples beside those of the LoRA, with what was measured, on one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from .verify import Sample, Verification

TILE = 256
GAP = 12
MARGIN = 24
LABEL_HEIGHT = 24
MOST_PAIRS_A_ROW = 2
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
    pairs = list(zip(seen.base, seen.best.samples, strict=True))
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


Line = tuple[str, ImageFont.FreeTypeFont | ImageFont.ImageFont, str, int]


def _head(seen: Verification, width: int) -> list[Line]:
    measures = seen.best.measures
    lines: list[Line] = [(VERDICT_WORDS[seen.verdict], _font(26), VERDICT_COLOURS[seen.verdict], 36)]
    if seen.verdict == "unchecked":
        summary = f"step {seen.best.candidate.step}"
    else:
        parts = [
            f"step {seen.best.candidate.step}",
            f"likeness {measures.likeness:.2f} (base {measures.base_likeness:.2f}"
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
    said = "no face" if sample.face is None else f"{sample.likeness or 0:.2f}"
    label = name if sample.likeness is None and sample.face is None and sample.prompt is None else f"{name}: {said}"
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
