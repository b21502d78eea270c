"""The libraries that the machine brings along: what stands in a LoRA's way there, and what they say of themselves."""

from __future__ import annotations

import importlib.metadata
import logging
import sys
import warnings

OLDEST_TORCHAO = "0.16.0"
"""peft refuses to add any LoRA while an older one is installed (`is_torchao_available` in its import_utils.py)."""


def hide_old_torchao() -> str | None:
    """Hides a torchao that is too old for peft from this process. Nothing here uses torchao.

    Colab ships torchao 0.10. To uninstall it would change a machine that may be somebody's own; a module that is None
    in `sys.modules` cannot be imported and is not found (the import system's own rule), in this process alone.

    Returns:
        A sentence that says so; None where nothing stood in the way.
    """
    from packaging.version import Version

    try:
        installed = importlib.metadata.version("torchao")
    except importlib.metadata.PackageNotFoundError:
        return None
    if Version(installed) >= Version(OLDEST_TORCHAO):
        return None
    sys.modules["torchao"] = None  # type: ignore[assignment]
    return f"torchao {installed} is too old for peft and is not needed, so this run does without it."


def quiet_libraries() -> None:
    """What goes wrong is said in our own words; theirs would hide the progress."""
    import diffusers
    import huggingface_hub.utils
    import transformers

    diffusers.logging.set_verbosity_error()
    diffusers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    huggingface_hub.utils.logging.set_verbosity_error()
    # It would write down the addresses that files are put to, which are as good as keys.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    warnings.filterwarnings("ignore", category=FutureWarning, module="diffusers")
