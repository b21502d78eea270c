"""A world for whole runs: a bot, a hub, a tiny base and drawn photos; also as a process that can be killed."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from killing import arm
from patience import LONGEST_WAIT

from actor_lora.errors import Cancelled, RunError
from actor_lora.run.link import Timing
from actor_lora.run.options import Options, parse
from actor_lora.run.train import train
from actor_lora.verification.looking import Judges

if TYPE_CHECKING:
    from actor_lora.training.checkpoint import Checkpoint

HURRY = Timing(interval=0.0, branch_interval=0.0, heartbeat=LONGEST_WAIT, backoff=(0.01, 0.05), patience=LONGEST_WAIT)
FLAGS = [
    *("--gate", "report", "--checkpoint-every", "2", "--sample-every", "2", "--sample-steps", "1", "--seeds", "1"),
    *("--samples", "2"),
    *("--prior-images", "1", "--prior-steps", "1", "--device", "cpu", "--threads", "1", "--precision", "fp32"),
]


def jpeg(image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return buffer.getvalue()


def options_of(
    output: Path, base: Path, hub_url: str, token: str | None, *more: str, code: str | None = None
) -> Options:
    words = [*FLAGS, "--output", str(output), "--base-path", str(base), *more]
    environment = {"HF_TOKEN": token or "", "HF_ENDPOINT": hub_url}
    if code:
        environment["ACTOR_LORA_JOB_CODE"] = code
    return parse(words, environment)


def kept_at(step: int, folder: Path, kept: Path) -> Callable[[Checkpoint], None]:
    """For `loop.run`: copies its folder as it is after a step, where a kill would leave it."""

    def copy(checkpoint: Checkpoint) -> None:
        if checkpoint.step == step:
            shutil.copytree(folder, kept)

    return copy


def import_everything() -> None:
    """Imports what a run imports on its way, too; see forking.py."""
    import huggingface_hub.hf_api  # noqa: F401
    import peft  # noqa: F401
    from diffusers import DDPMScheduler, DPMSolverMultistepScheduler, StableDiffusionPipeline  # noqa: F401
    from transformers import CLIPTextModel, CLIPTokenizer  # noqa: F401


def worker(words: list[str]) -> int:
    """`actor-lora worker`; returns its exit code."""
    from actor_lora.worker.command import main

    try:
        return main(words)
    except RunError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def main(asked: dict[str, Any]) -> int:
    """A run as `asked`, which dies at a point of it; returns its exit code."""
    from huggingface_hub import constants

    # The hub's client has read its environment long ago.
    constants.HF_HUB_CACHE = os.environ.get("HF_HUB_CACHE", constants.HF_HUB_CACHE)
    arm(asked["point"], asked.get("at", 4))
    if "worker" in asked:
        return worker(asked["worker"])
    where = (Path(asked["output"]), Path(asked["base"]), asked["hub"], asked["token"])
    chosen = options_of(*where, *asked.get("flags", []), code=asked["code"])
    try:
        return train(chosen, judges=Judges(), timing=HURRY)
    except Cancelled as error:
        return error.exit_code


if __name__ == "__main__":
    # The bot's tests start it so.
    sys.exit(main(json.loads(sys.argv[1])))
