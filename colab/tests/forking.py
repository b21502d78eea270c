"""Processes that a test can kill, forked from one that has imported everything already.

To import torch, diffusers and peft takes several processor seconds, which the tests of killed runs would spend dozens
of times. A forked process has a pid, memory and end of its own, like any other.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any


class _Server:
    """The process that is forked."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )
        atexit.register(self._process.communicate)

    def run(self, order: dict[str, Any]) -> int:
        """The exit code of a process that does this."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@cache
def _server() -> _Server:
    return _Server()


def run_forked(asked: dict[str, Any], folder: Path) -> tuple[int, str]:
    """Runs `run_fixtures.main(asked)` in a process of its own in `folder`; its exit code and what it printed."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as said:
        order = {"asked": asked, "folder": str(folder), "environment": dict(os.environ), "said": said.name}
        return _server().run(order), said.read()


def _become(order: dict[str, Any]) -> None:
    """Makes this process the one that was asked for."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    out = os.open(order["said"], os.O_WRONLY | os.O_APPEND)
    os.dup2(nothing, 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    # What was imported may have asked for it already.
    tempfile.tempdir = None


def _serve() -> dict[str, Any]:
    """Forks for each order; returns it in the forked process."""
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(order)
            return order["asked"]
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    raise SystemExit


if __name__ == "__main__":
    import run_fixtures

    run_fixtures.import_everything()
    sys.exit(run_fixtures.main(_serve()))
