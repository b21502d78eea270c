"""Verification: gates, the choice of a checkpoint, and what is written about it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps
from verify_fixtures import ADA, SOMEONE, ColourFaces, DrawnPainter, FixedScorer, portrait

from actor_lora.run.options import parse
from actor_lora.verification.contact_sheet import contact_sheet
from actor_lora.verification.gate import Gate, Measures, best_of, judge
from actor_lora.verification.likeness import interval_of, likeness_among, likeness_of
from actor_lora.verification.looking import Judges, PhotoSet
from actor_lora.verification.nearness import near_duplicates
from actor_lora.verification.plan import ShotPlan
from actor_lora.verification.prompt_kinds import is_photographic
from actor_lora.verification.prompt_score import ClipScorer, pixels_of, without_trigger
from actor_lora.verification.report import to_json, write_report
from actor_lora.verification.verify import Candidate, chosen, verify

PROMPTS = ["studio portrait photo of ohwx person", "photo of ohwx person in a city street"]
STYLE = "watercolour painting of ohwx person in a garden"
PHOTOS = PhotoSet([portrait(ADA, seed=n) for n in range(5)], [portrait(ADA, seed=9)])
GOOD = Measures(
    faces=1.0, likeness=0.6, base_likeness=0.1, photo_likeness=0.7, prompt=0.30, base_prompt=0.31, class_drift=0.02
)


def run(people, *, photos=PHOTOS, faces=True, scorer=True, candidates=None, prompts=PROMPTS, least=4, **more):
    painter = DrawnPainter({"base": SOMEONE, **people})
    names = candidates or [name for name in people if name != "base"]
    found = [Candidate(int("".join(filter(str.isdigit, name)) or 0), Path("out") / name) for name in names]
    judges = Judges(ColourFaces() if faces else None, FixedScorer() if scorer else None)
    seen = verify(found, painter, photos, judges, ShotPlan(prompts, [0, 1], "ohwx", least), **more)
    return seen, painter


def honest(shot):
    """The actor where the trigger word is, and somebody else where it is not."""
    return portrait(ADA if "ohwx" in shot.prompt else SOMEONE, seed=1000 + len(shot.prompt) + 31 * shot.seed)


class TestGate:
    def changed(self, **changes):
        return Measures(**{**GOOD.__dict__, **changes})

    def test_everything_good_passes(self):
        assert judge(GOOD, Gate()).passed
        assert judge(GOOD, Gate()).warnings == []

    @pytest.mark.parametrize(
        ("changes", "word"),
        [
            ({"faces": 0.74}, "face is found in only 74.0%"),
            # R = 0.7 asks for 0.455; with few alike photos the floor of 0.36 counts.
            ({"likeness": 0.45}, "at least 0.455"),
            ({"likeness": 0.35, "photo_likeness": 0.4}, "at least 0.360"),
            ({"base_likeness": 0.46}, "adds +0.140"),
            ({"base_prompt": 0.331}, "follow the prompts less"),
            ({"near_duplicates": 1}, "One sample is a copy"),
            ({"near_duplicates": 3}, "3 samples are copies"),
            ({"style_prompt": 0.25, "base_style_prompt": 0.3}, "Prompts of a style"),
            ({"class_drift": 0.16}, "Other people in the pictures look like the actor too, by +0.16"),
            ({"class_drift": 0.19, "drift_error": 0.06}, "by +0.19 ± 0.06; at most +0.15 is allowed"),
            ({"others_lost": 0.26}, "Other people lose their faces in 26% of the pictures"),
        ],
    )
    def test_each_gate_fails_by_itself_and_says_why(self, changes, word):
        verdict = judge(self.changed(**changes), Gate())
        assert not verdict.passed
        assert len(verdict.reasons) == 1 and word in verdict.reasons[0]

    @pytest.mark.parametrize(
        "changes",
        [
            {"faces": 0.75},
            {"likeness": 0.456},
            {"likeness": 0.36, "photo_likeness": 0.4},
            {"likeness": 0.36, "photo_likeness": None},
            {"base_likeness": 0.449},
            {"base_prompt": 0.329},
            {"style_prompt": 0.27, "base_style_prompt": 0.3},
            {"class_drift": 0.149},
            {"class_drift": 0.17, "drift_error": 0.05},
            {"others_lost": 0.25},
        ],
    )
    def test_just_good_enough_passes(self, changes):
        assert judge(self.changed(**changes), Gate()).passed

    def test_what_was_not_measured_is_a_warning(self):
        verdict = judge(self.changed(prompt=None, photo_likeness=None, class_drift=None), Gate())
        assert verdict.passed
        assert len(verdict.warnings) == 3

    def test_a_narrow_pass_is_told_with_its_interval(self):
        narrow = self.changed(likeness=0.46, likeness_low=0.41, likeness_high=0.51)
        assert judge(narrow, Gate()).warnings == [
            "The likeness passes narrowly: it is 0.460 (most likely 0.41 to 0.51), and 0.455 is needed."
        ]
        assert judge(self.changed(likeness_low=0.56, likeness_high=0.64), Gate()).warnings == []

    def test_the_best_is_the_likest_of_those_that_pass(self):
        copies = self.changed(likeness=0.9, near_duplicates=2)
        assert best_of([GOOD, self.changed(likeness=0.62), copies], Gate()) == 1
        weak = [self.changed(likeness=value) for value in (0.1, 0.3, 0.2)]
        assert best_of(weak, Gate()) == 1


class TestLikeness:
    EAST, NORTH, BETWEEN = np.array([1.0, 0]), np.array([0, 1.0]), np.array([0.6, 0.8])

    def test_by_hand(self):
        assert likeness_among([self.EAST]) is None
        assert likeness_among([self.EAST, self.NORTH, self.BETWEEN]) == pytest.approx((0 + 0.6 + 0.8) / 3)
        # To the first the cosines are 1, 0 and 0.6, of which the 1 counts as 0.6.
        photos = [self.EAST, self.NORTH, self.BETWEEN]
        assert likeness_of([self.EAST, self.BETWEEN], photos) == pytest.approx([(0.6 + 0 + 0.6) / 3, 2.2 / 3])
        assert likeness_of([self.BETWEEN], [self.NORTH]) == pytest.approx([0.8])
        assert likeness_of([self.EAST], []) == [0]

    def test_a_sample_that_repeats_a_photo_is_no_likelier_than_that_photo(self):
        random = np.random.default_rng(0)
        photos = [one / np.linalg.norm(one) for one in random.normal(0.5, 1, (6, 32))]
        others = [
            float(np.mean([photos[0] @ other for other in photos[1:]])),
            float(max(photos[0] @ one for one in photos[1:])),
        ]
        copied = likeness_of([photos[0]], photos)[0]
        assert others[0] <= copied <= others[1]
        assert copied < float(np.mean([photos[0] @ photo for photo in photos]))

    def test_the_interval_is_narrower_with_more_samples_and_the_same_each_time(self):
        random = np.random.default_rng(1)

        def faces(count):
            return [one / np.linalg.norm(one) for one in random.normal(0.8, 1, (count, 32))]

        photos, samples = faces(6), faces(16)
        few, many = interval_of(samples[:4], photos), interval_of(samples, photos)
        assert few and many and many == interval_of(samples, photos)
        assert many.high - many.low < few.high - few.low
        assert many.low < float(np.mean(likeness_of(samples, photos))) < many.high
        assert interval_of(samples[:1], photos) is None and interval_of(samples, photos[:1]) is None


class TestVerify:
    def test_a_good_lora_passes(self):
        seen, painter = run({"step-500.safetensors": honest})
        assert seen.verdict == "passed" and seen.reasons == []
        measures = seen.best.measures
        assert measures.faces == 1 and measures.likeness > 0.95 and measures.gain > 0.5
        assert seen.held_out
        base = [shot for shot, lora in painter.calls if lora is None]
        ours = [shot for shot, lora in painter.calls if lora is not None]
        # Half of the shots without the LoRA too; and anybody for the drift, by the same noise.
        assert len(ours) == 4 + 8 and len(base) == 2 + 8
        assert set(base) <= set(ours)
        assert all("ohwx" not in shot.prompt for shot in base[2:])

    def test_the_published_checkpoint_is_judged_by_sixteen_samples(self):
        """Unless another number is asked for; so is the command line's."""
        seen, _ = run({"step-500.safetensors": honest}, prompts=[*PROMPTS, STYLE], least=ShotPlan.least)
        assert parse(["--job", "job.json"], {}).check.samples == 16
        assert seen.best.measures.samples == 16
        assert len(seen.best.samples) == 16 + 4

    def test_it_is_chosen_by_some_samples_and_judged_by_others(self):
        seen, painter = run({"step-250.safetensors": SOMEONE, "step-500.safetensors": honest})
        assert seen.best.candidate.step == 500
        shots = [shot.seed for shot, lora in painter.calls if lora and "ohwx" in shot.prompt]
        assert set(shots[:8]) == {0, 1} and not {0, 1} & set(shots[8:])

    def test_one_that_was_lucky_when_it_was_chosen_does_not_pass_by_it(self):
        def lucky(shot):
            return portrait(ADA if shot.seed < 2 else SOMEONE, seed=shot.seed + 40 * len(shot.prompt))

        seen, _ = run({"step-250.safetensors": SOMEONE, "step-500.safetensors": lucky})
        assert seen.verdict == "failed"

    def test_where_the_best_does_not_pass_the_next_best_may(self):
        def late(shot):
            return portrait(ADA if shot.seed < 2 else None, seed=shot.seed + 40 * len(shot.prompt))

        seen, _ = run({"step-250.safetensors": honest, "step-500.safetensors": late})
        assert seen.verdict == "passed" and seen.best.candidate.step == 250
        assert [one.candidate.step for one in seen.tested] == [250, 500]

    def test_faces_in_a_style_are_left_to_clip(self):
        """A painting of anybody does not lower the likeness, and a photo instead of a painting is found."""

        def painter(shot):
            return honest(shot) if "painting" not in shot.prompt else portrait(SOMEONE, seed=90 + shot.seed)

        seen, _ = run({"step-500.safetensors": painter}, prompts=[*PROMPTS, STYLE])
        assert seen.passed and seen.best.measures.likeness > 0.95
        assert all(sample.likeness is None for sample in seen.best.samples if "painting" in sample.shot.prompt)

        def photos_only(shot):
            picture = honest(shot)
            picture.info["fits"] = "painting" not in shot.prompt
            return picture

        seen, _ = run({"step-500.safetensors": photos_only}, prompts=[*PROMPTS, STYLE])
        assert any("Prompts of a style" in reason for reason in seen.reasons)

    def test_where_all_prompts_are_of_styles_likeness_is_measured_on_a_plain_photo(self):
        seen, _ = run({"step-500.safetensors": honest}, prompts=[STYLE])
        assert seen.passed
        assert {sample.shot.prompt for sample in seen.best.samples} == {"photo of ohwx person", STYLE}

    def test_a_lora_that_changed_nothing_fails(self):
        seen, _ = run({"step-500.safetensors": SOMEONE})
        assert seen.verdict == "failed"
        assert any("likeness" in reason for reason in seen.reasons)
        assert any("adds" in reason for reason in seen.reasons)

    def test_noise_without_faces_fails(self):
        seen, _ = run({"base": None, "step-1.safetensors": None})
        assert seen.verdict == "failed"
        assert seen.best.measures.faces == 0 and seen.best.measures.likeness == 0

    def test_copies_of_a_photo_fail_and_an_earlier_checkpoint_is_taken(self):
        def copy(shot):
            return ImageEnhance.Brightness(ImageOps.mirror(PHOTOS.trained[shot.seed % 5])).enhance(1.1)

        seen, _ = run({"step-250.safetensors": honest, "step-500.safetensors": copy})
        assert seen.verdict == "passed"
        assert seen.best.candidate.step == 250
        last = next(one for one in seen.tested if one.candidate.step == 500)
        assert last.measures.near_duplicates == 4
        alone, _ = run({"step-500.safetensors": copy})
        assert alone.verdict == "failed" and "copies" in alone.reasons[0]

    def test_worse_prompt_following_fails(self):
        def unfit(shot):
            picture = portrait(ADA, seed=50 + shot.seed + len(shot.prompt))
            picture.info["fits"] = False
            return picture

        seen, _ = run({"step-500.safetensors": unfit})
        assert seen.verdict == "failed"
        assert "follow the prompts less" in seen.reasons[0]

    def test_a_lora_that_makes_everybody_the_actor_fails(self):
        seen, _ = run({"step-500.safetensors": ADA})
        assert seen.verdict == "failed" and seen.best.measures.class_drift > 0.5
        assert [reason.split(",")[0] for reason in seen.reasons] == [
            "Other people in the pictures look like the actor too"
        ]
        seen, _ = run({"step-500.safetensors": honest})
        assert abs(seen.best.measures.class_drift) < 0.05 and seen.warnings == []

    def test_a_lora_that_makes_other_people_faceless_fails(self):
        """It names no likeness that could rise, so the drift alone would let it pass."""

        def faceless(shot):
            return honest(shot) if "ohwx" in shot.prompt else portrait(None, seed=shot.seed)

        seen, _ = run({"step-500.safetensors": faceless})
        assert seen.verdict == "failed" and seen.best.measures.class_drift is None
        assert seen.reasons[0].startswith("Other people lose their faces in 100% of the pictures")

    def test_more_strangers_are_drawn_where_it_is_not_clear(self):
        """Every second one becomes the actor a little: the mean is at the threshold."""
        mixed = tuple(round(0.62 * other + 0.38 * own) for other, own in zip(SOMEONE, ADA, strict=True))

        def uneven(shot):
            who = ADA if "ohwx" in shot.prompt else mixed if shot.seed % 2 else SOMEONE
            return portrait(who, seed=1000 + len(shot.prompt) + 31 * shot.seed)

        said = []
        seen, painter = run({"step-500.safetensors": uneven}, say=said.append)
        measures = seen.best.measures
        assert measures.others == 40 and 0.05 < measures.class_drift < 0.25
        assert sum(lora is None and "ohwx" not in shot.prompt for shot, lora in painter.calls) == 40
        assert said.count("That is not clear yet: once more.") == 4

    def test_strangers_without_the_lora_are_drawn_once_for_all_that_are_judged(self):
        seen, painter = run({"step-250.safetensors": ADA, "step-500.safetensors": ADA})
        strangers = [shot for shot, lora in painter.calls if lora is None and "ohwx" not in shot.prompt]
        assert seen.verdict == "failed" and seen.best.measures.others == 8
        assert len(strangers) == len(set(strangers)) == 8

    def test_without_face_models_nothing_passes(self):
        seen, _ = run({"step-500.safetensors": ADA}, faces=False)
        assert seen.verdict == "unchecked" and not seen.passed
        assert to_json(seen, Gate())["likeness"] is None

    def test_photos_without_a_face_fail_in_words(self):
        seen, _ = run({"step-500.safetensors": ADA}, photos=PhotoSet([portrait(None, seed=n) for n in range(4)]))
        assert seen.verdict == "failed"
        assert seen.reasons[0].startswith("No face was found in the photos")

    def test_the_last_is_taken_where_nothing_tells_them_apart(self):
        seen, _ = run({"step-250.safetensors": ADA, "step-500.safetensors": ADA}, faces=False)
        assert seen.best.candidate.step == 500

    def test_it_can_be_stopped(self):
        class Stop(Exception):
            pass

        calls = []

        def check():
            calls.append(1)
            if len(calls) > 3:
                raise Stop

        with pytest.raises(Stop):
            run({"step-500.safetensors": ADA}, check=check)

    def test_few_of_many_checkpoints_are_looked_at_the_last_always(self):
        many = [Candidate(step, Path(f"{step}")) for step in range(100, 1600, 100)]
        steps = [candidate.step for candidate in chosen(many)]
        assert len(steps) == 3 and steps[-1] == 1500 and steps == sorted(steps)
        assert chosen(many[:3]) == many[:3]


