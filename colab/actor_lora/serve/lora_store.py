"""LoRA files of the hub, kept in memory: a likeness of a person is not left lying on this machine's disk."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from .image_call import LoraReference
from .refusal import Refusal

WEIGHTS_FILE = "pytorch_lora_weights.safetensors"
MOST_FILE_BYTES = 1024**3
"""Of a LoRA, which is held in memory as a whole. One of rank 16 for SDXL has some 100 MB."""
T = TypeVar("T")


@dataclass(frozen=True)
class LoraFile:
    """The weights of a LoRA."""

    repo: str
    commit: str
    """The commit that the asked revision stands for at the moment."""
    content: bytes

    @property
    def key(self) -> str:
        """Names the content: the same commit of the same repo."""
        return f"{self.repo}@{self.commit}"


class LoraHub(Protocol):
    """Where LoRAs come from."""

    def resolve(self, repo: str, revision: str) -> tuple[str, str]:
        """Finds a LoRA.

        Returns:
            The commit, and the name of the file with the weights.

        Raises:
            Refusal: It is not there, or not allowed.
        """
        ...

    def download(self, repo: str, commit: str, name: str) -> bytes:
        """Downloads a file of a commit."""
        ...


# hf-xet would keep pieces of what it downloads in a cache of its own.
os.environ.setdefault("HF_XET_CHUNK_CACHE_SIZE_BYTES", "0")


class HuggingFaceHub:
    """The hub that HF_ENDPOINT names, with the server's own HF_TOKEN, so that private LoRAs can be served."""

    def __init__(self, endpoint: str | None = None, token: str | None = None) -> None:
        """By default as Hugging Face's own tools do it: HF_ENDPOINT and HF_TOKEN."""
        self._endpoint = endpoint
        self._token = token

    def resolve(self, repo: str, revision: str) -> tuple[str, str]:
        """Asks the hub for the commit and for its one file with weights."""
        from huggingface_hub import HfApi

        api = HfApi(endpoint=self._endpoint, token=self._token)
        info = _told(repo, lambda: api.model_info(repo, revision=revision, files_metadata=True, timeout=20))
        files = [file for file in info.siblings or [] if "/" not in file.rfilename]
        weights = [file for file in files if file.rfilename.endswith(".safetensors")]
        named = [file for file in weights if file.rfilename == WEIGHTS_FILE]
        chosen = named or weights
        if len(chosen) != 1:
            raise Refusal(404, f"{repo} does not hold exactly one LoRA: {WEIGHTS_FILE} is missing.")
        if (chosen[0].size or 0) > MOST_FILE_BYTES:
            raise Refusal(422, f"The LoRA in {repo} is larger than {MOST_FILE_BYTES >> 20} MiB.")
        return info.sha or revision, chosen[0].rfilename

    def download(self, repo: str, commit: str, name: str) -> bytes:
        """Downloads a file into memory; nothing of it stays on the disk."""
        from huggingface_hub import hf_hub_download

        with tempfile.TemporaryDirectory(prefix="lora-") as folder:
            path = _told(
                repo,
                lambda: hf_hub_download(
                    repo,
                    name,
                    revision=commit,
                    cache_dir=folder,
                    etag_timeout=20,
                    endpoint=self._endpoint,
                    token=self._token,
                ),
            )
            return Path(path).read_bytes()


def _told(repo: str, act: Callable[[], T]) -> T:
    """Turns the hub's errors into refusals. Their own text is not repeated: it can hold addresses."""
    import httpx
    from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError, RevisionNotFoundError

    from ..hub_trouble import leave_xet_out

    try:
        return act()
    except RevisionNotFoundError:
        raise Refusal(404, f"{repo} has no such revision.") from None
    except RepositoryNotFoundError:
        raise Refusal(404, f"{repo} is not on the hub, or this server's HF_TOKEN may not read it.") from None
    except HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else 0
        if status in (404, 410):
            raise Refusal(404, f"{repo} does not hold that file.") from None
        if status in (401, 403):
            raise Refusal(404, f"This server's HF_TOKEN may not read {repo}.") from None
        raise Refusal(503, f"The hub answered {status} when asked for {repo}.", retry_after=5) from None
    except (httpx.HTTPError, OSError, RuntimeError) as error:
        leave_xet_out(error)
        raise Refusal(503, f"The hub cannot be reached for {repo}.", retry_after=5) from None


