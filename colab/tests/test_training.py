"""The loop on tiny random bases: it learns, it touches the LoRA only, and it resumes bit for bit."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from run_fixtures import kept_at
from safetensors.torch import load_file
from torch.utils._python_dispatch import TorchDispatchMode

from actor_lora.device import DTYPES
from actor_lora.errors import RunError
from actor_lora.families.known import FAMILIES
from actor_lora.training import loop as loop_module
from actor_lora.training import session as session_module
from actor_lora.training import trainer as trainer_module
from actor_lora.training.checkpoint import CheckpointFolder
from actor_lora.training.loop import run
from actor_lora.training.lora import read_adapter
from actor_lora.training.session import Session, prepare_session
from actor_lora.training.settings import Settings, economy, settings_for

FLOW_KINDS = ["z-image", "z-image-turbo", "flux2-klein", "flux1-dev"]
KINDS = ["sd15", "sd21", "sdxl", *FLOW_KINDS]
TEXT_KINDS = ["sd15", "sd21"]
"""Those whose text encoder is trained too."""


@pytest.fixture
def session_of(base_of, spec, photos, tmp_path):
    def make(kind: str, **changes) -> Session:
        base = base_of(kind)
        options = {"prior_images": 2, "text_encoder": kind in TEXT_KINDS, "checkpoint_every": 2, "precision": "fp32"}
        chosen = {key: changes.pop(key) for key in list(changes) if key in options}
        settings = settings_for(spec, base, **{**options, **chosen})
        return prepare_session(
            base=base,
            settings=replace(settings, **changes),
            photos=photos,
            sample_prompts=spec.sample_prompts,
            folder=tmp_path / f"prior-{kind}",
            device="cpu",
            prior_steps=2,
            say=lambda words: None,
        )

    return make


def same(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


@pytest.mark.parametrize("kind", KINDS)
def test_lora_moves_and_the_base_does_not(session_of, kind):
    trainer = session_of(kind).trainer
    before = {
        f"{part}.{name}": value.clone()
        for part, model in trainer.models.items()
        for name, value in model.named_parameters()
    }
    for _ in range(3):
        assert math.isfinite(trainer.step())
    moved = {
        f"{part}.{name}"
        for part, model in trainer.models.items()
        for name, value in model.named_parameters()
        if not torch.equal(before[f"{part}.{name}"], value)
    }
    # A distilled base leans on an adapter that stays as it is.
    lora = {name for name in before if ".lora_" in name and ".default." in name}
    assert moved == lora
    assert any(name.startswith("text_encoder.") for name in lora) == (kind in TEXT_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_in_half_precision_the_losses_are_those_of_fp32(session_of, kind):
    """With a scaler in fp16; the LoRA's own weights are fp32 in all."""
    curves = {}
    for precision in ("fp32", "fp16", "bf16"):
        # A and B by one rate: at four times this one a tiny base is thrown about, and every rounding with it.
        recipe = replace(FAMILIES["sd15"].recipe, up_rate=1)
        trainer = session_of(kind, precision=precision, learning_rate=1e-3, recipe=recipe).trainer
        assert {value.dtype for value in read_adapter(trainer.models).values()} == {torch.float32}
        assert trainer.denoiser.dtype == DTYPES[precision]
        curves[precision] = [float(trainer.step()) for _ in range(4)]
    # The transformers' captions are read in bf16 where there is only fp16.
    assert curves["fp16"] == pytest.approx(curves["fp32"], rel=1e-2 if kind in FLOW_KINDS else 2e-3)
    assert curves["bf16"] == pytest.approx(curves["fp32"], rel=1e-2)


