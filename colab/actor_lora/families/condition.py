"""Captions as a denoiser reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn.utils.rnn import pad_sequence


def within(values: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Values in another precision. What is too large for it, as a language model's outliers, becomes its largest."""
    most = min(torch.finfo(dtype).max, torch.finfo(values.dtype).max)
    return values if values.dtype == dtype else values.clamp(-most, most).to(dtype)


@dataclass(frozen=True)
class Condition:
    """Text as the denoiser takes it: `embeds` (n, tokens, width), and for SDXL `pooled` (n, width)."""

    embeds: torch.Tensor
    pooled: torch.Tensor | None = None
    lengths: tuple[int, ...] | None = None
    """Tokens of each row where they differ; what follows them is filling."""

    def to(self, *, dtype: torch.dtype) -> Condition:
        """The same in another precision."""
        pooled = None if self.pooled is None else within(self.pooled, dtype)
        return Condition(within(self.embeds, dtype), pooled, self.lengths)

    def rows(self, start: int, end: int) -> Condition:
        """Some of its rows."""
        pooled = None if self.pooled is None else self.pooled[start:end]
        lengths = None if self.lengths is None else self.lengths[start:end]
        return Condition(self.embeds[start:end], pooled, lengths)

    @staticmethod
    def joined(parts: Sequence[Condition]) -> Condition:
        """Several conditions as the rows of one."""
        pooled = [part.pooled for part in parts if part.pooled is not None]
        if any(part.lengths is None for part in parts):
            return Condition(torch.cat([part.embeds for part in parts]), torch.cat(pooled) if pooled else None)
        rows = [row for part in parts for row in part.embeds]
        lengths = tuple(length for part in parts for length in part.lengths or ())
        return Condition(pad_sequence(rows, batch_first=True), torch.cat(pooled) if pooled else None, lengths)
