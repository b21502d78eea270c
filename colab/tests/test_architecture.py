"""The package's floors: which room may import which, and that no modules import each other in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "actor_lora"

GROUND = "ground"
"""Modules at the top and in families/, which every room may import: a base, the photos, a repo on the hub …"""
ENTRIES = "entries"
"""Modules at the top that are started or called from outside; nothing imports them."""
ENTRY_MODULES = {"actor_lora.cli", "actor_lora.notebook"}

MAY_IMPORT = {
    GROUND: set(),
    "training": {GROUND},
    "verification": {GROUND},
    "publishing": {GROUND},
    "serve": {GROUND},
    # The checkpoints on the job's branch are the training's files.
    "job": {GROUND, "training"},
    "run": {GROUND, "job", "training", "verification", "publishing"},
    # Its trainings are processes of their own: it knows no more of them than the job's code and journal.
    "worker": {GROUND, "serve", "job"},
    # Started as `python -m actor_lora.bench`; it measures what the others make.
    "bench": {GROUND, "training", "serve"},
    # The command line names its modules as text, so that `--help` loads none of them.
    ENTRIES: {GROUND, "job", "run"},
}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in PACKAGE.rglob("*.py")}


def room_of(module: str) -> str:
    parts = module.split(".")
    if parts[1:2] == ["families"]:
        # A room by its folder; by its place it is the ground that all others stand on.
        return GROUND
    if len(parts) > 2 or MODULES[module].name == "__init__.py":
        return parts[1] if len(parts) > 1 else GROUND
    return ENTRIES if module in ENTRY_MODULES else GROUND


def imported(module: str) -> Iterator[str]:
    """The package's own modules that `module` imports, also inside of functions and for types only."""
    path = MODULES[module]
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            place = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{place}.{alias.name}" if f"{place}.{alias.name}" in MODULES else place for alias in node.names]
        else:
            continue
        yield from (name for name in names if name in MODULES and name != module)


def circle_in(arrows: Mapping[str, set[str]]) -> list[str]:
    """One circle, as the names along it; empty where there is none."""
    done: set[str] = set()
    path: list[str] = []

    def walk(name: str) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        path.append(name)
        for other in sorted(arrows.get(name, ())):
            if found := walk(other):
                return found
        done.add(path.pop())
        return []

    return next((found for name in sorted(arrows) if (found := walk(name))), [])


ARROWS = {module: set(imported(module)) for module in MODULES}


def test_every_room_is_on_the_map():
    assert {room_of(module) for module in MODULES} == set(MAY_IMPORT)
    assert set(MODULES) >= ENTRY_MODULES


def test_a_room_imports_only_what_it_may():
    wrong = [
        f"{module} imports {other}"
        for module, others in ARROWS.items()
        for other in others
        if (here := room_of(module)) != (there := room_of(other)) and there not in MAY_IMPORT[here]
    ]
    assert wrong == []


def test_what_is_allowed_is_used():
    """A rule that nothing needs any more goes."""
    used = {(room_of(module), room_of(other)) for module, others in ARROWS.items() for other in others}
    allowed = {(here, there) for here, rooms in MAY_IMPORT.items() for there in rooms}
    assert allowed - used == set()


def test_no_circle_of_modules_and_none_of_rooms():
    assert circle_in(ARROWS) == []
    assert circle_in(MAY_IMPORT) == []


def test_a_circle_would_be_seen():
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle_in({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_a_worker_needs_no_web_server():
    """`pip install .` is enough for it; FastAPI comes with an extra of the package."""

    def reached(module: str, seen: set[str]) -> set[str]:
        if module not in seen:
            seen.add(module)
            for other in ARROWS[module]:
                reached(other, seen)
        return seen

    server = "actor_lora.serve.routes"
    assert server in reached("actor_lora.serve.app", set())
    assert server not in reached("actor_lora.worker.command", set())
