"""Trainings for the bot: `actor-lora train` as a process of its own, which ends with this one."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadInput
from ..job.job import JOURNAL_FILE, folder_name
from ..job.kept_runs import KEPT_SECONDS, latest_change
from ..serve.refusal import Refusal
from ..spec import JobCode, decode_job_code
from .bot import origin_of
from .wire import TrainingWork

log = logging.getLogger("actor_lora.worker")

_SECRET = re.compile(r"(TOKEN|SECRET|PASSWORD|KEY)$", re.IGNORECASE)
"""Variables with secrets of this machine's owner. With a hub token, a bot could name a repo of theirs to be written
to."""
JOB_CODE_VARIABLE = "ACTOR_LORA_JOB_CODE"
MOST_WORDS = 500
TRAIN = (sys.executable, "-m", "actor_lora.cli", "train")


@dataclass(frozen=True)
class TrainerSettings:
    """How this machine trains."""

    runs: Path
    device: str
    sources: Mapping[str, str]
    """Of the catalogue: a folder is where the trainer takes that base from."""
    more: Sequence[str] = ()
    """Further options of `actor-lora train`."""
    command: Sequence[str] = TRAIN


@dataclass(frozen=True)
class Ended:
    """How a trainer ended."""

    code: int
    reported: bool
    """Whether it told the bot itself."""
    words: str
    """The last that it said."""


class Training:
    """A trainer at work."""

    def __init__(self, work: TrainingWork, settings: TrainerSettings, address: str) -> None:
        """Starts it.

        Args:
            work: The job.
            settings: How this machine trains.
            address: The bot's, which the job must be of.

        Raises:
            Refusal: 422 where the job is not one to be run here; 500 where no process could be started.
        """
        code = _read_code(work.job_code, address)
        self._journal = settings.runs / folder_name(code.job_id) / JOURNAL_FILE
        self._reported_before = _end_in(self._journal)
        source = settings.sources.get(work.base or "")
        given = ("--base-path", str(Path(source).resolve())) if source and Path(source).is_dir() else ()
        try:
            settings.runs.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._process = subprocess.Popen(
                [
                    *settings.command,
                    "--end-with-starter",
                    *("--output", str(settings.runs), "--device", settings.device),
                    *(*given, *settings.more),
                ],
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                env=_environment(work.job_code),
                # Ctrl+C at a terminal is for the worker, which ends it in its own way.
                start_new_session=True,
            )
        except OSError as error:
            raise Refusal(500, f"The trainer could not be started: {error.strerror or type(error).__name__}.") from None
        self._said: list[str] = []
        self._listener = threading.Thread(target=self._listen, name="trainer", daemon=True)
        self._listener.start()

    def end(self, patience: float) -> None:
        """Asks it to end: it tells the bot, which offers to resume it. Ends it after so many seconds at the latest."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def wait(self) -> Ended:
        """Waits for its end."""
        code = self._process.wait()
        self._listener.join(timeout=5)
        end = _end_in(self._journal)
        words = " ".join(self._said)[:MOST_WORDS] or f"The trainer ended with exit code {code}."
        return Ended(code, code == 0 or (end is not None and end != self._reported_before), words)

    def _listen(self) -> None:
        """Passes on what it says, and keeps its last sentence."""
        assert self._process.stderr
        for line in self._process.stderr:
            sys.stderr.write(line)
            sys.stderr.flush()
            if line.startswith("actor-lora: "):
                self._said = [line.removeprefix("actor-lora: ").strip()]
            elif self._said and len(self._said) < 20:
                self._said.append(line.strip())


def _read_code(text: str, address: str) -> JobCode:
    try:
        code = decode_job_code(text)
    except BadInput as error:
        raise Refusal(422, str(error)) from None
    if not isinstance(code, JobCode) or code.hub_token != "none":
        raise Refusal(422, "A worker only runs trainings for which the bot itself writes to the hub.")
    if origin_of(code.api_url) != origin_of(address):
        raise Refusal(
            422, f"The job is of a bot at another address than this worker asks. Start it with --bot {code.api_url}."
        )
    return code


def _environment(code: str) -> dict[str, str]:
    """This process's own, without secrets. The code is not on the command line, which others could read."""
    kept = {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
    return {**kept, JOB_CODE_VARIABLE: code, "PYTHONUNBUFFERED": "1"}


def _end_in(journal: Path) -> str | None:
    """The id of the last event that a trainer has noted; None where it has not come to its end."""
    try:
        return str(json.loads(journal.read_text("utf-8"))["terminal"]["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remove_old(runs: Path, *, now: float | None = None) -> int:
    """Removes trainings that nobody has resumed for a week: a person's photos must not lie here for ever.

    Args:
        runs: The folder of the worker's trainings. Everything in it counts.
        now: Seconds since 1970.

    Returns:
        How many were removed.
    """
    if not runs.is_dir():
        return 0
    before = (time.time() if now is None else now) - KEPT_SECONDS
    old = [folder for folder in runs.iterdir() if folder.is_dir() and latest_change(folder) < before]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
