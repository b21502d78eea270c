"""Pictures from a pipeline, which can be given up between two steps."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .image_call import ImageCall
from .pipelines import call_names

if TYPE_CHECKING:
    from PIL import Image


class Abandoned(Exception):
    """The caller of this picture has gone away."""


def draw(pipeline: Any, calls: Sequence[ImageCall], cancelled: Sequence[threading.Event]) -> list[Image.Image]:
    """Draws a picture for each call, all at once.

    The noise comes from the CPU, so that a seed means the same on every machine, and a picture's noise from its own
    seed, so that it is the same in any company.

    Args:
        pipeline: The base with its LoRAs.
        calls: What is asked for: alike but for prompts, seeds and LoRAs, as `drawn_together` says.
        cancelled: Whether their callers have gone; looked at before every step.

    Returns:
        The pictures, in order.

    Raises:
        Abandoned: All callers have gone.
    """
    import torch

    def check() -> None:
        if all(gone.is_set() for gone in cancelled):
            raise Abandoned

    def on_step(pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        check()
        return tensors

    check()
    first = calls[0]
    # A distilled base is spoilt by many steps and by guidance; a caller who asks for them gets them.
    quick = getattr(pipeline, "quick_steps", None)
    given: dict[str, Any] = {
        "prompt": [call.prompt for call in calls],
        "negative_prompt": [call.negative_prompt for call in calls] if first.negative_prompt else None,
        "width": first.width,
        "height": first.height,
        "num_inference_steps": first.steps if first.steps is not None else quick,
        "guidance_scale": 0.0 if first.guidance is None and quick else first.guidance,
    }
    known = call_names(pipeline)
    settings = {name: value for name, value in given.items() if value is not None and name in known}
    generators = [torch.Generator("cpu").manual_seed(call.seed) for call in calls]
    with torch.inference_mode():
        pictures: list[Image.Image] = pipeline(**settings, generator=generators, callback_on_step_end=on_step).images
    return pictures


def drawn_together(call: ImageCall) -> tuple[object, ...]:
    """What calls must have in common to be drawn at once.

    An empty negative prompt is none, which SDXL does not take for an empty text.
    """
    return call.width, call.height, call.steps, call.guidance, bool(call.negative_prompt)


def as_png(picture: Any) -> bytes:
    """PNG without the settings: the bot writes them in, and knows what may be told."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
