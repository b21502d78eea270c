"""What runs over the relay happen in: the bot's side of the hub, and machines that train."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import httpx
from conftest import drawn_person
from forking import run_forked
from hub_double import TOKEN, HubDouble, Repo
from run_fixtures import HURRY, jpeg, options_of

from actor_lora.job.job import Job, from_code
from actor_lora.run.train import train
from actor_lora.spec import RelayCode, encode_job_code
from actor_lora.training.trainer import Trainer
from actor_lora.verification.looking import Judges

REPO = "playground/actor-nova"
RELAY = "playground/actor-job-job1"
DATASET = f"datasets/{RELAY}"


class RelayBot:
    """What the bot does on its side: the dataset repo with the job, and a look at status.json."""

    def __init__(self, hub: HubDouble, spec, photos: list[bytes]) -> None:
        self.hub, self.spec, self.photos = hub, spec, photos
        self.attempt, self.token = 0, ""
        hub.repos[DATASET] = Repo(private=True)
        self.put({f"photos/{number:02}.jpg": photo for number, photo in enumerate(photos, 1)})
        self.renew()

    @property
    def dataset(self) -> Repo:
        return self.hub.repos[DATASET]

    @property
    def job_code(self) -> str:
        return encode_job_code(RelayCode(relay_repo=RELAY, job_id="job1", one_time_token=self.token))

    def put(self, files: dict[str, bytes], without: str = "") -> None:
        there = self.dataset.files() if self.dataset.branches else {}
        self.dataset.commit("main", {path: there[path] for path in there if path != without} | files, "by the bot")

    def write_job(self, **changes) -> None:
        refs = [
            {"path": f"photos/{n:02}.jpg", "sha256": hashlib.sha256(photo).hexdigest(), "contentType": "image/jpeg"}
            for n, photo in enumerate(self.photos, 1)
        ]
        job = {
            "jobId": "job1",
            "attempt": self.attempt,
            "tokenHash": hashlib.sha256(self.token.encode()).hexdigest(),
            "expiresAt": int((time.time() + 3600) * 1000),
            "spec": self.spec.to_json(),
            "photos": refs,
        }
        self.put({"job.json": json.dumps(job | changes).encode()}, without="claim.json")

    def renew(self) -> str:
        self.attempt += 1
        self.token = f"token-{self.attempt}"
        self.write_job()
        return self.job_code

    def claim(self) -> dict:
        return json.loads(self.dataset.files()["claim.json"])

    def statuses(self) -> list[dict]:
        """Every status.json that was ever committed."""
        there = self.hub.repos[REPO]
        written = [oid for oid, title in there.titles.items() if title.startswith("Status: ")]
        return [json.loads(there.commits[oid]["status.json"]) for oid in written]

    def status(self) -> dict:
        return json.loads(self.hub.repos[REPO].files("job-1")["status.json"])


class RelayWorld:
    """A bot without an address, the hub between, and machines that train."""

    def __init__(self, spec, base: Path, folder: Path, monkeypatch) -> None:
        self.folder, self.base, self.output = folder, base, folder / "runs"
        self.hub = HubDouble()
        self.bot = RelayBot(self.hub, spec, [jpeg(drawn_person(number)) for number in range(3)])
        self._monkeypatch, self._step = monkeypatch, Trainer.step

    def run(self, *more: str, code: str | None = None, token: str | None = TOKEN) -> int:
        options = options_of(self.output, self.base, self.hub.url, token, *more, code=code or self.bot.job_code)
        return train(options, judges=Judges(), timing=HURRY)

    def take(self, folder: str = "runs", code: str | None = None) -> Job:
        with httpx.Client() as client:
            where = {"token": TOKEN, "endpoint": self.hub.url}
            return from_code(code or self.bot.job_code, self.folder / folder, client=client, **where)

    def process(self, point: str) -> int:
        """The run as a process of its own, which dies at `point`."""
        asked = {"output": str(self.output), "base": str(self.base), "hub": self.hub.url, "token": TOKEN}
        asked |= {"code": self.bot.job_code, "point": point}
        code, said = run_forked(asked, self.folder)
        for secret in (TOKEN, self.bot.token, self.bot.job_code):
            assert secret not in said
        return code

    def at_step(self, wanted: int, action) -> list[int]:
        """Calls `action` before a step of the training; returns the steps that are done, as they come."""
        done: list[int] = []

        def step(trainer):
            if trainer.step_number == wanted and wanted not in done:
                action()
            done.append(trainer.step_number)
            return self._step(trainer)

        self._monkeypatch.setattr(Trainer, "step", step)
        return done

    def no_longer(self) -> None:
        """A training so long that only the bot ends it."""
        self.bot.spec = self.bot.spec.model_copy(update={"steps": 100_000})
        self.bot.write_job()


def types(status: dict) -> list[str]:
    return [event["type"].removeprefix("training.") for event in status["events"]]
