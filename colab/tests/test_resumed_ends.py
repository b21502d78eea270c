"""Resumed runs that end badly: what an earlier attempt left stays, until one has gone on from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hub_double import TOKEN
from relay_world import RelayWorld
from run_fixtures import HURRY, options_of
from run_world import REPO

from actor_lora.errors import RunError
from actor_lora.run import prepare as prepare_module
from actor_lora.run.preflight import Findings
from actor_lora.run.train import train
from actor_lora.training import trainer as trainer_module
from actor_lora.verification.looking import Judges


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


def refusals() -> list[tuple[str, int]]:
    branch = f"/api/models/{REPO}"
    return [(f"GET {branch}/refs", 503), (f"GET /{REPO}/resolve/", 502), (f"GET {branch}/tree/", 429)]


@pytest.mark.parametrize("refused", refusals(), ids=["refs", "run.json", "files"])
def test_one_refused_request_does_not_begin_it_anew(resumed, monkeypatch, refused):
    real, steps = trainer_module.Trainer.step, []
    monkeypatch.setattr(trainer_module.Trainer, "step", lambda self: (steps.append(self.step_number), real(self))[1])
    resumed.hub.faults.append(refused)
    assert resumed.run() == 0
    assert not resumed.hub.faults and steps == [2, 3]


def test_a_hub_that_stays_away_ends_it_and_nothing_is_lost(resumed):
    before = checkpoints(resumed)
    resumed.hub.trouble = lambda request: (503, {}) if f"{REPO}/refs" in request else None
    where = (resumed.output, resumed.base, resumed.hub.url, TOKEN)
    with pytest.raises(RunError, match="503"):
        train(options_of(*where, code=resumed.bot.job_code), judges=Judges(), timing=replace(HURRY, patience=0.1))
    assert resumed.bot.deliveries[-1].body["resumable"] is True
    assert checkpoints(resumed) == before != []


def test_other_settings_begin_anew_and_take_the_place_of_what_was_there(world):
    """A LoRA of before could come out as the last of a training that has stopped sooner."""
    world.output = world.output.with_name("first")
    flags = ["--sample-every", "0", "--checkpoint-every"]
    assert world.process("once-a-checkpoint-is-on-the-hub", flags=[*flags, "3"]) == -9
    assert {path.split("/")[1] for path in checkpoints(world)} == {"step-000003"}
    world.output = world.output.with_name("second")
    world.bot.renew()
    assert world.process("once-a-checkpoint-is-on-the-hub", flags=[*flags, "2", "--up-rate", "3"]) == -9
    assert {path.split("/")[1] for path in checkpoints(world)} == {"step-000002"}


def test_a_machine_that_was_overtaken_goes_on_from_the_others_step(world, monkeypatch):
    """A laptop that slept while another notebook went on: its own checkpoints are the older ones."""
    flags = ["--sample-every", "0", "--checkpoint-every", "1"]
    own, other = world.output, world.output.with_name("other")
    assert world.process("once-a-checkpoint-is-on-the-hub", at=2, flags=flags) == -9
    world.output = other
    world.bot.renew()
    assert world.process("once-a-checkpoint-is-on-the-hub", at=3, flags=flags) == -9
    world.output, steps, real = own, [], trainer_module.Trainer.step
    monkeypatch.setattr(trainer_module.Trainer, "step", lambda self: (steps.append(self.step_number), real(self))[1])
    assert world.run(*flags, code=world.bot.renew()) == 0
    assert steps == [2, 3]


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
