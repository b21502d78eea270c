"""A worker and a bot over HTTP: pictures come out once, whatever is lost, repeated, revoked or killed on the way."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import numpy as np
import pytest
from forking import run_forked
from lora_fixtures import FakeHub, random_lora
from patience import until
from PIL import Image
from worker_fixtures import SOON, Running, call, machine_of, worker_at
from workers_bot import WorkersBot, key_of

from actor_lora.serve.engine import Engine, EngineSettings
from actor_lora.serve.image_call import read_image_call
from actor_lora.serve.lora_store import LoraStore
from actor_lora.tiny import tiny_pipeline
from actor_lora.worker.hands import Hands
from actor_lora.worker.shift import Shift
from actor_lora.worker.trouble import KeyRefused


@pytest.fixture(scope="module")
def ada(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ada")
    return random_lora(tiny_pipeline("sd15", folder / "base"), folder / "ada", seed=1)


@pytest.fixture
def bot(spec):
    double = WorkersBot(spec, [])
    yield double
    double.close()


@pytest.fixture
def begin(bot, tiny, tmp_path):
    """Starts workers, which end with the test."""
    begun = []

    def start(**more) -> Running:
        begun.append(Running(worker_at(bot.url, tiny("sd15"), tmp_path / "runs", **more)))
        return begun[-1]

    yield start
    for running in begun:
        running.stop()


def pixels(png: bytes):
    return np.asarray(Image.open(io.BytesIO(png))).astype(int)


def lora(bot, content: bytes, **more) -> dict:
    return {"repo": "cast/ada", "revision": "c0ffee", "scale": 1.0, "weights": bot.link(content), **more}


@pytest.mark.parametrize("loop", ["_ask", "_heed"])
def test_a_fault_of_its_own_does_not_end_it_unseen(bot, begin, monkeypatch, loop):
    right = getattr(Shift, loop)
    faults = iter([RuntimeError("a fault")])

    def faulty(self, *given):
        if fault := next(faults, None):
            raise fault
        return right(self, *given)

    monkeypatch.setattr(Shift, loop, faulty)
    begin()
    until(lambda: next(faults, "none left") == "none left")
    bot.put("image-1", call=call())
    until(lambda: "image-1" in bot.results)


def test_a_picture_of_an_actor_is_the_one_that_serve_draws(bot, begin, tiny, ada, tmp_path):
    bot.put("image-1", call=call(loras=[lora(bot, ada)]))
    bot.put("image-2", call=call())
    running = begin()
    until(lambda: len(bot.results) == 2)
    assert running.stop() is None

    engine = Engine(
        machine_of(tiny("sd15")).catalogue, EngineSettings(device="cpu"), loras=LoraStore(FakeHub({"cast/ada": ada}))
    )
    until(lambda: _loaded(engine))
    drawn = engine.render(read_image_call(call(loras=[{"repo": "cast/ada"}])))
    engine.stop()
    assert np.array_equal(pixels(bot.results["image-1"]), np.asarray(drawn).astype(int))
    assert not np.array_equal(pixels(bot.results["image-1"]), pixels(bot.results["image-2"]))
    assert bot.failures == {}
    assert len(bot.byes) == 1
    asked = bot.asks[0]
    assert (asked["name"], asked["device"], asked["bases"], asked["kinds"]) == (
        "attic",
        "CPU",
        ["tiny/sd15"],
        ["image"],
    )
    assert asked["free"] == {"image": 4, "training": 0}
    # Nothing of a person is on the disk.
    assert not (tmp_path / "runs").exists()


def _loaded(engine):
    try:
        return engine.pool.get(None)
    except Exception:
        return False


def test_two_servers_share_the_machine_and_a_revoked_key_ends_only_its_own(bot, begin):
    bot.keys["bbbbbbbbbb"] = bot.keys["aaaaaaaaaa"]
    running = begin(keys=("aaaaaaaaaa", "bbbbbbbbbb"))
    until(lambda: len(bot.asks) > 1)
    del bot.keys["bbbbbbbbbb"]
    until(lambda: running.worker.refused == ["bbbbbbbbbb"])
    bot.put("image-0", call=call())
    bot.put("image-1", call=call())
    until(lambda: len(bot.results) == 2)
    assert running.ended is None
    del bot.keys["aaaaaaaaaa"]
    assert isinstance(running.wait(), KeyRefused)
    # It goes without a word to a bot that knows it no more.
    assert bot.byes == []


def test_what_was_heard_and_not_answered_is_brought_again_and_counted_once(bot, begin):
    bot.lost = ["/result", "/result"]
    bot.put("image-1", call=call())
    begin()
    until(lambda: "image-1" in bot.results and not bot.lost)
    bot.put("image-2", call=call())
    until(lambda: "image-2" in bot.results)
    assert bot.late == []


def test_work_that_comes_twice_is_drawn_once(bot, begin, monkeypatch):
    drawn, go = _slowly(monkeypatch)
    bot.put("image-1", call=call())
    bot.put("image-1", call=call())
    begin()
    until(lambda: len(bot.beats) > 1)
    go.set()
    until(lambda: "image-1" in bot.results)
    assert drawn == [1]


def _slowly(monkeypatch):
    """Pictures are begun, and wait for `go`."""
    from actor_lora.serve import engine as engine_module

    drawn, go, real = [], threading.Event(), engine_module.draw

    def draw(pipeline, calls, gone):
        drawn.append(len(calls))
        while not go.wait(0.01):
            if all(one.is_set() for one in gone):
                raise engine_module.Abandoned
        return real(pipeline, calls, gone)

    monkeypatch.setattr(engine_module, "draw", draw)
    return drawn, go


def test_a_picture_that_nobody_waits_for_any_more_is_given_up(bot, begin, monkeypatch):
    drawn, go = _slowly(monkeypatch)
    bot.put("image-1", call=call())
    begin()
    until(lambda: drawn)
    bot.cancelled.add("image-1")
    bot.put("image-2", call=call())
    until(lambda: len(drawn) == 2)
    go.set()
    until(lambda: "image-2" in bot.results)
    assert bot.results.keys() == {"image-2"}
    assert bot.failures == {} and bot.late == []


def test_a_bot_that_was_restarted_waits_for_nothing_and_the_worker_goes_on(bot, begin, monkeypatch):
    drawn, go = _slowly(monkeypatch)
    bot.put("image-1", call=call())
    begin()
    until(lambda: drawn)
    bot.leases.clear()
    until(lambda: not bot.beats or bot.beats[-1]["running"] == ["image-1"])
    go.set()
    bot.put("image-2", call=call())
    until(lambda: "image-2" in bot.results)
    assert "image-1" not in bot.results


def test_leases_are_renewed_while_it_draws(bot, begin, monkeypatch):
    _, go = _slowly(monkeypatch)
    bot.put("image-1", call=call())
    begin()
    until(lambda: len(bot.beats) > 3)
    assert all(beat["running"] == ["image-1"] for beat in bot.beats)
    go.set()
    until(lambda: "image-1" in bot.results)


def test_told_to_stop_it_takes_nothing_more_and_hands_back_what_takes_too_long(bot, begin, monkeypatch):
    from dataclasses import replace

    drawn, _ = _slowly(monkeypatch)
    bot.put("image-1", call=call())
    running = begin(timing=replace(SOON, grace=0.1))
    until(lambda: drawn)
    assert running.stop() is None
    failed = bot.failures["image-1"]
    assert (failed["status"], failed["handedBack"]) == (503, True)
    assert [work["id"] for work in bot.waiting] == ["image-1"]
    assert len(bot.byes) == 1


class TestProcess:
    """As its owner starts it."""

    def process(self, bot, tiny, folder: Path, point: str, monkeypatch, *more: str):
        monkeypatch.setenv("ACTOR_LORA_WORKER_KEY", key_of("aaaaaaaaaa"))
        words = ["--bot", bot.url, "--device", "cpu", "--model", f"tiny/sd15={tiny('sd15')}", *more]
        code, said = run_forked({"worker": words, "point": point}, folder)
        assert key_of("aaaaaaaaaa")[14:] not in said and "link=" not in said
        return code, said

    def test_killed_before_its_picture_is_brought_it_loses_nothing(self, bot, tiny, tmp_path, monkeypatch, ada, begin):
        bot.put("image-1", call=call(loras=[lora(bot, ada)]))
        code, _ = self.process(bot, tiny, tmp_path, "before-a-worker-brings-its-picture", monkeypatch)
        assert code == -9
        assert list(bot.leases) == ["image-1"] and bot.results == {}
        bot.silence()
        begin()
        until(lambda: "image-1" in bot.results)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_sigterm_ends_it_after_the_picture_in_hand(self, bot, tiny, tmp_path, monkeypatch):
        bot.put("image-1", call=call())
        code, said = self.process(bot, tiny, tmp_path, "told-to-stop-while-a-picture-is-drawn", monkeypatch)
        assert (code, list(bot.results), len(bot.byes)) == (0, ["image-1"], 1)
        assert "Stopping: what is in hand" in said

    def test_a_key_that_is_not_accepted_ends_it_in_words(self, bot, tiny, tmp_path, monkeypatch):
        bot.keys.clear()
        code, said = self.process(bot, tiny, tmp_path, "", monkeypatch)
        assert code == 2
        assert "does not accept the key wk_aaaaaaaaaa_…" in said


class TestHostile:
    """Nothing but pictures and trainings is done for a bot, and nobody but the bot is asked."""

    @pytest.mark.parametrize(
        ("work", "status", "words"),
        [
            ({"kind": "shell", "command": "touch /tmp/owned"}, 422, "does not know such work"),
            ({"kind": "image", "call": "rm -rf"}, 422, "does not know such work"),
            ({"kind": "image", "leaseS": -1, "call": {}}, 422, "does not know such work"),
            ({"call": {}}, 422, "inputs: field required"),
            ({"call": call(width=100_000)}, 422, "less than or equal"),
            ({"call": call(model="somebody/else")}, 404, "does not serve"),
            ({"call": call(loras=[{"repo": "cast/ada"}])}, 422, "sent no link"),
            ({"call": call(lora="cast/ada")}, 422, "sent no link"),
            ({"call": call(loras=[{"repo": "/etc/passwd", "weights": "/weights/x?link=a"}])}, 422, "owner/name"),
            ({"kind": "training", "jobCode": "x" * 10}, 503, "no room"),
        ],
    )
    def test_refused_in_words(self, bot, begin, work, status, words):
        bot.heeds_places = False
        bot.put("image-1", **work)
        begin()
        until(lambda: bot.failures)
        failed = bot.failures["image-1"]
        assert failed["status"] == status
        assert words in failed["error"]
        assert bot.fetched == []

    @pytest.mark.parametrize(
        "link",
        [
            "http://169.254.169.254/latest?link=a",
            "//evil.example/weights/x?link=a",
            "/weights/../admin?link=a",
            "/weights/x@evil.example?link=a",
            "/weights/x?link=a#b",
            ["/weights/x?link=a"],
            "/weights/x?link=" + "a" * 5000,
        ],
    )
    def test_weights_come_from_the_bots_own_door_alone(self, bot, begin, link):
        bot.put("image-1", call=call(loras=[{"repo": "cast/ada", "revision": "c0ffee", "weights": link}]))
        begin()
        until(lambda: bot.failures)
        assert bot.failures["image-1"]["status"] == 422
        assert bot.fetched == []

    def test_a_redirect_of_the_weights_is_not_followed(self, bot, begin, ada):
        elsewhere = WorkersBot(bot.spec, [])
        place = elsewhere.url + elsewhere.link(ada)
        bot.instead = lambda path: (302, {"location": place}, b"") if path.startswith("/weights/") else None
        bot.put("image-1", call=call(loras=[lora(bot, ada)]))
        begin()
        until(lambda: bot.failures)
        elsewhere.close()
        assert bot.failures["image-1"]["status"] == 503
        assert bot.failures["image-1"]["retryAfterS"] > 0
        assert elsewhere.fetched == []

    def test_damaged_and_endless_weights(self, bot, begin, ada, monkeypatch):
        from actor_lora.worker import weights

        bot.put("image-1", call=call(loras=[lora(bot, b"no safetensors at all")]))
        begin()
        until(lambda: bot.failures)
        assert bot.failures["image-1"]["status"] == 422
        monkeypatch.setattr(weights, "MOST_FILE_BYTES", len(ada) - 1)
        bot.put("image-2", call=call(loras=[lora(bot, ada, revision="c1")]))
        until(lambda: "image-2" in bot.failures)
        assert "larger than" in bot.failures["image-2"]["error"]
        assert not any(path.startswith("GET") for path in bot.fetched[2:])


def test_withdrawn_likenesses_are_forgotten(bot, begin, ada):
    """By the door, which closes, and by the bot's word, for one that is not asked for again."""
    bot.put("image-1", call=call(loras=[lora(bot, ada)]))
    running = begin()
    until(lambda: "image-1" in bot.results)
    store = running.worker.engine.loras
    assert len(store) == 1
    bot.forget = ["cast/ada"]
    bot.put("image-2", call=call())
    until(lambda: "image-2" in bot.results and len(store) == 0)

    now = [0.0]
    store._clock = lambda: now[0]
    bot.put("image-3", call=call(loras=[lora(bot, ada)]))
    until(lambda: "image-3" in bot.results)
    now[0] += 61
    bot.weights.clear()
    gone = {"repo": "cast/ada", "revision": "c0ffee", "weights": "/weights/w.safetensors?link=over"}
    bot.put("image-4", call=call(loras=[gone]))
    until(lambda: "image-4" in bot.failures)
    assert bot.failures["image-4"]["status"] == 404
    assert len(store) == 0


class TestHands:
    def hands(self, **more):
        self.emptied = []
        settings = {"pictures": 2, "trains": True, "roomy": False, "make_room": lambda: self.emptied.append(1)}
        return Hands(**{**settings, **more})

    def test_a_training_waits_for_the_pictures_in_hand_and_then_has_the_machine(self):
        hands = self.hands()
        assert hands.free() == {"image": 2, "training": 1}
        assert hands.take("image") and hands.take("training")
        assert hands.free() == {"image": 0, "training": 0}
        assert not hands.take("image") and not hands.take("training")
        begun = threading.Event()
        waiting = threading.Thread(
            target=lambda: (hands.empty_for_training(threading.Event()), begun.set()), daemon=True
        )
        waiting.start()
        assert not begun.wait(0.05)
        hands.lay_down("image")
        until(begun.is_set)
        assert self.emptied == [1]
        hands.lay_down("training")
        assert hands.free() == {"image": 2, "training": 1}

    def test_a_roomy_machine_does_both(self):
        hands = self.hands(roomy=True)
        assert hands.take("image") and hands.take("training")
        assert hands.free() == {"image": 1, "training": 0}
        hands.empty_for_training(threading.Event())
        assert self.emptied == []