@dataclass
class _Kept:
    file: LoraFile
    used: float
    checked: float


class LoraStore:
    """A cache bounded by number and bytes; the least recently used LoRA goes first.

    One that was not used for `idle_seconds` goes too. After `trust_seconds` the hub is asked again whether the repo
    is still there, so that a LoRA whose repo was deleted (consent withdrawn) is forgotten here as well.
    """

    def __init__(
        self,
        hub: LoraHub | None = None,
        *,
        most_files: int = 32,
        most_bytes: int = 2 * 1024**3,
        idle_seconds: float = 3600,
        trust_seconds: float = 60,
        clock: Callable[[], float] = time.monotonic,
        on_forgotten: Callable[[str], None] = lambda key: None,
    ) -> None:
        self._hub = hub or HuggingFaceHub()
        self._most_files = most_files
        self._most_bytes = most_bytes
        self._idle_seconds = idle_seconds
        self._trust_seconds = trust_seconds
        self._clock = clock
        self.on_forgotten = on_forgotten
        self._kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._fetching: dict[tuple[str, str], threading.Lock] = {}

    def get(self, reference: LoraReference) -> LoraFile:
        """Fetches the file of a revision. Two that ask for the same at once share one download.

        Args:
            reference: The LoRA.

        Returns:
            The file.

        Raises:
            Refusal: 404 where it is not there; 503 where the hub cannot be reached and nothing is known of it.
        """
        key = (reference.repo, reference.revision)
        self.sweep()
        with self._lock:
            turn = self._fetching.setdefault(key, threading.Lock())
        with turn:
            try:
                return self._get(key)
            finally:
                with self._lock:
                    self._fetching.pop(key, None)

    def _get(self, key: tuple[str, str]) -> LoraFile:
        repo, revision = key
        now = self._clock()
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                kept.used = now
                self._kept.move_to_end(key)
                if now - kept.checked < self._trust_seconds:
                    return kept.file
        try:
            commit, name = self._hub.resolve(repo, revision)
        except Refusal as refusal:
            if kept and refusal.status == 503:
                return kept.file
            if refusal.status == 404:
                self.forget(repo)
            raise
        if kept and kept.file.commit == commit:
            kept.checked = now
            return kept.file
        file = LoraFile(repo, commit, self._hub.download(repo, commit, name))
        with self._lock:
            self._kept[key] = _Kept(file, now, now)
            self._kept.move_to_end(key)
        if kept:
            self.on_forgotten(kept.file.key)
        self._shrink()
        return file

    def forget(self, repo: str) -> None:
        """Drops every revision of a repo."""
        with self._lock:
            gone = [self._kept.pop(key).file.key for key in list(self._kept) if key[0] == repo]
        for key in gone:
            self.on_forgotten(key)

    def sweep(self) -> None:
        """Drops what has been idle for too long."""
        before = self._clock() - self._idle_seconds
        with self._lock:
            old = [key for key, kept in self._kept.items() if kept.used < before]
            gone = [self._kept.pop(key).file.key for key in old]
        for key in gone:
            self.on_forgotten(key)

    def _shrink(self) -> None:
        with self._lock:
            while len(self._kept) > 1 and (len(self._kept) > self._most_files or self.bytes > self._most_bytes):
                self._kept.popitem(last=False)

    @property
    def bytes(self) -> int:
        """Bytes of all files together."""
        return sum(len(kept.file.content) for kept in self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)
