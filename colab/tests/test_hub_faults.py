"""Publishing on a hub in trouble: whatever it answers, once or for five minutes, there is one version in the end."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from hub_double import TOKEN
from huggingface_hub import close_session, get_session
from test_publish import REPO, result_of  # noqa: F401  (a fixture)

from actor_lora.errors import Cancelled, RunError
from actor_lora.hub import HubRepo
from actor_lora.patience import Patience, patiently
from actor_lora.publishing.publish import publish

MINUTES = 60.0
RATE_LIMIT = {"ratelimit": '"api";r=0;t=55', "ratelimit-policy": '"fixed window";"api";q=1000;w=300'}
"""As https://huggingface.co/docs/hub/rate-limits shows it."""
TROUBLES = {
    "412": (412, {}),
    "429 with Retry-After": (429, {"retry-after": "40"}),
    "429 with RateLimit": (429, RATE_LIMIT),
    "500": (500, {}),
    "502": (502, {}),
    "503": (503, {}),
    "a cut connection": (0, {}),
}
REQUESTS = [
    f"GET /api/models/{REPO}",
    "POST /api/repos/create",
    f"GET /api/models/{REPO}/refs",
    f"POST /api/models/{REPO}/preupload",
    f"POST /{REPO}.git/info/lfs/objects/batch",
    "PUT /storage/",
    f"POST /api/models/{REPO}/commit/main",
    f"POST /api/models/{REPO}/tag",
]


class Clock:
    """Time that passes by sleeping alone."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.001)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    # The hub's client waits by itself too, between its own tries; other threads by the real clock.
    monkeypatch.setattr("huggingface_hub.utils._http.time", SimpleNamespace(sleep=clock.sleep))
    return clock


@pytest.fixture
def publishing(hub, clock, result_of):  # noqa: F811
    repo = HubRepo(REPO, token=TOKEN, endpoint=hub.url)
    said: list[str] = []

    def run(**more):
        asked = {"check": lambda: None, "say": said.append, "clock": clock, "sleep": clock.sleep, **more}
        return patiently(lambda: publish(repo, result_of()), **asked)

    run.said = said
    return run


def assert_one_version(hub, published) -> None:
    there = hub.repos[REPO]
    assert published.version == "v1" and there.tags == {"v1": there.branches["main"]} == {"v1": published.revision}
    assert [title for title in there.titles.values() if title != "initial commit"] == ["v1: Nova (job job1)"]


# The hub answers 412 to commits alone.
ONCE = [(request, trouble) for request in REQUESTS for trouble in TROUBLES if trouble != "412" or "/commit/" in request]


@pytest.mark.parametrize(("request_", "trouble"), ONCE)
def test_once(hub, publishing, clock, request_, trouble):
    left = [TROUBLES[trouble]]
    hub.trouble = lambda request: left.pop() if left and request.startswith(request_) else None
    assert_one_version(hub, publishing())
    assert not left
    assert clock.now < 2 * MINUTES


@pytest.mark.parametrize("trouble", TROUBLES)
def test_for_five_minutes(hub, publishing, clock, trouble):
    hub.trouble = lambda request: TROUBLES[trouble] if clock.now < 5 * MINUTES else None
    assert_one_version(hub, publishing())
    assert 5 * MINUTES <= clock.now < 10 * MINUTES
    assert publishing.said


@pytest.mark.parametrize("request_", [REQUESTS[1], *REQUESTS[5:]])
def test_done_but_answered_500(hub, publishing, request_):
    hub.lost.append(request_)
    assert_one_version(hub, publishing())
    assert not hub.lost


@pytest.mark.parametrize(("headers", "least"), [({"retry-after": "40"}, 40), (RATE_LIMIT, 55)])
def test_it_waits_as_long_as_the_hub_asks(hub, publishing, clock, headers, least):
    times = []

    def trouble(request):
        if "/commit/main" not in request:
            return None
        times.append(clock.now)
        return (429, headers) if len(times) == 1 else None

    hub.trouble = trouble
    assert_one_version(hub, publishing())
    assert times[1] - times[0] >= least


def test_what_is_left_of_a_limit_is_not_waited_for_after_other_troubles(hub, publishing, clock):
    """The header stands in every answer of the hub; the window's end says nothing of when a 500 is over."""
    left = [(500, {**RATE_LIMIT, "ratelimit": '"api";r=489;t=290'})]
    hub.trouble = lambda request: left.pop() if left and "/commit/main" in request else None
    assert_one_version(hub, publishing())
    assert not left and clock.now < 5


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_hub_that_never_answers_is_asked_again(hub, publishing, monkeypatch, request_):
    """Its client's own timeout is none, and a run would stand for ever, its heartbeats telling that all is well."""
    over, silent, session = threading.Event(), [request_], get_session()

    def before(request):
        if silent and request.startswith(silent[0]):
            silent.clear()
            over.wait()

    def hurry(request):
        waits = request.extensions["timeout"]
        assert all(waits.values())
        if silent and f"{request.method} {request.url.path}".startswith(silent[0]):
            waits["read"] = 0.05

    hub.before = before
    session.event_hooks = {"request": [*session.event_hooks["request"], hurry]}
    try:
        assert_one_version(hub, publishing())
    finally:
        over.set()
        close_session()
    assert not silent


@pytest.mark.parametrize("status", [403, 404, 503])
def test_storage_that_does_not_take_a_file_gets_it_again_at_a_new_address(hub, publishing, status):
    """The client says so by a bare RuntimeError, whatever the storage answered: an address ends after a while, say."""

    def batches() -> int:
        return len([request for request in hub.requests if "/objects/batch" in request])

    hub.trouble = lambda request: (status, {}) if request.startswith("PUT /storage/") and batches() < 2 else None
    assert_one_version(hub, publishing())
    assert any("storage did not take it" in words for words in publishing.said)
    assert batches() == 2


@pytest.mark.parametrize("status", [400, 403, 404, 413])
def test_a_refusal_is_not_tried_again(hub, publishing, clock, status):
    hub.trouble = lambda request: (status, {}) if "/commit/main" in request else None
    with pytest.raises(RunError):
        publishing()
    assert clock.now < 1
    assert len([request for request in hub.requests if "/commit/main" in request]) == 1


def test_a_hub_that_stays_down_is_given_up_and_a_cancelled_job_at_once(hub, publishing, clock):
    hub.trouble = lambda request: (503, {})
    with pytest.raises(RunError, match=r"answered 503\. It was tried for 30 minutes"):
        publishing()
    assert clock.now >= Patience().most

    def check():
        if clock.now > began + 10:
            raise Cancelled("over")

    began = clock.now
    with pytest.raises(Cancelled):
        publishing(check=check)
    assert clock.now < began + 60
