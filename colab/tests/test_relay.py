"""The hub relay: a bot without an address puts the job into a dataset repo, over the real client and a double hub."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from conftest import drawn_person
from hub_double import TOKEN, HubDouble, Repo
from run_fixtures import FLAGS, HURRY, jpeg, options_of

from actor_lora.errors import BadInput, BelowGate, Cancelled, RunError
from actor_lora.hub import HubRepo, Outdated
from actor_lora.job import relay as relay_module
from actor_lora.job.events import Reporter
from actor_lora.job.job import Job, from_code
from actor_lora.run.options import parse
from actor_lora.run.train import train
from actor_lora.spec import RelayCode, encode_job_code
from actor_lora.training import trainer as trainer_module
from actor_lora.verification.verify import Judges

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


@pytest.fixture
def world(spec, tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    hub = HubDouble()
    real = trainer_module.Trainer.step
    bot = RelayBot(hub, spec, [jpeg(drawn_person(number)) for number in range(3)])

    class World:
        output = tmp_path / "runs"

        def __init__(self) -> None:
            self.bot, self.hub, self.base = bot, hub, tiny("sd15")

        def run(self, *more: str, code: str | None = None, token: str | None = TOKEN) -> int:
            options = options_of(self.output, self.base, hub.url, token, *more, code=code or bot.job_code)
            return train(options, judges=Judges(), timing=HURRY)

        def take(self, folder: str = "runs", code: str | None = None) -> Job:
            with httpx.Client() as client:
                where = {"token": TOKEN, "endpoint": hub.url}
                return from_code(code or bot.job_code, tmp_path / folder, client=client, **where)

        def process(self, point: str) -> int:
            """The run as a process of its own, which dies at `point`."""
            asked = {"output": str(self.output), "base": str(self.base), "hub": hub.url, "token": TOKEN}
            asked |= {"code": bot.job_code, "point": point}
            done = subprocess.run(
                [sys.executable, str(Path(__file__).with_name("run_fixtures.py")), json.dumps(asked)],
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
                capture_output=True,
                text=True,
                timeout=300,
            )
            for secret in (TOKEN, bot.token, bot.job_code):
                assert secret not in done.stdout + done.stderr
            return done.returncode

        def at_step(self, wanted: int, action) -> list[int]:
            """Calls `action` before a step of the training; returns the steps that are done, as they come."""
            done: list[int] = []

            def step(trainer):
                if trainer.step_number == wanted and wanted not in done:
                    action()
                done.append(trainer.step_number)
                return real(trainer)

            monkeypatch.setattr(trainer_module.Trainer, "step", step)
            return done

        def no_longer(self) -> None:
            """A training so long that only the bot ends it."""
            bot.spec = bot.spec.model_copy(update={"steps": 5000})
            bot.write_job()

    yield World()
    hub.close()


def types(status: dict) -> list[str]:
    return [event["type"].removeprefix("training.") for event in status["events"]]


def test_from_the_claim_to_the_published_actor(world, tmp_path):
    assert world.run() == 0
    bot, there = world.bot, world.hub.repos[REPO]
    claim = bot.claim()
    assert len(claim["claimId"]) == 32 and claim["attempt"] == 1 and abs(claim["claimedAt"] / 1000 - time.time()) < 300
    statuses = bot.statuses()
    assert all((s["jobId"], s["attempt"], s["claimId"]) == ("job1", 1, claim["claimId"]) for s in statuses)
    assert types(statuses[0]) == ["started"]
    assert {"started", "sample", "checkpoint", "verifying", "uploading", "completed"} <= set(types(bot.status()))
    last = bot.status()["events"][-1]
    assert last["type"] == "training.completed" and last["revision"] == there.tags["v1"]
    # The bot reads the end there and removes the branch itself.
    assert set(there.branches) == {"main", "job-1"}
    assert not [path for path in there.files("job-1") if path.startswith(("checkpoints/", "photos/"))]
    left = {path.name for path in (world.output / "job1").iterdir()}
    assert not left & {"photos", ".incoming", "checkpoints", "prior", "claim.json"}
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] if (tmp_path / "cache").exists() else []
    assert not kept
    text = "".join(content.decode("utf-8", "replace") for files in there.commits.values() for content in files.values())
    assert TOKEN not in text and bot.token not in text


def test_of_two_notebooks_one_has_the_job(world):
    first = world.take("first")
    with pytest.raises(BadInput, match="Another notebook has already taken this job"):
        world.take("second")
    assert world.bot.claim()["claimId"] == first.relay.claim.claim_id


def test_of_two_notebooks_at_the_same_moment_one_has_the_job(world):
    """The other one's commit comes between this one's look and its commit."""
    other = []

    def before(request: str) -> None:
        if request.startswith(f"POST /api/{DATASET}/commit") and not other:
            other.append(None)
            other[:] = [world.take("second")]

    world.hub.before = before
    with pytest.raises(BadInput, match="already taken"):
        world.take("first")
    assert world.bot.claim()["claimId"] == other[0].relay.claim.claim_id
    assert world.take("second").relay.claim.claim_id == other[0].relay.claim.claim_id


def test_a_commit_names_its_parent(world):
    dataset = HubRepo(RELAY, token=TOKEN, endpoint=world.hub.url, repo_type="dataset")
    assert dataset.is_private() and "job.json" in dataset.files("main")
    head = dataset.head()
    dataset.commit("main", "one", {"a": b"1"}, parent=head)
    with pytest.raises(Outdated):
        dataset.commit("main", "two", {"a": b"2"}, parent=head)


def test_a_lost_answer_to_the_claim_is_settled_by_looking(world, monkeypatch):
    monkeypatch.setattr(relay_module.time, "sleep", lambda _: None)
    world.hub.lost = [f"POST /api/{DATASET}/commit"]
    assert world.run() == 0
    claims = [title for title in world.bot.dataset.titles.values() if title == "Claimed"]
    assert len(claims) == 1 and types(world.bot.status())[-1] == "completed"


def test_a_hub_that_is_down_for_long_is_said_and_does_not_use_up_the_code(world):
    code = RelayCode(relay_repo=RELAY, job_id="job1", one_time_token=world.bot.token)
    dataset = HubRepo(RELAY, token=TOKEN, endpoint=world.hub.url, repo_type="dataset")
    waits: list[float] = []
    keep = {"kept": None, "keep": lambda claim: None, "prepare": lambda spec: None, "sleep": waits.append}
    world.hub.faults = [(f"GET /api/{DATASET}/refs", 418)] * 4
    with pytest.raises(RunError, match="418"):
        relay_module.claim_relay_job(code, dataset, **keep)
    assert waits == [2, 5, 15] and "claim.json" not in world.bot.dataset.files()
    # A file that could not be read is not the same as one that is not there.
    world.hub.faults = [(f"HEAD /{DATASET}/resolve", 418)] * 4
    with pytest.raises(RunError) as refused:
        relay_module.claim_relay_job(code, dataset, **keep)
    assert type(refused.value) is RunError


def test_codes_that_are_over(world):
    bot, old = world.bot, world.bot.job_code
    bot.write_job(expiresAt=int(time.time() * 1000) - 1)
    with pytest.raises(Cancelled, match="expired"):
        world.take()
    bot.renew()
    with pytest.raises(BadInput, match="newer code exists"):
        world.take(code=old)
    bot.write_job(jobId="another")
    with pytest.raises(BadInput, match="another job"):
        world.take()
    bot.write_job(photos=[{"path": "photos/../../x", "sha256": "0" * 64}])
    with pytest.raises(BadInput, match=r"photos\.0\.path"):
        world.take()
    bot.put({"job.json": b"{"})
    with pytest.raises(BadInput, match="damaged"):
        world.take()
    del world.hub.repos[DATASET]
    with pytest.raises(Cancelled, match="cancelled or is over"):
        world.take()
    # None of them made anything on the hub.
    assert not world.hub.repos


def test_a_claim_of_an_earlier_attempt_claims_nothing(world):
    first = world.take("first")
    claim = world.bot.dataset.files()["claim.json"]
    world.bot.renew()
    world.bot.put({"claim.json": claim})
    assert first.relay.standing() == "replaced"
    second = world.take("first")
    assert second.attempt == 2 and second.relay.standing() == "ours"
    assert second.relay.claim.claim_id != first.relay.claim.claim_id


def test_a_public_repo_does_not_use_up_the_code(world):
    world.hub.repos[REPO] = Repo(private=False)
    world.hub.repos[REPO].commit("main", {}, "first")
    with pytest.raises(BadInput, match="public"):
        world.take()
    assert "claim.json" not in world.bot.dataset.files()


def test_cancelled_by_removing_the_dataset(world):
    world.no_longer()
    world.at_step(3, lambda: world.hub.repos.pop(DATASET))
    with pytest.raises(Cancelled):
        world.run()
    there = world.hub.repos[REPO]
    assert set(there.branches) == {"main"} and not there.tags
    left = {path.name for path in (world.output / "job1").iterdir()}
    assert not left & {"photos", "checkpoints", "prior", "claim.json"}
    with pytest.raises(Cancelled):
        world.run()


@pytest.mark.parametrize("how", ["branch", "cancel.json"])
def test_cancelled_on_the_branch(world, how):
    def cancel() -> None:
        there = world.hub.repos[REPO]
        if how == "branch":
            there.branches.pop("job-1")
        else:
            there.commit("job-1", there.files("job-1") | {"cancel.json": b"{}"}, "cancelled")

    world.no_longer()
    world.at_step(3, cancel)
    with pytest.raises(Cancelled):
        world.run()
    there = world.hub.repos[REPO]
    assert set(there.branches) == {"main"} and not there.tags


def test_cancelled_while_verifying_publishes_nothing(world, monkeypatch):
    """The bot has removed everything between two statuses: publishing would bring the repo back."""
    monkeypatch.setattr(Reporter, "uploading", lambda self: world.hub.repos.clear())
    with pytest.raises(Cancelled):
        world.run()
    assert not world.hub.repos


def test_cancelled_while_the_photos_are_loaded(world, monkeypatch):
    monkeypatch.setattr(relay_module.time, "sleep", lambda _: None)
    job = world.take()
    del world.hub.repos[DATASET]
    with pytest.raises(Cancelled, match="Photo 1 of 3 is gone"):
        job.relay.download(job.folder / "x")
    assert not (job.folder / "x").exists()


def test_a_damaged_photo_is_told(world):
    world.bot.put({"photos/02.jpg": b"something else"})
    with pytest.raises(RunError, match="Photo 2 of 3 arrived damaged"):
        world.run()
    assert world.bot.status()["events"][-1]["reason"].startswith("Photo 2 of 3")
    assert not (world.output / "job1" / ".incoming").exists()


def test_a_replaced_attempt_stops_and_leaves_the_next_one_alone(world):
    world.no_longer()

    def replace_it() -> None:
        world.bot.renew()
        world.take("elsewhere")

    world.at_step(3, replace_it)
    with pytest.raises(Cancelled):
        world.run()
    # What the next attempt goes on from is still there.
    there = world.hub.repos[REPO]
    assert any(path.startswith("checkpoints/") for path in there.files("job-1"))
    assert world.bot.claim()["attempt"] == 2


def test_another_claim_stops_it(world):
    job = world.take()
    assert job.relay.standing() == "ours"
    world.bot.put({"claim.json": b'{"claimId": "other", "attempt": 1}'})
    assert job.relay.standing() == "replaced"


@pytest.mark.parametrize("point", ["before-the-claim", "after-the-claim", "in-a-step", "before-the-branch-is-removed"])
def test_killed_and_started_again_on_the_same_machine(world, point):
    assert world.process(point) == -9
    first = world.bot.dataset.files().get("claim.json")
    assert (first is None) == (point == "before-the-claim")
    assert world.process("") == 0
    assert first in (None, world.bot.dataset.files()["claim.json"])
    there = world.hub.repos[REPO]
    assert there.tags == {"v1": there.branches["main"]}
    ends = {
        event["id"] for status in world.bot.statuses() for event in status["events"] if "completed" in event["type"]
    }
    assert len(ends) == 1 and types(world.bot.status())[-1] == "completed"


def test_a_dataset_that_is_gone_after_the_end_is_fine(world, capsys):
    assert world.process("before-the-branch-is-removed") == -9
    del world.hub.repos[DATASET]
    world.hub.repos[REPO].branches.pop("job-1")
    assert world.run() == 0
    assert "finished before" in capsys.readouterr().err
    assert set(world.hub.repos[REPO].branches) == {"main"}
    assert not (world.output / "job1" / "claim.json").exists()


def test_a_lost_machine_is_continued_elsewhere(world):
    class Lost(BaseException):
        pass

    def lose() -> None:
        raise Lost

    world.output = world.output.with_name("first")
    world.at_step(3, lose)
    with pytest.raises(Lost):
        world.run()
    old = world.bot.status()
    world.output = world.output.with_name("second")
    done = world.at_step(-1, lose)
    before = len(world.bot.statuses())
    assert world.run(code=world.bot.renew()) == 0
    assert done == [2, 3]
    fresh = world.bot.statuses()[before:]
    # The status of the first attempt is replaced at once.
    assert types(fresh[0]) == ["started"] and {status["attempt"] for status in fresh} == {2}
    assert world.bot.status()["claimId"] == world.bot.claim()["claimId"] != old["claimId"]
    assert types(world.bot.status())[-1] == "completed"


def test_without_resuming_the_kept_claim_still_holds(world):
    assert world.process("in-a-step") == -9
    done = world.at_step(-1, lambda: None)
    assert world.run("--no-resume") == 0
    assert done == [0, 1, 2, 3]
    numbers = [event["seq"] for status in world.bot.statuses() for event in status["events"][-1:]]
    assert numbers == sorted(set(numbers))


def test_below_the_gate_it_is_published_unless_asked_otherwise(world):
    flags = [word for word in FLAGS if word not in ("--gate", "report")]
    environment = {"ACTOR_LORA_JOB_CODE": world.bot.job_code}
    assert parse(flags, environment).check.gate == "report"
    assert parse(["--gate", "enforce"], environment).check.gate == "enforce"
    assert parse(["--job", "x.json"], {}).check.gate == "enforce"
    with pytest.raises(BelowGate):
        world.run("--gate", "enforce")
    assert types(world.bot.status())[-1] == "failed"
    assert "below the gate" in world.bot.status()["events"][-1]["reason"]


def test_nothing_is_claimed_where_it_could_not_be_told(world):
    with pytest.raises(BadInput, match="--no-publish"):
        world.run("--no-publish")
    with pytest.raises(BadInput, match="HF_TOKEN"):
        world.run(token=None)
    assert "claim.json" not in world.bot.dataset.files()
