"""The points of a run at which a test kills it, as by kill −9: each just before a step whose loss would matter."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Point:
    """Just before a function is called."""

    owner: Callable[[], Any]
    """The module or class that has the function; imported by the process that dies, not by the tests."""
    name: str
    when: Callable[..., Any] = lambda *_, **__: True
    """Whether this is the call, by its arguments."""


def module(name: str) -> Callable[[], Any]:
    """A module of the package, or a class in it: `training.trainer` or `training.trainer:Trainer`."""

    def found() -> Any:
        from importlib import import_module

        place, _, kind = name.partition(":")
        imported = import_module(f"actor_lora.{place}")
        return getattr(imported, kind) if kind else imported

    return found


def second() -> Callable[..., bool]:
    """Whether this is the second call."""
    calls: list[int] = []

    def counted(*_: Any, **__: Any) -> bool:
        calls.append(1)
        return len(calls) == 2

    return counted


def points(at: int) -> dict[str, Point]:
    """All of a run, in their order; `at` is the step of the checkpoint that is looked for."""
    trainer, job = module("training.trainer:Trainer"), module("job.job")
    folder, step = module("training.checkpoint"), f".step-{at:06}"
    return {
        "while-the-machine-is-tried": Point(module("run.trial"), "_step_until_changed"),
        "before-the-bot-is-asked": Point(job, "claim_job"),
        "before-the-claim-is-kept": Point(job, "write_private", lambda path, _: path.name == "claim.json"),
        "after-the-claim": Point(module("run.train"), "attend"),
        "between-two-photos": Point(module("photos"), "_fetch", lambda name, *_: name.startswith("Photo 2")),
        "while-the-photos-are-written": Point(job, "write_private", lambda path, _: path.name == "photo-02"),
        "before-training": Point(module("run.steps"), "train_with_retry"),
        "once-the-text-is-cached": Point(module("training.session"), "_encode_views"),
        "before-the-prior-images-are-kept": Point(module("training.prior"), "save_file"),
        "before-the-lora-is-added": Point(module("training.session"), "_add_loras"),
        "before-it-is-looked-at": Point(trainer, "held_out_loss", lambda self: self.step_number == 0),
        "in-the-first-step": Point(trainer, "step", lambda self: self.step_number == 0),
        "between-gradients-and-weights": Point(module("training.trainer"), "step_if_finite", second()),
        "before-a-sample-is-saved": Point(module("run.probing:Prober"), "sample"),
        "before-old-states-are-removed": Point(module("training.checkpoint:CheckpointFolder"), "_thin"),
        "in-a-step": Point(trainer, "step", lambda self: self.step_number == at - 1),
        # The weights are written, the checkpoint is not yet there.
        "in-a-checkpoint": Point(folder, "_sync", lambda path: path.parent.name == step),
        # The checkpoint is there, and nothing of it is noted or told.
        "once-a-checkpoint-is-there": Point(folder, "_sync", lambda path: (path / step[1:]).is_dir()),
        "before-a-checkpoint-is-uploaded": Point(
            module("job.job_branch:JobBranch"), "put_checkpoint", lambda self, checkpoint, _: checkpoint.step == at
        ),
        "while-verifying": Point(module("run.steps"), "check_result"),
        "between-two-samples": Point(module("verification.samples:PipelinePainter"), "paint", second()),
        "before-the-contact-sheet": Point(module("verification.report"), "contact_sheet"),
        "before-the-web-uis-file": Point(module("run.result"), "save_webui"),
        "before-the-commit": Point(module("hub:HubRepo"), "commit", lambda self, branch, *_, **__: branch == "main"),
        "between-commit-and-tag": Point(module("hub:HubRepo"), "tag"),
        "before-the-end-is-said": Point(module("run.steps"), "_report"),
        # It is in the journal by then, and perhaps on its way.
        "before-the-end-is-heard": Point(module("job.events:Reporter"), "close"),
        "before-the-branch-is-removed": Point(module("run.ending"), "tidy"),
        "before-anything-here-is-removed": Point(module("job.job:Job"), "forget"),
        "while-all-is-removed": Point(lambda: shutil, "rmtree", lambda path, **_: Path(path).name == "checkpoints"),
        "before-the-claim-is-removed": Point(module("job.kept_runs"), "forget_claim"),
    }


def others(at: int) -> dict[str, Point]:
    """Points of runs over the relay, through the bot, or of two machines; and what is no kill."""
    trainer = module("training.trainer:Trainer")
    stop = signal.SIGTERM
    return {
        "before-the-claim": Point(
            module("hub:HubRepo"), "commit", lambda self, branch, title, *_, **__: title == "Claimed"
        ),
        "between-upload-and-commit": Point(
            module("job.bot_calls:BotCalls"),
            "ask",
            lambda self, url, kind, said, **_: (kind, said.get("to")) == ("commit", "result"),
        ),
        "before-fetched-notes-are-kept": Point(
            module("job.job:Job"), "note", lambda self, **more: {"economy", "sights"} <= more.keys()
        ),
        "before-fetched-checkpoints-are-in-their-place": Point(
            lambda: Path, "replace", lambda self, _: self.name == ".fetched"
        ),
        "told-to-stop-in-a-step": Point(
            trainer, "step", lambda self: self.step_number == at - 1 and os.kill(os.getpid(), stop)
        ),
        "before-a-worker-brings-its-picture": Point(module("worker.reports:Reports"), "result"),
        "told-to-stop-while-a-picture-is-drawn": Point(
            module("worker.pictures"), "as_png", lambda _: os.kill(os.getpid(), stop)
        ),
        "once-a-checkpoint-is-on-the-hub": Point(
            module("job.events:Reporter"), "checkpoint", lambda self, step, revision: revision is not None
        ),
    }


POINTS = list(points(4))


def arm(point: str, at: int = 4) -> None:
    """Makes this process die at a point of the run; `at` is the step of a checkpoint."""
    if not point:
        return
    _before({**points(at), **others(at)}[point])
    if point == "once-a-checkpoint-is-on-the-hub":
        # The training stands before its next step meanwhile, so that this is the only one.
        trainer = module("training.trainer:Trainer")
        _before(Point(trainer, "step", lambda self: self.step_number == at - 1 and threading.Event().wait()))


def _before(point: Point) -> None:
    owner = point.owner()
    real = getattr(owner, point.name)

    def armed(*args: Any, **options: Any) -> Any:
        if point.when(*args, **options):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **options)

    setattr(owner, point.name, armed)
