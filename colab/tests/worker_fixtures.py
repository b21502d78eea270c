"""A worker beside a bot, in this process or, to be killed, in one of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from patience import LONGEST_WAIT
from workers_bot import key_of

from actor_lora.serve.catalogue import Catalogue
from actor_lora.worker.key import read_key
from actor_lora.worker.machine import Machine
from actor_lora.worker.reports import Timing
from actor_lora.worker.trainings import TrainerSettings
from actor_lora.worker.worker import Worker

SOON = Timing(
    poll=1,
    beat=0.05,
    answer=LONGEST_WAIT,
    upload=LONGEST_WAIT,
    backoff=(0.01,),
    deliver=LONGEST_WAIT,
    grace=LONGEST_WAIT,
    trainer_grace=LONGEST_WAIT,
)
CALL = {"width": 16, "height": 16, "num_inference_steps": 2, "guidance_scale": 5, "seed": 7}


def call(**parameters: Any) -> dict[str, Any]:
    return {"inputs": "photo of a person", "parameters": {**CALL, **parameters}}


def machine_of(base: Path | str, *, trains: bool = False) -> Machine:
    return Machine("attic", "cpu", "CPU", 0, Catalogue({"tiny/sd15": str(base)}), trains)


def worker_at(
    url: str,
    base: Path | str,
    runs: Path,
    *,
    keys: tuple[str, ...] = ("aaaaaaaaaa",),
    timing: Timing = SOON,
    command: Sequence[str] | None = None,
) -> Worker:
    """`command` trains in the place of `actor-lora train`; without one, the worker only draws."""
    trainer = TrainerSettings(runs, "cpu", {}, **({"command": command} if command else {}))
    return Worker(
        url,
        [read_key(key_of(key)) for key in keys],
        machine=machine_of(base, trains=bool(command)),
        trainer=trainer,
        timing=timing,
    )


class Running:
    """A worker on a thread."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.ended: BaseException | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.worker.run(self._stop)
        except BaseException as error:
            self.ended = error

    def tell_to_stop(self) -> None:
        self._stop.set()

    def wait(self) -> BaseException | None:
        self._thread.join(LONGEST_WAIT)
        assert not self._thread.is_alive()
        return self.ended

    def stop(self) -> BaseException | None:
        self.tell_to_stop()
        return self.wait()
