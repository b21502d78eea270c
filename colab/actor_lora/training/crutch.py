"""The LoRA that takes a distilled base's distillation back while it is trained, and only then."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torch import nn

from ..errors import RunError
from ..families.family import Base
from ..hub_files import fetch

NAME = "undistilled"
"""Of its adapter; the one that is trained is peft's `default`."""


def add_crutch(denoiser: Any, base: Base, *, token: str | None) -> None:
    """Loads the base's crutch as a frozen adapter, where it is a LoRA.

    Args:
        denoiser: Has no LoRA yet.
        base: Names the crutch.
        token: The hub's token.

    Raises:
        Temporary: The hub could not be asked now.
        RunError: It cannot be read, or fits nothing.
    """
    crutch = base.crutch
    if crutch is None or crutch.file is None:
        return
    import diffusers

    folder = Path(crutch.repo)
    if not folder.is_dir():
        folder = fetch(crutch.repo, [crutch.file], revision=crutch.revision, token=token, endpoint=base.endpoint)
    try:
        state = getattr(diffusers, base.family.pipeline).lora_state_dict(
            str(folder), weight_name=crutch.file, local_files_only=True
        )
        denoiser.load_lora_adapter(state, prefix=base.family.denoiser, adapter_name=NAME)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise RunError(f"{crutch.file} of {crutch.repo} could not be loaded ({type(error).__name__}).") from None
    if NAME not in getattr(denoiser, "peft_config", {}):
        raise RunError(f"{crutch.file} of {crutch.repo} does not fit this base.")
    denoiser.requires_grad_(False)


def lean_on(denoiser: nn.Module) -> None:
    """Makes both adapters work, of which only the trained one learns."""
    for layer in denoiser.modules():
        if NAME in getattr(layer, "lora_A", {}) or "default" in getattr(layer, "lora_A", {}):
            layer.set_adapter([NAME, "default"])  # type: ignore[operator]
    for name, parameter in denoiser.named_parameters():
        if f".{NAME}." in name:
            parameter.requires_grad_(False)


@contextlib.contextmanager
def without_crutch(denoiser: nn.Module) -> Iterator[None]:
    """Lets pictures be drawn as they will be later, by the distilled base and the LoRA alone."""
    scalings: list[Any] = [getattr(layer, "scaling", None) for layer in denoiser.modules()]
    leaning = [scaling for scaling in scalings if isinstance(scaling, dict) and NAME in scaling]
    before = [scaling[NAME] for scaling in leaning]
    for scaling in leaning:
        scaling[NAME] = 0.0
    try:
        yield
    finally:
        for scaling, scale in zip(leaning, before, strict=True):
            scaling[NAME] = scale
