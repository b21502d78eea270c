"""The memory of a step by shapes, against what can be counted by hand."""

from __future__ import annotations

import torch

from actor_lora.bench import shapes
from actor_lora.bench.__main__ import main
from actor_lora.bench.shapes import Held, Loop, step_bytes
from actor_lora.families.known import FAMILIES
from actor_lora.tiny_transformers import z_image


def small(_: str):
    """Z-Image's class with a million weights."""
    return z_image(dim=128, layers=2, axes=[8, 12, 12])


def test_what_is_alive_is_counted_once():
    with Held() as held:
        kept = torch.ones(1000)
        seen = kept.view(10, 100)
        for _ in range(3):
            torch.zeros(500)
        assert held.now == 4000 and held.most == 6000
        del kept
        assert held.now == 4000
        del seen
        assert held.now == 0


def test_fewer_bits_and_checkpointed_gradients_take_less(monkeypatch):
    monkeypatch.setattr(shapes, "full_denoiser", small)
    family = FAMILIES["z-image"]

    def bytes_of(loop):
        return step_bytes(family, loop, side=128, rank=4)

    example, full, int8, nf4 = (
        bytes_of(loop) for loop in (Loop(False), Loop(True), Loop(True, "int8"), Loop(True, "nf4"))
    )
    assert nf4 < int8 < full < example
    assert bytes_of(Loop(True, checkpointing=True)) < full
    # Half of the weights less, and for a moment the one layer more that is put together for its product.
    weights = 2 * sum(parameter.numel() for parameter in small("").parameters())
    assert full > weights and 0.25 * weights < full - int8 < 0.5 * weights


def test_the_command_names_every_family(monkeypatch, capsys):
    monkeypatch.setattr(shapes, "step_bytes", lambda family, loop, **_: (2 if loop.ours else 4) * shapes.GIB)
    assert main(["--shapes", "--checkpointing"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + len(shapes.RESOLUTIONS)
    assert lines[2].endswith("checkpointed gradients | 4.0 GiB | 2.0 GiB, 50% | – | – |")
    assert lines[-1].count("2.0 GiB, 50%") == 3