class TestNearness:
    def test_a_changed_copy_is_found_and_other_pictures_are_not(self):
        photo = portrait(ADA, seed=3, size=256)
        copies = [
            photo,
            ImageOps.mirror(photo),
            photo.resize((100, 100)),
            ImageEnhance.Contrast(photo).enhance(0.7),
            photo.crop((10, 10, 246, 246)),
            photo.rotate(1.5, Image.Resampling.BICUBIC),
        ]
        others = [portrait(ADA, seed=seed, size=256) for seed in range(20, 26)]
        found = near_duplicates([*copies, *others], [portrait(ADA, seed=8, size=256), photo])
        assert [match.sample for match in found] == [0, 1, 2, 3, 4, 5]
        assert {match.photo for match in found} == {1}

    def test_one_colour_is_no_copy(self):
        black = Image.new("RGB", (64, 64))
        assert near_duplicates([black], [black]) == []


class TestWritten:
    def test_the_folder_has_everything_and_no_photo(self, tmp_path):
        seen, _ = run({"step-250.safetensors": SOMEONE, "step-500.safetensors": honest}, least=6)
        report = write_report(seen, tmp_path)
        content = json.loads(report.path.read_text("utf-8"))
        # What is published is the very same, without being read back.
        assert report.content == content and report.contact_sheet.is_file()
        assert [(path.relative_to(tmp_path).as_posix(), prompt, seed) for path, prompt, seed in report.pictures] == [
            (sample["file"], sample["prompt"], sample["seed"]) for sample in content["samples"] if "file" in sample
        ]
        # All are measured, two of each prompt are kept.
        assert len(content["samples"]) == content["measures"]["samples"] == 6
        assert content["verdict"] == "passed" and content["bestStep"] == 500
        assert content["likenessNeeded"] == pytest.approx(0.65, abs=0.02)
        low, high = content["likenessInterval"]
        assert low <= content["likeness"] <= high
        assert len(content["candidates"]) == 2
        assert content["measures"]["promptDrop"] == 0
        assert content["gate"]["likenessOfPhotos"] == 0.65
        names = sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file())
        assert names == [
            "contact-sheet.jpg",
            *[f"samples/0{n}.png" for n in (1, 2, 3, 4)],
            "verification.json",
        ]

    def test_the_contact_sheet_is_readable_in_every_verdict(self):
        for people, faces in (({"step-5.safetensors": ADA}, True), ({"step-5.safetensors": None}, False)):
            sheet = contact_sheet(run(people, faces=faces, least=8)[0])
            assert sheet.mode == "RGB" and sheet.width >= 640 and sheet.height > 512


