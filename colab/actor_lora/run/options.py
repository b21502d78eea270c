"""The command line of `actor-lora train`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..device import Precision
from ..errors import BadInput
from ..families.family import Weights
from ..verification.checking import GateMode
from ..verification.plan import LEAST_SAMPLES
from .describing import CAPTIONER
from .hf_job import JOB_CODE_VARIABLE
from .recipe_options import add_recipe_options, recipe_changes

LEAST_VALUES = {
    "batch_size": 1,
    "checkpoint_every": 1,
    "sample_every": 0,
    "sample_steps": 1,
    "prior_steps": 1,
    "seeds": 1,
    "samples": 1,
}


@dataclass(frozen=True)
class JobSource:
    """Where the job comes from, and where its files are kept."""

    code: str | None = field(repr=False)
    file: Path | None
    photos: Path | None
    output: Path
    resume: bool


@dataclass(frozen=True)
class HubAccess:
    """Which hub, and the person's token for it."""

    token: str | None = field(repr=False)
    endpoint: str | None


@dataclass(frozen=True)
class MachineOptions:
    """What the training may use of this machine."""

    device: str | None
    allow_cpu: bool
    threads: int | None
    fastest_kernels: bool


@dataclass(frozen=True)
class TrainingOptions:
    """How the actor is trained; None leaves a setting to the job or to the base's family."""

    base_path: Path | None
    precision: Precision | None
    weights: Weights | None
    text_encoder: bool
    prior_images: int | None
    prior_steps: int
    batch_size: int
    compiled: bool
    notices: bool
    """Whether captions say what CLIP sees in the photos."""
    captioner: str | None
    """The model that describes each photo in its caption, as a repo or a folder; None for none."""
    resolution: int | None
    checkpoint_every: int
    may_stop: bool
    """Whether it may stop before the last step."""
    sample_every: int
    sample_steps: int
    recipe: Mapping[str, Any]
    """Fields of the family's recipe that are to be otherwise."""

    @property
    def captions_by(self) -> str:
        """What looks at the photos for their captions: CLIP, a captioning model by its name, or the bot."""
        if self.captioner:
            return Path(self.captioner).name if Path(self.captioner).is_dir() else self.captioner
        return "CLIP" if self.notices else "the bot"


@dataclass(frozen=True)
class CheckOptions:
    """How the result is checked."""

    gate: GateMode
    seeds: int
    """Samples of each prompt that checkpoints are compared by."""
    samples: int
    """Photographic samples that the best one is judged by, at least."""
    sample_steps: int
    face_weights: Path | None
    unchecked: bool
    """Whether it goes on where the models that look at samples cannot be had."""


@dataclass(frozen=True)
class Options:
    """What was asked for. Secrets come from the environment, never from the command line's history."""

    source: JobSource
    hub: HubAccess
    machine: MachineOptions
    training: TrainingOptions
    check: CheckOptions
    publish: bool
    status_on_branch: bool
    keep: bool
    leave_result: bool
    """Whether who started it takes the result away."""
    end_with_starter: bool
    """Whether it ends with the process that holds its stdin."""


def parse(argv: Sequence[str], environment: Mapping[str, str] = os.environ) -> Options:
    """Reads the command line of `actor-lora train`.

    Args:
        argv: The words after `train`.
        environment: Where the token, the hub's address and the job code are looked up.

    Returns:
        What was asked for, with the defaults filled in.

    Raises:
        BadInput: Two options contradict each other, or a number is out of range.
    """
    asked = _parser().parse_args(argv)
    code = asked.job_code or (None if asked.job else environment.get(JOB_CODE_VARIABLE))
    if bool(code) == bool(asked.job):
        raise BadInput("Give either --job-code with the bot's code, or --job with a job file and --photos.")
    _check_numbers(asked)
    return Options(
        source=JobSource(code, asked.job, asked.photos, asked.output, resume=not asked.no_resume),
        hub=HubAccess(environment.get("HF_TOKEN") or None, environment.get("HF_ENDPOINT") or None),
        machine=MachineOptions(asked.device, asked.allow_cpu, asked.threads, asked.fastest_kernels),
        training=TrainingOptions(
            base_path=asked.base_path,
            precision=asked.precision,
            weights=asked.weights,
            text_encoder=asked.text_encoder,
            prior_images=asked.prior_images,
            prior_steps=asked.prior_steps,
            batch_size=asked.batch_size,
            compiled=asked.compile,
            notices=not asked.plain_captions,
            captioner=asked.captioner,
            resolution=asked.resolution,
            checkpoint_every=asked.checkpoint_every,
            may_stop=not asked.all_steps,
            sample_every=asked.sample_every,
            sample_steps=asked.sample_steps,
            recipe=recipe_changes(asked),
        ),
        check=CheckOptions(
            gate=asked.gate or ("report" if code else "enforce"),
            seeds=asked.seeds,
            samples=asked.samples,
            sample_steps=asked.sample_steps,
            face_weights=asked.face_weights,
            unchecked=asked.unchecked,
        ),
        publish=bool(code) if asked.publish is None else asked.publish,
        status_on_branch=asked.status_on_branch,
        keep=asked.keep,
        leave_result=asked.leave_result,
        end_with_starter=asked.end_with_starter,
    )


