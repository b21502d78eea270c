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
from ..training.settings import Settings, checkpointed, economy
from ..training.stopping import Probe, StopRule, why_stop
from ..verification.looking import Judges, Onlooker
from ..verification.plan import DRIFT_PROMPT
from ..views import Cutting
from .job_photos import JobPhotos, PhotoSplit
from .probing import Prober
from .training_watch import Losses, TrainingWatch, notes_of
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
    judges: Judges
    trigger: str
    """The word that stands for the person in the prompts."""
    stop_rule: StopRule | None
    """When it stops before the last step; None for never."""
    sample_every: int
    """Steps between samples on the way; 0 for none."""
    sample_steps: int
    prior_steps: int
    """Sampling steps of the prior images."""
    fastest_kernels: bool = False
    """Whether the GPU may use the kernels that it finds fastest, which may be others in each process."""


@dataclass(frozen=True)
class Trained:
    """A finished training."""

    checkpoints: list[Checkpoint]
    """Oldest first."""
    settings: Settings
    """Those that it ended with."""
    photos: PhotoSplit
    losses: Losses
    probes: list[Probe]
    stopped: str | None
    """Why it stopped before its last step; None where it did not."""


def train_with_retry(task: TrainTask, photos: JobPhotos, watch: TrainingWatch) -> Trained:
    """Trains to the end. When memory runs out, says what helps and tries again in less.

    First with checkpointed gradients, where they were not: the same training, which goes on from its last checkpoint.
    Then once in economy settings.

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
    smaller = economy(task.settings, task.base)
    first = [task.settings] if task.settings.gradient_checkpointing else [task.settings, checkpointed(task.settings)]
    tries = [smaller] if watch.began_in_economy else [*first, smaller]
    for settings, then in zip(tries, [*tries[1:], None], strict=True):
        watch.attempts(economy=settings is smaller)
        try:
            cut = photos.at(settings.resolution, _cutting(task.base, settings))
            watch.cuts(photos.places)
            return _train(task, settings, cut, watch)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        # Outside of the handler, whose traceback holds all tensors.
        free_memory()
        if then is smaller:
            watch.say(
                "The memory ran out. Closing other notebooks or a larger GPU would help; trying once more in economy "
                f"settings ({smaller.resolution} px, checkpointed gradients)."
            )
        elif then:
            watch.say("The memory ran out; going on with checkpointed gradients, which need less and take longer.")
    raise RunError(OUT_OF_MEMORY)


def _cutting(base: Base, settings: Settings) -> Cutting:
    recipe = settings.recipe
    return Cutting(frames=recipe.frames, sizes=recipe.sizes, grid=base.grid)


def _train(task: TrainTask, settings: Settings, photos: PhotoSplit, watch: TrainingWatch) -> Trained:
    config = hash_of(task.base, settings, photos.training)
    checkpoints = CheckpointFolder(checkpoint_root(task.folder, config))
    state = checkpoints.latest(config)
    if state is None and (furthest := furthest_elsewhere(task.folder, config)):
        watch.say(
            f"The checkpoints that are here, up to step {furthest}, were made with other settings (another number of "
            "steps, say). They are left aside, and this training starts at step 0."
        )
    if state and state.step >= settings.steps:
        watch.say(f"All {settings.steps} steps are done already; going on with what comes after.")
        watch.starts(settings.steps, settings.steps)
    elif state and (why := _stopped_at(state.step, task, watch)):
        watch.say(f"It had stopped at step {state.step} already: {why}")
        watch.starts(state.step, settings.steps)
    else:
        session = prepare_session(
            base=task.base,
            settings=settings,
            photos=photos.training,
            held_out=photos.held_out,
            sample_prompts=[*(task.sample_prompts or [photos.training[0].caption]), DRIFT_PROMPT],
            folder=task.folder / "prior",
            device=task.device,
            token=task.token,
            prior_steps=task.prior_steps,
            fastest_kernels=task.fastest_kernels,
            say=watch.say,
            check=watch.check,
        )
        if state:
            session.trainer.restore(state)
            watch.say(f"Continuing from the checkpoint of step {state.step}.")
        watch.starts(session.trainer.step_number, settings.steps)
        _run_loop(task, session, photos, checkpoints, watch)
    done = checkpoints.all()
    stopped = _stopped_at(done[-1].step, task, watch) if done[-1].step < settings.steps else None
    if stopped:
        watch.stopped(done[-1].step)
    return Trained(done, settings, photos, watch.losses, watch.probes, stopped)


def _stopped_at(step: int, task: TrainTask, watch: TrainingWatch) -> str | None:
    """Why the training stops at this step; None where it goes on, or nobody has looked at it there yet."""
    seen = [probe for probe in watch.probes if probe.step <= step]
    if not task.stop_rule or not seen or seen[-1].step != step:
        return None
    return why_stop(seen, task.stop_rule)


def _run_loop(
    task: TrainTask, session: Session, photos: PhotoSplit, checkpoints: CheckpointFolder, watch: TrainingWatch
) -> None:
    trainer, settings = session.trainer, session.trainer.settings
    pictures = [photo.picture for photo in (*photos.training, *photos.held_out)]
    prober = Prober(
        session,
        Onlooker(task.judges, pictures, task.trigger),
        steps=task.sample_steps,
        folder=task.folder / "samples",
        say=watch.say,
    )

    def look(step: int, *, shows_sample: bool = False) -> Sample | None:
        is_seen = any(probe.step == step for probe in watch.probes)
        if is_seen or not (task.stop_rule and (task.judges.faces or photos.held_out)):
            return prober.sample(step) if shows_sample else None
        probe, sample = prober.probe(step, shows_sample=shows_sample)
        watch.probed(probe)
        return sample

    def stops() -> bool:
        return _stopped_at(trainer.step_number, task, watch) is not None

    def on_checkpoint(checkpoint: Checkpoint) -> None:
        watch.pauses()
        last = checkpoint.step >= settings.steps
        shows = not last and bool(task.sample_every) and checkpoint.step % task.sample_every == 0
        sample = look(checkpoint.step, shows_sample=shows)
        run_state = {
            "configHash": trainer.config_hash,
            "economy": watch.in_economy,
            "step": checkpoint.step,
            "steps": [known.step for known in checkpoints.all()],
            "probes": notes_of(watch.probes),
            "losses": list(watch.losses),
            "sights": watch.sights,
            **watch.begun_with,
        }
        watch.saves(checkpoint, sample, run_state, last=last or stops())

    # What the base draws is what prompts and other people are compared with; after a kill a look may be missing.
    look(trainer.step_number)
    if not stops():
        run(
            trainer,
            checkpoints,
            on_step=lambda step, loss: watch.steps(step, loss, trainer.rate),
            on_saving=watch.saving,
            on_checkpoint=on_checkpoint,
            check=watch.check,
            stops=stops,
            say=watch.say,
        )
    if why := _stopped_at(trainer.step_number, task, watch):
        watch.say(f"Stopping at step {trainer.step_number} of {settings.steps}: {why}")
