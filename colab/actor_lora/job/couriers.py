"""Delivers events one at a time: to the bot over HTTP, or into `status.json` on a branch of the hub's repo."""

from __future__ import annotations

import email.utils
import json
import time
from collections.abc import Callable
from typing import Protocol

import httpx

from ..clock import is_wrong
from ..errors import Cancelled
from ..turned_away import told_to_stop, words_of
from .events import Event, sign
from .sinks import Courier, Outcome

MOST_EVENTS_IN_STATUS = 60
"""Progress aside: the newest, and many more than a run has in all. The bot reads a status of 1 MiB at most."""


def http_courier(*, url: str, secret: str, client: httpx.Client, now: Callable[[], float] = time.time) -> Courier:
    """Posts events, signed by Standard Webhooks: the id stays over all tries, the timestamp is fresh.

    Args:
        url: Where the bot takes events.
        secret: Signs them.
        client: Sends them.
        now: Seconds since 1970, by the bot's clock as far as its answers have told it.

    Returns:
        A courier to the bot.
    """

    def post(event: Event) -> Outcome:
        body, timestamp = event.body(), int(now())
        headers = {
            "content-type": "application/json",
            "webhook-id": event.id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign(secret, event.id, timestamp, body),
        }
        try:
            response = client.post(url, content=body, headers=headers, timeout=20)
        except httpx.HTTPError:
            return Outcome("retry", "no answer from the bot")
        status = response.status_code
        if 200 <= status < 300:
            return Outcome("accepted")
        if status == 410:
            words = words_of(response) or "The bot said that the job is cancelled or over, so the run stopped."
            return Outcome("gone", ended=told_to_stop(response, words))
        if status == 401 and is_wrong(now() - timestamp):
            return Outcome("retry", "this machine’s clock is wrong")
        why = f"the bot answered {status}"
        if status >= 500 or status in (408, 429):
            return Outcome("retry", why, retry_after(response.headers.get("retry-after"), now()))
        return Outcome("refused", why)

    return post


def retry_after(header: str | None, now: float) -> float:
    """Seconds to wait by a Retry-After header (seconds or a date), at most five minutes."""
    if not header:
        return 0.0
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(header).timestamp() - now
        except ValueError:
            return 0.0
    return max(0.0, min(seconds, 300.0)) if seconds == seconds else 0.0


class BranchStore(Protocol):
    """The job's branch, as the status needs it."""

    def put(self, title: str, files: dict[str, bytes]) -> str:
        """Commits files; returns the commit."""
        ...

    def ended(self) -> Cancelled | None:
        """What tells that the run has to stop; None where it goes on."""
        ...


def branch_courier(
    store: BranchStore,
    *,
    job_id: str,
    attempt: int,
    claim_id: str | None = None,
    now: Callable[[], float] = time.time,
) -> Courier:
    """Writes `status.json` on the job's branch: the events so far, of the progress only the latest.

    The bot polls the file and applies the events in order; their ids and sequence numbers make that repeatable.

    Args:
        store: The job's branch.
        job_id: Whose status it is.
        attempt: Of the job.
        claim_id: Says which notebook writes, because nothing is signed here.
        now: Seconds since 1970.

    Returns:
        A courier to the branch.
    """
    kept: list[Event] = []

    def write(event: Event) -> Outcome:
        if ended := store.ended():
            return Outcome("gone", ended=ended)
        if event not in kept:
            lasting = [old for old in kept if old.type != "progress"]
            kept[:] = [*lasting[-MOST_EVENTS_IN_STATUS:], event]
        status = {
            "jobId": job_id,
            "attempt": attempt,
            **({"claimId": claim_id} if claim_id else {}),
            "updatedAt": int(now() * 1000),
            "events": [{"id": old.id, **old.payload} for old in kept],
        }
        store.put(f"Status: {event.type}", {"status.json": json.dumps(status, ensure_ascii=False, indent=1).encode()})
        return Outcome("accepted")

    return write
