"""The same server as a custom handler of Hugging Face's Inference Endpoints.

A repo for an endpoint holds a `handler.py` with `from actor_lora.serve.handler import EndpointHandler` and a
`requirements.txt` with this package. The container checks its own token, takes one request at a time and turns every
error into a 400 with the sentence; private LoRAs are read with the endpoint's secret HF_TOKEN.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from .catalogue import KNOWN_MODELS, Catalogue
from .engine import Engine, EngineSettings
from .image_call import read_image_call
from .refusal import Refusal

PATIENCE_SECONDS = 600.0
"""For a base to load: a guess at a large one on a slow line. The container has no way to say “later”."""


class EndpointHandler:
    """What the container calls."""

    def __init__(self, path: str = "", *, engine: Engine | None = None, sleep: Any = time.sleep) -> None:
        """`path` is the folder of the endpoint's repo. If it holds a pipeline, that is the default model."""
        self._sleep = sleep
        self._engine = engine or Engine(catalogue_of(path), EngineSettings(most_bases=1))
        self._ready(None)

    def __call__(self, data: dict[str, Any]) -> Any:
        """`{"inputs", "parameters"}` → a PIL image. ValueError with a sentence, which the container answers with."""
        try:
            call = read_image_call({"inputs": data.get("inputs"), "parameters": data.get("parameters")})
            self._ready(call.model)
            return self._engine.render(call)
        except Refusal as refusal:
            raise ValueError(refusal.sentence) from None

    def _ready(self, model: str | None) -> None:
        """Waits for a base: the container has no answer that says "loading"."""
        waited = 0.0
        while True:
            try:
                self._engine.pool.get(model)
                return
            except Refusal as refusal:
                if refusal.estimated_time is None or waited >= PATIENCE_SECONDS:
                    raise
            self._sleep(0.5)
            waited += 0.5


def catalogue_of(path: str) -> Catalogue:
    """The known models, and the pipeline in the endpoint's own repo where it holds one."""
    sources = {model: model for model in KNOWN_MODELS}
    if path and (Path(path) / "model_index.json").is_file():
        return Catalogue({"default": path, **sources})
    return Catalogue(sources)
