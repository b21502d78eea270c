"""Whether a run needs the hub's token, and whether the one at hand is of any use: asked before a code is used up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from huggingface_hub import constants

from ..errors import BadInput
from ..hub import check_token
from ..spec import JobCode, decode_job_code
from .options import Options


def with_token(options: Options, *, say: Callable[[str], None]) -> Options:
    """Checks the token where the run needs it.

    Where the bot writes to the hub for the run, none is needed; one that is at hand only loads the base, and is left
    out where the hub does not accept it: with it, the hub would refuse even what is open to all.

    Args:
        options: What was asked for.
        say: Gets a line about a token that is left out.

    Returns:
        The options, without a token that is of no use.

    Raises:
        BadInput: A token is needed, and there is none, or the hub does not accept it.
        RunError: The hub did not answer.
    """
    if not options.publish:
        return options
    code = decode_job_code(options.source.code) if options.source.code else None
    needed = not isinstance(code, JobCode) or code.hub_token != "none" or options.status_on_branch
    if needed:
        check_token(options.hub.token, endpoint=options.hub.endpoint)
        return options
    if options.hub.token:
        try:
            check_token(options.hub.token, endpoint=options.hub.endpoint)
            return options
        except BadInput:
            say("The token in HF_TOKEN is not accepted. This training needs none, so it goes on without.")
    # Else the hub's client would look for one by itself.
    constants.HF_HUB_DISABLE_IMPLICIT_TOKEN = True
    return replace(options, hub=replace(options.hub, token=None))
