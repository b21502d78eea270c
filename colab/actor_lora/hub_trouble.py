"""What the hub's client raises, as sentences; whether another try may help is told by the kind of error."""

from __future__ import annotations

import contextlib
import errno
import re
from collections.abc import Iterator
from http import HTTPStatus
from types import TracebackType

import httpx
from huggingface_hub import constants
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    LocalEntryNotFoundError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
)

from .errors import RunError, Temporary

DISK = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "the disk may not be written to",
    errno.EACCES: "a folder of this machine may not be written to",
}
"""What no other try mends; by the system's number."""


class Outdated(Temporary):
    """A commit was refused, because the branch has moved on since its parent."""


@contextlib.contextmanager
def told(what: str) -> Iterator[None]:
    """Turns what the hub's client raises into a sentence.

    Args:
        what: What is done inside, as it follows “Could not”.

    Raises:
        Outdated: A commit's parent is not the branch's head any more.
        Temporary: Another try may help.
        RunError: None would.
    """
    try:
        yield
    except HfHubHTTPError as error:
        raise _refusal(what, error) from None
    except (httpx.HTTPError, OSError, ValueError, RuntimeError) as error:
        # Where a file's HEAD fails, the client says that the file is not on this machine, and why in the cause
        # (huggingface_hub 1.33, `_raise_on_head_call_error`).
        if isinstance(error, LocalEntryNotFoundError) and isinstance(error.__cause__, HfHubHTTPError):
            raise _refusal(what, error.__cause__) from None
        if constants.HF_HUB_OFFLINE:
            raise RunError(f"Could not {what}: HF_HUB_OFFLINE forbids to ask the hub.") from None
        raise _fault(what, error) from None


def _refusal(what: str, error: HfHubHTTPError) -> RunError:
    status = error.response.status_code if error.response is not None else 0
    if isinstance(error, GatedRepoError):
        return RunError(f"Could not {what}: it is gated. Accept its terms on the hub, with the account of your token.")
    if isinstance(error, RepositoryNotFoundError):
        return RunError(f"Could not {what}: there is no such repo, or the token may not see it.")
    if isinstance(error, RemoteEntryNotFoundError):
        return RunError(f"Could not {what}: the repo has no such file (any more).")
    if status in (401, 403):
        reads = error.response.request.method in ("GET", "HEAD")
        hint = "" if reads else " (it needs to write)"
        return RunError(f"Could not {what}: the Hugging Face token may not do that{hint}.")
    if status == HTTPStatus.PRECONDITION_FAILED:
        return Outdated(f"Could not {what}: it was changed meanwhile.")
    if status in (0, 408, 409, 425, 429) or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Temporary(f"Could not {what}: the hub answered {status or 'nothing'}.", wait=_asked(error))
    return RunError(f"Could not {what}: the hub answered {status}.")


def _fault(what: str, error: Exception) -> RunError:
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, RuntimeError) and "os error 28" in str(error):
        # The system's words for ENOSPC, as Xet, which is compiled from Rust, puts them.
        number = errno.ENOSPC
    if number in DISK:
        return RunError(f"Could not {what}: {DISK[number]}.")
    if leave_xet_out(error):
        return Temporary(f"Could not {what}: the hub's Xet storage failed; the next try does without it.")
    if isinstance(error, RuntimeError):
        # So the client says that a large file did not arrive (`_upload_lfs_files`); with a new address it may.
        return Temporary(f"Could not {what}: the hub's storage did not take it.")
    return Temporary(f"Could not {what}: the hub could not be reached ({type(error.__cause__ or error).__name__}).")


def leave_xet_out(error: BaseException) -> bool:
    """Lets the hub's client do without Xet from now on, where hf_xet raised an error.

    It mostly is a bare RuntimeError, raised right below the function that called it: `xet_get` or `_upload_xet_files`
    in huggingface_hub 1.33. hf_xet 1.8 says “Task error: File reconstruction error: CAS Client Error: …”, earlier ones
    “Data processing error: CAS service error : …” (xet-core#394, #444).

    Returns:
        Whether hf_xet raised it.
    """
    below = any("xet" in name for name in _functions(error.__traceback__))
    if not below and not re.search(r"\bCAS\b", str(error)):
        return False
    # The client looks at it each time, and then takes plain HTTP, as where hf_xet is not installed.
    constants.HF_HUB_DISABLE_XET = True
    return True


def _functions(trace: TracebackType | None) -> Iterator[str]:
    while trace:
        yield trace.tb_frame.f_code.co_name
        trace = trace.tb_next


def _asked(error: HfHubHTTPError) -> float:
    """Seconds that the hub asks to wait, at most its window of five minutes.

    By Retry-After or, after too many requests, by `RateLimit: "api";r=0;t=55`, whichever is longer. The hub adds that
    header to every answer (https://huggingface.co/docs/hub/rate-limits): beside other troubles it says nothing of them.
    """
    if error.response is None:
        return 0.0
    headers = error.response.headers
    after = str(headers.get("retry-after", "")).strip()
    limit = re.search(r"\bt=(\d{1,6})", str(headers.get("ratelimit", "")) if error.response.status_code == 429 else "")
    return min(300.0, max(float(after) if after.isdigit() else 0.0, float(limit[1]) if limit else 0.0))
