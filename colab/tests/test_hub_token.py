"""Whether a run asks for the hub's token: by what the job code says, before the code is used up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hub_double import TOKEN
from huggingface_hub import constants
from run_fixtures import options_of

from actor_lora.errors import BadInput
from actor_lora.run.hub_token import with_token
from actor_lora.spec import JobCode, RelayCode, encode_job_code


def code(hub_token: str | None = None) -> str:
    return encode_job_code(
        JobCode(api_url="https://bot.example", job_id="j1", one_time_token="once", hub_token=hub_token)
    )


RELAY = encode_job_code(RelayCode(relay_repo="studio/actor-job-j1", job_id="j1", one_time_token="once"))


@pytest.fixture
def settle(hub, monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_IMPLICIT_TOKEN", False)
    said: list[str] = []

    def settled(job_code: str, token: str | None, *more: str):
        options = options_of(Path("runs"), Path("base"), hub.url, token, *more, code=job_code)
        return with_token(options, say=said.append).hub.token, said

    return settled


def test_none_is_asked_for_where_the_bot_writes(hub, settle):
    assert settle(code("none"), None) == (None, [])
    assert hub.requests == []
    # Nor is one looked for that somebody left on this machine.
    assert constants.HF_HUB_DISABLE_IMPLICIT_TOKEN


def test_one_that_is_at_hand_loads_the_base_and_is_left_out_where_the_hub_refuses_it(settle):
    assert settle(code("none"), TOKEN) == (TOKEN, [])
    assert not constants.HF_HUB_DISABLE_IMPLICIT_TOKEN
    token, (said,) = settle(code("none"), "hf_old_secret")
    assert token is None and "goes on without" in said and "hf_old_secret" not in said
    assert constants.HF_HUB_DISABLE_IMPLICIT_TOKEN


@pytest.mark.parametrize(
    ("job_code", "more"),
    [
        pytest.param(code(), (), id="an earlier bot"),
        pytest.param(code("read"), (), id="a gated base"),
        pytest.param(RELAY, (), id="a bot without an address"),
        pytest.param(code("none"), ("--status-on-branch",), id="a status on the branch"),
    ],
)
def test_one_is_needed_otherwise(settle, job_code, more):
    assert settle(job_code, TOKEN, *more) == (TOKEN, [])
    for token in (None, "hf_old_secret"):
        with pytest.raises(BadInput, match="HF_TOKEN"):
            settle(job_code, token, *more)
