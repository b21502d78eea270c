"""The command line of `actor-lora verify`, for a LoRA that is there already."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from ..errors import BadInput, RunError
from ..faces import FaceEngine, load_faces
from .looking import Judges, PhotoSet
from .plan import LEAST_SAMPLES, ShotPlan
from .prompt_score import PromptScorer, load_scorer
from .verify import Candidate, verify

BELOW_GATE = 3
"""The exit code, as that of a training below the gate."""
DEFAULT_PROMPTS = (
    "studio portrait photo of {token} person, soft light, looking at the camera",
    "photo of {token} person in a city street at golden hour",
    "watercolour painting of {token} person in a garden",
    "photo of {token} person as an astronaut, dramatic light",
)


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Reads the command line of `actor-lora verify`."""
    parser = argparse.ArgumentParser(
        prog="actor-lora verify",
        description="Draws samples with and without a LoRA, measures faces, likeness, prompt following, drift and "
        "copies of photos, picks the best checkpoint, and writes verification.json and a contact sheet. "
        "Exit code 3 when the best is below the gate.",
    )
    parser.add_argument("--base", required=True, help="base model: its repo on the hub, or a folder")
    parser.add_argument(
        "--lora",
        required=True,
        action="append",
        help="a .safetensors file, a folder with them (one for each checkpoint), or a repo of the hub; repeatable",
    )
    parser.add_argument("--photos", required=True, type=Path, help="folder with the photos it was trained on")
    parser.add_argument("--held-out", type=Path, help="folder with more photos of the person, not trained on")
    parser.add_argument("--trigger", required=True, help="the trigger word")
    parser.add_argument("--out", type=Path, default=Path("verification"), help="folder for the result")
    parser.add_argument("--prompt", action="append", help="with {token} for the trigger word; repeatable")
    parser.add_argument("--seeds", type=int, default=2, metavar="N", help="of each prompt, to compare checkpoints (2)")
    parser.add_argument(
        "--samples", type=int, default=LEAST_SAMPLES, metavar="N", help="photographic ones to judge the best by (16)"
    )
    parser.add_argument("--steps", type=int, default=30, help="sampling steps (30)")
    parser.add_argument("--side", type=int, help="edge of the samples in pixels; that of the base by default")
    parser.add_argument("--device", default="auto", help="cuda, mps or cpu; found out by default")
    parser.add_argument("--face-weights", type=Path, help="folder with the weights of YuNet and SFace")
    return parser.parse_args(list(argv))


def main(argv: Sequence[str], *, faces: FaceEngine | None = None, scorer: PromptScorer | None = None) -> int:
    """Checks a LoRA that is there already.

    Args:
        argv: The words after `verify`.
        faces: Instead of the hub's face models; for tests.
        scorer: Instead of CLIP; for tests.

    Returns:
        0 passed, 2 bad input, 3 below the gate or not checked, 1 anything else.
    """
    given = arguments(argv)
    try:
        return _run(given, faces, scorer)
    except RunError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _run(given: argparse.Namespace, faces: FaceEngine | None, scorer: PromptScorer | None) -> int:
    from ..photos import read_folder
    from .report import write_report
    from .samples import PipelinePainter

    # What can be wrong is looked at before anything is loaded.
    if given.seeds < 1 or given.samples < 1 or given.steps < 1:
        raise BadInput("--seeds, --samples and --steps must be at least 1.")
    if given.side is not None and (given.side < 8 or given.side % 8):
        raise BadInput("--side must be a multiple of 8.")
    photo_files = read_folder(given.photos)
    held_out_files = read_folder(given.held_out) if given.held_out else []
    candidates = [candidate for source in given.lora for candidate in candidates_of(source)]
    engine = faces or load_faces(given.face_weights)
    pipeline, side, device = load_base(given.base, given.side, given.device)
    photos = PhotoSet(pictures(photo_files, side, engine), pictures(held_out_files, side, engine))
    seen = verify(
        candidates,
        PipelinePainter(pipeline, side=side, steps=given.steps),
        photos,
        Judges(engine, scorer or _scorer(device)),
        ShotPlan(
            prompts=[prompt.replace("{token}", given.trigger) for prompt in given.prompt or DEFAULT_PROMPTS],
            seeds=range(given.seeds),
            trigger=given.trigger,
            least=given.samples,
        ),
        say=print,
    )
    report = write_report(seen, given.out)
    print(f"{report.path} and {report.contact_sheet} are written; step {seen.best.candidate.step} is the best.")
    for line in (*seen.reasons, *seen.warnings):
        print(f"  {line}")
    print("Passed." if seen.passed else "Below the gate: it should not be published.")
    return 0 if seen.passed else BELOW_GATE


def _scorer(device: str) -> PromptScorer | None:
    try:
        return load_scorer(device)
    except RunError as error:
        # Without it the verdict still stands on faces; the report says that this was not measured.
        print(error, file=sys.stderr)
        return None


def load_base(name: str, side: int | None, device: str) -> tuple[Any, int, str]:
    """The pipeline on its device, the samples' edge in pixels, and the device."""
    import torch

    from ..bases import find_base
    from ..device import DTYPES, gpu_gb, pick_device, pick_precision
    from ..families.loading import load_pipeline

    device = pick_device(device, allow_mps=True)
    base = find_base(name)
    memory = gpu_gb(device)
    pipeline = load_pipeline(
        base,
        device=device,
        dtype=DTYPES[pick_precision(device)] if device != "mps" else torch.float16,
        weights="full" if memory is None else base.family.weights_for(memory),
    )
    return pipeline, side or base.family.native_side(pipeline, base), device


def candidates_of(source: str) -> list[Candidate]:
    """Finds the LoRAs at a path or in a repo.

    Args:
        source: A file, a folder, or a repo of the hub.

    Returns:
        The candidates.

    Raises:
        BadInput: There is none.
    """
    path = Path(source)
    if path.is_file():
        return [Candidate(step_in(path), path)]
    if path.is_dir():
        files = sorted(path.rglob("*.safetensors"))
        if not files:
            raise BadInput(f"In {path} is no .safetensors file.")
        return [Candidate(step_in(file), file) for file in files]
    if re.fullmatch(r"[\w.-]+/[\w.-]+", source):
        return [Candidate(0, _downloaded(source))]
    raise BadInput(f"{source} is neither a file, nor a folder, nor a repo of the hub.")


def step_in(path: Path) -> int:
    """The last number in the name of the file or its folder, as in `checkpoint-500`; 0 without one."""
    for part in (path.stem, path.parent.name):
        if numbers := re.findall(r"\d+", part):
            return int(numbers[-1])
    return 0


def _downloaded(repo: str) -> Path:
    from huggingface_hub import hf_hub_download

    from ..lora_files import LORA_FILE

    try:
        return Path(hf_hub_download(repo, LORA_FILE))
    except Exception as error:
        kind = type(error).__name__
        raise BadInput(f"{repo} could not be read from the hub ({kind}). Is HF_TOKEN set, and may it?") from None


def pictures(files: Sequence[tuple[str, bytes]], side: int, engine: FaceEngine) -> list[Image.Image]:
    """The photos as the trainer prepares them."""
    from ..views import prepare

    if not files:
        return []
    return [photo.picture for photo in prepare(files, resolution=side, caption="", engine=engine, say=print)]
