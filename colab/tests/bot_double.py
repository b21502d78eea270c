"""A small bot over HTTP: hands out one job, verifies every signature with the reference library, and can misbehave."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook

from actor_lora.spec import JobCode, TrainingSpec, encode_job_code

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
Answer = tuple[int, dict[str, str]] | tuple[int, dict[str, str], bytes]


def over(because: str) -> Answer:
    """How the bot tells a run to stop, and why."""
    return 410, {}, json.dumps({"error": f"Because: {because}.", "because": because}).encode()


@dataclass
class Delivery:
    id: str
    timestamp: int
    body: dict


class BotDouble:
    def __init__(self, spec: TrainingSpec, photos: list[bytes]) -> None:
        self.spec, self.photos = spec, photos
        self.deliveries: list[Delivery] = []
        """All with a right signature, retries included."""
        self.forged = 0
        self.attempt = 0
        self.token = "token-1"
        self.hub_token: str | None = None
        """`none` where the bot writes to the hub for the run."""
        self.claims = 0
        self.claimed_by: tuple[str, str | None] | None = None
        self.lost_answers = 0
        """So many of the next claims are taken, and nobody hears of it."""
        self.claim_answers: list[int] = []
        """Statuses of the next claims instead of 200."""
        self.answer: Callable[[dict, int], Answer | None] = lambda body, number: None
        """Decides the answer to a delivery; None means 204."""
        self.damaged: int | None = None
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                if len(body) < length:
                    # The sender was killed in the middle of it.
                    self.close_connection = True
                    return
                if answer := double.other("POST", self.path, dict(self.headers.items()), body):
                    self._send(*answer)
                elif self.path == "/training/claim":
                    self._send(*double.claim(json.loads(body)))
                else:
                    self._send(*double.event(dict(self.headers.items()), body))

            def do_HEAD(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                if answer := double.other(self.command, self.path, dict(self.headers.items()), b""):
                    self._send(*answer)
                    return
                number = int(self.path.rsplit("/", 1)[1])
                content = double.photos[number]
                self._send(200, {}, content[:-1] if number == double.damaged else content)

            def _send(self, status: int, headers: dict[str, str], content: bytes = b"") -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 204:
                    self.send_header("content-length", str(len(content)))
                with contextlib.suppress(ConnectionError):
                    self.end_headers()
                    self.wfile.write(content if self.command != "HEAD" else b"")

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def job_code(self) -> str:
        return encode_job_code(
            JobCode(api_url=self.url, job_id="job1", one_time_token=self.token, hub_token=self.hub_token)
        )

    def renew(self) -> str:
        """A resume code, as the bot hands out after its watchdog lost the job."""
        self.token = f"token-{self.attempt + 1}"
        return self.job_code

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def other(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes] | None:
        """What a bot with more than trainings answers; None where it is a training's request."""
        return None

    def claim(self, asked: dict) -> tuple[int, dict[str, str], bytes]:
        self.claims += 1
        if self.claim_answers:
            return self.claim_answers.pop(0), {}, b'{"error": "As the test wants it."}'
        if (asked.get("jobId"), asked.get("token")) != ("job1", self.token):
            return 401, {}, b'{"error": "This job code is not valid."}'
        again = (self.token, asked.get("claimId")) == self.claimed_by and asked.get("claimId")
        if not again and self.attempt >= int(self.token.removeprefix("token-")):
            return 409, {}, b'{"error": "A notebook has already taken this job."}'
        if not again:
            self.attempt += 1
            self.claimed_by = (self.token, asked.get("claimId"))
        if self.lost_answers:
            self.lost_answers -= 1
            return 502, {}, b"the answer was lost"
        photos = [
            {
                "url": f"{self.url}/training/photos/{number}",
                "sha256": hashlib.sha256(photo).hexdigest(),
                "contentType": "image/jpeg",
                "notes": {"framing": "from the waist up", "light": f"light of day {number}"},
            }
            for number, photo in enumerate(self.photos)
        ]
        claim = {
            "jobId": "job1",
            "attempt": self.attempt,
            "secret": SECRET,
            "eventsUrl": f"{self.url}/training/events",
            "spec": self.spec.to_json(),
            "photos": photos,
        }
        return 200, {"content-type": "application/json"}, json.dumps(claim).encode()

    def event(self, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        lower = {name.lower(): value for name, value in headers.items()}
        try:
            said = Webhook(SECRET).verify(body, lower)
        except Exception:
            self.forged += 1
            return 401, {}, b""
        self.deliveries.append(Delivery(lower["webhook-id"], int(lower["webhook-timestamp"]), said))
        status, more, *content = self.answer(said, len(self.deliveries)) or (204, {})
        return status, more, content[0] if content else b""

    def types(self) -> list[str]:
        """Of the deliveries, repeats left out."""
        seen: dict[str, str] = {}
        for delivery in self.deliveries:
            seen.setdefault(delivery.id, delivery.body["type"].removeprefix("training."))
        return list(seen.values())
