"""Where events go: a queue before a courier, and a file of JSON lines."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..errors import Cancelled, Replaced
from .events import Event

MOST_WAITING = 100
"""Events: many more than come while one is tried. Each names pictures, and holds none."""


@dataclass(frozen=True)
class Outcome:
    """What became of one try: accepted, gone (410), refused for good, or worth another try after `wait` seconds."""

    kind: str
    why: str = ""
    wait: float = 0.0
    ended: Cancelled | None = None
    """Why it is gone."""


class Courier(Protocol):
    """Delivers one event, once."""

    def __call__(self, event: Event) -> Outcome:
        """Delivers the event, or says why not."""
        ...


class QueuedSink:
    """Delivers events in order from a thread of its own, so that training never waits.

    A newer progress replaces a waiting one, and any newer event does; at most one progress in `interval_s`.
    Failed tries are repeated after `backoff_s` with jitter, at least as long as the receiver asked. Ordinary
    events are given up after `tries`, or at once when a terminal one waits; terminal ones after `patience_s`.
    Where too many wait, the oldest goes; the next one repeats its state.
    """

    def __init__(
        self,
        courier: Courier,
        *,
        name: str,
        interval_s: float = 10,
        backoff_s: Sequence[float] = (2, 5, 15, 30, 60),
        patience_s: float = 30 * 60,
        tries: int = 8,
        log: Callable[[str], None] = print,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._courier, self._name, self._log = courier, name, log
        self._interval_s, self._backoff_s, self._patience_s, self._tries = interval_s, backoff_s, patience_s, tries
        self._clock = clock
        self._queue: deque[Event] = deque()
        self._change = threading.Condition()
        self._closing = self._working = False
        self._ended: Cancelled | None = None
        self._accepted_last = True
        self._progress_at = float("-inf")
        self._thread = threading.Thread(target=self._work, name=f"events to {name}", daemon=True)
        self._thread.start()

    @property
    def ended(self) -> Cancelled | None:
        """What the receiver said, where the run has to stop."""
        return self._ended

    def offer(self, event: Event) -> None:
        """Queues an event; one that follows a waiting progress replaces it."""
        with self._change:
            if self._ended:
                return
            if self._queue and self._queue[-1].type == "progress":
                self._queue.pop()
            self._queue.append(event)
            if len(self._queue) > MOST_WAITING:
                self._queue.popleft()
            self._change.notify_all()

    def close(self) -> bool:
        """Waits for what is queued; whether the last event that counts was accepted."""
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._thread.join()
        return self._accepted_last and not self._ended

    def _work(self) -> None:
        while event := self._next():
            accepted = self._deliver(event)
            if event.terminal or not accepted:
                self._accepted_last = accepted
            elif event.type != "progress":
                self._accepted_last = True

    def _next(self) -> Event | None:
        """The next event that is due; None when closed and empty."""
        with self._change:
            while True:
                if self._ended:
                    self._queue.clear()
                if not self._queue:
                    if self._closing or self._ended:
                        return None
                    self._change.wait()
                    continue
                due = self._progress_at + self._interval_s
                if self._queue[0].type == "progress" and len(self._queue) == 1:
                    if self._closing:
                        # Nothing comes behind it, and an old progress is of no use.
                        self._queue.clear()
                        continue
                    if (left := due - self._clock()) > 0:
                        self._change.wait(left)
                        continue
                event = self._queue.popleft()
                if event.type == "progress":
                    self._progress_at = self._clock()
                return event

    def _deliver(self, event: Event) -> bool:
        give_up_at = self._clock() + self._patience_s
        count = 0
        while True:
            count += 1
            outcome = self._try(event)
            if outcome.kind == "accepted":
                return True
            if outcome.kind == "gone":
                with self._change:
                    self._ended = outcome.ended or Replaced("The job goes on without this run.")
                    self._change.notify_all()
                return False
            if outcome.kind == "refused":
                self._log(f"training.{event.type} was not accepted by {self._name}: {outcome.why}.")
                return False
            over = self._clock() >= give_up_at if event.terminal else count >= self._tries
            if over or self._superseded(event):
                self._log(f"training.{event.type} given up after {count} tries: {outcome.why}.")
                return False
            planned = self._backoff_s[min(count, len(self._backoff_s)) - 1]
            wait = max(outcome.wait, planned * random.uniform(0.8, 1.2))
            self._log(f"training.{event.type}: {outcome.why}; trying again in {wait:.1f} s.")
            self._pause(wait, event)

    def _try(self, event: Event) -> Outcome:
        try:
            return self._courier(event)
        except Exception as error:  # a fault here must never reach the training
            return Outcome("retry", f"{self._name}: {type(error).__name__}")

    def _superseded(self, event: Event) -> bool:
        """Whether something newer makes this one not worth another try."""
        with self._change:
            if event.terminal:
                return False
            if self._closing:
                return True
            return any(event.type == "progress" or waiting.terminal for waiting in self._queue)

    def _pause(self, seconds: float, event: Event) -> None:
        """Waits, but no longer than until something newer has made `event` pointless."""
        until = self._clock() + seconds
        with self._change:
            while (left := until - self._clock()) > 0:
                if not event.terminal and (self._closing or any(waiting.terminal for waiting in self._queue)):
                    return
                self._change.wait(left)


class JsonLinesSink:
    """Appends every event to a file; the notebook draws its chart from it."""

    ended = None

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)

    def offer(self, event: Event) -> None:
        """Appends the event. A full disk does not end the training."""
        try:
            with self._path.open("ab") as file:
                file.write(json.dumps({"id": event.id, **event.payload}).encode() + b"\n")
        except OSError:
            pass

    def close(self) -> bool:
        """Nothing waits here."""
        return True
