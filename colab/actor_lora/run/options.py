"""The command line of `actor-lora train`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from ..device import Precision
from ..errors import BadInput
from ..verification.checking import GateMode
from .hf_job import JOB_CODE_VARIABLE


@dataclass(frozen=True)
class Options:
    """What was asked for. Secrets come from the environment and never from the command line's history."""

    job_code: str | None = field(repr=False)
    job: Path | None
    photos: Path | None
    output: Path
    base_path: Path | None
    publish: bool
    resume: bool
    status_on_branch: bool
    gate: GateMode
    device: str | None
    precision: Precision | None
    allow_cpu: bool
    threads: int | None
    text_encoder: bool
    prior_images: int | None
    prior_steps: int
    batch_size: int
    resolution: int | None
    checkpoint_every: int
    sample_every: int
    sample_steps: int
    seeds: int
    face_weights: Path | None
    keep: bool
    token: str | None = field(repr=False)
    endpoint: str | None


def parse(argv: Sequence[str], environment: Mapping[str, str] = os.environ) -> Options:
    """Reads the command line. Raises BadInput where its parts do not fit together."""
    parser = argparse.ArgumentParser(
        prog="actor-lora train",
        description="Claims a job (or reads a job file), trains, verifies, publishes and reports.",
        epilog=f"The environment may hold HF_TOKEN, HF_ENDPOINT and {JOB_CODE_VARIABLE}. "
        "Exit codes: 0 done, 2 bad input, 3 below the gate, 4 cancelled, 1 anything else.",
    )
    what = parser.add_argument_group("what to train")
    what.add_argument("--job-code", help=f"the code that the bot gave you; or in {JOB_CODE_VARIABLE}")
    what.add_argument("--job", type=Path, help="a job file instead of a code: {spec: {…}}")
    what.add_argument("--photos", type=Path, help="folder of photos, with --job")
    what.add_argument("--base-path", type=Path, help="folder with the base model's files, instead of the hub's")
    what.add_argument("--output", type=Path, default=Path("actor-lora-runs"), help="where runs are kept (%(default)s)")
    what.add_argument("--no-resume", action="store_true", help="start anew instead of from the last checkpoint")
    out = parser.add_argument_group("what becomes of it")
    out.add_argument("--publish", action=argparse.BooleanOptionalAction, help="to the hub; default: with a job code")
    out.add_argument(
        "--gate",
        choices=["enforce", "report"],
        help="report: publish whatever it says; default: report with a job code (the bot does not use what is "
        "below the gate), enforce without",
    )
    out.add_argument("--status-on-branch", action="store_true", help="also write status.json on the job's branch")
    out.add_argument("--keep", action="store_true", help="keep photos and checkpoints on this machine afterwards")
    how = parser.add_argument_group("how")
    how.add_argument("--device", help="cuda or cpu; default: the GPU where there is one")
    how.add_argument("--precision", choices=["fp32", "fp16", "bf16"], help="default: fp16 on a GPU, fp32 on a CPU")
    how.add_argument("--allow-cpu", action="store_true", help="train a full-size base without a GPU")
    how.add_argument("--threads", type=int, help="of the CPU")
    how.add_argument("--text-encoder", action="store_true", help="train a LoRA of the text encoder too (SD 1.5, 2.1)")
    how.add_argument("--prior-images", type=int, help="images of people in general; default: 100, none for SDXL")
    how.add_argument("--prior-steps", type=int, default=20, help="sampling steps of those (%(default)s)")
    how.add_argument("--batch-size", type=int, default=1)
    how.add_argument("--resolution", type=int, help="edge in pixels, instead of the job's; smaller needs less memory")
    how.add_argument("--checkpoint-every", type=int, default=250, help="steps (%(default)s)")
    how.add_argument("--sample-every", type=int, default=250, help="steps, a multiple of the above; 0: never")
    how.add_argument("--sample-steps", type=int, default=25, help="sampling steps (%(default)s)")
    how.add_argument("--seeds", type=int, default=2, help="samples of each prompt in the verification (%(default)s)")
    how.add_argument("--face-weights", type=Path, help="folder with the weights of YuNet and SFace")
    asked = parser.parse_args(argv)
    code = asked.job_code or (None if asked.job else environment.get(JOB_CODE_VARIABLE))
    if bool(code) == bool(asked.job):
        raise BadInput("Give either --job-code with the bot's code, or --job with a job file and --photos.")
    least = {"batch_size": 1, "checkpoint_every": 1, "sample_every": 0, "sample_steps": 1, "prior_steps": 1, "seeds": 1}
    for name, value in least.items():
        if getattr(asked, name) < value:
            raise BadInput(f"--{name.replace('_', '-')} must be at least {value}.")
    if (asked.prior_images or 0) < 0:
        raise BadInput("--prior-images must be at least 0.")
    if asked.resolution is not None and (asked.resolution < 8 or asked.resolution % 8):
        raise BadInput("--resolution must be a multiple of 8.")
    if asked.sample_every % asked.checkpoint_every:
        raise BadInput("--sample-every must be a multiple of --checkpoint-every.")
    return Options(
        job_code=code,
        job=asked.job,
        photos=asked.photos,
        output=asked.output,
        base_path=asked.base_path,
        publish=bool(code) if asked.publish is None else asked.publish,
        resume=not asked.no_resume,
        status_on_branch=asked.status_on_branch,
        gate=cast(GateMode, asked.gate or ("report" if code else "enforce")),
        device=asked.device,
        precision=asked.precision,
        allow_cpu=asked.allow_cpu,
        threads=asked.threads,
        text_encoder=asked.text_encoder,
        prior_images=asked.prior_images,
        prior_steps=asked.prior_steps,
        batch_size=asked.batch_size,
        resolution=asked.resolution,
        checkpoint_every=asked.checkpoint_every,
        sample_every=asked.sample_every,
        sample_steps=asked.sample_steps,
        seeds=asked.seeds,
        face_weights=asked.face_weights,
        keep=asked.keep,
        token=environment.get("HF_TOKEN") or None,
        endpoint=environment.get("HF_ENDPOINT") or None,
    )
