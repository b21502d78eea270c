"""When a training stops: by the rule alone, in the loop, and the same after a kill."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from conftest import drawn_person
from hub_double import TOKEN
from run_fixtures import HURRY, options_of
from verify_fixtures import ADA, SOMEONE, ColourFaces, FixedScorer, portrait

from actor_lora.photos import Photo
from actor_lora.run import steps as steps_module
from actor_lora.run.train import train
from actor_lora.training import trainer as trainer_module
from actor_lora.training.checkpoint import CheckpointFolder
from actor_lora.training.loop import run
from actor_lora.training.lora import read_adapter
from actor_lora.training.session import Session, prepare_session
from actor_lora.training.settings import settings_for
from actor_lora.training.stopping import Probe, StopRule, best_likeness, why_stop
from actor_lora.verification.looking import Judges

RULE = StopRule(least=400, patience=2)


def probes(**series: list) -> list[Probe]:
    """One probe each 250 steps from step 0."""
    length = len(next(iter(series.values())))
    return [Probe(250 * at, **{name: values[at] for name, values in series.items()}) for at in range(length)]


class TestRule:
    @pytest.mark.parametrize(
        ("series", "why"),
        [
            ({"likeness": [0.1, 0.4, 0.55, 0.555, 0.55]}, "since step 500"),
            ({"loss": [0.2, 0.15, 0.14, 0.14, 0.141]}, "since step 500"),
            ({"likeness": [0.1, 0.4, 0.5, 0.6, 0.65], "copies": [0, 0, 0, 1, 2]}, "repeat the photos"),
            ({"likeness": [0.1, 0.4, 0.5, 0.6, 0.65], "others": [0.1, 0.1, 0.1, 0.3, 0.3]}, "Other people"),
            ({"likeness": [0.1, 0.4, 0.5, 0.6, 0.65], "prompt": [0.3, 0.3, 0.3, 0.24, 0.24]}, "lose their prompts"),
        ],
    )
    def test_it_stops_and_says_why(self, series, why):
        assert why in (why_stop(probes(**series), RULE) or "")
        # One probe earlier there was no reason yet.
        assert why_stop(probes(**series)[:-1], RULE) is None

    @pytest.mark.parametrize(
        "series",
        [
            {"likeness": [0.1, 0.4, 0.5, 0.55, 0.6]},
            # It comes closer by one of the two.
            {"likeness": [0.1, 0.5, 0.5, 0.5, 0.5], "loss": [0.2, 0.15, 0.14, 0.13, 0.12]},
            {"likeness": [0.1, 0.4, 0.5, 0.6, 0.65], "copies": [0, 0, 1, 0, 1]},
            {"likeness": [0.1, 0.4, 0.5, 0.6, 0.65], "others": [0.3, 0.3, 0.3, 0.3, 0.3]},
            {"likeness": [None] * 5},
        ],
    )
    def test_it_goes_on(self, series):
        assert why_stop(probes(**series), RULE) is None

    def test_not_before_the_least_steps(self):
        flat = probes(likeness=[0.5] * 5)
        assert why_stop(flat[:2], RULE) is None
        assert why_stop(flat, StopRule(least=1001)) is None and why_stop(flat, StopRule(least=1000))

    def test_the_best_is_of_a_lora_and_the_earlier_of_two(self):
        assert best_likeness(probes(likeness=[0.9, 0.5, 0.6, 0.6])).step == 500
        assert best_likeness(probes(loss=[0.1, 0.1])) is None


@pytest.fixture
def session_of(base_of, spec, photos, tmp_path):
    def make(kind: str = "sd15", held_out: list[Photo] | None = None, **changes) -> Session:
        base = base_of(kind)
        settings = settings_for(spec, base, prior_images=0, checkpoint_every=1, precision="fp32")
        return prepare_session(
            base=base,
            settings=replace(settings, **changes),
            photos=photos,
            held_out=photos[:1] if held_out is None else held_out,
            sample_prompts=spec.sample_prompts,
            folder=tmp_path / "prior",
            device="cpu",
            say=lambda words: None,
        )

    return make


@pytest.mark.parametrize("kind", ["sd15", "sdxl"])
def test_the_held_out_loss_is_the_same_each_time_and_changes_nothing(session_of, kind):
    one, two = session_of(kind).trainer, session_of(kind).trainer
    first = one.held_out_loss()
    assert first == one.held_out_loss() == two.held_out_loss()
    assert one.step() == two.step()
    # The LoRA has moved, the noise has not.
    assert one.held_out_loss() != first
    assert all(torch.equal(a, b) for a, b in zip(*(read_adapter(of.models).values() for of in (one, two)), strict=True))
    assert session_of(kind, held_out=[]).trainer.held_out_loss() is None


def test_the_loop_ends_where_it_is_told_to(session_of, tmp_path):
    trainer = session_of(steps=6).trainer
    folder = CheckpointFolder(tmp_path / "c")
    last = run(trainer, folder, stops=lambda: trainer.step_number == 3)
    assert (last.step, trainer.step_number, [one.step for one in folder.all()]) == (3, 3, [1, 2, 3])


class TestWholeRun:
    """Seven photos, one of them held out; a base that draws whom it is told to."""

    @pytest.fixture
    def start(self, spec, tiny, hub, tmp_path, monkeypatch):
        monkeypatch.delenv("ACTOR_LORA_JOB_CODE", raising=False)
        monkeypatch.setattr(steps_module, "StopRule", lambda: StopRule(least=2, patience=2, loss_gain=1.0))
        folder, job = tmp_path / "photos", tmp_path / "job.json"
        folder.mkdir()
        for number in range(7):
            portrait(ADA, seed=number, size=48).save(folder / f"{number}.png")
        job.write_text(json.dumps({"spec": {**spec.to_json(), "steps": 12}}))

        def started(*more: str, judges: Judges | None = None) -> dict:
            words = ("--job", str(job), "--photos", str(folder), "--keep", "--checkpoint-every", "2", *more)
            options = options_of(tmp_path / "out", tiny("sd15"), hub.url, TOKEN, *words)
            assert train(options, judges=judges or Judges(), timing=HURRY) == 0
            # What a result says is published; here it is what the job has noted.
            return json.loads((tmp_path / "out" / "local" / "run.json").read_text())

        started.folder = tmp_path / "out" / "local"
        return started

    def test_it_stops_by_the_held_out_loss_and_goes_on_from_there_at_once(self, start, monkeypatch, capsys):
        noted = start()
        assert [probe["step"] for probe in noted["probes"]] == [0, 2, 4]
        events = [json.loads(line) for line in (start.folder / "events.jsonl").read_text().splitlines()]
        # Done is done: nobody is shown a bar that stands at a third.
        assert (events[0]["totalSteps"], events[-1]["step"], events[-1]["totalSteps"]) == (12, 4, 4)
        assert "Stopping at step 4 of 12: It has not come closer to the person since step 0." in capsys.readouterr().err

        def no_step(self):
            raise AssertionError("it had stopped")

        monkeypatch.setattr(trainer_module.Trainer, "step", no_step)
        assert start()["probes"] == noted["probes"]
        assert "It had stopped at step 4 already" in capsys.readouterr().err

    def test_what_was_not_noted_before_a_kill_is_looked_at_again_with_the_same_result(self, start, monkeypatch):
        noted = start()
        (start.folder / "run.json").write_text(json.dumps({**noted, "probes": noted["probes"][:-1]}))
        steps = []
        monkeypatch.setattr(trainer_module.Trainer, "step", lambda self: steps.append(self.step_number))
        assert start()["probes"] == noted["probes"] and steps == []

    def test_all_steps_are_trained_where_that_is_asked_for(self, start):
        assert start("--all-steps").get("probes", []) == []
        assert any(start.folder.rglob("step-000012"))

    def test_a_likeness_is_told_to_the_bot(self, start, monkeypatch):
        def preview(self, number, *, seed, steps):
            who = ADA if "novaxqz" in self.prompts[number] and self.trainer.step_number else SOMEONE
            return portrait(who, seed=seed + 40 * number)

        monkeypatch.setattr(Session, "preview", preview)
        noted = start("--samples", "2", "--resolution", "48", judges=Judges(ColourFaces(), FixedScorer()))
        first, *rest = noted["probes"]
        assert first["likeness"] < 0.3 and all(probe["likeness"] > 0.95 for probe in rest)
        assert first["others"] == rest[-1]["others"] < 0.3 and rest[-1]["prompt"] == pytest.approx(0.3)
        events = [json.loads(line) for line in (start.folder / "events.jsonl").read_text().splitlines()]
        told = [event["probe"] for event in events if "probe" in event]
        assert told[-1]["bestStep"] in (2, 4) and told[-1]["best"] > 0.95
        assert {"likeness", "best", "bestStep"} == set(told[0])


def test_a_drawn_person_is_no_portrait():
    """`ColourFaces` knows the portraits of these tests alone, so that what it measures is theirs."""
    assert ColourFaces().detect(drawn_person(1)) == []
