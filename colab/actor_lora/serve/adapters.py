"""LoRAs in a loaded pipeline: added, taken away, and made active for one picture."""

from __future__ import annotations

import inspect
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .lora_store import WEIGHTS_FILE, LoraFile
from .pipelines import LOADING_LOCK
from .refusal import Refusal

log = logging.getLogger("actor_lora.serve")


@dataclass(frozen=True)
class StagedLora:
    """A LoRA that was read, has the pipeline's names of layers, and lies on the device."""

    file: LoraFile
    read: Any
    """What the pipeline's `lora_state_dict` gave: tensors, and what goes with them in that pipeline."""


def stage(pipeline: Any, file: LoraFile) -> StagedLora:
    """Reads a LoRA and puts it on the device. Nothing of the pipeline changes, so it may be drawing meanwhile.

    Args:
        pipeline: Of the base that will take the LoRA.
        file: The LoRA.

    Returns:
        What `add_adapter` takes.

    Raises:
        Refusal: 422 where it is damaged.
    """
    options: dict[str, Any] = {"return_lora_metadata": True}
    if "return_alphas" in inspect.signature(type(pipeline).lora_state_dict).parameters:
        # FLUX.1's loader asks for them.
        options["return_alphas"] = True
    if hasattr(pipeline, "unet"):
        options["unet_config"] = pipeline.unet.config
    # From a file and not from a dictionary: only so diffusers reads the adapter's metadata (rank and alpha).
    with tempfile.TemporaryDirectory(prefix="lora-") as folder:
        (Path(folder) / WEIGHTS_FILE).write_bytes(file.content)
        try:
            # Of its class: the pipeline's own stands for another LoRA while that one is added.
            read = type(pipeline).lora_state_dict(
                folder, weight_name=WEIGHTS_FILE, use_safetensors=True, local_files_only=True, **options
            )
        except Exception as error:
            log.warning("the LoRA %s could not be read: %s", file.key, type(error).__name__)
            raise unfit(file) from None
    return StagedLora(file, (_on_device(read[0], pipeline.device), *read[1:]))


def _on_device(tensors: dict[str, Any], device: Any) -> dict[str, Any]:
    import torch

    if device.type != "cuda":
        return tensors
    # On a stream of its own, beside what is being drawn.
    stream = torch.cuda.Stream(device)
    with torch.cuda.stream(stream):
        there = {name: value.pin_memory().to(device, non_blocking=True) for name, value in tensors.items()}
    stream.synchronize()
    return there


def unfit(file: LoraFile) -> Refusal:
    """The LoRA cannot be used with this base."""
    return Refusal(422, f"The LoRA {file.repo} does not fit this base model, or it is damaged.")


def add_adapter(pipeline: Any, staged: StagedLora, name: str) -> None:
    """Puts a LoRA beside those that are there.

    Args:
        pipeline: Takes the LoRA.
        staged: The LoRA.
        name: Of the adapter.

    Raises:
        Refusal: 422 where it was trained on another base. The pipeline is then as it was before.
    """
    file = staged.file
    if not _fits(pipeline, staged.read[0]):
        raise unfit(file)
    # It has been read already; what is read must not be lost, as the pipeline takes things out of it.
    pipeline.lora_state_dict = lambda *_, **__: (dict(staged.read[0]), *staged.read[1:])
    try:
        with LOADING_LOCK:
            pipeline.load_lora_weights(".", adapter_name=name)
    except Exception as error:
        log.warning("the LoRA %s could not be loaded: %s", file.key, type(error).__name__)
        remove_adapter(pipeline, name)
        raise unfit(file) from None
    finally:
        del pipeline.lora_state_dict
    # Keys that fit nothing are passed over in silence: the picture would come without the person.
    if not any(name in adapters for adapters in pipeline.get_list_adapters().values()):
        raise Refusal(422, f"The LoRA {file.repo} does not fit this base model.")


def _fits(pipeline: Any, tensors: dict[str, Any]) -> bool:
    """Whether a transformer has every layer of a LoRA in its size: FLUX.1's loader would enlarge what is too small."""
    transformer = getattr(pipeline, "transformer", None)
    layers = {} if transformer is None else dict(transformer.named_modules())
    for name, tensor in tensors.items() if layers else ():
        layer, _, side = name.removeprefix("transformer.").rpartition(".lora_")
        sizes = {"A.weight": (1, "in_features"), "B.weight": (0, "out_features")}
        if name.startswith("transformer.") and side in sizes:
            axis, size = sizes[side]
            if getattr(layers.get(layer), size, None) != tensor.shape[axis]:
                return False
    return True


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
