"""Files go to the hub through the bot: it gives each large one a signed address, and commits once all are there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import httpx
from pydantic import Field, ValidationError

from ..delivery import TIMEOUT, Content, Delivered, Destination
from ..errors import RunError
from ..spec import Uploads, Wire
from .bot_calls import Again, BotCalls, Patience

CHUNK = 1024 * 1024
"""Bytes that are read of a file at once."""
NOT_UNDERSTOOD = "The bot answered something this version does not understand. Is the notebook up to date?"

Answer = TypeVar("Answer", bound=Wire)


class Place(Wire):
    """Where a file can be put for a quarter of an hour; without an address, the hub has it."""

    path: str
    url: str | None = Field(default=None, repr=False)


class Places(Wire):
    """The bot's answer."""

    places: list[Place]
    version: str | None = None


class Committed(Wire):
    """The bot's answer."""

    revision: str = Field(pattern=r"^[0-9a-f]{7,64}$")
    version: str | None = None


class BotUploads:
    """Delivers files for a job. Nothing is remembered: what the hub has already is not put again."""

    def __init__(self, urls: Uploads, calls: BotCalls, patience: Patience) -> None:
        self._urls, self._calls, self._patience = urls, calls, patience

    def deliver(
        self, to: Destination, large: Mapping[str, Content], texts: Callable[[str | None], Mapping[str, str]]
    ) -> Delivered:
        """Puts the files, all in one commit. See `Delivers`."""
        pointers = [_pointer(path, content) for path, content in large.items()]

        def once() -> Delivered:
            version = self._put_all(to, pointers, large) if pointers else None
            small = [{"path": path, "content": text} for path, text in texts(version).items()]
            # 422: something was lost on its way to the storage, and is put again.
            said = self._calls.ask(
                self._urls.commit_url, "commit", {"to": to, "files": [*pointers, *small]}, few=(422,)
            )
            done = _read(Committed, said)
            return Delivered(done.revision, done.version)

        what = "publish the result" if to == "result" else "put a checkpoint on the hub"
        return self._calls.patiently(what, self._patience, once)

    def _put_all(self, to: Destination, pointers: list[dict[str, Any]], large: Mapping[str, Content]) -> str | None:
        asked = {"to": to, "files": pointers}
        given = _read(Places, self._calls.ask(self._urls.places_url, "uploads", asked))
        for place in given.places:
            if place.url and place.path in large:
                self._put(place.url, large[place.path])
        return given.version

    def _put(self, url: str, content: Content) -> None:
        """Streams one file to its address, with its length and nothing else: the address is all the permission."""
        try:
            if isinstance(content, bytes):
                status = self._send(url, content)
            else:
                with content.open("rb") as file:
                    status = self._send(url, file)
        except (httpx.HTTPError, httpx.InvalidURL):
            raise Again("the hub’s storage did not answer") from None
        if status not in (200, 201):
            # 403: the address ran out while others were under way.
            raise Again(f"the hub’s storage answered {status}", few=400 <= status < 500 and status not in (403, 429))

    def _send(self, url: str, content: Any) -> int:
        response = self._calls.client.put(url, content=content, timeout=TIMEOUT, follow_redirects=False)
        return response.status_code


def _pointer(path: str, content: Content) -> dict[str, Any]:
    if isinstance(content, bytes):
        return {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return {"path": path, "size": content.stat().st_size, "sha256": sha256_of(content)}


def sha256_of(path: Path) -> str:
    """The hash of a file, which is not read as a whole."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _read(kind: type[Answer], said: dict[str, Any]) -> Answer:
    try:
        return kind.model_validate(said)
    except ValidationError:
        raise RunError(NOT_UNDERSTOOD) from None
