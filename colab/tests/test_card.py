"""What the card decides: how the base lies in memory, and whether gradients are checkpointed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from run_fixtures import options_of

from actor_lora.families.known import FAMILIES
from actor_lora.run import steps as steps_module


@pytest.mark.parametrize(
    ("kind", "gib", "wanted"),
    [
        ("sd15", 6, ("full", False)),
        ("sdxl", 15, ("full", True)),
        ("sdxl", 24, ("full", False)),
        ("z-image", 15, ("int8", True)),
        ("z-image", 24, ("full", True)),
        ("z-image", 80, ("full", False)),
        # Without a GPU nobody says how much there is.
        ("sdxl", None, ("full", True)),
        ("sd15", None, ("full", False)),
    ],
)
def test_a_roomy_card_keeps_what_the_way_back_needs(base_of, spec, tmp_path, monkeypatch, kind, gib, wanted):
    monkeypatch.setattr(steps_module, "gpu_gb", lambda device: gib)
    options = options_of(tmp_path, tmp_path, "http://127.0.0.1:9", None, "--compile", "--job", "job.json")
    run = SimpleNamespace(options=options, device="cpu", job=SimpleNamespace(spec=spec))
    settings = steps_module._settings(run, SimpleNamespace(base=base_of(kind)))
    assert (settings.weights, settings.gradient_checkpointing) == wanted and settings.compiled


def test_a_card_that_is_large_enough_is_always_large_enough():
    for family in FAMILIES.values():
        for weights, least in family.memory_gib.items():
            said = [family.checkpoints_gradients(gib, weights) for gib in range(least, 6 * least)]
            assert said == sorted(said, reverse=True)
            assert not said[-1]
