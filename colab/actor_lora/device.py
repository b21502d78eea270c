"""The machine: which device to compute on, in which precision, and how much memory is used."""

from __future__ import annotations

import contextlib
import gc
import math
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

import torch

GIB = 1024**3
"""Bytes."""
KEPT_BY_DRIVER = 0.06
"""Largest share of a GPU's memory that is not reported."""
Precision = Literal["fp32", "fp16", "bf16"]

DTYPES: dict[Precision, torch.dtype] = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}


def pick_device(asked: str | None = None, *, allow_mps: bool = False) -> str:
    """Chooses the device to compute on.

    Args:
        asked: A device by name, which is taken as it is; None or `auto` for the best one that is there.
        allow_mps: Whether Apple's GPU counts. Pictures can be drawn on it; training on it is not supported.

    Returns:
        The name of a torch device, such as `cuda`.
    """
    if asked and asked != "auto":
        return asked
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if allow_mps and torch.backends.mps.is_available() else "cpu"


def pick_precision(device: str) -> Precision:
    """Picks bf16 on a GPU that computes it, fp16 on an older one (a T4), and fp32 on a CPU."""
    if not device.startswith("cuda"):
        return "fp32"
    # Not `is_bf16_supported`: that counts cards that only imitate it.
    return "bf16" if torch.cuda.get_device_capability(device) >= (8, 0) else "fp16"


def computes(device: str, precision: Precision) -> bool:
    """Whether a device computes in a precision by itself, and does not imitate it."""
    if precision == "fp32":
        return True
    if not device.startswith("cuda"):
        return False
    return precision == "fp16" or pick_precision(device) == "bf16"


def gpu_bytes(device: str) -> int | None:
    """A GPU's memory as its driver reports it; None for a CPU."""
    return torch.cuda.get_device_properties(device).total_memory if device.startswith("cuda") else None


def gpu_gb(device: str) -> int | None:
    """A GPU's memory in whole GiB, as its maker names it; None for a CPU."""
    reported = gpu_bytes(device)
    return None if reported is None else nominal_gb(reported)


def nominal_gb(reported: int) -> int:
    """What a GPU is sold with, by what its driver reports.

    The driver keeps a part for itself: 24.0 or 23.7 GiB are reported of 24, 10.75 of 11, 7.6 of 8, 39.4 of 40. What is
    missing of the next whole number is at most 6 %. Error correction takes more, and that is not counted as there: of a
    T4's 16 some 14.6 GiB are reported, which counts as 15, and of an L4's 24 some 22.5, which counts as 23.

    Args:
        reported: Bytes.

    Returns:
        Whole GiB.
    """
    gib = reported / GIB
    above = math.ceil(gib)
    return above if gib >= (1 - KEPT_BY_DRIVER) * above else math.floor(gib)


def autocast(device: str, precision: Precision) -> AbstractContextManager[None]:
    """Computes in `precision` while the LoRA's own weights stay fp32."""
    if precision == "fp32":
        return contextlib.nullcontext()
    return torch.autocast(device.split(":")[0], dtype=DTYPES[precision])


def deterministic(seed: int, *, fastest: bool = False) -> None:
    """Seeds what still draws from the global generators, and chooses cuDNN's kernels.

    On a CPU all else repeats to the bit. On a GPU it need not: the way back through attention, for one, adds in any
    order. Torch's switch against that (`use_deterministic_algorithms`) raises an error where it has no other kernel.

    Args:
        seed: Of the generators.
        fastest: Tries each shape's convolutions once and takes the fastest, which pays where few shapes come often;
            otherwise those of cuDNN's that give the same bits every time.
    """
    torch.manual_seed(seed)
    torch.backends.cudnn.benchmark = fastest
    torch.backends.cudnn.deterministic = not fastest
    # TF32 keeps fp32 matrix products fast on newer GPUs; it is repeatable.
    torch.backends.cuda.matmul.allow_tf32 = True


def sent(values: torch.Tensor, device: str) -> torch.Tensor:
    """Values of the CPU on the device. A GPU gets them from pinned memory, in turn with its work: nobody waits."""
    return values.pin_memory().to(device, non_blocking=True) if device.startswith("cuda") else values.to(device)


def free_memory() -> None:
    """Gives back memory that no tensor uses any more, to the system and to other programs on the GPU."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out, on a GPU or on the CPU."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    words = str(error).lower()
    return isinstance(error, RuntimeError) and ("out of memory" in words or "not enough memory" in words)


def peak_memory(device: str) -> int:
    """Most bytes held so far.

    Args:
        device: Where the training computes.

    Returns:
        Bytes of the GPU's allocator, or of the whole process on a CPU; 0 where the system does not tell.
    """
    if device.startswith("cuda"):
        return torch.cuda.max_memory_allocated()
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: that one begins with what the parent process held.
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


@contextlib.contextmanager
def kept_rng() -> Iterator[None]:
    """Keeps what is drawn inside from changing what is drawn afterwards."""
    devices = list(range(torch.cuda.device_count())) if torch.cuda.is_available() else []
    with torch.random.fork_rng(devices=devices):
        yield


def set_threads(count: int | None) -> None:
    """Sets how many threads of the CPU compute; without a number, all that the process may use."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    torch.set_num_threads(max(1, min(count or available, available)))
