"""Makes pictures: a base from the pool, LoRAs from the store, one piece of work at a time."""

from __future__ import annotations

import hashlib
import inspect
import logging
import tempfile
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bases import SDXL_VAE_FP16
from .catalogue import Catalogue
from .gpu_queue import GpuQueue, Ticket
from .image_call import ImageCall
from .lora_store import WEIGHTS_FILE, LoraFile, LoraStore
from .pipeline_pool import PipelinePool, WarmBase
from .refusal import Refusal

if TYPE_CHECKING:
    from PIL import Image

log = logging.getLogger("actor_lora.serve")

LOADING_LOCK = threading.Lock()
"""Held while modules are made. diffusers, transformers and peft change how torch makes them for the whole process
while they load weights, so that two loads at once leave parameters without data."""


@dataclass(frozen=True)
class EngineSettings:
    most_waiting: int = 16
    most_bases: int = 2
    most_adapters: int = 8
    """LoRAs kept on the device for each base."""
    device: str = "auto"
    tidy_seconds: float = 60


class Engine:
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
        """
        Looks up what the picture needs and takes a place in the line. LoRAs are downloaded here, on the caller's
        thread, so that the GPU never waits for the net.

        :raises Refusal: see `PipelinePool.get`, `LoraStore.get` and `GpuQueue.submit`.
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
        self._stopping.set()
        self.queue.stop()

    def _keep_tidy(self) -> None:
        """Drops LoRAs that nobody uses, on a server that nobody asks for anything as well."""
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
        """Makes exactly these LoRAs active, at their strengths; everybody else's stay silent."""
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


def load_pipeline(source: str, device: str) -> Any:
    """
    A text-to-image pipeline on the CPU: fp16 for a GPU, fp32 for the CPU. Downloads the smaller fp16 files where
    the repo has them.

    :raises Refusal: 404 for a model of another kind.
    """
    import torch
    from diffusers import AutoencoderKL, DiffusionPipeline

    dtype = torch.float32 if device == "cpu" else torch.float16
    folder, variant = fetch_pipeline(source, half=dtype is torch.float16)
    with LOADING_LOCK:
        pipeline = DiffusionPipeline.from_pretrained(folder, torch_dtype=dtype, variant=variant)
    if not hasattr(pipeline, "load_lora_weights") or "prompt" not in call_names(pipeline):
        raise Refusal(404, "This model does not make pictures from text.")
    is_xl = hasattr(pipeline, "text_encoder_2") and hasattr(pipeline, "vae")
    if is_xl and dtype is torch.float16 and getattr(pipeline.vae.config, "force_upcast", False):
        vae_folder = fetch_vae()
        with LOADING_LOCK:
            pipeline.vae = AutoencoderKL.from_pretrained(vae_folder, torch_dtype=dtype)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def fetch_pipeline(source: str, *, half: bool) -> tuple[str, str | None]:
    """The folder of a pipeline, downloaded if it is not one already, and the variant of its files."""
    from diffusers import DiffusionPipeline

    variants = ["fp16", None] if half else [None]
    for variant in variants:
        try:
            if not Path(source).is_dir():
                return DiffusionPipeline.download(source, variant=variant), variant
            if variant is None or list(Path(source).glob(f"unet/*.{variant}.safetensors")):
                return source, variant
        except ValueError:
            if variant is None:
                raise
            log.info("%s has no files for %s", source, variant)
    return source, None


def fetch_vae() -> str:
    from huggingface_hub import snapshot_download

    # SDXL's own VAE overflows in fp16 and gives black pictures.
    return snapshot_download(SDXL_VAE_FP16, allow_patterns=["config.json", "diffusion_pytorch_model.safetensors"])


def call_names(pipeline: Any) -> set[str]:
    return set(inspect.signature(pipeline.__call__).parameters)


def check_size(pipeline: Any, call: ImageCall) -> None:
    """:raises Refusal: 422 when the size does not fit the base's grid."""
    grid = getattr(pipeline, "vae_scale_factor", 8)
    if any(side is not None and side % grid for side in (call.width, call.height)):
        raise Refusal(422, f"Width and height must be multiples of {grid} for this model.")


def add_adapter(pipeline: Any, file: LoraFile, name: str) -> None:
    """
    Loads a LoRA beside those that are there.

    :raises Refusal: 422 when it is damaged or was trained on another base. The pipeline is as it was then.
    """
    # From a file and not from a dictionary: only so diffusers reads the adapter's metadata (rank and alpha).
    with tempfile.TemporaryDirectory(prefix="lora-") as folder:
        (Path(folder) / WEIGHTS_FILE).write_bytes(file.content)
        try:
            with LOADING_LOCK:
                pipeline.load_lora_weights(
                    folder,
                    weight_name=WEIGHTS_FILE,
                    adapter_name=name,
                    use_safetensors=True,
                    local_files_only=True,
                )
        except Exception as error:
            log.warning("the LoRA %s could not be loaded: %s", file.key, type(error).__name__)
            remove_adapter(pipeline, name)
            raise Refusal(422, f"The LoRA {file.repo} does not fit this base model, or it is damaged.") from None
    # Keys that fit nothing are passed over in silence: the picture would come without the person.
    if not any(name in adapters for adapters in pipeline.get_list_adapters().values()):
        raise Refusal(422, f"The LoRA {file.repo} does not fit this base model.")


def remove_adapter(pipeline: Any, name: str) -> None:
    """Takes away what a failed load has left: some layers may have it and others not."""
    for component in pipeline._lora_loadable_modules:
        model = getattr(pipeline, component, None)
        if model is None:
            continue
        for module in model.modules():
            if hasattr(module, "delete_adapter") and name in getattr(module, "lora_A", {}):
                module.delete_adapter(name)
        getattr(model, "peft_config", {}).pop(name, None)


def activate(pipeline: Any, names: list[str], scales: list[float]) -> None:
    """Only the named adapters work in the next picture, in every part of the pipeline."""
    if names:
        pipeline.enable_lora()
        pipeline.set_adapters(names, scales)
    elif any(pipeline.get_list_adapters().values()):
        pipeline.disable_lora()


class Abandoned(Exception):
    """Nobody waits for this picture any more."""


def draw(pipeline: Any, call: ImageCall, cancelled: threading.Event) -> Image.Image:
    """One picture. The noise is drawn on the CPU, so that a seed means the same on every machine."""
    import torch

    def on_step(pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        if cancelled.is_set():
            raise Abandoned
        return tensors

    if cancelled.is_set():
        raise Abandoned
    given: dict[str, Any] = {
        "prompt": call.prompt,
        "negative_prompt": call.negative_prompt or None,
        "width": call.width,
        "height": call.height,
        "num_inference_steps": call.steps,
        "guidance_scale": call.guidance,
    }
    known = call_names(pipeline)
    settings = {name: value for name, value in given.items() if value is not None and name in known}
    generator = torch.Generator("cpu").manual_seed(call.seed)
    with torch.inference_mode():
        picture: Image.Image = pipeline(**settings, generator=generator, callback_on_step_end=on_step).images[0]
    return picture
