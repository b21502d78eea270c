"""What the flow-matching families share: a large transformer, a frozen language model, weights in fewer bits."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import torch

from .family import Base, ConfigReader, Family, Objective, TextEncoders
from .flow import FlowMatching
from .qwen import QwenEncoder


class TransformerFamily(Family):
    """A transformer that learns by flow matching, with captions by Qwen3."""

    licence = "apache-2.0"
    denoiser: ClassVar[Literal["unet", "transformer"]] = "transformer"
    gradient_checkpointing = True
    # As the examples train: on the VAE's most likely value.
    draws_latents = False
    economy_resolution = 512
    # ComfyUI reads diffusers' own names of both (`model_lora_keys_unet` in its comfy/lora.py).
    webui_style: ClassVar[Literal["kohya", "diffusers"]] = "diffusers"

    def text_encoders(self, base: Base, *, device: str, dtype: torch.dtype, token: str | None) -> TextEncoders:
        """Qwen3."""
        return QwenEncoder(base, device=device, dtype=dtype, token=token)

    def objective(self, base: Base, scheduler: Any, *, gamma: float | None, device: str) -> Objective:
        """Flow matching."""
        return FlowMatching(scheduler)

    def native_side(self, pipeline: Any, base: Base) -> int:
        """As its VAE says."""
        return int(pipeline.vae.config.sample_size)

    def webui_name(self, part: str, layer: str, *, layers_per_block: int) -> str:
        """As diffusers has it."""
        return f"{part}.{layer}"

    def dtype_of(self, part: str, dtype: torch.dtype) -> torch.dtype:
        """Where there is no bf16: the language models were trained in it and its states overflow fp16, so they stay so.

        Older cards compute bf16 slowly, but every caption is read once. The VAE is small enough for fp32.
        """
        if dtype != torch.float16:
            return dtype
        if part.startswith("text_encoder"):
            return torch.bfloat16
        return torch.float32 if part == "vae" else dtype


def pixels_per_latent(read: ConfigReader) -> int:
    """Along an edge, by the VAE's configuration: it halves a picture once less than it has blocks."""
    vae = read("vae/config.json") or {}
    return int(2 ** (len(vae.get("block_out_channels", (0,) * 4)) - 1))