@pytest.mark.parametrize("kind", KINDS)
def test_loss_on_one_fixed_latent_falls(session_of, kind):
    # klein's layers are wide for its tiny blocks, so each number moves the picture less.
    rate = 2e-2 if kind == "flux2-klein" else 5e-3
    trainer = session_of(kind, prior_images=0, learning_rate=rate).trainer
    first = float(trainer.loss(0).detach())

    def again() -> None:
        trainer.step_number = 0
        trainer._generator.manual_seed(trainer.settings.seed)

    again()
    for _ in range(25):
        trainer.step()
        again()
    assert float(trainer.loss(0).detach()) < first * 0.8


@pytest.mark.parametrize("kind", KINDS)
def test_two_and_two_steps_are_four_bit_for_bit(session_of, kind, tmp_path):
    whole = session_of(kind, batch_size=2).trainer
    losses, keep = [], kept_at(2, tmp_path / "a", tmp_path / "b")
    run(whole, CheckpointFolder(tmp_path / "a"), on_step=lambda _, loss: losses.append(loss), on_checkpoint=keep)

    folder, second = CheckpointFolder(tmp_path / "b"), session_of(kind, batch_size=2).trainer
    torch.manual_seed(99)  # whatever the process did before must not matter
    state = folder.latest(second.config_hash)
    assert state and state.step == 2
    second.restore(state)
    resumed = []
    run(second, folder, on_step=lambda step, loss: resumed.append(loss))
    assert resumed == losses[2:]
    assert same(read_adapter(second.models), read_adapter(whole.models))
    assert same(second.state().optimizer, whole.state().optimizer)
    assert torch.equal(second.state().rng["draws"], whole.state().rng["draws"])


def test_a_preview_does_not_change_the_training(session_of):
    one, two = session_of("sd15"), session_of("sd15")
    one.trainer.step(), two.trainer.step()
    assert one.preview(0, seed=3, steps=2).size == (16, 16)
    assert one.trainer.step() == two.trainer.step()


def test_checkpointed_gradients_are_the_same(session_of):
    plain, checkpointed = session_of("sd15").trainer, session_of("sd15", gradient_checkpointing=True).trainer
    for _ in range(2):
        assert float(checkpointed.step()) == pytest.approx(float(plain.step()), rel=1e-5)


@pytest.mark.parametrize("kind", ["sd15", "sdxl", "z-image", "flux2-klein"])
def test_checkpointed_gradients_are_no_other_training(session_of, kind):
    """To the bit, which is why a training may change over on the way."""
    found = []
    for checkpointed in (False, True):
        trainer = session_of(kind, gradient_checkpointing=checkpointed).trainer
        trainer.step(), trainer.step()
        found.append((trainer.config_hash, read_adapter(trainer.models)))
    assert found[0][0] == found[1][0] and same(found[0][1], found[1][1])


def test_compiled_it_is_the_same_training(session_of, monkeypatch, tmp_path):
    """By the backend that compiles the way there and back without making kernels, which need a compiler of C."""
    monkeypatch.setattr(session_module, "COMPILER", "aot_eager")
    plain = session_of("flux1-dev").trainer
    compiled = session_of("flux1-dev", compiled=True, gradient_checkpointing=False).trainer
    assert compiled.denoiser._compiled_call_impl is not None and compiled.config_hash != plain.config_hash
    for _ in range(3):
        assert float(compiled.step()) == pytest.approx(float(plain.step()), rel=1e-5)
    assert load_file(compiled.save_lora(tmp_path / "a")).keys() == load_file(plain.save_lora(tmp_path / "b")).keys()


def test_cached_text_is_the_text(session_of):
    """Frozen encoders with a cache give the loss of encoders that run in every step, as long as nothing moved."""
    cached = session_of("sd15", text_encoder=False).trainer
    encoded = session_of("sd15", text_encoder=True).trainer
    assert float(cached.loss(0).detach()) == pytest.approx(float(encoded.loss(0).detach()), rel=1e-5)


def test_another_configuration_does_not_resume(session_of, tmp_path):
    trainer = session_of("sd15").trainer
    folder = CheckpointFolder(tmp_path / "c")
    folder.save(trainer.state(), trainer.save_lora)
    other = session_of("sd15", learning_rate=2e-3).trainer
    assert other.config_hash != trainer.config_hash
    assert folder.latest(other.config_hash) is None


