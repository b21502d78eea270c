"""Whole runs over the relay: published, cancelled, replaced, lost and continued."""

from __future__ import annotations

import time

import pytest
from hub_double import TOKEN
from relay_world import DATASET, REPO, RelayWorld, types
from run_fixtures import FLAGS

from actor_lora.errors import BadInput, BelowGate, Cancelled, Replaced, RunError
from actor_lora.job import relay as relay_module
from actor_lora.job.events import Reporter
from actor_lora.run.options import parse


@pytest.fixture
def world(spec, tiny, tmp_path, monkeypatch):
    world = RelayWorld(spec, tiny("sd15"), tmp_path, monkeypatch)
    yield world
    world.hub.close()


def test_from_the_claim_to_the_published_actor(world, tmp_path):
    began = int(time.time() * 1000)
    assert world.run() == 0
    bot, there = world.bot, world.hub.repos[REPO]
    claim = bot.claim()
    assert len(claim["claimId"]) == 32 and claim["attempt"] == 1
    assert began <= claim["claimedAt"] <= time.time() * 1000
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


def test_a_lost_answer_to_the_claim_is_settled_by_looking(world, monkeypatch):
    monkeypatch.setattr(relay_module.time, "sleep", lambda _: None)
    world.hub.lost = [f"POST /api/{DATASET}/commit"]
    assert world.run() == 0
    claims = [title for title in world.bot.dataset.titles.values() if title == "Claimed"]
    assert len(claims) == 1 and types(world.bot.status())[-1] == "completed"


def test_cancelled_by_removing_branch_and_dataset(world):
    """As the bot does with a job that is over: the branch first, then the dataset."""

    def cancel() -> None:
        world.hub.repos[REPO].branches.pop("job-1")
        world.hub.repos.pop(DATASET)

    world.no_longer()
    world.at_step(3, cancel)
    with pytest.raises(Cancelled):
        world.run()
    there = world.hub.repos[REPO]
    assert set(there.branches) == {"main"} and not there.tags
    left = {path.name for path in (world.output / "job1").iterdir()}
    assert not left & {"photos", "checkpoints", "prior", "claim.json"}
    with pytest.raises(Cancelled):
        world.run()


def test_taken_for_lost_it_keeps_what_it_has_and_leaves_the_branch(world):
    """Of a lost job, the bot removes the dataset with the photos alone."""
    world.no_longer()
    world.at_step(3, lambda: world.hub.repos.pop(DATASET))
    with pytest.raises(Replaced, match="Resume"):
        world.run()
    assert any(path.startswith("checkpoints/") for path in world.hub.repos[REPO].files("job-1"))
    left = {path.name for path in (world.output / "job1").iterdir()}
    assert {"photos", "checkpoints"} <= left and "claim.json" not in left


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
    # A process, so that nothing of the first machine lives on and goes on telling.
    world.output = world.output.with_name("first")
    assert world.process("once-a-checkpoint-is-on-the-hub") == -9
    old = world.bot.claim()
    world.output = world.output.with_name("second")
    done = world.at_step(-1, lambda: None)
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
