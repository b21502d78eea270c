"""Captions as the UNet reads them, computed once where the text encoders are frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from ..bases import Base, load_part


@dataclass(frozen=True)
class Condition:
    """Text as the UNet takes it: `embeds` (n, 77, width) and for SDXL `pooled` (n, width)."""

    embeds: torch.Tensor
    pooled: torch.Tensor | None = None

    def to(self, *, dtype: torch.dtype) -> Condition:
        """The same in another precision."""
        return Condition(self.embeds.to(dtype), None if self.pooled is None else self.pooled.to(dtype))

    @staticmethod
    def joined(parts: Sequence[Condition]) -> Condition:
        """Several conditions as the rows of one."""
        pooled = [part.pooled for part in parts if part.pooled is not None]
        return Condition(torch.cat([part.embeds for part in parts]), torch.cat(pooled) if pooled else None)


class TextEncoders:
    """The tokenizers and text encoders of a base."""

    def __init__(self, base: Base, *, device: str, dtype: torch.dtype, token: str | None = None) -> None:
        names = ["", "_2"] if base.family.name == "sdxl" else [""]
        self._xl = base.family.name == "sdxl"
        self._device = device
        self._tokenizers = [load_part(base, f"tokenizer{name}", dtype=dtype, token=token) for name in names]
        self.models: dict[str, nn.Module] = {}
        for name in names:
            model = load_part(base, f"text_encoder{name}", dtype=dtype, token=token)
            self.models[f"text_encoder{name}"] = model.requires_grad_(False).eval().to(device)

    def encode(self, captions: Sequence[str]) -> Condition:
        """Encodes captions. Text beyond 77 tokens is cut, as the pipelines do.

        Args:
            captions: One for each row.

        Returns:
            The conditions, on the encoders' device.
        """
        states, pooled = [], None
        for tokenizer, model in zip(self._tokenizers, self.models.values(), strict=True):
            output = model(self._ids(tokenizer, captions), output_hidden_states=self._xl)
            if self._xl:
                pooled = output[0]
                states.append(output.hidden_states[-2])
            else:
                states.append(output[0])
        return Condition(torch.cat(states, dim=-1), pooled)

    def cut(self, caption: str) -> bool:
        """Whether the caption is longer than the text encoder reads."""
        tokenizer = self._tokenizers[0]
        tokens, most = tokenizer(caption, truncation=False).input_ids, int(tokenizer.model_max_length)
        return len(tokens) > most

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
