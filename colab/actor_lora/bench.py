"""Steps a second and peak memory against a plain loop, side by side: `python -m actor_lora.bench`.

The plain loop does in every step what the diffusers example (train_dreambooth_lora.py) does: it decodes nothing, but
encodes the photo with the VAE and the caption with the text encoder, and keeps both models in memory. Base, batch,
precision, optimizer, noise and first weights are the same, so the losses must be the same too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TINY = ("tiny-sd15", "tiny-sd21", "tiny-sdxl")
FULL = ("sd15", "sdxl")
MB = 1024**2


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    base: str
    """A tiny base, or a randomly initialised one of full size."""
    resolution: int
    steps: int
    batch: int
    device: str
    precision: str
    checkpointing: bool


@dataclass(frozen=True)
class Figures:
    """What one loop did."""

    step_seconds: list[float]
    peak_bytes: int
    """Beyond what the process held before any model was loaded."""
    losses: list[float]

    @property
    def rate(self) -> float:
        """Steps a second; the first step warms up. The median, because other processes disturb single steps."""
        return 1 / statistics.median(self.step_seconds[1:] or self.step_seconds)


def measure(loop: str, case: Case, folder: Path) -> Figures:
    """Runs one loop in this process.

    Args:
        loop: `plain` or `ours`.
        case: What is trained.
        folder: Holds the base.

    Returns:
        What the loop did. On a CPU with one thread the process's own seconds count, undisturbed by others.
    """
    import diffusers  # noqa: F401  (its import belongs to what was there before)
    import numpy as np
    import peft  # noqa: F401
    import torch
    from PIL import Image

    from .bases import find_base
    from .device import DTYPES, free_memory, peak_memory
    from .families.loading import load_part
    from .photos import Photo
    from .spec import TrainingSpec
    from .training.session import prepare_session
    from .training.settings import settings_for

    before = 0 if case.device.startswith("cuda") else peak_memory(case.device)
    generator = np.random.default_rng(0)
    size = (case.resolution, case.resolution, 3)
    photos = [
        Photo(f"{n}", f"{n:064}", Image.fromarray(generator.integers(0, 255, size, dtype=np.uint8)), f"photo {n}")
        for n in range(4)
    ]
    base = find_base(f"bench/{case.base}", path=folder)
    spec = TrainingSpec(
        actor_name="bench", trigger_word="b", base_model=base.id, steps=case.steps, resolution=case.resolution, rank=16,
        learning_rate=1e-4, seed=1, repo="bench/bench", branch="bench", instance_prompt="photo",
    )  # fmt: skip
    settings = settings_for(
        spec,
        base,
        precision=case.precision,  # type: ignore[arg-type]
        prior_images=0,
        batch_size=case.batch,
        gradient_checkpointing=case.checkpointing,
    )
    session = prepare_session(
        base=base,
        settings=settings,
        photos=photos,
        sample_prompts=["photo"],
        folder=folder,
        device=case.device,
        frozen_layers=loop != "plain",
        say=lambda words: None,
    )
    trainer = session.trainer
    step = trainer.step
    if loop == "plain":
        dtype = DTYPES[settings.precision]
        vae = load_part(base, "vae", dtype=dtype).requires_grad_(False).to(case.device)
        encoders = base.family.text_encoders(base, device=case.device, dtype=dtype, token=None)
        step = plain_step(trainer, vae, encoders, photos)
    free_memory()
    if case.device.startswith("cuda"):
        torch.cuda.reset_peak_memory_stats()
    on_cpu = not case.device.startswith("cuda")
    clock = time.process_time if on_cpu and torch.get_num_threads() == 1 else time.perf_counter
    seconds, losses = [], []
    for _ in range(case.steps):
        began = clock()
        losses.append(step())
        if case.device.startswith("cuda"):
            torch.cuda.synchronize()
        seconds.append(clock() - began)
    return Figures(seconds, peak_memory(case.device) - before, losses)


def plain_step(trainer: Any, vae: Any, encoders: Any, photos: Sequence[Any]) -> Callable[[], float]:
    """Makes the step without caches: everything is encoded again in every step, with the same noise.

    Args:
        trainer: The trainer whose caches are replaced.
        vae: Encodes the photos.
        encoders: The text encoders.
        photos: What is trained on.

    Returns:
        A function that takes one step and returns its loss.
    """
    import torch

    from .training.latents import pixels

    inputs = torch.stack([pixels(photo.picture) for photo in photos]).to(vae.dtype)

    class Encoded:
        """Stands where the latent cache is."""

        mean = trainer.material.photos.mean

        def __len__(self) -> int:
            return len(photos)

        def draw(self, numbers: Sequence[int], noise: torch.Tensor) -> torch.Tensor:
            with torch.no_grad():
                sight = vae.encode(inputs[list(numbers)].to(vae.device)).latent_dist
            latents: torch.Tensor = (sight.mean.float() + sight.std.float() * noise) * vae.config.scaling_factor
            return latents

    class Texts:
        """Stands where the cached conditions are."""

        def __getitem__(self, number: int) -> Any:
            with torch.no_grad():
                return encoders.encode([photos[number].caption])

    from dataclasses import replace

    trainer.material = replace(trainer.material, photos=Encoded(), conditions=Texts())
    trainer._optimizer = torch.optim.AdamW(trainer._groups(), weight_decay=trainer.settings.weight_decay)
    step: Callable[[], float] = trainer.step
    return step


def side_by_side(case: Case, *, rounds: int, threads: int | None) -> dict[str, Figures]:
    """Measures both loops in processes of their own, in turns, so that a busy machine disturbs both alike.

    Args:
        case: What is trained.
        rounds: How often each loop is measured.
        threads: Of the CPU; None for all.

    Returns:
        The figures of `plain` and `ours`, over all rounds.
    """
    found: dict[str, list[Figures]] = {"plain": [], "ours": []}
    with tempfile.TemporaryDirectory(prefix="actor-lora-bench-") as place:
        folder = Path(place) / "base"
        if case.base in TINY:
            from .tiny import write_tiny

            write_tiny(case.base.removeprefix("tiny-"), folder)  # type: ignore[arg-type]
        else:
            from .device import DTYPES
            from .full_size import write_full

            write_full(case.base, folder, DTYPES[case.precision])  # type: ignore[index]
        for _ in range(rounds):
            for loop in found:
                asked = {"loop": loop, "case": vars(case), "folder": str(folder), "threads": threads}
                done = subprocess.run(
                    [sys.executable, "-m", "actor_lora.bench", "--worker", json.dumps(asked)],
                    stdout=subprocess.PIPE,
                    check=True,
                    text=True,
                )
                found[loop].append(Figures(**json.loads(done.stdout.splitlines()[-1])))
    return {
        loop: Figures(
            [seconds for one in all_rounds for seconds in (one.step_seconds[1:] or one.step_seconds)],
            max(one.peak_bytes for one in all_rounds),
            all_rounds[0].losses,
        )
        for loop, all_rounds in found.items()
    }


def row(case: Case, found: dict[str, Figures]) -> str:
    """One row of the table, in Markdown."""
    plain, ours = found["plain"], found["ours"]
    apart = max(abs(a - b) / max(abs(a), 1e-9) for a, b in zip(plain.losses, ours.losses, strict=True))
    what = f"{case.base}, {case.resolution} px, batch {case.batch}, {case.precision}, {case.device}"
    if case.checkpointing:
        what += ", checkpointed"
    return (
        f"| {what} | {plain.rate:.3f} | {ours.rate:.3f} | {ours.rate / plain.rate:.2f} × | "
        f"{plain.peak_bytes / MB:.0f} | {ours.peak_bytes / MB:.0f} | {ours.peak_bytes / plain.peak_bytes:.0%} | "
        f"{apart:.1e} |"
    )


HEAD = (
    "| Case | plain, it/s | ours, it/s | speed | plain, MB | ours, MB | memory | losses apart |\n"
    "|---|---|---|---|---|---|---|---|"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Measures the cases that were asked for and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m actor_lora.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--base", action="append", choices=[*TINY, *FULL], help="repeatable; default: tiny-sd15")
    parser.add_argument("--resolution", type=int, help="default: 16 for tiny bases, 256 on a CPU, native on a GPU")
    parser.add_argument("--steps", type=int, help="of each loop and round")
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--device", help="default: the GPU where there is one")
    parser.add_argument("--precision", choices=["fp32", "fp16", "bf16"])
    parser.add_argument("--checkpointing", action="store_true", help="checkpointed gradients, in both loops")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU; with one, its own seconds are counted")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.worker:
        return _worker(json.loads(asked.worker))
    from .device import pick_device, pick_precision

    device = pick_device(asked.device)
    print(HEAD)
    for base in asked.base or ["tiny-sd15"]:
        tiny, gpu = base in TINY, device.startswith("cuda")
        native = 1024 if base == "sdxl" else 512
        case = Case(
            base=base,
            resolution=asked.resolution or (16 if tiny else native if gpu else 256),
            steps=asked.steps or (60 if tiny else 30 if gpu else 4),
            batch=asked.batch,
            device=device,
            precision=asked.precision or pick_precision(device),
            checkpointing=asked.checkpointing,
        )
        print(row(case, side_by_side(case, rounds=asked.rounds, threads=asked.threads)), flush=True)
    return 0


def _worker(asked: dict[str, Any]) -> int:
    from .device import set_threads
    from .stack import hide_old_torchao, quiet_libraries

    set_threads(asked["threads"])
    hide_old_torchao()
    quiet_libraries()
    figures = measure(asked["loop"], Case(**asked["case"]), Path(asked["folder"]))
    print(json.dumps(vars(figures)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
