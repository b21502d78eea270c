"""From photos to checkpoints: get ready, resume, train, and try once more in less memory when it ran out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..device import free_memory, is_out_of_memory
from ..errors import RunError
from ..families.family import Base
from ..training.checkpoint import Checkpoint, CheckpointFolder, checkpoint_root, furthest_elsewhere
from ..training.loop import run
from ..training.session import Session, hash_of, prepare_session
from ..training.settings import Settings, economy
from .job_photos import JobPhotos, PhotoSplit
from .training_watch import Losses, TrainingWatch
from .uplink import Sample

OUT_OF_MEMORY = (
    "The memory ran out, also in economy settings. Choose Stable Diffusion 1.5 as the base, or a machine with a "
    "larger GPU; in Colab, Runtime → Restart frees what other cells hold."
)


@dataclass(frozen=True)
class TrainTask:
    """What is trained, and how."""

    base: Base
    settings: Settings
    sample_prompts: Sequence[str]
    folder: Path
    """Takes checkpoints, prior images and samples."""
    device: str
    token: str | None
    sample_every: int
    """Steps between samples on the way; 0 for none."""
    sample_steps: int
    prior_steps: int
    """Sampling steps of the prior images."""


@dataclass(frozen=True)
class Trained:
    """A finished training."""

    checkpoints: list[Checkpoint]
    """Oldest first."""
    settings: Settings
    """Those that it ended with."""
    photos: PhotoSplit
    losses: Losses


def train_with_retry(task: TrainTask, photos: JobPhotos, watch: TrainingWatch) -> Trained:
    """Trains to the end. When memory runs out, says what helps and tries once in economy settings.

    Args:
        task: What is trained.
        photos: What it is trained on.
        watch: Hears what happens.

    Returns:
        The checkpoints and what they were made with.

    Raises:
        RunError: Memory ran out twice, or the loss stayed no number.
        Cancelled: The bot has ended the job.
    """
    for in_economy in (True,) if watch.began_in_economy else (False, True):
        settings = economy(task.settings, task.base) if in_economy else task.settings
        watch.attempts(economy=in_economy)
        try:
            return _train(task, settings, photos.at(settings.resolution), watch)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        # Outside of the handler, whose traceback holds all tensors.
        free_memory()
        if not in_economy:
            watch.say(
                "The memory ran out. Closing other notebooks or a larger GPU would help; trying once more in economy "
                f"settings ({economy(task.settings, task.base).resolution} px, checkpointed gradients)."
            )
    raise RunError(OUT_OF_MEMORY)


def _train(task: TrainTask, settings: Settings, photos: PhotoSplit, watch: TrainingWatch) -> Trained:
    config = hash_of(task.base, settings, photos.training)
    checkpoints = CheckpointFolder(checkpoint_root(task.folder, config))
    state = checkpoints.latest(config)
    if state is None and (furthest := furthest_elsewhere(task.folder, config)):
        watch.say(
            f"The checkpoints that are here, up to step {furthest}, were made with other settings (another number of "
            "steps, say). They are left aside, and this training starts at step 0."
        )
    if state is None or state.step < settings.steps:
        session = prepare_session(
            base=task.base,
            settings=settings,
            photos=photos.training,
            sample_prompts=task.sample_prompts,
            folder=task.folder / "prior",
            device=task.device,
            token=task.token,
            prior_steps=task.prior_steps,
            say=watch.say,
            check=watch.check,
        )
        if state:
            session.trainer.restore(state)
            watch.say(f"Continuing from the checkpoint of step {state.step}.")
        watch.starts(session.trainer.step_number, settings.steps)
        _run_loop(task, session, checkpoints, watch)
    else:
        watch.say(f"All {settings.steps} steps are done already; going on with what comes after.")
        watch.starts(settings.steps, settings.steps)
    return Trained(checkpoints.all(), settings, photos, watch.losses)


def _run_loop(task: TrainTask, session: Session, checkpoints: CheckpointFolder, watch: TrainingWatch) -> None:
    trainer, settings = session.trainer, session.trainer.settings

    def on_checkpoint(checkpoint: Checkpoint) -> None:
        watch.pauses()
        last = checkpoint.step >= settings.steps
        wants_sample = not last and task.sample_every and checkpoint.step % task.sample_every == 0
        sample = _sample(task, session, checkpoint.step, watch) if wants_sample else None
        run_state = {
            "configHash": trainer.config_hash,
            "economy": settings != task.settings,
            "step": checkpoint.step,
        }
        watch.saves(checkpoint, sample, run_state, last=last)

    run(
        trainer,
        checkpoints,
        on_step=lambda step, loss: watch.steps(step, loss, trainer.rate),
        on_checkpoint=on_checkpoint,
        check=watch.check,
        say=watch.say,
    )


def _sample(task: TrainTask, session: Session, step: int, watch: TrainingWatch) -> Sample | None:
    """A sample on the way. What goes wrong with it is no reason to stop."""
    seed = task.settings.seed % 2**31
    try:
        picture = session.preview(0, seed=seed, steps=task.sample_steps)
    except (RunError, RuntimeError) as error:
        free_memory()
        watch.say(f"The sample at step {step} could not be made ({type(error).__name__}).")
        return None
    folder = task.folder / "samples"
    folder.mkdir(exist_ok=True)
    path = folder / f"step-{step:06}.png"
    picture.save(path)
    return Sample(path, session.prompts[0], seed, step)
