"""A worker's trainings: a process of its own, with the job's code and no other secret, which ends with the worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from patience import until
from worker_fixtures import SOON, Running, call, worker_at
from workers_bot import WorkersBot

from actor_lora.job.kept_runs import KEPT_SECONDS
from actor_lora.spec import RelayCode, encode_job_code
from actor_lora.worker.trainings import remove_old

RELAY = encode_job_code(RelayCode(relay_repo="a/actor-job-1", job_id="j", one_time_token="t"))
PACKAGE = str(Path(__file__).parents[1])
# It stands for `actor-lora train`: says what it was given, does as it is told, and notes its end as the trainer does.
TRAINER = """
import json, os, pathlib, signal, sys, time
sys.path.insert(0, {package!r})
from actor_lora.starter import end_with_starter
place = pathlib.Path({place!r})
runs = pathlib.Path(sys.argv[sys.argv.index("--output") + 1])
def ends(kind):
    folder = runs / "job1"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "journal.json").write_text(json.dumps({{"terminal": {{"id": kind}}}}))
def interrupted(*_):
    ends("interrupted")
    (place / "interrupted").touch()
    os._exit(4)
signal.signal(signal.SIGTERM, interrupted)
end_with_starter()
(place / "begun.new").write_text(json.dumps({{"argv": sys.argv, "pid": os.getpid(), "env": dict(os.environ)}}))
(place / "begun.new").rename(place / "begun")
how = {how!r}
if how == "done":
    ends("done")
elif how == "not ready":
    print("some line", file=sys.stderr)
    print("actor-lora: This machine is not ready:\\n- No disk.", file=sys.stderr)
    sys.exit(2)
else:
    time.sleep(3600)
"""


@pytest.fixture
def bot(spec):
    double = WorkersBot(spec, [])
    double.hub_token = "none"
    yield double
    double.close()


class Place:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, how: str) -> list[str]:
        return [sys.executable, "-c", TRAINER.format(package=PACKAGE, place=str(self.folder), how=how)]

    @property
    def begun(self) -> dict:
        try:
            return json.loads((self.folder / "begun").read_text())
        except OSError:
            return {}

    @property
    def interrupted(self) -> bool:
        return (self.folder / "interrupted").exists()


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


@pytest.fixture
def begin(bot, tiny, tmp_path, place):
    begun = []

    def start(how: str, **more) -> Running:
        worker = worker_at(bot.url, tiny("sd15"), tmp_path / "runs", command=place.command(how), **more)
        begun.append(Running(worker))
        return begun[-1]

    yield start
    for running in begun:
        running.stop()


def train(bot, **more) -> None:
    bot.put("training-1", **{"kind": "training", "jobCode": bot.job_code, "base": "tiny/sd15", **more})


def test_the_trainer_gets_the_code_and_no_other_secret(bot, begin, place, monkeypatch, tmp_path):
    for name in ("HF_TOKEN", "INFERENCE_ENDPOINT_TOKEN"):
        monkeypatch.setenv(name, "hf_of_the_owner")
    train(bot)
    begin("done")
    until(lambda: "training-1" in bot.results)
    assert json.loads(bot.results["training-1"])["exitCode"] == 0
    given, environment = place.begun["argv"], place.begun["env"]
    assert bot.job_code not in " ".join(given)
    assert environment["ACTOR_LORA_JOB_CODE"] == bot.job_code
    assert "hf_of_the_owner" not in json.dumps(environment)
    assert given[1:] == ["--end-with-starter", "--output", str(tmp_path / "runs"), "--device", "cpu"]


def test_while_it_trains_it_draws_nothing_and_then_it_does(bot, begin, place):
    train(bot)
    begin("wait")
    until(lambda: place.begun)
    bot.put("image-1", call=call())
    until(lambda: len(bot.beats) > 3)
    assert bot.results == {}
    bot.cancelled.add("training-1")
    until(lambda: "image-1" in bot.results)
    assert place.interrupted
    assert bot.results.keys() == {"image-1"} and bot.failures == {}


def test_one_that_could_not_begin_is_told_in_its_own_words(bot, begin):
    train(bot)
    begin("not ready")
    until(lambda: bot.failures)
    failed = bot.failures["training-1"]
    assert (failed["status"], failed["error"]) == (422, "This machine is not ready: - No disk.")
    assert "handedBack" not in failed


def test_no_trainer_to_be_started(bot, begin, place, monkeypatch):
    monkeypatch.setattr(place, "command", lambda how: ["/no/such/program"])
    train(bot)
    begin("done")
    until(lambda: bot.failures)
    assert bot.failures["training-1"]["status"] == 500


def test_told_to_stop_the_trainer_tells_the_bot_itself(bot, begin, place):
    train(bot)
    running = begin("wait")
    until(lambda: place.begun)
    assert running.stop() is None
    assert place.interrupted
    assert json.loads(bot.results["training-1"])["exitCode"] == 4


def test_one_that_does_not_end_is_ended(bot, begin, place, monkeypatch):
    deaf = """
import json, os, pathlib, time
place = pathlib.Path({!r})
place.with_suffix(".new").write_text(json.dumps({{"pid": os.getpid()}}))
place.with_suffix(".new").rename(place)
time.sleep(3600)
"""
    command = [sys.executable, "-c", deaf.format(str(place.folder / "begun"))]
    monkeypatch.setattr(place, "command", lambda how: command)
    train(bot)
    running = begin("deaf", timing=replace(SOON, trainer_grace=0.2))
    until(lambda: place.begun)
    running.stop()
    until(lambda: not _is_there(place.begun["pid"]))


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not of Windows")
def test_a_worker_that_is_killed_takes_its_trainer_along(place, tmp_path):
    holder = "import subprocess, sys, time; p = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE); time.sleep(3600)"
    command = [*place.command("wait"), "--output", str(tmp_path / "runs")]
    worker = subprocess.Popen([sys.executable, "-c", holder, *command])
    until(lambda: place.begun)
    worker.kill()
    worker.wait()
    until(lambda: place.interrupted)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("nonsense", "damaged"),
        (
            encode_job_code(RelayCode(relay_repo="a/actor-job-1", job_id="j", one_time_token="t")),
            "the bot itself writes",
        ),
        ("with-token", "the bot itself writes"),
        ("elsewhere", "another address"),
    ],
)
def test_jobs_that_are_not_for_workers(bot, begin, place, code, words):
    if code == "with-token":
        bot.hub_token = None
        code = bot.job_code
    elif code == "elsewhere":
        bot.url, real = "http://169.254.169.254", bot.url
        code, bot.url = bot.job_code, real
    train(bot, jobCode=code)
    begin("done")
    until(lambda: bot.failures)
    assert bot.failures["training-1"]["status"] == 422
    assert words in bot.failures["training-1"]["error"]
    assert not place.begun


def test_what_nobody_resumed_for_a_week_is_removed(tmp_path):
    runs = tmp_path / "runs"
    for name in ("old", "fresh"):
        (runs / name / "photos").mkdir(parents=True)
        (runs / name / "photos" / "photo-01").write_bytes(b"a face")
    (tmp_path / "beside").mkdir()
    before = time.time() - KEPT_SECONDS - 60
    for path in [*(runs / "old").rglob("*"), runs / "old", tmp_path / "beside"]:
        os.utime(path, (before, before))
    assert remove_old(runs) == 1
    assert [path.name for path in runs.iterdir()] == ["fresh"]
    assert (tmp_path / "beside").exists()
    assert remove_old(tmp_path / "none") == 0
