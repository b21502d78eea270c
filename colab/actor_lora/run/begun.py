"""A training that another machine has begun: what of its ways this machine goes on with.

None of it decides whether a checkpoint fits. It keeps the figures of one training comparable with each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..device import DTYPES, Precision, computes, pick_precision
from ..families.family import Family, Weights
from ..views import Places


def fitting_precision(device: str, begun: Mapping[str, Any]) -> Precision:
    """In which precision a machine computes.

    Args:
        device: Where.
        begun: The notes of how the training was begun, if it was.

    Returns:
        The earlier half precision where the device has it, else its own.
    """
    before = begun.get("precision")
    # In fp32 it was begun on a CPU: a GPU need not have so much memory.
    kept = (name for name in DTYPES if name == before and name != "fp32" and computes(device, name))
    return next(kept, pick_precision(device))


def fitting_weights(family: Family, memory: int | None, begun: Mapping[str, Any], *, dora: bool) -> Weights:
    """How a base lies in memory.

    Args:
        family: Of the base.
        memory: What the GPU is sold with, in GiB; None for a CPU.
        begun: The notes of how the training was begun, if it was.
        dora: Whether a DoRA is trained, which needs weights in full.

    Returns:
        The same as before where that fits, else the most exact that do.
    """
    if dora:
        return "full"
    before = begun.get("weights")
    for weights, least in family.memory_gib.items():
        if weights == before and (memory is None or memory >= least):
            return weights
    return "full" if memory is None else family.weights_for(memory)


def known_faces(begun: Mapping[str, Any]) -> Places:
    """Where faces were found before; what cannot be places is left out."""
    found = begun.get("faces")
    if not isinstance(found, dict):
        return {}
    return {photo: place for photo, place in found.items() if place is None or _is_place(place)}


def _is_place(place: object) -> bool:
    return isinstance(place, list) and len(place) == 4 and all(type(number) in (int, float) for number in place)
