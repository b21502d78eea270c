"""Pictures that are drawn at once: each is as it would be alone, whatever happens to the others."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from lora_fixtures import FakeHub, random_lora
from patience import LONGEST_WAIT, until
from test_serve_transformers import loras  # noqa: F401  (a fixture)

from actor_lora.serve import adapters
from actor_lora.serve.catalogue import Catalogue
from actor_lora.serve.drawing import Abandoned
from actor_lora.serve.engine import Engine, EngineSettings
from actor_lora.serve.gpu_queue import GpuQueue, Part
from actor_lora.serve.image_call import read_image_call
from actor_lora.serve.lora_store import LoraStore
from actor_lora.serve.refusal import Refusal
from actor_lora.tiny import tiny_pipeline


@pytest.fixture(scope="module")
def files(tmp_path_factory, loras):  # noqa: F811
    folder = tmp_path_factory.mktemp("together")
    base = tiny_pipeline("sd15", folder / "base")
    return loras | {
        "cast/ada": random_lora(base, folder / "ada", seed=1),
        "cast/bo": random_lora(base, folder / "bo", seed=2, text_encoder=True),
    }


@pytest.fixture
def engine(tiny, files):
    kinds = ("sd15", "sdxl", "z-image-turbo", "flux2-klein", "flux1-dev")
    engine = Engine(
        Catalogue({f"tiny/{kind}": str(tiny(kind)) for kind in kinds}),
        EngineSettings(device="cpu"),
        loras=LoraStore(FakeHub(dict(files))),
    )
    yield engine
    engine.stop()


def call(kind="sd15", **parameters):
    settings = {"model": f"tiny/{kind}", "width": 16, "height": 16, "num_inference_steps": 2, "seed": 7}
    prompt = parameters.pop("prompt", "photo of a person")
    return read_image_call({"inputs": prompt, "parameters": {**settings, **parameters}})


def ready(engine, kind="sd15"):
    found = []

    def is_loaded():
        try:
            found.append(engine.pool.get(f"tiny/{kind}"))
        except Refusal as refusal:
            assert refusal.estimated_time, refusal.sentence
        return found

    until(is_loaded)
    return found[0]


class Meeting:
    """Holds the GPU's thread until several calls wait, and counts what is drawn at once."""

    def __init__(self, engine, pipeline, monkeypatch) -> None:
        self.engine, self.sizes = engine, []
        real = type(pipeline).__call__

        def drawn(pipe, *args, **options):
            self.sizes.append(len(options["prompt"]))
            return real(pipe, *args, **options)

        drawn.__signature__ = __import__("inspect").signature(real)
        monkeypatch.setattr(type(pipeline), "__call__", drawn)

    def of(self, calls, meanwhile=lambda tickets: None):
        """What each call gets: pixels, or its exception."""
        go = threading.Event()
        self.engine.queue.submit(lambda _: go.wait(LONGEST_WAIT))
        until(lambda: self.engine.queue.state()["busy"])
        self.sizes.clear()
        tickets = [self.engine.begin(one) for one in calls]
        meanwhile(tickets)
        go.set()
        return [self.result(ticket) for ticket in tickets]

    @staticmethod
    def result(ticket):
        try:
            return np.asarray(ticket.future.result(LONGEST_WAIT)).astype(int)
        except BaseException as error:
            return error


@pytest.fixture
def meeting(engine, monkeypatch):
    return Meeting(engine, ready(engine).pipeline, monkeypatch)


def alike(a, b) -> bool:
    """Sums of a batch are rounded otherwise, which may move a value of 0 to 255 by one."""
    return a.shape == b.shape and np.abs(a - b).max() <= 1


