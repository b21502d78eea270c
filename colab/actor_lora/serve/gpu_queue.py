"""One thread that uses the GPU, and the line before it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from .refusal import Refusal


@dataclass
class Ticket:
    """A place in the line. `cancelled` is set once the caller has gone away."""

    work: Callable[[threading.Event], Any]
    bounded: bool
    future: Future[Any] = field(default_factory=Future)
    cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Gives the place up; work under way ends at its next step."""
        self.cancelled.set()
        self.future.cancel()


class GpuQueue:
    """Runs one piece of work at a time, in order.

    At most `most_waiting` wait; one more is refused at once, so that a caller with a time limit never waits in vain.
    """

    def __init__(self, most_waiting: int = 16, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_waiting = most_waiting
        self._clock = clock
        self._waiting: deque[Ticket] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        self._running: Ticket | None = None
        self._usual_seconds = 8.0
        self._thread = threading.Thread(target=self._work, name="gpu", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[threading.Event], Any], *, bounded: bool = True) -> Ticket:
        """Puts work at the end of the line.

        Args:
            work: Is called on the queue's thread with an event that is set once the caller has gone away.
            bounded: False for housekeeping, which goes to the front of the line and is never refused.

        Returns:
            The place in the line.

        Raises:
            Refusal: 503 where the line is full, with how long it is likely to take until there is room.
        """
        ticket = Ticket(work, bounded)
        with self._changed:
            if self._stopping:
                raise Refusal(503, "The server is stopping. Try again when it is back.")
            # A caller that went away takes no place.
            waiting = sum(other.bounded and not other.future.cancelled() for other in self._waiting)
            if bounded and waiting >= self._most_waiting:
                raise Refusal(
                    503,
                    f"The queue is full: {waiting} pictures are waiting. Try again in a moment.",
                    retry_after=max(1.0, self._usual_seconds),
                )
            if bounded:
                self._waiting.append(ticket)
            else:
                self._waiting.appendleft(ticket)
            self._changed.notify()
        return ticket

    def state(self) -> dict[str, float | int | bool]:
        """How many wait, and how long a picture takes."""
        with self._changed:
            return {
                "waiting": sum(not ticket.future.cancelled() for ticket in self._waiting),
                "mostWaiting": self._most_waiting,
                "busy": self._running is not None,
                "usualSeconds": round(self._usual_seconds, 2),
            }

    def stop(self) -> None:
        """Ends the work under way at its next step and refuses what waits."""
        with self._changed:
            self._stopping = True
            waiting, self._waiting = list(self._waiting), deque()
            if self._running:
                self._running.cancelled.set()
            self._changed.notify()
        for ticket in waiting:
            if ticket.future.set_running_or_notify_cancel():
                ticket.future.set_exception(Refusal(503, "The server is stopping. Try again when it is back."))
        self._thread.join(timeout=30)

    def _next(self) -> Ticket | None:
        with self._changed:
            self._running = None
            while True:
                while not self._waiting and not self._stopping:
                    self._changed.wait()
                if self._stopping:
                    return None
                ticket = self._waiting.popleft()
                if ticket.future.set_running_or_notify_cancel():
                    self._running = ticket
                    return ticket

    def _work(self) -> None:
        while ticket := self._next():
            began = self._clock()
            try:
                result = ticket.work(ticket.cancelled)
            except BaseException as error:
                ticket.future.set_exception(error)
            else:
                ticket.future.set_result(result)
                if ticket.bounded:
                    self._usual_seconds += 0.3 * (self._clock() - began - self._usual_seconds)
            del ticket
