"""Whole runs that end badly: each bad end is told, and leaves what it should."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from bot_double import over
from hub_double import TOKEN
from patience import until
from run_fixtures import HURRY, options_of
from run_world import REPO

from actor_lora.errors import BadInput, BelowGate, Cancelled, Replaced, RunError
from actor_lora.job.kept_runs import KEPT_SECONDS, forget_old
from actor_lora.run import steps as steps_module
from actor_lora.run.train import train
from actor_lora.training import trainer as trainer_module
from actor_lora.verification.looking import Judges


def test_410_stops_it_cleanly(world):
    world.bot.answer = lambda body, number: over("cancelled") if body["type"] == "training.checkpoint" else None
    # So long that only the bot ends it.
    world.bot.spec = world.bot.spec.model_copy(update={"steps": 100_000})
    with pytest.raises(Cancelled):
        world.run("--checkpoint-every", "1", "--sample-every", "0")
    assert not world.ends()
    assert set(world.hub.repos[REPO].branches) == {"main"} and not world.hub.repos[REPO].tags
    assert not (world.output / "job1" / "photos").exists()


def test_a_failure_is_told_in_words(world, monkeypatch):
    real = trainer_module.diffusion_loss
    monkeypatch.setattr(trainer_module, "diffusion_loss", lambda *a, **o: real(*a, **o) * float("nan"))
    world.bot.spec = world.bot.spec.model_copy(update={"steps": 20})
    with pytest.raises(RunError, match="no number"):
        world.run()
    assert world.bot.deliveries[-1].body["type"] == "training.failed"
    assert "half the learning rate" in world.bot.deliveries[-1].body["reason"]


def test_a_failure_before_the_first_checkpoint_leaves_nothing_to_resume(world):
    world.bot.damaged = 1
    with pytest.raises(RunError):
        world.run()
    assert "resumable" not in world.bot.deliveries[-1].body
    assert {path.name for path in (world.output / "job1").iterdir()} <= {"events.jsonl", "journal.json"}


def test_a_cancelled_job_leaves_nothing_of_the_person(world, monkeypatch):
    told_when_it_is_trained(world, monkeypatch, over("cancelled"))
    with pytest.raises(Cancelled):
        world.run()
    assert {path.name for path in (world.output / "job1").iterdir()} <= {"events.jsonl", "journal.json"}


def told_when_it_is_trained(world, monkeypatch, answer):
    world.bot.answer = lambda body, number: answer if body["type"] == "training.uploading" else None
    real = steps_module.compose_result

    def compose(parts):
        until(lambda: "uploading" in world.bot.types())
        return real(parts)

    monkeypatch.setattr(steps_module, "compose_result", compose)


@pytest.mark.parametrize("answer", [over("lost"), over("replaced"), (410, {})], ids=["lost", "replaced", "unsaid"])
def test_a_run_that_was_only_lost_keeps_what_it_has_trained(world, monkeypatch, answer):
    """A laptop that slept too long. An earlier bot doesn't say whether the job is over."""
    with monkeypatch.context() as patch:
        told_when_it_is_trained(world, patch, answer)
        with pytest.raises(Replaced):
            world.run()
    assert not world.ends()
    # Whoever goes on with it needs the branch.
    assert any(path.startswith("checkpoints/") for path in world.hub.repos[REPO].files("job-1"))
    left = {path.name for path in (world.output / "job1").iterdir()}
    assert {"photos", "checkpoints"} <= left and "claim.json" not in left
    steps = []
    real = trainer_module.Trainer.step
    monkeypatch.setattr(trainer_module.Trainer, "step", lambda self: (steps.append(self.step_number), real(self))[1])
    world.bot.answer = lambda body, number: None
    assert world.run(code=world.bot.renew()) == 0
    assert steps == [] and set(world.hub.repos[REPO].tags) == {"v1"}


def test_what_is_kept_for_a_resume_goes_when_none_comes(world):
    assert world.process("told-to-stop-in-a-step") == 4
    kept, again = world.output / "job1", world.output / "job2"
    assert (kept / "photos").is_dir() and (kept / "checkpoints").is_dir()
    own = world.output / "own"
    own.mkdir()
    (own / "result").mkdir()
    week = KEPT_SECONDS
    for path in (*kept.rglob("*"), kept, *own.rglob("*"), own):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - week - 60))
    assert forget_old(world.output, but=kept) == 0
    assert forget_old(world.output, but=again) == 1
    assert {path.name for path in kept.iterdir()} <= {"events.jsonl", "journal.json"}
    assert (own / "result").is_dir()


