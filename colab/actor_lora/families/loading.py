"""Parts and pipelines of a base, loaded from the hub or a folder."""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError

from ..errors import RunError
from ..hub_files import fetch, files_of
from .condition import within
from .family import Base, Weights
from .quantised import load_quantised, quantise

INDEX_FILE = "model_index.json"
VAE_FILES = ("config.json", "diffusion_pytorch_model.safetensors")
"""Of a VAE with a repo of its own."""


def load_part(base: Base, part: str, *, dtype: Any, token: str | None = None) -> Any:
    """Loads one component of a base on the CPU, from fp16 files where there are any.

    Args:
        base: The base.
        part: `unet`, `transformer`, `vae`, `scheduler`, `text_encoder`, `tokenizer`, …
        dtype: A torch dtype.
        token: The hub's token.

    Returns:
        The model, scheduler or tokenizer.

    Raises:
        Temporary: The hub could not be asked now.
        RunError: It cannot be read.
    """
    kind, dtype = _kind_of(base, part), base.family.dtype_of(part, dtype)
    elsewhere = base.family.vae_source(base, dtype) if part == "vae" else None
    if elsewhere:
        folder = fetch(elsewhere, VAE_FILES, revision=None, token=token, endpoint=base.endpoint)
        return _load(kind, folder, elsewhere, torch_dtype=dtype)
    folder = folder_with(base, [part], token=token)
    if "tokenizer" in part or part == "scheduler":
        return _load(kind, folder, base.source, subfolder=part)
    return _load(kind, folder, base.source, torch_dtype=dtype, variant=base.variant(part), subfolder=part)


def folder_with(base: Base, parts: Sequence[str], *, token: str | None) -> Path:
    """Brings parts of a base here, in full, where it is no folder already.

    Args:
        base: The base.
        parts: Their names.
        token: The hub's token.

    Returns:
        The folder that has them.

    Raises:
        Temporary: The hub could not be asked now.
        RunError: A file is not there, or the disk is full.
    """
    if (folder := Path(base.source)).is_dir():
        return folder
    names = [name for part in parts for name in files_of(part, base.files, variant=base.variant(part))]
    return fetch(base.source, names, revision=base.revision, token=token, endpoint=base.endpoint)


def _folder_of_pipeline(base: Base, given: Mapping[str, Any], token: str | None) -> Path:
    """The folder with all that its model_index.json names, but what is given or left out."""
    if (folder := Path(base.source)).is_dir():
        return folder
    place = fetch(base.source, [INDEX_FILE], revision=base.revision, token=token, endpoint=base.endpoint)
    index: dict[str, Any] = json.loads((place / INDEX_FILE).read_text("utf-8"))
    parts = [name for name, kind in index.items() if isinstance(kind, list) and kind[0] and name not in given]
    return folder_with(base, parts, token=token)


def _kind_of(base: Base, part: str) -> Any:
    library, name = base.family.parts[part].split(".")
    return getattr(importlib.import_module(library), name)


def load_denoiser(
    base: Base, *, device: str, dtype: torch.dtype, weights: Weights = "full", token: str | None = None
) -> Any:
    """Loads the part that draws, frozen, on its device.

    Args:
        base: The base.
        device: Where it computes.
        dtype: In which precision.
        weights: How its weights lie in memory.
        token: The hub's token.

    Returns:
        The UNet or transformer.

    Raises:
        Temporary: The hub could not be asked now.
        RunError: It cannot be read.
    """
    part = base.family.denoiser
    if weights == "full":
        denoiser = load_part(base, part, dtype=dtype, token=token).requires_grad_(False).to(device)
    else:
        folder = folder_with(base, [part], token=token) / part
        try:
            denoiser = load_quantised(base, folder, weights, kind=_kind_of(base, part), device=device, dtype=dtype)
        except (OSError, ValueError, SafetensorError) as error:
            raise RunError(f"{part} of {base.source} could not be loaded: {_first_words(error)}") from None
    if dtype == torch.float16:
        base.family.mend_half(denoiser)
    return denoiser


def load_pipeline(
    base: Base, *, device: str, dtype: torch.dtype, weights: Weights = "full", token: str | None = None
) -> Any:
    """Loads a base as a pipeline for samples, without the safety checker, which blackens pictures.

    Args:
        base: The base.
        device: Where it computes.
        dtype: A torch dtype.
        weights: How the weights of the denoiser lie in memory; where they are quantised, so is a language model.
        token: The hub's token.

    Returns:
        A diffusers pipeline.

    Raises:
        Temporary: The hub could not be asked now.
        RunError: It cannot be read.
    """
    from diffusers import DiffusionPipeline

    family = base.family
    options: dict[str, Any] = family.pipeline_options()
    dtypes = {part: family.dtype_of(part, dtype) for part in family.parts}
    if family.vae_source(base, dtype):
        options["vae"] = load_part(base, "vae", dtype=dtype, token=token)
    if weights != "full":
        part, blocks = family.language_model
        reader = load_part(base, part, dtype=dtype, token=token).requires_grad_(False).to(device)
        # In 8 bits at least: what it reads wrong no LoRA can mend.
        quantise(reader, "int8", lambda name: blocks in f".{name}")
        options[part] = reader
        options[family.denoiser] = load_denoiser(base, device=device, dtype=dtype, weights=weights, token=token)
    pipeline = _load(
        DiffusionPipeline,
        _folder_of_pipeline(base, options, token),
        base.source,
        variant=base.variant(family.denoiser),
        torch_dtype=dtypes | {"default": dtype},
        **options,
    )
    if dtype == torch.float16 and weights == "full":
        family.mend_half(getattr(pipeline, family.denoiser))
    if len(set(dtypes.values())) > 1:
        _let_parts_differ(pipeline)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to(device)


def _let_parts_differ(pipeline: Any) -> None:
    """Brings what one part hands to the next into the next one's precision, which pipelines take to be one."""
    pipeline.transformer.register_forward_pre_hook(_in_own_precision, with_kwargs=True)
    if getattr(pipeline.vae, "post_quant_conv", None) is not None:
        pipeline.vae.post_quant_conv.register_forward_pre_hook(_in_own_precision, with_kwargs=True)


def _in_own_precision(
    module: Any, given: tuple[Any, ...], named: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    dtype = next(value.dtype for value in module.parameters() if value.is_floating_point())

    def cast(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            # Moments stay exact.
            return within(value, dtype) if value.is_floating_point() and value.ndim > 1 else value
        return [cast(one) for one in value] if isinstance(value, list) else value

    return tuple(cast(value) for value in given), {name: cast(value) for name, value in named.items()}


def _load(kind: Any, folder: Path, source: str, **options: Any) -> Any:
    try:
        return kind.from_pretrained(str(folder), **options)
    except (OSError, ValueError) as error:
        part = options.get("subfolder", "A part")
        raise RunError(f"{part} of {source} could not be loaded: {_first_words(error)}") from None


def _first_words(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
