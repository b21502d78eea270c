"""The gate's error rates, on fewer simulated actors than colab/README.md tells of."""

from __future__ import annotations

import numpy as np
import pytest
from gate_simulation import (
    PHOTO_SPREAD,
    Case,
    World,
    share_passed,
    simulate,
    simulate_choice,
    simulate_drift,
)

from actor_lora.verification.likeness import likeness_among


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return simulate(150, seed=5)


def test_simulated_faces_are_spread_as_measured():
    """Two strangers, and a person's photos that are alike by 0.69 on average: see the numbers in gate_simulation.py."""
    world = World(np.random.default_rng(2))
    strangers = world.people(200)
    cosines = (strangers @ strangers.T)[np.triu_indices(200, 1)]
    assert abs(cosines.mean()) < 0.03 and cosines.std() == pytest.approx(0.16, abs=0.01)
    photos = [world.pictures(np.repeat(one[None], 8, 0), 0.69, PHOTO_SPREAD) for one in strangers]
    assert np.mean([likeness_among(list(of)) for of in photos]) == pytest.approx(0.69, abs=0.02)
    pairs = [(of @ of.T)[np.triu_indices(8, 1)].std() for of in photos]
    assert 0.06 < np.mean(pairs) < 0.12


def test_clearly_good_actors_pass_and_clearly_bad_ones_do_not(cases):
    wrongly, bad = share_passed(cases, -1, -0.06)
    rightly, good = share_passed(cases, 0.06, 1)
    assert bad > 50 and good > 50
    assert wrongly < 0.05 and 1 - rightly < 0.05


def test_the_figure_and_its_interval_are_honest(cases):
    errors = [case.error for case in cases]
    assert abs(np.mean(errors)) < 0.015 and np.std(errors) < 0.04
    assert np.mean([case.covered for case in cases]) > 0.75


def test_drift_of_other_people_is_told_from_none():
    drifts = simulate_drift(60, seed=3)
    assert share_passed(drifts, -1, -0.1)[0] < 0.05
    assert share_passed(drifts, 0.1, 1)[0] > 0.95


def test_the_best_of_several_is_not_flattered_by_having_been_chosen():
    chosen_by, fresh = simulate_choice(80, seed=4)
    assert chosen_by > 0.015
    assert abs(fresh) < 0.015
