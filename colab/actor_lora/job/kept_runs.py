"""Runs that were cut off keep photos and checkpoints for a resume, and only for so long."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from ..lora_files import LORA_FILE

CLAIM_FILE = "claim.json"
CLAIMING_FILE = "claiming.json"
PHOTO_FOLDER = "photos"
INCOMING_FOLDER = ".incoming"
FETCHED_FOLDER = ".fetched"
CHECKPOINT_FOLDER = "checkpoints"
RESULT_FOLDER = "result"
NOTES_FILE = "run.json"
"""What a resumed run must know."""

PERSONAL_FOLDERS = (PHOTO_FOLDER, INCOMING_FOLDER, CHECKPOINT_FOLDER, FETCHED_FOLDER, "prior", "samples")
OF_A_BOT = (PHOTO_FOLDER, INCOMING_FOLDER, CLAIM_FILE, CLAIMING_FILE)
"""Only a bot's job has one of these; without a bot, what is in the folder is the person's own."""

KEPT_SECONDS = 7 * 24 * 3600
"""As long as the bot offers to resume."""


def furthest(folder: Path) -> int:
    """The last step that another attempt has in a run's folder to go on from; 0 for none."""
    found = (folder / CHECKPOINT_FOLDER).glob(f"*/step-*/{LORA_FILE}")
    return max((int(path.parent.name.removeprefix("step-")) for path in found), default=0)


def forget_claim(folder: Path) -> None:
    """Removes the claim with its secret, which is of no use once the attempt is over."""
    for name in (CLAIM_FILE, CLAIMING_FILE):
        (folder / name).unlink(missing_ok=True)


def forget(folder: Path, *, claim: bool, result: bool) -> None:
    """Removes what is personal from a run's folder.

    Args:
        folder: The run's.
        claim: Whether the claim's secret goes too.
        result: Whether the result goes too, because it is on the hub or nobody may have it.
    """
    for name in (*PERSONAL_FOLDERS, *((RESULT_FOLDER,) if result else ())):
        shutil.rmtree(folder / name, ignore_errors=True)
    # What was seen in the photos, by their hashes.
    (folder / NOTES_FILE).unlink(missing_ok=True)
    if claim:
        forget_claim(folder)


def forget_old(runs: Path, *, but: Path, now: float | None = None) -> int:
    """Removes what is personal of a bot's jobs that nobody has resumed for a week.

    Args:
        runs: The folder of all runs.
        but: The folder of the run that begins.
        now: Seconds since 1970.

    Returns:
        How many there were.
    """
    before = (time.time() if now is None else now) - KEPT_SECONDS
    old = [
        folder
        for folder in runs.iterdir()
        if folder.is_dir()
        and folder != but
        and any((folder / name).exists() for name in OF_A_BOT)
        and latest_change(folder) < before
    ]
    for folder in old:
        forget(folder, claim=True, result=True)
    return len(old)


def latest_change(folder: Path) -> float:
    """When anything in a run's folder last changed, in seconds since 1970."""
    try:
        return max(path.lstat().st_mtime for path in (folder, *folder.rglob("*")))
    except OSError:
        # It is being worked in.
        return float("inf")
