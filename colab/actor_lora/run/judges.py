"""The models that look at samples, loaded before hours of work are spent and before the job code is used up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from ..errors import BadInput, RunError
from ..faces import load_faces
from ..patience import BEFORE_THE_JOB, Patience, patiently
from ..verification.looking import Judges
from ..verification.prompt_score import load_scorer
from .options import CheckOptions

Model = TypeVar("Model")


def open_judges(
    options: CheckOptions,
    *,
    device: str,
    endpoint: str | None,
    say: Callable[[str], None],
    patience: Patience = BEFORE_THE_JOB,
) -> Judges:
    """Loads the models for faces and for prompt following.

    Args:
        options: Where the face weights are, and whether it may go on without a model.
        device: Where CLIP computes.
        endpoint: The hub's address.
        say: Hears why it waits, and what will not be measured.
        patience: How long the hub is asked.

    Returns:
        The models; with `unchecked` those that could be loaded.

    Raises:
        BadInput: A model could not be loaded, or there are no face models and the gate is enforced: nothing could pass.
    """

    def opened(load: Callable[[], Model], lost: str, *, needed: bool) -> Model | None:
        try:
            return patiently(load, check=lambda: None, say=say, patience=patience)
        except RunError as error:
            if needed or not options.unchecked:
                way = "--gate report --unchecked" if needed else "--unchecked"
                raise BadInput(
                    f"{error} The training was not begun and the job code was not used: try again later. {way} goes on "
                    f"without; then {lost} is not measured."
                ) from None
            say(f"{error} {lost[0].upper()}{lost[1:]} will not be measured.")
            return None

    needed = options.gate == "enforce"
    faces = opened(partial(load_faces, options.face_weights, endpoint=endpoint), "the likeness", needed=needed)
    if faces is None:
        return Judges()
    return Judges(faces, opened(partial(load_scorer, device, endpoint=endpoint), "prompt following", needed=False))
