"""Private LoRAs, fetched from the bot's own address and from nowhere else, and kept in memory only."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from ..serve.lora_store import MOST_FILE_BYTES, WEIGHTS_FILE
from ..serve.refusal import Refusal

MOST_LINKS = 256
FETCH_SECONDS = 600.0
_LINK = re.compile(r"/weights/[\w.-]{1,200}\?link=[\w.=-]{1,4000}")


class BotWeights:
    """The hub of the worker's LoRAs: a link for each version, which the bot sends with every call.

    The bot's word counts only below its own address, so that it cannot make this machine ask others in its network. A
    link ends within minutes, and at once when the person shown no longer agrees.
    """

    def __init__(self, address: str, *, client: httpx.Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._address, self._client, self._clock = address, client, clock
        self._links: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._lock = threading.Lock()

    def learn(self, repo: str, revision: str, link: object) -> None:
        """Takes the link of a version.

        Raises:
            Refusal: 422 where it is none.
        """
        if not isinstance(link, str) or not _LINK.fullmatch(link):
            raise Refusal(422, f"The bot sent no link to the weights of {repo} that this worker may follow.")
        with self._lock:
            self._links[repo, revision] = link
            self._links.move_to_end((repo, revision))
            while len(self._links) > MOST_LINKS:
                self._links.popitem(last=False)

    def resolve(self, repo: str, revision: str) -> tuple[str, str]:
        """Asks whether the version may still be used. Its revision is a commit."""
        with self._ask("HEAD", repo, revision) as response:
            _check_length(repo, response)
        return revision, WEIGHTS_FILE

    def download(self, repo: str, commit: str, name: str) -> bytes:
        """Downloads the weights into memory."""
        until = self._clock() + FETCH_SECONDS
        content = bytearray()
        with self._ask("GET", repo, commit) as response:
            _check_length(repo, response)
            for chunk in response.iter_raw():
                content += chunk
                if len(content) > MOST_FILE_BYTES:
                    raise _too_large(repo)
                if self._clock() > until:
                    raise Refusal(503, f"The weights of {repo} come too slowly.", retry_after=5)
        return bytes(content)

    @contextmanager
    def _ask(self, method: str, repo: str, revision: str) -> Iterator[httpx.Response]:
        with self._lock:
            link = self._links.get((repo, revision))
        if link is None:
            raise Refusal(404, f"The bot has sent no link to the weights of {repo}.")
        timeout = httpx.Timeout(60, connect=10)
        try:
            with self._client.stream(
                method, self._address + link, headers={"accept-encoding": "identity"}, timeout=timeout
            ) as response:
                if response.status_code in (401, 403, 404, 410):
                    raise Refusal(404, f"The bot no longer hands out the weights of {repo}.")
                if response.status_code != 200:
                    raise Refusal(503, f"The bot answered {response.status_code} when asked for {repo}.", retry_after=5)
                yield response
        except httpx.HTTPError:
            # Its words would hold the link.
            raise Refusal(503, f"The weights of {repo} did not come from the bot.", retry_after=5) from None


def _check_length(repo: str, response: httpx.Response) -> None:
    length = response.headers.get("content-length", "0")
    if length.isdigit() and int(length) > MOST_FILE_BYTES:
        raise _too_large(repo)


def _too_large(repo: str) -> Refusal:
    return Refusal(422, f"The LoRA in {repo} is larger than {MOST_FILE_BYTES >> 20} MiB.")
