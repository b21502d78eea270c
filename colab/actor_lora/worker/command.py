"""The command line of `actor-lora worker`."""

from __future__ import annotations

import argparse
import logging
import os
import shlex
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from ..errors import BadInput
from .bot import read_address
from .key import KEY_VARIABLE, take_keys

log = logging.getLogger("actor_lora.worker")

RUNS = Path("actor-lora-worker")
MOST_TOGETHER = 16
"""What the bot hands to one worker."""


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="actor-lora worker",
        description="Lends this machine to a bot: asks it for pictures and trainings, and needs no open port.",
        epilog=f"The environment may hold the keys, in {KEY_VARIABLE} (several with spaces between): on the command "
        "line, others who use this machine can read them. HF_TOKEN is only used for gated bases, HF_ENDPOINT names "
        "another hub. Exit codes: 0 stopped, 2 bad input or no key is accepted any more, 1 anything else.",
    )
    parser.add_argument("--bot", required=True, metavar="URL", help="the bot's address, as https://bot.example")
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="wk_…",
        help="a key from /settings workers in Discord; may be repeated, one for each server",
    )
    parser.add_argument("--name", help="what Discord calls this machine (its hostname)")
    parser.add_argument("--device", default="auto", help="cuda, cuda:1, mps or cpu; found out by default")
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="ID[=FOLDER]",
        help="serve this model instead of the known ones that fit; may be repeated",
    )
    parser.add_argument("--no-training", action="store_true", help="only draw")
    parser.add_argument("--allow-cpu", action="store_true", help="train without a GPU too, which takes days")
    parser.add_argument("--together", type=int, default=4, metavar="N", help="most pictures drawn at once (4)")
    parser.add_argument("--bases", type=int, default=2, metavar="N", help="base models kept in memory (2)")
    parser.add_argument(
        "--runs",
        type=Path,
        default=RUNS,
        metavar="FOLDER",
        help="where trainings are kept while they run; whatever nobody touched for a week is removed (%(default)s)",
    )
    parser.add_argument(
        "--train",
        default="",
        metavar="OPTIONS",
        help='options of actor-lora train for this machine, as --train="--weights nf4"',
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Works until it is stopped.

    Raises:
        BadInput: It cannot begin, or no key is accepted any more.
    """
    given = arguments(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    # It names every address, the links to weights too.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    address = read_address(given.bot)
    keys = take_keys(given.key, os.environ)
    if not 1 <= given.together <= MOST_TOGETHER or given.bases < 1:
        raise BadInput(f"--together must be 1 to {MOST_TOGETHER}, and --bases at least 1.")
    _warn(address, on_command_line=bool(given.key))

    # Late: torch takes its time, and a wrong key should not.
    from ..device import nominal_gb
    from .machine import look
    from .trainings import TrainerSettings
    from .worker import Worker

    machine = look(
        name=given.name,
        device=given.device,
        models=given.model,
        training=not given.no_training,
        allow_cpu=given.allow_cpu,
    )
    more = [*(["--allow-cpu"] if given.allow_cpu else []), *shlex.split(given.train)]
    trainer = TrainerSettings(given.runs.resolve(), _training_device(machine.device), machine.catalogue.sources, more)
    log.info(
        "Lends %s (%s, %d GB) to %s for %s of %s.",
        machine.name,
        machine.label,
        nominal_gb(machine.memory_bytes),
        address,
        "pictures and trainings" if machine.trains else "pictures",
        ", ".join(machine.catalogue.sources),
    )
    worker = Worker(address, keys, machine=machine, trainer=trainer, together=given.together, bases=given.bases)
    worker.run(_stopped_by_signals())
    return 0


def _training_device(device: str) -> str:
    return device if device.startswith("cuda") else "cpu"


def _warn(address: str, *, on_command_line: bool) -> None:
    if on_command_line:
        log.warning(
            "The key is on the command line, where others on this machine can read it: %s hides it.", KEY_VARIABLE
        )
    parts = urlsplit(address)
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        log.warning("%s is not encrypted: prompts, pictures and LoRAs can be read on the way.", address)


def _stopped_by_signals() -> threading.Event:
    """Set by the first SIGTERM or Ctrl+C; the second ends the process at once."""
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(1)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    return stop
