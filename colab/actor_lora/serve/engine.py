"""Makes pictures: a base from the pool, LoRAs from the store, one piece of work at a time."""

from __future__ import annotations

import hashlib
import logging
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .adapters import activate, add_adapter
from .catalogue import Catalogue
from .drawing import draw
from .gpu_queue import GpuQueue, Ticket
from .image_call import ImageCall
from .lora_store import LoraFile, LoraStore
from .pipeline_pool import PipelinePool, WarmBase
from .pipelines import check_size, load_pipeline
from .refusal import Refusal

if TYPE_CHECKING:
    from PIL import Image

log = logging.getLogger("actor_lora.serve")


@dataclass(frozen=True)
class EngineSettings:
    """What the server may keep and how long it makes callers wait."""

    most_waiting: int = 16
    most_bases: int = 2
    most_adapters: int = 8
    """LoRAs kept on the device for each base."""
    device: str = "auto"
    tidy_seconds: float = 60


class Engine:
    """The part of the server that knows no HTTP."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: EngineSettings | None = None,
        *,
        loras: LoraStore | None = None,
        load: Any = None,
    ) -> None:
        from ..device import pick_device

        self.settings = settings or EngineSettings()
        self.device = pick_device(self.settings.device, allow_mps=True)
        self.queue = GpuQueue(self.settings.most_waiting)
        self.pool = PipelinePool(
            catalogue,
            load or (lambda source: load_pipeline(source, self.device)),
            self.queue,
            place=lambda pipeline: pipeline.to(self.device),
            most_bases=self.settings.most_bases,
        )
        self.loras = loras if loras is not None else LoraStore()
        self.loras.on_forgotten = self.pool.forget_lora
        self._stopping = threading.Event()
        threading.Thread(target=self._keep_tidy, name="tidy", daemon=True).start()

    def begin(self, call: ImageCall) -> Ticket:
        """Looks up what the picture needs and takes a place in the line.

        LoRAs are downloaded here, on the caller's thread, so that the GPU never waits for the net.

        Args:
            call: What is asked for.

        Returns:
            The place in the line, with the picture to come.

        Raises:
            Refusal: As `PipelinePool.get`, `LoraStore.get` and `GpuQueue.submit` do.
        """
        base = self.pool.get(call.model)
        check_size(base.pipeline, call)
        files = [self.loras.get(reference) for reference in call.loras]
        return self.queue.submit(lambda cancelled: self._work(call, files, cancelled))

    def render(self, call: ImageCall) -> Image.Image:
        """The picture, waited for."""
        future: Future[Image.Image] = self.begin(call).future
        return future.result()

    def stop(self) -> None:
        """Ends the work under way and refuses what waits."""
        self._stopping.set()
        self.queue.stop()

    def _keep_tidy(self) -> None:
        """Drops LoRAs that have been idle for too long, also while no calls come in."""
        while not self._stopping.wait(self.settings.tidy_seconds):
            self.loras.sweep()

    def _work(self, call: ImageCall, files: list[LoraFile], cancelled: threading.Event) -> Image.Image:
        # The base may have made room for another one while this call was waiting.
        base = self.pool.get(call.model)
        try:
            self._use(base, call, files)
            picture = draw(base.pipeline, call, cancelled)
        except Exception as error:
            import torch

            if not isinstance(error, torch.OutOfMemoryError):
                raise
            # Not from the handler itself: the error's frames hold the tensors.
            error.__traceback__ = None
        else:
            base.served += 1
            return picture
        from ..device import free_memory

        self._drop_adapters(base, keep=0)
        free_memory()
        raise Refusal(422, "The picture does not fit into this server's memory. Ask for a smaller one.")

    def _use(self, base: WarmBase, call: ImageCall, files: list[LoraFile]) -> None:
        """Makes exactly these LoRAs active, at their strengths; all others stay silent."""
        names = [self._adapter(base, file) for file in files]
        self._drop_adapters(base, keep=max(self.settings.most_adapters, len(names)))
        activate(base.pipeline, names, [reference.scale for reference in call.loras])

    def _adapter(self, base: WarmBase, file: LoraFile) -> str:
        name = base.adapters.get(file.key)
        if name is None:
            # Dots and slashes are not allowed in the name of a module.
            name = "lora_" + hashlib.sha256(file.key.encode()).hexdigest()[:16]
            add_adapter(base.pipeline, file, name)
            base.adapters[file.key] = name
        base.adapters.move_to_end(file.key)
        return name

    def _drop_adapters(self, base: WarmBase, keep: int) -> None:
        while len(base.adapters) > keep:
            _, name = base.adapters.popitem(last=False)
            base.pipeline.delete_adapters(name)
