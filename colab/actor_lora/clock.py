"""The time by those who are asked: signatures and codes count by their clock, and a machine's own may be wrong."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx

CLOCK_SECONDS = 240
"""By more than this, a clock is wrong: the bot takes messages of the last five minutes."""


class ServerClock:
    """The time of a server, by the dates of its answers; this machine's until it has answered.

    Its `hear` is a hook for the answers of an httpx client.
    """

    def __init__(
        self, address: str | None = None, *, say: Callable[[str], None] | None = None, who: str = "the bot"
    ) -> None:
        """`address`: whose answers count; None for all of a client's. `say` hears once that the clocks differ."""
        self._host = urlsplit(address).netloc if address else None
        self._say, self._who = say, who
        self._ahead = 0.0

    def __call__(self) -> float:
        """Seconds since 1970."""
        return _local() + self._ahead

    def hear(self, response: httpx.Response) -> None:
        """Takes the time of an answer. Dates are in whole seconds, so what differs by less is left as it is."""
        if self._host and response.request.url.netloc.decode() != self._host:
            return
        date = moment_of(response.headers.get("date"))
        # A cache on the way gives the date of long ago, and says how long.
        if date is None or response.headers.get("age", "0") != "0":
            return
        off = _local() - date
        is_new = is_wrong(off) and not self._ahead
        self._ahead = -off if is_wrong(off) else 0.0
        if is_new and self._say:
            self._say(f"This machine’s clock is {how_wrong(off)}; {self._who}’s counts.")


def moment_of(date: str | None) -> float | None:
    """Seconds since 1970 of a `Date` header; None where it is none."""
    try:
        return email.utils.parsedate_to_datetime(date or "").timestamp()
    except ValueError:
        return None


def is_wrong(off: float) -> bool:
    """Whether a clock that is off by so many seconds makes signatures useless."""
    return abs(off) >= CLOCK_SECONDS


def how_wrong(off: float) -> str:
    """So many seconds in words, such as `60 minutes fast`."""
    return f"{abs(off) / 60:.0f} minutes {'fast' if off > 0 else 'slow'}"


def _local() -> float:
    return time.time()
