"""Writes protocol.json, which the Python and the TypeScript tests both verify. Run by hand when the protocol changes.

The signatures are made by the reference library (standardwebhooks), not by this package.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime, timezone
from pathlib import Path

from standardwebhooks import Webhook

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
AT = 1_700_000_000

COMMON = {"jobId": "job1", "attempt": 2}
STATE = {"step": 250, "totalSteps": 1000, "loss": 0.0912, "lr": 0.0001, "etaSeconds": 312.5}
IMAGE = {"path": "samples/01.png", "revision": "0123abc", "prompt": "photo of novaxqz person, café “Zoë” 🎭", "seed": 7}


def event(kind: str, seq: int, **more: object) -> dict[str, object]:
    return {"type": f"training.{kind}", **COMMON, "seq": seq, **more}


EVENTS = [
    event("started", 1, step=0, totalSteps=1000),
    event("progress", 2, **STATE),
    event("progress", 3, step=251, totalSteps=1000, lr=0.0001),
    event("sample", 4, **STATE, images=[IMAGE]),
    event("checkpoint", 5, **STATE, revision="0123abc"),
    event("verifying", 6, **STATE),
    event("uploading", 7, **STATE),
    event("completed", 8, **STATE, repo="playground/actor-nova-lora", revision="0123abc", images=[IMAGE], version="v1"),
    event("failed", 9, **STATE, reason="The memory ran out, also in economy settings. Größe ändern."),
]

PROBE = {"likeness": 0.6123, "best": 0.6301, "bestStep": 500}
LATER = [event("progress", 10, **{**STATE, "step": 750}, probe=PROBE)]
"""Events that earlier bots and trainers do not know all of."""

REFUSED = [
    ("no sequence number", {"type": "training.started", **COMMON}),
    ("an unknown type", event("paused", 3)),
    ("attempt 0", {**event("started", 1), "attempt": 0}),
    ("a negative step", event("progress", 2, step=-1)),
    ("a picture outside of the repo", event("sample", 4, images=[{**IMAGE, "path": "../secret.png"}])),
    ("an absolute path", event("sample", 4, images=[{**IMAGE, "path": "/etc/x.png"}])),
    ("a likeness that is none", event("progress", 10, probe={**PROBE, "likeness": 61})),
    ("no commit", event("completed", 8, repo="playground/actor-nova-lora", revision="main")),
]


def body_of(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def signed(name: str, value: dict[str, object], **changes: object) -> dict[str, object]:
    """A delivery; `changes` damage it after it was signed."""
    body, message_id = body_of(value), f"job1-2-{value['seq']}"
    moment = datetime.fromtimestamp(AT, tz=timezone.utc)
    delivery = {
        "name": name,
        "valid": not changes,
        "secret": SECRET,
        "id": message_id,
        "timestamp": AT,
        "body": body,
        "signature": Webhook(SECRET).sign(message_id, moment, body),
    }
    return {**delivery, **changes}


def code(value: object) -> str:
    """As the bot writes it: JSON without spaces."""
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")


def hf_job(job_code: str) -> dict[str, object]:
    """What `POST /api/jobs/{namespace}` is to get, written out by hand."""
    package = "git+https://github.com/owner/name#subdirectory=colab"
    return {
        "jobCode": job_code,
        "package": package,
        "token": "hf_example",
        "request": {
            "dockerImage": "ghcr.io/astral-sh/uv:python3.12-bookworm",
            "command": ["uv", "run", "--no-project", "--with", f"actor-lora @ {package}", "actor-lora", "train"],
            "flavor": "t4-small",
            "timeoutSeconds": 10800,
            "environment": {"PYTHONUNBUFFERED": "1"},
            "secrets": {"ACTOR_LORA_JOB_CODE": job_code, "HF_TOKEN": "hf_example"},
            "labels": {"app": "actor-lora", "job": "job1"},
        },
    }


def relay_job(relayed: dict[str, str]) -> dict[str, object]:
    """What lies on the hub for a bot without an address: the code, job.json, claim.json and status.json."""
    spec = {
        "actorName": "Zoë",
        "triggerWord": "novaxqz",
        "baseModel": "stable-diffusion-v1-5/stable-diffusion-v1-5",
        "steps": 1000,
        "resolution": 512,
        "rank": 16,
        "learningRate": 0.0001,
        "seed": 7,
        "repo": "playground/actor-nova-lora",
        "branch": "job-job1",
        "instancePrompt": "photo of novaxqz person",
        "samplePrompts": [IMAGE["prompt"]],
        "consentNote": "Zoë agreed.",
    }
    photos = [
        {"path": f"photos/{name}", "sha256": hashlib.sha256(name.encode()).hexdigest(), "contentType": kind}
        for name, kind in (("01.jpg", "image/jpeg"), ("02.png", "image/png"))
    ]
    claim_id = "00112233445566778899aabbccddeeff"
    job = {
        **COMMON,
        "tokenHash": hashlib.sha256(relayed["oneTimeToken"].encode()).hexdigest(),
        "expiresAt": (AT + 3600) * 1000,
        "spec": spec,
        "photos": photos,
    }
    said = [{"id": f"job1-2-{value['seq']}", **value} for value in (EVENTS[0], EVENTS[3], EVENTS[7])]
    return {
        "jobCode": code(relayed),
        "reads": relayed,
        "now": AT * 1000,
        "job": job,
        "claim": {"claimId": claim_id, "attempt": 2, "claimedAt": AT * 1000},
        "status": {**COMMON, "claimId": claim_id, "updatedAt": AT * 1000, "events": said},
    }


def main() -> None:
    first, last = EVENTS[0], EVENTS[-2]
    signatures = [signed(str(value["type"]), value) for value in EVENTS]
    signatures += [signed(f"{value['type']} with a probe", value) for value in LATER]
    signatures += [
        signed("a changed body", last, body=body_of({**last, "revision": "fffffff"})),
        signed("another id", first, id="job1-2-999"),
        signed("another secret", first, secret=OTHER_SECRET),
        signed("another moment", first, timestamp=AT + 1),
        signed("a cut signature", first, signature="v1,AAAA"),
    ]
    whole = {"apiUrl": "https://bot.example", "jobId": "job1", "oneTimeToken": "token_with-both"}
    tokenless = {**whole, "hubToken": "none"}
    relayed = {
        "relayRepo": "playground/actor-job-job1",
        "jobId": whole["jobId"],
        "oneTimeToken": whole["oneTimeToken"],
    }
    codes = [
        {"name": "a job code", "code": code(whole), "valid": True, "reads": whole},
        {"name": "a job code whose bot writes", "code": code(tokenless), "valid": True, "reads": tokenless},
        {"name": "with spaces and backticks", "code": f" `{code(whole)}`\n", "valid": True, "reads": whole},
        {"name": "without its token", "code": code({**whole, "oneTimeToken": ""}), "valid": False},
        {"name": "with another protocol", "code": code({**whole, "apiUrl": "file:///etc"}), "valid": False},
        {"name": "cut off", "code": code(whole)[:-9], "valid": False},
        {"name": "no base64url", "code": "not a code!", "valid": False},
        {"name": "empty", "code": "", "valid": False},
        {"name": "a job code for the relay", "code": code(relayed), "valid": True, "reads": relayed},
        {"name": "a relay without its token", "code": code({**relayed, "oneTimeToken": ""}), "valid": False},
        {"name": "a relay in another kind of repo", "code": code({**relayed, "relayRepo": "a/b"}), "valid": False},
        {"name": "both an address and a relay", "code": code({**relayed, **whole}), "valid": False},
        {"name": "neither", "code": code({"jobId": "job1", "oneTimeToken": "t"}), "valid": False},
    ]
    content = {
        "about": "Verified by colab/tests/test_vectors.py and src/services/training/protocol-vectors.test.ts. "
        "Made by colab/vectors/generate.py.",
        "toleranceSeconds": 300,
        "signatures": signatures,
        "events": [{"valid": True, "event": value} for value in (*EVENTS, *LATER)]
        + [{"valid": False, "why": why, "event": value} for why, value in REFUSED],
        "jobCodes": codes,
        "hfJob": hf_job(code(whole)),
        "relayJob": relay_job(relayed),
    }
    path = Path(__file__).with_name("protocol.json")
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
