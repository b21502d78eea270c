"""The machine's fitness, told all at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actor_lora.errors import BadInput
from actor_lora.run.preflight import check_base, check_machine


def test_a_machine_that_is_not_ready_hears_everything_at_once(tmp_path):
    found = check_machine(
        tmp_path, device="cpu", free_bytes=lambda _: 10**9, requirements=["surely-not-there>=2", "torch>=99"]
    )
    assert [problem.split()[0] for problem in found.problems] == ["The", "Only"]
    assert any("torch" in doubt and "not tested" in doubt for doubt in found.doubts)
    with pytest.raises(BadInput, match="surely-not-there"):
        found.settle(lambda _: None)


def test_a_base_must_fit(base_of, tmp_path):
    base = replace(base_of("sdxl"), source="somebody/sdxl")
    plenty = lambda _: 10**12  # noqa: E731
    small = check_base(base, tmp_path, device="cuda", allow_cpu=False, free_bytes=plenty, gpu_bytes=lambda: 8 * 1024**3)
    assert "Choose Stable Diffusion 1.5" in small.problems[0]
    assert "T4 GPU" in check_base(base, tmp_path, device="cpu", allow_cpu=False, free_bytes=plenty).problems[0]
    assert not check_base(base, tmp_path, device="cpu", allow_cpu=True, free_bytes=plenty).problems
    assert (
        "GB of disk" in check_base(base, tmp_path, device="cpu", allow_cpu=True, free_bytes=lambda _: 10**9).problems[0]
    )
