"""The parts of the recipe, each against its equation, in trainings of tiny bases."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from dataclasses import asdict, replace

import pytest
import torch
from conftest import drawn_person
from run_fixtures import kept_at

from actor_lora.device import DTYPES
from actor_lora.errors import BadInput
from actor_lora.families.recipe import Recipe
from actor_lora.photos import Photo, View
from actor_lora.training.average import Average
from actor_lora.training.checkpoint import CheckpointFolder
from actor_lora.training.latents import face_places
from actor_lora.training.loop import run
from actor_lora.training.lora import read_adapter
from actor_lora.training.losses import diffusion_loss
from actor_lora.training.order import batch_at, loses_caption, photo_at
from actor_lora.training.session import Session, prepare_session
from actor_lora.training.settings import config_hash, economy, settings_for


def photo_with(*views: View) -> Photo:
    return Photo("p", "0" * 64, views[0].picture, views[0].caption, views)


def view(number: int, size: tuple[int, int] = (16, 16), caption: str = "photo of novaxqz person", **more) -> View:
    frame = (120, 160, 3, 5, size[1], size[0])
    return View(drawn_person(number).resize(size), caption, more.pop("frame", frame), more.pop("face", None))


@pytest.fixture
def session_of(base_of, spec, photos, tmp_path):
    def make(kind: str = "sd15", shown: list[Photo] | None = None, **recipe) -> Session:
        base = base_of(kind)
        names = ("batch_size", "prior_images", "text_encoder", "precision", "held_out")
        chosen = {"precision": "fp32", "prior_images": 0} | {key: recipe.pop(key) for key in names if key in recipe}
        held_out = chosen.pop("held_out", [])
        settings = settings_for(spec, base, checkpoint_every=2, recipe=recipe, **chosen)
        return prepare_session(
            base=base,
            settings=settings,
            photos=shown or photos,
            held_out=held_out,
            sample_prompts=spec.sample_prompts,
            folder=tmp_path / "prior",
            device="cpu",
            prior_steps=1,
            say=lambda words: None,
        )

    return make


class TestOrder:
    def test_in_one_bucket_batches_are_the_series_of_photos(self):
        for position in range(9):
            assert batch_at(position, [[0, 1, 2]], 2, 7) == [photo_at(2 * position + item, 3, 7) for item in range(2)]

    def test_every_picture_comes_equally_often_and_only_with_its_like(self):
        buckets = [[0, 3, 5], [1], [2, 4]]
        batches = [batch_at(position, buckets, 2, seed=3) for position in range(6 * 4)]
        assert all(any(set(batch) <= set(bucket) for bucket in buckets) for batch in batches)
        assert Counter(number for batch in batches for number in batch) == dict.fromkeys(range(6), 8)

    def test_captions_are_lost_as_often_as_is_said(self):
        lost = [loses_caption(position, 0.05, seed=1) for position in range(20_000)]
        # Three standard deviations of 20,000 draws.
        assert sum(lost) / len(lost) == pytest.approx(0.05, abs=3 * math.sqrt(0.05 * 0.95 / 20_000))
        assert not any(loses_caption(position, 0.0, seed=1) for position in range(1000))


class TestFaces:
    def test_a_photo_counts_by_the_weighted_mean(self):
        """Errors 1, 2, 3, 4 in four places, of which the first counts 1 and the others a half: squares 1, 4, 9, 16."""
        predicted = torch.tensor([1.0, 2.0, 3.0, 4.0]).view(1, 1, 2, 2)
        places = torch.tensor([1.0, 0.5, 0.5, 0.5]).view(1, 1, 2, 2)
        loss = diffusion_loss(
            predicted, torch.zeros(1, 1, 2, 2), torch.ones(1), instances=1, prior_weight=0, places=places
        )
        assert loss.item() == pytest.approx((1 + 2 + 4.5 + 8) / 2.5)

    def test_places_that_count_alike_change_nothing(self):
        generator = torch.Generator().manual_seed(0)
        predicted, target = (torch.randn(3, 4, 5, 6, generator=generator) for _ in range(2))
        given = {"instances": 2, "prior_weight": 0.5, "weights": torch.tensor([1.0, 0.3, 2.0])}
        plain = diffusion_loss(predicted, target, **given)
        alike = diffusion_loss(predicted, target, **given, places=torch.full((2, 1, 5, 6), 0.4))
        torch.testing.assert_close(alike, plain)

    def test_outside_of_a_full_mask_nothing_is_learnt(self):
        face = view(1, face=(6, 4, 6, 6))
        places = face_places(face, (8, 8), background=0)
        outside = (places == 0).expand(4, 8, 8)
        assert 0 < outside.sum() < outside.numel()
        predicted = torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(0), requires_grad=True)
        given = {"instances": 1, "prior_weight": 1, "weights": torch.ones(2)}
        diffusion_loss(predicted, torch.zeros(2, 4, 8, 8), **given, places=places[None]).backward()
        assert predicted.grad[0][outside].abs().max() == 0
        assert (predicted.grad[0][~outside] != 0).all()
        # A prior image has no face that is looked for.
        assert (predicted.grad[1] != 0).all()

    def test_the_mask_lies_where_the_face_is(self):
        places = face_places(view(1, size=(32, 16), face=(20, 2, 8, 8)), (8, 16), background=0.25)
        assert places.shape == (1, 8, 16)
        assert places[0, 3, 12] == 1 and places[0, 3, 2] == 0.25 and places.min() == 0.25
        for lacks in (view(1), view(1, face=(-90, -90, 4, 4))):
            assert torch.equal(face_places(lacks, (8, 8), background=0), torch.ones(1, 8, 8))

    def test_a_training_looks_at_the_face_alone(self, session_of):
        """By a full mask what the UNet says elsewhere is nothing to the loss."""
        trainer = session_of(shown=[photo_with(view(1, face=(4, 4, 6, 6)))], background=0.0).trainer
        said, real = [], trainer.base.family.predict

        class Listening(type(trainer.base.family)):
            def predict(self, *args, **named):
                said.append(real(*args, **named))
                said[-1].retain_grad()
                return said[-1]

        trainer.base = replace(trainer.base, family=Listening())
        trainer.loss(0).backward()
        face = trainer.material.places[0][0] > 0
        assert 0 < face.sum() < face.numel()
        assert said[0].grad[0, :, ~face].abs().max() == 0 and (said[0].grad[0, :, face] != 0).all()


def apart(one: torch.Tensor, other: torch.Tensor) -> float:
    """By how much of its length a vector differs from another."""
    return float((one - other).norm() / other.norm())


def one_row(tensors) -> torch.Tensor:
    return torch.cat([tensor.flatten() for tensor in tensors])


@pytest.mark.parametrize("prior", [0, 2])
def test_small_batches_are_one_large_one(session_of, monkeypatch, prior):
    """Four of one, two of two, one of four: the same gradients, and after some steps the same losses and weights.

    In float64, where only the order of the sums is left; in fp32 the gradients' rounding is just above 1e-6 itself.
    """
    monkeypatch.setitem(DTYPES, "fp32", torch.float64)
    found = []
    for size, parts in ((4, 1), (2, 2), (1, 4)):
        made = {"batch_size": size, "accumulation": parts, "caption_dropout": 0.4, "prior_images": prior}
        trainer = session_of(**made, ema=0).trainer
        trainer.denoiser.double()
        before = trainer._generator.get_state()
        trainer.loss(0).backward()
        gradients = one_row(value.grad.clone() for value in trainer._parameters.values())
        trainer.denoiser.zero_grad()
        trainer._generator.set_state(before)
        losses = [float(trainer.step()) for _ in range(3)]
        found.append((losses, gradients, one_row(read_adapter(trainer.models).values())))
    for losses, gradients, weights in found[1:]:
        assert losses == pytest.approx(found[0][0], rel=1e-6)
        assert apart(gradients, found[0][1]) < 1e-6
        assert apart(weights, found[0][2]) < 1e-6


def test_the_average_is_that_of_diffusers(session_of):
    from diffusers.training_utils import EMAModel

    trainer = session_of(ema=0.2).trainer
    theirs = EMAModel(trainer._parameters.values(), decay=0.2)
    for _ in range(6):
        trainer.step()
        theirs.step(trainer._parameters.values())
    # (1 + 5) / (10 + 5) is more than 0.2, and what came before was less.
    assert theirs.get_decay(6) == 0.2 and theirs.get_decay(2) < 0.2
    for mine, shadow in zip(trainer.state().average.values(), theirs.shadow_params, strict=True):
        torch.testing.assert_close(mine, shadow, rtol=1e-6, atol=1e-8)


def test_the_average_by_hand():
    parameter = torch.nn.Parameter(torch.tensor([1.0]))
    average = Average({"p": parameter}, decay=0.5)
    wanted = 0.0
    for step, value in enumerate((3.0, -2.0, 5.0, 8.0, 1.0, 2.0, 2.0, 2.0, 2.0, 7.0)):
        parameter.data.fill_(value)
        average.update(step)
        decay = min(0.5, (1 + step) / (10 + step)) if step else 0
        wanted = decay * wanted + (1 - decay) * value
    with average.in_place():
        assert parameter.item() == pytest.approx(wanted, rel=1e-6)
    assert parameter.item() == 7.0


def test_what_is_saved_and_looked_at_is_the_average(session_of, photos, tmp_path):
    from safetensors.torch import load_file

    held_out = {"held_out": photos[:1]}
    averaged, plain = session_of(ema=0.9, **held_out), session_of(ema=0, **held_out)
    for session in (averaged, plain):
        for _ in range(3):
            session.trainer.step()
    # The steps are the same; what is saved is not.
    one, other = (read_adapter(session.trainer.models) for session in (averaged, plain))
    assert all(torch.equal(one[name], other[name]) for name in one)
    saved = [load_file(session.trainer.save_lora(tmp_path / str(n))) for n, session in enumerate((averaged, plain))]
    assert any(not torch.equal(saved[0][name], saved[1][name]) for name in saved[0])
    assert averaged.trainer.held_out_loss() != plain.trainer.held_out_loss()
    assert averaged.preview(0, seed=1, steps=1).tobytes() != plain.preview(0, seed=1, steps=1).tobytes()
    with averaged.trainer.averaged():
        state = {name: value.clone() for name, value in averaged.trainer._parameters.items()}
    assert all(torch.equal(value, averaged.trainer.state().average[name]) for name, value in state.items())


def test_a_picture_without_caption_has_that_of_nothing(session_of):
    session = session_of(caption_dropout=0.6)
    trainer, seen = session.trainer, set()
    for step in range(12):
        [batch] = trainer._batches.of(step, trainer.material, trainer._generator)
        assert batch.bare == [loses_caption(step, 0.6, trainer.settings.seed)]
        wanted = session.empty if batch.bare[0] else trainer.material.conditions[batch.numbers[0]]
        assert torch.equal(trainer._condition(batch).embeds, wanted.embeds)
        seen.add(batch.bare[0])
    assert seen == {True, False}


def test_sdxl_is_told_the_true_sizes(session_of):
    """add_time_ids: the photo's size before anything, the corner of the cut, the size of what is trained on."""
    whole = view(2, size=(20, 12), frame=(900, 1500, 0, 40, 12, 20))
    session = session_of("sdxl", shown=[photo_with(view(1), whole)], caption_dropout=0)
    trainer, told, real = session.trainer, [], session.trainer.denoiser.forward

    def listening(*args, **named):
        told.append(named["added_cond_kwargs"]["time_ids"].tolist())
        return real(*args, **named)

    trainer.denoiser.forward = listening
    trainer.step(), trainer.step()
    assert sorted(row for rows in told for row in rows) == [[120, 160, 3, 5, 16, 16], [900, 1500, 0, 40, 12, 20]]
    told.clear()
    session.preview(0, seed=1, steps=1)
    assert {tuple(row) for rows in told for row in rows} == {(16, 16, 0, 0, 16, 16)}


