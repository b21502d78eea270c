"""The hub relay: a bot without an address puts the job into a dataset repo; who takes it, and who may not."""

from __future__ import annotations

import time

import pytest
from hub_double import TOKEN, Repo
from relay_world import DATASET, RELAY, REPO, RelayWorld

from actor_lora.errors import BadInput, Cancelled, RunError, Temporary
from actor_lora.hub import HubRepo
from actor_lora.hub_trouble import Outdated
from actor_lora.job import relay as relay_module
from actor_lora.spec import RelayCode


@pytest.fixture
def world(spec, tiny, tmp_path, monkeypatch):
    world = RelayWorld(spec, tiny("sd15"), tmp_path, monkeypatch)
    yield world
    world.hub.close()


def test_of_two_notebooks_one_has_the_job(world):
    first = world.take("first")
    with pytest.raises(BadInput, match="Another notebook has already taken this job"):
        world.take("second")
    assert world.bot.claim()["claimId"] == first.relay.claim.claim_id


def test_of_two_notebooks_at_the_same_moment_one_has_the_job(world):
    """The other one's commit comes between this one's look and its commit."""
    other = []

    def before(request: str) -> None:
        if request.startswith(f"POST /api/{DATASET}/commit") and not other:
            other.append(None)
            other[:] = [world.take("second")]

    world.hub.before = before
    with pytest.raises(BadInput, match="already taken"):
        world.take("first")
    assert world.bot.claim()["claimId"] == other[0].relay.claim.claim_id
    assert world.take("second").relay.claim.claim_id == other[0].relay.claim.claim_id


def test_a_commit_names_its_parent(world):
    dataset = HubRepo(RELAY, token=TOKEN, endpoint=world.hub.url, repo_type="dataset")
    assert dataset.is_private() and "job.json" in dataset.files("main")
    head = dataset.head()
    dataset.commit("main", "one", {"a": b"1"}, parent=head)
    with pytest.raises(Outdated):
        dataset.commit("main", "two", {"a": b"2"}, parent=head)


def test_a_hub_that_is_down_for_long_is_said_and_does_not_use_up_the_code(world):
    code = RelayCode(relay_repo=RELAY, job_id="job1", one_time_token=world.bot.token)
    dataset = HubRepo(RELAY, token=TOKEN, endpoint=world.hub.url, repo_type="dataset")
    waits: list[float] = []
    keep = {"kept": None, "keep": lambda claim: None, "prepare": lambda spec: None, "sleep": waits.append}
    world.hub.faults = [(f"GET /api/{DATASET}/refs", 418)] * 4
    with pytest.raises(RunError, match="418"):
        relay_module.claim_relay_job(code, dataset, **keep)
    assert waits == [2, 5, 15] and "claim.json" not in world.bot.dataset.files()
    # A file that could not be read is not the same as one that is not there.
    world.hub.faults = [(f"GET /{DATASET}/resolve", 503)] * 4
    with pytest.raises(RunError) as refused:
        relay_module.claim_relay_job(code, dataset, **keep)
    assert isinstance(refused.value, Temporary)


def test_codes_that_are_over(world):
    bot, old = world.bot, world.bot.job_code
    bot.write_job(expiresAt=int(time.time() * 1000) - 1)
    with pytest.raises(Cancelled, match="expired"):
        world.take()
    bot.renew()
    with pytest.raises(BadInput, match="newer code exists"):
        world.take(code=old)
    bot.write_job(jobId="another")
    with pytest.raises(BadInput, match="another job"):
        world.take()
    bot.write_job(photos=[{"path": "photos/../../x", "sha256": "0" * 64}])
    with pytest.raises(BadInput, match=r"photos\.0\.path"):
        world.take()
    bot.put({"job.json": b"{"})
    with pytest.raises(BadInput, match="damaged"):
        world.take()
    del world.hub.repos[DATASET]
    with pytest.raises(Cancelled, match="cancelled or is over"):
        world.take()
    # None of them made anything on the hub.
    assert not world.hub.repos


def test_a_claim_of_an_earlier_attempt_claims_nothing(world):
    first = world.take("first")
    claim = world.bot.dataset.files()["claim.json"]
    world.bot.renew()
    world.bot.put({"claim.json": claim})
    assert first.relay.standing() == "replaced"
    second = world.take("first")
    assert second.attempt == 2 and second.relay.standing() == "ours"
    assert second.relay.claim.claim_id != first.relay.claim.claim_id


def test_a_public_repo_does_not_use_up_the_code(world):
    world.hub.repos[REPO] = Repo(private=False)
    world.hub.repos[REPO].commit("main", {}, "first")
    with pytest.raises(BadInput, match="public"):
        world.take()
    assert "claim.json" not in world.bot.dataset.files()


def test_cancelled_while_the_photos_are_loaded(world, monkeypatch):
    monkeypatch.setattr(relay_module.time, "sleep", lambda _: None)
    job = world.take()
    del world.hub.repos[DATASET]
    with pytest.raises(Cancelled, match="Photo 1 of 3 is gone"):
        job.relay.download(job.folder / "x")
    assert not (job.folder / "x").exists()


def test_another_claim_stops_it(world):
    job = world.take()
    assert job.relay.standing() == "ours"
    world.bot.put({"claim.json": b'{"claimId": "other", "attempt": 1}'})
    assert job.relay.standing() == "replaced"
