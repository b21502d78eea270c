"""The steps of a run, in order: prepare, train, verify, publish, report. Each takes what it needs and returns."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import httpx

from ..device import DTYPES, gpu_gb
from ..job.job import Job
from ..job.kept_runs import RESULT_FOLDER
from ..patience import patiently
from ..publishing.publish import Published, Result
from ..spec import PhotoNotes
from ..training.settings import Settings, settings_for
from ..training.stopping import StopRule
from ..verification.checking import Checked, CheckTask, Drawing, check_result
from ..verification.looking import Judges, PhotoSet
from ..verification.plan import ShotPlan
from ..verification.verify import Candidate
from .begun import fitting_precision, fitting_weights, known_faces
from .describing import Describer
from .job_photos import JobPhotos
from .link import Link
from .noticing import Sights, notice, with_sights
from .options import Options
from .prepare import Prepared, PrepareTask, prepare
from .progress import ProgressLine
from .result import ResultParts, compose_result
from .train_with_retry import Trained, TrainTask, train_with_retry
from .training_watch import TrainingWatch, begun_with
from .uplink import Uplink

MOST_IMAGES_TOLD = 8
"""Samples in the message about the end."""


@dataclass(frozen=True)
class Run:
    """A run whose job was taken. Only this module and the end of the run look at all of it."""

    options: Options
    job: Job
    device: str
    judges: Judges
    describer: Describer | None
    link: Link
    client: httpx.Client
    line: ProgressLine


def take_steps(run: Run) -> None:
    """Takes a job from its photos to the published actor.

    Args:
        run: The run, whose job was taken.

    Raises:
        RunError: A step failed; the message is for the person and the bot. Nothing was reported about it yet.
        Cancelled: The bot has ended the job.
    """
    began = time.monotonic()
    reporter = run.link.reporter
    prepared = _prepare(run)
    trained = _train(run, prepared)
    reporter.verifying()
    checked = _verify(run, prepared, trained)
    reporter.check()
    reporter.uploading()
    seconds = time.monotonic() - began
    captions = run.options.training.captions_by
    result = compose_result(ResultParts(run.job, prepared.base, trained, checked, run.device, captions, seconds))
    published = patiently(
        lambda: _publish(run.link, result), check=reporter.check, say=run.line.say, patience=run.link.patience
    )
    if published:
        run.line.say(f"Published {run.job.spec.repo} as {published.version}.")
        _report(run, checked, published)
    else:
        webui = f"at {result.webui}" if result.webui else "there is none"
        run.line.say(f"The LoRA is at {result.weights}, for A1111 and ComfyUI {webui}; nothing was published.")


def _prepare(run: Run) -> Prepared:
    options = run.options
    task = PrepareTask(
        job=run.job,
        branch=run.link.branch,
        hub=options.hub,
        base_path=options.training.base_path,
        output=options.source.output,
        device=run.device,
        allow_cpu=options.machine.allow_cpu,
        resume=options.source.resume,
        patience=run.link.patience,
    )
    return prepare(task, client=run.client, say=run.line.say, check=run.link.reporter.check)


def _train(run: Run, prepared: Prepared) -> Trained:
    job, training = run.job, run.options.training
    task = TrainTask(
        base=prepared.base,
        settings=_settings(run, prepared),
        sample_prompts=job.spec.sample_prompts,
        folder=job.folder,
        device=run.device,
        token=run.options.hub.token,
        judges=run.judges,
        trigger=job.spec.trigger_word,
        stop_rule=StopRule() if training.may_stop else None,
        sample_every=training.sample_every,
        sample_steps=training.sample_steps,
        prior_steps=training.prior_steps,
        fastest_kernels=run.options.machine.fastest_kernels,
    )
    photos = JobPhotos(
        prepared.photo_files,
        caption=job.spec.instance_prompt,
        notes=_notes(run, prepared),
        seed=job.spec.seed,
        faces=run.judges.faces,
        say=run.line.say,
        places=known_faces(_begun_with(run)),
    )
    reporter = run.link.reporter
    uplink = Uplink(run.link.branch, reporter, say=run.line.say)
    watch = TrainingWatch(job, reporter=reporter, uplink=uplink, line=run.line, resume=run.options.source.resume)
    try:
        return train_with_retry(task, photos, watch)
    finally:
        uplink.close()


def _notes(run: Run, prepared: Prepared) -> dict[str, PhotoNotes]:
    """What captions say of each photo: the same in a resumed run, whatever that machine's models would see."""
    notes = run.job.photo_notes()
    if not run.options.training.notices:
        return notes
    known: Sights = run.job.state().get("sights", {}) if run.options.source.resume else {}
    sights = notice(prepared.photo_files, run.judges, known, run.link.reporter.check, describer=run.describer)
    if run.describer:
        run.describer.close()
    run.job.note(sights=sights)
    return with_sights(notes, sights)


