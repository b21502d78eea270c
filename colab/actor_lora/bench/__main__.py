"""`python -m actor_lora.bench`: prints tables in Markdown."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, get_args

from ..errors import BadInput, RunError
from ..families.family import Weights
from .case import Case, Figures, read_recipe
from .table import HEAD, row

TINY = ("sd15", "sd21", "sdxl", "z-image", "flux2-klein-base")
FULL = ("sd15", "sdxl")
BASES = (
    *(f"tiny-{kind}" for kind in TINY),
    *(f"taught-{kind}" for kind in TINY),
    *FULL,
)
CAPTION = "photo of b person"
CACHE = Path.home() / ".cache" / "actor-lora"


def main(argv: Sequence[str] | None = None) -> int:
    """Measures the cases that were asked for and prints the table."""
    asked = _arguments(argv)
    if asked.worker:
        return _worker(json.loads(asked.worker))
    if asked.shapes:
        return _shapes(asked)
    from ..device import pick_device
    from .serving import HEAD as SERVING_HEAD
    from .serving import serving_row

    device = pick_device(asked.device)
    try:
        if asked.serving:
            print(SERVING_HEAD)
        else:
            print(HEAD)
        for base in asked.base or ([asked.base_path] if asked.base_path else ["tiny-sd15"]):
            with tempfile.TemporaryDirectory(prefix="actor-lora-bench-") as place:
                case = _case(base, asked, device, Path(place))
                line = serving_row(case) if asked.serving else row(case, _measured(case, asked, Path(place)))
                print(line, flush=True)
    except RunError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m actor_lora.bench",
        description="Trains the same photos by the diffusers example's own script and by this package, one after the "
        "other, and says how fast each learns. With --serving: pictures a minute, alone and in batches. With --shapes: "
        "the memory of a step at full size.",
    )
    parser.add_argument("--base", action="append", choices=BASES, help="a random base; repeatable (tiny-sd15)")
    parser.add_argument("--base-path", metavar="FOLDER", help="a real base instead, as from_pretrained reads it")
    parser.add_argument("--photos", type=Path, metavar="FOLDER", help="five photos or more; drawn ones by default")
    parser.add_argument("--caption", default=CAPTION, help=f"of every photo ({CAPTION})")
    parser.add_argument("--examples", type=Path, metavar="FOLDER", help="holds the example's scripts, or takes them")
    parser.add_argument("--resolution", type=int, help="16 for tiny bases, 256 on a CPU, the base's own on a GPU")
    parser.add_argument("--steps", type=int, help="of each loop")
    parser.add_argument("--every", type=int, help="steps between looks at the held-out loss (a tenth of them)")
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--learning-rate", type=float, help="of both loops (1e-4; 1e-3 for bases that were taught)")
    parser.add_argument("--seed", type=int, default=1, help="of both loops and of the drawn photos (1)")
    parser.add_argument(
        "--bases", type=Path, default=CACHE, metavar="FOLDER", help="holds the bases that were taught, or takes them"
    )
    parser.add_argument(
        "--recipe", action="append", default=[], metavar="FIELD=VALUE", help="of ours alone; repeatable (the family's)"
    )
    parser.add_argument("--device", help="the GPU where there is one")
    parser.add_argument("--precision", choices=["fp32", "fp16", "bf16"], help="what the device is best at")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU; with one, its own seconds are counted (1)")
    parser.add_argument("--checkpointing", action="store_true", help="checkpoint the gradients of both loops")
    parser.add_argument("--compile", action="store_true", help="compile ours")
    parser.add_argument(
        "--weights", choices=get_args(Weights), default="full", help="how the base lies in memory in ours"
    )
    parser.add_argument(
        "--shapes", action="store_true", help="say how much memory a step takes at full size, by shapes alone"
    )
    parser.add_argument("--serving", action="store_true", help="measure serving, not training")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _case(name: str, asked: argparse.Namespace, device: str, place: Path) -> Case:
    from ..device import DTYPES, pick_precision
    from .pictures import copy_photos, draw_photos

    tiny, gpu = name.startswith(("tiny-", "taught-")), device.startswith("cuda")
    taught = name.startswith("taught-")
    resolution = asked.resolution or (16 if tiny else (1024 if name == "sdxl" else 512) if gpu else 256)
    precision = asked.precision or pick_precision(device)
    steps = asked.steps or (100 if tiny else 500 if gpu else 4)
    base = place / "base"
    if taught:
        base = _taught(name, asked.bases)
    elif tiny:
        from ..tiny import write_tiny

        write_tiny(name.removeprefix("tiny-"), base)  # type: ignore[arg-type]
    elif name in FULL:
        from .full_size import write_full

        write_full(name, base, DTYPES[precision])
    else:
        base = Path(name)
    photos, held_out = place / "photos", place / "held-out"
    if asked.photos:
        copy_photos(asked.photos, photos, held_out, resolution)
    else:
        draw_photos(photos, held_out, resolution, seed=asked.seed - 1)
    return Case(
        name=name if not asked.base_path else base.name,
        base=base,
        photos=photos,
        held_out=held_out,
        caption=asked.caption,
        resolution=resolution,
        steps=steps,
        every=min(steps, asked.every or max(1, steps // 10)),
        batch=asked.batch,
        rank=asked.rank,
        learning_rate=asked.learning_rate or (1e-3 if taught else 1e-4),
        seed=asked.seed,
        device=device,
        precision=precision,
        threads=asked.threads,
        checkpointing=asked.checkpointing,
        compiled=asked.compile,
        weights=asked.weights,
        recipe=read_recipe(asked.recipe),
    )


def _taught(name: str, folder: Path) -> Path:
    """A base that was taught, now or before."""
    from .teaching import write_taught

    place = folder / name
    if not place.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as unfinished:
            write_taught(name.removeprefix("taught-"), Path(unfinished) / name).rename(place)  # type: ignore[arg-type]
    return place


def _shapes(asked: argparse.Namespace) -> int:
    from .shapes import HEAD, RESOLUTIONS, shapes_row

    print(HEAD)
    for kind in RESOLUTIONS:
        row = shapes_row(kind, resolution=asked.resolution, rank=asked.rank, checkpointing=asked.checkpointing)
        print(row, flush=True)
    return 0


def _measured(case: Case, asked: argparse.Namespace, place: Path) -> dict[str, Figures]:
    """Both loops, each in a process of its own, and then the held-out losses in a third."""
    examples = asked.examples or CACHE / "diffusers-examples"
    outputs = {loop: str(place / loop) for loop in ("example", "ours")}
    told = {"case": asdict(case), "outputs": outputs, "examples": str(examples)}
    figures = {loop: Figures(**_process({**told, "work": loop})) for loop in outputs}
    losses = _process({**told, "work": "losses"})
    # What a base draws that was taught nothing is noise.
    likeness = _process({**told, "work": "likeness"}) if case.name.startswith("taught-") else {}
    # JSON knows no numbers as keys.
    return {
        loop: replace(
            figures[loop],
            losses={int(step): loss for step, loss in losses[loop].items()},
            likeness=likeness.get(loop),
        )
        for loop in figures
    }


def _process(told: dict[str, Any]) -> Any:
    words = [sys.executable, "-m", __package__, "--worker", json.dumps(told, default=str)]
    # The example says much on the way.
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise RunError(f"{done.stderr[-4000:]}\nThe bench's part “{told['work']}” ended with {done.returncode}.")
    return json.loads(done.stdout.splitlines()[-1])


def _worker(told: dict[str, Any]) -> int:
    from ..device import set_threads
    from ..stack import hide_old_torchao, quiet_libraries

    case = Case(**{**told["case"], **{name: Path(told["case"][name]) for name in ("base", "photos", "held_out")}})
    outputs = {loop: Path(folder) for loop, folder in told["outputs"].items()}
    set_threads(case.threads)
    hide_old_torchao()
    quiet_libraries()
    found: Any
    try:
        if told["work"] == "example":
            from ..bases import find_base
            from .example import find_example, run_example, words_for

            family = find_base(f"bench/{case.name}", path=case.base).family.name
            script = find_example(family, Path(told["examples"]))
            found = asdict(run_example(case, script, words_for(case, family, outputs["example"])))
        elif told["work"] == "ours":
            from .ours import run_ours

            found = asdict(run_ours(case, outputs["ours"]))
        elif told["work"] == "likeness":
            from .drawn import drawn_likeness

            found = drawn_likeness(case, outputs, outputs["ours"] / "drawn")
        else:
            from .held_out import held_out_losses

            found = held_out_losses(case, outputs, outputs["ours"] / "held-out")
    except BadInput as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