CASES = {
    "sd15": [
        {"prompt": "photo of a person", "seed": 1},
        {"prompt": "a face", "seed": 2, "loras": [{"repo": "cast/ada"}]},
        {"seed": 3, "loras": [{"repo": "cast/bo"}]},
        {"seed": 3, "loras": [{"repo": "cast/ada", "scale": 0.5}, {"repo": "cast/bo", "scale": -1}]},
    ],
    **{
        kind: [{"seed": 1}, {"prompt": "a longer text about a face", "seed": 2, "loras": [{"repo": f"cast/{kind}"}]}]
        for kind in ("sdxl", "z-image-turbo", "flux2-klein", "flux1-dev")
    },
}


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("guidance", [5, 0])
def test_each_is_as_it_would_be_alone(engine, monkeypatch, kind, guidance):
    meeting = Meeting(engine, ready(engine, kind).pipeline, monkeypatch)
    calls = [call(kind, guidance_scale=guidance, **one) for one in CASES[kind]]
    alone = [np.asarray(engine.render(one)).astype(int) for one in calls]
    for number, picture in enumerate(alone):
        assert not any(alike(picture, other) for other in alone[number + 1 :])
    together = meeting.of(calls)
    assert meeting.sizes == [len(calls)]
    assert all(map(alike, together, alone))
    # And nothing of it stays behind.
    again = [np.asarray(engine.render(one)).astype(int) for one in calls]
    assert all(map(np.array_equal, again, alone))
    assert meeting.sizes == [len(calls)] + [1] * len(calls)


def test_only_alike_calls_meet(meeting):
    calls = [call(), call(width=24), call(negative_prompt="blurred"), call(seed=9), call(num_inference_steps=3)]
    assert all(isinstance(one, np.ndarray) for one in meeting.of(calls))
    assert sorted(meeting.sizes) == [1, 1, 1, 2]


def test_a_lora_that_does_not_fit_is_refused_and_the_others_are_drawn(engine, meeting):
    calls = [call(loras=[{"repo": "cast/ada"}]), call(loras=[{"repo": "cast/sdxl"}]), call()]
    alone = [np.asarray(engine.render(one)).astype(int) for one in (calls[0], calls[2])]
    first, refused, last = meeting.of(calls)
    assert meeting.sizes == [2]
    assert isinstance(refused, Refusal) and refused.status == 422 and "cast/sdxl" in refused.sentence
    assert alike(first, alone[0]) and alike(last, alone[1])


def test_where_it_fails_together_each_is_drawn_alone(engine, meeting, monkeypatch):
    kind = type(ready(engine).pipeline)
    counted = kind.__call__

    def fragile(pipe, *args, **options):
        if "bad" in options["prompt"]:
            meeting.sizes.append(len(options["prompt"]))
            raise ValueError("no picture of that")
        return counted(pipe, *args, **options)

    fragile.__signature__ = counted.__signature__
    monkeypatch.setattr(kind, "__call__", fragile)
    good, bad, other = meeting.of([call(), call(prompt="bad"), call(seed=8)])
    assert isinstance(bad, ValueError)
    assert good.shape == other.shape == (16, 16, 3) and not alike(good, other)
    assert meeting.sizes == [3, 1, 1, 1]


def test_out_of_memory_together_is_fewer_at_once(engine, meeting, monkeypatch):
    kind = type(ready(engine).pipeline)
    counted = kind.__call__

    def small(pipe, *args, **options):
        if len(options["prompt"]) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return counted(pipe, *args, **options)

    small.__signature__ = counted.__signature__
    monkeypatch.setattr(kind, "__call__", small)
    assert all(isinstance(one, np.ndarray) for one in meeting.of([call(seed=seed) for seed in range(4)]))
    assert meeting.sizes == [1] * 4
    assert all(isinstance(one, np.ndarray) for one in meeting.of([call(seed=seed) for seed in range(4)]))
    assert meeting.sizes == [2, 2]


def test_who_goes_away_does_not_hold_up_the_others(engine, meeting, monkeypatch):
    """Before it is drawn, and in the middle of its steps."""
    alone = np.asarray(engine.render(call(seed=3))).astype(int)
    # Still in the line: there is no work for it.
    drawn = meeting.of([call(seed=1), call(seed=2), call(seed=3)], lambda tickets: tickets[1].cancel())
    assert meeting.sizes == [2] and alike(drawn[2], alone)

    tickets, steps = [], []
    pipeline = ready(engine).pipeline
    real = pipeline.scheduler.step

    def step(*args, **options):
        steps.append(1)
        tickets[0].cancelled.set()
        return real(*args, **options)

    monkeypatch.setattr(pipeline.scheduler, "step", step, raising=False)
    drawn = meeting.of([call(seed=1), call(seed=3)], tickets.extend)
    assert alike(drawn[1], alone) and len(steps) == 2
    steps.clear(), tickets.clear()

    def all_go(*args, **options):
        steps.append(1)
        for ticket in tickets:
            ticket.cancelled.set()
        return real(*args, **options)

    monkeypatch.setattr(pipeline.scheduler, "step", all_go, raising=False)
    drawn = meeting.of([call(seed=1), call(seed=3)], tickets.extend)
    assert all(isinstance(one, Abandoned) for one in drawn) and len(steps) == 1


