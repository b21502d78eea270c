"""The line before the GPU: bounded, in order, one piece of work at a time."""

from __future__ import annotations

import threading

import pytest
from patience import LONGEST_WAIT, until

from actor_lora.serve.gpu_queue import GpuQueue
from actor_lora.serve.refusal import Refusal


def test_runs_one_after_another_and_refuses_beyond_its_bound():
    queue = GpuQueue(2)
    go, order = threading.Event(), []
    try:
        running = queue.submit(lambda _: go.wait(LONGEST_WAIT))
        until(lambda: queue.state()["busy"])
        waiting = [queue.submit(lambda _, n=n: order.append(n)) for n in range(2)]
        with pytest.raises(Refusal) as told:
            queue.submit(lambda _: order.append("too many"))
        assert told.value.status == 503
        assert told.value.retry_after >= 1
        assert told.value.estimated_time is None
        queue.submit(lambda _: order.append("housekeeping"), bounded=False)
        go.set()
        for ticket in [running, *waiting]:
            ticket.future.result(LONGEST_WAIT)
        assert order == ["housekeeping", 0, 1]
    finally:
        go.set()
        queue.stop()


def test_somebody_who_went_away_makes_room():
    queue = GpuQueue(1)
    go, done = threading.Event(), []
    try:
        queue.submit(lambda _: go.wait(LONGEST_WAIT))
        until(lambda: queue.state()["busy"])
        gone = queue.submit(lambda _: done.append("gone"))
        gone.cancel()
        last = queue.submit(lambda _: done.append("here"))
        go.set()
        last.future.result(LONGEST_WAIT)
        assert done == ["here"]
    finally:
        go.set()
        queue.stop()


def test_an_error_reaches_its_caller_alone():
    queue = GpuQueue(4)
    try:
        bad = queue.submit(lambda _: 1 / 0)
        good = queue.submit(lambda _: "fine")
        with pytest.raises(ZeroDivisionError):
            bad.future.result(LONGEST_WAIT)
        assert good.future.result(LONGEST_WAIT) == "fine"
    finally:
        queue.stop()


def test_stopping_refuses_what_waits():
    queue = GpuQueue(4)
    running = queue.submit(lambda cancelled: cancelled.wait(LONGEST_WAIT))
    until(lambda: queue.state()["busy"])
    waiting = queue.submit(lambda _: "never")
    queue.stop()
    assert running.future.result(LONGEST_WAIT) is True
    with pytest.raises(Refusal):
        waiting.future.result(LONGEST_WAIT)
    with pytest.raises(Refusal):
        queue.submit(lambda _: None)
