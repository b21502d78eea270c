"""Resumed runs that end badly: what an earlier attempt left stays, until one has gone on from it."""

from __future__ import annotations

import pytest
from hub_double import TOKEN
from relay_world import RelayWorld
from run_world import REPO

from actor_lora.errors import RunError
from actor_lora.run import prepare as prepare_module
from actor_lora.run.preflight import Findings


@pytest.fixture
def resumed(world):
    """Another machine with a resume code: the first was lost after its checkpoint came to the hub."""
    world.output = world.output.with_name("first")
    assert world.process("once-a-checkpoint-is-on-the-hub") == -9
    world.output = world.output.with_name("second")
    world.bot.renew()
    return world


def checkpoints(world, branch: str = "job-1") -> list[str]:
    there = world.hub.repos[REPO]
    return [path for path in there.files(branch) if path.startswith("checkpoints/")] if branch in there.branches else []


def no_gpu(world, monkeypatch):
    found = Findings(problems=["There is no GPU."])
    monkeypatch.setattr(prepare_module, "check_base", lambda *_, **__: found)


def base_away(world, monkeypatch):
    def away(*_, **__):
        raise RunError("Could not look at the base: the hub answered 503.")

    monkeypatch.setattr(prepare_module, "find_base", away)


def told_to_stop(world, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(prepare_module, "find_base", stopped)


def no_room(world, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(prepare_module, "check_base", full)


def damaged_photo(world, monkeypatch):
    world.bot.damaged = 1


TROUBLES = [no_gpu, base_away, told_to_stop, no_room, damaged_photo]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_fails_before_the_checkpoints_are_fetched_leaves_them(resumed, monkeypatch, trouble):
    before = checkpoints(resumed)
    assert before
    with monkeypatch.context() as patch:
        trouble(resumed, patch)
        with pytest.raises(RunError):
            resumed.run()
    last = resumed.bot.deliveries[-1].body
    assert (last["type"], last["attempt"], last.get("resumable")) == ("training.failed", 2, True)
    assert checkpoints(resumed) == before
    # There is nothing here to go on from, so nothing of the person waits for it.
    assert {path.name for path in (resumed.output / "job1").iterdir()} <= {"events.jsonl", "journal.json"}
    resumed.bot.damaged = None
    resumed.bot.renew()
    assert resumed.run() == 0
    assert resumed.bot.deliveries[-1].body["attempt"] == 3 and set(resumed.hub.repos[REPO].tags) == {"v1"}


def test_a_machine_that_cannot_go_on_keeps_its_own_checkpoints(world, monkeypatch):
    """A disk that is full by now, say: what lies here would be the same after a little tidying."""
    assert world.process("told-to-stop-in-a-step") == 4
    world.bot.renew()
    with monkeypatch.context() as patch:
        no_gpu(world, patch)
        with pytest.raises(RunError):
            world.run()
    assert world.bot.deliveries[-1].body["resumable"] is True
    assert checkpoints(world) and list((world.output / "job1" / "checkpoints").rglob("*.safetensors"))


def test_over_the_relay_too(spec, tiny, tmp_path, monkeypatch):
    world = RelayWorld(spec, tiny("sd15"), tmp_path, monkeypatch)
    world.output = world.output.with_name("first")
    assert world.process("once-a-checkpoint-is-on-the-hub") == -9
    before = checkpoints(world)
    world.output = world.output.with_name("second")
    with monkeypatch.context() as patch:
        no_gpu(world, patch)
        with pytest.raises(RunError):
            world.run(code=world.bot.renew(), token=TOKEN)
    assert world.bot.status()["events"][-1]["resumable"] is True
    assert checkpoints(world) == before != []
    world.hub.close()
