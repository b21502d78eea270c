"""A world for whole runs: a bot and a hub over HTTP, three drawn photos and a tiny base."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from bot_double import BotDouble
from conftest import drawn_person
from forking import run_forked
from hub_double import TOKEN, HubDouble
from run_fixtures import HURRY, jpeg, options_of

from actor_lora.run.train import train
from actor_lora.spec import TrainingSpec
from actor_lora.verification.looking import Judges

REPO = "playground/actor-nova"


class RunWorld:
    def __init__(self, spec: TrainingSpec, tiny: Callable[[str], Path], folder: Path, *, photos: int = 3) -> None:
        self.bot = BotDouble(spec, [jpeg(drawn_person(number)) for number in range(photos)])
        self.hub = HubDouble()
        self.base = tiny("sd15")
        self.output = folder / "runs"
        self._folder = folder

    def run(self, *more: str, code: str | None = None, token: str = TOKEN) -> int:
        options = options_of(self.output, self.base, self.hub.url, token, *more, code=code or self.bot.job_code)
        return train(options, judges=Judges(), timing=HURRY)

    def process(self, point: str, **more) -> int:
        """The run as a process of its own, which dies at `point`."""
        asked = {"output": str(self.output), "base": str(self.base), "hub": self.hub.url, "token": TOKEN}
        code, said = run_forked({**asked, "code": self.bot.job_code, "point": point, **more}, self._folder)
        assert TOKEN not in said and "whsec_" not in said
        return code

    def ends(self) -> set[tuple[str, str]]:
        kinds = ("training.completed", "training.failed")
        return {(item.id, item.body["type"]) for item in self.bot.deliveries if item.body["type"] in kinds}

    def start_over(self) -> None:
        """As if nothing had been run yet."""
        self.hub.repos.clear()
        self.bot.deliveries.clear()
        self.bot.attempt, self.bot.token, self.bot.claims = 0, "token-1", 0
        shutil.rmtree(self.output, ignore_errors=True)

    def close(self) -> None:
        self.bot.close()
        self.hub.close()
