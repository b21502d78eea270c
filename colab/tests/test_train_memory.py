"""Whole runs whose memory runs out: while they train, and while the result is checked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from run_world import REPO

from actor_lora.errors import RunError
from actor_lora.run import train_with_retry as retry_module
from actor_lora.training import trainer as trainer_module
from actor_lora.verification import checking as checking_module


def out_of_memory_at(monkeypatch, *resolutions: int) -> list[int]:
    tried, real = [], retry_module.prepare_session

    def prepare(**options):
        resolution = options["settings"].resolution
        tried.append(resolution)
        if resolution in resolutions:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return real(**options)

    monkeypatch.setattr(retry_module, "prepare_session", prepare)
    return tried


def with_economy(monkeypatch, resolution: int) -> None:
    real = retry_module.economy
    monkeypatch.setattr(retry_module, "economy", lambda *args: replace(real(*args), resolution=resolution))


def test_out_of_memory_is_tried_once_in_economy_settings(world, monkeypatch, capsys):
    with_economy(monkeypatch, 8)
    tried = out_of_memory_at(monkeypatch, 16)
    assert world.run() == 0
    assert tried == [16, 16, 8]
    assert "economy" in capsys.readouterr().err
    training = json.loads(world.hub.repos[REPO].files()["training.json"])
    assert training["settings"]["resolution"] == 8 and training["settings"]["gradient_checkpointing"]


def test_out_of_memory_on_the_way_goes_on_with_checkpointed_gradients(world, monkeypatch, capsys):
    """From the last checkpoint, as if the memory had sufficed: the same weights."""
    assert world.run() == 0
    wanted = world.hub.repos[REPO].files()
    world.hub.repos.clear()
    world.bot.attempt, world.bot.token, world.output = 0, "token-1", world.output.with_name("again")
    steps, real = [], trainer_module.Trainer.step

    def step(trainer):
        steps.append((trainer.step_number, trainer.settings.gradient_checkpointing))
        if steps[-1] == (3, False):
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return real(trainer)

    monkeypatch.setattr(trainer_module.Trainer, "step", step)
    assert world.run() == 0
    assert steps == [(0, False), (1, False), (2, False), (3, False), (2, True), (3, True)]
    assert "going on with checkpointed gradients" in capsys.readouterr().err
    there = world.hub.repos[REPO].files()
    lora = "pytorch_lora_weights.safetensors"
    assert there[lora] == wanted[lora]
    # What a resumed run must know: it was not in economy settings.
    assert json.loads(there["training.json"])["settings"]["resolution"] == 16


def test_out_of_memory_twice_says_what_to_change(world, monkeypatch):
    with_economy(monkeypatch, 8)
    out_of_memory_at(monkeypatch, 16, 8)
    with pytest.raises(RunError, match="larger GPU"):
        world.run()
    assert "Stable Diffusion 1.5" in world.bot.deliveries[-1].body["reason"]


def out_of_memory_while_checking(monkeypatch, *sides: int) -> list[int]:
    tried, real = [], checking_module.PipelinePainter.paint

    def paint(self, shot, lora):
        side = self.settings["width"]
        if side not in tried:
            tried.append(side)
        if side in sides:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return real(self, shot, lora)

    monkeypatch.setattr(checking_module.PipelinePainter, "paint", paint)
    return tried


def test_out_of_memory_while_checking_is_tried_smaller(world, monkeypatch, capsys):
    tried = out_of_memory_while_checking(monkeypatch, 16)
    assert world.run() == 0
    assert tried == [16, 8]
    assert "checking at 16 px; trying smaller samples" in capsys.readouterr().err
    report = json.loads(world.hub.repos[REPO].files()["verification.json"])
    assert report["settings"]["width"] == 8


def test_sides_of_samples_are_whole_latents():
    assert checking_module.sides_to_try(1024) == [1024, 768, 512]
    assert checking_module.sides_to_try(520) == [520, 384, 256]


def test_what_fails_after_the_training_is_resumed_without_training_again(world, monkeypatch):
    with monkeypatch.context() as broken:
        out_of_memory_while_checking(broken, 16, 8)
        with pytest.raises(RunError, match="while the result was checked"):
            world.run()
    last = world.bot.deliveries[-1].body
    assert (last["type"], last["resumable"]) == ("training.failed", True)
    # On the hub for another machine, and here for this one.
    assert any(path.startswith("checkpoints/") for path in world.hub.repos[REPO].files("job-1"))
    left = {path.name for path in (world.output / "job1").iterdir()}
    assert {"checkpoints", "photos"} <= left and "claim.json" not in left

    def no_step(self):
        raise AssertionError("it was trained already")

    monkeypatch.setattr(trainer_module.Trainer, "step", no_step)
    assert world.run(code=world.bot.renew()) == 0
    assert set(world.hub.repos[REPO].tags) == {"v1"} and set(world.hub.repos[REPO].branches) == {"main"}
    assert world.bot.deliveries[-1].body["type"] == "training.completed"
    assert {path.name for path in (world.output / "job1").iterdir()} == {"events.jsonl", "journal.json"}
