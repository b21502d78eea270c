"""Publishing, through the real client against a small hub."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hub_double import TOKEN

from actor_lora.errors import BadInput, RunError
from actor_lora.hub import HubRepo, check_token
from actor_lora.job.job_branch import JobBranch
from actor_lora.publishing.publish import Result, next_version, publish

REPO = "playground/actor-nova"


@pytest.fixture
def repo(hub, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    return HubRepo(REPO, token=TOKEN, endpoint=hub.url)


@pytest.fixture
def result_of(base_of, spec, tmp_path):
    def make(job: str = "job1", weights: bytes = b"weights", pictures: int = 2) -> Result:
        folder = tmp_path / job
        folder.mkdir(exist_ok=True)
        for name in ("w.safetensors", "actor-nova.safetensors", "sheet.jpg", *(f"{n}.png" for n in range(pictures))):
            (folder / name).write_bytes(weights + name.encode())
        return Result(
            spec=spec,
            base=base_of("sd15"),
            job_id=job,
            weights=folder / "w.safetensors",
            webui=folder / "actor-nova.safetensors",
            pictures=[(folder / f"{n}.png", f"prompt {n}", n) for n in range(pictures)],
            training={"losses": [[1, 0.5]]},
            settings={"Steps": 4, "Rank": 4},
            verification={"passed": True},
            contact_sheet=folder / "sheet.jpg",
            likeness=0.61,
            verified=True,
        )

    return make


def test_main_has_all_and_one_weights_file_at_its_root(hub, repo, result_of):
    published = publish(repo, result_of())
    there = hub.repos[REPO]
    assert there.private
    assert published.version == "v1" and there.tags == {"v1": published.revision}
    files = there.files("v1")
    assert [path for path in files if path.endswith(".safetensors") and "/" not in path] == [
        "pytorch_lora_weights.safetensors"
    ]
    assert {
        "README.md", "training.json", "verification.json", "contact-sheet.jpg",
        "webui/actor-nova.safetensors", "samples/01.png", "samples/02.png",
    } <= files.keys()  # fmt: skip
    assert json.loads(files["training.json"])["version"] == "v1"
    assert published.images[0] == {
        "path": "samples/01.png",
        "prompt": "prompt 0",
        "seed": 0,
        "revision": published.revision,
    }


def test_a_version_without_a_file_for_the_web_uis_takes_away_that_of_the_one_before(hub, repo, result_of):
    publish(repo, result_of())
    published = publish(repo, replace(result_of("job2", b"other"), webui=None))
    files = hub.repos[REPO].files(published.version)
    assert not any(path.startswith("webui/") for path in files)
    assert b"ComfyUI take" not in files["README.md"] and b"It is a DoRA" in files["README.md"]


def test_nothing_goes_into_a_public_repo(hub, repo, result_of):
    publish(repo, result_of("job1", b"one"))
    there = hub.repos[REPO]
    there.private = False
    before = len(there.commits)
    for attempt in (lambda: publish(repo, result_of("job2", b"two")), JobBranch(repo, "job-2").ensure):
        with pytest.raises(BadInput, match="is public"):
            attempt()
    assert len(there.commits) == before and set(there.branches) == {"main"}


def test_the_card_has_what_the_hub_reads(hub, repo, result_of):
    import yaml

    publish(repo, result_of())
    card = hub.repos[REPO].files()["README.md"].decode()
    front = yaml.safe_load(card.split("---")[1])
    assert front == {
        "library_name": "diffusers",
        "pipeline_tag": "text-to-image",
        "base_model": "tiny/sd15",
        "base_model_relation": "adapter",
        "instance_prompt": "photo of novaxqz person",
        "license": "creativeml-openrail-m",
        "tags": ["text-to-image", "diffusers", "lora", "template:sd-lora", "stable-diffusion"],
        "widget": [
            {"text": "prompt 0", "output": {"url": "samples/01.png"}},
            {"text": "prompt 1", "output": {"url": "samples/02.png"}},
        ],
    }
    assert "Nova agreed." in card and "0.61" in card


def test_text_of_members_does_not_become_markup(repo, hub, result_of, spec):
    from dataclasses import replace

    bad = spec.model_copy(update={"actor_name": "<img src=x>|`[a](b)", "instance_prompt": 'x"\n---\nlicense: mit'})
    publish(repo, replace(result_of(), spec=bad))
    card = hub.repos[REPO].files()["README.md"].decode()
    assert "\n# \\<img src=x\\>\\|\\`\\[a\\](b)\n" in card
    assert "\nlicense: mit" not in card


def test_the_next_training_is_the_next_version(hub, repo, result_of):
    publish(repo, result_of("job1", b"one", pictures=4))
    second = publish(repo, result_of("job2", b"two", pictures=1))
    there = hub.repos[REPO]
    assert second.version == "v2" and set(there.tags) == {"v1", "v2"}
    assert [path for path in there.files() if path.startswith("samples/")] == ["samples/01.png"]
    assert len([path for path in there.files("v1") if path.startswith("samples/")]) == 4


@pytest.mark.parametrize("cut", ["POST /api/models/playground/actor-nova/tag", None])
def test_publishing_again_publishes_nothing_twice(hub, repo, result_of, cut):
    if cut:
        hub.faults.append((cut, 400))
        with pytest.raises(RunError):
            publish(repo, result_of())
        assert hub.repos[REPO].tags == {}
    else:
        publish(repo, result_of())
    again = publish(repo, result_of())
    there = hub.repos[REPO]
    assert again.version == "v1" and there.tags == {"v1": again.revision} and len(there.commits) == 2


def test_next_version():
    assert next_version({}) == "v1"
    assert next_version({"v2": "", "v10": "", "v0": "", "vx": "", "release": ""}) == "v11"


def test_refusals_are_sentences(hub, repo, result_of):
    hub.faults.append(("POST /api/repos/create", 403))
    with pytest.raises(RunError, match="token may not do that"):
        publish(repo, result_of())
    with pytest.raises(BadInput, match="does not accept the token") as refused:
        check_token("hf_wrong_secret", endpoint=hub.url)
    assert "hf_wrong_secret" not in str(refused.value)
    with pytest.raises(BadInput, match="HF_TOKEN"):
        check_token(None)
    with pytest.raises(RunError, match="could not be reached"):
        HubRepo(REPO, token=TOKEN, endpoint="http://127.0.0.1:1").ensure()
