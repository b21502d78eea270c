"""`verification.json`, the samples and the contact sheet: what verification leaves in a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .contact_sheet import contact_sheet
from .gate import Gate, Measures
from .verify import Sample, Verification

REPORT_FILE = "verification.json"
SHEET_FILE = "contact-sheet.jpg"
SHEET_QUALITY = 88
"""Of the JPEG."""


@dataclass(frozen=True)
class Report:
    """What was written."""

    path: Path
    """Of `verification.json`."""
    content: dict[str, Any]
    """What it says."""
    pictures: list[tuple[Path, str, int]]
    """File, prompt and seed of the best candidate's samples."""
    contact_sheet: Path


def to_json(seen: Verification, gate: Gate, sample_names: Sequence[str] = ()) -> dict[str, Any]:
    """What `verification.json` holds. Photos are named by number only.

    Args:
        seen: What verification found.
        gate: The thresholds that it was judged by.
        sample_names: The files of the best candidate's samples; numbered where they are not given.

    Returns:
        A JSON object; src/services/training/ reads it.
    """
    best = seen.best
    names = list(sample_names) or [f"{index + 1:02}.png" for index in range(len(best.samples))]
    return {
        "version": 1,
        "verdict": seen.verdict,
        "reasons": seen.reasons,
        "warnings": seen.warnings,
        "bestStep": best.candidate.step,
        "likeness": seen.likeness,
        "likenessNeeded": _round(gate.likeness_needed(best.measures.photo_likeness)),
        "measuredOn": "held-out photos" if seen.held_out else "training photos",
        "measures": measures_json(best.measures),
        "gate": {_camel(name): value for name, value in asdict(gate).items()},
        "candidates": [{"step": one.candidate.step, **measures_json(one.measures)} for one in seen.tested],
        "samples": [_sample_json(sample, name) for sample, name in zip(best.samples, names, strict=True)],
        "nearDuplicates": [
            {"sample": names[match.sample], "photo": match.photo + 1, "correlation": match.correlation}
            for match in best.copies
        ],
        "settings": seen.settings,
    }


def measures_json(measures: Measures) -> dict[str, Any]:
    """Measures as `verification.json` has them, rounded to four digits."""
    plain = {_camel(name): _round(value) for name, value in asdict(measures).items()}
    return {**plain, "gain": _round(measures.gain), "promptDrop": _round(measures.prompt_drop)}


def _sample_json(sample: Sample, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "prompt": sample.shot.prompt,
        "seed": sample.shot.seed,
        "face": sample.face is not None,
        "likeness": _round(sample.likeness),
        "promptFollowing": _round(sample.prompt),
    }


def _round(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def write_report(seen: Verification, folder: Path, gate: Gate | None = None) -> Report:
    """Writes `verification.json`, the best candidate's samples and the contact sheet into `folder`.

    Args:
        seen: What verification found.
        folder: Made where it is not there.
        gate: The thresholds that it was judged by; the default gate where it is not given.

    Returns:
        What was written and where; nobody needs to read it back.
    """
    (folder / "samples").mkdir(parents=True, exist_ok=True)
    names = [f"samples/{number:02}.png" for number in range(1, len(seen.best.samples) + 1)]
    for name, sample in zip(names, seen.best.samples, strict=True):
        sample.picture.save(folder / name)
    sheet = folder / SHEET_FILE
    contact_sheet(seen).save(sheet, quality=SHEET_QUALITY)
    path = folder / REPORT_FILE
    content = to_json(seen, gate or Gate(), names)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n", "utf-8")
    pictures = [
        (folder / name, sample.shot.prompt, sample.shot.seed)
        for name, sample in zip(names, seen.best.samples, strict=True)
    ]
    return Report(path, content, pictures, sheet)
