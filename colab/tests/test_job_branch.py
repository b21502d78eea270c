"""The job's branch, through the real client against a small hub."""

from __future__ import annotations

from pathlib import Path

from hub_double import TOKEN

from actor_lora.hub import HubRepo
from actor_lora.job.job_branch import JobBranch
from actor_lora.training.checkpoint import Checkpoint

REPO = "playground/actor-nova"


def test_the_branch_keeps_loras_and_only_the_newest_state(hub, tmp_path):
    branch = JobBranch(HubRepo(REPO, token=TOKEN, endpoint=hub.url), "job-1")
    branch.ensure()
    for step in (2, 4):
        folder = tmp_path / f"step-{step:06}"
        folder.mkdir()
        for name in ("pytorch_lora_weights.safetensors", "training-state.safetensors", "state.json"):
            (folder / name).write_bytes(f"{name} {step}".encode())
        branch.put_checkpoint(Checkpoint(step, folder), {"step": step})
    paths = {path for path in hub.repos[REPO].files("job-1") if path.startswith("checkpoints/")}
    assert paths == {
        "checkpoints/step-000002/pytorch_lora_weights.safetensors",
        "checkpoints/step-000004/pytorch_lora_weights.safetensors",
        "checkpoints/step-000004/training-state.safetensors",
        "checkpoints/step-000004/state.json",
    }
    fresh = tmp_path / "fresh"
    assert branch.fetch(fresh) == {"step": 4}
    assert (fresh / "step-000004/state.json").read_text() == "state.json 4"
    assert (fresh / "step-000002/pytorch_lora_weights.safetensors").exists()

    assert not branch.ended()
    branch.clean(keep_status=False)
    assert branch.ended()
    branch.clean(keep_status=False)
    assert branch.fetch(tmp_path / "none") is None


def checkpoint(folder: Path, step: int) -> Checkpoint:
    place = folder / f"step-{step:06}"
    place.mkdir()
    for name in ("pytorch_lora_weights.safetensors", "training-state.safetensors", "state.json"):
        (place / name).write_bytes(f"{name} {step}".encode())
    return Checkpoint(step, place)


def test_what_another_training_left_is_neither_kept_nor_fetched(hub, tmp_path):
    branch = JobBranch(HubRepo(REPO, token=TOKEN, endpoint=hub.url), "job-1")
    branch.ensure()
    (tmp_path / "before").mkdir()
    branch.put_checkpoint(checkpoint(tmp_path / "before", 6), {"step": 6, "steps": [6]})
    # An earlier trainer leaves what was there, and no list.
    branch.put_checkpoint(checkpoint(tmp_path, 2), {"step": 2, "steps": [2, 6]})
    branch.put("as before", {"run.json": b'{"step": 2}'})
    branch.fetch(tmp_path / "fetched")
    assert {path.parent.name for path in (tmp_path / "fetched").glob("step-*/*")} == {"step-000002"}
    branch.put_checkpoint(checkpoint(tmp_path, 4), {"step": 4, "steps": [2, 4]})
    left = {path.split("/")[1] for path in hub.repos[REPO].files("job-1") if path.startswith("checkpoints/")}
    assert left == {"step-000002", "step-000004"}


def test_files_that_are_no_checkpoint_are_not_fetched(hub, tmp_path):
    branch = JobBranch(HubRepo(REPO, token=TOKEN, endpoint=hub.url), "job-1")
    branch.ensure()
    branch.put("evil", {"run.json": b"{}", "checkpoints/step-000001/code.py": b"x"})
    branch.fetch(tmp_path / "fetched")
    assert not list(Path(tmp_path).rglob("code.py"))
