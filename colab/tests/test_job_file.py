"""Job files: what is forgiven, and what is named."""

from __future__ import annotations

import json

import pytest

from actor_lora.errors import BadInput
from actor_lora.spec import read_job_file


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
