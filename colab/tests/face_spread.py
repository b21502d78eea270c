"""How the face vectors of real people are spread, and a world of made-up people whose vectors are spread alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from actor_lora.faces import FaceEngine
from actor_lora.verification.likeness import likeness_among

DIMENSIONS = 128
People = dict[str, np.ndarray]
"""By name: (photos, 128) of length 1."""


@dataclass(frozen=True)
class Spread:
    """What a world is made of."""

    within: tuple[float, float]
    """Mean likeness of a person's photos among themselves, from person to person."""
    photo: float
    """How much photos of one person differ in how well they show them."""
    noise_dimensions: float
    """Effective dimensions in which photos of one person differ."""
    people_dimensions: float
    """Effective dimensions in which people differ: the cosines of two of them spread by one over its root."""


MEASURED = Spread(within=(0.5, 0.8), photo=0.1, noise_dimensions=15, people_dimensions=40)
"""On 57 photos of 37 known people (1 to 9 photos each) with the 128-dimensional face model that the bot has, its mean
taken off. Measured: within 0.49 to 0.80, mean 0.69; cosines of strangers spread by 0.16 around −0.02, a pair of twins
has 0.71; pairs of a person's photos spread by 0.06 to 0.12, with one in profile by 0.22."""


class World:
    """Draws people and pictures of them as unit vectors."""

    def __init__(self, random: np.random.Generator, spread: Spread = MEASURED) -> None:
        self.random, self.spread = random, spread
        self._people = _axes(random, spread.people_dimensions)
        self._noise = _axes(random, spread.noise_dimensions)

    def people(self, count: int) -> np.ndarray:
        return unit(self.random.normal(size=(count, DIMENSIONS)) @ self._people)

    def pictures(self, people: np.ndarray, within: float, spread: float) -> np.ndarray:
        """One picture of each person; two of the same have a cosine of `within` on average."""
        shown = np.clip(within + spread * self.random.normal(size=len(people)), 0.2, 0.95)[:, None]
        noise = self.random.normal(size=(len(people), DIMENSIONS)) @ self._noise
        noise = unit(noise - (noise * people).sum(1, keepdims=True) * people)
        return np.sqrt(shown) * people + np.sqrt(1 - shown) * noise

    def photos(self, person: np.ndarray, count: int, within: float) -> np.ndarray:
        """Photos of one person."""
        return self.pictures(np.repeat(person[None], count, 0), within, self.spread.photo)


@dataclass(frozen=True)
class Figures:
    """What is measured of known people; what a world's people are compared by."""

    within: list[float]
    """Likeness of each person's photos among themselves."""
    strangers: float
    """Mean cosine of photos of two people, their standard deviation, and the most of them."""
    strangers_spread: float
    strangers_most: float
    photo_means: float
    """Standard deviation of a photo's mean likeness to the person's others, over persons with four photos."""
    noise: float
    """Standard deviation of the cosine of what is peculiar to two photos of different people."""


def figures_of(people: People) -> Figures:
    """Measures people, of whom two at least have several photos."""
    several = [vectors for vectors in people.values() if len(vectors) > 1]
    strangers = _between(list(people.values()))
    peculiar = []
    for vectors in several:
        middle = unit(vectors.mean(0))
        peculiar.append(unit(vectors - (vectors @ middle)[:, None] * middle))
    means = [
        np.std([(vectors @ each).sum() / (len(vectors) - 1) for each in vectors])
        for vectors in several
        if len(vectors) > 3
    ]
    return Figures(
        [likeness_among(list(vectors)) or 0.0 for vectors in several],
        float(strangers.mean()),
        float(strangers.std()),
        float(strangers.max()),
        float(np.mean(means)) if means else float("nan"),
        float(_between(peculiar).std()),
    )


