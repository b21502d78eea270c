"""The keys that `/settings workers` in Discord makes: each lends this machine to one server."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from ..errors import BadInput

KEY_VARIABLE = "ACTOR_LORA_WORKER_KEY"
_KEY = re.compile(r"wk_([a-z0-9]{10})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True)
class WorkerKey:
    """A key: its id is sent, its secret only signs."""

    id: str
    secret: str = field(repr=False)
    """As Standard Webhooks writes it: `whsec_` and base64."""


def read_key(text: str) -> WorkerKey:
    """Reads a key as it was pasted.

    Raises:
        BadInput: It is none. The message never repeats it.
    """
    found = _KEY.fullmatch(text.strip().strip("`\"'"))
    if not found:
        raise BadInput(
            "This is not a worker’s key. Copy it as a whole (wk_…) from the bot’s message, or make a new one with "
            "/settings workers."
        )
    # 43 letters of base64url are 32 bytes.
    secret = base64.urlsafe_b64decode(found[2] + "=")
    return WorkerKey(found[1], "whsec_" + base64.b64encode(secret).decode())


def take_keys(given: Sequence[str], environment: MutableMapping[str, str]) -> list[WorkerKey]:
    """Reads all keys, and takes them out of the environment, so that no process that is started has them.

    Args:
        given: Of the command line.
        environment: May hold more of them, with commas or spaces between.

    Returns:
        Each key once.

    Raises:
        BadInput: One is damaged, or there is none.
    """
    texts = [*given, *_listed(environment)]
    environment.pop(KEY_VARIABLE, None)
    keys = {key.id: key for key in map(read_key, texts)}
    if not keys:
        raise BadInput(f"Set {KEY_VARIABLE} to a key from /settings workers in Discord, or give it with --key.")
    return list(keys.values())


def _listed(environment: Mapping[str, str]) -> list[str]:
    return environment.get(KEY_VARIABLE, "").replace(",", " ").split()
