"""A request that is not answered with a picture: a status and a sentence, never a stack trace."""

from __future__ import annotations

import math


class Refusal(Exception):
    """`status` is the HTTP status; `retry_after` is in seconds; `estimated_time` too, only while a model loads."""

    def __init__(
        self,
        status: int,
        sentence: str,
        *,
        retry_after: float | None = None,
        estimated_time: float | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.retry_after = retry_after
        self.estimated_time = estimated_time

    def body(self) -> dict[str, object]:
        """What the caller reads. `estimated_time` tells it that the model is warming up, so it is sent only then."""
        body: dict[str, object] = {"error": self.sentence}
        if self.estimated_time is not None:
            body["estimated_time"] = round(self.estimated_time, 1)
        return body

    def headers(self) -> dict[str, str]:
        """`Retry-After`, where it is known when to try again."""
        wait = self.retry_after if self.retry_after is not None else self.estimated_time
        return {} if wait is None else {"Retry-After": str(max(1, math.ceil(wait)))}


def loading(model: str, seconds: float) -> Refusal:
    """The model is being loaded; the bot waits that long and asks again."""
    return Refusal(
        503,
        f"{model} is being loaded. Try again in about {max(1, math.ceil(seconds))} seconds.",
        estimated_time=max(1.0, seconds),
    )
