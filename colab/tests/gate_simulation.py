"""How often the gate errs, by simulated actors whose likeness is known: `python tests/gate_simulation.py`.

Face vectors are drawn as real ones are spread (the numbers below). An actor has 5 to 10 photos; a LoRA of any fidelity
from nothing to perfect draws samples of them, the base draws strangers. What the LoRA's likeness truly is follows from
many more photos and samples than the gate sees. The gate's own functions decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from actor_lora.verification.gate import Gate, Measures, judge
from actor_lora.verification.likeness import interval_of, likeness_among, likeness_of
from actor_lora.verification.plan import DRIFT_SEEDS, LEAST_SAMPLES

DIMENSIONS = 128
# Measured on 57 photos of 37 known people (1 to 9 photos each) with the 128-dimensional face model that the bot has,
# its mean taken off; cosines.
WITHIN = (0.5, 0.8)
"""Mean likeness of a person's photos among themselves, from person to person (measured: 0.49 to 0.80, mean 0.69)."""
PHOTO_SPREAD = 0.1
"""How much photos of one person differ in how well they show them. With it the pairs of a person's photos spread by
0.08 to 0.13 and the means of single photos by 0.04 to 0.06 (measured: 0.06 to 0.12, with one in profile 0.22; 0.04 and
0.08)."""
NOISE_DIMENSIONS = 15
"""Effective dimensions in which photos of one person differ (measured: 15)."""
PEOPLE_DIMENSIONS = 40
"""Effective dimensions in which people differ. With it the cosines of two strangers spread by 0.16 (measured: 0.16
around −0.02; a pair of twins 0.71)."""
SAMPLE_SPREAD = 0.12
"""Assumed: samples differ a little more than photos do."""
BASE_SHARE = 0.3
"""Assumed: how much the strangers that a base draws resemble one another."""
FEW = 150
"""Photos and samples that the true likeness follows from."""


@dataclass(frozen=True)
class Case:
    """One LoRA: how far it truly is above the gate (below: negative), and what the gate said."""

    margin: float
    passed: bool
    covered: bool
    """Whether the interval holds the true likeness."""
    error: float
    """Of the measured likeness."""


class World:
    """Draws people and pictures of them as unit vectors."""

    def __init__(self, random: np.random.Generator) -> None:
        self.random = random
        self._people = _axes(random, PEOPLE_DIMENSIONS)
        self._noise = _axes(random, NOISE_DIMENSIONS)

    def people(self, count: int) -> np.ndarray:
        return _unit(self.random.normal(size=(count, DIMENSIONS)) @ self._people)

    def crowd(self, count: int, like: np.ndarray) -> np.ndarray:
        """The strangers of a base."""
        return _unit(np.sqrt(BASE_SHARE) * like + np.sqrt(1 - BASE_SHARE) * self.people(count))

    def pictures(self, people: np.ndarray, within: float, spread: float) -> np.ndarray:
        """One picture of each person; two of the same have a cosine of `within` on average."""
        shown = np.clip(within + spread * self.random.normal(size=len(people)), 0.2, 0.95)[:, None]
        noise = self.random.normal(size=(len(people), DIMENSIONS)) @ self._noise
        noise = _unit(noise - (noise * people).sum(1, keepdims=True) * people)
        return np.sqrt(shown) * people + np.sqrt(1 - shown) * noise


