"""A worker's time for one key: it asks for work, does it, says that it is alive, and hands back what it cannot end."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable

from .. import __version__
from ..serve.drawing import Abandoned
from ..serve.engine import Engine
from ..serve.refusal import Refusal
from .bot import Answer, Bot
from .hands import Hands
from .machine import Machine
from .pictures import draw
from .reports import InHand, Reports, Timing
from .trainings import TrainerSettings, Training
from .trouble import KeyRefused, Trouble
from .weights import BotWeights
from .wire import ImageWork, Orders, TrainingWork, Work, read_orders

log = logging.getLogger("actor_lora.worker")

EMPTY_PAUSE = 1.0
"""Seconds between two asks where the bot answers at once that there is nothing."""


class Shift:
    """One key's asking, working and reporting."""

    def __init__(
        self,
        bot: Bot,
        *,
        worker: str,
        machine: Machine,
        hands: Hands,
        engine: Engine,
        weights: BotWeights,
        trainer: TrainerSettings,
        timing: Timing,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.bot, self._worker, self._machine, self._hands = bot, worker, machine, hands
        self._engine, self._weights, self._trainer = engine, weights, trainer
        self._timing, self._clock = timing, clock
        self._held: dict[str, InHand] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._reports = Reports(bot, worker, timing, refused=self._give_up, clock=clock)
        self.refused: KeyRefused | None = None
        """Why this key is of no use any more."""
        self._threads = [
            threading.Thread(target=self._whatever_happens, args=(run,), name=name, daemon=True)
            for name, run in (("asks", self._ask_on), ("beats", self._beat_on))
        ]

    def start(self) -> None:
        """Begins to ask."""
        for thread in self._threads:
            thread.start()

    def stop_asking(self) -> None:
        """Takes no more work. What the bot sends on an ask that is under way is handed back."""
        self._stopping.set()

    def end_trainings(self) -> None:
        """Asks the trainer to end; it tells the bot."""
        self._let_go(lambda held: held.kind == "training")

    def end_all(self) -> None:
        """Ends everything in hand; pictures are handed back."""
        self._let_go(lambda held: True)

    @property
    def busy(self) -> set[str]:
        """The kinds of work in hand."""
        with self._lock:
            return {held.kind for held in self._held.values()}

    def say_bye(self) -> None:
        """Tells the bot that this worker is gone; no harm where it does not hear it."""
        if self.refused:
            return
        try:
            self.bot.say("/workers/bye", {"worker": self._worker}, seconds=5)
        except (Trouble, KeyRefused):
            log.info("The bot could not be told that this worker ends; it will notice within a minute.")

    def _let_go(self, which: Callable[[InHand], bool]) -> None:
        with self._lock:
            for held in self._held.values():
                if which(held):
                    held.gone.set()

    def _whatever_happens(self, run: Callable[[], None]) -> None:
        """Begins anew after a fault of our own: a thread that is gone would look like a worker with nothing to do."""
        waits = self._timing.waits()
        while True:
            try:
                return run()
            except Exception:
                log.exception("The worker met a fault of its own and goes on.")
                time.sleep(next(waits))

    def _ask_on(self) -> None:
        waits = self._timing.waits()
        while not self._stopping.is_set() and not self.refused:
            free = self._hands.free()
            if not any(free.values()):
                self._hands.wait_for_room(1.0)
                continue
            began = self._clock()
            try:
                orders = self._ask(free)
            except KeyRefused as refused:
                self._give_up(refused)
                return
            except Trouble as trouble:
                self._reports.say(trouble)
                self._stopping.wait(max(trouble.wait, next(waits)))
                continue
            self._reports.say_well()
            waits = self._timing.waits()
            self._heed(orders)
            # Pictures first: a training that was taken leaves no room for them.
            for work in sorted(orders.work, key=lambda work: isinstance(work, TrainingWork)):
                self._begin(work)
            if not orders.work and self._clock() - began < EMPTY_PAUSE:
                self._stopping.wait(min(EMPTY_PAUSE, self._timing.poll))

    def _ask(self, free: dict[str, int]) -> Orders:
        machine, poll = self._machine, self._timing.poll
        said = {
            "worker": self._worker,
            "name": machine.name,
            "version": __version__,
            "device": machine.label,
            "memoryBytes": machine.memory_bytes,
            "bases": list(machine.catalogue.sources),
            "loaded": self._engine.pool.state()["loaded"],
            "kinds": machine.kinds,
            "free": free,
            "waitS": poll,
        }
        return _orders(self.bot.say("/workers/work", said, seconds=poll + self._timing.answer))

    def _heed(self, orders: Orders) -> None:
        for repo in orders.forget:
            self._engine.loras.forget(repo)
        with self._lock:
            for work_id in orders.cancelled:
                if held := self._held.get(work_id):
                    held.wanted = False
                    held.gone.set()

    def _begin(self, work: Work) -> None:
        if not isinstance(work, (ImageWork, TrainingWork)):
            self._reports.fail_apart(work.id, Refusal(422, "This worker does not know such work. Update it."))
            return
        with self._lock:
            if work.id in self._held:
                # Handed out twice: the answer to the first is the answer to both.
                return
        if self._stopping.is_set() or not self._hands.take(work.kind):
            self._reports.fail_apart(work.id, Refusal(503, "This worker has no room for it."), handed_back=True)
            return
        held = InHand(work.id, work.kind, min(self._timing.beat, work.lease_s / 4))
        with self._lock:
            self._held[work.id] = held
        threading.Thread(target=self._work, args=(work, held), name=work.id, daemon=True).start()

    def _work(self, work: ImageWork | TrainingWork, held: InHand) -> None:
        began = self._clock()
        try:
            self._draw(work, held) if isinstance(work, ImageWork) else self._train(work, held)
            how = "ended" if held.wanted else "not wanted any more"
            log.info("%s: %s (%.1f s)", work.id, how, self._clock() - began)
        except Abandoned:
            if held.wanted:
                self._reports.fail(held, Refusal(503, "The worker is stopping."), handed_back=True)
            log.info("%s: %s", work.id, "handed back" if held.wanted else "not wanted any more")
        except Refusal as refusal:
            log.info("%s: refused (%d)", work.id, refusal.status)
            self._reports.fail(held, refusal)
        except Exception:
            log.exception("%s: failed", work.id)
            self._reports.fail(held, Refusal(500, "The worker could not do it; its log has the reason."))
        finally:
            with self._lock:
                self._held.pop(work.id, None)
            self._hands.lay_down(work.kind)

    def _draw(self, work: ImageWork, held: InHand) -> None:
        picture = draw(self._engine, self._weights, work.call, held.gone)
        answer = self._reports.result(held, picture, {"content-type": "image/png"})
        if answer and answer.status in (413, 422):
            log.warning("%s: not taken (%d): %s", work.id, answer.status, answer.words)
            self._reports.fail(held, Refusal(422, "The bot does not take the picture that came out."))

    def _train(self, work: TrainingWork, held: InHand) -> None:
        self._hands.empty_for_training(held.gone)
        training = Training(work, self._trainer, self.bot.address)
        threading.Thread(target=self._end_on_demand, args=(held, training), name="end", daemon=True).start()
        try:
            ended = training.wait()
        finally:
            stopped = held.gone.is_set()
            # Ends the thread that waits for it, too.
            held.gone.set()
        if not held.wanted:
            return
        if ended.reported:
            body = json.dumps({"worker": self._worker, "exitCode": ended.code}).encode()
            self._reports.result(held, body, {"content-type": "application/json"})
        elif stopped:
            raise Abandoned
        else:
            raise Refusal(422 if ended.code == 2 else 500, ended.words)

    def _end_on_demand(self, held: InHand, training: Training) -> None:
        held.gone.wait()
        training.end(self._timing.trainer_grace)

    def _beat_on(self) -> None:
        """Renews leases, as long as anything is in hand, and hears what is not wanted any more."""
        while not self.refused:
            with self._lock:
                running = list(self._held)
                beat = min((held.beat for held in self._held.values()), default=self._timing.beat)
            if running:
                try:
                    said = {"worker": self._worker, "running": running}
                    self._heed(_orders(self.bot.say("/workers/alive", said, seconds=self._timing.answer)))
                    self._reports.say_well()
                except KeyRefused as refused:
                    self._give_up(refused)
                    return
                except Trouble as trouble:
                    self._reports.say(trouble)
            time.sleep(beat if running else min(beat, 1.0))

    def _give_up(self, refused: KeyRefused) -> None:
        """The key was revoked: nothing of that server is worked on any more."""
        self.refused = refused
        self._stopping.set()
        self.end_all()


def _orders(answer: Answer) -> Orders:
    if answer.status == 204:
        return Orders([], [], [])
    if answer.status != 200:
        raise Trouble(answer.words)
    return read_orders(answer.content)
