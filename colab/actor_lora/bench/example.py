"""The diffusers example's own training, run as it is in its repository.

Its scripts are Apache-2.0, Copyright The HuggingFace Inc. team. They are in no package and are not copied into this
project: they come from the repository at COMMIT (0.40.0.dev0), or from a folder, and their hashes are checked, so that
what is compared with stays the same.
"""

from __future__ import annotations

import hashlib
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import BadInput
from .case import Case, Figures, Stopwatch, without_saving

COMMIT = "58eb52c0803ea9af3abec60841c2a093bdf1f951"
PLACE = f"https://raw.githubusercontent.com/huggingface/diffusers/{COMMIT}/examples/dreambooth"
PRECISIONS = {"fp32": "no", "fp16": "fp16", "bf16": "bf16"}


@dataclass(frozen=True)
class Example:
    """A script."""

    name: str
    sha256: str
    options: tuple[str, ...] = ()
    """All that it has to save time and memory by caching, and what it needs to train what is drawn with."""


_SD = Example(
    "train_dreambooth_lora.py",
    "89cd066f65b2c5d4e8ab578f4050f485a880a9c8fc100ddf18c6b0c74eadb5d2",
    ("--pre_compute_text_embeddings",),
)
EXAMPLES = {
    "sd15": _SD,
    "sd21": _SD,
    # It computes its text once by itself, and has no cache of latents.
    "sdxl": Example(
        "train_dreambooth_lora_sdxl.py",
        "ab3165d44c29115028c18933bcf12bb583fd0e868c3d8dd426dec5209eb6d6d1",
    ),
    "z-image": Example(
        "train_dreambooth_lora_z_image.py",
        "7111596fe60ac7f016e662acb08ab7874bb51d1ef855d63f30eea3e5b731585a",
        ("--cache_latents", "--skip_final_inference"),
    ),
    "flux2-klein": Example(
        "train_dreambooth_lora_flux2_klein.py",
        "2c746004af6d4aa569d9bff3d32fce70afcb885cf00c7e00ab6abf9beda42225",
        # The layers of text that the pipeline draws by; its own default is others.
        ("--cache_latents", "--skip_final_inference", "--text_encoder_out_layers", "9", "18", "27"),
    ),
}
"""By the name of the family."""


def find_example(family: str, folder: Path) -> Path:
    """The script for a family, downloaded where the folder does not hold it.

    Args:
        family: The name of the base's family.
        folder: Holds the scripts.

    Returns:
        The script.

    Raises:
        BadInput: It cannot be downloaded, or is another version of it.
    """
    example = EXAMPLES[family]
    path = folder / example.name
    if not path.is_file():
        import httpx

        try:
            answer = httpx.get(f"{PLACE}/{example.name}", timeout=30).raise_for_status()
        except httpx.HTTPError as error:
            raise BadInput(
                f"{PLACE}/{example.name} could not be read ({type(error).__name__}). Download it and name its folder "
                "with --examples."
            ) from None
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer.content)
    if hashlib.sha256(path.read_bytes()).hexdigest() != example.sha256:
        raise BadInput(f"{path} is not the example of diffusers at {COMMIT[:10]}.")
    return path


def words_for(case: Case, family: str, output: Path) -> list[str]:
    """The command line that trains a case."""
    given: dict[str, Any] = {
        "pretrained_model_name_or_path": case.base,
        "instance_data_dir": case.photos,
        "instance_prompt": case.caption,
        "output_dir": output,
        "resolution": case.resolution,
        "train_batch_size": case.batch,
        "max_train_steps": case.steps,
        "checkpointing_steps": case.every,
        "rank": case.rank,
        "learning_rate": case.learning_rate,
        "lr_scheduler": "constant",
        "lr_warmup_steps": 0,
        "mixed_precision": PRECISIONS[case.precision],
        "seed": case.seed,
    }
    if family in ("z-image", "flux2-klein"):
        given["lora_alpha"] = case.rank
    checkpointing = ["--gradient_checkpointing"] if case.checkpointing else []
    words = (part for name, value in given.items() for part in (f"--{name}", str(value)))
    return [*words, *checkpointing, *EXAMPLES[family].options]


def run_example(case: Case, script: Path, words: list[str]) -> Figures:
    """Runs a script in this process, with a stopwatch at its optimizer's steps. Checkpoints lie in its output folder.

    Args:
        case: What is trained.
        script: The example.
        words: Its command line.

    Returns:
        What it did, without held-out losses.
    """
    import diffusers  # noqa: F401  (the libraries belong to what was there before)
    import peft  # noqa: F401
    import torch
    import transformers  # noqa: F401

    from ..device import peak_memory

    before = 0 if case.device.startswith("cuda") else peak_memory(case.device)
    watch, peak, real = Stopwatch(case.device), 0, torch.optim.AdamW.step

    def step(self: Any, *args: Any, **options: Any) -> Any:
        nonlocal peak
        done = real(self, *args, **options)
        watch.lap()
        peak = peak_memory(case.device)
        return done

    setattr(torch.optim.AdamW, "step", step)  # noqa: B010
    argv = sys.argv
    sys.argv = [str(script), *words]
    try:
        with _torchvision():
            runpy.run_path(str(script), run_name="__main__")
    finally:
        sys.argv = argv
        setattr(torch.optim.AdamW, "step", real)  # noqa: B010
    laps = without_saving(watch.laps, case.every)
    # The first lap is that of getting ready and of a step.
    usual = sorted(laps)[len(laps) // 2]
    return Figures(max(0.0, laps[0] - usual), [usual, *laps[1:]], peak - before)


@contextmanager
def _torchvision() -> Iterator[None]:
    """Gives the examples the few transforms that they use, where there is no torchvision: as for a CPU."""
    try:
        import torchvision  # type: ignore[import-not-found]  # noqa: F401
    except ImportError:
        from .transforms import stand_in

        modules = stand_in()
        sys.modules.update(modules)
        try:
            yield
        finally:
            for name in modules:
                del sys.modules[name]
    else:
        yield
