"""What a 410 means to a run: whether what it has made is forgotten, or kept for whoever goes on."""

from __future__ import annotations

import httpx
import pytest

from actor_lora.errors import Cancelled, Replaced, RunError
from actor_lora.job.couriers import http_courier
from actor_lora.job.events import Event
from actor_lora.photos import download
from actor_lora.spec import PhotoRef

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def bot(answer: httpx.Response) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(lambda _: answer))


@pytest.mark.parametrize("because", ["cancelled", "withdrawn", "erased", "over"])
def test_nobody_goes_on(because):
    client = bot(httpx.Response(410, json={"error": "In the bot's words.", "because": because}))
    ended = http_courier(url="http://bot/e", secret=SECRET, client=client)(Event("id", "started", {})).ended
    assert type(ended) is Cancelled and str(ended) == "In the bot's words."


@pytest.mark.parametrize(
    "answer",
    [
        {"json": {"error": "x", "because": "lost"}},
        {"json": {"error": "x", "because": "replaced"}},
        {"json": {"error": "of an earlier bot"}},
        {"json": {"error": "x", "because": ["cancelled"]}},
        {"json": ["cancelled"]},
        {"text": "a proxy’s page"},
    ],
)
def test_somebody_may_go_on(answer):
    client = bot(httpx.Response(410, **answer))
    ended = http_courier(url="http://bot/e", secret=SECRET, client=client)(Event("id", "started", {})).ended
    assert isinstance(ended, Replaced)


@pytest.mark.parametrize(("because", "kind"), [("expired", RunError), ("cancelled", Cancelled), ("lost", Replaced)])
def test_a_photo_that_is_gone(because, kind):
    client = bot(httpx.Response(410, json={"error": "This photo link has expired.", "because": because}))
    ref = PhotoRef(url="http://bot/p", sha256="a" * 64, content_type="image/jpeg")
    with pytest.raises(kind) as gone:
        download([ref], client=client)
    # A link that ran out while the hub was slow ends no job.
    assert type(gone.value) is kind and "Photo 1 of 1 is gone" in str(gone.value)
