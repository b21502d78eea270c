"""Checkpoints and samples to the job's branch from a thread of its own: the training never waits for the net."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import RunError
from ..job.events import Reporter
from ..job.job_branch import Branch
from ..training.checkpoint import Checkpoint


@dataclass(frozen=True)
class Sample:
    """A picture made on the way."""

    path: Path
    prompt: str
    seed: int
    step: int


class Uplink:
    """Uploads one thing after another; without a branch it only reports. A failure is said and forgotten."""

    def __init__(self, branch: Branch | None, reporter: Reporter, *, say: Callable[[str], None]) -> None:
        self._branch, self._reporter, self._say = branch, reporter, say
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="uplink")
        self._busy: Future[None] | None = None

    def checkpoint(self, checkpoint: Checkpoint, sample: Sample | None, run: dict[str, Any], *, last: bool) -> None:
        """Takes a checkpoint. While an earlier one is under way, takes only the last.

        Args:
            checkpoint: On the disk.
            sample: Drawn at its step, if one was.
            run: What a resumed run must know.
            last: Whether it is the training's last.
        """
        if self._busy and not self._busy.done():
            if not last:
                return
            self._busy.exception()
        self._busy = self._pool.submit(self._send, checkpoint, sample, run)

    def close(self) -> None:
        """Waits for what is under way."""
        self._pool.shutdown(wait=True)

    def _send(self, checkpoint: Checkpoint, sample: Sample | None, run: dict[str, Any]) -> None:
        try:
            if sample and self._branch:
                path = f"samples/{sample.path.name}"
                commit = self._branch.put(f"Sample at step {sample.step}", {path: sample.path.read_bytes()})
                image = {"path": path, "revision": commit, "prompt": sample.prompt[:500], "seed": sample.seed}
                self._reporter.sample([image])
            revision = self._branch.put_checkpoint(checkpoint, run) if self._branch else None
            self._reporter.checkpoint(checkpoint.step, revision)
        except RunError as error:
            self._say(f"The checkpoint of step {checkpoint.step} is on this machine only: {error}")
        except Exception as error:  # the training goes on without the net
            self._say(f"The checkpoint of step {checkpoint.step} could not be uploaded ({type(error).__name__}).")
