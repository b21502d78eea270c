"""Verification within a run: which checkpoint is published, and whether it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from ..device import DTYPES, Precision, free_memory, is_out_of_memory
from ..errors import BelowGate, RunError
from ..families.family import Base, Weights
from ..families.loading import load_pipeline
from ..patience import patiently
from .looking import Judges, PhotoSet
from .plan import ShotPlan
from .report import write_report
from .samples import PipelinePainter
from .verify import Candidate, Verification, verify

GateMode = Literal["enforce", "report"]

OUT_OF_MEMORY = (
    "The memory ran out while the result was checked, also with smaller samples. The checkpoints are kept: close what "
    "else uses the GPU (in Colab, Runtime → Restart session), or take a larger one, and resume."
)
EARLIEST_SHARE = 0.4
"""Share of the steps before which a checkpoint is not looked at: it hardly knows the person yet."""


@dataclass(frozen=True)
class Drawing:
    """How the samples are drawn."""

    base: Base
    precision: Precision
    device: str
    token: str | None
    side: int
    """Edge of the square samples, in pixels."""
    steps: int
    """Sampling steps; a distilled base takes its own few."""
    weights: Weights = "full"
    """How the base's denoiser lies in memory."""


@dataclass(frozen=True)
class CheckTask:
    """What is checked, and by whom."""

    candidates: Sequence[Candidate]
    """Oldest first."""
    photos: PhotoSet
    plan: ShotPlan
    drawing: Drawing
    judges: Judges
    gate: GateMode
    folder: Path
    """Takes verification.json, the samples and the contact sheet."""


@dataclass(frozen=True)
class Checked:
    """The checkpoint that is published, with what was seen of it."""

    step: int
    weights: Path
    pictures: list[tuple[Path, str, int]]
    """File, prompt and seed."""
    report: dict[str, Any]
    """What `verification.json` says."""
    contact_sheet: Path
    likeness: float | None
    passed: bool


def check_result(task: CheckTask, *, say: Callable[[str], None], check: Callable[[], None]) -> Checked:
    """Draws and measures, and leaves the evidence in the task's folder.

    Args:
        task: What is checked.
        say: Gets lines of progress and the verdict.
        check: Called before each picture; may raise to stop.

    Returns:
        The best checkpoint and what was measured of it.

    Raises:
        RunError: The memory ran out, also for smaller samples.
        BelowGate: The best is not good enough and the gate is enforced; the message has the reasons.
    """
    seen = _with_less_memory(task, say=say, check=check)
    report = write_report(seen, task.folder)
    for line in (*seen.reasons, *seen.warnings):
        say(f"  {line}")
    if not seen.passed and task.gate == "enforce":
        raise BelowGate(f"Not published, because it is below the gate: {' '.join(seen.reasons)}")
    if not seen.passed:
        say("It did not pass, and that does not stop it, as asked; the model card says so.")
    best = seen.best.candidate
    return Checked(
        step=best.step,
        weights=best.path,
        pictures=report.pictures,
        report=report.content,
        contact_sheet=report.contact_sheet,
        likeness=seen.likeness,
        passed=seen.passed,
    )


def _with_less_memory(task: CheckTask, *, say: Callable[[str], None], check: Callable[[], None]) -> Verification:
    """Draws smaller samples where the memory runs out: a figure of smaller ones is better than a training lost."""
    sides = sides_to_try(task.drawing.side, task.drawing.base.grid)
    for side in sides:
        try:
            return _draw_and_judge(replace(task, drawing=replace(task.drawing, side=side)), say=say, check=check)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        # Outside of the handler, whose traceback holds all tensors.
        free_memory()
        if side != sides[-1]:
            say(f"The memory ran out while checking at {side} px; trying smaller samples.")
    raise RunError(OUT_OF_MEMORY)


def sides_to_try(side: int, grid: int = 8) -> list[int]:
    """Edges of the samples in pixels: as asked, three quarters and a half of it, in whole `grid` pixels."""
    grid = max(8, grid)
    return sorted({side, *(max(grid, side * share // 4 // grid * grid) for share in (3, 2))}, reverse=True)


def _draw_and_judge(task: CheckTask, *, say: Callable[[str], None], check: Callable[[], None]) -> Verification:
    drawing = task.drawing
    base = drawing.base
    load = partial(
        load_pipeline,
        base,
        device=drawing.device,
        dtype=DTYPES[drawing.precision],
        weights=drawing.weights,
        token=drawing.token,
    )
    pipeline = patiently(load, check=check, say=say)
    seen = verify(
        worth_checking(task.candidates),
        PipelinePainter(
            pipeline,
            side=drawing.side,
            steps=base.quick_steps or drawing.steps,
            guidance=0.0 if base.quick_steps else base.family.pipeline_guidance,
        ),
        task.photos,
        task.judges,
        task.plan,
        say=say,
        check=check,
    )
    del pipeline
    free_memory()
    return seen


def worth_checking(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those of the last 60 % of the steps; `candidates` begins with the oldest."""
    last = candidates[-1].step
    return [candidate for candidate in candidates if candidate.step >= last * EARLIEST_SHARE]