def test_loras_of_dora_are_drawn_with_equal_ones_only(engine, meeting):
    base = ready(engine)
    ada, bo = [{"repo": "cast/ada"}], [{"repo": "cast/bo"}]
    calls = [call(loras=ada), call(loras=bo), call(loras=ada, seed=8)]
    alone = [np.asarray(engine.render(one)).astype(int) for one in calls]
    name = next(iter(base.adapters.values()))
    layer = next(module for module in base.pipeline.unet.modules() if name in getattr(module, "lora_A", {}))
    layer.lora_variant[name] = object()
    try:
        grouped = engine._groups(base, {0: {name: 1.0}, 1: {"other": 1.0}, 2: {name: 1.0}})
    finally:
        del layer.lora_variant[name]
    assert grouped == [[0, 2], [1]]
    assert all(map(alike, meeting.of(calls), alone)) and meeting.sizes == [3]


def test_a_lora_is_read_while_the_gpu_draws_for_others(engine, meeting, monkeypatch):
    readers, real = [], adapters.stage

    def stage(*args):
        readers.append(threading.current_thread().name)
        return real(*args)

    monkeypatch.setattr("actor_lora.serve.engine.stage", stage)

    def read_already(tickets):
        assert readers == [threading.current_thread().name] * 2 and not ready(engine).adapters

    meeting.of([call(loras=[{"repo": "cast/ada"}]), call(loras=[{"repo": "cast/bo"}])], read_already)
    assert len(readers) == 2 and len(ready(engine).adapters) == 2


def test_two_loras_that_are_read_and_added_at_once_are_not_mixed_up(engine, files):
    """While one is added, the pipeline says that any LoRA is that one; others are read meanwhile."""
    pipeline = ready(engine).pipeline
    ada = adapters.stage(pipeline, engine.loras.get(call(loras=[{"repo": "cast/ada"}]).loras[0]))
    seen, real = [], pipeline.load_lora_weights

    def load(*args, **options):
        seen.append(adapters.stage(pipeline, engine.loras.get(call(loras=[{"repo": "cast/bo"}]).loras[0])))
        return real(*args, **options)

    pipeline.load_lora_weights = load
    adapters.add_adapter(pipeline, ada, "ada")
    del pipeline.load_lora_weights
    assert any(name.startswith("text_encoder") for name in seen[0].read[0])
    assert not any(name.startswith("text_encoder") for name in ada.read[0])


class TestQueue:
    def drawn(self, most: int, kinds: list[str]) -> list[list[int]]:
        queue, go, batches = GpuQueue(16, most_together=most), threading.Event(), []

        def work(wanted, gone):
            batches.append(list(wanted))
            return [RuntimeError(str(one)) if one == 1 else one for one in wanted]

        try:
            queue.submit(lambda _: go.wait(LONGEST_WAIT))
            until(lambda: queue.state()["busy"])
            tickets = [queue.submit(Part(kind, number, work)) for number, kind in enumerate(kinds)]
            go.set()
            for number, ticket in enumerate(tickets):
                if number == 1:
                    with pytest.raises(RuntimeError, match="1"):
                        ticket.future.result(LONGEST_WAIT)
                else:
                    assert ticket.future.result(LONGEST_WAIT) == number
        finally:
            go.set()
            queue.stop()
        return batches

    def test_those_of_one_kind_go_together_and_the_others_keep_their_order(self):
        assert self.drawn(3, ["a", "b", "a", "c", "a", "a", "b"]) == [[0, 2, 4], [1, 6], [3], [5]]

    def test_one_at_a_time(self):
        assert self.drawn(1, ["a", "a", "a"]) == [[0], [1], [2]]

    def test_an_error_of_the_whole_reaches_all(self):
        queue, go = GpuQueue(16, most_together=4), threading.Event()
        try:
            queue.submit(lambda _: go.wait(LONGEST_WAIT))
            until(lambda: queue.state()["busy"])
            tickets = [queue.submit(Part("a", number, lambda wanted, gone: 1 / 0)) for number in range(2)]
            go.set()
            for ticket in tickets:
                with pytest.raises(ZeroDivisionError):
                    ticket.future.result(LONGEST_WAIT)
        finally:
            go.set()
            queue.stop()
