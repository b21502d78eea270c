"""Checkpoints that resume exactly: adapter and its average, optimizer, scaler, random numbers, step, settings' hash.

A checkpoint is a folder `step-000250` with the LoRA as diffusers reads it, the state as safetensors (no pickle:
it may come from the hub) and `state.json` with the hashes of both. It appears by a rename, so a kill leaves either
a whole one or none.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from ..lora_files import LORA_FILE

STATE_TENSORS = "training-state.safetensors"
STATE_FILE = "state.json"
FORMAT = 2
"""Of a checkpoint; others are not resumed from."""
TENSOR_GROUPS = ("adapter", "average", "optimizer", "rng")


@dataclass(frozen=True)
class TrainState:
    """All that the next step depends on, on the CPU."""

    step: int
    """Steps done."""
    config_hash: str
    rate_scale: float
    """1, or 0.5 after the loss stopped being a number once."""
    adapter: dict[str, torch.Tensor]
    optimizer: dict[str, torch.Tensor]
    """`parameter/what` → tensor: the optimizer's averages and counts."""
    rng: dict[str, torch.Tensor]
    scaler: dict[str, Any]
    average: dict[str, torch.Tensor]
    """Of the adapter; empty where none is kept."""
    groups: list[dict[str, float]]
    """What the optimizer notes as plain numbers, for each group of parameters."""


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint on disk."""

    step: int
    folder: Path

    @property
    def weights(self) -> Path:
        """The LoRA as diffusers reads it."""
        return self.folder / LORA_FILE

    @property
    def resumable(self) -> bool:
        """Older checkpoints keep only their LoRA, as candidates for the best."""
        return (self.folder / STATE_FILE).is_file() and (self.folder / STATE_TENSORS).is_file()


class CheckpointFolder:
    """The checkpoints of one run; the newest `resumable` ones keep their whole state."""

    def __init__(self, root: Path, *, resumable: int = 2) -> None:
        self.root = root
        self._resumable = resumable
        root.mkdir(parents=True, exist_ok=True)
        for left_over in root.glob(".step-*"):
            shutil.rmtree(left_over, ignore_errors=True)

    def all(self) -> list[Checkpoint]:
        """By step, oldest first."""
        found = [
            Checkpoint(int(folder.name.removeprefix("step-")), folder)
            for folder in self.root.iterdir()
            if re.fullmatch(r"step-\d{6,}", folder.name) and (folder / LORA_FILE).is_file()
        ]
        return sorted(found, key=lambda checkpoint: checkpoint.step)

    def save(self, state: TrainState, save_lora: Callable[[Path], Any]) -> Checkpoint:
        """Writes a checkpoint: whole, or not at all.

        Args:
            state: What a resumed run continues from.
            save_lora: Puts the diffusers file into the folder that it is given.

        Returns:
            The checkpoint. Older ones beyond `resumable` keep only their LoRA.
        """
        final = self.root / f"step-{state.step:06}"
        draft = self.root / f".{final.name}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        save_lora(draft)
        tensors = {
            f"{group}/{name}": tensor.contiguous()
            for group in TENSOR_GROUPS
            for name, tensor in getattr(state, group).items()
        }
        save_file(tensors, draft / STATE_TENSORS)
        said = {
            "format": FORMAT,
            "step": state.step,
            "configHash": state.config_hash,
            "rateScale": state.rate_scale,
            "scaler": state.scaler,
            "groups": state.groups,
            "files": {name: _sha256(draft / name) for name in (LORA_FILE, STATE_TENSORS)},
        }
        (draft / STATE_FILE).write_text(json.dumps(said, indent=1), "utf-8")
        for file in draft.iterdir():
            _sync(file)
        shutil.rmtree(final, ignore_errors=True)
        draft.rename(final)
        _sync(self.root)
        self._thin()
        return Checkpoint(state.step, final)

    def latest(self, config_hash: str) -> TrainState | None:
        """The newest checkpoint of this configuration that is whole."""
        for checkpoint in reversed(self.all()):
            if checkpoint.resumable and (state := load(checkpoint)) and state.config_hash == config_hash:
                return state
        return None

    def clear(self) -> None:
        """Removes all checkpoints."""
        for checkpoint in self.all():
            shutil.rmtree(checkpoint.folder, ignore_errors=True)

    def _thin(self) -> None:
        whole = [checkpoint for checkpoint in self.all() if checkpoint.resumable]
        for checkpoint in whole[: -self._resumable]:
            # state.json first: without it the rest does not count as a state.
            (checkpoint.folder / STATE_FILE).unlink(missing_ok=True)
            (checkpoint.folder / STATE_TENSORS).unlink(missing_ok=True)


def checkpoint_root(folder: Path, config_hash: str) -> Path:
    """Where the checkpoints of a configuration lie in a job's folder."""
    return folder / "checkpoints" / config_hash[:12]


def furthest_elsewhere(folder: Path, config_hash: str) -> int:
    """The last step among a job's checkpoints of other configurations; 0 where there are none."""
    mine = checkpoint_root(folder, config_hash)
    found = mine.parent.glob(f"*/step-*/{LORA_FILE}")
    return max((int(path.parent.name.removeprefix("step-")) for path in found if mine not in path.parents), default=0)


def load(checkpoint: Checkpoint) -> TrainState | None:
    """Reads a checkpoint; None where a file is missing, damaged or of another format."""
    try:
        said = json.loads((checkpoint.folder / STATE_FILE).read_text("utf-8"))
        if said["format"] != FORMAT:
            return None
        for name, digest in said["files"].items():
            if name not in (LORA_FILE, STATE_TENSORS) or _sha256(checkpoint.folder / name) != digest:
                return None
        groups: dict[str, dict[str, torch.Tensor]] = {group: {} for group in TENSOR_GROUPS}
        for key, tensor in load_file(checkpoint.folder / STATE_TENSORS).items():
            group, name = key.split("/", 1)
            groups[group][name] = tensor
        return TrainState(
            step=int(said["step"]),
            config_hash=said["configHash"],
            rate_scale=float(said["rateScale"]),
            scaler=said["scaler"],
            groups=said["groups"],
            **groups,
        )
    except (OSError, ValueError, KeyError):
        return None


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    """To the disk, where the system can do that."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
