"""What CLIP sees in the photos gets into the captions, and stays as it was seen."""

from __future__ import annotations

import hashlib
import io
import json

import numpy as np
import pytest
from hub_double import TOKEN
from PIL import Image
from run_fixtures import HURRY, options_of
from run_world import REPO

from actor_lora.errors import RunError
from actor_lora.faces import Face
from actor_lora.run.noticing import GLASSES, SETTINGS, most_likely, notice, sights_of, with_sights
from actor_lora.run.train import train
from actor_lora.spec import PhotoNotes
from actor_lora.training import trainer as trainer_module
from actor_lora.verification.looking import Judges


class Clip:
    """Fits a sentence as it is told, and 0.2 else."""

    def __init__(self, **fits: float) -> None:
        self.fits, self.seen = fits, []

    def scores(self, image, prompts):
        self.seen += [(image.size, prompt) for prompt in prompts]
        return [next((fit for word, fit in self.fits.items() if word in prompt), 0.2) for prompt in prompts]


def test_it_says_what_is_clearly_the_best():
    picture = Image.new("RGB", (8, 8))
    # A difference of 0.05 is odds of 148 to 1, and of 0.02 of 7 to 1.
    assert most_likely(picture, SETTINGS, Clip(street=0.25)) == "in the street"
    assert most_likely(picture, SETTINGS, Clip(street=0.22)) is None
    assert most_likely(picture, SETTINGS, Clip(street=0.25, nature=0.25)) is None


def test_glasses_are_looked_for_on_the_head_alone():
    picture = Image.new("RGB", (96, 96))
    face = Face((40.0, 10.0, 12.0, 16.0), 0.9, np.zeros((5, 2)))
    clip = Clip(sunglasses=0.3, nature=0.3)
    assert sights_of(picture, face, clip) == {"glasses": "wearing sunglasses", "setting": "in nature"}
    sizes = {prompt: size for size, prompt in clip.seen}
    assert all(sizes[prompt] == (96, 96) for prompt in SETTINGS)
    # Three times the face, less what the picture does not have above it.
    assert all(sizes[prompt] == (36, 42) for prompt in GLASSES)
    # That there are none is no news, and without a face nobody looks.
    assert sights_of(picture, face, Clip(without=0.3)) == {}
    assert sights_of(picture, None, clip) == {"setting": "in nature"}


def test_the_bot_knows_better_and_the_rest_is_added():
    notes = {"a": PhotoNotes(framing="close-up", setting="on a stage"), "b": PhotoNotes(framing="wide shot")}
    sights = {"a": {"glasses": "wearing glasses", "setting": "indoors"}, "b": {}, "c": {"setting": "indoors"}}
    assert with_sights(notes, sights) == {
        "a": PhotoNotes(framing="close-up", glasses="wearing glasses", setting="on a stage"),
        "b": PhotoNotes(framing="wide shot"),
        "c": PhotoNotes(setting="indoors"),
    }


def file_of(number: int) -> tuple[str, bytes]:
    stream = io.BytesIO()
    Image.fromarray(np.full((9, 9, 3), number, np.uint8)).save(stream, "PNG")
    return f"{number}.png", stream.getvalue()


def test_what_was_seen_stays():
    files = [file_of(1), file_of(2), ("broken.jpg", b"no picture")]
    first = hashlib.sha256(files[0][1]).hexdigest()
    clip = Clip(room=0.3)
    found = notice(files, Judges(prompts=clip), {first: {"setting": "in nature"}})
    assert list(found.values()) == [{"setting": "in nature"}, {"setting": "indoors"}]
    assert len(clip.seen) == len(SETTINGS)
    assert notice(files, Judges(), {}) == {}


@pytest.mark.parametrize("plain", [False, True])
def test_captions_say_it_and_another_machine_goes_on_with_them(world, monkeypatch, plain):
    """Though its own CLIP sees something else, which would be another training."""
    steps, real = [], trainer_module.Trainer.step
    words = ["--plain-captions"] if plain else []

    def step(trainer):
        steps.append(trainer.step_number)
        if len(steps) == 4:
            raise RuntimeError("the machine is lost")
        return real(trainer)

    def run(folder: str, clip: Clip, code: str) -> int:
        options = options_of(world.output.with_name(folder), world.base, world.hub.url, TOKEN, *words, code=code)
        return train(options, judges=Judges(prompts=clip), timing=HURRY)

    monkeypatch.setattr(trainer_module.Trainer, "step", step)
    with pytest.raises(RunError, match="RuntimeError"):
        run("first", Clip(room=0.3), world.bot.job_code)
    assert run("second", Clip(street=0.3), world.bot.renew()) == 0
    assert steps == [0, 1, 2, 3, 2, 3]
    training = json.loads(world.hub.repos[REPO].files()["training.json"])
    assert training["captions"] == ("the bot" if plain else "CLIP")
    assert {one["caption"].endswith(", indoors") for one in training["pictures"]} == {not plain}
