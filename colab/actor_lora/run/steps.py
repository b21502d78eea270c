"""The work of a run, step by step: base, photos, training, verification, publishing."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

import httpx
from safetensors.torch import load_file

from ..bases import Base, find_base
from ..device import peak_memory, pick_precision
from ..errors import Cancelled, RunError
from ..faces import FaceEngine
from ..job.events import Reporter
from ..job.job import Job
from ..job.job_branch import JobBranch
from ..job.relay import RelayStore
from ..lora_files import WEBUI_FOLDER, save_webui
from ..photos import Photo, hold_out, prepare
from ..publishing.publish import Published, Result, publish
from ..training.settings import settings_for
from ..verification.checking import Checked, check_result
from ..verification.prompt_score import PromptScorer
from .options import Options
from .preflight import check_base
from .progress import ProgressLine, duration
from .train_with_retry import Fitted, Fitting, checkpoint_root, fit, thinned
from .uplink import Uplink


@dataclass(frozen=True)
class Desk:
    """All that a run works with."""

    options: Options
    job: Job
    device: str
    branch: JobBranch | None
    reporter: Reporter
    line: ProgressLine
    client: httpx.Client
    faces: FaceEngine | None
    prompts: PromptScorer | None


def work(desk: Desk) -> None:
    """Raises RunError with a sentence; the caller reports it."""
    options, job, line, reporter = desk.options, desk.job, desk.line, desk.reporter
    began = time.monotonic()
    base = find_base(job.spec.base_model, path=options.base_path, token=options.token, endpoint=options.endpoint)
    check_base(base, options.output, device=desk.device, allow_cpu=options.allow_cpu).settle(line.say)
    if options.resume:
        _fetch(desk)
    files = job.photos(desk.client, reporter.check)
    line.say(f"{len(files)} photos are here.")
    # Of a relay it was made with the claim; made again here, it would undo that the bot took it away.
    if desk.branch and not job.relay:
        desk.branch.ensure()
    fitted, held_out = _train(desk, base, files)
    reporter.verifying()
    checked = check_result(
        base=base,
        spec=job.spec,
        settings=fitted.settings,
        checkpoints=fitted.checkpoints,
        photos=fitted.photos,
        held_out=held_out,
        folder=job.folder / "result",
        device=desk.device,
        token=options.token,
        faces=desk.faces,
        prompts=desk.prompts,
        gate=options.gate,
        steps=options.sample_steps,
        seeds=options.seeds,
        say=line.say,
        check=reporter.check,
    )
    reporter.check()
    reporter.uploading()
    result = _result(desk, base, fitted, checked, seconds=time.monotonic() - began)
    if desk.branch and job.relay and RelayStore(desk.branch, job.relay).is_cancelled():
        # The last status may be minutes old, and publishing would make a repo anew that the bot has removed.
        raise Cancelled("The bot has cancelled the job or given it to another notebook, so nothing was published.")
    if desk.branch:
        published = publish(desk.branch.repo, result)
        line.say(f"Published {job.spec.repo} as {published.version}.")
        _complete(desk, checked, published)
    else:
        line.say(f"The LoRA is at {result.weights}, for A1111 and ComfyUI at {result.webui}; nothing was published.")


def _train(desk: Desk, base: Base, files: Sequence[tuple[str, bytes]]) -> tuple[Fitted, list[Photo]]:
    options, job = desk.options, desk.job
    kept_out: list[Photo] = []
    spoken = False

    def photos_at(resolution: int) -> list[Photo]:
        nonlocal spoken
        photos = prepare(
            files,
            resolution=resolution,
            caption=job.spec.instance_prompt,
            engine=desk.faces,
            say=(lambda words: None) if spoken else desk.line.say,
        )
        spoken = True
        training, kept_out[:] = hold_out(photos, seed=job.spec.seed)
        return training

    uplink = Uplink(desk.branch, desk.reporter, say=desk.line.say)
    state = job.state() if options.resume else {}
    try:
        fitted = fit(
            Fitting(
                base=base,
                spec=job.spec,
                settings=settings_for(
                    job.spec,
                    base,
                    precision=options.precision or pick_precision(desk.device),
                    text_encoder=options.text_encoder,
                    prior_images=options.prior_images,
                    batch_size=options.batch_size,
                    resolution=options.resolution,
                    checkpoint_every=options.checkpoint_every,
                ),
                photos_at=photos_at,
                folder=job.folder,
                device=desk.device,
                token=options.token,
                reporter=desk.reporter,
                uplink=uplink,
                line=desk.line,
                sample_every=options.sample_every,
                sample_steps=options.sample_steps,
                prior_steps=options.prior_steps,
                note=job.note,
                losses=list(state.get("losses", [])),
            ),
            in_economy=bool(state.get("economy")),
        )
    finally:
        uplink.close()
    return fitted, kept_out


def _fetch(desk: Desk) -> None:
    """Checkpoints of a machine that was lost, where this one has none."""
    job = desk.job
    if not desk.branch or job.attempt == 1 or (job.folder / "checkpoints").exists():
        return
    try:
        root = job.folder / ".fetched"
        run = desk.branch.fetch(root)
        if run and isinstance(digest := run.get("configHash"), str) and digest.isalnum():
            target = checkpoint_root(job.folder, digest)
            target.parent.mkdir(parents=True, exist_ok=True)
            root.replace(target)
            job.note(economy=bool(run.get("economy")))
            desk.line.say(f"Found the checkpoint of step {run.get('step')} on the hub.")
    except (RunError, OSError) as error:
        desk.line.say(f"The earlier checkpoints could not be fetched, so it starts anew: {error}")


def _result(desk: Desk, base: Base, fitted: Fitted, checked: Checked, *, seconds: float) -> Result:
    spec, settings = desk.job.spec, fitted.settings
    folder = desk.job.folder / "result"
    name = spec.repo.split("/")[1]
    webui = save_webui(
        folder / WEBUI_FOLDER / f"{name}.safetensors",
        load_file(checked.weights),
        base.family.name,
        layers_per_block=base.layers_per_block,
        about={"ss_output_name": name, "modelspec.trigger_phrase": spec.trigger_word, "ss_sd_model_name": base.id},
    )
    weights = folder / checked.weights.name
    weights.write_bytes(checked.weights.read_bytes())
    libraries = {name: version(name) for name in ("torch", "diffusers", "transformers", "peft", "actor-lora")}
    training = {
        "attempt": desk.job.attempt,
        "bestStep": checked.step,
        "likeness": checked.likeness,
        "verified": checked.passed,
        "spec": spec.to_json(),
        "settings": asdict(settings),
        "base": {"id": base.id, "revision": base.revision, "licence": base.licence, "prediction": base.prediction},
        "photos": len(fitted.photos),
        "losses": thinned(fitted.losses),
        "seconds": round(seconds),
        "peakMemoryBytes": peak_memory(desk.device),
        "device": desk.device,
        "python": platform.python_version(),
        "libraries": libraries,
    }
    table = {
        "Steps": f"{checked.step} of {settings.steps} (the best checkpoint)",
        "Resolution": settings.resolution,
        "Rank and alpha": settings.rank,
        "Learning rate": f"{settings.learning_rate:g}",
        "Text encoder": f"{settings.text_encoder_rate:g}" if settings.text_encoder_rate else "frozen",
        "Prior images": settings.prior_images or "none",
        "Min-SNR gamma": settings.min_snr_gamma or "none",
        "Batch size": settings.batch_size,
        "Precision": settings.precision,
        "Seed": settings.seed,
        "Photos": len(fitted.photos),
        "Time": duration(seconds),
    }
    return Result(
        spec=spec,
        base=base,
        job_id=desk.job.id,
        weights=weights,
        webui=webui,
        pictures=checked.pictures,
        training=training,
        settings=table,
        verification=checked.report,
        contact_sheet=checked.contact_sheet,
        likeness=checked.likeness,
        verified=checked.passed,
    )


def _complete(desk: Desk, checked: Checked, published: Published) -> None:
    more: dict[str, Any] = {} if checked.likeness is None else {"likeness": checked.likeness}
    desk.reporter.completed(
        repo=desk.job.spec.repo,
        revision=published.revision,
        # One of each prompt is enough for a message.
        images=_one_of_each(published.images),
        version=published.version,
        **more,
    )


def _one_of_each(images: list[dict[str, Any]]) -> list[dict[str, Any]]:
    first: dict[str, dict[str, Any]] = {}
    for image in images:
        first.setdefault(image["prompt"], image)
    return list(first.values())[:8]
