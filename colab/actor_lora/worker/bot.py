"""The bot, asked in the name of one key: every request is signed, with bounds on time and on what comes back."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from ..clock import how_wrong, is_wrong, moment_of
from ..errors import BadInput
from ..job.couriers import retry_after
from ..job.events import sign
from .key import WorkerKey
from .trouble import KeyRefused, Trouble, trouble_of

MOST_ANSWER_BYTES = 1024**2
CONNECT_SECONDS = 10
UNDERSTOOD = frozenset({200, 204, 410, 413, 422})


def read_address(text: str) -> str:
    """Reads the bot's address.

    Returns:
        `http(s)://host[:port][/path]`, without a slash at the end.

    Raises:
        BadInput: It is none, or holds more than that.
    """
    try:
        parts = urlsplit(text.strip())
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    extras = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not parts.hostname or extras:
        raise BadInput("--bot must be the bot’s address, as https://bot.example (its PUBLIC_URL).")
    return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")


def origin_of(address: str) -> tuple[str, str, int]:
    """Scheme, host and port, to compare by."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


@dataclass(frozen=True)
class Answer:
    """What the bot said: 200, 204, or a refusal of this piece of work (410, 413, 422)."""

    status: int
    content: bytes = field(repr=False)

    @property
    def words(self) -> str:
        """The bot's sentence, or a bare one."""
        return _words(self.content) or f"The bot answered {self.status}."


class Bot:
    """Signs and sends."""

    def __init__(
        self,
        address: str,
        key: WorkerKey,
        *,
        worker: str,
        client: httpx.Client,
        now: Callable[[], float] = time.time,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.address, self.key, self.worker = address, key, worker
        self._client, self._now, self._clock = client, now, clock

    def say(self, path: str, said: dict[str, Any], *, seconds: float) -> Answer:
        """Posts JSON; as `post`."""
        body = json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return self.post(path, body, {"content-type": "application/json"}, seconds=seconds)

    def post(self, path: str, body: bytes, headers: dict[str, str], *, seconds: float) -> Answer:
        """Posts once.

        Args:
            path: Behind the bot's address.
            body: What is signed and sent.
            headers: Beside those of the signature.
            seconds: How long the answer may take.

        Returns:
            The answer.

        Raises:
            Trouble: There was none that counts; another try may help.
            KeyRefused: The bot does not accept the key.
        """
        # Another id for each try: the bot answers none twice.
        message_id, timestamp = f"worker-{secrets.token_hex(12)}", int(self._now())
        # Whoever listens on a plain line could send a body to where it means something else.
        before = f"POST {path}\n{self.worker}\n"
        headers = {
            **headers,
            "accept-encoding": "identity",
            "x-worker-key": self.key.id,
            "x-worker": self.worker,
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign(self.key.secret, message_id, timestamp, body, before=before),
        }
        timeout = httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
        try:
            with self._client.stream(
                "POST", f"{self.address}{path}", content=body, headers=headers, timeout=timeout
            ) as response:
                content = self._read(response, until=self._clock() + seconds)
        except httpx.HTTPError as error:
            raise trouble_of(error, self.address) from None
        if response.status_code in UNDERSTOOD:
            return Answer(response.status_code, content)
        raise self._refusal(response, content)

    def _read(self, response: httpx.Response, *, until: float) -> bytes:
        content = bytearray()
        if response.headers.get("content-encoding", "identity") != "identity":
            return bytes(content)
        for chunk in response.iter_raw():
            content += chunk
            if len(content) > MOST_ANSWER_BYTES:
                raise Trouble("What answers there is not the bot: its answer is longer than any of the bot’s.")
            if self._clock() > until:
                raise Trouble(f"The bot at {self.address} does not answer in time.")
        return bytes(content)

    def _refusal(self, response: httpx.Response, content: bytes) -> Exception:
        status, now = response.status_code, self._now()
        if status == 401:
            date = moment_of(response.headers.get("date"))
            if date is not None and is_wrong(now - date):
                skew = how_wrong(now - date)
                return Trouble(f"This machine’s clock is {skew}, so the bot takes no message from it. Set it right.")
            return KeyRefused(
                f"The bot does not accept the key wk_{self.key.id}_…: it was revoked, or is not of this bot. Make a "
                "new one with /settings workers. If the key is right, this worker and the bot are of different "
                "versions: update the older one."
            )
        if 300 <= status < 400:
            # It goes to a terminal.
            place = "".join(filter(str.isprintable, response.headers.get("location", "").split("?")[0]))[:200]
            return Trouble(f"{self.address} redirects to {place or 'elsewhere'}. Start the worker with that --bot.")
        if status == 404:
            return Trouble(
                f"There is no bot at {self.address} that takes workers: it is older than this worker and must be "
                "updated, or the address is wrong."
            )
        wait = retry_after(response.headers.get("retry-after"), now)
        return Trouble(_words(content) or f"The bot at {self.address} answered {status}.", wait=wait)


def _words(content: bytes) -> str | None:
    try:
        said = json.loads(content).get("error")
    except (ValueError, AttributeError, RecursionError):
        return None
    # It goes to a terminal.
    return said if isinstance(said, str) and 0 < len(said) <= 500 and said.isprintable() else None
