"""From photos to checkpoints: ready the session, resume, train, look at samples, and once more when memory ran out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..bases import Base
from ..device import free_memory, is_out_of_memory
from ..errors import RunError
from ..job.events import Reporter
from ..photos import Photo
from ..spec import TrainingSpec
from ..training.checkpoint import Checkpoint, CheckpointFolder
from ..training.loop import run
from ..training.session import Session, hash_of, prepare_session
from ..training.settings import Settings, economy
from .progress import Pace, ProgressLine
from .uplink import Sample, Uplink

OUT_OF_MEMORY = (
    "The memory ran out, also in economy settings. Choose Stable Diffusion 1.5 as the base, or a machine with a "
    "larger GPU; in Colab, Runtime → Restart frees what other cells hold."
)


@dataclass
class Fitting:
    """What one training needs; `photos_at` prepares the photos at a resolution."""

    base: Base
    spec: TrainingSpec
    settings: Settings
    photos_at: Callable[[int], Sequence[Photo]]
    folder: Path
    device: str
    token: str | None
    reporter: Reporter
    uplink: Uplink
    line: ProgressLine
    sample_every: int
    sample_steps: int
    prior_steps: int
    note: Callable[..., None]
    """Keeps what a resumed run must know."""
    losses: list[list[float]] = field(default_factory=list)
    """Step and loss."""

    def check(self) -> None:
        self.reporter.check()


@dataclass(frozen=True)
class Fitted:
    """Checkpoints of a finished training, oldest first, and the settings that it ended with."""

    checkpoints: list[Checkpoint]
    settings: Settings
    photos: list[Photo]
    losses: list[list[float]]


def fit(fitting: Fitting, *, in_economy: bool) -> Fitted:
    """Trains to the end. When memory runs out it is said what helps, and tried once in economy settings.

    Raises RunError or Cancelled.
    """
    for economical in (True,) if in_economy else (False, True):
        settings = economy(fitting.settings, fitting.base) if economical else fitting.settings
        fitting.note(economy=economical)
        try:
            return _fit(fitting, settings)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        # Outside of the handler, whose traceback holds all tensors.
        free_memory()
        if not economical:
            fitting.line.say(
                "The memory ran out. Closing other notebooks or a larger GPU would help; trying once more in economy "
                f"settings ({economy(fitting.settings, fitting.base).resolution} px, checkpointed gradients)."
            )
    raise RunError(OUT_OF_MEMORY)


def checkpoint_root(folder: Path, config_hash: str) -> Path:
    return folder / "checkpoints" / config_hash[:12]


def _fit(fitting: Fitting, settings: Settings) -> Fitted:
    photos = list(fitting.photos_at(settings.resolution))
    config = hash_of(fitting.base, settings, photos)
    checkpoints = CheckpointFolder(checkpoint_root(fitting.folder, config))
    state = checkpoints.latest(config)
    if state is None or state.step < settings.steps:
        session = prepare_session(
            base=fitting.base,
            settings=settings,
            photos=photos,
            sample_prompts=fitting.spec.sample_prompts,
            folder=fitting.folder / "prior",
            device=fitting.device,
            token=fitting.token,
            prior_steps=fitting.prior_steps,
            say=fitting.line.say,
            check=fitting.check,
        )
        if state:
            session.trainer.restore(state)
            fitting.line.say(f"Continuing from the checkpoint of step {state.step}.")
        began = session.trainer.step_number
        fitting.losses[:] = [point for point in fitting.losses if point[0] <= began]
        fitting.reporter.started(began)
        _train(fitting, session, checkpoints)
    else:
        fitting.line.say(f"All {settings.steps} steps are done already; going on with what comes after.")
        fitting.reporter.started(settings.steps)
    return Fitted(checkpoints.all(), settings, photos, fitting.losses)


def _train(fitting: Fitting, session: Session, checkpoints: CheckpointFolder) -> None:
    trainer, settings = session.trainer, session.trainer.settings
    pace = Pace(settings.steps)

    def on_step(step: int, loss: float) -> None:
        pace.tick(step)
        fitting.losses.append([step, loss])
        fitting.line.show(step, settings.steps, loss, pace)
        fitting.reporter.progress(step, loss=loss, lr=trainer.rate, eta_seconds=pace.eta)

    def on_checkpoint(checkpoint: Checkpoint) -> None:
        pace.pause()
        last = checkpoint.step >= settings.steps
        sample = None
        if not last and fitting.sample_every and checkpoint.step % fitting.sample_every == 0:
            sample = _look(fitting, session, checkpoint.step)
        fitting.losses[:] = thinned(fitting.losses)
        fitting.note(losses=fitting.losses)
        run_state = {
            "configHash": trainer.config_hash,
            "economy": settings != fitting.settings,
            "step": checkpoint.step,
        }
        fitting.uplink.checkpoint(checkpoint, sample, run_state, last=last)

    run(
        trainer,
        checkpoints,
        on_step=on_step,
        on_checkpoint=on_checkpoint,
        check=fitting.check,
        say=fitting.line.say,
    )


def thinned(losses: list[list[float]], most: int = 400) -> list[list[float]]:
    """The curve in at most `most` points, the last one kept; no-numbers left out, which JSON does not know."""
    kept = [point for point in losses if math.isfinite(point[1])]
    while len(kept) > most:
        kept = kept[:-1][::2] + kept[-1:]
    return kept


def _look(fitting: Fitting, session: Session, step: int) -> Sample | None:
    """A sample on the way; what goes wrong there is no reason to stop."""
    seed = fitting.spec.seed % 2**31
    try:
        picture = session.preview(0, seed=seed, steps=fitting.sample_steps)
    except (RunError, RuntimeError) as error:
        free_memory()
        fitting.line.say(f"The sample at step {step} could not be made ({type(error).__name__}).")
        return None
    folder = fitting.folder / "samples"
    folder.mkdir(exist_ok=True)
    path = folder / f"step-{step:06}.png"
    picture.save(path)
    return Sample(path, session.prompts[0], seed, step)
