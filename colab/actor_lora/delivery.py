"""What is handed to the bot, which writes it into the actor's repo: for a run that has no token of the hub."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import httpx

TIMEOUT = httpx.Timeout(60, write=120, read=300)
"""Seconds for a request that may carry large files, to the hub or its storage. Long, because a commit of many takes a
minute; bounded, because a connection that hangs would hold the run up for ever."""

Destination = Literal["result", "branch"]
"""main with a new version, or the job's own branch."""
Content = bytes | Path


@dataclass(frozen=True)
class Delivered:
    """Where it lies now."""

    revision: str
    """The commit."""
    version: str | None
    """The tag, of a result."""


class Delivers(Protocol):
    """Delivers files, and the same again after a kill changes nothing."""

    def deliver(
        self, to: Destination, large: Mapping[str, Content], texts: Callable[[str | None], Mapping[str, str]]
    ) -> Delivered:
        """Puts the files, all in one commit.

        Args:
            to: Where they go.
            large: Weights and pictures, by the path in the repo.
            texts: Makes the small files, given the version that a result becomes.

        Returns:
            Where they lie.

        Raises:
            RunError: They were refused, or nobody answered for too long.
            Cancelled: The job is over.
        """
        ...
