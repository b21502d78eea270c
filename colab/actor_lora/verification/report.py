"""`verification.json`, the samples and the contact sheet: what verification leaves in a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .contact_sheet import contact_sheet
from .gate import Gate, Measures
from .verify import Sample, Verification

file_name = "verification.json"
sheet_name = "contact-sheet.jpg"


def to_json(seen: Verification, gate: Gate, sample_names: Sequence[str] = ()) -> dict[str, Any]:
    """What `verification.json` holds. Photos are named by number only."""
    best = seen.best
    names = list(sample_names) or [f"{index + 1:02}.png" for index in range(len(best.samples))]
    return {
        "version": 1,
        "verdict": seen.verdict,
        "reasons": seen.reasons,
        "warnings": seen.warnings,
        "bestStep": best.candidate.step,
        "likeness": _round(best.measures.likeness) if seen.verdict != "unchecked" else None,
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


def write(seen: Verification, folder: Path, gate: Gate | None = None) -> Path:
    """Writes `verification.json`, the best LoRA's samples and the contact sheet; returns the JSON's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "samples").mkdir(exist_ok=True)
    names = []
    for index, sample in enumerate(seen.best.samples):
        names.append(f"samples/{index + 1:02}.png")
        sample.picture.save(folder / names[-1])
    contact_sheet(seen).save(folder / sheet_name, quality=88)
    path = folder / file_name
    content = to_json(seen, gate or Gate(), names)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n", "utf-8")
    return path
