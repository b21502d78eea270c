"""What a bot hands out as work, read with suspicion: it may be newer, broken or hostile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ..spec import Wire
from .trouble import Trouble

MOST_WORK = 64
"""Pieces in one answer; a worker asks for a few at a time."""
MOST_FORGET = 1_000
WorkId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
"""It goes into a path."""
LeaseSeconds = Annotated[float, Field(ge=1, le=3600, allow_inf_nan=False)]


class ImageWork(Wire):
    """A picture to draw: `call` is what the bot posts to `actor-lora serve`."""

    id: WorkId
    kind: Literal["image"]
    lease_s: LeaseSeconds = 60
    call: dict[str, Any]


class TrainingWork(Wire):
    """A training to run, by the code that the bot gives to members."""

    id: WorkId
    kind: Literal["training"]
    lease_s: LeaseSeconds = 60
    job_code: str = Field(min_length=1, max_length=4000, repr=False)
    base: str | None = Field(default=None, max_length=200)
    """The base that it trains, by its hub id."""


class UnknownWork(Wire):
    """What this version cannot do, or cannot read; the bot is told."""

    id: WorkId


Work = ImageWork | TrainingWork | UnknownWork


@dataclass(frozen=True)
class Orders:
    """An answer of the bot."""

    work: list[Work]
    cancelled: list[str]
    """Ids of work that nobody waits for any more."""
    forget: list[str]
    """Repos of LoRAs to drop at once."""


class _Body(Wire):
    work: list[Any] = Field(default=[], max_length=MOST_WORK)
    cancelled: list[WorkId] = Field(default=[], max_length=MOST_WORK)
    forget: list[Annotated[str, Field(max_length=200)]] = Field(default=[], max_length=MOST_FORGET)


def read_orders(content: bytes) -> Orders:
    """Reads an answer.

    Raises:
        Trouble: It is not the bot that answers, or not in a way that this version understands.
    """
    try:
        body = _Body.model_validate(json.loads(content))
    except ValidationError:
        raise Trouble("The bot answered something that this version does not understand. Update both.") from None
    except (ValueError, RecursionError):
        raise Trouble(
            "What answers there is not the bot: it sends no JSON. Is there a proxy or a login page in between?"
        ) from None
    return Orders([work for entry in body.work if (work := _read_work(entry))], body.cancelled, body.forget)


def _read_work(entry: Any) -> Work | None:
    """None where there is not even an id to answer to."""
    for kind in (ImageWork, TrainingWork, UnknownWork):
        try:
            return kind.model_validate(entry)
        except ValidationError:
            continue
    return None
