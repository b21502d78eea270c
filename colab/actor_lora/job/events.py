"""What a trainer reports: events with increasing sequence numbers, and their Standard Webhooks signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from ..errors import Cancelled, Replaced

EventType = Literal["started", "progress", "sample", "checkpoint", "verifying", "uploading", "completed", "failed"]
TERMINAL: frozenset[str] = frozenset({"completed", "failed"})
MOST_BYTES = 20 * 1024
"""Of a message: what the bot accepts (`/training/events`)."""
MOST_REASON = 1_000
"""Letters of a reason: a message in Discord holds 2000, and the bot says more than that."""


def sign(secret: str, message_id: str, timestamp: int, body: bytes, *, before: str = "") -> str:
    """Signs a message as Standard Webhooks prescribes (standardwebhooks.com).

    Args:
        secret: `whsec_` and base64.
        message_id: The event's id.
        timestamp: Seconds since 1970.
        body: The message as it is sent.
        before: What is signed in front of it, and not sent; trainers sign nothing there.

    Returns:
        The `webhook-signature` header: HMAC-SHA256 over `id.timestamp.body` in base64, with its version.
    """
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join([message_id.encode(), str(timestamp).encode(), before.encode() + body])
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


@dataclass(frozen=True)
class Event:
    """One event, with the id that all its deliveries share."""

    id: str
    type: EventType
    payload: dict[str, Any]

    @property
    def terminal(self) -> bool:
        """Whether nothing comes after it."""
        return self.type in TERMINAL

    def body(self) -> bytes:
        """The JSON as it is signed and sent: at most 20 KB, pictures left out where it would be more."""
        payload = dict(self.payload)
        while True:
            body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
            if len(body) <= MOST_BYTES or not payload.get("images"):
                return body
            payload["images"] = payload["images"][:-1]


class Sink(Protocol):
    """Where events go. `offer` returns at once and never raises; delivery is the sink's own affair."""

    def offer(self, event: Event) -> None:
        """Takes an event."""
        ...

    def close(self) -> bool:
        """Waits for what is queued; whether the last terminal event arrived."""
        ...

    @property
    def ended(self) -> Cancelled | None:
        """What the receiver said, where the run has to stop."""
        ...


