"""The first step of a run: the base is looked at, the photos are here, earlier checkpoints are found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from ..bases import find_base
from ..families.family import Base
from ..job.job import Job
from ..job.job_branch import Branch
from ..job.kept_runs import FETCHED_FOLDER
from ..patience import Patience, patiently
from ..training.checkpoint import checkpoint_root
from .options import HubAccess
from .preflight import check_base
from .training_watch import begun_with


@dataclass(frozen=True)
class PrepareTask:
    """What is prepared, and for which machine."""

    job: Job
    branch: Branch | None
    hub: HubAccess
    base_path: Path | None
    """Folder with the base's files, instead of the hub's."""
    output: Path
    device: str
    allow_cpu: bool
    resume: bool
    patience: Patience
    """How long the hub is asked for what is on the branch."""


@dataclass(frozen=True)
class Prepared:
    """What the training begins with."""

    base: Base
    photo_files: list[tuple[str, bytes]]
    """Name and content of each."""


def prepare(
    task: PrepareTask, *, client: httpx.Client, say: Callable[[str], None], check: Callable[[], None]
) -> Prepared:
    """Looks at the base and brings the photos and an earlier machine's checkpoints here.

    Args:
        task: What is prepared.
        client: Downloads the photos of a bot that has an address.
        say: Gets lines of progress.
        check: Called between downloads; may raise to stop.

    Returns:
        The base and the photos' files.

    Raises:
        BadInput: The base cannot be trained, or not on this machine.
        RunError: A photo is missing or damaged, or the hub refused something, for long.
    """
    job = task.job
    look = partial(find_base, path=task.base_path, token=task.hub.token, endpoint=task.hub.endpoint)
    base = patiently(lambda: look(job.spec.base_model), check=check, say=say)
    check_base(base, task.output, device=task.device, allow_cpu=task.allow_cpu).settle(say)
    # Their links last an hour, and checkpoints may take long.
    files = job.photos(client, check)
    say(f"{len(files)} photos are here.")
    if task.branch:
        branch = task.branch
        patiently(lambda: _take_over(task, branch, say), check=check, say=say, patience=task.patience)
    return Prepared(base, files)


def _take_over(task: PrepareTask, branch: Branch, say: Callable[[str], None]) -> None:
    """Makes the branch this attempt's own. What is here already is left as it is, so it may be done again."""
    job = task.job
    if task.resume:
        _fetch_checkpoints(job, branch, say)
    # A relay's branch was made with the claim. Made again here, it would undo that the bot took it away.
    if not job.relay:
        branch.ensure()
    # Only now: a token that may not see the repo finds no checkpoints, and may not write there either.
    if task.resume:
        job.note_taken_over()


def _fetch_checkpoints(job: Job, branch: Branch, say: Callable[[str], None]) -> None:
    """Brings the checkpoints of a machine that was lost, where it had come further than this one.

    Only where nothing was saved does the training start anew: its first checkpoint takes the place of what is there.
    """
    if job.took_over:
        return
    root = job.folder / FETCHED_FOLDER
    run = branch.fetch(root, beyond=job.furthest)
    if run and isinstance(digest := run.get("configHash"), str) and digest.isalnum():
        probes, losses, sights = run.get("probes"), run.get("losses"), run.get("sights")
        # Before the checkpoints are in their place: a run that is killed in between would not fetch again, and
        # without these its settings and captions would be others, so that no checkpoint fitted them.
        job.note(
            economy=bool(run.get("economy")),
            probes=probes if isinstance(probes, list) else [],
            losses=losses if isinstance(losses, list) else [],
            sights=sights if isinstance(sights, dict) else {},
            **begun_with(run),
        )
        target = checkpoint_root(job.folder, digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        # An earlier start may have begun there, and come less far.
        shutil.rmtree(target, ignore_errors=True)
        root.replace(target)
        say(f"Found the checkpoint of step {run.get('step')} on the hub.")