def test_a_damaged_checkpoint_is_passed_over(session_of, tmp_path):
    trainer = session_of("sd15").trainer
    folder = CheckpointFolder(tmp_path / "d")
    run(trainer, folder)
    last = folder.all()[-1].folder / "training-state.safetensors"
    content = bytearray(last.read_bytes())
    content[-1] ^= 1
    last.write_bytes(content)
    state = folder.latest(trainer.config_hash)
    assert state and state.step == 2


def test_a_half_written_checkpoint_is_none(session_of, tmp_path):
    trainer = session_of("sd15").trainer
    folder = CheckpointFolder(tmp_path / "e")

    def killed(path: Path) -> None:
        trainer.save_lora(path)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.save(trainer.state(), killed)
    assert CheckpointFolder(tmp_path / "e").all() == []
    assert list((tmp_path / "e").iterdir()) == []


def test_old_checkpoints_keep_only_their_lora(session_of, tmp_path):
    trainer = session_of("sd15", steps=4, checkpoint_every=1).trainer
    folder = CheckpointFolder(tmp_path / "f")
    run(trainer, folder)
    assert [checkpoint.step for checkpoint in folder.all()] == [1, 2, 3, 4]
    assert [checkpoint.resumable for checkpoint in folder.all()] == [False, False, True, True]


class Losses:
    """Stands in for the loss: no number at the given calls."""

    def __init__(self, bad) -> None:
        self.calls, self.bad, self.real = 0, bad, trainer_module.diffusion_loss

    def __call__(self, *args, **options):
        self.calls += 1
        loss = self.real(*args, **options)
        return loss * float("nan") if self.bad(self.calls) else loss


def test_one_bad_loss_is_skipped(session_of, monkeypatch, tmp_path):
    monkeypatch.setattr(trainer_module, "diffusion_loss", Losses(lambda call: call == 2))
    trainer = session_of("sd15").trainer
    run(trainer, CheckpointFolder(tmp_path / "g"))
    assert trainer.rate_scale == 1
    assert all(torch.isfinite(value).all() for value in read_adapter(trainer.models).values())


@pytest.mark.parametrize("optimizer", ["adamw", "adamw8bit", "prodigy"])
@pytest.mark.parametrize("precision", ["fp32", "fp16"])
@pytest.mark.parametrize("what", ["loss", "gradient"])
def test_what_is_no_number_changes_no_weight(session_of, monkeypatch, optimizer, precision, what):
    recipe = replace(FAMILIES["sd15"].recipe, optimizer=optimizer)
    # Prodigy takes one rate for all.
    trainer = session_of("sd15", precision=precision, text_encoder=False, recipe=recipe).trainer
    trainer.step()
    before = trainer.state()
    real = trainer_module.diffusion_loss

    def broken(*args, **options):
        loss = real(*args, **options)
        if what == "loss":
            # Its gradients are good numbers.
            return loss + (float("inf") - loss.detach())
        loss.register_hook(lambda grad: grad * float("nan"))
        return loss

    with monkeypatch.context() as bad:
        bad.setattr(trainer_module, "diffusion_loss", broken)
        assert math.isfinite(trainer.step()) == (what == "gradient")
    after = trainer.state()
    assert same(after.adapter, before.adapter) and same(after.optimizer, before.optimizer)
    assert after.step == before.step + 1
    assert math.isfinite(trainer.step()) and not same(read_adapter(trainer.models), after.adapter)


class Waits(TorchDispatchMode):
    """Notes what must have a number back from the device, for which a CPU waits until a GPU is done."""

    BACK = ("_local_scalar_dense", "nonzero", "is_nonzero", "equal", "masked_select", "unique")

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        name = func.overloadpacket.__name__.split(".")[-1]
        if any(name == one or name.startswith(f"{one}_") for one in self.BACK):
            self.seen.append(name)
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_read_back_in_a_step(session_of, kind):
    trainer = session_of(kind, batch_size=2).trainer
    trainer.step()
    with Waits() as waits:
        float(torch.ones(()))
        assert waits.seen == ["_local_scalar_dense"]
        trainer.step()
    assert waits.seen == ["_local_scalar_dense"]


