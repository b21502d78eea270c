"""Tiny bases and drawn photos for all tests; nothing here needs a net.

What is large is imported by the fixtures: the process that shares the tests out reads this file too, and runs none.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# Several test processes share the cores, and threads that wait for each other spin: of the tests' own processes, too.
os.environ.setdefault("OMP_NUM_THREADS", "1")
warnings.filterwarnings("ignore", category=FutureWarning)

import pytest
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from actor_lora.families.family import Base
    from actor_lora.photos import Photo
    from actor_lora.spec import TrainingSpec

KINDS = ("sd15", "sd21", "sdxl")


@pytest.fixture(autouse=True)
def _one_thread():
    """Each test begins with one thread: a command that is run in this process sets as many as there are cores."""
    import torch

    torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    """A cache of the hub's client for each test. The client reads the variable only when it is imported."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))


_modules_seen = 0


@pytest.fixture(autouse=True)
def _frozen_imports():
    """Sets apart what was imported, which every collection of the trainer's would look through: a quarter second."""
    global _modules_seen
    if len(sys.modules) > _modules_seen + 200:
        _modules_seen = len(sys.modules)
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory):
    """Folders of tiny bases, written once each."""
    from actor_lora.tiny import write_tiny

    root = tmp_path_factory.mktemp("tiny")

    def folder(kind: str) -> Path:
        path = root / kind
        return path if path.exists() else write_tiny(kind, path)  # type: ignore[arg-type]

    return folder


@pytest.fixture(scope="session")
def base_of(tiny):
    from actor_lora.bases import find_base

    def base(kind: str) -> Base:
        return find_base(f"tiny/{kind}", path=tiny(kind))

    return base


def drawn_person(number: int, size: tuple[int, int] = (120, 160)) -> Image.Image:
    """A face of simple shapes that belongs to nobody; each number is another shot of the same one."""
    image = Image.new("RGB", size, (60 + 12 * number % 120, 110, 150))
    draw = ImageDraw.Draw(image)
    width, height = size
    x, y, r = width // 2 + number % 5 - 2, height // 3 + number % 3, width // 4
    draw.ellipse((x - r, y - r, x + r, y + int(r * 1.3)), fill=(222, 184, 150))
    for side in (-1, 1):
        draw.ellipse((x + side * r // 2 - 4, y - 4, x + side * r // 2 + 4, y + 4), fill=(40, 30, 30))
    draw.arc((x - r // 2, y, x + r // 2, y + r), 20, 160, fill=(150, 60, 60), width=3)
    draw.rectangle((x - r, y + int(r * 1.4), x + r, height), fill=(90, 60, 120))
    return image


@pytest.fixture
def spec() -> TrainingSpec:
    from actor_lora.spec import TrainingSpec

    return TrainingSpec(
        actor_name="Nova",
        trigger_word="novaxqz",
        base_model="tiny/sd15",
        steps=4,
        resolution=16,
        rank=4,
        learning_rate=1e-3,
        seed=7,
        repo="playground/actor-nova",
        branch="job-1",
        instance_prompt="photo of novaxqz person",
        sample_prompts=["studio portrait photo of novaxqz person", "novaxqz person as an astronaut"],
        consent_note="Nova agreed.",
    )


@pytest.fixture
def photos() -> list[Photo]:
    from actor_lora.photos import Photo

    return [
        Photo(f"p{n}", f"{n:064}", drawn_person(n).crop((0, 0, 120, 120)).resize((16, 16)), "photo of novaxqz person")
        for n in range(3)
    ]


@pytest.fixture
def hub():
    from hub_double import HubDouble

    double = HubDouble()
    yield double
    double.close()


@pytest.fixture
def world(spec, tiny, tmp_path, monkeypatch):
    """For whole runs; imported here, because most tests need no run."""
    from run_world import RunWorld

    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    made = RunWorld(spec, tiny, tmp_path)
    yield made
    made.close()
