"""The job's branch, written by the bot for a run that has no token."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import httpx
from pydantic import Field, ValidationError

from ..delivery import Delivers
from ..errors import RunError
from ..spec import Uploads, Wire
from ..training.checkpoint import Checkpoint
from .bot_calls import Again, BotCalls, Patience
from .checkpoint_files import RUN_FILE, is_beyond, is_of_run, large_files, place_in, text_file


class CheckpointFile(Wire):
    """A file of the branch: a text, or an address that lives for about an hour."""

    path: str = Field(max_length=300)
    content: str | None = None
    url: str | None = Field(default=None, repr=False)
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    size: int = Field(default=0, ge=0)


class CheckpointFiles(Wire):
    """The bot's answer."""

    files: list[CheckpointFile]


class BotBranch:
    """Branch `job-<id>` of the actor's repo. The bot makes it, and takes it away when the job is over."""

    def __init__(self, uploads: Delivers, urls: Uploads, calls: BotCalls, patience: Patience) -> None:
        self._uploads, self._urls, self._calls, self._patience = uploads, urls, calls, patience

    def ensure(self) -> None:
        """Nothing: the bot makes it with the first commit."""

    def clean(self, *, keep_status: bool) -> None:
        """Nothing: the bot takes it away."""

    def put(self, title: str, files: dict[str, bytes]) -> str:
        """Commits pictures; returns the commit."""
        return self._uploads.deliver("branch", files, lambda _: {}).revision

    def put_checkpoint(self, checkpoint: Checkpoint, run: dict[str, Any]) -> str:
        """Uploads a checkpoint; the bot takes the states of older ones away, and what another training left.

        Args:
            checkpoint: What is uploaded.
            run: What a resumed run must know beside the checkpoint.

        Returns:
            The commit.
        """
        path, text = text_file(checkpoint)
        texts = {path: text, RUN_FILE: json.dumps(run, indent=1)}
        return self._uploads.deliver("branch", large_files(checkpoint), lambda _: texts).revision

    def fetch(self, root: Path, *, beyond: int = 0) -> dict[str, Any] | None:
        """Downloads the checkpoints. What is on the disk already is left as it is.

        Args:
            root: The folder that takes them.
            beyond: The step that this machine has come to.

        Returns:
            What `run.json` says; None where nothing was saved there, or nothing beyond that step.

        Raises:
            RunError: They could not be fetched, or are damaged.
        """
        return self._calls.patiently("fetch the checkpoints", self._patience, lambda: self._fetch_once(root, beyond))

    def _fetch_once(self, root: Path, beyond: int) -> dict[str, Any] | None:
        said = self._calls.ask(self._urls.checkpoint_url, "checkpoint-files", {})
        try:
            files = CheckpointFiles.model_validate(said).files
            texts = {file.path: file.content for file in files if file.content is not None}
            run: dict[str, Any] | None = json.loads(texts[RUN_FILE]) if RUN_FILE in texts else None
        except (ValidationError, ValueError):
            raise RunError("What the bot has of an earlier checkpoint is damaged; start a new training.") from None
        if run is None or not is_beyond(run, beyond):
            return None
        for file in files:
            target = place_in(root, file.path) if is_of_run(file.path, run) else None
            if target is None or target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            if file.content is not None:
                target.write_text(file.content, "utf-8")
            elif file.url:
                self._download(file, target)
        return run

    def _download(self, file: CheckpointFile, target: Path) -> None:
        """Streams a file to the disk. It is there only once it is whole."""
        draft = target.with_name(f".{target.name}.new")
        digest = hashlib.sha256()
        try:
            with (
                self._calls.client.stream("GET", str(file.url), timeout=120, follow_redirects=False) as response,
                draft.open("wb") as out,
            ):
                if response.status_code != 200:
                    raise Again(f"the hub’s storage answered {response.status_code}")
                for chunk in response.iter_bytes():
                    digest.update(chunk)
                    out.write(chunk)
                    if out.tell() > file.size:
                        break
        except (httpx.HTTPError, httpx.InvalidURL):
            raise Again("the hub’s storage did not answer") from None
        if digest.hexdigest() != file.sha256:
            draft.unlink(missing_ok=True)
            raise Again("a checkpoint arrived damaged", few=True)
        draft.replace(target)
