"""The bench runs; how fast anything is is no test. The diffusers example is played by a script of its form."""

from __future__ import annotations

import hashlib
import itertools
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from actor_lora.bases import find_base
from actor_lora.bench import example as example_module
from actor_lora.bench.__main__ import main
from actor_lora.bench.case import Case, Figures, read_recipe, without_saving
from actor_lora.bench.example import EXAMPLES, Example, find_example, run_example, words_for
from actor_lora.bench.held_out import held_out_losses
from actor_lora.bench.ours import run_ours, settings_of
from actor_lora.bench.pictures import copy_photos, draw_photos
from actor_lora.bench.table import row
from actor_lora.errors import BadInput

DOUBLE = Path(__file__).with_name("example_double.py")
LORA = "pytorch_lora_weights.safetensors"


@pytest.fixture
def case(tiny, tmp_path):
    draw_photos(tmp_path / "photos", tmp_path / "held-out", 16)
    return Case(
        name="tiny-sd15",
        base=tiny("sd15"),
        photos=tmp_path / "photos",
        held_out=tmp_path / "held-out",
        caption="photo of b person",
        resolution=16,
        steps=4,
        every=2,
        batch=1,
        rank=4,
        learning_rate=1e-2,
        device="cpu",
        precision="fp32",
    )


def test_both_loops_are_run_and_their_checkpoints_judged_alike(case, tmp_path, monkeypatch):
    # The process's own peak may lie in tests before this one. The example is looked at in each of its four steps.
    looks = itertools.count()
    monkeypatch.setattr("actor_lora.device.peak_memory", lambda device: 50 * next(looks))
    outputs = {"example": tmp_path / "example", "ours": tmp_path / "ours"}
    words = sys.argv
    figures = {
        "example": run_example(case, DOUBLE, words_for(case, "sd15", outputs["example"])),
        "ours": run_ours(case, outputs["ours"]),
    }
    assert "run_example" not in torch.optim.AdamW.step.__qualname__
    assert sys.argv == words and "torchvision" not in sys.modules
    # To be sure that the loss is that of the very file, whoever made it.
    (tmp_path / "copy").mkdir()
    for number in (2, 4):
        (tmp_path / f"copy/checkpoint-{number}").mkdir()
        tensors = load_file(outputs["ours"] / f"checkpoint-{number}" / LORA)
        save_file(tensors, tmp_path / f"copy/checkpoint-{number}" / LORA)
    losses = held_out_losses(case, {**outputs, "copy": tmp_path / "copy"}, tmp_path / "more")
    assert all(set(found) == {0, 2, 4} for found in losses.values())
    assert losses["copy"] == losses["ours"] != losses["example"]
    assert losses["ours"][0] == losses["example"][0]
    assert len({*losses["ours"].values(), *losses["example"].values()}) == 5
    for loop, found in figures.items():
        assert len(found.step_seconds) == 4 and found.peak_bytes == {"example": 200, "ours": 50}[loop]
        assert row(case, {name: replace(figures[name], losses=losses[name]) for name in figures}), loop


def test_the_time_to_a_loss():
    figures = Figures(10.0, [1.0, 2.0, 3.0, 4.0], 1, {0: 0.9, 2: 0.5, 4: 0.4})
    assert figures.seconds_to(0.5) == 13.0 and figures.seconds_to(0.45) == 20.0 and figures.seconds_to(0.95) == 10.0
    assert figures.seconds_to(0.3) is None
    # What saves a checkpoint between two steps is no part of them.
    assert without_saving([1.0, 1.0, 9.0, 1.0, 9.0], 2) == [1.0, 1.0, 1.0, 1.0, 1.0]


def test_a_row_of_the_table(case):
    example = Figures(4.0, [9.0, 2.0, 2.0, 2.0], 200 * 1024**2, {0: 1.0, 2: 0.8, 4: 0.6})
    ours = Figures(2.0, [3.0, 1.0, 1.0, 1.0], 100 * 1024**2, {0: 1.0, 2: 0.6, 4: 0.5})
    line = row(case, {"example": example, "ours": ours})
    what = "| tiny-sd15, 16 px, batch 1, fp32, cpu | 0.500 | 1.000 | 2.00 × | 200 | 100 | 50% "
    assert line == what + "| 0.6000 (untrained 1.0000) | 19.0 | 6.0 | 3.17 × | – |"
    line = row(case, {"example": example, "ours": replace(ours, losses={0: 1.0, 4: 0.7})})
    assert line.endswith("| 19.0 | not in 4 steps | – | – |")
    drawn = {"example": replace(example, likeness=0.1), "ours": replace(ours, likeness=0.256)}
    line = row(replace(case, seed=3), drawn)
    assert line.endswith("| 0.10, 0.26 |") and ", cpu, seed 3 |" in line