def test_a_code_of_a_job_that_is_over_takes_what_was_kept_of_it_along(world):
    assert world.process("told-to-stop-in-a-step") == 4
    world.bot.other = lambda method, path, *_: over("withdrawn") if path == "/training/claim" else None
    with pytest.raises(Cancelled, match="withdrawn"):
        world.run()
    assert {path.name for path in (world.output / "job1").iterdir()} <= {"events.jsonl", "journal.json"}


def test_below_the_gate_nothing_is_published(world):
    with pytest.raises(BelowGate) as refused:
        world.run("--gate", "enforce")
    assert refused.value.exit_code == 3
    assert not world.hub.repos[REPO].tags
    assert world.bot.deliveries[-1].body["type"] == "training.failed"
    assert "below the gate" in world.bot.deliveries[-1].body["reason"]


def test_the_hub_being_down_on_the_way_does_not_stop_the_training(world, capsys):
    world.hub.faults += [(f"POST /api/models/{REPO}/commit/job-1", 500)] * 3
    assert world.run() == 0
    assert "on this machine only" in capsys.readouterr().err
    assert world.hub.repos[REPO].tags


def test_damaged_photos_are_not_trained_on(world):
    world.bot.damaged = 1
    with pytest.raises(RunError, match="Photo 2 of 3 arrived damaged"):
        world.run()
    assert world.bot.deliveries[-1].body["reason"].startswith("Photo 2 of 3")


def test_an_interrupted_run_says_so(world, monkeypatch):
    def interrupted(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(trainer_module.Trainer, "step", interrupted)
    with pytest.raises(Cancelled, match="interrupted"):
        world.run()
    assert world.bot.deliveries[-1].body["reason"] == "The run was interrupted, or its machine was told to stop."


def test_sigterm_in_a_step_is_told_and_another_attempt_goes_on(world):
    """As a container, systemd and a Hugging Face job end a process."""
    assert world.process("told-to-stop-in-a-step") == 4
    last = world.bot.deliveries[-1].body
    assert (last["type"], last["resumable"]) == ("training.failed", True)
    assert "told to stop" in last["reason"]
    world.output = world.output.with_name("elsewhere")
    world.bot.renew()
    assert world.process("") == 0
    assert set(world.hub.repos[REPO].tags) == {"v1"} and world.bot.deliveries[-1].body["attempt"] == 2


def test_an_unexpected_fault_is_told_by_its_kind_alone(world, monkeypatch, capsys):
    def broken(*args, **options):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(steps_module, "check_result", broken)
    with pytest.raises(RunError, match="ZeroDivisionError"):
        world.run()
    # What a library says may name files, addresses, or what was typed.
    assert "division by zero" in capsys.readouterr().err
    for told in (world.bot.deliveries[-1].body["reason"], (world.output / "job1" / "events.jsonl").read_text()):
        assert "ZeroDivisionError" in told and "division by zero" not in told


def test_a_bot_that_is_down_at_the_end_is_told_later(world):
    down = [True]
    world.bot.answer = lambda body, number: (503, {}) if body["type"] == "training.completed" and down[0] else None
    options = options_of(world.output, world.base, world.hub.url, TOKEN, code=world.bot.job_code)
    assert train(options, judges=Judges(), timing=replace(HURRY, patience=0.1)) == 0
    down[0] = False
    assert world.run() == 0
    assert len(world.ends()) == 1 and world.bot.claims == 1
    assert set(world.hub.repos[REPO].tags) == {"v1"}


def test_nothing_is_claimed_on_a_machine_that_is_not_ready(world):
    with pytest.raises(BadInput, match="does not accept the token"):
        world.run(token="hf_wrong")
    assert world.bot.claims == 0


def test_libraries_that_cannot_train_are_found_before_the_claim(world, monkeypatch):
    from actor_lora.training import lora

    def refuse(*_, **__):
        raise ImportError("Found an incompatible version of torchao")

    monkeypatch.setattr(lora, "add_lora", refuse)
    with pytest.raises(BadInput, match="pip install"):
        world.run()
    assert world.bot.claims == 0 and not world.hub.repos
