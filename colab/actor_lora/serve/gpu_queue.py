"""One thread that uses the GPU, and the line before it; work of one kind is done together."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from .refusal import Refusal


@dataclass(frozen=True)
class Part:
    """What one caller wants of work that may be done for several at once."""

    kind: Hashable
    """Parts of the same kind may be done together."""
    wanted: Any
    work: Callable[[Sequence[Any], Sequence[threading.Event]], Sequence[Any]]
    """Gets what is wanted of all parts, and whether their callers have gone; returns a result for each, or the
    exception that its caller gets."""


@dataclass
class Ticket:
    """A place in the line. `cancelled` is set once the caller has gone away."""

    work: Callable[[threading.Event], Any] | Part
    bounded: bool
    future: Future[Any] = field(default_factory=Future)
    cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Gives the place up; work under way ends at its next step."""
        self.cancelled.set()
        self.future.cancel()


class GpuQueue:
    """Runs one piece of work at a time, in order. With a part go those of its kind that wait behind it.

    At most `most_waiting` wait; one more is refused at once, so that a caller with a time limit never waits in vain.
    """

    def __init__(
        self, most_waiting: int = 16, *, most_together: int = 1, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most_together = most_together
        self._most_waiting = most_waiting
        self._clock = clock
        self._waiting: deque[Ticket] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        self._running: list[Ticket] = []
        self._usual_seconds = 8.0
        self._thread = threading.Thread(target=self._work, name="gpu", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[threading.Event], Any] | Part, *, bounded: bool = True) -> Ticket:
        """Puts work at the end of the line.

        Args:
            work: Is called on the queue's thread with an event that is set once the caller has gone away; or a part of
                what is done for several callers at once.
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
                "busy": bool(self._running),
                "mostTogether": self.most_together,
                "usualSeconds": round(self._usual_seconds, 2),
            }

    def stop(self) -> None:
        """Ends the work under way at its next step and refuses what waits."""
        with self._changed:
            self._stopping = True
            waiting, self._waiting = list(self._waiting), deque()
            for ticket in self._running:
                ticket.cancelled.set()
            self._changed.notify()
        for ticket in waiting:
            if ticket.future.set_running_or_notify_cancel():
                ticket.future.set_exception(Refusal(503, "The server is stopping. Try again when it is back."))
        self._thread.join(timeout=30)

    def _next(self) -> list[Ticket]:
        """What is done next, all of one kind; empty once the queue stops."""
        with self._changed:
            self._running = []
            while True:
                while not self._waiting and not self._stopping:
                    self._changed.wait()
                if self._stopping:
                    return []
                first = self._waiting.popleft()
                if first.future.set_running_or_notify_cancel():
                    break
            self._running = [first]
            if isinstance(first.work, Part):
                for ticket in list(self._waiting):
                    if len(self._running) >= self.most_together:
                        break
                    if isinstance(ticket.work, Part) and ticket.work.kind == first.work.kind:
                        self._waiting.remove(ticket)
                        if ticket.future.set_running_or_notify_cancel():
                            self._running.append(ticket)
            return list(self._running)

    def _work(self) -> None:
        while tickets := self._next():
            began = self._clock()
            for ticket, result in zip(tickets, _done(tickets), strict=True):
                if isinstance(result, BaseException):
                    ticket.future.set_exception(result)
                else:
                    ticket.future.set_result(result)
                    if ticket.bounded:
                        seconds = (self._clock() - began) / len(tickets)
                        self._usual_seconds += 0.3 * (seconds - self._usual_seconds)
            # A ticket that is let go of only with the next one would keep its picture.
            del tickets, ticket, result


def _done(tickets: Sequence[Ticket]) -> Sequence[Any]:
    """A result or an exception for each ticket."""
    work = tickets[0].work
    try:
        if not isinstance(work, Part):
            return [work(tickets[0].cancelled)]
        wanted = [ticket.work.wanted for ticket in tickets if isinstance(ticket.work, Part)]
        return work.work(wanted, [ticket.cancelled for ticket in tickets])
    except BaseException as error:
        return [error] * len(tickets)
