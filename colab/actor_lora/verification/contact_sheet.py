"""The contact sheet: the base's samples beside those of the LoRA, with what was measured, on one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from .verify import Sample, Verification

tile = 256
gap = 12
margin = 24
label_height = 24
most_pairs_a_row = 2
paper, ink, faint, good, bad, unsure = "#ffffff", "#1f2328", "#656d76", "#1a7f37", "#cf222e", "#9a6700"
colours = {"passed": good, "failed": bad, "unchecked": unsure}
words = {"passed": "Passed", "failed": "Not good enough to publish", "unchecked": "Not checked"}


def contact_sheet(seen: Verification) -> Image.Image:
    """RGB. Photos of the person are not on it."""
    pairs = list(zip(seen.base, seen.best.samples, strict=True))
    columns = min(most_pairs_a_row, max(1, len(pairs)))
    pair_width = 2 * tile + 4
    width = max(2 * margin + columns * pair_width + (columns - 1) * 2 * gap, 640)
    lines = _head(seen, width - 2 * margin)
    head_height = margin + sum(height for *_, height in lines) + gap
    prompt_font = _font(13)
    cells = [_wrap(sample.shot.prompt, prompt_font, pair_width)[:2] for _, sample in pairs]
    cell_height = tile + label_height + 2 * 18 + 2 * gap
    rows = -(-len(pairs) // columns)
    sheet = Image.new("RGB", (width, head_height + rows * cell_height + margin), paper)
    pen = ImageDraw.Draw(sheet)
    top = margin
    for text, font, colour, height in lines:
        pen.text((margin, top), text, font=font, fill=colour)
        top += height
    for index, ((base, ours), prompt) in enumerate(zip(pairs, cells, strict=True)):
        left = margin + (index % columns) * (pair_width + 2 * gap)
        top = head_height + (index // columns) * cell_height
        _tile(sheet, pen, base, "base model", left, top)
        _tile(sheet, pen, ours, "with the LoRA", left + tile + 4, top)
        for number, line in enumerate(prompt):
            pen.text((left, top + tile + label_height + 18 * number), line, font=prompt_font, fill=ink)
    return sheet


Line = tuple[str, ImageFont.FreeTypeFont | ImageFont.ImageFont, str, int]


def _head(seen: Verification, width: int) -> list[Line]:
    measures = seen.best.measures
    lines: list[Line] = [(words[seen.verdict], _font(26), colours[seen.verdict], 36)]
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
    for text, colour in [(summary, ink), *((reason, bad) for reason in seen.reasons)]:
        lines += [(line, small, colour, 21) for line in _wrap(text, small, width)]
    for warning in seen.warnings:
        lines += [(line, small, unsure, 21) for line in _wrap(warning, small, width)]
    return lines


def _tile(sheet: Image.Image, pen: ImageDraw.ImageDraw, sample: Sample, name: str, left: int, top: int) -> None:
    picture = sample.picture.convert("RGB")
    scale = tile / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    filtering = Image.Resampling.NEAREST if scale >= 4 else Image.Resampling.LANCZOS
    corner = (left + (tile - size[0]) // 2, top + (tile - size[1]) // 2)
    sheet.paste(picture.resize(size, filtering), corner)
    if sample.face:
        x, y, width, height = (value * scale for value in sample.face.box)
        box = (corner[0] + x, corner[1] + y, corner[0] + x + width, corner[1] + y + height)
        pen.rectangle(
            [max(box[0], left), max(box[1], top), min(box[2], left + tile), min(box[3], top + tile)],
            outline="#ffffff",
            width=2,
        )
    said = "no face" if sample.face is None else f"{sample.likeness or 0:.2f}"
    label = name if sample.likeness is None and sample.face is None and sample.prompt is None else f"{name}: {said}"
    pen.text((left, top + tile + 4), label, font=_font(13), fill=faint)


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