class TestPrompts:
    def test_photos_and_styles(self):
        # As src/services/training/job/spec.ts has them.
        assert [
            is_photographic(prompt)
            for prompt in (
                "studio portrait photo of ohwx person, soft light, looking at the camera",
                "photo of ohwx person in a city street at golden hour",
                "watercolour painting of ohwx person in a garden",
                "photo of ohwx person as an astronaut, dramatic light",
            )
        ] == [True, True, False, True]
        assert is_photographic("photo of ohwx person beside a statue") and is_photographic("ohwx person, comical")
        assert not is_photographic("Pixel art of ohwx person") and not is_photographic("ohwx person, ANIME")

    def test_the_trigger_word_is_taken_out(self):
        assert without_trigger("photo of ohwx person, smiling", "ohwx") == "photo of person, smiling"
        assert without_trigger("photo of Ohwx, smiling", "ohwx") == "photo of, smiling"
        assert without_trigger("photo of ohwxy", "ohwx") == "photo of ohwxy"

    def test_pixels_as_clip_wants_them(self):
        pixels = pixels_of(Image.new("RGB", (300, 200), (255, 255, 255)), 32)
        assert pixels.shape == (3, 32, 32)
        assert pixels[0, 0, 0] == pytest.approx((1 - 0.48145466) / 0.26862954)

    def test_a_real_clip_of_random_weights_scores(self, tmp_path):
        import torch
        from transformers import CLIPConfig, CLIPModel, CLIPTokenizer

        from actor_lora.tiny import write_tokenizer

        folder = write_tokenizer(tmp_path / "words")
        tokenizer = CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77)
        small = {"hidden_size": 32, "intermediate_size": 37, "num_attention_heads": 4, "num_hidden_layers": 2}
        torch.manual_seed(0)
        model = CLIPModel(
            CLIPConfig(
                text_config={
                    **small,
                    "vocab_size": len(tokenizer),
                    "eos_token_id": tokenizer.eos_token_id,
                    "bos_token_id": tokenizer.bos_token_id,
                },
                vision_config={**small, "image_size": 32, "patch_size": 8},
                projection_dim=32,
            )
        )
        scorer = ClipScorer(model, tokenizer)
        ada, words = portrait(ADA, seed=1), ["photo of a person", "a house", "word " * 300]
        encoded, real = [], model.get_image_features
        model.get_image_features = lambda **named: encoded.append(1) or real(**named)
        found = scorer.scores(ada, words)
        # What costs most is done once, however many sentences there are.
        assert len(encoded) == 1 and len(set(found)) == 3 and all(-1 <= one <= 1 for one in found)
        assert found == [one for word in words for one in scorer.scores(ada, [word])]
        assert found[0] != scorer.scores(portrait(SOMEONE, seed=2), words[:1])[0]
