"""Verification within a run: which checkpoint is published, and whether it may be."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..bases import Base, load_pipeline
from ..device import DTYPES, free_memory
from ..errors import BelowGate
from ..faces import FaceEngine
from ..photos import Photo
from ..spec import TrainingSpec
from ..training.checkpoint import Checkpoint
from ..training.settings import Settings
from .prompt_score import PromptScorer

GateMode = Literal["enforce", "report"]


@dataclass(frozen=True)
class Checked:
    """The checkpoint that is published, with what was seen of it."""

    step: int
    weights: Path
    pictures: list[tuple[Path, str, int]]
    """File, prompt and seed."""
    report: dict[str, Any]
    contact_sheet: Path
    likeness: float | None
    passed: bool


def check_result(
    *,
    base: Base,
    spec: TrainingSpec,
    settings: Settings,
    checkpoints: Sequence[Checkpoint],
    photos: Sequence[Photo],
    held_out: Sequence[Photo],
    folder: Path,
    device: str,
    token: str | None,
    faces: FaceEngine | None,
    prompts: PromptScorer | None,
    gate: GateMode,
    steps: int,
    seeds: int,
    say: Callable[[str], None],
    check: Callable[[], None],
) -> Checked:
    """Draws and measures, writes verification.json, samples and a contact sheet into `folder`.

    Raises BelowGate with the reasons where the best is not good enough and `gate` is `enforce`.
    """
    from .report import sheet_name, write
    from .samples import PipelinePainter
    from .verify import Candidate, Judges, PhotoSet, verify

    pipeline = load_pipeline(base, device=device, dtype=DTYPES[settings.precision], token=token)
    candidates = [Candidate(checkpoint.step, checkpoint.weights) for checkpoint in worth_checking(checkpoints)]
    seen = verify(
        candidates,
        PipelinePainter(pipeline, side=settings.resolution, steps=steps),
        PhotoSet([photo.picture for photo in photos], [photo.picture for photo in held_out]),
        Judges(faces, prompts),
        prompts=spec.sample_prompts or [spec.instance_prompt],
        seeds=list(range(seeds)),
        trigger=spec.trigger_word,
        say=say,
        check=check,
    )
    del pipeline
    free_memory()
    report = json.loads(write(seen, folder).read_text("utf-8"))
    for line in (*seen.reasons, *seen.warnings):
        say(f"  {line}")
    if not seen.passed and gate == "enforce":
        raise BelowGate(f"Not published, because it is below the gate: {' '.join(seen.reasons)}")
    if not seen.passed:
        say("It did not pass, and that does not stop it, as asked; the model card says so.")
    samples = [(folder / item["file"], item["prompt"], item["seed"]) for item in report["samples"]]
    best = seen.best.candidate
    return Checked(
        step=best.step,
        weights=best.path,
        pictures=samples,
        report=report,
        contact_sheet=folder / sheet_name,
        likeness=report["likeness"],
        passed=seen.passed,
    )


def worth_checking(checkpoints: Sequence[Checkpoint]) -> list[Checkpoint]:
    """Those of the last 60 % of the steps: earlier ones hardly know the person yet."""
    last = checkpoints[-1].step
    return [checkpoint for checkpoint in checkpoints if checkpoint.step >= last * 0.4]
