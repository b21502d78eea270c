"""`verification.json`, the samples and the contact sheet: what verification leaves in a folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .contact_sheet import contact_sheet
from .gate import Gate, Measures
from .looking import Sample
from .verify import Verification

REPORT_FILE = "verification.json"
SHEET_FILE = "contact-sheet.jpg"
SHEET_QUALITY = 88
"""Of the JPEG."""
KEPT_OF_EACH_PROMPT = 2
"""Samples of a prompt that are written and published; all of them are measured."""


@dataclass(frozen=True)
class Report:
    """What was written."""

    path: Path
    """Of `verification.json`."""
    content: dict[str, Any]
    """What it says."""
    pictures: list[tuple[Path, str, int]]
    """File, prompt and seed of those of the best candidate's samples that are kept."""
    contact_sheet: Path


def to_json(seen: Verification, gate: Gate) -> dict[str, Any]:
    """What `verification.json` holds. Photos are named by number only.

    Args:
        seen: What verification found.
        gate: The thresholds that it was judged by.

    Returns:
        A JSON object; src/services/training/result/verify.ts reads it.
    """
    best = seen.best
    names = _names_of(best.samples)
    return {
        "version": 1,
        "verdict": seen.verdict,
        "reasons": seen.reasons,
        "warnings": seen.warnings,
        "bestStep": best.candidate.step,
        "likeness": seen.likeness,
        "likenessNeeded": _round(gate.likeness_needed(best.measures.photo_likeness)),
        "likenessInterval": _interval(best.measures),
        "measuredOn": "all photos, some of them held out" if seen.held_out else "training photos",
        "measures": measures_json(best.measures),
        "gate": {_camel(name): value for name, value in asdict(gate).items()},
        "candidates": [{"step": one.candidate.step, **measures_json(one.measures)} for one in seen.tested],
        "samples": [_sample_json(sample, name) for sample, name in zip(best.samples, names, strict=True)],
        "nearDuplicates": [
            {"sample": match.sample + 1, "photo": match.photo + 1, "correlation": match.correlation}
            for match in best.copies
        ],
        "settings": seen.settings,
    }


def measures_json(measures: Measures) -> dict[str, Any]:
    """Measures as `verification.json` has them, rounded to four digits."""
    plain = {_camel(name): _round(value) for name, value in asdict(measures).items()}
    return {
        **plain,
        "gain": _round(measures.gain),
        "promptDrop": _round(measures.prompt_drop),
        "styleDrop": _round(measures.style_drop),
    }


def _interval(measures: Measures) -> list[float] | None:
    if measures.likeness_low is None or measures.likeness_high is None:
        return None
    return [round(measures.likeness_low, 4), round(measures.likeness_high, 4)]


def _names_of(samples: Sequence[Sample]) -> list[str | None]:
    """The files of samples: the first of each prompt get one, numbered."""
    names: list[str | None] = []
    counts: Counter[str] = Counter()
    for sample in samples:
        counts[sample.shot.prompt] += 1
        is_kept = counts[sample.shot.prompt] <= KEPT_OF_EACH_PROMPT
        number = sum(name is not None for name in names) + 1
        names.append(f"samples/{number:02}.png" if is_kept else None)
    return names


def _sample_json(sample: Sample, name: str | None) -> dict[str, Any]:
    return {
        **({"file": name} if name else {}),
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
    samples = seen.best.samples
    kept = [(folder / name, sample) for name, sample in zip(_names_of(samples), samples, strict=True) if name]
    for path, sample in kept:
        sample.picture.save(path)
    sheet = folder / SHEET_FILE
    contact_sheet(seen).save(sheet, quality=SHEET_QUALITY)
    report = folder / REPORT_FILE
    content = to_json(seen, gate or Gate())
    report.write_text(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n", "utf-8")
    return Report(report, content, [(path, sample.shot.prompt, sample.shot.seed) for path, sample in kept], sheet)
