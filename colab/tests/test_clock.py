"""A machine whose clock is wrong: what it signs and what it judges by a time goes by those whom it asks."""

from __future__ import annotations

import time

import httpx
import pytest
from bot_double import SECRET
from relay_world import RelayWorld

from actor_lora import clock as clock_module
from actor_lora.clock import ServerClock
from actor_lora.job.bot_calls import Again, BotCalls, Caller

HOUR = 3600.0


@pytest.fixture(params=[HOUR, -HOUR], ids=["fast", "slow"])
def off(request, monkeypatch) -> float:
    """How far this machine's clock is off; those of the doubles are right."""
    monkeypatch.setattr(clock_module, "_local", lambda: time.time() + request.param)
    return request.param


def answer(url: str, **headers: str) -> httpx.Response:
    return httpx.Response(200, headers=headers, request=httpx.Request("GET", url))


def dated(moment: float) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(moment))


def test_a_run_is_heard_and_ends_as_any_other(world, off, capfd):
    assert world.run() == 0
    assert world.bot.types()[-1] == "completed" and not world.bot.forged
    said = capfd.readouterr().err
    assert said.count(f"clock is 60 minutes {'fast' if off > 0 else 'slow'}; the bot’s counts") == 1


def test_a_run_that_claimed_before_a_kill_learns_it_from_the_first_refusal(world, monkeypatch):
    assert world.process("in-the-first-step") == -9
    monkeypatch.setattr(clock_module, "_local", lambda: time.time() + HOUR)
    assert world.run() == 0
    assert world.bot.types()[-1] == "completed" and world.bot.forged == 1


def test_what_is_asked_of_the_bot_is_asked_again_by_its_clock(off):
    """As uploads are; their signatures are no other than those of events."""
    stamps: list[float] = []

    def respond(request: httpx.Request) -> httpx.Response:
        stamps.append(float(request.headers["webhook-timestamp"]) - time.time())
        right = abs(stamps[-1]) < 300
        return httpx.Response(200 if right else 401, json={"fine": True}, headers={"date": dated(time.time())})

    clock = ServerClock("http://bot/training")
    client = httpx.Client(transport=httpx.MockTransport(respond), event_hooks={"response": [clock.hear]})
    calls = BotCalls(Caller("job1", 1, SECRET), client=client, check=lambda: None, say=lambda words: None, now=clock)
    with pytest.raises(Again, match="clock is wrong"):
        calls.ask("http://bot/training/uploads", "uploads", {})
    assert calls.ask("http://bot/training/uploads", "uploads", {}) == {"fine": True}
    assert len(stamps) == 2 and abs(stamps[1]) < 60


def test_a_code_of_a_bot_without_an_address_ends_by_the_hubs_clock(spec, tiny, tmp_path, monkeypatch, off):
    world = RelayWorld(spec, tiny("sd15"), tmp_path, monkeypatch)
    try:
        assert world.run() == 0
        assert abs(world.bot.claim()["claimedAt"] / 1000 - time.time()) < 600
    finally:
        world.hub.close()


def test_whose_answers_count(monkeypatch):
    monkeypatch.setattr(clock_module, "_local", lambda: 1_000_000.0)
    clock = ServerClock("https://bot.example/path")
    clock.hear(answer("https://storage.example/x", date=dated(5_000_000)))
    clock.hear(answer("https://bot.example/x", date="yesterday"))
    clock.hear(answer("https://bot.example/x"))
    clock.hear(answer("https://bot.example/x", date=dated(10_000), age="990000"))
    # What is right within the whole seconds of dates and the way here is left as it is.
    clock.hear(answer("https://bot.example/x", date=dated(1_000_030)))
    assert clock() == 1_000_000
    clock.hear(answer("https://bot.example/x", date=dated(1_003_600)))
    assert clock() == 1_003_600
    clock.hear(answer("https://bot.example/x", date=dated(1_000_000)))
    assert clock() == 1_000_000
