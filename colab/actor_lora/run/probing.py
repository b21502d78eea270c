"""Looking at a training on its way: the held-out loss, and a few samples from the same noise each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from ..device import free_memory
from ..errors import RunError
from ..training.session import Session
from ..training.stopping import Probe
from ..verification.likeness import mean_of_known
from ..verification.looking import Onlooker
from ..verification.nearness import near_duplicates
from ..verification.plan import DRIFT_PROMPT
from ..verification.prompt_kinds import is_photographic
from .uplink import Sample

PHOTOS = 4
"""Photographic samples of a probe."""
OTHERS = 2
"""Pictures of other people."""
FIRST_SEED = 500
"""Far from those of the verification, whose samples must not be those that the training stopped by."""


@dataclass(frozen=True)
class Prober:
    """Probes one training."""

    session: Session
    onlooker: Onlooker
    steps: int
    """Sampling steps."""
    folder: Path
    """Takes the sample that is shown on the way."""
    say: Callable[[str], None]

    def probe(self, step: int, *, shows_sample: bool) -> tuple[Probe, Sample | None]:
        """Looks at the LoRA as it is now; the training goes on as if this had not been done.

        Args:
            step: Steps done.
            shows_sample: Whether a sample is wanted too.

        Returns:
            What was seen, and a sample of the first prompt. What goes wrong with samples is said and is no reason to
            stop.
        """
        loss = self.session.trainer.held_out_loss()
        sample = self.sample(step) if shows_sample else None
        if not self.onlooker.judges.faces or (sample is None and shows_sample):
            return Probe(step, loss=loss), sample
        try:
            return self._seen(step, loss), sample
        except (RunError, RuntimeError) as error:
            free_memory()
            self.say(f"The likeness at step {step} could not be measured ({type(error).__name__}).")
            return Probe(step, loss=loss), sample

    def _seen(self, step: int, loss: float | None) -> Probe:
        session, onlooker = self.session, self.onlooker
        drawn, seen = [], []
        for number, seed in self._shots():
            drawn.append(session.preview(number, seed=seed, steps=self.steps))
            seen.append(onlooker.see(drawn[-1], session.prompts[number]))
        strangers = [
            onlooker.see(self._stranger(seed), DRIFT_PROMPT) for seed in range(FIRST_SEED, FIRST_SEED + OTHERS)
        ]
        # A sample without a face is one that does not look like the person.
        likeness = sum(one.likeness or 0.0 for one in seen) / PHOTOS if onlooker.known else None
        return Probe(
            step,
            loss=loss,
            likeness=likeness,
            prompt=mean_of_known(one.prompt for one in seen),
            others=mean_of_known(one.likeness for one in strangers),
            copies=len(near_duplicates(drawn, onlooker.photos)),
        )

    def _shots(self) -> list[tuple[int, int]]:
        """Number of the prompt and seed: photographic prompts in turn, then each prompt of a style once."""
        prompts = self.session.prompts
        numbers = [number for number, words in enumerate(prompts) if words != DRIFT_PROMPT]
        photos = [number for number in numbers if is_photographic(prompts[number])] or numbers
        styles = [number for number in numbers if number not in photos]
        shots = [(photos[at % len(photos)], FIRST_SEED + at // len(photos)) for at in range(PHOTOS)]
        return [*shots, *((number, FIRST_SEED) for number in styles)]

    def _stranger(self, seed: int) -> Image.Image:
        return self.session.preview(self.session.prompts.index(DRIFT_PROMPT), seed=seed, steps=self.steps)

    def sample(self, step: int) -> Sample | None:
        """A picture of the first prompt, to be shown; None where it could not be made."""
        seed = self.session.trainer.settings.seed % 2**31
        try:
            picture = self.session.preview(0, seed=seed, steps=self.steps)
        except (RunError, RuntimeError) as error:
            free_memory()
            self.say(f"The sample at step {step} could not be made ({type(error).__name__}).")
            return None
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"step-{step:06}.png"
        picture.save(path)
        return Sample(path, self.session.prompts[0], seed, step)
