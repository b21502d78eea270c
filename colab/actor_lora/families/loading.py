"""Parts and pipelines of a base, loaded from the hub or a folder."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from ..errors import RunError
from .family import Base


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
        RunError: It cannot be read.
    """
    library, name = base.family.parts[part].split(".")
    kind = getattr(importlib.import_module(library), name)
    where: dict[str, Any] = {"subfolder": part, "revision": base.revision}
    if "tokenizer" in part or part == "scheduler":
        return _load(kind, base.source, token=token, **where)
    elsewhere = base.family.vae_source(base, dtype) if part == "vae" else None
    if elsewhere:
        return _load(kind, elsewhere, token=token, torch_dtype=dtype)
    return _load(kind, base.source, token=token, torch_dtype=dtype, variant=base.variant(part), **where)


def load_pipeline(base: Base, *, device: str, dtype: Any, token: str | None = None) -> Any:
    """Loads a base as a pipeline for samples, without the safety checker, which blackens pictures.

    Args:
        base: The base.
        device: Where it computes.
        dtype: A torch dtype.
        token: The hub's token.

    Returns:
        A diffusers pipeline.

    Raises:
        RunError: It cannot be read.
    """
    from diffusers import DiffusionPipeline

    options: dict[str, Any] = {"torch_dtype": dtype, "token": token, "revision": base.revision}
    if base.family.vae_source(base, dtype):
        options["vae"] = load_part(base, "vae", dtype=dtype, token=token)
    options |= base.family.pipeline_options()
    pipeline = _load(DiffusionPipeline, base.source, variant=base.variant(base.family.denoiser), **options)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to(device)


def _load(kind: Any, source: str, **options: Any) -> Any:
    try:
        return kind.from_pretrained(source, **options)
    except (OSError, ValueError) as error:
        words = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise RunError(f"{options.get('subfolder', 'A part')} of {source} could not be loaded: {words}") from None


def is_folder(base: Base) -> bool:
    """Whether the base's files are a folder of this machine."""
    return Path(base.source).is_dir()
