"""Is this machine fit for the training? Asked before the job is claimed, because a job code works once."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..device import GIB, gpu_bytes, nominal_gb
from ..errors import BadInput
from ..families.family import Base

WORK_GIB = 2
"""Checkpoints, prior images and samples."""


NO_GPU = (
    "There is no GPU. In Colab: Runtime → Change runtime type → T4 GPU. On a CPU this takes days; --allow-cpu does it "
    "anyway."
)


@dataclass
class Findings:
    """What was found: facts to print, doubts that do not stop the run, problems that do."""

    facts: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def settle(self, say: Callable[[str], None]) -> None:
        """Says everything that was found.

        Args:
            say: Gets one line for each fact and doubt.

        Raises:
            BadInput: There are problems; the message has all of them.
        """
        for line in (*self.facts, *(f"Note: {doubt}" for doubt in self.doubts)):
            say(line)
        if self.problems:
            raise BadInput("This machine is not ready:\n" + "\n".join(f"- {problem}" for problem in self.problems))


def check_machine(
    folder: Path,
    *,
    device: str,
    needs_gpu: bool = False,
    free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
    requirements: list[str] | None = None,
) -> Findings:
    """Looks at Python, libraries, GPU and disk, before anything is known of the job.

    Args:
        folder: Where runs are kept.
        device: Where the training will compute.
        needs_gpu: Whether a machine without a GPU will not do, whatever the base is.
        free_bytes: Free disk space at a path.
        requirements: What must be installed; the package's own requirements where it is not given.

    Returns:
        What was found.
    """
    found = Findings()
    _check_versions(found, _requirements() if requirements is None else requirements)
    _check_device(found, device)
    if needs_gpu and not device.startswith("cuda"):
        found.problems.append(NO_GPU)
    folder.mkdir(parents=True, exist_ok=True)
    free = free_bytes(folder) / GIB
    found.facts.append(f"Disk: {free:.0f} GB free.")
    if free < WORK_GIB:
        found.problems.append(
            f"Only {free:.1f} GB of disk are free; {WORK_GIB} GB are needed. Delete what is not used."
        )
    return found


def check_base(
    base: Base,
    folder: Path,
    *,
    device: str,
    allow_cpu: bool,
    free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
    gpu_memory: Callable[[str], int | None] = gpu_bytes,
) -> Findings:
    """Looks whether the base fits: its download on the disk, its training in the GPU's memory.

    Args:
        base: The base.
        folder: Where runs are kept.
        device: Where the training will compute.
        allow_cpu: Whether a base of full size may be trained without a GPU.
        free_bytes: Free disk space at a path.
        gpu_memory: Bytes that a GPU reports.

    Returns:
        What was found.
    """
    found = Findings(facts=[f"Base: {base.id} ({base.family.label}, {base.prediction}, licence {base.licence})."])
    on_hub = not Path(base.source).is_dir()
    needed = WORK_GIB + (base.family.download_gib if on_hub else 0)
    free = free_bytes(folder) / GIB
    if free < needed:
        found.problems.append(f"{base.id} needs some {needed} GB of disk and {free:.1f} GB are free.")
    if device.startswith("cuda"):
        memory = nominal_gb(gpu_memory(device) or 0)
        least = min(base.family.memory_gib.values())
        if memory < least and on_hub:
            found.problems.append(
                f"The GPU has {memory} GB; {base.family.label} needs {least} GB. Choose Stable Diffusion 1.5 or "
                "a larger GPU."
            )
    elif on_hub and not allow_cpu:
        found.problems.append(NO_GPU)
    return found


def needs_gpu(words: Sequence[str]) -> bool:
    """Whether a training by a job code needs a GPU, by the words that `actor-lora train` gets."""
    return not {word.split("=")[0] for word in words} & {"--allow-cpu", "--base-path"}


def install_command() -> str:
    """What installs the libraries that this package was tested with; torch is left as it fits the GPU."""
    names = ("diffusers", "transformers", "peft", "huggingface_hub")
    tested = [line for line in _requirements() if line.startswith(names)]
    return " ".join(["pip install --upgrade", *(f'"{line}"' for line in tested or names)])


def _requirements() -> list[str]:
    try:
        return importlib.metadata.requires("actor-lora") or []
    except importlib.metadata.PackageNotFoundError:
        return []


def _check_versions(found: Findings, requirements: list[str]) -> None:
    """Missing libraries are problems; other versions than those tested are doubts (Colab moves on by itself)."""
    from packaging.requirements import Requirement

    names = []
    for line in requirements:
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        installed = _version_of(wanted.name)
        if installed is None:
            found.problems.append(
                f"The library {wanted.name} is missing: pip install “{wanted.name}{wanted.specifier}”."
            )
            continue
        if not wanted.specifier.contains(installed, prereleases=True):
            found.doubts.append(f"{wanted.name} {installed} was not tested ({wanted.specifier} was); trying anyway.")
        if wanted.name in ("torch", "diffusers", "transformers", "peft"):
            names.append(f"{wanted.name} {installed}")
    if names:
        found.facts.append(f"Python {sys.version.split()[0]}, {', '.join(names)}.")


def _version_of(name: str) -> str | None:
    # Colab has OpenCV under one of several names.
    others = {"opencv-python-headless": ("opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless")}
    for candidate in (name, *others.get(name, ())):
        try:
            return importlib.metadata.version(candidate)
        except importlib.metadata.PackageNotFoundError:
            continue
    return None


def _check_device(found: Findings, device: str) -> None:
    import torch

    if not device.startswith("cuda"):
        threads = torch.get_num_threads()
        found.facts.append(f"No GPU: training on the CPU with {threads} thread{'' if threads == 1 else 's'}.")
        return
    if not torch.cuda.is_available():
        found.problems.append(
            "A GPU was asked for and there is none. In Colab: Runtime → Change runtime type → T4 GPU."
        )
        return
    free, total = torch.cuda.mem_get_info(device)
    said = f"{nominal_gb(total)} GB, {free / GIB:.1f} GB of it free"
    found.facts.append(f"GPU: {torch.cuda.get_device_name(device)}, {said}.")
    if free < total * 0.7:
        found.doubts.append("something else holds memory of this GPU; restart the runtime if memory runs out.")