class Actor:
    """An actor, and a LoRA of some fidelity on some base."""

    def __init__(self, world: World, *, fidelity: float, drift: float = 0.0) -> None:
        random = world.random
        self.world, self.fidelity, self.drift = world, fidelity, drift
        self.within = random.uniform(*WITHIN)
        self.sharpness = min(0.9, self.within * random.uniform(0.85, 1.1))
        self.person, self.like = world.people(2)
        self.photos = list(self.photos_of(int(random.integers(5, 11))))

    def photos_of(self, count: int) -> np.ndarray:
        return self.world.pictures(np.repeat(self.person[None], count, 0), self.within, PHOTO_SPREAD)

    def base(self, count: int) -> np.ndarray:
        return self.world.pictures(self.world.crowd(count, self.like), self.sharpness, SAMPLE_SPREAD)

    def samples(self, count: int) -> np.ndarray:
        return self._mixed(self.world.crowd(count, self.like), self.fidelity)

    def others(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Pictures of strangers without the LoRA and with it, which begin from the same noise: the same strangers."""
        strangers = self.world.crowd(count, self.like)
        return self.world.pictures(strangers, self.sharpness, SAMPLE_SPREAD), self._mixed(strangers, self.drift)

    def _mixed(self, strangers: np.ndarray, fidelity: float) -> np.ndarray:
        spread = 0.08 * self.world.random.normal(size=len(strangers)) if fidelity else 0
        share = np.clip(fidelity + spread, 0, 1) * np.ones(len(strangers))
        drawn = _unit(share[:, None] * self.person + (1 - share[:, None]) * strangers)
        return self.world.pictures(drawn, self.sharpness, SAMPLE_SPREAD)

    def measures(self) -> Measures:
        """What the gate sees of it."""
        samples, base = self.samples(LEAST_SAMPLES), self.base(LEAST_SAMPLES // 2)
        before, after = self.others(DRIFT_SEEDS)
        interval = interval_of(list(samples), self.photos)
        return Measures(
            faces=1.0,
            likeness=float(np.mean(likeness_of(list(samples), self.photos))),
            base_likeness=float(np.mean(likeness_of(list(base), self.photos))),
            photo_likeness=likeness_among(self.photos),
            prompt=0.3,
            base_prompt=0.3,
            class_drift=float(
                np.mean(likeness_of(list(after), self.photos)) - np.mean(likeness_of(list(before), self.photos))
            ),
            likeness_low=interval.low if interval else None,
            likeness_high=interval.high if interval else None,
        )

    def truth(self) -> tuple[float, float, float]:
        """The likeness, how far it is above what is needed of it and of its gain, and the drift."""
        photos, base = self.photos_of(FEW), self.base(FEW)
        likeness, without = _cosine(self.samples(FEW), photos), _cosine(base, photos)
        among = likeness_among(list(photos)) or 0.0
        gate = Gate()
        margin = min(likeness - gate.likeness_needed(among), likeness - without - gate.gain)
        before, after = self.others(FEW)
        return likeness, margin, _cosine(after, photos) - _cosine(before, photos)


def simulate(count: int, seed: int = 0) -> list[Case]:
    """LoRAs of every fidelity that leave other people alone, each judged once."""
    cases = []
    for actor in _actors(count, seed):
        likeness, margin, _ = actor.truth()
        seen = actor.measures()
        low, high = seen.likeness_low or 0.0, seen.likeness_high or 0.0
        cases.append(Case(margin, judge(seen, Gate()).passed, low <= likeness <= high, seen.likeness - likeness))
    return cases


def simulate_drift(count: int, seed: int = 0) -> list[Case]:
    """Perfect LoRAs that make other people the actor to any degree; the margin is that of the drift."""
    cases = []
    random = np.random.default_rng(seed)
    for actor in _actors(count, seed, fidelity=1.0):
        actor.drift = float(random.uniform(0, 0.8))
        drift = actor.truth()[2]
        seen = actor.measures()
        cases.append(Case(Gate().class_drift - drift, (seen.class_drift or 0) <= Gate().class_drift, True, 0.0))
    return cases


def simulate_choice(count: int, seed: int = 0) -> tuple[float, float]:
    """By how much the best of three equal checkpoints is said to be more like the actor than it is.

    Args:
        count: Of the actors.
        seed: Of all.

    Returns:
        By the samples that it was chosen by (6 of each checkpoint), and by fresh ones.
    """
    chosen_by, fresh = [], []
    for actor in _actors(count, seed, fidelity=0.6):
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


def _actors(count: int, seed: int, *, fidelity: float | None = None):  # type: ignore[no-untyped-def]
    random = np.random.default_rng(seed)
    world = World(random)
    for _ in range(count):
        yield Actor(world, fidelity=float(random.uniform(0, 1)) if fidelity is None else fidelity)


def _axes(random: np.random.Generator, effective: int) -> np.ndarray:
    """Directions (rows), of variances that fall so that this many dimensions count."""
    ratio = (effective - 1) / (effective + 1)
    variances = ratio ** np.arange(DIMENSIONS)
    turned = np.linalg.qr(random.normal(size=(DIMENSIONS, DIMENSIONS)))[0]
    return np.sqrt(variances / variances.sum())[:, None] * turned


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def _cosine(one: np.ndarray, other: np.ndarray) -> float:
    return float((one @ other.T).mean())


BANDS = [(-1, -0.1), (-0.1, -0.06), (-0.06, -0.03), (-0.03, 0), (0, 0.03), (0.03, 0.06), (0.06, 0.1), (0.1, 1)]


def main() -> None:
    for name, cases in (("likeness", simulate(2000)), ("drift", simulate_drift(1000))):
        for low, high in BANDS:
            share, found = share_passed(cases, low, high)
            print(f"{name} {low:+.2f} to {high:+.2f}: {share:6.1%} pass, of {found}")
        for least in (0.06, 0.08, 0.1):
            wrongly = share_passed(cases, -1, -least)[0]
            rightly = share_passed(cases, least, 1)[0]
            print(f"{name} beyond ±{least}: {wrongly:.2%} false passes, {1 - rightly:.2%} false failures")
        if name == "likeness":
            errors = [case.error for case in cases]
            covered = np.mean([case.covered for case in cases])
            print(f"error {np.mean(errors):+.3f} ± {np.std(errors):.3f}; the interval holds the truth in {covered:.0%}")
    chosen_by, fresh = simulate_choice(1000)
    print(f"best of three: said {chosen_by:+.3f} by what it was chosen by, {fresh:+.3f} by fresh samples")


if __name__ == "__main__":
    main()
