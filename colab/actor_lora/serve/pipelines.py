"""Base models as diffusers pipelines: found, downloaded and loaded."""

from __future__ import annotations

import inspect
import json
import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bases import find_base
from ..device import DTYPES, gpu_gb, pick_precision
from ..families.known import FAMILIES
from ..families.loading import load_pipeline as load_base_pipeline
from ..families.sdxl import VAE_FP16
from .image_call import ImageCall
from .refusal import Refusal

if TYPE_CHECKING:
    import torch

log = logging.getLogger("actor_lora.serve")

LOADING_LOCK = threading.Lock()
"""Held while modules are made. diffusers, transformers and peft change how torch makes them for the whole process
while they load weights, so that two loads at once leave parameters without data."""


def load_pipeline(source: str, device: str) -> Any:
    """Loads a text-to-image pipeline on the CPU: bf16 or fp16 for a GPU, fp32 for the CPU.

    Args:
        source: The model's repo on the hub, or a folder.
        device: Where it will compute.

    Returns:
        A diffusers pipeline.

    Raises:
        Refusal: 404 where the model does not make pictures from text.
    """
    import torch
    from diffusers import AutoencoderKL, DiffusionPipeline

    dtype = _dtype_on(device)
    folder, variant = fetch_pipeline(source, half=dtype is not torch.float32)
    if _is_transformer(Path(folder)):
        return _load_transformer(source, Path(folder), device, dtype)
    with LOADING_LOCK:
        pipeline = DiffusionPipeline.from_pretrained(folder, torch_dtype=dtype, variant=variant)
    if not hasattr(pipeline, "load_lora_weights") or "prompt" not in call_names(pipeline):
        raise Refusal(404, "This model does not make pictures from text.")
    is_xl = hasattr(pipeline, "text_encoder_2") and hasattr(pipeline, "vae")
    if is_xl and dtype is torch.float16 and getattr(pipeline.vae.config, "force_upcast", False):
        vae_folder = fetch_vae()
        with LOADING_LOCK:
            pipeline.vae = AutoencoderKL.from_pretrained(vae_folder, torch_dtype=dtype)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _dtype_on(device: str) -> torch.dtype:
    import torch

    # Apple's has no capability to ask for.
    return torch.float16 if device == "mps" else DTYPES[pick_precision(device)]


def _is_transformer(folder: Path) -> bool:
    """Whether a pipeline is of a family that is loaded in a way of its own."""
    index = folder / "model_index.json"
    kind = json.loads(index.read_text("utf-8")).get("_class_name") if index.is_file() else None
    return any(family.denoiser == "transformer" and family.pipeline == kind for family in FAMILIES.values())


def _load_transformer(source: str, folder: Path, device: str, dtype: torch.dtype) -> Any:
    """In as many bits as the device holds, and with the steps that a distilled one takes."""
    base = find_base(source, path=folder)
    memory = gpu_gb(device)
    weights = "full" if memory is None else base.family.weights_for(memory)
    with LOADING_LOCK:
        pipeline = load_base_pipeline(base, device="cpu", dtype=dtype, weights=weights)
    pipeline.quick_steps = base.quick_steps
    return pipeline


def fetch_pipeline(source: str, *, half: bool) -> tuple[str, str | None]:
    """Downloads a pipeline, if it is not a folder already.

    Args:
        source: The model's repo on the hub, or a folder.
        half: Whether the smaller fp16 files are preferred.

    Returns:
        The folder, and the variant of its files.
    """
    from diffusers import DiffusionPipeline

    variants = ["fp16", None] if half else [None]
    for variant in variants:
        try:
            if not Path(source).is_dir():
                return DiffusionPipeline.download(source, variant=variant), variant
            if variant is None or list(Path(source).glob(f"unet/*.{variant}.safetensors")):
                return source, variant
        except ValueError:
            if variant is None:
                raise
            log.info("%s has no files for %s", source, variant)
    return source, None


def fetch_vae() -> str:
    """Downloads the VAE that works in fp16 with SDXL; returns its folder."""
    from huggingface_hub import snapshot_download

    # SDXL's own VAE overflows in fp16 and gives black pictures.
    return snapshot_download(VAE_FP16, allow_patterns=["config.json", "diffusion_pytorch_model.safetensors"])


def call_names(pipeline: Any) -> set[str]:
    """The parameters that a pipeline takes."""
    return set(inspect.signature(pipeline.__call__).parameters)


def check_size(pipeline: Any, call: ImageCall) -> None:
    """Checks the size that is asked for against the base's grid.

    Raises:
        Refusal: 422 where it does not fit.
    """
    # Of the whole pipeline: a transformer takes squares of latents, and so twice what its VAE does.
    processor = getattr(pipeline, "image_processor", None)
    grid = processor.config.vae_scale_factor if processor else getattr(pipeline, "vae_scale_factor", 8)
    if any(side is not None and side % grid for side in (call.width, call.height)):
        raise Refusal(422, f"Width and height must be multiples of {grid} for this model.")