def _between(groups: list[np.ndarray]) -> np.ndarray:
    """The cosines of all pairs of vectors of different groups."""
    vectors, group = np.concatenate(groups), np.repeat(np.arange(len(groups)), [len(one) for one in groups])
    return (vectors @ vectors.T)[group[:, None] < group[None, :]]


def fitted(people: People, seed: int = 0) -> Spread:
    """The spread of a world in which the same would be measured.

    Args:
        people: Known people's vectors.
        seed: Of the made-up people that are compared with them.
    """
    wanted = figures_of(people)
    # One pair of photos says little of a person: the most and the least of them are chance.
    low, high = np.quantile(wanted.within, [0.1, 0.9])
    spread = replace(MEASURED, within=(float(low), float(high)), noise_dimensions=wanted.noise**-2)
    counts = [len(vectors) for vectors in people.values()]
    for field, choices in (("people_dimensions", np.geomspace(10, 110, 10)), ("photo", np.linspace(0, 0.25, 6))):
        name = "strangers_spread" if field == "people_dimensions" else "photo_means"
        aim = getattr(wanted, name)
        if np.isfinite(aim):
            made = {
                value: figures_of(_made(replace(spread, **{field: float(value)}), counts, seed)) for value in choices
            }
            best = min(made, key=lambda value: abs(getattr(made[value], name) - aim))
            spread = replace(spread, **{field: float(best)})
    return spread


def _made(spread: Spread, counts: list[int], seed: int) -> People:
    """As many people with as many photos, made up by a spread; three times as many, so that chance counts less."""
    random = np.random.default_rng(seed)
    world = World(random, spread)
    counts = counts * 3
    return {
        str(at): world.photos(person, count, float(random.uniform(*spread.within)))
        for at, (person, count) in enumerate(zip(world.people(len(counts)), counts, strict=True))
    }


def told(people: People) -> str:
    """The figures in words."""
    found = figures_of(people)
    photos = sum(len(vectors) for vectors in people.values())
    return (
        f"{photos} photos of {len(people)} people: within {min(found.within):.2f} to {max(found.within):.2f}, mean "
        f"{np.mean(found.within):.2f}; strangers {found.strangers:+.2f} ± {found.strangers_spread:.2f}, most "
        f"{found.strangers_most:.2f}; a photo's mean ± {found.photo_means:.2f}; what is peculiar ± {found.noise:.2f}"
    )


def centred(people: People) -> People:
    """Vectors of length 1 without what all people share: each person counts once."""
    middle = np.mean([vectors.mean(0) for vectors in people.values()], axis=0)
    return {name: unit(vectors - middle) for name, vectors in people.items()}


def vectors_in(folder: Path, engine: FaceEngine) -> People:
    """The largest face of each photo in a folder; pictures without a face, and of none at all, are left out.

    Args:
        folder: A folder in it shows one person; of one that is called `distractors`, each picture shows another.
        engine: Finds faces and tells them apart.
    """
    people: dict[str, list[np.ndarray]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".jpg", ".jpeg", ".png", ".webp") or path.parent.name in (
            "bad",
            "group",
            "no_face",
        ):
            continue
        with Image.open(path) as image:
            picture = image.convert("RGB")
        faces = engine.detect(picture)
        # Of two, nobody knows who is meant.
        if len(faces) == 1:
            one_each = path.parent.name == "distractors"
            name = str((path if one_each else path.parent).relative_to(folder))
            people.setdefault(name, []).append(engine.embed(picture, faces[0]))
    return {name: np.stack(vectors).astype(np.float64) for name, vectors in people.items()}


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def _axes(random: np.random.Generator, effective: float) -> np.ndarray:
    """Directions (rows), of variances that fall so that this many dimensions count."""
    ratio = (effective - 1) / (effective + 1)
    variances = ratio ** np.arange(DIMENSIONS)
    turned = np.linalg.qr(random.normal(size=(DIMENSIONS, DIMENSIONS)))[0]
    return np.sqrt(variances / variances.sum())[:, None] * turned
