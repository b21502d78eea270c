"""Everything that decides what a training computes; its hash tells whether a checkpoint belongs to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..device import Precision
from ..errors import BadInput
from ..families.family import Base, Weights
from ..families.recipe import Recipe
from ..spec import TrainingSpec


@dataclass(frozen=True)
class Settings:
    """The hyperparameters of one run."""

    steps: int
    resolution: int
    """Edge in pixels."""
    rank: int
    """Of the LoRA; alpha is the same, because another alpha without metadata silently changes the output."""
    learning_rate: float
    text_encoder_rate: float | None
    """None: the text encoders are frozen, and their output is cached."""
    batch_size: int
    min_snr_gamma: float | None
    prior_images: int
    prior_weight: float
    gradient_checkpointing: bool
    """Changes no number, and so not the hash."""
    precision: Precision
    seed: int
    checkpoint_every: int
    recipe: Recipe
    """`learning_rate` above is what became of its own."""
    weights: Weights = "full"
    """How the frozen denoiser lies in memory."""
    weight_decay: float = 1e-2
    clip: float = 1.0
    """Largest norm of the gradient."""
    compiled: bool = False
    """Whether the denoiser goes through torch.compile."""

    def __post_init__(self) -> None:
        if self.batch_size < 1 or self.steps < 1 or self.checkpoint_every < 1:
            raise ValueError("steps, batch size and the distance of checkpoints are at least 1")


def settings_for(
    spec: TrainingSpec,
    base: Base,
    *,
    precision: Precision,
    text_encoder: bool = False,
    prior_images: int | None = None,
    batch_size: int = 1,
    resolution: int | None = None,
    gradient_checkpointing: bool | None = None,
    checkpoint_every: int = 250,
    weights: Weights = "full",
    compiled: bool = False,
    recipe: Mapping[str, Any] | None = None,
) -> Settings:
    """The settings of a job, with what its base's family needs where the job does not say.

    Args:
        spec: What the bot asks for.
        base: The base.
        precision: In which it computes.
        text_encoder: Whether the text encoder gets a LoRA too.
        prior_images: How many; None for the family's number.
        batch_size: Photos a step.
        resolution: Edge in pixels, instead of the job's.
        gradient_checkpointing: Less memory for more time; None for what the family needs.
        checkpoint_every: Steps between checkpoints.
        weights: How the frozen denoiser lies in memory.
        compiled: Whether the denoiser goes through torch.compile.
        recipe: Fields of `Recipe` that are not as the family has them.

    Returns:
        The settings.

    Raises:
        BadInput: Text encoders, quantised weights or a DoRA were asked for where they are not trained so, or the
            resolution does not fit the grid.
    """
    family = base.family
    if text_encoder and family.text_encoder_rate is None:
        raise BadInput(f"{family.label} is trained without a LoRA of its text encoders. Leave --text-encoder out.")
    if weights not in family.memory_gib:
        raise BadInput(f"{family.label} is trained with its weights in full. Leave --weights out.")
    side = resolution or spec.resolution
    if side % base.grid:
        raise BadInput(f"Pictures for {family.label} have edges of whole {base.grid} pixels, which {side} is not.")
    chosen = replace(family.recipe, **recipe or {})
    if chosen.dora:
        _check_dora(weights, text_encoder=text_encoder)
    rate = _rate(spec, chosen, is_given="learning_rate" in (recipe or {}))
    text_rate = rate if chosen.optimizer == "prodigy" else family.text_encoder_rate
    fitting = family.gradient_checkpointing if gradient_checkpointing is None else gradient_checkpointing
    return Settings(
        steps=spec.steps,
        resolution=side,
        rank=spec.rank,
        learning_rate=rate,
        text_encoder_rate=text_rate if text_encoder else None,
        batch_size=batch_size,
        min_snr_gamma=family.min_snr_gamma,
        prior_images=family.prior_images if prior_images is None else prior_images,
        prior_weight=1.0,
        gradient_checkpointing=fitting,
        precision=precision,
        seed=spec.seed,
        checkpoint_every=checkpoint_every,
        weights=weights,
        compiled=compiled,
        recipe=chosen,
    )


def _rate(spec: TrainingSpec, recipe: Recipe, *, is_given: bool) -> float:
    """The denoiser's learning rate. Prodigy finds it itself and takes a factor, which is 1 unless it is given."""
    if is_given:
        return recipe.learning_rate
    if recipe.optimizer == "prodigy":
        return 1.0
    return spec.learning_rate or recipe.learning_rate


def _check_dora(weights: Weights, *, text_encoder: bool) -> None:
    if weights != "full":
        raise BadInput("A DoRA needs the norms of the base's weights in full. Leave --dora or --weights out.")
    if text_encoder:
        raise BadInput("A DoRA is trained of what draws alone. Leave --dora or --text-encoder out.")


def checkpointed(settings: Settings) -> Settings:
    """The same training, on a CPU to the bit, in less memory and more time."""
    return replace(settings, gradient_checkpointing=True)


def economy(settings: Settings, base: Base) -> Settings:
    """The same training in less memory: smaller pictures, checkpointed gradients, frozen text, fewer bits.

    A batch of several photos becomes as many batches whose gradients make one step.
    """
    recipe = replace(settings.recipe, accumulation=settings.recipe.accumulation * settings.batch_size)
    return replace(
        settings,
        recipe=recipe,
        resolution=min(settings.resolution, base.family.economy_resolution),
        gradient_checkpointing=True,
        batch_size=1,
        text_encoder_rate=None,
        weights="full" if recipe.dora else list(base.family.memory_gib)[-1],
    )


def config_hash(settings: Settings, *, base: Base, photos: Sequence[str], captions: Sequence[str]) -> str:
    """SHA-256 over all that is trained.

    Not over how a machine computes it, in `precision` and with `weights`: the adapter, its average and the optimizer's
    state are fp32 on all of them, and a training that another kind of GPU goes on with is the same one.

    Args:
        settings: The settings.
        base: The base.
        photos: Hashes of the prepared pictures.
        captions: Of the pictures.

    Returns:
        64 hexadecimal digits.
    """
    shaping = asdict(settings)
    for machines_own in ("gradient_checkpointing", "precision", "weights"):
        del shaping[machines_own]
    if not settings.compiled:
        # Earlier checkpoints do not know of it.
        del shaping["compiled"]
    if settings.recipe.up_rate == 1:
        # Nor of this.
        del shaping["recipe"]["up_rate"]
    said = {
        "format": 1,
        "settings": shaping,
        "base": [base.id, base.revision, base.prediction],
        **({"crutch": [base.crutch.repo, base.crutch.file]} if base.crutch else {}),
        "photos": list(photos),
        "captions": list(captions),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
