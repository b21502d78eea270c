"""Pictures from a whole pipeline with and without a LoRA: what verification looks at and the model card shows."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import RunError

if TYPE_CHECKING:
    from PIL import Image

ADAPTER_NAME = "actor"


@dataclass(frozen=True)
class Shot:
    """What a sample is made of, beside the LoRA."""

    prompt: str
    seed: int


class Painter(Protocol):
    """Makes samples. `lora` is a LoRA file in diffusers' format; None means the base alone."""

    def paint(self, shot: Shot, lora: Path | None) -> Image.Image:
        """Draws one sample."""
        ...


def shots_of(prompts: list[str], seeds: list[int]) -> list[Shot]:
    """Each prompt with each seed; the seeds of a prompt stand together."""
    return [Shot(prompt, seed) for prompt in prompts for seed in seeds]


class PipelinePainter:
    """Draws with a diffusers pipeline, holding at most one LoRA at a time.

    The noise is drawn on the CPU, so that a seed gives the same picture everywhere, and with and without the LoRA the
    pictures begin from the same noise.
    """

    def __init__(
        self,
        pipeline: Any,
        *,
        side: int,
        steps: int = 30,
        guidance: float = 7.0,
        negative: str = "blurry, deformed, watermark",
    ) -> None:
        """`side` is the edge of the square samples, in pixels."""
        self._pipeline = pipeline
        settings = {
            "width": side,
            "height": side,
            "num_inference_steps": steps,
            "guidance_scale": guidance,
            "negative_prompt": negative,
        }
        # FLUX.2 klein takes no word of what to leave out.
        taken = inspect.signature(pipeline.__call__).parameters
        takes_all = any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in taken.values())
        self._settings = {name: value for name, value in settings.items() if takes_all or name in taken}
        self._loaded: Path | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """What the pipeline is called with, beside prompt and seed."""
        return dict(self._settings)

    def paint(self, shot: Shot, lora: Path | None) -> Image.Image:
        """Draws one sample.

        Args:
            shot: Prompt and seed.
            lora: A LoRA file in diffusers' format; None for the base alone.

        Returns:
            An RGB picture.

        Raises:
            RunError: The LoRA does not fit the pipeline.
        """
        import torch

        if lora != self._loaded:
            self._exchange(lora)
        generator = torch.Generator("cpu").manual_seed(shot.seed)
        with torch.inference_mode():
            picture: Image.Image = self._pipeline(prompt=shot.prompt, generator=generator, **self._settings).images[0]
        return picture

    def close(self) -> None:
        """Leaves the pipeline as it came."""
        self._exchange(None)

    def _exchange(self, lora: Path | None) -> None:
        if self._loaded is not None:
            self._pipeline.unload_lora_weights()
            self._loaded = None
        if lora is None:
            return
        try:
            self._pipeline.load_lora_weights(
                str(lora.parent), weight_name=lora.name, adapter_name=ADAPTER_NAME, local_files_only=True
            )
        except (ValueError, RuntimeError, OSError, KeyError, IndexError) as error:
            self._pipeline.unload_lora_weights()
            kind = type(error).__name__
            raise RunError(f"The LoRA {lora.name} cannot be loaded into this base model ({kind}).") from None
        # Keys that fit nothing are passed over in silence.
        if not any(self._pipeline.get_list_adapters().values()):
            raise RunError(f"The LoRA {lora.name} does not fit this base model.")
        self._loaded = lora
