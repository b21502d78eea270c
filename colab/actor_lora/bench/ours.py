"""This package's own training of a case, with the settings that a job gets."""

from __future__ import annotations

from pathlib import Path

from ..bases import find_base
from ..families.family import Base
from ..photos import Photo
from ..spec import TrainingSpec
from ..training.session import Session, prepare_session
from ..training.settings import Settings, settings_for
from .case import Case, Figures, Stopwatch


def run_ours(case: Case, output: Path) -> Figures:
    """Trains in this process. Checkpoints lie in `output` as those of the example do.

    Args:
        case: What is trained.
        output: Takes `checkpoint-<steps>/pytorch_lora_weights.safetensors`.

    Returns:
        What it did, without held-out losses.
    """
    import diffusers  # noqa: F401  (the libraries belong to what was there before)
    import peft  # noqa: F401
    import transformers  # noqa: F401

    from ..device import peak_memory

    before = 0 if case.device.startswith("cuda") else peak_memory(case.device)
    watch = Stopwatch(case.device)
    base = find_base(f"bench/{case.name}", path=case.base)
    trainer = session_of(case, base, settings_of(case, base), output / "prior").trainer
    ready = watch.so_far
    for step in range(1, case.steps + 1):
        watch.begins()
        trainer.step()
        watch.lap()
        if step % case.every == 0:
            trainer.save_lora(output / f"checkpoint-{step}")
    return Figures(ready, watch.laps, peak_memory(case.device) - before)


def settings_of(case: Case, base: Base) -> Settings:
    """A job's settings, without prior images: the example draws none here either."""
    spec = TrainingSpec(
        actor_name="bench", trigger_word="b", base_model=base.id, steps=case.steps, resolution=case.resolution,
        rank=case.rank, learning_rate=case.learning_rate, seed=case.seed, repo="bench/bench", branch="bench",
        instance_prompt=case.caption,
    )  # fmt: skip
    return settings_for(
        spec, base, precision=case.precision, prior_images=0, batch_size=case.batch,
        gradient_checkpointing=case.checkpointing, compiled=case.compiled, weights=case.weights, recipe=case.recipe,
    )  # fmt: skip


def session_of(
    case: Case, base: Base, settings: Settings, folder: Path, *, held_out: bool = False, frozen_layers: bool = True
) -> Session:
    """A training of the case that is ready; `held_out` takes the photos for it along."""
    return prepare_session(
        base=base,
        settings=settings,
        photos=_photos_in(case.photos, case.caption),
        held_out=_photos_in(case.held_out, case.caption) if held_out else (),
        sample_prompts=[case.caption],
        folder=folder,
        device=case.device,
        frozen_layers=frozen_layers,
        say=lambda words: None,
    )


def _photos_in(folder: Path, caption: str) -> list[Photo]:
    from PIL import Image

    return [
        Photo(path.stem, f"{number:064}", Image.open(path).convert("RGB"), caption)
        for number, path in enumerate(sorted(folder.iterdir()))
    ]
