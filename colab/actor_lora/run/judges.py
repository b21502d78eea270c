"""The models that look at samples, loaded before hours of work are spent."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import BadInput, RunError
from ..faces import load_faces
from ..verification.looking import Judges
from ..verification.prompt_score import load_scorer
from .options import CheckOptions


def open_judges(options: CheckOptions, *, device: str, say: Callable[[str], None]) -> Judges:
    """Loads the models for faces and for prompt following.

    Args:
        options: Where the face weights are, and whether the gate is enforced.
        device: Where CLIP computes.
        say: Hears what will not be measured.

    Returns:
        The models that could be loaded.

    Raises:
        BadInput: There are no face models, and the gate is enforced: nothing could pass it.
    """
    try:
        faces = load_faces(options.face_weights)
    except RunError as error:
        if options.gate == "enforce":
            raise BadInput(f"{error} Without them the likeness cannot be checked (--gate report goes on).") from None
        say(f"{error} The likeness will not be measured.")
        return Judges()
    try:
        return Judges(faces, load_scorer(device))
    except RunError as error:
        say(f"{error} Prompt following will not be measured.")
        return Judges(faces)
