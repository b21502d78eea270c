"""Base pipelines that are loaded: a bounded number of them, exchanged by use."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .catalogue import Catalogue
from .gpu_queue import GpuQueue
from .refusal import Refusal, loading

log = logging.getLogger("actor_lora.serve")

DOWNLOAD_SECONDS = 90.0
LOAD_SECONDS = 20.0
"""Guesses at a first load, with some gigabytes to download or without. Afterwards the model's last load counts."""
FAILURE_SECONDS = 60.0
"""For so long a failed load is told as it stands, and not tried again by every request."""
GRACE_SECONDS = 30.0
"""So long a freshly loaded base stays for those who wait for it, even when another one is asked for."""


@dataclass
class WarmBase:
    """A pipeline on its device. Used by the GPU thread alone."""

    model: str
    pipeline: Any
    since: float
    adapters: OrderedDict[str, str] = field(default_factory=OrderedDict)
    """Adapter name by LoRA key, the least recently used first."""
    served: int = 0


@dataclass
class _Load:
    since: float
    expected: float
    failure: Refusal | None = None
    failed_at: float = 0.0


class PipelinePool:
    """Loads bases when they are asked for, and lets the oldest go."""

    def __init__(
        self,
        catalogue: Catalogue,
        load: Callable[[str], Any],
        queue: GpuQueue,
        *,
        place: Callable[[Any], Any] = lambda pipeline: pipeline,
        most_bases: int = 2,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`load` makes a pipeline from a source on the CPU, `place` moves it to its device."""
        self.catalogue = catalogue
        self._load_source = load
        self._place = place
        self._queue = queue
        self._most_bases = most_bases
        self._clock = clock
        self._lock = threading.Lock()
        self._warm: OrderedDict[str, WarmBase] = OrderedDict()
        self._loads: dict[str, _Load] = {}
        self._took: dict[str, float] = {}
        self._one_load = threading.Lock()

    def get(self, asked: str | None) -> WarmBase:
        """Gets a loaded base, or begins to load it.

        Args:
            asked: The model's id; None for the default.

        Returns:
            The base.

        Raises:
            Refusal: 404 where it is not served; 503 with `estimated_time` while it loads; 503 where loading failed.
        """
        model = self.catalogue.find(asked)
        now = self._clock()
        with self._lock:
            base = self._warm.get(model)
            if base:
                self._warm.move_to_end(model)
                return base
            load = self._loads.get(model)
            if load and load.failure and now - load.failed_at < FAILURE_SECONDS:
                raise load.failure
            if not load or load.failure:
                ahead = sum(other.expected for other in self._loads.values() if not other.failure)
                load = _Load(now, ahead + self._took.get(model, self._guess(model)))
                self._loads[model] = load
                threading.Thread(target=self._load, args=(model, load), name="load", daemon=True).start()
        # A load that takes longer than expected is asked after every few seconds.
        raise loading(model, max(3.0, load.expected - (now - load.since)))

    def state(self) -> dict[str, list[str]]:
        """Which models are loaded, loading, or could not be loaded."""
        with self._lock:
            return {
                "loaded": list(self._warm),
                "loading": [model for model, load in self._loads.items() if not load.failure],
                "failed": [model for model, load in self._loads.items() if load.failure],
            }

    def forget_lora(self, key: str) -> None:
        """Takes a LoRA out of every base, when the GPU is free."""

        def forget(_: threading.Event) -> None:
            for base in list(self._warm.values()):
                if name := base.adapters.pop(key, None):
                    base.pipeline.delete_adapters(name)

        # Always, even where no base has it now: one may be loading it at this moment.
        with contextlib.suppress(Refusal):
            self._queue.submit(forget, bounded=False)

    def let_go(self) -> None:
        """Drops every base, and waits until its memory is free for other programs, such as a training."""
        from ..device import free_memory

        def drop(_: threading.Event) -> None:
            with self._lock:
                self._warm.clear()
            free_memory()

        # One that is being loaded comes first.
        with self._one_load:
            self._queue.submit(drop, bounded=False).future.result()

    def _guess(self, model: str) -> float:
        return LOAD_SECONDS if is_here(self.catalogue.sources[model]) else DOWNLOAD_SECONDS

    def _load(self, model: str, load: _Load) -> None:
        try:
            # One after another: two loads at once need twice the memory and disk.
            with self._one_load:
                began = self._clock()
                pipeline = self._load_source(self.catalogue.sources[model])
                self._wait_for_room()
                self._queue.submit(lambda _: self._install(model, pipeline), bounded=False).future.result()
                self._took[model] = max(1.0, self._clock() - began)
            log.info("%s is loaded (%.0f s)", model, self._took[model])
        except Refusal as refusal:
            self._fail(load, refusal)
        except Exception as error:
            log.exception("%s could not be loaded", model)
            self._fail(load, refusal_of_load(model, error))
        else:
            with self._lock:
                self._loads.pop(model, None)

    def _fail(self, load: _Load, refusal: Refusal) -> None:
        with self._lock:
            load.failed_at = self._clock()
            load.failure = refusal

    def _oldest(self) -> WarmBase | None:
        """The base that has to go for another one, if the pool is full."""
        return next(iter(self._warm.values())) if len(self._warm) >= self._most_bases else None

    def _wait_for_room(self) -> None:
        """Lets those who asked for the oldest base have their turn: two models must not only push each other out."""
        while True:
            with self._lock:
                oldest = self._oldest()
            if not oldest or oldest.served or self._clock() - oldest.since >= GRACE_SECONDS:
                return
            time.sleep(0.05)

    def _install(self, model: str, pipeline: Any) -> None:
        """Exchanges bases on the GPU's thread, where no other work uses a pipeline at this moment."""
        from ..device import free_memory

        while True:
            with self._lock:
                oldest = self._oldest()
                if oldest:
                    self._warm.pop(oldest.model)
            if not oldest:
                break
            log.info("%s makes room for %s", oldest.model, model)
            del oldest
            free_memory()
        placed = self._place(pipeline)
        with self._lock:
            self._warm[model] = WarmBase(model, placed, self._clock())


def is_here(source: str) -> bool:
    """Whether the model's files are on this machine, going by its index."""
    from huggingface_hub import try_to_load_from_cache

    return Path(source).is_dir() or isinstance(try_to_load_from_cache(source, "model_index.json"), str)


def refusal_of_load(model: str, error: Exception) -> Refusal:
    """Why a base could not be loaded, in words for the caller; the log has the rest."""
    import torch

    from ..hub_trouble import leave_xet_out

    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return Refusal(503, f"{model} does not fit into this server's memory.")
    leave_xet_out(error)
    names = {kind.__name__ for kind in type(error).__mro__}
    # That one says that the hub could not be asked, and the file is not here.
    if "LocalEntryNotFoundError" not in names and names & {
        "RepositoryNotFoundError",
        "EntryNotFoundError",
        "RevisionNotFoundError",
    }:
        return Refusal(404, f"{model} is not on the hub, or this server's HF_TOKEN may not read it.")
    return Refusal(503, f"{model} could not be loaded; the server's log has the reason.", retry_after=FAILURE_SECONDS)
