"""Whole runs on the tiny base, against a bot and a hub over HTTP: the good end and every bad one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from bot_double import BotDouble
from conftest import drawn_person
from forking import run_forked
from hub_double import TOKEN, HubDouble
from patience import until
from run_fixtures import HURRY, jpeg, options_of

from actor_lora.cli import main as cli
from actor_lora.errors import BadInput, BelowGate, Cancelled, RunError
from actor_lora.run import steps as steps_module
from actor_lora.run import train as train_module
from actor_lora.run import train_with_retry as retry_module
from actor_lora.run.train import train
from actor_lora.training import trainer as trainer_module
from actor_lora.verification import checking as checking_module
from actor_lora.verification.looking import Judges

REPO = "playground/actor-nova"
POINTS = [
    "before-training",
    "in-a-step",
    "in-a-checkpoint",
    "while-verifying",
    "between-commit-and-tag",
    "before-the-end-is-said",
    "before-the-branch-is-removed",
]


@pytest.fixture
def world(spec, tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    bot = BotDouble(spec, [jpeg(drawn_person(number)) for number in range(3)])
    hub = HubDouble()

    class World:
        output = tmp_path / "runs"

        def __init__(self) -> None:
            self.bot, self.hub, self.base = bot, hub, tiny("sd15")

        def run(self, *more: str, code: str | None = None, token: str = TOKEN) -> int:
            options = options_of(self.output, self.base, hub.url, token, *more, code=code or bot.job_code)
            return train(options, judges=Judges(), timing=HURRY)

        def process(self, point: str, **more) -> int:
            """The run as a process of its own, which dies at `point`."""
            asked = {"output": str(self.output), "base": str(self.base), "hub": hub.url, "token": TOKEN}
            code, said = run_forked({**asked, "code": bot.job_code, "point": point, **more}, tmp_path)
            assert TOKEN not in said and "whsec_" not in said
            return code

        def ends(self) -> set[tuple[str, str]]:
            kinds = ("training.completed", "training.failed")
            return {(item.id, item.body["type"]) for item in bot.deliveries if item.body["type"] in kinds}

    yield World()
    bot.close()
    hub.close()


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
    assert training["settings"]["steps"] == 4 and [step for step, _ in training["losses"]] == [1, 2, 3, 4]
    text = "".join(content.decode("utf-8", "replace") for content in files.values())
    assert TOKEN not in text and "whsec_" not in text
    # No picture and no weights: only what tells the end once more.
    assert {path.name for path in (world.output / "job1").iterdir()} == {"events.jsonl", "journal.json", "run.json"}


def test_the_published_lora_loads_by_the_repos_name(world, base_of):
    from actor_lora.families.loading import load_pipeline

    world.run("--keep")
    folder = world.output / "job1" / "result"
    pipeline = load_pipeline(base_of("sd15"), device="cpu", dtype=torch.float32)
    pipeline.load_lora_weights(folder)
    assert pipeline.get_list_adapters()
    published = world.hub.repos[REPO].files()["pytorch_lora_weights.safetensors"]
    assert published == (folder / "pytorch_lora_weights.safetensors").read_bytes()


@pytest.mark.parametrize("point", POINTS)
def test_killed_and_started_again_it_ends_once(world, point):
    assert world.process(point) == -9
    assert world.process("") == 0
    there = world.hub.repos[REPO]
    assert there.tags == {"v1": there.branches["main"]} and set(there.branches) == {"main"}
    assert len([title for title in there.titles.values() if title.startswith("v1:")]) == 1
    assert [kind for _, kind in world.ends()] == ["training.completed"]
    assert world.bot.claims == 1 and world.bot.forged == 0
    first: dict[str, int] = {}
    for delivery in world.bot.deliveries:
        first.setdefault(delivery.id, delivery.body["seq"])
    assert list(first.values()) == sorted(set(first.values()))


def test_a_lost_machine_is_continued_elsewhere(world, monkeypatch):
    """Another machine, a resume code, the checkpoint from the hub: the same weights as without the loss."""
    world.run()
    wanted = world.hub.repos[REPO].files()["pytorch_lora_weights.safetensors"]
    world.hub.repos.clear()
    world.bot.attempt, world.bot.token = 0, "token-1"

    # A process, so that nothing of the first machine lives on.
    world.output = world.output.with_name("first")
    assert world.process("once-a-checkpoint-is-on-the-hub") == -9
    real = trainer_module.Trainer.step
    steps = []
    monkeypatch.setattr(trainer_module.Trainer, "step", lambda self: (steps.append(self.step_number), real(self))[1])
    world.output = world.output.with_name("second")
    assert world.run(code=world.bot.renew()) == 0
    assert steps == [2, 3]
    assert world.hub.repos[REPO].files()["pytorch_lora_weights.safetensors"] == wanted
    assert world.bot.deliveries[-1].body["attempt"] == 2


def test_410_stops_it_cleanly(world):
    world.bot.answer = lambda body, number: (410, {}) if body["type"] == "training.checkpoint" else None
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
    assert tried == [16, 8]
    assert "economy" in capsys.readouterr().err
    training = json.loads(world.hub.repos[REPO].files()["training.json"])
    assert training["settings"]["resolution"] == 8 and training["settings"]["gradient_checkpointing"]


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
    assert {path.name for path in (world.output / "job1").iterdir()} == {"events.jsonl", "journal.json", "run.json"}


def test_a_failure_before_the_first_checkpoint_leaves_nothing_to_resume(world):
    world.bot.damaged = 1
    with pytest.raises(RunError):
        world.run()
    assert "resumable" not in world.bot.deliveries[-1].body
    assert {path.name for path in (world.output / "job1").iterdir()} <= {"events.jsonl", "journal.json", "run.json"}


def test_a_cancelled_job_leaves_nothing_of_the_person(world, monkeypatch):
    world.bot.answer = lambda body, number: (410, {}) if body["type"] == "training.uploading" else None
    real = steps_module.compose_result

    def compose(parts):
        until(lambda: "uploading" in world.bot.types())
        return real(parts)

    monkeypatch.setattr(steps_module, "compose_result", compose)
    with pytest.raises(Cancelled):
        world.run()
    assert {path.name for path in (world.output / "job1").iterdir()} <= {"events.jsonl", "journal.json", "run.json"}


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
    assert world.bot.deliveries[-1].body["reason"] == "The run was interrupted in the notebook."


def test_an_unexpected_fault_is_told_too(world, monkeypatch):
    def broken(*args, **options):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(steps_module, "check_result", broken)
    with pytest.raises(RunError, match="ZeroDivisionError"):
        world.run()
    assert "ZeroDivisionError" in world.bot.deliveries[-1].body["reason"]


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


def test_without_a_bot(world, spec, tmp_path, monkeypatch):
    monkeypatch.delenv("ACTOR_LORA_JOB_CODE", raising=False)
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(7):
        drawn_person(number).save(folder / f"{number}.jpg")
    job = tmp_path / "job.json"
    job.write_text(json.dumps({"spec": spec.to_json()}))
    options = options_of(
        tmp_path / "local", world.base, world.hub.url, TOKEN, "--job", str(job), "--photos", str(folder)
    )
    assert train(options, judges=Judges(), timing=HURRY) == 0
    result = tmp_path / "local" / "local" / "result"
    assert {"pytorch_lora_weights.safetensors", "verification.json", "contact-sheet.jpg"} <= {
        p.name for p in result.iterdir()
    }
    assert not world.hub.repos and len(list(folder.iterdir())) == 7
    events = [json.loads(line) for line in (tmp_path / "local/local/events.jsonl").read_text().splitlines()]
    assert events[0]["type"] == "training.started"
    # One of seven photos is held out.
    assert json.loads((result / "verification.json").read_text())["measuredOn"] == "all photos, some of them held out"


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
    assert cli(["train", "--job-code", "no code!", "--no-publish", "--gate", "report", "--output", str(tmp_path)]) == 2
    assert "not a job code" in capsys.readouterr().err
    assert cli(["train", "--job", "nowhere.json", "--sample-every", "3", "--checkpoint-every", "2"]) == 2
    assert "multiple" in capsys.readouterr().err
