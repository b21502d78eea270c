"""A private repo on the hub: commits, the job's branch, tags. All refusals become sentences."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx
from huggingface_hub import (
    CommitOperationAdd,
    CommitOperationDelete,
    HfApi,
    constants,
    get_session,
    hf_hub_url,
    set_client_factory,
)
from huggingface_hub.errors import (
    EntryNotFoundError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import build_hf_headers, hf_raise_for_status  # type: ignore[attr-defined]

from .clock import ServerClock
from .delivery import TIMEOUT, Content
from .errors import BadInput, RunError
from .hub_trouble import told

RepoType = Literal["model", "dataset"]
LIBRARY = "actor-lora"
"""As whom the hub's client asks."""


class HubRepo:
    """One repo, of the actor's model unless said otherwise. The token is the person's own and is never printed."""

    def __init__(self, repo: str, *, token: str, endpoint: str | None = None, repo_type: RepoType = "model") -> None:
        self.repo = repo
        use_carefully(endpoint)
        # Xet's own cache of chunks would keep parts of the photos.
        os.environ.setdefault("HF_XET_CHUNK_CACHE_SIZE_BYTES", "0")
        self._type = repo_type
        self._token = token
        self._api = HfApi(endpoint=endpoint, token=token, library_name=LIBRARY)

    def ensure(self) -> None:
        """Makes the private repo where it is not there yet.

        Raises:
            BadInput: The repo is public.
            RunError: The hub refused.
        """
        with told(f"make the repo {self.repo}"):
            if not self._api.repo_exists(self.repo, repo_type=self._type):
                self._api.create_repo(self.repo, repo_type=self._type, private=True, exist_ok=True)
        if not self.is_private():
            raise BadInput(
                f"The repo {self.repo} is public, and a model of a real person is published privately only. Make it "
                "private in its settings on the hub, then run this again."
            )

    def is_private(self) -> bool:
        """Whether only those with access see the repo."""
        with told(f"look at {self.repo}"):
            return bool(self._api.repo_info(self.repo, repo_type=self._type).private)

    def ensure_branch(self, branch: str) -> None:
        """Makes a branch where it is not there yet."""
        with told(f"make the branch {branch} of {self.repo}"):
            self._api.create_branch(self.repo, repo_type=self._type, branch=branch, exist_ok=True)

    def branches(self) -> dict[str, str]:
        """The commit of each branch; empty where the repo is not there."""
        return self._refs()[0]

    def tags(self) -> dict[str, str]:
        """The commit of each tag."""
        return self._refs()[1]

    def delete_branch(self, branch: str) -> None:
        """Removes a branch; it is fine if there is none."""
        with told(f"remove the branch {branch} of {self.repo}"), contextlib.suppress(RevisionNotFoundError):
            try:
                self._api.delete_branch(self.repo, repo_type=self._type, branch=branch)
            except HfHubHTTPError as error:
                if error.response is None or error.response.status_code != 404:
                    raise

    def commit(
        self,
        branch: str,
        title: str,
        files: dict[str, Content],
        *,
        delete: Sequence[str] = (),
        parent: str | None = None,
    ) -> str:
        """Adds and removes files in one commit.

        Args:
            branch: Where it is committed.
            title: The commit's message.
            files: Content or a file on this machine, by the path in the repo.
            delete: Paths to remove.
            parent: The commit that the branch must be at.

        Returns:
            The commit's id.

        Raises:
            Outdated: The branch is not at `parent`.
            RunError: The hub refused.
        """
        adding = [
            CommitOperationAdd(
                path_in_repo=path, path_or_fileobj=content if isinstance(content, bytes) else str(content)
            )
            for path, content in files.items()
        ]
        removing = [CommitOperationDelete(path_in_repo=path) for path in delete if path not in files]
        with told(f"upload to {self.repo}"):
            done = self._api.create_commit(
                self.repo,
                repo_type=self._type,
                operations=[*adding, *removing],
                commit_message=title,
                revision=branch,
                parent_commit=parent,
            )
        return done.oid

    def tag(self, name: str, commit: str) -> None:
        """Names a commit."""
        with told(f"tag {self.repo}"):
            self._api.create_tag(self.repo, repo_type=self._type, tag=name, revision=commit, exist_ok=True)

    def head(self, revision: str = "main") -> str:
        """The commit that a branch or tag stands for."""
        with told(f"look at {self.repo}"):
            return str(self._api.repo_info(self.repo, repo_type=self._type, revision=revision).sha)

    def files(self, revision: str) -> list[str]:
        """Paths at a revision; empty where it is not there."""
        with told(f"list {self.repo}"):
            try:
                return self._api.list_repo_files(self.repo, repo_type=self._type, revision=revision)
            except (RevisionNotFoundError, RepositoryNotFoundError, EntryNotFoundError):
                return []

    def read(self, path: str, revision: str) -> bytes | None:
        """Reads a small file, without a copy on the disk.

        Returns:
            The content; None where the file is not there.

        Raises:
            RunError: The hub did not answer, or refused.
        """
        place = hf_hub_url(self.repo, path, repo_type=self._type, revision=revision, endpoint=self._api.endpoint)
        with told(f"read {path} of {self.repo}"):
            try:
                answer = get_session().get(place, headers=build_hf_headers(token=self._token, library_name=LIBRARY))
                hf_raise_for_status(answer)
            except (EntryNotFoundError, RevisionNotFoundError, RepositoryNotFoundError):
                return None
            return bytes(answer.content)

    def download(self, path: str, revision: str, folder: Path) -> Path:
        """Downloads a file to `folder`/`path`, without leaving a copy in the shared cache."""
        with told(f"download {path} of {self.repo}"):
            return Path(self._fetch(path, revision, folder))

    def _fetch(self, path: str, revision: str, folder: Path) -> str:
        return self._api.hf_hub_download(self.repo, path, repo_type=self._type, revision=revision, local_dir=folder)

    def _refs(self) -> tuple[dict[str, str], dict[str, str]]:
        with told(f"look at the branches of {self.repo}"):
            try:
                refs = self._api.list_repo_refs(self.repo, repo_type=self._type)
            except RepositoryNotFoundError:
                return {}, {}
        return (
            {ref.name: ref.target_commit for ref in refs.branches},
            {ref.name: ref.target_commit for ref in refs.tags},
        )


