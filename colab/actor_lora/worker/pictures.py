"""Draws a picture that the bot asked for, as `actor-lora serve` would have."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import wait
from typing import Any

from ..serve.drawing import Abandoned, as_png
from ..serve.engine import Engine
from ..serve.gpu_queue import Ticket
from ..serve.image_call import ImageCall, read_image_call
from ..serve.refusal import Refusal
from .weights import BotWeights

LOAD_PATIENCE = 600.0
"""Seconds for a base to load: a guess at a large one on a slow line."""
LOOK_SECONDS = 0.25
"""How often it is looked whether somebody still waits."""


def draw(
    engine: Engine,
    weights: BotWeights,
    body: dict[str, Any],
    gone: threading.Event,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> bytes:
    """Draws a picture.

    Args:
        engine: Draws; its LoRAs come from `weights`.
        weights: Learns the links of the call's LoRAs.
        body: `{inputs, parameters}`, where each LoRA has its link as `weights`.
        gone: Set once nobody waits for it any more.
        clock: Seconds.

    Returns:
        The PNG.

    Raises:
        Refusal: Why there is no picture.
        Abandoned: Nobody waits for it any more.
    """
    call = read_image_call(body)
    _learn_links(weights, body, call)
    picture = _picture(_line_up(engine, call, gone, clock), gone)
    return as_png(picture)


def _learn_links(weights: BotWeights, body: dict[str, Any], call: ImageCall) -> None:
    # It was read already, so its form is known but for the links.
    asked = body.get("parameters") or {}
    entries = asked.get("loras") or [asked.get("lora")]
    for reference, entry in zip(call.loras, entries, strict=False):
        weights.learn(reference.repo, reference.revision, entry.get("weights") if isinstance(entry, dict) else None)


def _line_up(engine: Engine, call: ImageCall, gone: threading.Event, clock: Callable[[], float]) -> Ticket:
    """Takes a place in the line, once the base is loaded."""
    until = clock() + LOAD_PATIENCE
    while True:
        try:
            return engine.begin(call)
        except Refusal as refusal:
            if refusal.estimated_time is None or clock() > until:
                raise
        if gone.wait(LOOK_SECONDS):
            raise Abandoned


def _picture(ticket: Ticket, gone: threading.Event) -> Any:
    while True:
        wait([ticket.future], timeout=LOOK_SECONDS)
        if ticket.future.done():
            return ticket.future.result()
        if gone.is_set():
            ticket.cancel()
            raise Abandoned
