"""The result on the hub: one commit on main, tagged, and the same again after a kill changes nothing."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..delivery import Content, Delivers
from ..errors import RunError
from ..families.family import Base
from ..hub import HubRepo
from ..lora_files import LORA_FILE, WEBUI_FOLDER
from ..spec import TrainingSpec
from .model_card import CardPicture, model_card

TRAINING_FILE = "training.json"
VERIFICATION_FILE = "verification.json"
CONTACT_SHEET = "contact-sheet.jpg"


@dataclass(frozen=True)
class Result:
    """What a training leaves to publish."""

    spec: TrainingSpec
    base: Base
    job_id: str
    weights: Path
    webui: Path | None
    """For A1111 and ComfyUI; None where their format cannot carry it."""
    pictures: list[tuple[Path, str, int]]
    """File, prompt and seed of each sample."""
    training: dict[str, Any]
    """All that `training.json` says beside what is added here."""
    settings: dict[str, Any]
    """What the card's table lists."""
    verification: dict[str, Any]
    contact_sheet: Path | None
    likeness: float | None
    verified: bool


@dataclass(frozen=True)
class Published:
    """Where the result lies."""

    revision: str
    """Commit on main."""
    version: str
    """The tag, vN."""
    images: list[dict[str, Any]]
    """The samples, as an event names them."""


def publish(repo: HubRepo, result: Result) -> Published:
    """Puts the result on main in one commit and tags it. Where it is there already, adds only what is missing.

    main has exactly one .safetensors at its root afterwards, and no sample of an earlier version.

    Args:
        repo: The actor's repo; made where it is not there.
        result: What is published.

    Returns:
        Where it is.

    Raises:
        BadInput: The repo is public.
        RunError: The hub refused.
    """
    repo.ensure()
    digest = hashlib.sha256(result.weights.read_bytes()).hexdigest()
    tags = repo.tags()
    revision = _published(repo, result.job_id, digest)
    if revision is None:
        version = next_version(tags)
        files = _files(result, version, digest)
        stale = [path for path in repo.files("main") if path not in files and _is_ours(path)]
        revision = repo.commit(
            "main", f"{version}: {result.spec.actor_name} (job {result.job_id})", files, delete=stale
        )
    version = next((tag for tag, commit in tags.items() if commit == revision and _number(tag)), next_version(tags))
    if tags.get(version) != revision:
        repo.tag(version, revision)
    images = [{"revision": revision, **entry} for entry in _entries(result)]
    return Published(revision, version, images)


def publish_through(bot: Delivers, result: Result) -> Published:
    """The same through the bot, which commits and tags: the rules of `publish` are its own there.

    Args:
        bot: Takes the files.
        result: What is published.

    Returns:
        Where it is.

    Raises:
        RunError: The bot refused, or did not answer.
        Cancelled: The job is over.
    """
    digest = hashlib.sha256(result.weights.read_bytes()).hexdigest()

    def texts(version: str | None) -> dict[str, str]:
        if version is None:
            raise RunError("The bot did not say which version this becomes. Is the notebook up to date?")
        return {path: content.decode() for path, content in _texts(result, version, digest).items()}

    done = bot.deliver("result", _large(result), texts)
    images = [{"revision": done.revision, **entry} for entry in _entries(result)]
    return Published(done.revision, done.version or "", images)


def next_version(tags: dict[str, str]) -> str:
    """The tag after the highest `vN`."""
    return f"v{max((_number(tag) for tag in tags), default=0) + 1}"


def _number(tag: str) -> int:
    return int(tag[1:]) if re.fullmatch(r"v[1-9]\d{0,8}", tag) else 0


def _published(repo: HubRepo, job_id: str, digest: str) -> str | None:
    """The commit of main, where it holds this job's result."""
    head = repo.branches().get("main")
    content = repo.read(TRAINING_FILE, head) if head else None
    try:
        said = json.loads(content) if content else {}
    except ValueError:
        return None
    return head if said.get("jobId") == job_id and said.get("weightsSha256") == digest else None


def _is_ours(path: str) -> bool:
    """Files of an earlier version that this one does not have."""
    at_root = "/" not in path
    return (at_root and path.endswith(".safetensors")) or path.startswith(("samples/", f"{WEBUI_FOLDER}/"))


def _entries(result: Result) -> list[dict[str, Any]]:
    return [
        {"path": f"samples/{number:02}{file.suffix}", "prompt": prompt[:500], "seed": seed}
        for number, (file, prompt, seed) in enumerate(result.pictures, 1)
    ]


def _files(result: Result, version: str, digest: str) -> dict[str, Content]:
    return {**_large(result), **_texts(result, version, digest)}


def _large(result: Result) -> dict[str, Content]:
    """Weights and pictures."""
    files: dict[str, Content] = {LORA_FILE: result.weights}
    if result.webui:
        files[f"{WEBUI_FOLDER}/{result.webui.name}"] = result.webui
    for entry, (file, _, _) in zip(_entries(result), result.pictures, strict=True):
        files[entry["path"]] = file
    if result.contact_sheet:
        files[CONTACT_SHEET] = result.contact_sheet
    return files


def _texts(result: Result, version: str, digest: str) -> dict[str, bytes]:
    card = model_card(
        result.spec,
        result.base,
        version=version,
        pictures=[CardPicture(entry["path"], entry["prompt"], entry["seed"]) for entry in _entries(result)],
        training=result.settings,
        likeness=result.likeness,
        verified=result.verified,
        contact_sheet=CONTACT_SHEET if result.contact_sheet else None,
        for_webui=result.webui is not None,
    )
    training = {"jobId": result.job_id, "version": version, "weightsSha256": digest, **result.training}
    return {
        "README.md": card.encode(),
        TRAINING_FILE: _json(training),
        VERIFICATION_FILE: _json(result.verification),
    }


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
