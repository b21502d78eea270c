"""LoRAs in a loaded pipeline: added, taken away, and made active for one picture."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

from .lora_store import WEIGHTS_FILE, LoraFile
from .pipelines import LOADING_LOCK
from .refusal import Refusal

log = logging.getLogger("actor_lora.serve")


def add_adapter(pipeline: Any, file: LoraFile, name: str) -> None:
    """Loads a LoRA beside those that are there.

    Args:
        pipeline: Takes the LoRA.
        file: The LoRA.
        name: Of the adapter.

    Raises:
        Refusal: 422 where it is damaged or was trained on another base. The pipeline is then as it was before.
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
