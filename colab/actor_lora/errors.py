"""Errors that end a run, each with a sentence for the person at the notebook."""

from __future__ import annotations


class RunError(Exception):
    """A fault that can be told as it stands. It never holds a secret."""

    exit_code = 1


class BadInput(RunError):
    """What the person gave cannot be used: a job code, a file, a folder of photos, a setting."""

    exit_code = 2


class BelowGate(RunError):
    """The trained actor is not good enough to be published."""

    exit_code = 3


class Cancelled(RunError):
    """The bot said that the job is cancelled or over (410), or the person interrupted the run."""

    exit_code = 4
