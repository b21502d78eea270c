"""Tiny random pipelines for tests, the bench and the notebook's dry run: a few megabytes, no download.

`python -m actor_lora.tiny DIR KIND` writes one as a folder that `from_pretrained` reads; KIND is sd15, sd21, sdxl,
z-image, z-image-turbo, flux2-klein, flux2-klein-base or flux1-dev.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal, cast, get_args

import torch

from .tiny_transformers import TransformerKind, byte_alphabet, write_tiny_transformer

UnetKind = Literal["sd15", "sd21", "sdxl"]
TinyKind = UnetKind | TransformerKind

CONTEXT = 77
"""Positions of a CLIP text encoder."""


def write_tokenizer(folder: Path) -> Path:
    """A byte-level CLIP tokenizer whose vocabulary is the 256 bytes and their word-final forms."""
    folder.mkdir(parents=True, exist_ok=True)
    alphabet = list(byte_alphabet().values())
    merges = [("p", "h"), ("ph", "o"), ("pho", "t"), ("phot", "o</w>"), ("p", "e"), ("pe", "r"), ("o", "f</w>")]
    words = alphabet + [f"{letter}</w>" for letter in alphabet]
    words += [first + second for first, second in merges]
    words += ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({word: index for index, word in enumerate(words)}), "utf-8")
    lines = ["#version: 0.2", *(f"{first} {second}" for first, second in merges)]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def tiny_pipeline(kind: UnetKind, folder: Path, *, seed: int = 0) -> Any:
    """Makes a random pipeline on the CPU in fp32.

    The VAE downscales by 2, so a 16 px picture has 8 × 8 latents, the UNet's native size.

    Args:
        kind: Whose architecture it has.
        folder: Takes the tokenizer's files.
        seed: Decides the weights.

    Returns:
        A diffusers pipeline.
    """
    from diffusers import DDIMScheduler, EulerDiscreteScheduler, StableDiffusionPipeline, StableDiffusionXLPipeline
    from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

    source = write_tokenizer(folder / "tokenizer-files")
    tokenizer = CLIPTokenizer(str(source / "vocab.json"), str(source / "merges.txt"), model_max_length=CONTEXT)
    noise = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
    steps = {"num_train_timesteps": 1000, "steps_offset": 1}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        unet = tiny_unet(kind)
        vae = _tiny_vae(kind)
        text_config = _text_config(tokenizer)
        text_encoder = CLIPTextModel(text_config).eval()
        if kind == "sdxl":
            return StableDiffusionXLPipeline(
                vae=vae,
                text_encoder=text_encoder,
                text_encoder_2=CLIPTextModelWithProjection(text_config).eval(),
                tokenizer=tokenizer,
                tokenizer_2=tokenizer,
                unet=unet,
                scheduler=EulerDiscreteScheduler(**noise, **steps),
                add_watermarker=False,
            )
        prediction = "v_prediction" if kind == "sd21" else "epsilon"
        return StableDiffusionPipeline(
            vae=vae,
            text_encoder=text_encoder,
            tokenizer=tokenizer,
            unet=unet,
            scheduler=DDIMScheduler(
                **noise, **steps, clip_sample=False, set_alpha_to_one=False, prediction_type=prediction
            ),
            safety_checker=None,
            feature_extractor=None,
            requires_safety_checker=False,
        )


def tiny_unet(kind: UnetKind) -> Any:
    """A random UNet for 8 × 8 latents and text of 32 (SDXL: 64) numbers a token, on the CPU in fp32."""
    from diffusers import UNet2DConditionModel

    shared = {
        "sample_size": 8,
        "in_channels": 4,
        "out_channels": 4,
        "block_out_channels": (32, 64),
        "layers_per_block": 1,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
        "norm_num_groups": 8,
    }
    if kind != "sdxl":
        return UNet2DConditionModel(
            **shared, cross_attention_dim=32, attention_head_dim=8, use_linear_projection=kind == "sd21"
        )
    return UNet2DConditionModel(
        **shared,
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=80,
        transformer_layers_per_block=(1, 1),
        cross_attention_dim=64,
    )


def _tiny_vae(kind: UnetKind) -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=[32, 64],
        in_channels=3,
        out_channels=3,
        down_block_types=["DownEncoderBlock2D", "DownEncoderBlock2D"],
        up_block_types=["UpDecoderBlock2D", "UpDecoderBlock2D"],
        latent_channels=4,
        norm_num_groups=8,
        sample_size=16,
        scaling_factor=0.13025 if kind == "sdxl" else 0.18215,
    )


def _text_config(tokenizer: Any) -> Any:
    from transformers import CLIPTextConfig

    return CLIPTextConfig(
        hidden_size=32,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=2,
        projection_dim=32,
        max_position_embeddings=CONTEXT,
        vocab_size=len(tokenizer),
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )


def write_tiny(kind: TinyKind, folder: Path, *, seed: int = 0) -> Path:
    """Saves a tiny pipeline.

    Args:
        kind: Whose architecture it has.
        folder: Takes the files.
        seed: Decides the weights.

    Returns:
        The folder, which `from_pretrained` reads.
    """
    if kind not in get_args(UnetKind):
        return write_tiny_transformer(cast(TransformerKind, kind), folder, seed=seed)
    kind = cast(UnetKind, kind)
    folder.mkdir(parents=True, exist_ok=True)
    tiny_pipeline(kind, folder, seed=seed).save_pretrained(folder)
    for name in ("vocab.json", "merges.txt"):
        (folder / "tokenizer-files" / name).unlink()
    (folder / "tokenizer-files").rmdir()
    return folder


if __name__ == "__main__":
    write_tiny(sys.argv[2] if len(sys.argv) > 2 else "sd15", Path(sys.argv[1]))  # type: ignore[arg-type]
