"""The command line: `actor-lora train | verify | serve | worker | job-command`."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from . import __version__
from .errors import RunError
from .stack import hide_old_torchao

COMMANDS = {
    "train": ("actor_lora.run.train", "claim a job (or read a job file), train, verify, publish and report"),
    "verify": ("actor_lora.verification.command", "check a trained LoRA against the photos, with and without it"),
    "serve": ("actor_lora.serve.app", "serve base models and trained actors behind the bot’s endpoint"),
    "worker": ("actor_lora.worker.command", "lend this machine’s GPU to a bot, without an open port"),
    "job-command": ("actor_lora.run.hf_job", "print the HF Jobs command for a job code"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a subcommand. 0 ok, 2 bad input, 3 below the gate, 4 cancelled, 1 anything else."""
    words = list(sys.argv[1:] if argv is None else argv)
    lines = "\n".join(f"  {name:<12} {about}" for name, (_, about) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="actor-lora",
        description="Trains, checks and serves the LoRA of an actor.",
        epilog=f"commands:\n{lines}\n\nactor-lora COMMAND --help says what each takes.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    # Only the first word is read here; everything behind it is the subcommand's own.
    asked = parser.parse_args(words[:1])
    # Before anything asks for it: samples and pictures load a LoRA through peft too.
    hide_old_torchao()
    # Imported late: `--help` should not load torch.
    module = importlib.import_module(COMMANDS[asked.command][0])
    try:
        return int(module.main(words[1:]))
    except RunError as error:
        print(f"actor-lora: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("actor-lora: interrupted.", file=sys.stderr)
        return 4


if __name__ == "__main__":
    raise SystemExit(main())
