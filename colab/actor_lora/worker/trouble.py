"""Why a bot could not be asked, in sentences for the owner of the machine."""

from __future__ import annotations

import ssl

import httpx

from ..errors import BadInput


class Trouble(Exception):
    """It did not work now, and is tried again after `wait` seconds at least. Never holds a secret."""

    def __init__(self, words: str, *, wait: float = 0.0) -> None:
        super().__init__(words)
        self.words, self.wait = words, wait


class KeyRefused(BadInput):
    """The bot does not accept the key: it was revoked, or belongs to another bot."""


def trouble_of(error: httpx.HTTPError, address: str) -> Trouble:
    """Why there was no answer."""
    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause and cause not in causes:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    for seen in causes:
        if isinstance(seen, ssl.SSLCertVerificationError):
            why = (seen.verify_message or "it could not be verified").rstrip(".")
            return Trouble(
                f"The certificate of {address} is not trusted: {why}. For a certificate of your own, set SSL_CERT_FILE "
                "to the file of your authority."
            )
        if isinstance(seen, ssl.SSLError):
            return Trouble(f"No encrypted connection to {address}: is it really https there, and not http?")
    if isinstance(error, httpx.TimeoutException):
        return Trouble(f"The bot at {address} does not answer in time.")
    if isinstance(error, httpx.ConnectError):
        return Trouble(f"The bot at {address} cannot be reached. Is it running, and is this machine online?")
    return Trouble(f"The connection to the bot at {address} broke off.")