def test_another_recipe_is_ours_alone(case, tmp_path):
    """So that what is learnt sooner can be looked for where there is a real base."""
    recipe = read_recipe(["learning_rate=3e-2", "optimizer=adamw8bit", "ema=0"])
    assert recipe == {"learning_rate": 0.03, "optimizer": "adamw8bit", "ema": 0}
    other = replace(case, recipe=recipe)
    assert words_for(other, "sd15", tmp_path) == words_for(case, "sd15", tmp_path)
    base = find_base("bench/tiny", path=case.base)
    plain, changed = settings_of(case, base), settings_of(other, base)
    assert (plain.learning_rate, changed.learning_rate) == (1e-2, 3e-2)
    assert changed.recipe == replace(plain.recipe, **recipe)
    found = Figures(1.0, [1.0] * 4, 1024**2, {0: 1.0, 4: 0.5})
    assert "cpu, ours by learning_rate 0.03, ours by" in row(other, {"example": found, "ours": found})
    for wrong in (["rate=1"], ["ema=high"], ["ema=2"], ["ema"], ["optimizer=sgd"]):
        with pytest.raises(BadInput, match=r"recipe\.py has the fields"):
            read_recipe(wrong)


def test_fewer_bits_are_ours_alone(case, tiny, tmp_path):
    """The example holds its base in full: what quantising saves is a figure of the table."""
    few = replace(case, base=tiny("z-image"), weights="int8", learning_rate=1e-4)
    assert words_for(few, "z-image", tmp_path) == words_for(replace(few, weights="full"), "z-image", tmp_path)
    done = run_ours(few, tmp_path)
    assert len(done.step_seconds) == 4 and load_file(tmp_path / "checkpoint-4" / LORA)
    assert settings_of(few, find_base("bench/tiny", path=few.base)).weights == "int8"
    found = Figures(1.0, [1.0] * 4, 1024**2, {0: 1.0, 4: 0.5})
    assert "cpu, ours in int8 |" in row(few, {"example": found, "ours": found})
    # Where no family holds its base so, it is said.
    with pytest.raises(BadInput, match="weights in full"):
        run_ours(replace(case, weights="int8"), tmp_path)


class TestExample:
    def test_only_the_stated_version_is_compared_with(self, tmp_path, monkeypatch):
        content = b"print('trained')"
        monkeypatch.setitem(EXAMPLES, "sd15", Example("it.py", hashlib.sha256(content).hexdigest()))
        (tmp_path / "it.py").write_bytes(content)
        assert find_example("sd15", tmp_path) == tmp_path / "it.py"
        (tmp_path / "it.py").write_bytes(content + b" ")
        with pytest.raises(BadInput, match="is not the example of diffusers at 58eb52c080"):
            find_example("sd15", tmp_path)

    def test_without_a_net_it_says_what_to_download(self, tmp_path, monkeypatch):
        monkeypatch.setattr(example_module, "PLACE", "http://127.0.0.1:9/examples")
        with pytest.raises(BadInput, match=r"127.0.0.1:9/examples/train_dreambooth_lora_sdxl.py .*--examples"):
            find_example("sdxl", tmp_path)

    def test_every_caching_option_is_on(self, case, tmp_path):
        options = {family: words_for(case, family, tmp_path) for family in EXAMPLES}
        assert "--pre_compute_text_embeddings" in options["sd15"] and "--pre_compute_text_embeddings" in options["sd21"]
        for family in ("z-image", "flux2-klein"):
            assert "--cache_latents" in options[family]
            assert options[family][options[family].index("--lora_alpha") + 1] == "4"


def test_a_part_that_fails_says_why(tmp_path, capsys):
    (tmp_path / EXAMPLES["sd15"].name).write_text("another version")
    assert main(["--base", "tiny-sd15", "--steps", "1", "--examples", str(tmp_path), "--device", "cpu"]) != 0
    assert "is not the example of diffusers" in capsys.readouterr().err


def test_photos_of_a_person_are_cut_to_squares(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for number in range(5):
        Image.new("RGB", (40, 60 + number), (number * 40, 0, 0)).save(source / f"{number}.png")
    copy_photos(source, tmp_path / "photos", tmp_path / "held-out", 16)
    learnt, held_out = (sorted((tmp_path / name).iterdir()) for name in ("photos", "held-out"))
    assert (len(learnt), len(held_out)) == (3, 2)
    assert [np.asarray(Image.open(path)).shape for path in [*learnt, *held_out]] == [(16, 16, 3)] * 5
    (source / "0.png").unlink()
    with pytest.raises(BadInput, match="needs 5 photos"):
        copy_photos(source, tmp_path / "a", tmp_path / "b", 16)


def test_serving_is_measured_both_ways(capsys):
    assert main(["--serving", "--base", "tiny-sd15", "--steps", "3", "--device", "cpu"]) == 0
    head, _, line = capsys.readouterr().out.splitlines()
    assert head.startswith("| Case | one at a time")
    assert line.startswith("| tiny-sd15, 16 px, cpu |") and "4 at once" in line
