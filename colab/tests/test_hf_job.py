"""The training as a Hugging Face job."""

from __future__ import annotations

import json

from actor_lora.run.hf_job import job_request, shell_command
from actor_lora.spec import JobCode, encode_job_code


def test_the_hf_job_keeps_secrets_out_of_its_command():
    code = encode_job_code(JobCode(api_url="http://bot.example", job_id="job1", one_time_token="token-1"))
    request = job_request(code, package="git+https://example.org/x#subdirectory=colab", token="hf_secret")
    assert request["secrets"] == {"ACTOR_LORA_JOB_CODE": code, "HF_TOKEN": "hf_secret"}
    assert request["timeoutSeconds"] > 1800 and request["labels"]["job"] == "job1"
    shown = shell_command(request) + json.dumps({key: value for key, value in request.items() if key != "secrets"})
    assert code not in shown and "hf_secret" not in shown
    assert "'actor-lora @ git+https://example.org/x#subdirectory=colab'" in shell_command(request)