def _parser() -> argparse.ArgumentParser:
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
    out.add_argument("--keep", action="store_true", help="keep everything on this machine, also what is published")
    # The notebook's own: it shows the contact sheet and removes it.
    out.add_argument("--leave-result", action="store_true", help=argparse.SUPPRESS)
    # The worker's own: a training must not outlive it.
    out.add_argument("--end-with-starter", action="store_true", help=argparse.SUPPRESS)
    how = parser.add_argument_group("how")
    how.add_argument("--device", help="cuda or cpu; default: the GPU where there is one")
    how.add_argument(
        "--precision",
        choices=["fp32", "fp16", "bf16"],
        help="default: bf16 on a GPU that has it, else fp16; fp32 on a CPU",
    )
    how.add_argument(
        "--weights",
        choices=["full", "int8", "nf4"],
        help="how the frozen base lies in memory; default: as exact as fits (Z-Image and FLUX.2 klein only)",
    )
    how.add_argument("--allow-cpu", action="store_true", help="train a full-size base without a GPU")
    how.add_argument("--threads", type=int, help="of the CPU")
    how.add_argument(
        "--plain-captions", action="store_true", help="do not say in captions what CLIP sees: glasses and the place"
    )
    how.add_argument(
        "--captioner",
        nargs="?",
        const=CAPTIONER,
        metavar="MODEL",
        help=f"let a captioning model of BLIP's kind describe each photo in its caption ({CAPTIONER}, "
        "or another repo or folder); seconds a photo without a GPU",
    )
    how.add_argument("--compile", action="store_true", help="compile what is trained (torch.compile); not measured yet")
    how.add_argument(
        "--fastest-kernels",
        action="store_true",
        help="let cuDNN take the kernels that it finds fastest, which may be others in each process",
    )
    how.add_argument("--text-encoder", action="store_true", help="train a LoRA of the text encoder too (SD 1.5, 2.1)")
    how.add_argument("--prior-images", type=int, help="images of people in general; default: 100, or none")
    how.add_argument("--prior-steps", type=int, default=20, help="sampling steps of those (%(default)s)")
    how.add_argument("--batch-size", type=int, default=1)
    how.add_argument("--resolution", type=int, help="edge in pixels, instead of the job's; smaller needs less memory")
    how.add_argument("--checkpoint-every", type=int, default=250, help="steps (%(default)s)")
    how.add_argument("--all-steps", action="store_true", help="do not stop once it looks no more like the person")
    how.add_argument("--sample-every", type=int, default=250, help="steps, a multiple of the above; 0: never")
    how.add_argument("--sample-steps", type=int, default=25, help="sampling steps (%(default)s)")
    how.add_argument("--seeds", type=int, default=2, help="samples of each prompt to compare checkpoints (%(default)s)")
    how.add_argument(
        "--samples", type=int, default=LEAST_SAMPLES, help="photographic samples to judge the best by (%(default)s)"
    )
    how.add_argument("--face-weights", type=Path, help="folder with the weights of YuNet and SFace")
    how.add_argument(
        "--unchecked",
        action="store_true",
        help="go on where the models that look at samples cannot be had: what they measure is then not measured",
    )
    add_recipe_options(parser)
    return parser


def _check_numbers(asked: argparse.Namespace) -> None:
    if asked.captioner and asked.plain_captions:
        raise BadInput("--captioner writes captions and --plain-captions leaves them as they are: give one of them.")
    for name, least in LEAST_VALUES.items():
        if getattr(asked, name) < least:
            raise BadInput(f"--{name.replace('_', '-')} must be at least {least}.")
    if (asked.prior_images or 0) < 0:
        raise BadInput("--prior-images must be at least 0.")
    if asked.resolution is not None and (asked.resolution < 8 or asked.resolution % 8):
        raise BadInput("--resolution must be a multiple of 8.")
    if asked.sample_every % asked.checkpoint_every:
        raise BadInput("--sample-every must be a multiple of --checkpoint-every.")