@pytest.mark.parametrize("kind", ["sd15", "sdxl", "z-image", "flux2-klein"])
def test_pictures_of_any_shape_are_learnt(session_of, kind):
    shown = [photo_with(view(1), view(1, size=(24, 8)), view(2, size=(8, 16)))]
    prior = {"prior_images": 1} if kind == "sd15" else {}
    trainer = session_of(kind, shown=shown, batch_size=2, **prior).trainer
    shapes = set()
    for step in range(3):
        [batch] = trainer._batches.of(step, trainer.material, trainer._generator)
        shapes.add(tuple(batch.photos.latents.shape[2:]))
    assert len(shapes) == 3
    trainer._generator.manual_seed(1)
    assert all(math.isfinite(trainer.step()) for _ in range(3))


def test_prior_images_count_the_same_beside_pictures_of_another_shape(session_of):
    """The two parts of the loss, each through the denoiser by itself, are what they are side by side."""
    trainer = session_of(shown=[photo_with(view(1))], prior_images=2, batch_size=2).trainer
    [batch] = trainer._batches.of(0, trainer.material, trainer._generator)
    together = trainer._loss_of(batch)
    # Rows of another order of memory have another shape for the comparison, and the same numbers.
    wide = replace(batch, prior=replace(batch.prior, latents=batch.prior.latents.view(2, 1, 4, 8, 8)))
    original = trainer._error

    def flat(draw, *args, **named):
        shape = draw.noise.shape
        return original(replace(draw, latents=draw.latents.view(shape)), *args, **named)

    trainer._error = flat
    torch.testing.assert_close(trainer._loss_of(wide), together, rtol=1e-6, atol=1e-6)


