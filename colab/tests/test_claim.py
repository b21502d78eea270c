"""Taking a job: once on a machine, and never twice by accident."""

from __future__ import annotations

import httpx
import pytest
from bot_double import SECRET, BotDouble

from actor_lora.errors import BadInput, Cancelled, RunError
from actor_lora.job import job as job_module
from actor_lora.job.claim import claim_job
from actor_lora.job.job import from_code
from actor_lora.spec import decode_job_code


@pytest.fixture
def bot(spec):
    double = BotDouble(spec, [b"photo"])
    yield double
    double.close()


def claim(bot, waits=None):
    with httpx.Client() as client:
        return claim_job(
            decode_job_code(bot.job_code), client=client, sleep=(waits if waits is not None else []).append
        )


def test_a_claim_brings_the_job_and_never_shows_its_secret(bot, spec):
    taken = claim(bot)
    assert taken.spec == spec and taken.attempt == 1 and len(taken.photos) == 1
    assert SECRET not in repr(taken) and "token-1" not in repr(decode_job_code(bot.job_code))


@pytest.mark.parametrize(
    ("status", "error", "code"), [(401, BadInput, 2), (409, BadInput, 2), (410, Cancelled, 4), (403, RunError, 1)]
)
def test_refusals(bot, status, error, code):
    bot.claim_answers = [status]
    with pytest.raises(error) as refused:
        claim(bot)
    assert isinstance(refused.value, error) and refused.value.exit_code == code and bot.claims == 1


def test_a_busy_bot_is_asked_again(bot):
    bot.claim_answers = [503, 429]
    waits: list[float] = []
    assert claim(bot, waits).job_id == "job1"
    assert waits == [2, 5]


def test_a_bot_that_is_not_there(bot):
    bot.close()
    with pytest.raises(RunError, match="PUBLIC_URL"):
        claim(bot)


def test_an_answer_that_is_no_job():
    def ask(**answer):
        client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, **answer)))
        return claim_job(
            decode_job_code("eyJhcGlVcmwiOiJodHRwOi8veCIsImpvYklkIjoiaiIsIm9uZVRpbWVUb2tlbiI6InQifQ"), client=client
        )

    with pytest.raises(RunError, match="did not answer with JSON"):
        ask(text="<html>")
    with pytest.raises(RunError, match="does not understand") as refused:
        ask(json={"secret": "not-a-secret-value", "jobId": 3})
    assert "not-a-secret-value" not in str(refused.value)


def test_a_code_is_claimed_once_on_a_machine(bot, tmp_path):
    with httpx.Client() as client:
        first = from_code(bot.job_code, tmp_path, client=client)
        again = from_code(bot.job_code, tmp_path, client=client)
        assert bot.claims == 1 and again.claim == first.claim
        assert (tmp_path / "job1" / "claim.json").stat().st_mode & 0o077 == 0
        assert "token-1" not in (tmp_path / "job1" / "claim.json").read_text()
        assert from_code(bot.renew(), tmp_path, client=client).attempt == 2


def test_a_claim_whose_answer_is_lost_is_asked_for_again(bot, tmp_path):
    with httpx.Client() as client:
        bot.lost_answers = 1
        code = decode_job_code(bot.job_code)
        answer = claim_job(code, client=client, claim_id="0123456789abcdef", delays=(0,), sleep=lambda _: None)
        assert answer.attempt == 1 and bot.claims == 2
        with pytest.raises(BadInput, match="already taken"):
            claim_job(code, client=client, claim_id="another-machine-", delays=())


def test_a_machine_that_died_before_it_kept_the_answer_claims_with_the_same_id(bot, tmp_path, monkeypatch):
    with httpx.Client() as client:
        real = job_module.write_private

        def dies(path, content):
            if path.name == "claim.json":
                raise KeyboardInterrupt
            real(path, content)

        monkeypatch.setattr(job_module, "write_private", dies)
        with pytest.raises(KeyboardInterrupt):
            from_code(bot.job_code, tmp_path, client=client)
        monkeypatch.setattr(job_module, "write_private", real)
        assert from_code(bot.job_code, tmp_path, client=client).attempt == 1
