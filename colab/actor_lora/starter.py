"""Ends this process with the one that started it, however that ends: a training must not go on unseen."""

from __future__ import annotations

import os
import signal
import sys
import threading

PATIENCE_SECONDS = 120.0
"""To tell the bot and to end. A guess: the bot may be away."""


def end_with_starter() -> None:
    """Interrupts this process once its stdin ends, which the one that started it holds open and never writes to.

    A signal would not come from one that was killed itself, and Windows has none to send.
    """
    threading.Thread(target=_watch, args=(sys.stdin.fileno(),), name="starter", daemon=True).start()


def _watch(stdin: int) -> None:
    try:
        while os.read(stdin, 4096):
            pass
    except OSError:
        pass
    # What hears a SIGTERM tells the bot before it ends.
    signal.raise_signal(signal.SIGTERM) if os.name == "nt" else os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(PATIENCE_SECONDS)
    os._exit(1)
