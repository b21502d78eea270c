"""Different LoRAs for the pictures of one batch: each row of a layer's input goes through its own picture's LoRAs.

peft can choose one adapter a row (`adapter_names`), not several, nor one at different strengths; and inside of a
pipeline nothing hands its choice on to the layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MethodType
from typing import Any

import torch

Strengths = Mapping[str, float]
"""Strength by the name of the adapter, of one picture."""


def can_mix(pipeline: Any, rows: Sequence[Strengths]) -> bool:
    """Whether all of the adapters are plain sums: none of DoRA, which scales the layer's own weights."""
    names = {name for row in rows for name in row}
    return not any(names & {*layer.lora_variant, *layer.lora_embedding_A} for layer in _lora_layers(pipeline))


@contextmanager
def mixed(pipeline: Any, rows: Sequence[Strengths]) -> Iterator[None]:
    """Within, row i of every layer's input is of picture `i % len(rows)`: guidance appends the batch once more.

    Args:
        pipeline: Has all of the adapters.
        rows: Of each picture.
    """
    names = {name for row in rows for name in row}
    # All of them: adapters that were used before must stay silent.
    layers = list(_lora_layers(pipeline))
    for layer in layers:
        for name in names:
            layer.set_scale(name, 1)
        # A module calls the forward of the instance where it has one of its own.
        layer.forward = MethodType(_forward(rows), layer)
    try:
        yield
    finally:
        for layer in layers:
            del layer.forward


def _lora_layers(pipeline: Any) -> Iterator[Any]:
    from peft.tuners.lora.layer import LoraLayer

    for part in pipeline._lora_loadable_modules:
        model = getattr(pipeline, part, None)
        for module in model.modules() if model is not None else ():
            if isinstance(module, LoraLayer):
                yield module


def _forward(rows: Sequence[Strengths]) -> Any:
    def forward(layer: Any, x: torch.Tensor, *args: Any, **options: Any) -> torch.Tensor:
        if len(x) % len(rows):
            raise ValueError(f"{len(x)} rows are not those of {len(rows)} pictures")
        out: torch.Tensor = layer.base_layer(x, *args, **options)
        times = len(x) // len(rows)
        for name in layer.lora_A:
            strengths = [row.get(name, 0.0) for row in rows] * times
            chosen = [number for number, strength in enumerate(strengths) if strength]
            if not chosen:
                continue
            part = x if len(chosen) == len(x) else x[chosen]
            part = layer.lora_B[name](layer.lora_A[name](part.to(layer.lora_A[name].weight.dtype)))
            scale = out.new_tensor([strengths[number] * layer.scaling[name] for number in chosen])
            scaled = part.to(out.dtype) * scale.view(-1, *[1] * (part.dim() - 1))
            # Not in place: the base layer's own output may be kept.
            out = out + scaled if len(chosen) == len(x) else out.index_add(0, _index(chosen, out), scaled)
        return out

    return forward


def _index(numbers: Sequence[int], like: torch.Tensor) -> torch.Tensor:
    return torch.tensor(numbers, device=like.device)
