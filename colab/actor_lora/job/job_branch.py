"""The job's branch: checkpoints and samples on the way, what a resumed run takes up, and the status for the bot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

from ..delivery import Content
from ..errors import Cancelled, RunError
from ..hub import HubRepo
from ..training.checkpoint import Checkpoint
from .checkpoint_files import RUN_FILE, is_beyond, is_of_run, is_stale, large_files, place_in, text_file

CANCEL_FILE = "cancel.json"


class Branch(Protocol):
    """Where a run leaves what the next one takes up, with a token or through the bot."""

    def ensure(self) -> None:
        """Makes it where it is not there yet."""
        ...

    def put(self, title: str, files: dict[str, bytes]) -> str:
        """Commits files; returns the commit."""
        ...

    def put_checkpoint(self, checkpoint: Checkpoint, run: dict[str, Any]) -> str:
        """Uploads a checkpoint; returns the commit."""
        ...

    def fetch(self, root: Path, *, beyond: int = 0) -> dict[str, Any] | None:
        """Downloads the checkpoints, if there is one beyond that step; returns what `run.json` says."""
        ...

    def clean(self, *, keep_status: bool) -> None:
        """Removes it, or what of it is not needed any more."""
        ...


class JobBranch:
    """Branch `job-<id>` of the actor's repo."""

    def __init__(self, repo: HubRepo, branch: str) -> None:
        self.repo, self.name = repo, branch

    def ensure(self) -> None:
        """Makes the private repo and the branch where they are not there yet."""
        self.repo.ensure()
        self.repo.ensure_branch(self.name)

    def put(self, title: str, files: dict[str, bytes]) -> str:
        """Commits files; returns the commit."""
        return self.repo.commit(self.name, title, dict(files))

    def ended(self) -> Cancelled | None:
        """That the job is over, where the bot took the branch away or left `cancel.json` on it."""
        if self.name in self.repo.branches() and CANCEL_FILE not in self.repo.files(self.name):
            return None
        return Cancelled("The job is cancelled or over, so the run stopped.")

    def put_checkpoint(self, checkpoint: Checkpoint, run: dict[str, Any]) -> str:
        """Uploads a checkpoint. Older states go, their LoRAs stay as candidates; all of another training goes.

        Args:
            checkpoint: What is uploaded.
            run: What a resumed run must know beside the checkpoint.

        Returns:
            The commit.
        """
        path, text = text_file(checkpoint)
        files: dict[str, Content] = {**large_files(checkpoint), path: text.encode()}
        files[RUN_FILE] = json.dumps(run, indent=1).encode()
        old = [path for path in self.repo.files(self.name) if is_stale(path, checkpoint, run)]
        return self.repo.commit(self.name, f"Checkpoint at step {checkpoint.step}", files, delete=old)

    def fetch(self, root: Path, *, beyond: int = 0) -> dict[str, Any] | None:
        """Downloads the checkpoints. What is on the disk already is left as it is.

        Args:
            root: The folder that takes them.
            beyond: The step that this machine has come to.

        Returns:
            What `run.json` says; None where nothing was saved there, or nothing beyond that step.

        Raises:
            RunError: The hub refused, or `run.json` is damaged.
        """
        head = self.repo.branches().get(self.name)
        if not head:
            return None
        content = self.repo.read(RUN_FILE, head)
        if content is None:
            return None
        try:
            run: dict[str, Any] = json.loads(content)
        except ValueError:
            raise RunError(f"{RUN_FILE} on the branch {self.name} is damaged; start a new training.") from None
        if not is_beyond(run, beyond):
            return None
        for path in self.repo.files(head):
            target = place_in(root, path) if is_of_run(path, run) else None
            if target and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                loaded = self.repo.download(path, head, root / ".fetched")
                loaded.replace(target)
        return run

    def clean(self, *, keep_status: bool) -> None:
        """Removes the branch; where the bot reads the job's end from it, only what is not needed for that."""
        if not keep_status:
            self.repo.delete_branch(self.name)
            return
        paths = [path for path in self.repo.files(self.name) if path.startswith(("checkpoints/", "photos/"))]
        if paths:
            self.repo.commit(self.name, "Checkpoints removed: the training is over", {}, delete=paths)
