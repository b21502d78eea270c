"""Verification: gates, the choice of a checkpoint, and what is written about it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps
from verify_fixtures import ADA, SOMEONE, ColourFaces, DrawnPainter, FixedScorer, portrait

from actor_lora.verification.contact_sheet import contact_sheet
from actor_lora.verification.gate import Gate, Measures, best_of, judge, likeness_among, mean_likeness
from actor_lora.verification.nearness import near_duplicates
from actor_lora.verification.prompt_score import ClipScorer, pixels_of, without_trigger
from actor_lora.verification.report import to_json, write_report
from actor_lora.verification.verify import Candidate, Judges, PhotoSet, ShotPlan, chosen, verify

PROMPTS = ["studio portrait photo of ohwx person", "photo of ohwx person in a city street"]
PHOTOS = PhotoSet([portrait(ADA, seed=n) for n in range(5)], [portrait(ADA, seed=9)])
GOOD = Measures(
    faces=1.0, likeness=0.6, base_likeness=0.1, photo_likeness=0.7, prompt=0.30, base_prompt=0.31, class_drift=0.02
)


def run(people, *, photos=PHOTOS, faces=True, scorer=True, candidates=None, **more):
    painter = DrawnPainter({"base": SOMEONE, **people})
    names = candidates or [name for name in people if name != "base"]
    found = [Candidate(int("".join(filter(str.isdigit, name)) or 0), Path("out") / name) for name in names]
    judges = Judges(ColourFaces() if faces else None, FixedScorer() if scorer else None)
    seen = verify(found, painter, photos, judges, ShotPlan(PROMPTS, [0, 1], "ohwx"), **more)
    return seen, painter


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
        ],
    )
    def test_just_good_enough_passes(self, changes):
        assert judge(self.changed(**changes), Gate()).passed

    def test_what_was_not_measured_and_drift_are_warnings(self):
        verdict = judge(self.changed(prompt=None, photo_likeness=None, class_drift=0.2), Gate())
        assert verdict.passed
        assert len(verdict.warnings) == 3

    def test_the_best_is_the_likest_of_those_that_pass(self):
        copies = self.changed(likeness=0.9, near_duplicates=2)
        assert best_of([GOOD, self.changed(likeness=0.62), copies], Gate()) == 1
        weak = [self.changed(likeness=value) for value in (0.1, 0.3, 0.2)]
        assert best_of(weak, Gate()) == 1

    def test_likeness_by_hand(self):
        east, north, between = np.array([1.0, 0]), np.array([0, 1.0]), np.array([0.6, 0.8])
        assert likeness_among([east]) is None
        assert likeness_among([east, north, between]) == pytest.approx((0 + 0.6 + 0.8) / 3)
        assert mean_likeness([east, between], [north]) == pytest.approx(0.4)
        assert mean_likeness([], [north]) == 0


class TestVerify:
    def test_a_good_lora_passes(self):
        seen, painter = run({"step-500.safetensors": ADA})
        assert seen.verdict == "passed" and seen.reasons == []
        measures = seen.best.measures
        assert measures.faces == 1 and measures.likeness > 0.95 and measures.gain > 0.5
        assert seen.held_out
        # The same shots with and without, and anybody for the drift.
        base = [shot for shot, lora in painter.calls if lora is None]
        ours = [shot for shot, lora in painter.calls if lora is not None]
        assert base == ours and len(base) == 6
        assert all("ohwx" not in shot.prompt for shot in base[4:])

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
            return ImageEnhance.Brightness(ImageOps.mirror(PHOTOS.trained[shot.seed])).enhance(1.1)

        seen, _ = run({"step-250.safetensors": ADA, "step-500.safetensors": copy})
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

    def test_a_lora_that_makes_everybody_the_actor_is_warned_about(self):
        seen, _ = run({"step-500.safetensors": ADA})
        assert seen.best.measures.class_drift > 0.5
        assert any("Other people" in warning for warning in seen.warnings)
        honest = {
            "step-500.safetensors": lambda shot: portrait(
                ADA if "ohwx" in shot.prompt else SOMEONE, seed=len(shot.prompt) + 31 * shot.seed
            )
        }
        seen, _ = run(honest)
        assert abs(seen.best.measures.class_drift) < 0.05 and seen.warnings == []

    def test_without_face_models_nothing_passes(self):
        seen, _ = run({"step-500.safetensors": ADA}, faces=False)
        assert seen.verdict == "unchecked" and not seen.passed
        assert to_json(seen, Gate())["likeness"] is None

    def test_photos_without_a_face_fail_in_words(self):
        seen, _ = run({"step-500.safetensors": ADA}, photos=PhotoSet([portrait(None, seed=n) for n in range(4)]))
        assert seen.verdict == "failed"
        assert seen.reasons[0].startswith("No face was found in the photos")

    def test_likeness_on_trained_photos_is_told(self):
        seen, _ = run({"step-500.safetensors": ADA}, photos=PhotoSet(PHOTOS.trained))
        assert seen.passed and not seen.held_out
        assert any("flatters" in warning for warning in seen.warnings)

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
        assert len(steps) == 4 and steps[-1] == 1500 and steps == sorted(steps)
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
        seen, _ = run({"step-250.safetensors": SOMEONE, "step-500.safetensors": ADA})
        report = write_report(seen, tmp_path)
        content = json.loads(report.path.read_text("utf-8"))
        # What is published is the very same, without being read back.
        assert report.content == content and report.contact_sheet.is_file()
        assert [(path.relative_to(tmp_path).as_posix(), prompt, seed) for path, prompt, seed in report.pictures] == [
            (sample["file"], sample["prompt"], sample["seed"]) for sample in content["samples"]
        ]
        assert content["verdict"] == "passed" and content["bestStep"] == 500
        assert content["likenessNeeded"] == pytest.approx(0.65, abs=0.02)
        assert [sample["file"] for sample in content["samples"]] == [f"samples/0{n}.png" for n in (1, 2, 3, 4)]
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
            sheet = contact_sheet(run(people, faces=faces)[0])
            assert sheet.mode == "RGB" and sheet.width >= 640 and sheet.height > 512


class TestPrompts:
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
        one = scorer.score(portrait(ADA, seed=1), "photo of a person")
        assert -1 <= one <= 1
        assert one == scorer.score(portrait(ADA, seed=1), "photo of a person")
        assert one != scorer.score(portrait(SOMEONE, seed=2), "photo of a person")
        assert -1 <= scorer.score(portrait(ADA), "word " * 300) <= 1
