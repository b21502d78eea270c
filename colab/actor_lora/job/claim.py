"""Taking a job: the code's one-time token against the specification, the secret and the photos' addresses."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import httpx
from pydantic import ValidationError

from ..errors import BadInput, RunError
from ..spec import Claim, JobCode, reasons
from ..turned_away import told_to_stop, words_of

REFUSALS = (401, 404, 409, 422)
FALLBACK_WORDS = {
    401: "The bot does not accept this job code. A code works once: ask for a new one with /train start.",
    404: "At the address in this job code is no bot that trains. Is its PUBLIC_URL right?",
    409: "This job is already running in another notebook.",
    410: "This job was cancelled or is over. Start a new one with /train start.",
}


def claim_job(
    code: JobCode,
    *,
    client: httpx.Client,
    claim_id: str | None = None,
    delays: Sequence[float] = (2, 5, 15),
    sleep: Callable[[float], None] = time.sleep,
) -> Claim:
    """Takes the job. Network faults, 429 and 5xx are tried again.

    Args:
        code: The job code.
        client: Asks the bot.
        claim_id: This machine's own name for its claim. With the same one the bot repeats its answer, so that neither a
            lost answer nor a kill right after it loses the job.
        delays: Seconds before each further try.
        sleep: Waits.

    Returns:
        The specification, the secret that signs events, and the photos' addresses.

    Raises:
        BadInput: The bot does not accept the code, or the job runs elsewhere.
        Cancelled: The job is over (410).
        RunError: The bot did not answer, or not in a way that this version understands.
    """
    url = f"{code.api_url.rstrip('/')}/training/claim"
    host = urlsplit(url).netloc
    body = {"jobId": code.job_id, "token": code.one_time_token}
    if claim_id:
        body["claimId"] = claim_id
    trouble = ""
    for wait in (*delays, None):
        try:
            response = client.post(url, json=body, timeout=30)
        except httpx.HTTPError:
            trouble = f"The bot at {host} could not be reached. Is it running, and is its PUBLIC_URL right?"
        else:
            if response.status_code == 200:
                return _read(response, host)
            if response.status_code == 410:
                raise told_to_stop(response, _words(response))
            if response.status_code in REFUSALS:
                raise BadInput(_words(response))
            trouble = f"The bot at {host} answered {response.status_code} when asked for the job."
            if response.status_code < 500 and response.status_code != 429:
                break
        if wait is not None:
            sleep(wait)
    raise RunError(trouble)


def _read(response: httpx.Response, host: str) -> Claim:
    try:
        return Claim.model_validate(response.json())
    except ValidationError as error:
        raise RunError(
            f"The bot at {host} answered something this version does not understand ({reasons(error)})."
        ) from None
    except ValueError:
        raise RunError(f"The bot at {host} did not answer with JSON. Is its PUBLIC_URL right?") from None


def _words(response: httpx.Response) -> str:
    """The bot's own sentence where it sent one, else ours."""
    refused = f"The bot refused the job code ({response.status_code})."
    return words_of(response) or FALLBACK_WORDS.get(response.status_code, refused)
