"""Runs that are killed, at some thirty points of their way: in the end it is as if they had not been."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from killing import POINTS
from run_world import REPO, RunWorld

JOB = Path("runs/job1")
STAYS = {JOB / "events.jsonl", JOB / "journal.json"}
"""What tells the end once more."""


class Drill:
    """A job of six photos, one of which is held out, and the folder with all that its runs could leave."""

    def __init__(self, world: RunWorld, folder: Path) -> None:
        self.world, self.folder = world, folder

    def process(self, point: str) -> int:
        return self.world.process(point)

    def published(self) -> dict[str, bytes]:
        """What is on main, but for the time that it took."""
        files = self.world.hub.repos[REPO].files()
        training = json.loads(files["training.json"])
        del training["seconds"], training["peakMemoryBytes"]
        # A look at the last step decides nothing: after a kill, the base is not read once more for it.
        training["probes"] = [probe for probe in training["probes"] if probe["step"] < training["settings"]["steps"]]
        return {path: files[path] for path in files if path != "README.md"} | {
            "training.json": json.dumps(training).encode()
        }

    def left(self) -> set[Path]:
        return {path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file()}

    def assert_ended_once(self) -> None:
        bot, there = self.world.bot, self.world.hub.repos[REPO]
        assert there.tags == {"v1": there.branches["main"]} and set(there.branches) == {"main"}
        assert len([title for title in there.titles.values() if title.startswith("v1:")]) == 1
        assert [kind for _, kind in self.world.ends()] == ["training.completed"]
        assert bot.attempt == 1 and bot.forged == 0
        first: dict[str, int] = {}
        for delivery in bot.deliveries:
            first.setdefault(delivery.id, delivery.body["seq"])
        assert list(first.values()) == sorted(set(first.values()))


@pytest.fixture
def drill(spec, tiny, tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    world = RunWorld(spec, tiny, tmp_path, photos=6)
    yield Drill(world, tmp_path)
    world.close()


_wanted: dict[str, bytes] = {}


@pytest.fixture
def wanted(drill):
    """What is published by a run that nobody kills: made once."""
    if not _wanted:
        assert drill.process("") == 0
        assert drill.left() == STAYS
        _wanted.update(drill.published())
        drill.world.start_over()
    return _wanted


RUNS = 3
"""Each with a third of the points, so that some kill comes early in one and late in another."""


@pytest.mark.parametrize("first", range(RUNS))
def test_a_run_that_is_killed_again_and_again(drill, wanted, first):
    for point in POINTS[first::RUNS]:
        assert (point, drill.process(point)) == (point, -9)
    drill.process("")
    drill.assert_ended_once()
    assert drill.published() == wanted
    assert drill.left() == STAYS
