"""A world for whole runs: a bot, a hub, a tiny base and drawn photos; also as a process that can be killed."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from patience import LONGEST_WAIT

from actor_lora.errors import Cancelled
from actor_lora.run.link import Timing
from actor_lora.run.options import Options, parse
from actor_lora.run.train import train
from actor_lora.verification.looking import Judges

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


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str, at: int = 4) -> None:
    """Makes this process die, as by kill −9, at a point of the run; `at` is the step of a checkpoint."""
    from actor_lora.hub import HubRepo
    from actor_lora.job.bot_calls import BotCalls
    from actor_lora.job.events import Reporter
    from actor_lora.run import ending, steps
    from actor_lora.run import train as run
    from actor_lora.training import checkpoint, trainer

    def before(owner: object, name: str, when=lambda *args, **_: True) -> None:
        real = getattr(owner, name)

        def armed(*args, **options):
            if when(*args, **options):
                die()
            return real(*args, **options)

        setattr(owner, name, armed)

    if point == "before-training":
        before(steps, "train_with_retry")
    elif point == "in-a-step":
        before(trainer.Trainer, "step", lambda self: self.step_number == at - 1)
    elif point == "told-to-stop-in-a-step":
        stop = signal.SIGTERM
        before(trainer.Trainer, "step", lambda self: self.step_number == at - 1 and os.kill(os.getpid(), stop))
    elif point == "in-a-checkpoint":
        # The weights are written, the checkpoint is not yet there.
        before(checkpoint, "_sync", lambda path: path.parent.name == f".step-{at:06}")
    elif point == "once-a-checkpoint-is-on-the-hub":
        # The training stands before its next step meanwhile, so that this is the only one.
        before(Reporter, "checkpoint", lambda self, step, revision: revision is not None)
        before(trainer.Trainer, "step", lambda self: self.step_number == at - 1 and threading.Event().wait())
    elif point == "while-verifying":
        before(steps, "check_result")
    elif point == "between-commit-and-tag":
        before(HubRepo, "tag")
    elif point == "between-upload-and-commit":
        before(BotCalls, "ask", lambda self, url, kind, said, **_: (kind, said.get("to")) == ("commit", "result"))
    elif point == "before-the-claim":
        before(HubRepo, "commit", lambda self, branch, title, *_, **__: title == "Claimed")
    elif point == "after-the-claim":
        before(run, "attend")
    elif point == "before-the-branch-is-removed":
        before(ending, "tidy")
    elif point == "before-the-end-is-said":
        before(steps, "_report")
    elif point:
        raise ValueError(point)


def import_everything() -> None:
    """Imports what a run imports on its way, too; see forking.py."""
    import huggingface_hub.hf_api  # noqa: F401
    import peft  # noqa: F401
    from diffusers import DDPMScheduler, DPMSolverMultistepScheduler, StableDiffusionPipeline  # noqa: F401
    from transformers import CLIPTextModel, CLIPTokenizer  # noqa: F401


def main(asked: dict[str, Any]) -> int:
    """A run as `asked`, which dies at a point of it; returns its exit code."""
    from huggingface_hub import constants

    # The hub's client has read its environment long ago.
    constants.HF_HUB_CACHE = os.environ.get("HF_HUB_CACHE", constants.HF_HUB_CACHE)
    arm(asked["point"], asked.get("at", 4))
    where = (Path(asked["output"]), Path(asked["base"]), asked["hub"], asked["token"])
    chosen = options_of(*where, *asked.get("flags", []), code=asked["code"])
    try:
        return train(chosen, judges=Judges(), timing=HURRY)
    except Cancelled as error:
        return error.exit_code


if __name__ == "__main__":
    # The bot's tests start it so.
    sys.exit(main(json.loads(sys.argv[1])))
