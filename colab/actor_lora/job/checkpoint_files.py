"""A checkpoint's files as they lie on the job's branch, and `run.json` beside them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ..lora_files import LORA_FILE
from ..training.checkpoint import STATE_FILE, STATE_TENSORS, Checkpoint

RUN_FILE = "run.json"
"""What a resumed run must know beside the checkpoint."""
FILES = (LORA_FILE, STATE_TENSORS, STATE_FILE)
_PATH = re.compile(r"checkpoints/(step-\d{6,})/([^/]+)")


def large_files(checkpoint: Checkpoint) -> dict[str, Path]:
    """Weights and tensors of a checkpoint, by their paths on the branch."""
    return {_path(checkpoint, name): checkpoint.folder / name for name in FILES if name != STATE_FILE}


def text_file(checkpoint: Checkpoint) -> tuple[str, str]:
    """The path of its one text on the branch, and what it says."""
    return _path(checkpoint, STATE_FILE), (checkpoint.folder / STATE_FILE).read_text("utf-8")


def place_in(root: Path, path: str) -> Path | None:
    """Where a file of the branch lies on this machine.

    Args:
        root: The folder of all checkpoints.
        path: On the branch.

    Returns:
        A file below `root`; None where the path is of no checkpoint's file.
    """
    match = _PATH.fullmatch(path)
    return root / match[1] / match[2] if match and match[2] in FILES else None


def is_stale(path: str, newest: Checkpoint, run: dict[str, Any]) -> bool:
    """Whether a path is of no use once the newest checkpoint is there.

    So are the states of older checkpoints, whose LoRAs stay as candidates, and all of what another training left: one
    with other settings, or one that had come further before this one began anew.
    """
    match = _PATH.fullmatch(path)
    if match is None or match[1] == newest.folder.name:
        return False
    return match[2] in (STATE_TENSORS, STATE_FILE) or not _belongs(match[1], run)


def is_beyond(run: dict[str, Any], step: int) -> bool:
    """Whether the training that `run.json` tells about has come further than that step."""
    last = run.get("step")
    return not step or (isinstance(last, int) and last > step)


def is_of_run(path: str, run: dict[str, Any]) -> bool:
    """Whether a path is of a checkpoint of the training that `run.json` tells about."""
    match = _PATH.fullmatch(path)
    return match is not None and _belongs(match[1], run)


def _belongs(name: str, run: dict[str, Any]) -> bool:
    """By its list; earlier trainers left none, and then what lies behind its last step is another's."""
    step, steps, last = int(name.removeprefix("step-")), run.get("steps"), run.get("step")
    if isinstance(steps, list):
        return step in steps
    return not isinstance(last, int) or step <= last


def _path(checkpoint: Checkpoint, name: str) -> str:
    return f"checkpoints/{checkpoint.folder.name}/{name}"
