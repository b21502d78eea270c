"""The bench runs, and both of its loops learn the same; how fast they are is no test."""

from __future__ import annotations

import pytest

from actor_lora.bench import Case, Figures, measure, row


@pytest.mark.parametrize("kind", ["sd15", "sdxl"])
def test_both_loops_have_the_same_losses(tiny, kind):
    case = Case(f"tiny-{kind}", 16, 3, 2, "cpu", "fp32", False)
    plain, ours = (measure(loop, case, tiny(kind)) for loop in ("plain", "ours"))
    assert ours.losses == pytest.approx(plain.losses, rel=1e-4)
    assert len(ours.step_seconds) == 3


def test_a_row_of_the_table():
    plain, ours = Figures([9.0, 2.0, 2.0], 200 * 1024**2, [1.0]), Figures([9.0, 1.0, 1.0], 100 * 1024**2, [1.0])
    line = row(Case("tiny-sd15", 16, 3, 1, "cpu", "fp32", False), {"plain": plain, "ours": ours})
    assert line == "| tiny-sd15, 16 px, batch 1, fp32, cpu | 0.500 | 1.000 | 2.00 × | 200 | 100 | 50% | 0.0e+00 |"
