"""Signing, numbering, delivery: against the reference library and a bot that misbehaves."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timezone

import httpx
import pytest
from bot_double import SECRET, BotDouble
from patience import LONGEST_WAIT, until
from standardwebhooks import Webhook

from actor_lora.errors import Cancelled
from actor_lora.job.couriers import branch_courier, http_courier, retry_after
from actor_lora.job.events import MOST_BYTES, Event, Reporter, sign
from actor_lora.job.sinks import MOST_WAITING, JsonLinesSink, Outcome, QueuedSink


@pytest.fixture
def bot(spec):
    double = BotDouble(spec, [])
    yield double
    double.close()


@pytest.fixture
def reporter_of(bot, tmp_path):
    made = []

    def make(**options) -> Reporter:
        client = httpx.Client()
        post = http_courier(url=f"{bot.url}/training/events", secret=SECRET, client=client)
        timing = {"interval_s": 0.0, "backoff_s": (0.01, 0.02), "patience_s": LONGEST_WAIT, "log": said.append}
        chosen = {key: options.pop(key) for key in list(options) if key in timing}
        sink = QueuedSink(post, name="the bot", **{**timing, **chosen})
        defaults = {"job_id": "job1", "attempt": 1, "total_steps": 10, "heartbeat_s": LONGEST_WAIT}
        made.append(Reporter(sinks=[sink], **{**defaults, **options}))
        return made[-1]

    said: list[str] = []
    make.said = said
    yield make
    for reporter in made:
        reporter.close()


def test_the_signature_is_that_of_the_reference_library():
    body = '{"type":"training.progress","loss":0.5,"note":"é…"}'
    moment = datetime.fromtimestamp(1_700_000_000, tz=timezone.utc)
    assert sign(SECRET, "job1-1-1", 1_700_000_000, body.encode()) == Webhook(SECRET).sign("job1-1-1", moment, body)


def test_events_arrive_signed_numbered_and_with_the_state(bot, reporter_of):
    reporter = reporter_of()
    reporter.started(0)
    reporter.progress(3, loss=0.25, lr=1e-4, eta_seconds=12.3456789)
    reporter.checkpoint(3, "abcdef0")
    reporter.verifying()
    reporter.uploading()
    reporter.completed(repo="a/b", revision="abcdef0", images=[])
    assert reporter.close()
    assert bot.forged == 0
    assert bot.types()[0] == "started" and bot.types()[-3:] == ["verifying", "uploading", "completed"]
    seqs = [delivery.body["seq"] for delivery in bot.deliveries]
    assert seqs == sorted(set(seqs))
    last = bot.deliveries[-1].body
    assert last == {
        "type": "training.completed",
        "jobId": "job1",
        "attempt": 1,
        "seq": 6,
        "step": 3,
        "totalSteps": 10,
        "loss": 0.25,
        "lr": 1e-4,
        "etaSeconds": 12.3457,
        "repo": "a/b",
        "revision": "abcdef0",
        "images": [],
    }
    assert bot.deliveries[-1].id == "job1-1-6"


def test_a_loss_that_is_no_number_is_left_out(bot, reporter_of):
    reporter = reporter_of()
    reporter.progress(1, loss=float("nan"), lr=1e-4, eta_seconds=None)
    reporter.failed("x" * 5000)
    reporter.close()
    assert "loss" not in bot.deliveries[-1].body and len(bot.deliveries[-1].body["reason"]) == 1000


def test_a_retry_keeps_the_id_and_signs_afresh(bot, reporter_of):
    failing = [500, 503, 429, 408]
    bot.answer = lambda body, number: (failing.pop(0), {}) if failing else None
    reporter = reporter_of()
    reporter.completed(repo="a/b", revision="abcdef0", images=[])
    assert reporter.close()
    assert len(bot.deliveries) == 5
    assert {delivery.id for delivery in bot.deliveries} == {"job1-1-1"} and bot.forged == 0


def test_every_try_has_a_fresh_timestamp():
    stamps, moments = [], iter([100.0, 100.0, 2000.0, 2000.0])

    def respond(request: httpx.Request) -> httpx.Response:
        stamps.append((request.headers["webhook-timestamp"], request.headers["webhook-signature"]))
        return httpx.Response(500)

    client = httpx.Client(transport=httpx.MockTransport(respond))
    post = http_courier(url="http://bot/e", secret=SECRET, client=client, now=lambda: next(moments))
    event = Event("id", "started", {"type": "training.started"})
    assert post(event).kind == "retry" and post(event).kind == "retry"
    assert [stamp for stamp, _ in stamps] == ["100", "2000"] and stamps[0][1] != stamps[1][1]


def test_what_is_refused_is_not_repeated(bot, reporter_of):
    bot.answer = lambda body, number: (422, {})
    reporter = reporter_of()
    reporter.started(0)
    assert not reporter.close()
    assert len(bot.deliveries) == 1 and "422" in reporter_of.said[0]


def test_410_stops_the_run(bot, reporter_of):
    bot.answer = lambda body, number: (410, {})
    reporter = reporter_of()
    reporter.started(0)
    until(lambda: reporter.gone)
    with pytest.raises(Cancelled):
        reporter.check()
    reporter.failed("late")
    assert not reporter.close()
    assert bot.types() == ["started"]


def test_training_goes_on_while_the_bot_is_down(reporter_of, bot):
    bot.close()
    reporter = reporter_of(patience_s=0.05)
    for step in range(1000):
        reporter.progress(step, loss=0.1, lr=1e-4, eta_seconds=1.0)
        reporter.check()
    reporter.completed(repo="a/b", revision="abcdef0", images=[])
    assert not reporter.close()


def test_a_terminal_event_is_repeated_until_the_bot_is_back(bot, reporter_of):
    bot.answer = lambda body, number: (502, {}) if number < 12 else None
    reporter = reporter_of()
    reporter.completed(repo="a/b", revision="abcdef0", images=[])
    assert reporter.close()
    assert len(bot.deliveries) == 12


def test_the_latest_progress_wins():
    """While one is under way, of all that come only the last is sent after it."""
    sent, go = [], threading.Event()

    def courier(event: Event) -> Outcome:
        sent.append(event.payload["step"])
        go.wait(LONGEST_WAIT)
        return Outcome("accepted")

    sink = QueuedSink(courier, name="x", interval_s=0.0)
    reporter = Reporter(job_id="j", attempt=1, total_steps=9, sinks=[sink], heartbeat_s=1000)
    reporter.progress(1, loss=1.0, lr=1.0, eta_seconds=None)
    until(lambda: sent)
    for step in range(2, 8):
        reporter.progress(step, loss=1.0, lr=1.0, eta_seconds=None)
    go.set()
    until(lambda: len(sent) == 2)
    reporter.close()
    assert sent == [1, 7]


def test_no_more_than_so_many_wait_and_the_end_is_among_them():
    sent, go = [], threading.Event()

    def courier(event: Event) -> Outcome:
        sent.append(event)
        go.wait(LONGEST_WAIT)
        return Outcome("accepted")

    reporter = Reporter(job_id="j", attempt=1, total_steps=9, sinks=[QueuedSink(courier, name="x")], heartbeat_s=1000)
    reporter.started(0)
    until(lambda: sent)
    for step in range(3 * MOST_WAITING):
        reporter.checkpoint(step, None)
    reporter.failed("It ended.")
    go.set()
    assert reporter.close()
    assert [event.type for event in sent] == ["started", *["checkpoint"] * (MOST_WAITING - 1), "failed"]
    assert sent[-2].payload["step"] == 3 * MOST_WAITING - 1


def test_at_most_one_progress_in_the_interval():
    sent = []
    sink = QueuedSink(lambda event: sent.append(event) or Outcome("accepted"), name="x", interval_s=3600)
    reporter = Reporter(job_id="j", attempt=1, total_steps=9, sinks=[sink], heartbeat_s=1000)
    for step in range(50):
        reporter.progress(step, loss=1.0, lr=1.0, eta_seconds=None)
    reporter.verifying()
    reporter.close()
    assert [event.type for event in sent].count("progress") <= 1 and sent[-1].type == "verifying"


def test_a_heartbeat_repeats_the_state(bot, reporter_of):
    reporter = reporter_of(heartbeat_s=0.05)
    reporter.progress(5, loss=0.5, lr=1e-4, eta_seconds=9.0)
    until(lambda: len(bot.deliveries) >= 3)
    assert {delivery.body["step"] for delivery in bot.deliveries} == {5}
    assert {delivery.body["type"] for delivery in bot.deliveries} == {"training.progress"}


def test_the_numbering_survives_a_kill_and_the_end_is_repeated_as_it_was(bot, reporter_of, tmp_path):
    journal = tmp_path / "journal.json"
    first = reporter_of(journal=journal)
    first.started(0)
    second = reporter_of(journal=journal)
    second.started(2)
    second.completed(repo="a/b", revision="abcdef0", images=[])
    second.close()
    third = reporter_of(journal=journal)
    assert third.finished == "completed"
    third.repeat_end()
    third.failed("must not be said any more")
    assert third.close()
    ends = [delivery for delivery in bot.deliveries if delivery.body["type"] == "training.completed"]
    assert len(ends) == 2 and ends[0].id == ends[1].id and ends[0].body == ends[1].body
    assert {delivery.body["seq"] for delivery in bot.deliveries} == {1, 2, 3}
    assert reporter_of(journal=journal, attempt=2).finished is None


def test_an_event_is_never_larger_than_the_bot_takes():
    images = [{"path": "samples/01.png", "prompt": "ä" * 500} for _ in range(40)]
    body = Event("id", "sample", {"type": "training.sample", "images": images}).body()
    assert 15_000 < len(body) <= MOST_BYTES and json.loads(body)["images"]


def test_retry_after():
    assert retry_after("7", 0) == 7
    assert retry_after("Thu, 01 Jan 1970 00:01:40 GMT", 40) == 60
    assert retry_after("86400", 0) == 300
    assert retry_after("soon", 0) == retry_after(None, 0) == retry_after("-3", 0) == retry_after("nan", 0) == 0


def test_the_wait_is_as_long_as_the_bot_asks():
    client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(429, headers={"retry-after": "17"})))
    outcome = http_courier(url="http://bot/e", secret=SECRET, client=client)(Event("id", "started", {}))
    assert (outcome.kind, outcome.wait) == ("retry", 17)


class Branch:
    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cancelled = False

    def put(self, title: str, files: dict[str, bytes]) -> str:
        self.files |= files
        return "abcdef0"

    def ended(self) -> Cancelled | None:
        return Cancelled("over") if self.cancelled else None


def test_the_status_on_the_branch_has_every_event_and_the_latest_progress():
    branch = Branch()
    sink = QueuedSink(branch_courier(branch, job_id="job1", attempt=1, now=lambda: 5.0), name="hub", interval_s=0)
    reporter = Reporter(job_id="job1", attempt=1, total_steps=9, sinks=[sink], heartbeat_s=1000)
    reporter.started(0)
    reporter.progress(3, loss=1.0, lr=1.0, eta_seconds=None)
    reporter.verifying()
    reporter.completed(repo="a/b", revision="abcdef0", images=[])
    assert reporter.close()
    status = json.loads(branch.files["status.json"])
    assert (status["jobId"], status["attempt"], status["updatedAt"]) == ("job1", 1, 5000)
    types = [event["type"] for event in status["events"]]
    assert [kind for kind in types if kind != "training.progress"] == [
        "training.started",
        "training.verifying",
        "training.completed",
    ]
    assert status["events"][-1]["id"] == "job1-1-4"


def test_a_branch_that_the_bot_took_away_is_a_410():
    branch = Branch()
    branch.cancelled = True
    sink = QueuedSink(branch_courier(branch, job_id="job1", attempt=1), name="hub", interval_s=0)
    reporter = Reporter(job_id="job1", attempt=1, total_steps=9, sinks=[sink], heartbeat_s=1000)
    reporter.started(0)
    reporter.close()
    assert reporter.gone and not branch.files


def test_json_lines(tmp_path):
    sink = JsonLinesSink(tmp_path / "new" / "events.jsonl")
    reporter = Reporter(job_id="j", attempt=1, total_steps=9, sinks=[sink], heartbeat_s=1000)
    reporter.started(0)
    reporter.progress(1, loss=0.5, lr=1e-4, eta_seconds=None)
    reporter.close()
    lines = [json.loads(line) for line in (tmp_path / "new" / "events.jsonl").read_text().splitlines()]
    assert [line["type"] for line in lines] == ["training.started", "training.progress"]
    assert lines[1]["id"] == "j-1-2"
