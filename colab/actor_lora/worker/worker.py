"""A machine that is lent to the servers of some keys, until it is told to stop or no key is good any more."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence

import httpx

from ..serve.engine import Engine, EngineSettings
from ..serve.lora_store import LoraHub, LoraStore
from .bot import Bot
from .hands import Hands
from .key import WorkerKey
from .machine import Machine
from .reports import Timing
from .shift import Shift
from .trainings import TrainerSettings, remove_old
from .weights import BotWeights

log = logging.getLogger("actor_lora.worker")

MOST_WAITING = 64
"""Pictures in the engine's line: the bot is told how many places there are, so this is only a bound."""
TIDY_SECONDS = 3600.0
LAST_WORDS_SECONDS = 5.0
"""For what is handed back, before the process ends."""


class Worker:
    """Draws and trains for all keys together."""

    def __init__(
        self,
        address: str,
        keys: Sequence[WorkerKey],
        *,
        machine: Machine,
        trainer: TrainerSettings,
        together: int = 4,
        bases: int = 2,
        timing: Timing | None = None,
        client: httpx.Client | None = None,
        engine: Callable[[LoraStore], Engine] | None = None,
    ) -> None:
        """`engine` makes the engine around a store of LoRAs; by default one for the machine."""
        self._timing = timing or Timing()
        self._runs = trainer.runs
        self._client = client or httpx.Client(follow_redirects=False)
        weights = BotWeights(address, client=self._client)
        self.engine = (engine or _engine_of(machine, together, bases))(_store(weights))
        self._hands = Hands(
            pictures=together, trains=machine.trains, roomy=machine.roomy, make_room=self.engine.pool.let_go
        )
        worker = str(uuid.uuid4())
        self._shifts = [
            Shift(
                Bot(address, key, worker=worker, client=self._client),
                worker=worker,
                machine=machine,
                hands=self._hands,
                engine=self.engine,
                weights=weights,
                trainer=trainer,
                timing=self._timing,
            )
            for key in keys
        ]

    def run(self, stop: threading.Event) -> None:
        """Works until it is told to stop.

        Args:
            stop: Set by who wants it to end; a picture in hand is then drawn, a training interrupted.

        Raises:
            KeyRefused: The bot accepts none of the keys any more.
        """
        for shift in self._shifts:
            shift.start()
        self._stay(stop)
        if any(shift.busy for shift in self._shifts):
            log.info("Stopping: what is in hand is ended or handed back.")
        for shift in self._shifts:
            shift.stop_asking()
            shift.end_trainings()
        self._wait(self._timing.grace, lambda busy: "image" in busy)
        for shift in self._shifts:
            shift.end_all()
        self._wait(self._timing.trainer_grace, lambda busy: "training" in busy)
        self._wait(LAST_WORDS_SECONDS, bool)
        for shift in self._shifts:
            shift.say_bye()
        self.engine.stop()
        if not stop.is_set():
            raise next(shift.refused for shift in self._shifts if shift.refused)

    @property
    def refused(self) -> list[str]:
        """Ids of the keys that the bot does not accept any more."""
        return [shift.bot.key.id for shift in self._shifts if shift.refused]

    def _stay(self, stop: threading.Event) -> None:
        told: list[str] = []
        tidied = float("-inf")
        while not stop.wait(0.5):
            for shift in self._shifts:
                if shift.refused and shift.bot.key.id not in told:
                    log.error("%s", shift.refused)
            told = self.refused
            if len(told) == len(self._shifts):
                return
            # Not while something is trained: it may be reading what looks old.
            training = any("training" in shift.busy for shift in self._shifts)
            if time.monotonic() - tidied > TIDY_SECONDS and not training:
                tidied = time.monotonic()
                if removed := remove_old(self._runs):
                    log.info("Removed what was left of %d trainings that nobody resumed.", removed)

    def _wait(self, seconds: float, still: Callable[[set[str]], bool]) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and still({kind for shift in self._shifts for kind in shift.busy}):
            time.sleep(0.05)


def _engine_of(machine: Machine, together: int, bases: int) -> Callable[[LoraStore], Engine]:
    settings = EngineSettings(
        most_waiting=MOST_WAITING, most_bases=bases, most_together=together, device=machine.device
    )
    return lambda loras: Engine(machine.catalogue, settings, loras=loras)


def _store(weights: LoraHub) -> LoraStore:
    return LoraStore(weights)
