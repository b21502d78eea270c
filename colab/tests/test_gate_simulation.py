"""The gate's error rates, on fewer simulated actors than colab/README.md tells of."""

from __future__ import annotations

import json

import numpy as np
import pytest
from face_spread import MEASURED, People, Spread, World, centred, fitted, unit, vectors_in
from gate_simulation import Case, main, share_passed, simulate, simulate_choice, simulate_drift, simulate_real
from PIL import Image

from actor_lora.faces import Face
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
    photos = [world.photos(one, 8, 0.69) for one in strangers]
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


def made_up(spread: Spread, photos: list[int], seed: int = 1) -> People:
    """People as a world has them, with so many photos each."""
    random = np.random.default_rng(seed)
    world = World(random, spread)
    faces = world.people(len(photos))
    return {
        str(at): world.photos(face, count, float(random.uniform(*spread.within)))
        for at, (face, count) in enumerate(zip(faces, photos, strict=True))
    }


FEW_OF_MANY = [9, 6, 6, 4, *[2] * 14, *[1] * 25]


def test_how_faces_are_spread_is_measured_of_known_people():
    """The world that is fitted to them is that which they are of, and not the one that it begins with."""
    other = Spread(within=(0.3, 0.6), photo=0.05, noise_dimensions=40, people_dimensions=90)
    for true in (MEASURED, other):
        found = fitted(made_up(true, FEW_OF_MANY))
        assert found.noise_dimensions == pytest.approx(true.noise_dimensions, rel=0.5)
        assert found.people_dimensions == pytest.approx(true.people_dimensions, rel=0.5)
        assert found.within == pytest.approx(true.within, abs=0.12)
        assert found.photo == pytest.approx(true.photo, abs=0.08)


def test_known_people_are_actors_themselves():
    cases = simulate_real(made_up(MEASURED, FEW_OF_MANY), 60, seed=6)
    # Three have photos enough.
    assert len(cases) == 180
    assert share_passed(cases, -1, -0.06)[0] < 0.05 and share_passed(cases, 0.06, 1)[0] > 0.95
    # Of all, however near the threshold.
    assert share_passed(cases, -1, 0)[0] < 0.05 and share_passed(cases, 0, 1)[0] > 0.95
    assert min(share_passed(cases, *band)[1] for band in ((-1, -0.06), (0.06, 1))) > 20


class Colours:
    """Takes the colour of a picture for its face, and sees two in a wide one."""

    def detect(self, image):
        return [Face((0, 0, 1, 1), 0.9, np.zeros((5, 2)))] * (2 if image.width > image.height else 1)

    def embed(self, image, face):
        return unit(np.array([*image.getpixel((0, 0)), *[0] * 125], np.float32))


def test_known_people_are_found_in_folders(tmp_path):
    for name, colour, size in [
        *(("a/1.png", "red", (8, 8)), ("a/2.png", "#f11", (8, 8)), ("a/two.png", "blue", (9, 8))),
        *(("distractors/b.png", "lime", (8, 8)), ("distractors/c.png", "blue", (8, 8)), ("group/d.png", "red", (8, 8))),
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", size, colour).save(tmp_path / name)
    people = vectors_in(tmp_path, Colours())
    assert {name: len(vectors) for name, vectors in people.items()} == {
        "a": 2, "distractors/b.png": 1, "distractors/c.png": 1,
    }  # fmt: skip
    # Without what all share, which counts each person once.
    assert np.allclose(
        np.mean([vectors.mean(0) for vectors in people.values()], axis=0)[:3], [0.34, 0.34, 0.33], atol=0.02
    )
    assert all(np.allclose(np.linalg.norm(vectors, axis=1), 1) for vectors in centred(people).values())
    assert centred(people)["a"][0] @ centred(people)["distractors/b.png"][0] < 0


def test_other_worlds_are_told_too(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["gate_simulation.py", "--worlds", "--actors", "40"])
    main()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8 and all("false passes" in line for line in lines)
    assert lines[0].startswith("strangers further apart: likeness") and lines[-1].startswith("all three: drift")


def test_the_command_says_it_all(tmp_path, monkeypatch, capsys):
    vectors = tmp_path / "vectors.json"
    people = made_up(MEASURED, [7, 3, 2, 2, 1, 1])
    vectors.write_text(json.dumps({name: those.tolist() for name, those in people.items()}))
    monkeypatch.setattr("sys.argv", ["gate_simulation.py", "--vectors", str(vectors), "--actors", "20"])
    main()
    said = capsys.readouterr().out
    assert "16 photos of 6 people" in said
    for figure in (
        "known people's likeness beyond ±0.06",
        "likeness beyond ±0.06",
        "drift beyond ±0.06",
        "best of three",
    ):
        assert figure in said
