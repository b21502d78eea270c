"""`actor-lora verify` on a tiny base, and the painter."""

from __future__ import annotations

import json

import numpy as np
import pytest
from lora_fixtures import random_lora
from verify_fixtures import ADA, ColourFaces, FixedScorer, portrait

from actor_lora.errors import BadInput, RunError
from actor_lora.faces import load_faces
from actor_lora.tiny import tiny_pipeline, write_tiny
from actor_lora.verification.command import candidates_of, main, step_in
from actor_lora.verification.samples import PipelinePainter, Shot


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify")
    base = write_tiny("sd15", folder / "base")
    pipeline = tiny_pipeline("sd15", folder / "words")
    for step in (2, 4):
        random_lora(pipeline, folder / "loras" / f"checkpoint-{step}", seed=step, text_encoder=True)
    random_lora(tiny_pipeline("sdxl", folder / "xl-words"), folder / "xl", seed=5)
    (folder / "photos").mkdir()
    for number in range(4):
        portrait(ADA, seed=number, size=200).save(folder / "photos" / f"{number}.png")
    return folder, base


def test_noise_is_below_the_gate_and_everything_is_written(made, tmp_path, capsys):
    folder, base = made
    given = {
        "--base": base,
        "--lora": folder / "loras",
        "--photos": folder / "photos",
        "--trigger": "ohwx",
        "--out": tmp_path,
        "--steps": 2,
        "--seeds": 1,
        "--samples": 2,
        "--side": 16,
    }
    words = [str(word) for pair in given.items() for word in pair]
    code = main(words, faces=ColourFaces(), scorer=FixedScorer())
    assert code == 3
    content = json.loads((tmp_path / "verification.json").read_text("utf-8"))
    assert content["verdict"] == "failed"
    assert [one["step"] for one in content["candidates"]] == [2, 4]
    assert (tmp_path / "contact-sheet.jpg").is_file()
    assert "should not be published" in capsys.readouterr().out


def test_bad_input_is_exit_2_in_words(made, tmp_path, capsys):
    folder, base = made
    common = ["--base", str(base), "--trigger", "ohwx", "--out", str(tmp_path), "--side", "16"]
    faces, scorer = ColourFaces(), FixedScorer()
    photos = ["--photos", str(folder / "photos")]
    assert main([*common, *photos, "--lora", str(tmp_path / "none at all")], faces=faces, scorer=scorer) == 2
    assert main([*common, *photos, "--lora", "x.safetensors", "--seeds", "0"], faces=faces, scorer=scorer) == 2
    lora = ["--lora", str(folder / "loras")]
    assert main([*common, *lora, "--photos", str(tmp_path / "gone")], faces=faces, scorer=scorer) == 2
    assert main([*common, *photos, *lora, "--side", "17"], faces=faces, scorer=scorer) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 4 and all(line.endswith(".") for line in lines)


def test_steps_and_files(made):
    folder, _ = made
    assert [candidate.step for candidate in candidates_of(str(folder / "loras"))] == [2, 4]
    assert step_in(folder / "final" / "weights.safetensors") == 0
    with pytest.raises(BadInput):
        candidates_of(str(folder / "photos"))


def test_the_painter_repeats_itself_and_leaves_the_pipeline_as_it_came(made):
    folder, _ = made
    pipeline = tiny_pipeline("sd15", folder / "again")
    painter = PipelinePainter(pipeline, side=16, steps=2)
    pipeline.set_progress_bar_config(disable=True)
    two, four = (folder / "loras" / f"checkpoint-{step}" / "pytorch_lora_weights.safetensors" for step in (2, 4))
    shot = Shot("photo of a person", 3)

    def draw(lora):
        return np.asarray(painter.paint(shot, lora)).astype(int)

    base, first, second = draw(None), draw(two), draw(four)
    assert not np.array_equal(base, first) and not np.array_equal(first, second)
    assert np.array_equal(draw(two), first)
    assert np.array_equal(draw(None), base)
    with pytest.raises(RunError):
        draw(folder / "xl" / "pytorch_lora_weights.safetensors")
    assert np.array_equal(draw(None), base)
    assert np.array_equal(draw(four), second)
    painter.close()
    assert not any(pipeline.get_list_adapters().values())


def test_missing_face_weights_are_told_in_words(tmp_path):
    with pytest.raises(RunError, match="face_detection_yunet"):
        load_faces(tmp_path)
