"""Pictures a minute: one at a time, and alike ones together."""

from __future__ import annotations

import time
from typing import Any

from ..serve.catalogue import Catalogue
from ..serve.engine import Engine, EngineSettings
from ..serve.image_call import read_image_call
from ..serve.refusal import Refusal
from .case import Case

HEAD = "| Case | one at a time, pictures/min | together | faster |\n|---|---|---|---|"
TOGETHER = 4
"""Pictures, as many as `actor-lora serve` draws at once unless it is told otherwise."""


def serving_row(case: Case) -> str:
    """Draws `case.steps` pictures of `case.resolution` both ways, by the server's own engine; one row in Markdown."""
    alone, together = (pictures_a_minute(case, most) for most in (1, TOGETHER))
    what = f"{case.name}, {case.resolution} px, {case.device}"
    return f"| {what} | {alone:.1f} | {together:.1f}, {TOGETHER} at once | {together / alone:.2f} × |"


def pictures_a_minute(case: Case, most_together: int) -> float:
    """How many are drawn in a minute where there are always some waiting; the base is loaded before."""
    settings = EngineSettings(most_waiting=case.steps, most_together=most_together, device=case.device)
    engine = Engine(Catalogue({case.name: str(case.base)}), settings)
    try:
        _wait_for_base(engine)
        engine.render(_call(case, 0))
        began = time.perf_counter()
        tickets = [engine.begin(_call(case, seed)) for seed in range(case.steps)]
        for ticket in tickets:
            ticket.future.result()
        return 60 * case.steps / (time.perf_counter() - began)
    finally:
        engine.stop()


def _call(case: Case, seed: int) -> Any:
    side = {"width": case.resolution, "height": case.resolution}
    return read_image_call({"inputs": case.caption, "parameters": {**side, "num_inference_steps": 20, "seed": seed}})


def _wait_for_base(engine: Engine) -> None:
    while True:
        try:
            engine.pool.get(None)
            return
        except Refusal as refusal:
            if refusal.estimated_time is None:
                raise
            time.sleep(0.05)
