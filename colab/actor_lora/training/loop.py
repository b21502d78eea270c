"""The loop around the steps: checkpoints, what happens when the loss is no number, and being stopped."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import torch

from ..errors import Diverged
from .checkpoint import Checkpoint, CheckpointFolder, TrainState
from .trainer import Trainer

MOST_STRIKES = 3
"""Non-finite losses, one after another, before the training goes back."""
READ_EVERY = 1.0
"""Seconds between looks at the losses: people need nothing newer. When they are read changes no result."""


def run(
    trainer: Trainer,
    checkpoints: CheckpointFolder,
    *,
    on_step: Callable[[int, float], None] = lambda step, loss: None,
    on_saving: Callable[[], None] = lambda: None,
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
        on_saving: Called just before a checkpoint is written, when all losses up to it were told.
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
    unread = _Unread()
    while trainer.step_number < settings.steps:
        check()
        unread.add(trainer.step_number + 1, trainer.step())
        saves = trainer.step_number % settings.checkpoint_every == 0 or trainer.step_number == settings.steps
        if not (saves or unread.is_time):
            continue
        loss = 0.0
        for step, loss in unread.read():
            on_step(step, loss)
            strikes = 0 if math.isfinite(loss) else strikes + 1
            if strikes >= MOST_STRIKES:
                # What was done since then is undone with the rest.
                _back_off(trainer, step, safe, say)
                strikes = 0
                break
        if saves and math.isfinite(loss):
            safe = trainer.state()
            on_saving()
            checkpoint = checkpoints.save(safe, trainer.save_lora)
            on_checkpoint(checkpoint)
            if stops():
                return checkpoint
    if checkpoint is None or checkpoint.step != settings.steps:
        # The very last loss was no number, so there is no checkpoint of that step yet.
        on_saving()
        checkpoint = checkpoints.save(trainer.state(), trainer.save_lora)
        on_checkpoint(checkpoint)
    return checkpoint


class _Unread:
    """Losses that are still on the device. Reading one means waiting until the device has done all its work."""

    def __init__(self) -> None:
        self._losses: list[tuple[int, torch.Tensor]] = []
        # The first one at once, so that people see that it runs.
        self._read_at = float("-inf")

    def add(self, step: int, loss: torch.Tensor) -> None:
        """Takes the loss of a step, a scalar."""
        self._losses.append((step, loss))

    @property
    def is_time(self) -> bool:
        """Whether they were last read long ago."""
        return time.monotonic() - self._read_at >= READ_EVERY

    def read(self) -> list[tuple[int, float]]:
        """All of them by their steps, which are forgotten."""
        values = torch.stack([loss for _, loss in self._losses]).tolist()
        found = [(step, value) for (step, _), value in zip(self._losses, values, strict=True)]
        self._losses.clear()
        self._read_at = time.monotonic()
        return found


def _back_off(trainer: Trainer, at: int, safe: TrainState, say: Callable[[str], None]) -> None:
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
