"""The protocol's test vectors, which the bot's own tests verify too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actor_lora.errors import BadInput
from actor_lora.job.couriers import branch_courier
from actor_lora.job.events import Event, Reporter, sign
from actor_lora.job.relay import claim_relay_job
from actor_lora.run.hf_job import job_request
from actor_lora.spec import decode_job_code

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "protocol.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS["signatures"], ids=lambda vector: vector["name"])
def test_signatures(vector):
    made = sign(vector["secret"], vector["id"], vector["timestamp"], vector["body"].encode())
    assert (made == vector["signature"]) == vector["valid"]


@pytest.mark.parametrize("vector", VECTORS["jobCodes"], ids=lambda vector: vector["name"])
def test_job_codes(vector):
    if vector["valid"]:
        assert decode_job_code(vector["code"]).to_json() == vector["reads"]
    else:
        with pytest.raises(BadInput) as refused:
            decode_job_code(vector["code"])
        assert not vector["code"] or vector["code"] not in str(refused.value)


def test_the_hf_job():
    """The request that the bot makes too."""
    vector = VECTORS["hfJob"]
    assert job_request(vector["jobCode"], package=vector["package"], token=vector["token"]) == vector["request"]


def test_an_hf_job_takes_a_relay_code_too():
    vector = VECTORS["relayJob"]
    assert job_request(vector["jobCode"], package="x")["labels"]["job"] == vector["reads"]["jobId"]


def test_a_relay_job():
    """job.json as the bot writes it; claim.json and status.json as it reads them."""
    vector = VECTORS["relayJob"]
    there = {"job.json": vector["job"]}

    class Dataset:
        def branches(self):
            return {"main": "head"}

        def read(self, path, revision):
            return json.dumps(there[path]).encode() if path in there else None

        def commit(self, branch, title, files, *, parent):
            assert (branch, parent) == ("main", "head")
            there.update({path: json.loads(content) for path, content in files.items()})

    code = decode_job_code(vector["jobCode"])
    now = vector["now"] / 1000
    claim = claim_relay_job(code, Dataset(), kept=None, keep=lambda _: None, prepare=lambda _: None, now=lambda: now)
    assert {**there["claim.json"], "claimId": vector["claim"]["claimId"]} == vector["claim"]
    assert claim.spec.to_json() == vector["job"]["spec"]
    assert [photo.to_json() for photo in claim.photos] == vector["job"]["photos"]

    class Store:
        def put(self, title, files):
            there.update({path: json.loads(content) for path, content in files.items()})

        def ended(self):
            return None

    said = vector["status"]["events"]
    where = {"job_id": claim.job_id, "attempt": claim.attempt, "claim_id": vector["claim"]["claimId"]}
    write = branch_courier(Store(), **where, now=lambda: now)
    for item in said:
        payload = {key: value for key, value in item.items() if key != "id"}
        write(Event(id=item["id"], type=item["type"].removeprefix("training."), payload=payload))
    assert there["status.json"] == vector["status"]


class Sink:
    """Takes what a reporter says."""

    ended = None

    def __init__(self):
        self.said: list[Event] = []

    def offer(self, event: Event) -> None:
        self.said.append(event)

    def close(self) -> bool:
        return True


def test_the_reporter_says_exactly_these_events():
    """Each event of the vectors as this package makes it, byte for byte."""
    sink = Sink()
    wanted = [item["event"] for item in VECTORS["events"] if item["valid"]]
    image, state = wanted[3]["images"][0], wanted[1]
    reporter = Reporter(job_id="job1", attempt=2, total_steps=1000, sinks=[sink], heartbeat_s=1000)
    reporter.started(0)
    numbers = {"loss": state["loss"], "lr": state["lr"], "eta_seconds": state["etaSeconds"]}
    reporter.progress(250, **numbers)
    reporter.progress(251, loss=float("nan"), lr=1e-4, eta_seconds=None)
    reporter.progress(250, **numbers)
    reporter._seq = 3
    reporter.sample([image])
    reporter.checkpoint(250, "0123abc")
    reporter.verifying()
    reporter.uploading()
    reporter.completed(repo="playground/actor-nova-lora", revision="0123abc", images=[image], version="v1")
    reporter.close()
    made = [event.body().decode() for event in sink.said if event.payload["seq"] != 4 or event.type == "sample"]
    assert made == [json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in wanted[:8]]


def test_the_reporter_tells_a_likeness_exactly_so():
    sink = Sink()
    (wanted,) = [item["event"] for item in VECTORS["events"] if item["valid"] and "probe" in item["event"]]
    reporter = Reporter(job_id="job1", attempt=2, total_steps=1000, sinks=[sink], heartbeat_s=1000)
    reporter.progress(750, **{"loss": wanted["loss"], "lr": wanted["lr"], "eta_seconds": wanted["etaSeconds"]})
    reporter._seq = 9
    reporter.probed(750, likeness=0.61234, best=0.63009, best_step=500)
    reporter.checkpoint(750, None)
    reporter.close()
    assert sink.said[1].body().decode() == json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))
    # Whatever comes next repeats it, because of several progress events a receiver may see only the latest.
    assert sink.said[2].payload["probe"] == wanted["probe"]
