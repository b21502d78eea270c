"""Bases that were taught to draw, and what is measured with them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from test_bench import case  # noqa: F401  (a fixture)

from actor_lora.bases import find_base
from actor_lora.bench import __main__ as bench
from actor_lora.bench.drawn import drawn_likeness
from actor_lora.bench.ours import run_ours
from actor_lora.bench.pictures import draw_photos, pattern, person
from actor_lora.bench.teaching import write_taught
from actor_lora.families.family import whole_frames
from actor_lora.families.loading import load_denoiser, load_part
from actor_lora.training.latents import encode


@pytest.mark.parametrize("kind", ["sd15", "z-image", "flux2-klein-base"])
def test_latents_are_as_those_of_a_trained_vae_and_something_is_learnt(tmp_path, kind):
    base = find_base("bench/taught", path=write_taught(kind, tmp_path / "taught", steps=60))
    vae = load_part(base, "vae", dtype=torch.float32, token=None)
    random = np.random.default_rng(3)
    latents = encode(base.family, vae, [person(pattern(random), random, 16) for _ in range(20)], device="cpu")
    mean = torch.stack(list(latents.mean))
    assert mean.std() == pytest.approx(1, abs=0.25) and abs(float(mean.mean())) < 0.2
    assert max(float(one.max()) for one in latents.std) < 0.05
    # Without a word of who it is: less than the noise or the velocity itself is large.
    objective = base.family.objective(
        base, load_part(base, "scheduler", dtype=torch.float32, token=None), gamma=None, device="cpu"
    )
    generator = torch.Generator().manual_seed(1)
    noise, moments = torch.randn(mean.shape, generator=generator), objective.timesteps(20, generator)
    noisy, target = objective.diffuse(mean, noise, moments)
    encoders = base.family.text_encoders(base, device="cpu", dtype=torch.float32, token=None)
    denoiser = load_denoiser(base, device="cpu", dtype=torch.float32, weights="full", token=None)
    with torch.no_grad():
        condition = encoders.encode(["photo of a person"] * 20)
        said = base.family.predict(denoiser, noisy, moments, condition, frames=whole_frames(20, 16, "cpu"))
    assert (said - target).square().mean() < 0.97 * target.square().mean()


def test_what_both_loops_draw_is_compared_with_photos_that_neither_learnt(case, tmp_path):  # noqa: F811
    run_ours(case, tmp_path / "ours")
    seen = drawn_likeness(case, {"ours": tmp_path / "ours", "again": tmp_path / "ours"}, tmp_path / "more")
    assert set(seen) == {"base", "photos", "ours", "again"}
    assert seen["ours"] == seen["again"] != seen["base"] and seen["photos"] > 0.2
    assert all(-1 <= likeness <= 1 for likeness in seen.values())


def test_a_base_is_taught_once(tmp_path, monkeypatch):
    taught = []

    def write(kind, folder):
        taught.append(kind)
        folder.mkdir()
        return folder

    monkeypatch.setattr("actor_lora.bench.teaching.write_taught", write)
    assert bench._taught("taught-sdxl", tmp_path / "bases") == tmp_path / "bases/taught-sdxl"
    assert bench._taught("taught-sdxl", tmp_path / "bases").is_dir() and taught == ["sdxl"]
    assert [path.name for path in (tmp_path / "bases").iterdir()] == ["taught-sdxl"]


def test_another_seed_is_another_person(tmp_path):
    for seed in (0, 1):
        draw_photos(tmp_path / f"{seed}", tmp_path / f"held-{seed}", 16, seed=seed)
    assert (tmp_path / "0/00.png").read_bytes() != (tmp_path / "1/00.png").read_bytes()