def _settings(run: Run, prepared: Prepared) -> Settings:
    training = run.options.training
    memory, family, begun = gpu_gb(run.device), prepared.base.family, _begun_with(run)
    weights = training.weights or fitting_weights(family, memory, begun, dora=bool(training.recipe.get("dora")))
    precision = training.precision or fitting_precision(run.device, begun)
    if (before := begun.get("precision")) in DTYPES and before != precision:
        run.line.say(f"This training was begun in {before}; on this machine it goes on in {precision}.")
    run.job.note(precision=precision, weights=weights)
    return settings_for(
        run.job.spec,
        prepared.base,
        precision=precision,
        text_encoder=training.text_encoder,
        prior_images=training.prior_images,
        batch_size=training.batch_size,
        resolution=training.resolution,
        checkpoint_every=training.checkpoint_every,
        # Weights that the family is not trained with are refused there.
        gradient_checkpointing=family.checkpoints_gradients(memory, weights) if weights in family.memory_gib else None,
        weights=weights,
        compiled=training.compiled,
        recipe=training.recipe,
    )


def _begun_with(run: Run) -> dict[str, Any]:
    return begun_with(run.job.state()) if run.options.source.resume else {}


def _verify(run: Run, prepared: Prepared, trained: Trained) -> Checked:
    spec, options = run.job.spec, run.options
    task = CheckTask(
        candidates=[Candidate(checkpoint.step, checkpoint.weights) for checkpoint in trained.checkpoints],
        photos=PhotoSet(
            [photo.picture for photo in trained.photos.training],
            [photo.picture for photo in trained.photos.held_out],
        ),
        plan=ShotPlan(
            prompts=spec.sample_prompts or [spec.instance_prompt],
            seeds=range(options.check.seeds),
            trigger=spec.trigger_word,
            least=options.check.samples,
        ),
        drawing=Drawing(
            base=prepared.base,
            precision=trained.settings.precision,
            weights=trained.settings.weights,
            device=run.device,
            token=options.hub.token,
            side=trained.settings.resolution,
            steps=options.check.sample_steps,
        ),
        judges=run.judges,
        gate=options.check.gate,
        folder=run.job.folder / RESULT_FOLDER,
    )
    return check_result(task, say=run.line.say, check=run.link.reporter.check)


def _publish(link: Link, result: Result) -> Published | None:
    """Puts the result on the hub; None where nothing is published."""
    # The last status may be minutes old, and publishing would make a repo anew that the bot has removed.
    if link.relay_store and (ended := link.relay_store.ended()):
        raise ended
    return link.publish(result) if link.publish else None


def _report(run: Run, checked: Checked, published: Published) -> None:
    more: dict[str, Any] = {} if checked.likeness is None else {"likeness": checked.likeness}
    run.link.reporter.completed(
        repo=run.job.spec.repo,
        revision=published.revision,
        images=_one_of_each(published.images),
        version=published.version,
        **more,
    )


def _one_of_each(images: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One sample of each prompt, which is enough for a message."""
    first: dict[str, dict[str, Any]] = {}
    for image in images:
        first.setdefault(image["prompt"], image)
    return list(first.values())[:MOST_IMAGES_TOLD]
