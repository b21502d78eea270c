"""What the card decides: how the base lies in memory, and whether gradients are checkpointed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from run_fixtures import options_of

from actor_lora.families.known import FAMILIES
from actor_lora.run import steps as steps_module
from actor_lora.run.begun import fitting_precision, fitting_weights, known_faces


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
    run = SimpleNamespace(
        options=options, device="cpu", job=SimpleNamespace(spec=spec, state=dict, note=lambda **_: None)
    )
    settings = steps_module._settings(run, SimpleNamespace(base=base_of(kind)))
    assert (settings.weights, settings.gradient_checkpointing) == wanted and settings.compiled


def test_a_card_that_is_large_enough_is_always_large_enough():
    for family in FAMILIES.values():
        for weights, least in family.memory_gib.items():
            said = [family.checkpoints_gradients(gib, weights) for gib in range(least, 6 * least)]
            assert said == sorted(said, reverse=True)
            assert not said[-1]


@pytest.mark.parametrize(
    ("capability", "begun", "wanted"),
    [
        # A T4 and what came after it.
        ((7, 5), {}, "fp16"),
        ((7, 5), {"precision": "bf16"}, "fp16"),
        ((8, 9), {"precision": "fp16"}, "fp16"),
        ((8, 9), {"precision": "fp32"}, "bf16"),
        ((8, 9), {"precision": ["bf16"]}, "bf16"),
    ],
)
def test_another_gpu_goes_on_in_the_precision_of_the_first_where_it_has_it(monkeypatch, capability, begun, wanted):
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: capability)
    assert fitting_precision("cuda", begun) == wanted


@pytest.mark.parametrize(
    ("memory", "begun", "wanted"),
    [(24, {"weights": "int8"}, "int8"), (15, {"weights": "full"}, "int8"), (24, {"weights": "of lead"}, "full")],
)
def test_another_gpu_holds_the_base_as_the_first_did_where_it_fits(memory, begun, wanted):
    assert fitting_weights(FAMILIES["z-image"], memory, begun, dora=False) == wanted


def test_what_was_noted_elsewhere_is_taken_only_where_it_can_be_places():
    said = {"a": [1, 2.5, 3, 4], "b": None, "c": [1, 2, 3], "d": "face", "e": [True, 1, 2, 3]}
    assert known_faces({"faces": said}) == {"a": [1, 2.5, 3, 4], "b": None}
    assert known_faces({"faces": 7}) == known_faces({}) == {}
