"""Claiming a job, job files, the machine's fitness, and the HF job."""

from __future__ import annotations

import json

import httpx
import pytest
from bot_double import SECRET, BotDouble

from actor_lora.bases import find_base
from actor_lora.errors import BadInput, Cancelled, RunError
from actor_lora.job import job as job_module
from actor_lora.job.claim import claim_job
from actor_lora.job.job import from_code
from actor_lora.run.hf_job import job_request, shell_command
from actor_lora.run.preflight import check_base, check_machine
from actor_lora.run.progress import Pace, bar, duration
from actor_lora.spec import decode_job_code, read_job_file


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
    assert type(refused.value) is error and refused.value.exit_code == code and bot.claims == 1


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


def test_job_files(tmp_path, spec):
    path = tmp_path / "job.json"
    path.write_text(json.dumps(spec.to_json()))
    assert read_job_file(path).spec == spec
    path.write_text(json.dumps({"jobId": "x", "spec": spec.to_json()}))
    assert read_job_file(path).job_id == "x"
    for content, words in (
        ("{", "cannot be read as JSON"),
        (json.dumps({**spec.to_json(), "resolution": 513}), "multiple of 8"),
        (json.dumps({**spec.to_json(), "repo": "nobody"}), "spec.repo"),
        (json.dumps({**spec.to_json(), "branch": "../main"}), "spec.branch"),
    ):
        path.write_text(content)
        with pytest.raises(BadInput, match=words):
            read_job_file(path)
    with pytest.raises(BadInput, match="no job file"):
        read_job_file(tmp_path / "nowhere.json")


def test_a_machine_that_is_not_ready_hears_everything_at_once(tmp_path):
    found = check_machine(
        tmp_path, device="cpu", free_bytes=lambda _: 10**9, requirements=["surely-not-there>=2", "torch>=99"]
    )
    assert [problem.split()[0] for problem in found.problems] == ["The", "Only"]
    assert any("torch" in doubt and "not tested" in doubt for doubt in found.doubts)
    with pytest.raises(BadInput, match="surely-not-there"):
        found.settle(lambda _: None)


def test_a_base_must_fit(base_of, tmp_path):
    from dataclasses import replace

    base = replace(base_of("sdxl"), source="somebody/sdxl")
    plenty = lambda _: 10**12  # noqa: E731
    small = check_base(base, tmp_path, device="cuda", allow_cpu=False, free_bytes=plenty, gpu_bytes=lambda: 8 * 1024**3)
    assert "Choose Stable Diffusion 1.5" in small.problems[0]
    assert "T4 GPU" in check_base(base, tmp_path, device="cpu", allow_cpu=False, free_bytes=plenty).problems[0]
    assert not check_base(base, tmp_path, device="cpu", allow_cpu=True, free_bytes=plenty).problems
    assert (
        "GB of disk" in check_base(base, tmp_path, device="cpu", allow_cpu=True, free_bytes=lambda _: 10**9).problems[0]
    )


def test_what_a_base_is(base_of, tmp_path):
    kinds = {kind: base_of(kind) for kind in ("sd15", "sd21", "sdxl")}
    assert {kind: base.family.name for kind, base in kinds.items()} == {kind: kind for kind in kinds}
    assert kinds["sd21"].prediction == "v_prediction" and kinds["sdxl"].vae_scale == 2
    with pytest.raises(BadInput, match="model_index"):
        find_base("x/y", path=tmp_path)
    (tmp_path / "model_index.json").write_text("{}")
    with pytest.raises(BadInput, match="only Stable Diffusion"):
        find_base("x/y", path=tmp_path)


def test_a_base_that_is_gone_is_said(spec):
    from hub_double import TOKEN, HubDouble

    hub = HubDouble()
    try:
        with pytest.raises(BadInput, match="does not exist on the hub"):
            find_base("nobody/nothing", token=TOKEN, endpoint=hub.url)
    finally:
        hub.close()


def test_the_hf_job_keeps_secrets_out_of_its_command(bot):
    request = job_request(bot.job_code, package="git+https://example.org/x#subdirectory=colab", token="hf_secret")
    assert request["secrets"] == {"ACTOR_LORA_JOB_CODE": bot.job_code, "HF_TOKEN": "hf_secret"}
    assert request["timeoutSeconds"] > 1800 and request["labels"]["job"] == "job1"
    shown = shell_command(request) + json.dumps({key: value for key, value in request.items() if key != "secrets"})
    assert bot.job_code not in shown and "hf_secret" not in shown
    assert "'actor-lora @ git+https://example.org/x#subdirectory=colab'" in shell_command(request)


def test_pace_and_bar():
    moments = iter([0, 10, 12, 14, 16])
    pace = Pace(10, clock=lambda: next(moments))
    assert bar(0, 10, 1.0, pace).endswith("loss 1.0000")
    for step in (1, 2):
        pace.tick(step)
    assert pace.rate == 0.1 and pace.eta == 80
    pace.pause()
    pace.tick(3), pace.tick(4)
    assert 0.1 < pace.rate < 0.5
    assert bar(5, 10, 0.1234, pace).startswith("██████████           5/10  loss 0.1234  ")
    assert duration(61) == "1:01" and duration(3723) == "1:02:03"
