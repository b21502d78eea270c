"""How many pictures of other people are drawn, and what is read off them."""

from __future__ import annotations

import statistics

import pytest

from actor_lora.verification.drift import drift_of

ALLOWED = 0.15


def rounds_of(*rounds):
    """Rounds, and a list that says which were drawn."""
    drawn = []

    def draw():
        for number, pairs in enumerate(rounds):
            drawn.append(number)
            yield pairs

    return draw(), drawn


def gaining(*gains: float):
    return [(0.1, 0.1 + gain) for gain in gains]


@pytest.mark.parametrize(("gains", "mean"), [((0.0, 0.02, -0.02, 0.04), 0.01), ((0.5, 0.6, 0.5, 0.6), 0.55)])
def test_one_round_is_enough_where_the_answer_is_clear(gains, mean):
    rounds, drawn = rounds_of(gaining(*gains), gaining(9.0))
    seen = drift_of(rounds, ALLOWED)
    assert seen.gain == pytest.approx(mean) and seen.pictures == 4 and drawn == [0]
    assert seen.error == pytest.approx(statistics.stdev(gains) / 2)


def test_near_the_threshold_more_are_drawn_and_all_count():
    near = gaining(0.05, 0.25, 0.1, 0.24)
    rounds, drawn = rounds_of(near, near, gaining(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), near)
    seen = drift_of(rounds, ALLOWED)
    assert drawn == [0, 1, 2] and seen.pictures == 16 and seen.gain == pytest.approx(2 * 0.64 / 16)
    rounds, drawn = rounds_of(near, near)
    assert drift_of(rounds, ALLOWED).pictures == 8 and drawn == [0, 1]


def test_only_faces_that_are_there_both_ways_are_compared():
    """A stranger without a face in one of the two pictures would shift the mean by who it was."""
    pairs = [*gaining(0.1, 0.1, 0.1, 0.1), (None, 0.9), (0.9, None)]
    rounds, _ = rounds_of(pairs)
    assert drift_of(rounds, ALLOWED).gain == pytest.approx(0.1)


def test_faces_that_the_lora_loses_are_counted():
    rounds, drawn = rounds_of([(0.1, None), (0.2, 0.2), (None, None), (None, 0.3)], [(0.1, None), (0.1, 0.1)])
    seen = drift_of(rounds, ALLOWED)
    assert seen.lost == 2 / 4 and seen.gain == pytest.approx(0) and drawn == [0, 1]
    nobody = drift_of([[(0.1, None)] * 8], ALLOWED)
    assert nobody.gain is None and nobody.lost == 1
    assert drift_of([[(None, None)] * 8], ALLOWED).lost == 0
