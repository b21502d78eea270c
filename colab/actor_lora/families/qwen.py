"""Captions through Qwen3, as the pipelines of Z-Image and FLUX.2 klein encode them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

from .condition import Condition
from .family import Base
from .loading import load_part

LONGEST = 512
"""`max_sequence_length` of both pipelines."""


class QwenEncoder:
    """The text encoder, used through the base's own pipeline, which has no other part here."""

    def __init__(self, base: Base, *, device: str, dtype: torch.dtype, token: str | None = None) -> None:
        import diffusers

        self._device = device
        self._tokenizer = load_part(base, "tokenizer", dtype=dtype, token=token)
        model = load_part(base, "text_encoder", dtype=dtype, token=token).requires_grad_(False).eval().to(device)
        self.models: dict[str, nn.Module] = {"text_encoder": model}
        others: dict[str, Any] = {"scheduler": None, "vae": None, "transformer": None}
        self._pipeline = getattr(diffusers, base.family.pipeline)(
            tokenizer=self._tokenizer, text_encoder=model, **others
        )

    @property
    def longest(self) -> int:
        """512 tokens, the chat's own marks among them."""
        return LONGEST

    def encode(self, captions: Sequence[str]) -> Condition:
        """Encodes captions.

        Args:
            captions: One for each row.

        Returns:
            (n, tokens, width) on the encoder's device: Z-Image's of their own lengths, klein's of 512.
        """
        options: dict[str, Any] = {"prompt": list(captions), "device": self._device}
        if isinstance(found := self._pipeline.encode_prompt(**options)[0], torch.Tensor):
            return Condition(found)
        return Condition(pad_sequence(found, batch_first=True), lengths=tuple(len(row) for row in found))

    def cut(self, caption: str) -> bool:
        """Whether the caption is longer than is read."""
        talk = [{"role": "user", "content": caption}]
        words = self._tokenizer.apply_chat_template(talk, tokenize=False, add_generation_prompt=True)
        return len(self._tokenizer(words).input_ids) > LONGEST