RECIPES = {
    "everything": {
        "optimizer": "adamw8bit",
        "caption_dropout": 0.3,
        "ema": 0.9,
        "accumulation": 2,
        "background": 0.2,
        "learning_rate": 1e-3,
        "up_rate": 6,
    },
    "prodigy": {"optimizer": "prodigy", "ema": 0.99, "accumulation": 3},
    "dora": {"dora": True, "layers": "attention", "ema": 0.5},
    "plain": {"optimizer": "adamw", "caption_dropout": 0, "ema": 0, "layers": "attention"},
}


@pytest.mark.parametrize("name", RECIPES)
@pytest.mark.parametrize("precision", ["fp32", "fp16"])
def test_by_every_recipe_a_killed_training_goes_on_bit_for_bit(session_of, tmp_path, name, precision):
    shown = [photo_with(view(1, face=(4, 4, 6, 6)), view(1, size=(24, 8))), photo_with(view(2)), photo_with(view(3))]
    make = lambda: session_of(shown=shown, precision=precision, **RECIPES[name]).trainer  # noqa: E731
    whole, losses = make(), []
    keep = kept_at(2, tmp_path / "a", tmp_path / "b")
    run(whole, CheckpointFolder(tmp_path / "a"), on_step=lambda _, loss: losses.append(loss), on_checkpoint=keep)
    assert len(losses) == 4 and all(math.isfinite(loss) for loss in losses)

    folder, second, resumed = CheckpointFolder(tmp_path / "b"), make(), []
    torch.manual_seed(99)
    state = folder.latest(second.config_hash)
    assert state and state.step == 2
    second.restore(state)
    run(second, folder, on_step=lambda step, loss: resumed.append(loss))
    assert resumed == losses[2:]
    ends = [(trainer.state(), folder_of.all()[-1].weights.read_bytes()) for trainer, folder_of in (
        (whole, CheckpointFolder(tmp_path / "a")), (second, folder))]  # fmt: skip
    for part in ("adapter", "average", "optimizer"):
        one, other = (getattr(end, part) for end, _ in ends)
        assert one.keys() == other.keys() and all(torch.equal(one[key], other[key]) for key in one), part
    assert ends[0][0].groups == ends[1][0].groups
    assert ends[0][1] == ends[1][1]


