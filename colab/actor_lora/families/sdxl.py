"""Stable Diffusion XL: two text encoders, and a UNet that is told the picture's size."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import torch

from .clip import ClipEncoders
from .condition import Condition
from .family import Base, Prediction, TextEncoders, Weights
from .stable_diffusion import UnetFamily

VAE_FP16 = "madebyollin/sdxl-vae-fp16-fix"
"""SDXL's own VAE overflows in fp16."""


class StableDiffusionXL(UnetFamily):
    """Stable Diffusion XL."""

    name = "sdxl"
    label = "Stable Diffusion XL"
    tag = "stable-diffusion-xl"
    licence = "openrail++"
    pipeline = "StableDiffusionXLPipeline"
    parts: ClassVar[Mapping[str, str]] = {
        **UnetFamily.parts,
        "text_encoder_2": "transformers.CLIPTextModelWithProjection",
        "tokenizer_2": "transformers.CLIPTokenizer",
    }
    prior_images = 0
    gradient_checkpointing = True
    economy_resolution = 768
    download_gib = 14
    memory_gib: ClassVar[Mapping[Weights, int]] = {"full": 11}
    webui_version = "sdxl_base_v1-0"
    # The web UIs' file bears the names of the original code.
    implementation = "https://github.com/Stability-AI/generative-models"

    def _is_mine(self, index: Mapping[str, Any], unet: Mapping[str, Any], prediction: str) -> bool:
        return "XL" in index.get("_class_name", "") or unet.get("addition_embed_type") == "text_time"

    def text_encoders(self, base: Base, *, device: str, dtype: torch.dtype, token: str | None) -> TextEncoders:
        """Two CLIP encoders."""
        return ClipEncoders(base, pair=True, device=device, dtype=dtype, token=token)

    def added(self, condition: Condition, frames: torch.Tensor) -> dict[str, torch.Tensor] | None:
        """Micro-conditioning (arXiv 2307.01952, 2.2): original size, crop corner, target size, (n, 6)."""
        assert condition.pooled is not None
        return {"text_embeds": condition.pooled, "time_ids": frames}

    def vae_source(self, base: Base, dtype: torch.dtype) -> str | None:
        """The VAE that was mended for fp16; a folder is taken as it is."""
        return VAE_FP16 if dtype == torch.float16 and not Path(base.source).is_dir() else None

    def webui_name(self, part: str, layer: str, *, layers_per_block: int) -> str:
        """As kohya's trainer writes it: the blocks of the original code, because every loader reads those."""
        if part == "unet":
            return f"lora_unet_{_original_block(layer, layers_per_block).replace('.', '_')}"
        prefix = "lora_te2" if part == "text_encoder_2" else "lora_te1"
        return f"{prefix}_{layer.replace('.', '_')}"

    def architecture(self, prediction: Prediction) -> str:
        """ModelSpec's name."""
        return "stable-diffusion-xl-v1-base"

    def pipeline_options(self) -> dict[str, Any]:
        """Without a watermark."""
        return {"add_watermarker": False}


def _original_block(layer: str, layers_per_block: int) -> str:
    """`down_blocks.1.attentions.0.x` → `input_blocks.4.1.x`, as in the original SDXL code."""
    if match := re.match(r"(down|up)_blocks\.(\d+)\.attentions\.(\d+)\.(.+)", layer):
        side, block, number, rest = match[1], int(match[2]), int(match[3]), match[4]
        place = block * (layers_per_block + 1) + number
        return f"input_blocks.{place + 1}.1.{rest}" if side == "down" else f"output_blocks.{place}.1.{rest}"
    if match := re.match(r"mid_block\.attentions\.0\.(.+)", layer):
        return f"middle_block.1.{match[1]}"
    return layer
