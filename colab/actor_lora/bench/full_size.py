"""Bases of full size with random weights: nothing is downloaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


def write_full(kind: str, folder: Path, dtype: torch.dtype) -> Path:
    """A base of full size with random weights, as a folder for `from_pretrained`.

    Its files are in `dtype`, as the hub's bases have fp16 files beside those in fp32.
    """
    import torch

    usual = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        return _write(kind, folder)
    finally:
        torch.set_default_dtype(usual)


def _write(kind: str, folder: Path) -> Path:
    import torch
    from diffusers import AutoencoderKL, DDPMScheduler
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

    from ..tiny import write_tokenizer

    xl = kind == "sdxl"
    torch.manual_seed(0)
    folder.mkdir(parents=True)
    unet = full_denoiser(kind)
    unet.save_pretrained(folder / "unet")
    del unet
    vae = AutoencoderKL(
        block_out_channels=(128, 256, 512, 512),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=2,
        latent_channels=4,
        sample_size=512,
    )
    vae.save_pretrained(folder / "vae")
    source = write_tokenizer(folder / "tokenizer-files")
    tokenizer = CLIPTokenizer(str(source / "vocab.json"), str(source / "merges.txt"), model_max_length=77)
    ends = {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id}
    large = {"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12}
    text = CLIPTextModel(CLIPTextConfig(**large, **ends, projection_dim=768))
    text.save_pretrained(folder / "text_encoder")
    tokenizer.save_pretrained(folder / "tokenizer")
    if xl:
        huge = {"hidden_size": 1280, "intermediate_size": 5120, "num_hidden_layers": 32, "num_attention_heads": 20}
        second = CLIPTextModelWithProjection(CLIPTextConfig(**huge, **ends, projection_dim=1280))
        second.save_pretrained(folder / "text_encoder_2")
        tokenizer.save_pretrained(folder / "tokenizer_2")
    DDPMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear").save_pretrained(
        folder / "scheduler"
    )
    name = "StableDiffusionXLPipeline" if xl else "StableDiffusionPipeline"
    (folder / "model_index.json").write_text(json.dumps({"_class_name": name}), "utf-8")
    return folder


def full_denoiser(kind: str) -> Any:
    """The denoiser of a base as it is published, with random weights, in torch's default precision and device.

    Args:
        kind: `sd15`, `sdxl`, `z-image` or `flux2-klein`, that of 4 billion weights.
    """
    from diffusers import Flux2Transformer2DModel, UNet2DConditionModel, ZImageTransformer2DModel

    if kind == "z-image":
        # The class is published with the sizes of the only model that there is.
        return ZImageTransformer2DModel()
    if kind == "flux2-klein":
        # `Klein4BParams` of black-forest-labs/flux2.
        return Flux2Transformer2DModel(
            num_layers=5, num_single_layers=20, num_attention_heads=24, joint_attention_dim=7680, guidance_embeds=False
        )
    common: dict[str, Any] = {"layers_per_block": 2, "in_channels": 4, "out_channels": 4}
    if kind == "sd15":
        return UNet2DConditionModel(**common, sample_size=64, cross_attention_dim=768, attention_head_dim=8)
    return UNet2DConditionModel(
        **common,
        sample_size=128,
        block_out_channels=(320, 640, 1280),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(5, 10, 20),
        transformer_layers_per_block=(1, 2, 10),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=256,
        projection_class_embeddings_input_dim=2816,
        cross_attention_dim=2048,
    )
