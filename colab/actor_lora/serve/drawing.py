"""One picture from a pipeline, which can be given up between two steps."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from .image_call import ImageCall
from .pipelines import call_names

if TYPE_CHECKING:
    from PIL import Image


class Abandoned(Exception):
    """The caller of this picture has gone away."""


def draw(pipeline: Any, call: ImageCall, cancelled: threading.Event) -> Image.Image:
    """Draws one picture. The noise comes from the CPU, so that a seed means the same on every machine.

    Args:
        pipeline: The base with its LoRAs.
        call: What is asked for.
        cancelled: Looked at before every step.

    Returns:
        The picture.

    Raises:
        Abandoned: `cancelled` was set.
    """
    import torch

    def on_step(pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        if cancelled.is_set():
            raise Abandoned
        return tensors

    if cancelled.is_set():
        raise Abandoned
    # A distilled base is spoilt by many steps and by guidance; a caller who asks for them gets them.
    quick = getattr(pipeline, "quick_steps", None)
    given: dict[str, Any] = {
        "prompt": call.prompt,
        "negative_prompt": call.negative_prompt or None,
        "width": call.width,
        "height": call.height,
        "num_inference_steps": call.steps if call.steps is not None else quick,
        "guidance_scale": 0.0 if call.guidance is None and quick else call.guidance,
    }
    known = call_names(pipeline)
    settings = {name: value for name, value in given.items() if value is not None and name in known}
    generator = torch.Generator("cpu").manual_seed(call.seed)
    with torch.inference_mode():
        picture: Image.Image = pipeline(**settings, generator=generator, callback_on_step_end=on_step).images[0]
    return picture
