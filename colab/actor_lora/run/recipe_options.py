"""The part of the command line that says otherwise than the family's recipe."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any, get_args

from ..errors import BadInput
from ..families.recipe import Layers, OptimizerName, Recipe

FIELDS = [field.name for field in dataclasses.fields(Recipe)]


def add_recipe_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options; without them a field is as the base's family has it.

    Args:
        parser: Of `actor-lora train`.
    """
    recipe = parser.add_argument_group("the recipe", "By default as the base's family has it (families/recipe.py).")
    default = Recipe()
    recipe.add_argument(
        "--optimizer", choices=get_args(OptimizerName), help=f"{default.optimizer}; prodigy finds the rate itself"
    )
    recipe.add_argument("--learning-rate", type=float, help="instead of the job's; a factor for prodigy (1)")
    recipe.add_argument(
        "--up-rate", type=float, help=f"rate of a LoRA's B, in rates of its A ({default.up_rate:g}); not for prodigy"
    )
    recipe.add_argument("--layers", choices=get_args(Layers), help=f"which get a LoRA ({default.layers})")
    recipe.add_argument(
        "--dora",
        action=argparse.BooleanOptionalAction,
        help="train the outputs' magnitudes apart; such a version has no file for A1111 and ComfyUI",
    )
    recipe.add_argument(
        "--caption-dropout", type=float, help=f"share of photos shown without caption ({default.caption_dropout:g})"
    )
    recipe.add_argument(
        "--ema", type=float, help=f"decay of the averaged weights ({default.ema:g}); 0: the last step's"
    )
    recipe.add_argument("--accumulation", type=int, help=f"batches that make one step ({default.accumulation})")
    recipe.add_argument(
        "--background",
        type=float,
        help=f"what a place outside of the face counts, 0 to 1 ({default.background:g}: as much as the face)",
    )
    recipe.add_argument(
        "--frames", action=argparse.BooleanOptionalAction, help="train on the whole frame too, not only around the face"
    )
    recipe.add_argument("--sizes", type=_sizes, help="more, smaller sizes of every picture in pixels: 512,768")


def recipe_changes(asked: argparse.Namespace) -> dict[str, Any]:
    """The fields of the recipe that were given.

    Args:
        asked: What the parser read.

    Returns:
        Their values by name.

    Raises:
        BadInput: A number is out of range.
    """
    given = {name: getattr(asked, name) for name in FIELDS if getattr(asked, name) is not None}
    if not 0 < given.get("learning_rate", 1e-4) < 10:
        raise BadInput("--learning-rate must be above 0 and below 10.")
    try:
        Recipe(**given)
    except ValueError as error:
        raise BadInput(f"The recipe does not work: {error}.") from None
    return given


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part.strip())
