"""How fast it goes, and a line that shows it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

AT_ONCE = 0.01
"""Seconds; steps that are told closer together were done before."""


class Pace:
    """Steps a second, smoothed, and the seconds that are left. The first step warms up and does not count."""

    def __init__(self, total: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.rate: float | None = None
        self._clock = clock
        self._last: float | None = None
        self._step = self._counted = 0

    def tick(self, step: int) -> None:
        """Step `step` has just ended."""
        now, self._step = self._clock(), step
        if self._last is None or step < self._counted:
            self._last, self._counted = now, step
            return
        # Steps are told several at once.
        if now - self._last < AT_ONCE:
            return
        steps, seconds = step - self._counted, now - self._last
        self._last, self._counted = now, step
        # Seconds are averaged, not rates: that is what an ETA is made of.
        kept = 0.95**steps
        self.rate = steps / seconds if self.rate is None else 1 / (kept / self.rate + (1 - kept) * seconds / steps)

    def pause(self) -> None:
        """What happens until the next step is no part of it."""
        self._last = None

    @property
    def eta(self) -> float | None:
        """Seconds until the last step."""
        return (self.total - self._step) / self.rate if self.rate else None


class ProgressLine:
    """One line that is rewritten on a terminal or in a notebook, and a line in a while in a log."""

    def __init__(self, *, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty() or "ipykernel" in sys.modules
        self._clock = clock
        self._shown = float("-inf")
        self._open = False

    def show(self, step: int, total: int, loss: float, pace: Pace) -> None:
        """Shows the bar, if enough time has passed since the last one."""
        now = self._clock()
        if now - self._shown < (0.5 if self._live else 15) and step != total:
            return
        self._shown = now
        line = bar(step, total, loss, pace)
        self._stream.write(f"\r{line}\x1b[K" if self._live else f"{line}\n")
        self._stream.flush()
        self._open = self._live

    def say(self, words: str) -> None:
        """A sentence below the bar."""
        if self._open:
            self._stream.write("\n")
            self._open = False
        self._stream.write(f"{words}\n")
        self._stream.flush()


def bar(step: int, total: int, loss: float, pace: Pace) -> str:
    """The bar as text, such as `███▌      350/1000  loss 0.1234  2.31 it/s  4:41 left`."""
    done = step / total if total else 1.0
    whole = int(done * 20)
    blocks = "█" * whole + ("▌" if done * 20 - whole >= 0.5 else "")
    speed = "" if pace.rate is None else f"  {pace.rate:.2f} it/s" if pace.rate >= 1 else f"  {1 / pace.rate:.1f} s/it"
    left = "" if pace.eta is None else f"  {duration(pace.eta)} left"
    return f"{blocks:<20} {step}/{total}  loss {loss:.4f}{speed}{left}"


def duration(seconds: float) -> str:
    """`4:41` or `1:04:41`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
