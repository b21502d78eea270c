"""Tells the bot how work ended, as often as it takes, and the owner what is in the way, once."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..serve.refusal import Refusal
from .bot import Answer, Bot
from .trouble import KeyRefused, Trouble

log = logging.getLogger("actor_lora.worker")

SAY_AGAIN_SECONDS = 3600.0
"""The same trouble is a line an hour, not a line a try."""
MOST_WORDS = 2_000
MOST_WAIT = 3600.0
"""These two: what the bot takes."""
MOST_APART = 64
"""Of work that was not taken, at once. Beyond it nothing is said: the bot notices when the lease ends."""


@dataclass(frozen=True)
class Timing:
    """How patient it is, in seconds."""

    poll: float = 25
    """How long the bot may keep an ask that it has no work for."""
    beat: float = 15
    answer: float = 30
    upload: float = 120
    backoff: tuple[float, ...] = (1, 2, 5, 10, 20, 40, 60)
    deliver: float = 600
    """By then the lease has long ended."""
    grace: float = 30
    """For pictures in hand, once it is told to stop."""
    trainer_grace: float = 90
    """For a trainer, to tell the bot."""

    def waits(self) -> Iterator[float]:
        """Between tries, for ever; with jitter, so that many workers do not come back in the same moment."""
        number = 0
        while True:
            yield self.backoff[min(number, len(self.backoff) - 1)] * random.uniform(0.8, 1.2)
            number += 1


@dataclass
class InHand:
    """Work that was taken."""

    id: str
    kind: str
    beat: float
    """Seconds after which its lease is to be renewed."""
    gone: threading.Event = field(default_factory=threading.Event)
    """Set once it is to end: nobody waits for it, or this machine stops."""
    wanted: bool = True
    """Whether the bot still waits for an answer."""


class Reports:
    """What one key's work came to."""

    def __init__(
        self,
        bot: Bot,
        worker: str,
        timing: Timing,
        *,
        refused: Callable[[KeyRefused], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`refused` hears that the bot no longer accepts the key."""
        self._bot, self._worker, self._timing, self._refused, self._clock = bot, worker, timing, refused, clock
        self._lock = threading.Lock()
        self._over = False
        self._apart = threading.BoundedSemaphore(MOST_APART)
        self._trouble: str | None = None
        self._said_at = 0.0

    def result(self, held: InHand, body: bytes, headers: dict[str, str]) -> Answer | None:
        """Brings what came out; None where nobody is to be told."""
        path = f"/workers/work/{held.id}/result"
        return self._deliver(held, lambda: self._bot.post(path, body, headers, seconds=self._timing.upload))

    def fail(self, held: InHand, refusal: Refusal, *, handed_back: bool = False) -> None:
        """Says why nothing came out; `handed_back` where another worker may do it at once."""
        said: dict[str, Any] = {
            "worker": self._worker,
            "status": refusal.status,
            "error": refusal.sentence[:MOST_WORDS],
        }
        wait = refusal.retry_after if refusal.retry_after is not None else refusal.estimated_time
        if wait is not None:
            said["retryAfterS"] = min(wait, MOST_WAIT)
        if handed_back:
            said["handedBack"] = True
        path = f"/workers/work/{held.id}/failed"
        self._deliver(held, lambda: self._bot.say(path, said, seconds=self._timing.answer))

    def fail_apart(self, work_id: str, refusal: Refusal, *, handed_back: bool = False) -> None:
        """The same of work that was not taken, without holding up the asking."""
        if not self._apart.acquire(blocking=False):
            return

        def fail() -> None:
            try:
                self.fail(InHand(work_id, "", 0), refusal, handed_back=handed_back)
            finally:
                self._apart.release()

        threading.Thread(target=fail, name="apart", daemon=True).start()

    def say(self, trouble: Trouble) -> None:
        """Tells the owner, unless it was the last thing told."""
        with self._lock:
            now = self._clock()
            if trouble.words == self._trouble and now - self._said_at < SAY_AGAIN_SECONDS:
                return
            self._trouble, self._said_at = trouble.words, now
        log.warning("%s Trying again until it works.", trouble.words)

    def say_well(self) -> None:
        """Tells the owner that the trouble is over, if there was any."""
        with self._lock:
            before, self._trouble = self._trouble, None
        if before:
            log.info("The bot answers again.")

    def _deliver(self, held: InHand, send: Callable[[], Answer]) -> Answer | None:
        until, waits = self._clock() + self._timing.deliver, self._timing.waits()
        while held.wanted and not self._over:
            try:
                answer = send()
                if answer.status == 200:
                    raise Trouble("What answers there is not the bot. Is there a proxy or a login page in between?")
            except KeyRefused as refused:
                self._over = True
                self._refused(refused)
            except Trouble as trouble:
                self.say(trouble)
                if self._clock() > until:
                    break
                time.sleep(max(trouble.wait, next(waits)))
            else:
                self.say_well()
                if answer.status == 410:
                    log.info("%s: the bot has given it to somebody else, or nobody waits for it", held.id)
                return answer
        return None
