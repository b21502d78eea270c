"""Asks the bot something in the job's name: signed like an event, tried again with patience."""

from __future__ import annotations

import json
import random
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from ..clock import is_wrong
from ..errors import RunError
from ..turned_away import told_to_stop, words_of
from .couriers import retry_after
from .events import sign

Answer = TypeVar("Answer")

FEW_TRIES = 4
"""For what is hardly going to be better the next time."""


class Again(Exception):
    """Worth another try, after `wait` seconds at least. `few` where it will hardly help."""

    def __init__(self, why: str, *, wait: float = 0.0, few: bool = False) -> None:
        super().__init__(why)
        self.why, self.wait, self.few = why, wait, few


@dataclass(frozen=True)
class Patience:
    """How long and how often something is tried, in seconds."""

    backoff: Sequence[float]
    most: float
    """After this, it is given up."""


@dataclass(frozen=True)
class Caller:
    """In whose name the bot is asked."""

    job_id: str
    attempt: int
    secret: str


class BotCalls:
    """The bot, asked by one job. What goes wrong never repeats an address: some are as good as keys."""

    def __init__(
        self,
        caller: Caller,
        *,
        client: httpx.Client,
        check: Callable[[], None],
        say: Callable[[str], None],
        now: Callable[[], float] = time.time,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`check` is called while it waits, and may raise to stop; `now` is the bot's time, as far as it is known."""
        self.client = client
        self._caller, self._check, self._say = caller, check, say
        self._now, self._clock, self._sleep = now, clock, sleep

    def ask(self, url: str, kind: str, said: Mapping[str, Any], *, few: Sequence[int] = ()) -> dict[str, Any]:
        """Asks once.

        Args:
            url: The bot's address for this.
            kind: What the request is, so that its signature is good for nothing else.
            said: The request.
            few: Statuses that are worth a few more tries, though they are refusals.

        Returns:
            The answer.

        Raises:
            Again: It is worth another try.
            Cancelled: The job is over, or goes on elsewhere.
            RunError: The bot refused.
        """
        caller = self._caller
        whole = {"type": f"training.{kind}", "jobId": caller.job_id, "attempt": caller.attempt, **said}
        body = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
        # Another id for each try: the bot answers none twice.
        message_id, timestamp = f"{kind}-{secrets.token_hex(12)}", int(self._now())
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign(caller.secret, message_id, timestamp, body),
        }
        try:
            response = self.client.post(url, content=body, headers=headers, timeout=120)
        except httpx.HTTPError:
            raise Again("no answer from the bot") from None
        status = response.status_code
        if status == 200:
            return _object(response)
        words = words_of(response) or f"The bot answered {status}."
        if status == 410:
            raise told_to_stop(response, words)
        if status == 401 and is_wrong(self._now() - timestamp):
            raise Again("this machine’s clock is wrong")
        if status in (408, 409, 429) or status >= 500 or status in few:
            wait = retry_after(response.headers.get("retry-after"), self._now())
            raise Again(words.rstrip("."), wait=wait, few=status in few or status == 409)
        raise RunError(words)

    def patiently(self, what: str, patience: Patience, work: Callable[[], Answer]) -> Answer:
        """Does a work until it succeeds.

        Args:
            what: What is done, for a sentence.
            patience: How long it is tried.
            work: Raises `Again` where another try may help.

        Returns:
            What the work returns.

        Raises:
            RunError: The patience ran out.
        """
        give_up_at, count, few = self._clock() + patience.most, 0, 0
        while True:
            self._check()
            try:
                return work()
            except Again as again:
                count += 1
                few += again.few
                if few >= FEW_TRIES or self._clock() >= give_up_at:
                    raise RunError(f"Could not {what}: {again.why}.") from None
                planned = patience.backoff[min(count, len(patience.backoff)) - 1]
                wait = max(again.wait, planned * random.uniform(0.8, 1.2))
                self._say(f"Could not {what} yet: {again.why}; trying again in {wait:.1f} s.")
                self._pause(wait)

    def _pause(self, seconds: float) -> None:
        until = self._clock() + seconds
        while (left := until - self._clock()) > 0:
            self._check()
            self._sleep(min(left, 1.0))


def _object(response: httpx.Response) -> dict[str, Any]:
    try:
        said = response.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Again("the bot did not answer with JSON")
    return said