@pytest.mark.skipif(not torch.cuda.is_available(), reason="only a GPU can show it")
@pytest.mark.parametrize("precision", ["bf16", "fp16"])
@pytest.mark.parametrize("kind", KINDS)
def test_on_a_gpu_no_step_waits(base_of, spec, photos, tmp_path, kind, precision):
    settings = settings_for(spec, base_of(kind), precision=precision, prior_images=2)
    trainer = prepare_session(
        base=base_of(kind), settings=settings, photos=photos, sample_prompts=[], folder=tmp_path, device="cuda",
        prior_steps=2, say=lambda words: None,
    ).trainer  # fmt: skip
    trainer.step()
    torch.cuda.set_sync_debug_mode("error")
    try:
        trainer.step()
    finally:
        torch.cuda.set_sync_debug_mode("default")


def test_losses_are_read_now_and_then_and_all_of_them(session_of, monkeypatch, tmp_path):
    reads, real = [], loop_module._Unread.read
    monkeypatch.setattr(loop_module._Unread, "read", lambda self: (reads.append(found := real(self)), found)[1])
    monkeypatch.setattr(loop_module, "READ_EVERY", 1e9)
    trainer = session_of("sd15", steps=6, checkpoint_every=4).trainer
    told = []
    run(trainer, CheckpointFolder(tmp_path / "r"), on_step=lambda step, loss: told.append((step, loss)))
    # The first one at once, and before each checkpoint.
    assert [[step for step, _ in read] for read in reads] == [[1], [2, 3, 4], [5, 6]]
    monkeypatch.setattr(loop_module, "READ_EVERY", 0.0)
    at_once = []
    again = session_of("sd15", steps=6, checkpoint_every=4).trainer
    run(again, CheckpointFolder(tmp_path / "s"), on_step=lambda step, loss: at_once.append((step, loss)))
    assert at_once == told


@pytest.mark.parametrize("every", [0.0, 1e9])
def test_three_bad_losses_go_back_once_at_half_the_rate(session_of, monkeypatch, tmp_path, every):
    """However late they are read."""
    monkeypatch.setattr(loop_module, "READ_EVERY", every)
    monkeypatch.setattr(trainer_module, "diffusion_loss", Losses(lambda call: 3 <= call <= 5))
    trainer = session_of("sd15", steps=6).trainer
    steps, said = [], []
    run(
        trainer,
        CheckpointFolder(tmp_path / "h"),
        on_step=lambda step, loss: steps.append(step),
        say=said.append,
    )
    assert steps == [1, 2, 3, 4, 5, 3, 4, 5, 6]
    assert trainer.rate == trainer.settings.learning_rate / 2
    assert "half the learning rate" in said[0]


def test_bad_losses_after_that_end_the_training_in_words(session_of, monkeypatch, tmp_path):
    monkeypatch.setattr(trainer_module, "diffusion_loss", Losses(lambda call: call > 2))
    trainer = session_of("sd15", steps=9).trainer
    with pytest.raises(RunError, match="also at half the learning rate"):
        run(trainer, CheckpointFolder(tmp_path / "i"), say=lambda words: None)


def test_economy_needs_less(base_of, spec):
    base = base_of("sdxl")
    settings = settings_for(replace_resolution(spec, 1024), base, precision="fp16", batch_size=2)
    small = economy(settings, base)
    assert (small.resolution, small.batch_size, small.gradient_checkpointing) == (768, 1, True)
    assert isinstance(small, Settings)


def replace_resolution(spec, resolution):
    return spec.model_copy(update={"resolution": resolution})
