"""What a trainer is told to do: the job's specification, a job file and the job code."""

from __future__ import annotations

import base64
import binascii
import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.alias_generators import to_camel

from .errors import BadInput


class Wire(BaseModel):
    """JSON in camelCase, attributes in snake_case. Unknown keys are ignored: a newer bot may say more."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore")

    def to_json(self) -> dict[str, Any]:
        """The JSON object as it travels, without what is not set."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class TrainingSpec(Wire):
    """The same JSON as `trainingSpecSchema` in src/services/training/job.ts."""

    actor_name: str
    trigger_word: str
    base_model: str
    steps: int = Field(gt=0, le=100_000)
    resolution: int = Field(ge=8, le=2048)
    """Edge of the square training pictures, in pixels."""
    rank: int = Field(gt=0, le=256)
    """Of the LoRA; alpha is the same."""
    learning_rate: float | None = Field(default=None, gt=0, lt=1)
    """The family's own where it is left out, as a job file may."""
    seed: int = Field(ge=0)
    repo: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    branch: str = Field(pattern=r"^[\w][\w./-]{0,199}$")
    instance_prompt: str
    sample_prompts: list[str] = Field(default_factory=list)
    consent_note: str = ""

    @field_validator("resolution")
    @classmethod
    def _multiple_of_eight(cls, value: int) -> int:
        if value % 8:
            raise ValueError("must be a multiple of 8")
        return value


class PhotoNotes(Wire):
    """What the bot saw in a photo, in words for its caption. What it does not know, it leaves out."""

    framing: str | None = Field(default=None, max_length=60)
    """`close-up`, `full body` …"""
    angle: str | None = Field(default=None, max_length=60)
    light: str | None = Field(default=None, max_length=60)
    glasses: str | None = Field(default=None, max_length=60)
    setting: str | None = Field(default=None, max_length=60)
    described: str | None = Field(default=None, max_length=160)
    """What the person wears and does, and where: from the trainer's own captioning model (`run/describing.py`)."""


class PhotoRef(Wire):
    """A photo by an address that lives for an hour, with the hash that it must have."""

    url: str
    sha256: str = Field(pattern=r"^[0-9a-fA-F]{64}$")
    content_type: str = "application/octet-stream"
    notes: PhotoNotes | None = None
    """Earlier bots say nothing about a photo."""


class Uploads(Wire):
    """Where a run without a token asks the bot to write for it."""

    places_url: str = Field(pattern=r"^https?://")
    commit_url: str = Field(pattern=r"^https?://")
    checkpoint_url: str = Field(pattern=r"^https?://")


class Claim(Wire):
    """The answer to a claim."""

    job_id: str
    attempt: int = Field(ge=1)
    secret: str = Field(pattern=r"^whsec_", repr=False)
    events_url: str = Field(pattern=r"^https?://")
    spec: TrainingSpec
    photos: list[PhotoRef] = Field(min_length=1)
    uploads: Uploads | None = None
    """Earlier bots, and those without an address, do not write for a run."""


class JobFile(Wire):
    """A job without a bot, for `--job job.json --photos DIR`."""

    job_id: str = "local"
    attempt: int = Field(default=1, ge=1)
    spec: TrainingSpec


class JobCode(Wire):
    """What the bot hands the requester: where the bot is, which job, and a token that works once."""

    api_url: str = Field(pattern=r"^https?://[^\s/]+")
    job_id: str = Field(min_length=1, max_length=40)
    one_time_token: str = Field(min_length=1, repr=False)
    hub_token: str | None = None
    """`none` where the bot writes to the hub for the run; `read` where the base is gated besides."""

    @property
    def bot_writes(self) -> bool:
        """Whether the run needs no token that may write."""
        return self.hub_token in ("none", "read")


class RelayCode(Wire):
    """A job code of a bot without a public address: the private dataset repo where the job lies."""

    relay_repo: str = Field(pattern=r"^[\w.-]+/actor-job-[\w.-]+$")
    job_id: str = Field(min_length=1, max_length=40)
    one_time_token: str = Field(min_length=1, repr=False)


def decode_job_code(text: str) -> JobCode | RelayCode:
    """Reads a job code: base64url of `{ apiUrl, jobId, oneTimeToken }`, or with `relayRepo` instead of `apiUrl`.

    Args:
        text: As it was pasted; whitespace, quotes and backticks that came along are ignored.

    Returns:
        What the code says.

    Raises:
        BadInput: It is no job code, or damaged. The message never repeats the code.
    """
    code = re.sub(r"[\s`\"']", "", text)
    if not code:
        raise BadInput("Paste the job code that the bot gave you first.")
    if not re.fullmatch(r"[A-Za-z0-9_-]+=*", code):
        raise BadInput("This is not a job code: it may hold only letters, digits, “-” and “_”.")
    try:
        raw = base64.urlsafe_b64decode(code.rstrip("=") + "=" * (-len(code.rstrip("=")) % 4))
        content = json.loads(raw.decode("utf-8"))
    except (binascii.Error, ValueError):
        raise BadInput("This job code is damaged. Copy it again, as a whole, from the bot’s message.") from None
    relayed = isinstance(content, dict) and content.get("relayRepo") is not None
    if relayed and content.get("apiUrl") is not None:
        raise BadInput("This job code names two ways to the bot. Ask the bot for a new one with /train start.")
    try:
        return (RelayCode if relayed else JobCode).model_validate(content)
    except ValidationError as error:
        raise BadInput(
            f"This job code is incomplete ({_places(error)}). Ask the bot for a new one with /train start."
        ) from None


def encode_job_code(code: JobCode | RelayCode) -> str:
    """Writes a job code, as `decode_job_code` reads it."""
    body = json.dumps(code.to_json(), separators=(",", ":"))
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def read_job_file(path: Path) -> JobFile:
    """Reads a job file: `{ jobId?, attempt?, spec }`, or a specification by itself.

    Args:
        path: The file.

    Returns:
        The job.

    Raises:
        BadInput: It is missing, no JSON or not complete; the message names what is wrong.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadInput(f"There is no job file at {path}.") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"The job file {path} cannot be read as JSON: {error}.") from None
    if isinstance(content, dict) and "spec" not in content:
        content = {"spec": content}
    try:
        return JobFile.model_validate(content)
    except ValidationError as error:
        raise BadInput(f"The job file {path} is not complete or not right: {reasons(error)}.") from None


def reasons(error: ValidationError) -> str:
    """What is wrong with each field, without the values (they may be secret)."""
    parts = [
        f"{'.'.join(str(step) for step in item['loc']) or 'the whole'}: {item['msg'].removeprefix('Value error, ')}"
        for item in error.errors(include_input=False, include_url=False, include_context=False)
    ]
    return "; ".join(parts)


def _places(error: ValidationError) -> str:
    return ", ".join(".".join(str(step) for step in item["loc"]) or "the whole" for item in error.errors())
