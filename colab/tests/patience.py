"""Waiting in tests: a bound ends a test that hangs, and is never what a test is about."""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST_WAIT = 1800.0
"""Seconds. A busy machine may take minutes for what usually takes moments."""


def until(true: Callable[[], object]) -> None:
    """Waits until something has come true."""
    deadline = time.monotonic() + LONGEST_WAIT
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError("it never came true")
        time.sleep(0.01)
