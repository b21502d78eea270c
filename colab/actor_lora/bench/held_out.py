"""The held-out loss of checkpoints, whoever made them: the same photos, moments and noises, without any weighting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from safetensors.torch import load_file

from ..bases import find_base
from ..lora_files import LORA_FILE
from ..training.trainer import Trainer
from .case import Case
from .ours import session_of, settings_of


def held_out_losses(case: Case, outputs: dict[str, Path], folder: Path) -> dict[str, dict[int, float]]:
    """Takes the loss at every checkpoint.

    Args:
        case: What was trained.
        outputs: The folder with each loop's checkpoints.
        folder: Takes what the base needs.

    Returns:
        Mean squared error by steps done, for each loop; at 0 that of the base alone.
    """
    base = find_base(f"bench/{case.name}", path=case.base)
    # Without min-SNR: it is only ours.
    settings = replace(settings_of(case, base), min_snr_gamma=None)
    trainer = session_of(case, base, settings, folder, held_out=True, frozen_layers=False).trainer
    alone = trainer.held_out_loss()
    found: dict[str, dict[int, float]] = {}
    for loop, output in outputs.items():
        found[loop] = {0: alone} if alone is not None else {}
        for step in range(case.every, case.steps + 1, case.every):
            with wearing(trainer, output / f"checkpoint-{step}"):
                loss = trainer.held_out_loss()
            if loss is not None:
                found[loop][step] = loss
    return found


@contextmanager
def wearing(trainer: Trainer, checkpoint: Path) -> Iterator[None]:
    """Lets the denoiser work by the LoRA in a checkpoint's folder, whoever made it, instead of by its own."""
    denoiser = trainer.denoiser
    tensors = load_file(checkpoint / LORA_FILE)
    denoiser.load_lora_adapter(tensors, prefix=trainer.base.family.denoiser, adapter_name="seen")
    denoiser.set_adapters(["seen"])
    try:
        yield
    finally:
        denoiser.delete_adapters("seen")
