"""Captions through CLIP, as the Stable Diffusion families read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from .condition import Condition
from .family import Base
from .loading import load_part

TEXT_TARGETS = ("q_proj", "k_proj", "v_proj", "out_proj")


class ClipEncoders:
    """One CLIP encoder, or SDXL's two, whose last but one states are read side by side."""

    def __init__(self, base: Base, *, pair: bool, device: str, dtype: torch.dtype, token: str | None = None) -> None:
        names = ["", "_2"] if pair else [""]
        self._pair = pair
        self._device = device
        self._tokenizers = [load_part(base, f"tokenizer{name}", dtype=dtype, token=token) for name in names]
        self.models: dict[str, nn.Module] = {}
        for name in names:
            model = load_part(base, f"text_encoder{name}", dtype=dtype, token=token)
            self.models[f"text_encoder{name}"] = model.requires_grad_(False).eval().to(device)

    @property
    def longest(self) -> int:
        """77 tokens, two of which are CLIP's own marks."""
        return int(self._tokenizers[0].model_max_length)

    def encode(self, captions: Sequence[str]) -> Condition:
        """Encodes captions. Text beyond 77 tokens is cut, as the pipelines do.

        Args:
            captions: One for each row.

        Returns:
            The conditions, on the encoders' device.
        """
        states, pooled = [], None
        for tokenizer, model in zip(self._tokenizers, self.models.values(), strict=True):
            output = model(self._ids(tokenizer, captions), output_hidden_states=self._pair)
            if self._pair:
                pooled = output[0]
                states.append(output.hidden_states[-2])
            else:
                states.append(output[0])
        return Condition(torch.cat(states, dim=-1), pooled)

    def cut(self, caption: str) -> bool:
        """Whether the caption is longer than the text encoder reads."""
        return len(self._tokenizers[0](caption, truncation=False).input_ids) > self.longest

    def _ids(self, tokenizer: Any, captions: Sequence[str]) -> torch.Tensor:
        tokens = tokenizer(
            list(captions),
            padding="max_length",
            max_length=tokenizer.model_max_length,
            truncation=True,
            return_tensors="pt",
        )
        ids: torch.Tensor = tokens.input_ids.to(self._device)
        return ids