CLOCK = ServerClock(who="the hub")
"""The hub's time, by the answers that its client has got."""


def use_carefully(endpoint: str | None) -> None:
    """Prepares the hub's client: it waits for no answer for ever, and leaves Xet to huggingface.co.

    Args:
        endpoint: The hub's address; None for the client's own.
    """
    _use_plain_uploads(endpoint)
    _bound_waiting()


def _bound_waiting() -> None:
    """The hub's client sets no timeout for most of its requests, and would wait for ever."""
    hooks = get_session().event_hooks
    if _bounded not in hooks["request"]:
        hooks = {"request": [*hooks["request"], _bounded], "response": [*hooks["response"], _heard]}
        set_client_factory(lambda: httpx.Client(event_hooks=hooks, follow_redirects=True))


def _bounded(request: httpx.Request) -> None:
    asked = request.extensions.get("timeout", {})
    request.extensions["timeout"] = {
        what: most if asked.get(what) is None else asked[what] for what, most in TIMEOUT.as_dict().items()
    }


def _heard(response: httpx.Response) -> None:
    # Only of the hub itself: where files are kept, dates are as old as the caches.
    if response.request.url.path.startswith("/api/"):
        CLOCK.hear(response)


def _use_plain_uploads(endpoint: str | None) -> None:
    """Xet is a storage of huggingface.co's own; the client would ask any other hub for it too, and fail."""
    if endpoint and urlsplit(endpoint).hostname not in ("huggingface.co", "hub-ci.huggingface.co"):
        constants.HF_HUB_DISABLE_XET = True


def check_token(token: str | None, *, endpoint: str | None = None) -> str:
    """Asks the hub whose token this is.

    Args:
        token: The token, or None where none was found.
        endpoint: The hub's address.

    Returns:
        The token.

    Raises:
        BadInput: There is no token, or the hub does not accept it. The message does not repeat it.
        RunError: The hub did not answer.
    """
    if not token:
        raise BadInput(
            "There is no Hugging Face token. In Colab: the key symbol on the left, a secret named HF_TOKEN with a "
            "token that may write. Elsewhere: the environment variable HF_TOKEN."
        )
    try:
        HfApi(endpoint=endpoint, token=token).whoami()
    except HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else 0
        if status in (401, 403):
            raise BadInput(
                "Hugging Face does not accept the token in HF_TOKEN. Make a new one that may write."
            ) from None
        raise RunError(f"The hub answered {status} when asked about the token. Try again in a minute.") from None
    except (httpx.HTTPError, OSError, ValueError):
        raise RunError("The hub could not be reached. Is there a connection to the net?") from None
    return token