class TestRateOfB:
    """LoRA+ (arXiv 2402.12354): B ← B − λ η g, A ← A − η g."""

    def test_b_goes_as_many_times_as_far_and_a_as_far_as_before(self, session_of):
        """B begins at zero, so AdamW's first step of it is the rate times a direction, and A has no gradient yet."""
        ends = []
        for ratio in (1, 5):
            trainer = session_of(up_rate=ratio, ema=0).trainer
            trainer.step()
            ends.append(read_adapter(trainer.models))
        ups = [name for name in ends[0] if ".lora_B." in name]
        assert ups and any(ends[0][name].abs().max() > 0 for name in ups)
        for name in ends[0]:
            torch.testing.assert_close(ends[1][name], ends[0][name] * (5 if name in ups else 1), rtol=1e-5, atol=1e-9)

    def test_both_models_have_it_and_prodigy_has_one_rate(self, session_of):
        both = {"text_encoder": True, "learning_rate": 1e-4}
        rates = [group["full_rate"] for group in session_of(up_rate=4, **both).trainer._optimizer.param_groups]
        assert rates == pytest.approx([1e-4, 4e-4, 2e-5, 8e-5])
        trainer = session_of(up_rate=4, optimizer="prodigy").trainer
        assert [group["full_rate"] for group in trainer._optimizer.param_groups] == [1.0]
        assert session_of(up_rate=4, learning_rate=3e-4).trainer.rate == pytest.approx(3e-4)

    def test_one_rate_is_hashed_as_before_there_were_two(self, session_of):
        hashes = [session_of(up_rate=ratio).trainer.config_hash for ratio in (1, 4)]
        assert hashes[0] != hashes[1]
        settings = session_of(up_rate=1).trainer.settings
        base = session_of(up_rate=1).trainer.base
        without = config_hash(settings, base=base, photos=["a"], captions=["b"])
        shaping = asdict(settings)
        del shaping["gradient_checkpointing"], shaping["compiled"], shaping["recipe"]["up_rate"]
        # How each machine computes it.
        del shaping["precision"], shaping["weights"]
        said = {"format": 1, "settings": shaping, "base": [base.id, base.revision, base.prediction], "photos": ["a"],
                "captions": ["b"]}  # fmt: skip
        assert without == hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class TestSettings:
    def test_a_field_is_as_the_family_has_it_unless_it_is_given(self, base_of, spec):
        base = base_of("sd15")
        plain = settings_for(spec, base, precision="fp32")
        assert plain.recipe == base.family.recipe and plain.learning_rate == spec.learning_rate
        given = settings_for(spec, base, precision="fp32", recipe={"ema": 0.5, "learning_rate": 3e-4})
        assert given.recipe == replace(base.family.recipe, ema=0.5, learning_rate=3e-4)
        assert given.learning_rate == 3e-4
        silent = spec.model_copy(update={"learning_rate": None})
        assert settings_for(silent, base, precision="fp32").learning_rate == base.family.recipe.learning_rate

    def test_prodigy_takes_a_factor_for_all(self, base_of, spec):
        settings = settings_for(
            spec, base_of("sd15"), precision="fp32", text_encoder=True, recipe={"optimizer": "prodigy"}
        )
        assert (settings.learning_rate, settings.text_encoder_rate) == (1.0, 1.0)

    def test_less_memory_is_still_the_same_step(self, base_of, spec):
        settings = settings_for(spec, base_of("sdxl"), precision="fp16", batch_size=3, recipe={"accumulation": 2})
        small = economy(settings, base_of("sdxl"))
        assert (small.batch_size, small.recipe.accumulation) == (1, 6)

    def test_what_makes_no_sense_is_refused(self, base_of, spec):
        for wrong in (
            {"ema": 1.0},
            {"caption_dropout": 1.0},
            {"background": 1.1},
            {"accumulation": 0},
            {"up_rate": 0},
            {"sizes": (4,)},
        ):
            with pytest.raises(ValueError):
                Recipe(**wrong)
        refused = [
            ("z-image", {"weights": "nf4"}, "--weights"),
            ("sd15", {"text_encoder": True}, "--text-encoder"),
        ]
        for kind, more, words in refused:
            with pytest.raises(BadInput, match=words):
                settings_for(spec, base_of(kind), precision="fp32", recipe={"dora": True}, **more)
