"""What the bot says when it turns a request away, and what a run makes of it."""

from __future__ import annotations

from typing import Any

import httpx

from .errors import Cancelled, Replaced

ENDING = frozenset({"cancelled", "withdrawn", "erased", "over"})
"""After these, nobody goes on from what a run has made (`Because` in the bot's callbacks/answers.ts)."""
MOST_WORDS = 500
EXPIRED = "expired"
"""What was asked for is gone; the job is not."""


def words_of(response: httpx.Response) -> str | None:
    """The bot's own sentence; None where it sent none."""
    said = _said(response).get("error")
    return said if isinstance(said, str) and 0 < len(said) <= MOST_WORDS else None


def because_of(response: httpx.Response) -> str | None:
    """Why, for the trainer itself; earlier bots say nothing of it."""
    said = _said(response).get("because")
    return said if isinstance(said, str) else None


def told_to_stop(response: httpx.Response, words: str) -> Cancelled:
    """What a 410 means.

    Args:
        response: The bot's answer.
        words: What the person is told.

    Returns:
        `Replaced`, unless the bot says that nobody goes on with the job: what is forgotten does not come back.
    """
    return Cancelled(words) if because_of(response) in ENDING else Replaced(words)


def _said(response: httpx.Response) -> dict[str, Any]:
    try:
        said = response.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
