"""A captioning model describes photos: as transformers would, only where it is asked, and between us alone."""

from __future__ import annotations

import hashlib
import json

import pytest
from blip_fixtures import WORDS, write_blip
from conftest import drawn_person
from hub_double import TOKEN
from run_fixtures import HURRY, options_of
from run_world import REPO
from test_noticing import Clip, file_of

from actor_lora.errors import BadInput
from actor_lora.run import describing
from actor_lora.run.describing import BEGINNING, as_part, open_describer
from actor_lora.run.noticing import notice
from actor_lora.run.options import parse
from actor_lora.run.train import train
from actor_lora.spec import PhotoNotes
from actor_lora.verification.looking import Judges
from actor_lora.views import caption_of


@pytest.fixture(scope="module")
def blip(tmp_path_factory):
    return write_blip(tmp_path_factory.mktemp("blip"))


def test_it_says_what_transformers_would(blip):
    """With its own processor: the picture's way into the model is ours, because that needs no torchvision."""
    from transformers import BertTokenizer, BlipForConditionalGeneration
    from transformers.models.blip.image_processing_pil_blip import BlipImageProcessorPil

    describer = open_describer(str(blip), device="cpu")
    pictures = [drawn_person(1), drawn_person(9, (160, 90))]
    said = [describer.describe(picture) for picture in pictures]
    model, tokenizer = BlipForConditionalGeneration.from_pretrained(blip).eval(), BertTokenizer.from_pretrained(blip)
    processor = BlipImageProcessorPil(size={"height": 32, "width": 32})
    for picture, words in zip(pictures, said, strict=True):
        pixels = processor(picture, return_tensors="pt")["pixel_values"]
        asked = tokenizer(BEGINNING, return_tensors="pt")
        del asked["token_type_ids"]
        tokens = model.generate(pixel_values=pixels, **asked, num_beams=3, do_sample=False, max_new_tokens=30)
        text = tokenizer.decode(tokens[0], skip_special_tokens=True)
        assert words and text.startswith(f"{BEGINNING} {words}")
        assert set(words.split()) <= set(WORDS)
    # Not the same of every picture, or it would not have looked.
    assert said[0] != said[1]


def test_what_it_adds_is_part_of_a_caption():
    assert as_part("  wearing a\nsuit .") == "wearing a suit"
    assert as_part(" .") is None
    long = as_part("very " * 60)
    assert long and len(long) <= 160 and long.endswith("very")


def test_a_caption_holds_it_but_that_of_a_close_up():
    notes = PhotoNotes(described="holding a dog", framing="full body", light="dim light")
    assert caption_of("photo of nova", notes) == "photo of nova, holding a dog, full body, dim light"
    assert caption_of("photo of nova", notes, close_up=True) == "photo of nova, close-up, dim light"


class Silent:
    """Has a word for the first picture alone."""

    def __init__(self) -> None:
        self.asked = 0

    def describe(self, picture):
        self.asked += 1
        return "holding a dog" if self.asked == 1 else None

    def close(self):
        pass


def test_clip_is_asked_where_nothing_is_said_and_what_was_said_stays():
    files, describer = [file_of(1), file_of(2), file_of(3)], Silent()
    third = hashlib.sha256(files[2][1]).hexdigest()
    known = {third: {"setting": "in nature"}}
    found = notice(files, Judges(prompts=Clip(room=0.3)), known, describer=describer)
    assert [found[hashlib.sha256(content).hexdigest()] for _, content in files] == [
        {"described": "holding a dog"},
        {"setting": "indoors"},
        {"setting": "in nature"},
    ]
    assert describer.asked == 2
    # Nobody else has to be there.
    assert list(notice(files[:1], Judges(), {}, describer=Silent()).values()) == [{"described": "holding a dog"}]


@pytest.mark.parametrize("licence", ["cc-by-nc-4.0", None, "bsd-3-clause"])
def test_its_licence_is_looked_at_before_the_job_is_taken(world, licence):
    world.hub.licences["lab/blip"] = licence
    world.hub.put("lab/blip", {"config.json": b"{}"})
    options = options_of(
        world.output, world.base, world.hub.url, TOKEN, "--captioner", "lab/blip", code=world.bot.job_code
    )
    said = "not a captioning model" if licence == "bsd-3-clause" else "licence"
    with pytest.raises(BadInput, match=said):
        train(options, judges=Judges(), timing=HURRY)
    assert world.bot.claims == 0


def test_it_must_be_there_and_of_its_kind(hub, tmp_path):
    with pytest.raises(BadInput, match="The captioning model lab/gone does not exist"):
        open_describer("lab/gone", device="cpu", endpoint=hub.url)
    other = write_blip(tmp_path / "other", kind="git")
    with pytest.raises(BadInput, match="not a captioning model of BLIP's kind"):
        open_describer(str(other), device="cpu")


def test_nobody_asks_unless_it_is_wanted():
    assert parse(["--job", "x.json"], {}).training.captioner is None
    assert parse(["--job", "x.json", "--captioner"], {}).training.captioner == describing.CAPTIONER
    with pytest.raises(BadInput, match="give one of them"):
        parse(["--job", "x.json", "--captioner", "--plain-captions"], {})


def test_a_run_learns_by_it_and_tells_nobody(world, blip, capfd):
    """Captions are in the private repo's training.json, and nowhere else once the run is over."""
    options = options_of(
        world.output, world.base, world.hub.url, TOKEN, "--captioner", str(blip), code=world.bot.job_code
    )
    assert train(options, judges=Judges(), timing=HURRY) == 0
    training = json.loads(world.hub.repos[REPO].files()["training.json"])
    # No path of this machine.
    assert training["captions"] == blip.name
    # Between what all photos show and the bot's notes.
    said = {one["caption"].split(", ")[1] for one in training["pictures"]}
    assert len(said) > 1 and all(words and set(words.split()) <= set(WORDS) for words in said)
    printed = "".join(capfd.readouterr())
    told = json.dumps([item.body for item in world.bot.deliveries])
    left = [file for file in world.output.rglob("*") if file.is_file()]
    for words in said:
        assert words not in printed and words not in told
        assert not any(words.encode() in file.read_bytes() for file in left)
    assert {file.name for file in left} == {"events.jsonl", "journal.json"}
