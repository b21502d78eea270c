"""How fast it goes, in figures and as a bar."""

from __future__ import annotations

from actor_lora.run.progress import Pace, bar, duration


def test_pace_and_bar():
    moments = iter([0, 10, 12, 14, 16])
    pace = Pace(10, clock=lambda: next(moments))
    assert bar(0, 10, 1.0, pace).endswith("loss 1.0000")
    for step in (1, 2):
        pace.tick(step)
    assert pace.rate == 0.1 and pace.eta == 80
    pace.pause()
    pace.tick(3), pace.tick(4)
    assert 0.1 < pace.rate < 0.5
    assert bar(5, 10, 0.1234, pace).startswith("██████████           5/10  loss 0.1234  ")
    # Five steps that are told at once after ten seconds took two each, and going back takes none.
    moments = iter([0, 10, 10.001, 20])
    pace = Pace(20, clock=lambda: next(moments))
    for step in (1, 6, 7, 11):
        pace.tick(step)
    assert pace.rate == 0.5
    moments = iter([21])
    pace.tick(3)
    assert pace.rate == 0.5 and pace.eta == 34
    assert duration(61) == "1:01" and duration(3723) == "1:02:03"
