"""Errors that end a run, each with a sentence for the person at the notebook."""

from __future__ import annotations


class RunError(Exception):
    """A fault that can be told as it stands. It never holds a secret."""

    exit_code = 1
    resumable = True
    """Whether the same training may go on from its checkpoints once the cause is gone."""


class Temporary(RunError):
    """The hub could not do it now, and may in a moment."""

    def __init__(self, words: str, *, wait: float = 0.0) -> None:
        """`wait` is how many seconds the hub asked for."""
        super().__init__(words)
        self.wait = wait


class BadInput(RunError):
    """What the person gave cannot be used: a job code, a file, a folder of photos, a setting, a machine."""

    exit_code = 2


class BelowGate(RunError):
    """The trained actor is not good enough to be published."""

    exit_code = 3
    resumable = False


class Cancelled(RunError):
    """The bot said that the job is cancelled or over, or the person interrupted the run."""

    exit_code = 4
    resumable = False


class Replaced(Cancelled):
    """The run is the job's no longer, and the job may go on: it was taken for lost, or another notebook has it."""


class Diverged(RunError):
    """The loss is no number any more; the checkpoints lead there again."""

    resumable = False
