"""Whole runs on the tiny base that end well; and the command line."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest
import torch
from conftest import drawn_person
from hub_double import TOKEN
from patience import until
from run_fixtures import HURRY, options_of
from run_world import REPO

from actor_lora.cli import main as cli
from actor_lora.errors import Cancelled, RunError
from actor_lora.faces import Face
from actor_lora.families.known import FAMILIES
from actor_lora.run import train as train_module
from actor_lora.run.options import Options
from actor_lora.run.train import train
from actor_lora.training import trainer as trainer_module
from actor_lora.verification.looking import Judges


def test_from_the_claim_to_the_published_actor(world, monkeypatch):
    real = trainer_module.Trainer.step

    def step(trainer):
        if trainer.step_number == 1:
            # A newer event would take the place of a progress that still waits.
            until(lambda: "progress" in world.bot.types())
        return real(trainer)

    monkeypatch.setattr(trainer_module.Trainer, "step", step)
    assert world.run() == 0
    bot, there = world.bot, world.hub.repos[REPO]
    types = bot.types()
    assert types[0] == "started" and types[-3:] == ["verifying", "uploading", "completed"]
    assert {"progress", "sample", "checkpoint"} <= set(types)
    assert bot.forged == 0
    last = bot.deliveries[-1].body
    assert last["repo"] == REPO and last["revision"] == there.tags["v1"] and last["step"] == last["totalSteps"] == 4
    files = there.files("v1")
    for image in last["images"]:
        assert files[image["path"]].startswith(b"\x89PNG") and image["revision"] == last["revision"]
    assert [image["prompt"] for image in last["images"]] == world.bot.spec.sample_prompts
    assert "job-1" not in there.branches
    training = json.loads(files["training.json"])
    assert training["settings"]["recipe"] == asdict(FAMILIES["sd15"].recipe) | {"sizes": []}
    seen = {
        (one["width"], one["height"], one["caption"].removeprefix("photo of novaxqz person, "))
        for one in training["pictures"]
    }
    assert seen == {(*size, f"from the waist up, light of day {n}") for n in range(3) for size in ((16, 16), (14, 18))}
    assert training["settings"]["steps"] == 4 and [step for step, _ in training["losses"]] == [1, 2, 3, 4]
    text = "".join(content.decode("utf-8", "replace") for content in files.values())
    assert TOKEN not in text and "whsec_" not in text
    # No picture and no weights: only what tells the end once more.
    assert {path.name for path in (world.output / "job1").iterdir()} == {"events.jsonl", "journal.json"}


def test_the_published_lora_loads_by_the_repos_name(world, base_of):
    from actor_lora.families.loading import load_pipeline

    world.run("--keep")
    folder = world.output / "job1" / "result"
    pipeline = load_pipeline(base_of("sd15"), device="cpu", dtype=torch.float32)
    pipeline.load_lora_weights(folder)
    assert pipeline.get_list_adapters()
    published = world.hub.repos[REPO].files()["pytorch_lora_weights.safetensors"]
    assert published == (folder / "pytorch_lora_weights.safetensors").read_bytes()


def test_a_lost_machine_is_continued_elsewhere(world, monkeypatch):
    """Another machine, a resume code, the checkpoint from the hub: the same weights as without the loss."""
    world.run()
    wanted = world.hub.repos[REPO].files()
    world.start_over()
    # A process, so that nothing of the first machine lives on.
    world.output = world.output.with_name("first")
    assert world.process("once-a-checkpoint-is-on-the-hub") == -9
    real = trainer_module.Trainer.step
    steps = []
    monkeypatch.setattr(trainer_module.Trainer, "step", lambda self: (steps.append(self.step_number), real(self))[1])
    world.output = world.output.with_name("second")
    assert world.run(code=world.bot.renew()) == 0
    assert steps == [2, 3]
    files = world.hub.repos[REPO].files()
    assert files["pytorch_lora_weights.safetensors"] == wanted["pytorch_lora_weights.safetensors"]
    losses = [json.loads(found["training.json"])["losses"] for found in (wanted, files)]
    assert losses[0] == losses[1] and [step for step, _ in losses[0]] == [1, 2, 3, 4]
    assert world.bot.deliveries[-1].body["attempt"] == 2


@pytest.mark.parametrize("precisions", [("fp16", "bf16"), ("bf16", "fp16")])
def test_another_kind_of_machine_goes_on_where_the_first_was_lost(world, monkeypatch, precisions, capsys):
    """As a T4 computes in fp16 and an L4 in bf16; and what it sees in the photos is not what the first one saw."""

    class Sees:
        def __init__(self, *box: float) -> None:
            self.found = [Face(box, 0.9, np.zeros((5, 2), np.float32))] if box else []

        def detect(self, image):
            return self.found

        def embed(self, image, face):
            return np.ones(4, np.float32) / 2

    def machine(name: str, precision: str, faces: Sees | None, code: str) -> int:
        world.output = world.output.with_name(name)
        words = ("--precision", precision)
        options = options_of(world.output, world.base, world.hub.url, TOKEN, *words, code=code)
        return train(options, judges=Judges(faces), timing=HURRY)

    real = trainer_module.Trainer.step
    steps = []

    def step(self):
        if self.step_number == 2 and len(steps) == 2:
            raise RuntimeError("the machine is taken away")
        steps.append(self.step_number)
        return real(self)

    monkeypatch.setattr(trainer_module.Trainer, "step", step)
    with pytest.raises(RunError, match="RuntimeError"):
        machine("first", precisions[0], Sees(30.0, 20.0, 50.0, 60.0), world.bot.job_code)
    monkeypatch.setattr(trainer_module.Trainer, "step", lambda self: (steps.append(self.step_number), real(self))[1])
    assert machine("second", precisions[1], None, world.bot.renew()) == 0
    assert steps == [0, 1, 2, 3]
    assert f"begun in {precisions[0]}; on this machine it goes on in {precisions[1]}" in capsys.readouterr().err


@pytest.mark.parametrize("point", ["before-fetched-notes-are-kept", "before-fetched-checkpoints-are-in-their-place"])
def test_killed_while_checkpoints_of_another_machine_come_here(world, monkeypatch, point):
    world.output = world.output.with_name("first")
    assert world.process("once-a-checkpoint-is-on-the-hub") == -9
    world.output, steps = world.output.with_name("second"), []
    world.bot.renew()
    assert world.process(point) == -9
    real = trainer_module.Trainer.step
    monkeypatch.setattr(trainer_module.Trainer, "step", lambda self: (steps.append(self.step_number), real(self))[1])
    assert world.run() == 0
    assert steps == [2, 3]
    losses = json.loads(world.hub.repos[REPO].files()["training.json"])["losses"]
    assert [step for step, _ in losses] == [1, 2, 3, 4]


@pytest.fixture
def without_bot(world, spec, tmp_path, monkeypatch):
    """Makes the options of a job file and so many photos."""
    monkeypatch.delenv("ACTOR_LORA_JOB_CODE", raising=False)

    def options(photos: int) -> Options:
        folder, job = tmp_path / "photos", tmp_path / "job.json"
        folder.mkdir()
        for number in range(photos):
            drawn_person(number).save(folder / f"{number}.jpg")
        job.write_text(json.dumps({"spec": spec.to_json()}))
        words = ("--job", str(job), "--photos", str(folder))
        return options_of(tmp_path / "local", world.base, world.hub.url, TOKEN, *words)

    return options


def test_without_a_bot(world, without_bot, tmp_path):
    options = without_bot(7)
    assert train(options, judges=Judges(), timing=HURRY) == 0
    result = tmp_path / "local" / "local" / "result"
    assert {"pytorch_lora_weights.safetensors", "verification.json", "contact-sheet.jpg"} <= {
        p.name for p in result.iterdir()
    }
    assert not world.hub.repos and len(list((tmp_path / "photos").iterdir())) == 7
    events = [json.loads(line) for line in (tmp_path / "local/local/events.jsonl").read_text().splitlines()]
    assert events[0]["type"] == "training.started"
    # One of seven photos is held out.
    assert json.loads((result / "verification.json").read_text())["measuredOn"] == "all photos, some of them held out"


def test_without_a_bot_an_interrupted_run_goes_on_when_it_is_run_again(without_bot, monkeypatch):
    options = without_bot(3)
    real, steps = trainer_module.Trainer.step, []

    def step(trainer):
        steps.append(trainer.step_number)
        if steps == [0, 1, 2]:
            raise KeyboardInterrupt
        return real(trainer)

    monkeypatch.setattr(trainer_module.Trainer, "step", step)
    with pytest.raises(Cancelled):
        train(options, judges=Judges(), timing=HURRY)
    assert train(options, judges=Judges(), timing=HURRY) == 0
    assert steps == [0, 1, 2, 2, 3]


def test_a_recipe_of_ones_own_is_killed_and_ends_as_if_it_had_not_been(world):
    """By all that the command line can say otherwise, from the job code to the published files."""
    words = ["--optimizer", "adamw8bit", "--accumulation", "2", "--background", "0.3", "--caption-dropout", "0.3"]
    words += ["--ema", "0.5", "--layers", "attention", "--no-frames", "--sizes", "8", "--dora", "--up-rate", "3"]
    assert world.process("", flags=words) == 0
    wanted = world.hub.repos[REPO].files()
    training = json.loads(wanted["training.json"])
    assert training["settings"]["recipe"] == {
        "learning_rate": 1e-4, "up_rate": 3, "optimizer": "adamw8bit", "layers": "attention", "dora": True,
        "caption_dropout": 0.3, "ema": 0.5, "accumulation": 2, "background": 0.3, "frames": False, "sizes": [8],
    }  # fmt: skip
    assert {(one["width"], one["height"]) for one in training["pictures"]} == {(16, 16), (8, 8)}
    # A1111 and ComfyUI would read a DoRA as another picture.
    assert not any(path.startswith("webui/") for path in wanted) and b"It is a DoRA" in wanted["README.md"]
    world.hub.repos.clear()
    world.bot.attempt, world.bot.token, world.output = 0, "token-1", world.output.with_name("again")
    assert world.process("in-a-step", flags=words) == -9
    assert world.process("", flags=words) == 0
    lora = "pytorch_lora_weights.safetensors"
    assert world.hub.repos[REPO].files()[lora] == wanted[lora]


def test_other_steps_say_what_becomes_of_the_checkpoints(world, spec, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(3):
        drawn_person(number).save(folder / f"{number}.jpg")
    job = tmp_path / "job.json"

    def run(steps: int) -> str:
        job.write_text(json.dumps({"spec": {**spec.to_json(), "steps": steps}}))
        words = ("--job", str(job), "--photos", str(folder), "--keep")
        assert train(options_of(tmp_path / "local", world.base, world.hub.url, TOKEN, *words), judges=Judges()) == 0
        return capsys.readouterr().err

    monkeypatch.delenv("ACTOR_LORA_JOB_CODE", raising=False)
    run(4)
    assert "All 4 steps are done already" in run(4)
    said = run(2)
    assert "up to step 4, were made with other settings" in said and "starts at step 0" in said


def test_the_command_line_says_what_is_wrong(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(train_module, "open_judges", lambda *_, **__: Judges())
    monkeypatch.delenv("ACTOR_LORA_JOB_CODE", raising=False)
    assert cli(["train"]) == 2
    assert "--job-code" in capsys.readouterr().err
    here = ["--no-publish", "--gate", "report", "--allow-cpu", "--output", str(tmp_path)]
    assert cli(["train", "--job-code", "no code!", *here]) == 2
    assert "not a job code" in capsys.readouterr().err
    assert cli(["train", "--job", "nowhere.json", "--sample-every", "3", "--checkpoint-every", "2"]) == 2
    assert "multiple" in capsys.readouterr().err
    assert cli(["train", "--job", "nowhere.json", "--ema", "1"]) == 2
    assert "EMA" in capsys.readouterr().err
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *_: None)
    assert cli(["train", "--job", "nowhere.json", "--device", "cpu", "--optimizer", "prodigy"]) == 2
    assert "pip install" in capsys.readouterr().err
