"""The same training as a Hugging Face job: what the bot passes to `runJob`, or a person to `hf jobs run`.

src/services/training/hf-job.ts makes the same request in the bot; vectors/protocol.json holds both to it.
"""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Sequence
from typing import Any

from ..spec import decode_job_code

DEFAULT_IMAGE = "ghcr.io/astral-sh/uv:python3.12-bookworm"
"""Python, uv and git; torch comes with its own CUDA libraries."""
DEFAULT_FLAVOR = "t4-small"
JOB_CODE_VARIABLE = "ACTOR_LORA_JOB_CODE"


def job_request(
    job_code: str,
    *,
    package: str,
    token: str | None = None,
    image: str = DEFAULT_IMAGE,
    flavor: str = DEFAULT_FLAVOR,
    timeout_seconds: int = 3 * 3600,
) -> dict[str, Any]:
    """The body of `POST /api/jobs/{namespace}`. The code and the token travel as secrets; the command holds neither.

    Args:
        job_code: The code that the bot gave.
        package: What pip installs: a repo's address or a wheel's.
        token: The hub's token.
        image: The container.
        flavor: The machine.
        timeout_seconds: When the hub ends the job.

    Returns:
        The request as JSON.

    Raises:
        BadInput: The code is damaged.
    """
    code = decode_job_code(job_code)
    secrets = {JOB_CODE_VARIABLE: job_code.strip()}
    if token:
        secrets["HF_TOKEN"] = token
    return {
        "dockerImage": image,
        "command": ["uv", "run", "--no-project", "--with", f"actor-lora @ {package}", "actor-lora", "train"],
        "flavor": flavor,
        # The default is 30 minutes, which ends most trainings.
        "timeoutSeconds": timeout_seconds,
        "environment": {"PYTHONUNBUFFERED": "1"},
        "secrets": secrets,
        "labels": {"app": "actor-lora", "job": code.job_id},
    }


def shell_command(request: dict[str, Any]) -> str:
    """The same request as a command line. Secrets are only named: their values come from the environment."""
    words = ["hf", "jobs", "run", "--detach", "--flavor", request["flavor"]]
    words += ["--timeout", f"{request['timeoutSeconds']}s"]
    for name in dict.fromkeys([*request["secrets"], "HF_TOKEN"]):
        words += ["--secrets", name]
    for name, value in request["environment"].items():
        words += ["--env", f"{name}={value}"]
    return shlex.join([*words, request["dockerImage"], *request["command"]])


def main(argv: Sequence[str]) -> int:
    """Prints how to train as a Hugging Face job."""
    parser = argparse.ArgumentParser(prog="actor-lora job-command", description="Prints how to train as an HF job.")
    parser.add_argument("--job-code", required=True, help="the code that the bot gave you")
    parser.add_argument(
        "--package", required=True, help="what pip installs: git+https://…#subdirectory=colab, or a wheel's address"
    )
    parser.add_argument("--image", default=DEFAULT_IMAGE)
    parser.add_argument("--flavor", default=DEFAULT_FLAVOR)
    parser.add_argument("--json", action="store_true", help="the request without its secrets, instead of a command")
    asked = parser.parse_args(argv)
    request = job_request(asked.job_code, package=asked.package, image=asked.image, flavor=asked.flavor)
    if asked.json:
        print(json.dumps({**request, "secrets": sorted(request["secrets"])}, indent=2))
    else:
        print(f"# Set {JOB_CODE_VARIABLE} to the job code and HF_TOKEN to your token first.")
        print(shell_command(request))
    return 0
