"""Makes pictures: a base from the pool, LoRAs from the store, alike ones together."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .adapters import StagedLora, activate, add_adapter, stage
from .catalogue import Catalogue
from .drawing import Abandoned, draw, drawn_together
from .gpu_queue import GpuQueue, Part, Ticket
from .image_call import ImageCall
from .lora_store import LoraFile, LoraStore
from .pipeline_pool import PipelinePool, WarmBase
from .pipelines import check_size, load_pipeline
from .refusal import Refusal
from .rowwise import can_mix, mixed

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
    most_together: int = 4
    """Pictures that are drawn at once."""
    device: str = "auto"
    tidy_seconds: float = 60


@dataclass(frozen=True)
class Wanted:
    """A picture that is asked for, with what was got ready for it."""

    call: ImageCall
    files: list[LoraFile]
    staged: dict[str, StagedLora]
    """By the key of the file: those that the base had not taken yet."""


@dataclass(frozen=True)
class _Turn:
    """A picture whose LoRAs are in the pipeline."""

    call: ImageCall
    gone: threading.Event
    row: dict[str, float]
    """Strength by the name of the adapter."""


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
        self.queue = GpuQueue(self.settings.most_waiting, most_together=self.settings.most_together)
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

        LoRAs are downloaded, read and put on the device here, on the caller's thread, while the GPU draws for others.

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
        staged = {file.key: stage(base.pipeline, file) for file in files if file.key not in base.adapters}
        part = Part((base.model, *drawn_together(call)), Wanted(call, files, staged), self._draw_all)
        return self.queue.submit(part)

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

    def _draw_all(self, wanted: Sequence[Wanted], gone: Sequence[threading.Event]) -> list[Any]:
        """A picture for each, or why there is none; one that fails does not spoil the others."""
        # The base may have made room for another one while they were waiting.
        base = self.pool.get(wanted[0].call.model)
        results: list[Any] = [Abandoned()] * len(wanted)
        rows: dict[int, dict[str, float]] = {}
        for number, one in enumerate(wanted):
            if gone[number].is_set():
                continue
            try:
                names = [self._adapter(base, file, one.staged) for file in one.files]
            except Refusal as refusal:
                results[number] = refusal
            else:
                rows[number] = dict(zip(names, (reference.scale for reference in one.call.loras), strict=True))
        used = {name for row in rows.values() for name in row}
        self._drop_adapters(base, keep=max(self.settings.most_adapters, len(used)))
        for group in self._groups(base, rows):
            drawn = self._draw(base, [_Turn(wanted[n].call, gone[n], rows[n]) for n in group])
            for number, result in zip(group, drawn, strict=True):
                results[number] = result
        base.served += sum(not isinstance(result, BaseException) for result in results)
        return results

    def _groups(self, base: WarmBase, rows: dict[int, dict[str, float]]) -> list[list[int]]:
        """Who is drawn at once: all, or where LoRAs cannot be mixed, those with equal ones."""
        if not rows or can_mix(base.pipeline, list(rows.values())):
            return [list(rows)] if rows else []
        equal: dict[tuple[tuple[str, float], ...], list[int]] = {}
        for number, row in rows.items():
            equal.setdefault(tuple(row.items()), []).append(number)
        return list(equal.values())

    def _draw(self, base: WarmBase, group: Sequence[_Turn]) -> Sequence[Any]:
        """A picture for each, or why there is none. Where it does not go together, each is drawn alone."""
        import torch

        from ..device import free_memory

        lacks_memory = False
        try:
            return _drawn(base.pipeline, group)
        except Abandoned as error:
            return [error] * len(group)
        except torch.OutOfMemoryError as error:
            lacks_memory = True
            # Not from the handler itself: the error's frames hold the tensors.
            error.__traceback__ = None
        except Exception as error:
            if len(group) == 1:
                return [error]
            log.warning("%d pictures could not be drawn together: %s", len(group), type(error).__name__)
        if len(group) > 1:
            if lacks_memory:
                self.queue.most_together = max(1, len(group) // 2)
                log.warning("the memory is enough for %d pictures at once", self.queue.most_together)
                free_memory()
            return [self._draw(base, [one])[0] for one in group]
        self._drop_adapters(base, keep=0)
        free_memory()
        return [Refusal(422, "The picture does not fit into this server's memory. Ask for a smaller one.")]

    def _adapter(self, base: WarmBase, file: LoraFile, staged: Mapping[str, StagedLora]) -> str:
        name = base.adapters.get(file.key)
        if name is None:
            # Dots and slashes are not allowed in the name of a module.
            name = "lora_" + hashlib.sha256(file.key.encode()).hexdigest()[:16]
            # It may have been dropped again while this call was waiting.
            add_adapter(base.pipeline, staged.get(file.key) or stage(base.pipeline, file), name)
            base.adapters[file.key] = name
        base.adapters.move_to_end(file.key)
        return name

    def _drop_adapters(self, base: WarmBase, keep: int) -> None:
        while len(base.adapters) > keep:
            _, name = base.adapters.popitem(last=False)
            base.pipeline.delete_adapters(name)


def _drawn(pipeline: Any, group: Sequence[_Turn]) -> list[Image.Image]:
    """Draws with exactly each one's LoRAs, at their strengths; all others stay silent."""
    calls, gone, rows = [turn.call for turn in group], [turn.gone for turn in group], [turn.row for turn in group]
    if all(row == rows[0] for row in rows):
        activate(pipeline, list(rows[0]), list(rows[0].values()))
        return draw(pipeline, calls, gone)
    with mixed(pipeline, rows):
        return draw(pipeline, calls, gone)
