"""What a run publishes: the weights in two formats, and how they came about."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from safetensors.torch import load_file

from ..device import peak_memory
from ..families.family import Base
from ..job.job import Job
from ..job.kept_runs import RESULT_FOLDER
from ..lora_files import WEBUI_FOLDER, model_spec, save_webui
from ..publishing.publish import Result
from ..verification.checking import Checked
from .progress import duration
from .train_with_retry import Trained
from .training_watch import notes_of, thinned

LIBRARIES = ("torch", "diffusers", "transformers", "peft", "actor-lora")


@dataclass(frozen=True)
class ResultParts:
    """What the earlier steps found."""

    job: Job
    base: Base
    trained: Trained
    checked: Checked
    device: str
    captions: str
    """What looked at the photos for them."""
    seconds: float
    """Since the run began."""


def compose_result(parts: ResultParts) -> Result:
    """Writes the chosen weights into the job's folder and gathers all that is told about them.

    Args:
        parts: What the earlier steps found.

    Returns:
        The result as it is published.
    """
    job, checked = parts.job, parts.checked
    folder = job.folder / RESULT_FOLDER
    weights = folder / checked.weights.name
    weights.write_bytes(checked.weights.read_bytes())
    return Result(
        spec=job.spec,
        base=parts.base,
        job_id=job.id,
        weights=weights,
        webui=None if parts.trained.settings.recipe.dora else _save_for_webui(parts, folder),
        pictures=checked.pictures,
        training=_training_json(parts),
        settings=_settings_table(parts),
        verification=checked.report,
        contact_sheet=checked.contact_sheet,
        likeness=checked.likeness,
        verified=checked.passed,
    )


def _save_for_webui(parts: ResultParts, folder: Path) -> Path:
    spec, base = parts.job.spec, parts.base
    name = spec.repo.split("/")[1]
    return save_webui(
        folder / WEBUI_FOLDER / f"{name}.safetensors",
        load_file(parts.checked.weights),
        base.family,
        layers_per_block=base.layers_per_block,
        about={
            "ss_output_name": name,
            "ss_sd_model_name": base.id,
            **model_spec(
                base.family,
                base.prediction,
                title=name,
                side=parts.trained.settings.resolution,
                licence=base.licence,
            ),
            "modelspec.trigger_phrase": spec.trigger_word,
        },
    )


def _training_json(parts: ResultParts) -> dict[str, Any]:
    """What `training.json` says, beside what publishing adds."""
    job, base, trained, checked = parts.job, parts.base, parts.trained, parts.checked
    return {
        "attempt": job.attempt,
        "bestStep": checked.step,
        "likeness": checked.likeness,
        "verified": checked.passed,
        "spec": job.spec.to_json(),
        "settings": asdict(trained.settings),
        "base": {"id": base.id, "revision": base.revision, "licence": base.licence, "prediction": base.prediction},
        "photos": len(trained.photos.training),
        "captions": parts.captions,
        "pictures": [
            {"width": view.picture.width, "height": view.picture.height, "caption": view.caption}
            for photo in trained.photos.training
            for view in photo.trained
        ],
        "probes": notes_of(trained.probes),
        "stopped": trained.stopped,
        "losses": thinned(trained.losses),
        "seconds": round(parts.seconds),
        "peakMemoryBytes": peak_memory(parts.device),
        "device": parts.device,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def _settings_table(parts: ResultParts) -> dict[str, Any]:
    """What the model card lists."""
    settings, recipe = parts.trained.settings, parts.trained.settings.recipe
    return {
        "Steps": f"{parts.checked.step} of {settings.steps} (the best checkpoint)",
        "Resolution": settings.resolution,
        "Rank and alpha": settings.rank,
        "Learning rate": f"{settings.learning_rate:g}",
        "Text encoder": f"{settings.text_encoder_rate:g}" if settings.text_encoder_rate else "frozen",
        "Prior images": settings.prior_images or "none",
        "Min-SNR gamma": settings.min_snr_gamma or "none",
        "Batch size": settings.batch_size * recipe.accumulation,
        "Optimizer": recipe.optimizer,
        "Rate of B": f"{recipe.up_rate:g} × that of A",
        "Layers": f"{recipe.layers}{', DoRA' if recipe.dora else ''}",
        "Caption dropout": f"{recipe.caption_dropout:g}" if recipe.caption_dropout else "none",
        "Average of the weights": f"{recipe.ema:g}" if recipe.ema else "none",
        "Weight of the background": f"{recipe.background:g}",
        "Pictures": sum(len(photo.trained) for photo in parts.trained.photos.training),
        "Precision": settings.precision,
        "Seed": settings.seed,
        "Photos": len(parts.trained.photos.training),
        "Time": duration(parts.seconds),
    }
