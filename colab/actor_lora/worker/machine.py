"""What this machine is and can do, as the bot is told."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

from ..device import gpu_bytes, nominal_gb, pick_device
from ..errors import BadInput
from ..families.known import FAMILIES
from ..serve.catalogue import KNOWN_MODELS, Catalogue, read_catalogue

ROOMY_GB = 40
"""From here on a GPU draws while it trains: the largest base that the bot trains takes 24 GB in full
(`Family.memory_gib`), and pictures on SDXL some 10."""
MOST_NAME = 60
MOST_LABEL = 80
MOST_MODELS = 64
"""These three: what the bot takes."""


@dataclass(frozen=True)
class Machine:
    """A device and what it is lent for."""

    name: str
    device: str
    label: str
    """The device in words, such as `Tesla T4`."""
    memory_bytes: int
    """As reported: the GPU's, or the machine's where there is none; 0 where the system does not tell."""
    catalogue: Catalogue
    trains: bool

    @property
    def kinds(self) -> list[str]:
        """The kinds of work that it takes."""
        return ["image", "training"] if self.trains else ["image"]

    @property
    def roomy(self) -> bool:
        """Whether it draws and trains at the same time."""
        return self.device.startswith("cuda") and nominal_gb(self.memory_bytes) >= ROOMY_GB


def look(*, name: str | None, device: str, models: Sequence[str], training: bool, allow_cpu: bool) -> Machine:
    """Looks at this machine.

    Args:
        name: What Discord calls it; None for its hostname.
        device: By name, or `auto`.
        models: `ID[=FOLDER]` of each model that it serves; none for all known ones that fit into its GPU.
        training: Whether it may train.
        allow_cpu: Whether it trains without a GPU too.

    Returns:
        What it is.

    Raises:
        BadInput: There is nothing that it could do.
    """
    chosen = pick_device(device, allow_mps=True)
    if not chosen.startswith("cuda") and not models:
        raise BadInput(
            "There is no NVIDIA GPU here. A picture takes minutes without one; to lend this machine all the same, name "
            "what it serves with --model."
        )
    if len(models) > MOST_MODELS:
        raise BadInput(f"--model may be given {MOST_MODELS} times at most.")
    memory = gpu_bytes(chosen)
    catalogue = read_catalogue(list(models) or fitting(nominal_gb(memory or 0)))
    return Machine(
        name=_cut(_printable(name or platform.node()), MOST_NAME) or "worker",
        device=chosen,
        label=_cut(_label(chosen), MOST_LABEL),
        memory_bytes=_system_memory() if memory is None else memory,
        catalogue=catalogue,
        trains=training and (chosen.startswith("cuda") or allow_cpu),
    )


def fitting(gpu_gb: int) -> list[str]:
    """The known models whose family says that they fit into a GPU that is sold with so much memory.

    Raises:
        BadInput: None does.
    """
    models = [model for model, family in KNOWN_MODELS.items() if min(FAMILIES[family].memory_gib.values()) <= gpu_gb]
    if not models:
        least = min(min(family.memory_gib.values()) for family in FAMILIES.values())
        raise BadInput(
            f"The GPU has {gpu_gb} GB, and the smallest base needs {least} GB. To try it all the same, name a model "
            "with --model."
        )
    return models


def _label(device: str) -> str:
    import torch

    if device.startswith("cuda"):
        return _printable(torch.cuda.get_device_name(device))
    return "Apple GPU" if device == "mps" else "CPU"


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _cut(text: str, most: int) -> str:
    """Counted as the bot counts, in halves of UTF-16."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _system_memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
