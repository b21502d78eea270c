"""The loop around the steps: checkpoints, what happens when the loss is no number, and being stopped."""

from __future__ import annotations

import math
from collections.abc import Callable

from ..errors import Diverged
from .checkpoint import Checkpoint, CheckpointFolder, TrainState
from .trainer import Trainer

MOST_STRIKES = 3
"""Non-finite losses, one after another, before the training goes back."""


def run(
    trainer: Trainer,
    checkpoints: CheckpointFolder,
    *,
    on_step: Callable[[int, float], None] = lambda step, loss: None,
    on_checkpoint: Callable[[Checkpoint], None] = lambda checkpoint: None,
    check: Callable[[], None] = lambda: None,
    stops: Callable[[], bool] = lambda: False,
    say: Callable[[str], None] = print,
) -> Checkpoint:
    """Trains from where the trainer stands to the last step, or until it is told to stop.

    Three losses in a row that are no finite number: once back to the last checkpoint at half the learning rate.

    Args:
        trainer: Takes the steps.
        checkpoints: Where they are saved.
        on_step: Hears of each step and its loss.
        on_checkpoint: Called once a checkpoint is on the disk.
        check: Called before each step; may raise to end the run.
        stops: Asked once each checkpoint is done with: whether it is the last.
        say: Hears of going back.

    Returns:
        The last checkpoint.

    Raises:
        Diverged: The loss is no finite number at half the rate either.
    """
    settings = trainer.settings
    safe = trainer.state()
    strikes = 0
    checkpoint = _whole(checkpoints, safe)
    while trainer.step_number < settings.steps:
        check()
        loss = trainer.step()
        on_step(trainer.step_number, loss)
        if not math.isfinite(loss):
            strikes += 1
            if strikes >= MOST_STRIKES:
                _back_off(trainer, safe, say)
                strikes = 0
            continue
        strikes = 0
        if trainer.step_number % settings.checkpoint_every == 0 or trainer.step_number == settings.steps:
            safe = trainer.state()
            checkpoint = checkpoints.save(safe, trainer.save_lora)
            on_checkpoint(checkpoint)
            if stops():
                return checkpoint
    if checkpoint is None or checkpoint.step != settings.steps:
        # The very last loss was no number, so there is no checkpoint of that step yet.
        checkpoint = checkpoints.save(trainer.state(), trainer.save_lora)
        on_checkpoint(checkpoint)
    return checkpoint


def _back_off(trainer: Trainer, safe: TrainState, say: Callable[[str], None]) -> None:
    at = trainer.step_number
    if trainer.rate_scale < 1:
        raise Diverged(
            f"The loss was no number {MOST_STRIKES} times in a row at step {at}, also at half the learning rate. "
            "The photos or the base model may be damaged; else try a smaller learning rate or another base."
        )
    trainer.restore(safe)
    trainer.rate_scale = 0.5
    say(f"The loss was no number at step {at}: going back to step {safe.step} at half the learning rate.")


def _whole(checkpoints: CheckpointFolder, state: TrainState) -> Checkpoint | None:
    """The checkpoint on disk that `state` came from, if any."""
    found = [checkpoint for checkpoint in checkpoints.all() if checkpoint.step == state.step]
    return found[-1] if found else None
