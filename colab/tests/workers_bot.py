"""A small bot over HTTP that hands out work to workers: checks every signature, ends leases, and can misbehave."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from bot_double import BotDouble

from actor_lora.spec import TrainingSpec

Sent = tuple[int, dict[str, str], bytes]
LONGEST_POLL = 5.0
CLOCK_OFF_MOST = 300
SECRET_BYTES = secrets.token_bytes(32)


def key_of(key_id: str, secret: bytes = SECRET_BYTES) -> str:
    """The text form of a key, as the bot shows it once."""
    return f"wk_{key_id}_{base64.urlsafe_b64encode(secret).decode().rstrip('=')}"


class WorkersBot(BotDouble):
    def __init__(self, spec: TrainingSpec, photos: list[bytes]) -> None:
        self.keys = {"aaaaaaaaaa": SECRET_BYTES}
        self.waiting: list[dict[str, Any]] = []
        """Work that nobody has."""
        self.leases: dict[str, tuple[str, dict[str, Any]]] = {}
        """By the work's id: who has it, and what it is."""
        self.asks: list[dict[str, Any]] = []
        self.beats: list[dict[str, Any]] = []
        self.results: dict[str, bytes] = {}
        self.failures: dict[str, dict[str, Any]] = {}
        self.byes: list[str] = []
        self.late: list[str] = []
        """Ids whose result came from one who had no lease."""
        self.cancelled: set[str] = set()
        self.forget: list[str] = []
        self.weights: dict[str, bytes] = {}
        """By what is in a link."""
        self.fetched: list[str] = []
        self.instead: Callable[[str], Sent | None] = lambda path: None
        """Asked with the path: an answer that comes instead of the bot's own."""
        self.heeds_places = True
        """Whether a worker gets no more than it has room for."""
        self.lost: list[str] = []
        """Ends of paths: the next such request is heeded, but answered by nobody."""
        self.seen_ids: set[str] = set()
        self.last_headers: dict[str, str] = {}
        self._silences = 0
        self._changed = threading.Condition()
        super().__init__(spec, photos)

    def put(self, work_id: str, **more: Any) -> None:
        """Has work that somebody waits for."""
        with self._changed:
            self.waiting.append({"id": work_id, "kind": "image", "leaseS": 60, **more})
            self._changed.notify_all()

    def silence(self) -> None:
        """As after a minute without a word from anybody: the leases end."""
        with self._changed:
            self.waiting.extend(work for _, work in self.leases.values())
            self.leases.clear()
            # Nobody hears the answer to an ask of before.
            self._silences += 1
            self._changed.notify_all()

    def link(self, content: bytes) -> str:
        """The address of weights, as the bot sends it with a call."""
        token = secrets.token_hex(8)
        self.weights[token] = content
        return f"/weights/pytorch_lora_weights.safetensors?link={token}"

    def other(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Sent | None:
        if not path.startswith(("/workers/", "/weights/")):
            return None
        if answer := self.instead(path):
            return answer
        if path.startswith("/weights/"):
            self.fetched.append(f"{method} {path}")
            content = self.weights.get(path.partition("?link=")[2])
            return (410, {}, b"") if content is None else (200, {}, content)
        lower = {name.lower(): value for name, value in headers.items()}
        secret = self.keys.get(lower.get("x-worker-key", ""))
        if not _is_signed(f"{method} {path}", body, lower, secret or b"0" * 24):
            return _json(401, {"error": "This key isn’t known here."})
        if secret is None or lower["webhook-id"] in self.seen_ids:
            return _json(401 if secret is None else 409, {"error": "Not again."})
        self.seen_ids.add(lower["webhook-id"])
        self.last_headers = lower
        answer = self._answer(path, lower, body)
        for end in self.lost:
            if path.endswith(end):
                self.lost.remove(end)
                return 502, {}, b"<html>bad gateway</html>"
        return answer

    def _answer(self, path: str, headers: dict[str, str], body: bytes) -> Sent:
        said = json.loads(body) if headers["content-type"] == "application/json" else {}
        who = headers["x-worker"]
        if said.get("worker", who) != who:
            return _json(422, {"error": "That is another worker."})
        with self._changed:
            if path == "/workers/work":
                return self._hand_out(said)
            if path == "/workers/alive":
                self.beats.append(said)
                gone = [work_id for work_id in said["running"] if work_id in self.cancelled or self._is_lost(work_id)]
                return _json(200, {"cancelled": gone, "forget": self.forget})
            if path == "/workers/bye":
                self.byes.append(who)
                # What its last ask got meanwhile, too.
                self.waiting += [work for holder, work in self.leases.values() if holder == who]
                self.leases = {work_id: lease for work_id, lease in self.leases.items() if lease[0] != who}
                self._changed.notify_all()
                return 204, {}, b""
            work_id, end = path.removeprefix("/workers/work/").split("/")
            if self.leases.get(work_id, ("", {}))[0] != who:
                if work_id in self.results:
                    return 204, {}, b""
                self.late.append(work_id)
                return _json(410, {"error": "Nobody waits for it."})
            _, work = self.leases.pop(work_id)
            if end == "result":
                self.results[work_id] = body
            else:
                self.failures[work_id] = said
                if said.get("handedBack"):
                    self.waiting.append(work)
            return 204, {}, b""

    def _is_lost(self, work_id: str) -> bool:
        return work_id.startswith("image-") and work_id not in self.leases and work_id not in self.results

    def _hand_out(self, said: dict[str, Any]) -> Sent:
        self.asks.append(said)

        def fitting() -> list[dict[str, Any]]:
            left, found = dict(said["free"]), []
            for work in self.waiting:
                kind = work["kind"]
                if not self.heeds_places or left.get(kind, 1) > 0:
                    left[kind] = left.get(kind, 1) - 1
                    found.append(work)
            return found

        since = self._silences

        def is_over() -> bool:
            return said["worker"] in self.byes or self._silences > since

        self._changed.wait_for(lambda: fitting() or self.forget or is_over(), min(said["waitS"], LONGEST_POLL))
        if is_over():
            return 204, {}, b""
        work = fitting()
        forget, self.forget = self.forget, []
        for one in work:
            self.waiting.remove(one)
            self.leases[one["id"]] = (said["worker"], one)
        return _json(200, {"work": work, "forget": forget}) if work or forget else (204, {}, b"")


def _is_signed(line: str, body: bytes, headers: dict[str, str], secret: bytes) -> bool:
    if abs(time.time() - int(headers.get("webhook-timestamp", "0"))) > CLOCK_OFF_MOST:
        return False
    before = f"{line}\n{headers.get('x-worker', '')}\n".encode()
    parts = [headers.get("webhook-id", "").encode(), headers.get("webhook-timestamp", "").encode(), before + body]
    right = base64.b64encode(hmac.digest(secret, b".".join(parts), "sha256")).decode()
    return hmac.compare_digest(headers.get("webhook-signature", ""), f"v1,{right}")


def _json(status: int, said: object) -> Sent:
    return status, {"content-type": "application/json"}, json.dumps(said).encode()
