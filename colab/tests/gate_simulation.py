"""How often the gate errs, by simulated actors whose likeness is known: `python tests/gate_simulation.py`.

Face vectors are drawn as real ones are spread (the numbers below). An actor has 5 to 10 photos; a LoRA of any fidelity
from nothing to perfect draws samples of them, the base draws strangers. What the LoRA's likeness truly is follows from
many more photos and samples than the gate sees. The gate's own functions decide.

Real people's vectors say how faces are spread, and make actors of their own (`face_spread.py`):

- `--vectors FILE`: as `npm run bench -- sight FOLDER --people … --others … --vectors FILE` writes them, by the bot's
  face model.
- `--photos FOLDER --face-weights FOLDER`: by SFace, which the gate has; a folder in it is a person, and each picture of
  one named `distractors` is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from face_spread import MEASURED, People, Spread, World, centred, fitted, told, unit, vectors_in

from actor_lora.verification.drift import Drift, Pair, drift_of
from actor_lora.verification.gate import Gate, Measures, judge
from actor_lora.verification.likeness import interval_of, likeness_among, likeness_of
from actor_lora.verification.plan import DRIFT_ROUNDS, DRIFT_SEEDS, LEAST_SAMPLES

SAMPLE_SPREAD = 0.12
"""Assumed: samples differ a little more than photos do."""
BASE_SHARE = 0.3
"""Assumed: how much the strangers that a base draws resemble one another."""
FEW = 150
"""Photos and samples that the true likeness follows from."""
LEAST_PHOTOS = 5
"""Of a known person who is made an actor; one more is needed, so that not every photo is one that the gate sees."""


@dataclass(frozen=True)
class Case:
    """One LoRA: how far it truly is above the gate (below: negative), and what the gate said."""

    margin: float
    passed: bool
    covered: bool
    """Whether the interval holds the true likeness."""
    error: float
    """Of the measured likeness, or of the drift."""
    pictures: int = 0
    """Of other people that were drawn."""


class Actor:
    """An actor, and a LoRA of some fidelity on some base."""

    def __init__(self, world: World, *, fidelity: float, drift: float = 0.0) -> None:
        random = world.random
        self.world, self.fidelity, self.drift = world, fidelity, drift
        self.within = random.uniform(*world.spread.within)
        self.sharpness = min(0.9, self.within * random.uniform(0.85, 1.1))
        self.person, self.like = world.people(2)
        self.photos = list(self.photos_of(int(random.integers(5, 11))))

    def photos_of(self, count: int) -> np.ndarray:
        return self.world.photos(self.person, count, self.within)

    def crowd(self, count: int) -> np.ndarray:
        """The strangers that the base draws."""
        return unit(np.sqrt(BASE_SHARE) * self.like + np.sqrt(1 - BASE_SHARE) * self.world.people(count))

    def base(self, count: int) -> np.ndarray:
        return self.world.pictures(self.crowd(count), self.sharpness, SAMPLE_SPREAD)

    def samples(self, count: int) -> np.ndarray:
        return self._mixed(self.crowd(count), self.fidelity)

    def others(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Pictures of strangers without the LoRA and with it, which begin from the same noise: the same strangers."""
        strangers = self.crowd(count)
        return self.world.pictures(strangers, self.sharpness, SAMPLE_SPREAD), self._mixed(strangers, self.drift)

    def _mixed(self, strangers: np.ndarray, fidelity: float) -> np.ndarray:
        spread = 0.08 * self.world.random.normal(size=len(strangers)) if fidelity else 0
        share = np.clip(fidelity + spread, 0, 1) * np.ones(len(strangers))
        drawn = unit(share[:, None] * self.person + (1 - share[:, None]) * strangers)
        return self.world.pictures(drawn, self.sharpness, SAMPLE_SPREAD)

    def measures(self) -> Measures:
        """What the gate sees of it."""
        return measured(self.samples(LEAST_SAMPLES), self.base(LEAST_SAMPLES // 2), self.photos, self.drifted())

    def drifted(self) -> Drift:
        """What the gate sees of other people."""
        rounds = (self._pairs(DRIFT_SEEDS) for _ in range(DRIFT_ROUNDS))
        return drift_of(rounds, Gate().class_drift)

    def _pairs(self, count: int) -> list[Pair]:
        before, after = (likeness_of(list(vectors), self.photos) for vectors in self.others(count))
        return list(zip(before, after, strict=True))

    def truth(self) -> tuple[float, float, float]:
        """The likeness, how far it is above what is needed of it and of its gain, and the drift."""
        photos, base = self.photos_of(FEW), self.base(FEW)
        likeness, without = _cosine(self.samples(FEW), photos), _cosine(base, photos)
        among = likeness_among(list(photos)) or 0.0
        gate = Gate()
        margin = min(likeness - gate.likeness_needed(among), likeness - without - gate.gain)
        before, after = self.others(FEW)
        return likeness, margin, _cosine(after, photos) - _cosine(before, photos)


class RealActor:
    """A known person, and a LoRA whose samples are mixed from their real photos and those of real strangers.

    There are few photos of anybody, so that what is true follows from all of them, and samples may repeat what they are
    mixed from.
    """

    def __init__(self, people: People, name: str, *, fidelity: float, random: np.random.Generator) -> None:
        self._own = people[name]
        self._others = np.concatenate([vectors for other, vectors in people.items() if other != name])
        self._fidelity, self._random = fidelity, random
        self.photos = list(self._own[random.permutation(len(self._own))[:LEAST_PHOTOS]])

    def base(self, count: int) -> np.ndarray:
        return self._others[self._random.integers(len(self._others), size=count)]

    def samples(self, count: int) -> np.ndarray:
        own = self._own[self._random.integers(len(self._own), size=count)]
        share = np.clip(self._fidelity + 0.08 * self._random.normal(size=count) * (self._fidelity > 0), 0, 1)[:, None]
        return unit(share * own + (1 - share) * self.base(count))

    def measures(self) -> Measures:
        """What the gate sees of it."""
        nobody = Drift(gain=0.0, error=0.0, lost=0.0, pictures=0)
        return measured(self.samples(LEAST_SAMPLES), self.base(LEAST_SAMPLES // 2), self.photos, nobody)

    def margin(self) -> float:
        """How far the likeness truly is above what is needed of it and of its gain."""
        # A sample is compared with photos that it was not made of: as the gate leaves out the nearest.
        likeness = float(np.mean(likeness_of(list(self.samples(FEW)), list(self._own))))
        without = float(np.mean(likeness_of(list(self._others), list(self._own))))
        gate = Gate()
        return min(likeness - gate.likeness_needed(likeness_among(list(self._own))), likeness - without - gate.gain)


def measured(samples: np.ndarray, base: np.ndarray, photos: Sequence[np.ndarray], drift: Drift) -> Measures:
    """What the gate is told."""

    def mean(vectors: np.ndarray) -> float:
        return float(np.mean(likeness_of(list(vectors), photos)))

    interval = interval_of(list(samples), photos)
    return Measures(
        faces=1.0,
        likeness=mean(samples),
        base_likeness=mean(base),
        photo_likeness=likeness_among(photos),
        prompt=0.3,
        base_prompt=0.3,
        class_drift=drift.gain,
        drift_error=drift.error,
        likeness_low=interval.low if interval else None,
        likeness_high=interval.high if interval else None,
    )


def simulate_real(people: People, count: int, seed: int = 0) -> list[Case]:
    """LoRAs of every fidelity of each known person with photos enough, each judged once."""
    random = np.random.default_rng(seed)
    cases = []
    for name in (name for name, vectors in people.items() if len(vectors) > LEAST_PHOTOS):
        for _ in range(count):
            actor = RealActor(people, name, fidelity=float(random.uniform(0, 1)), random=random)
            cases.append(Case(actor.margin(), judge(actor.measures(), Gate()).passed, True, 0.0))
    return cases


def simulate(count: int, seed: int = 0, spread: Spread = MEASURED) -> list[Case]:
    """LoRAs of every fidelity that leave other people alone, each judged once."""
    cases = []
    for actor in _actors(count, seed, spread):
        likeness, margin, _ = actor.truth()
        seen = actor.measures()
        low, high = seen.likeness_low or 0.0, seen.likeness_high or 0.0
        cases.append(Case(margin, judge(seen, Gate()).passed, low <= likeness <= high, seen.likeness - likeness))
    return cases


def simulate_drift(count: int, seed: int = 0, spread: Spread = MEASURED) -> list[Case]:
    """Perfect LoRAs that make other people the actor to any degree; the margin is that of the drift."""
    cases = []
    random = np.random.default_rng(seed)
    gate = Gate()
    for actor in _actors(count, seed, spread, fidelity=1.0):
        actor.drift = float(random.uniform(0, 0.5))
        drift = actor.truth()[2]
        seen = actor.drifted()
        assert seen.gain is not None
        passed = seen.gain - gate.drift_doubt * seen.error <= gate.class_drift
        cases.append(Case(gate.class_drift - drift, passed, True, seen.gain - drift, seen.pictures))
    return cases


def simulate_choice(count: int, seed: int = 0, spread: Spread = MEASURED) -> tuple[float, float]:
    """By how much the best of three equal checkpoints is said to be more like the actor than it is.

    Args:
        count: Of the actors.
        seed: Of all.
        spread: How faces are spread.

    Returns:
        By the samples that it was chosen by (6 of each checkpoint), and by fresh ones.
    """
    chosen_by, fresh = [], []
    for actor in _actors(count, seed, spread, fidelity=0.6):
        truth = _cosine(actor.samples(FEW), actor.photos_of(FEW))
        looks = [float(np.mean(likeness_of(list(actor.samples(6)), actor.photos))) for _ in range(3)]
        again = likeness_of(list(actor.samples(LEAST_SAMPLES)), actor.photos)
        chosen_by.append(max(looks) - truth)
        fresh.append(float(np.mean(again)) - truth)
    return float(np.mean(chosen_by)), float(np.mean(fresh))


def share_passed(cases: list[Case], low: float, high: float) -> tuple[float, int]:
    """Which share of the cases with such a margin passed, and how many cases there are."""
    found = [case.passed for case in cases if low <= case.margin < high]
    return (float(np.mean(found)) if found else float("nan")), len(found)


def _actors(count: int, seed: int, spread: Spread, *, fidelity: float | None = None):  # type: ignore[no-untyped-def]
    random = np.random.default_rng(seed)
    world = World(random, spread)
    for _ in range(count):
        yield Actor(world, fidelity=float(random.uniform(0, 1)) if fidelity is None else fidelity)


def _cosine(one: np.ndarray, other: np.ndarray) -> float:
    return float((one @ other.T).mean())


WORLDS = {
    "strangers further apart": replace(MEASURED, people_dimensions=100),
    "photos of a person less alike": replace(MEASURED, within=(0.4, 0.65)),
    "photos that differ in more ways": replace(MEASURED, noise_dimensions=40),
    "all three": replace(MEASURED, people_dimensions=100, within=(0.4, 0.65), noise_dimensions=40),
}
"""Faces spread as another model than the bot's may see them: SFace's own spread has not been measured."""


def report_worlds(count: int) -> None:
    """Prints how often the gate errs in other worlds."""
    for name, spread in WORLDS.items():
        both = {"likeness": simulate(count, spread=spread), "drift": simulate_drift(count, spread=spread)}
        for what, cases in both.items():
            wrongly, rightly = share_passed(cases, -1, 0)[0], share_passed(cases, 0, 1)[0]
            print(f"{name}: {what} {wrongly:.1%} false passes, {1 - rightly:.1%} false failures")


BANDS = [(-1, -0.1), (-0.1, -0.06), (-0.06, -0.03), (-0.03, 0), (0, 0.03), (0.03, 0.06), (0.06, 0.1), (0.1, 1)]


def report(name: str, cases: list[Case]) -> None:
    """Prints how often the gate erred."""
    for low, high in BANDS:
        share, found = share_passed(cases, low, high)
        print(f"{name} {low:+.2f} to {high:+.2f}: {share:6.1%} pass, of {found}")
    for least in (0, 0.06, 0.08, 0.1):
        wrongly = share_passed(cases, -1, -least)[0]
        rightly = share_passed(cases, least, 1)[0]
        print(f"{name} beyond ±{least}: {wrongly:.2%} false passes, {1 - rightly:.2%} false failures")


def told_pictures(cases: list[Case]) -> str:
    """How many are drawn of LoRAs far from the threshold, and near it."""
    far, near = ([case.pictures for case in cases if (abs(case.margin) < 0.1) == close] for close in (False, True))
    return f"{np.mean(far):.1f} pairs on average, {np.mean(near):.1f} within ±0.1 of the threshold"


def people_of(asked: argparse.Namespace) -> People | None:
    """The known people's vectors, as the command line names them; nobody's where it does not."""
    if asked.vectors:
        # The bot's model has a direction that all faces share; SFace hardly has.
        return centred({name: np.array(those) for name, those in json.loads(asked.vectors.read_text("utf-8")).items()})
    if asked.photos:
        from actor_lora.faces import load_faces

        return vectors_in(asked.photos, load_faces(asked.face_weights))
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description="How often the gate errs.")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--vectors", type=Path, help="face vectors of known people, as JSON")
    where.add_argument("--photos", type=Path, help="folder of photos of known people")
    parser.add_argument("--face-weights", type=Path, help="folder with the weights of YuNet and SFace")
    parser.add_argument("--actors", type=int, default=2000)
    parser.add_argument("--worlds", action="store_true", help="where faces are spread in other ways instead")
    asked = parser.parse_args()
    if asked.worlds:
        report_worlds(asked.actors // 2)
        return
    people = people_of(asked)
    spread = fitted(people) if people else MEASURED
    if people:
        print(told(people))
        report("known people's likeness", simulate_real(people, asked.actors // 2))
    print(spread)
    cases = simulate(asked.actors, spread=spread)
    report("likeness", cases)
    errors = [case.error for case in cases]
    covered = np.mean([case.covered for case in cases])
    print(f"error {np.mean(errors):+.3f} ± {np.std(errors):.3f}; the interval holds the truth in {covered:.0%}")
    drifts = simulate_drift(asked.actors // 2, spread=spread)
    report("drift", drifts)
    print(f"pictures of other people: {told_pictures(drifts)}")
    chosen_by, fresh = simulate_choice(asked.actors // 2, spread=spread)
    print(f"best of three: said {chosen_by:+.3f} by what it was chosen by, {fresh:+.3f} by fresh samples")


if __name__ == "__main__":
    main()
