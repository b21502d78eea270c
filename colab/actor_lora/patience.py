"""A step that the hub refuses for a moment is taken again: hours of training are not lost for one refused commit."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .errors import RunError, Temporary

Made = TypeVar("Made")


@dataclass(frozen=True)
class Patience:
    """How long and how often something is tried, in seconds."""

    backoff: Sequence[float] = (2, 5, 15, 30, 60)
    most: float = 30 * 60
    """After this, it is given up. The same as the bot waits for the end of a job."""


BEFORE_THE_JOB = Patience(most=5 * 60)
"""Before the job code is used up nothing is lost, and somebody waits. The hub's limits end after five minutes."""


def patiently(
    work: Callable[[], Made],
    *,
    check: Callable[[], None],
    say: Callable[[str], None],
    patience: Patience | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Made:
    """Does a work until it succeeds. It must be one that finds what an earlier try has done already.

    Args:
        work: Raises `Temporary` where another try may help.
        check: Called while it waits; may raise to stop.
        say: Hears why it waits.
        patience: How long it is tried.
        clock: Seconds that only go forwards.
        sleep: Waits.

    Returns:
        What the work returns.

    Raises:
        RunError: The patience ran out, or another try would not help.
        Cancelled: The bot has ended the job meanwhile.
    """
    patience = patience or Patience()
    give_up_at, count = clock() + patience.most, 0
    while True:
        check()
        try:
            return work()
        except Temporary as error:
            if clock() >= give_up_at:
                raise RunError(f"{error} It was tried for {patience.most / 60:.0f} minutes.") from None
            planned = patience.backoff[min(count, len(patience.backoff) - 1)] * random.uniform(0.8, 1.2)
            count += 1
            wait = max(error.wait, planned)
            say(f"{error} Trying again in {wait:.0f} s.")
        until = clock() + wait
        while (left := until - clock()) > 0:
            check()
            sleep(min(left, 1.0))