class Reporter:
    """Numbers events and hands them to the sinks; repeats the last state when nothing was said for a minute.

    The sequence number survives a kill: it is written to `journal` before an event leaves, and the terminal
    event is kept there as a whole, so that a resumed run repeats the very same one.
    """

    def __init__(
        self,
        *,
        job_id: str,
        attempt: int,
        total_steps: int,
        sinks: Sequence[Sink],
        journal: Path | None = None,
        heartbeat_s: float = 60,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.job_id, self.attempt, self.total_steps = job_id, attempt, total_steps
        self._sinks = sinks
        self._journal = journal
        self._heartbeat_s = heartbeat_s
        self._clock = clock
        self._lock = threading.Lock()
        self._state: dict[str, Any] = {"step": 0, "totalSteps": total_steps}
        self._over = False
        self._said_at = clock()
        self._seq, self._terminal = self._recall()
        self._stop = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        self._heart.start()

    def started(self, step: int) -> None:
        """The training begins at `step`."""
        self._say("started", {"step": step})

    def progress(self, step: int, *, loss: float | None, lr: float, eta_seconds: float | None) -> None:
        """A step is done; `lr` is the learning rate. A loss that is no finite number is left out."""
        self._say("progress", {"step": step, "loss": loss, "lr": lr, "etaSeconds": eta_seconds})

    def probed(self, step: int, *, likeness: float, best: float, best_step: int) -> None:
        """The training was looked at: how alike it is now, and when it was most alike. Later events repeat it."""
        seen = {"likeness": round(likeness, 4), "best": round(best, 4), "bestStep": best_step}
        self._say("progress", {"step": step, "probe": seen})

    def ends_at(self, step: int) -> None:
        """The training has stopped there: from now on, that is how many steps it has in all."""
        with self._lock:
            self._state["totalSteps"] = step

    def sample(self, images: list[dict[str, Any]]) -> None:
        """Pictures were drawn on the way and are on the hub."""
        self._say("sample", {}, {"images": images})

    def checkpoint(self, step: int, revision: str | None) -> None:
        """A checkpoint is on the disk, and on the hub where there is a `revision`."""
        self._say("checkpoint", {"step": step}, {"revision": revision} if revision else {})

    def verifying(self) -> None:
        """The training is over, and the result is checked."""
        self._say("verifying", {})

    def uploading(self) -> None:
        """The result was checked and is published."""
        self._say("uploading", {})

    def completed(self, *, repo: str, revision: str, images: list[dict[str, Any]], **more: Any) -> None:
        """The actor is published at `revision`. Ends the job: nothing is reported afterwards."""
        self._say("completed", {}, {"repo": repo, "revision": revision, "images": images, **more})

    def failed(self, reason: str, *, resumable: bool = False) -> None:
        """The run has failed. Ends the attempt: nothing is reported afterwards.

        Args:
            reason: Why, in a sentence.
            resumable: Whether the next attempt may go on from the checkpoints, which stay.
        """
        self._say("failed", {}, {"reason": reason[:MOST_REASON], **({"resumable": True} if resumable else {})})

    @property
    def finished(self) -> str | None:
        """The type of the terminal event that this attempt has said already, also before a kill."""
        return self._terminal.type if self._terminal else None

    @property
    def resumable(self) -> bool:
        """Whether this attempt has failed, and the next one may go on from its checkpoints."""
        return bool(self._terminal and self._terminal.payload.get("resumable"))

    @property
    def ended(self) -> Cancelled | None:
        """What a receiver said, where the run has to stop: that the job is over, or goes on without it (`Replaced`)."""
        said = [sink.ended for sink in self._sinks if sink.ended]
        return next((one for one in said if not isinstance(one, Replaced)), said[0] if said else None)

    @property
    def gone(self) -> bool:
        """Whether a receiver said that the run has to stop."""
        return self.ended is not None

    def check(self) -> None:
        """Stops the run once the bot has ended the job, or another run has it.

        Raises:
            Cancelled: A receiver said so.
        """
        if ended := self.ended:
            raise ended

    def repeat_end(self) -> None:
        """Sends the terminal event once more with the same id, after a kill between saying and hearing back."""
        if self._terminal:
            self._over = True
            for sink in self._sinks:
                sink.offer(self._terminal)

    def close(self) -> bool:
        """Waits until the sinks have delivered what they hold.

        Returns:
            Whether all of them delivered the terminal event.
        """
        self._stop.set()
        self._heart.join()
        taken = [sink.close() for sink in self._sinks]
        return all(taken)

    def _say(
        self, kind: EventType, state: dict[str, Any], more: dict[str, Any] | None = None, *, beat: bool = False
    ) -> None:
        with self._lock:
            if self._over or (beat and self._clock() - self._said_at < self._heartbeat_s):
                return
            self._state.update({key: _finite(value) for key, value in state.items()})
            self._seq += 1
            said = {key: value for key, value in self._state.items() if value is not None}
            payload = {"type": f"training.{kind}", "jobId": self.job_id, "attempt": self.attempt}
            event = Event(
                id=f"{self.job_id}-{self.attempt}-{self._seq}",
                type=kind,
                payload={**payload, "seq": self._seq, **said, **(more or {})},
            )
            if event.terminal:
                self._terminal, self._over = event, True
            self._remember()
            self._said_at = self._clock()
            for sink in self._sinks:
                sink.offer(event)

    def _beat(self) -> None:
        while not self._stop.wait(min(1.0, self._heartbeat_s / 4)):
            self._say("progress", {}, beat=True)

    def _recall(self) -> tuple[int, Event | None]:
        try:
            kept = json.loads(self._journal.read_text("utf-8")) if self._journal else {}
        except (OSError, ValueError):
            kept = {}
        if kept.get("jobId") != self.job_id or kept.get("attempt") != self.attempt:
            return 0, None
        end = kept.get("terminal")
        return int(kept["seq"]), Event(**end) if end else None

    def _remember(self) -> None:
        if not self._journal:
            return
        end = self._terminal
        kept = {
            "jobId": self.job_id,
            "attempt": self.attempt,
            "seq": self._seq,
            "terminal": {"id": end.id, "type": end.type, "payload": end.payload} if end else None,
        }
        # A full disk must not end the training: then only the numbering after a kill is at risk.
        try:
            fresh = self._journal.with_suffix(".new")
            fresh.write_text(json.dumps(kept), "utf-8")
            fresh.replace(self._journal)
        except OSError:
            pass


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    return value
