"""Runs train.ipynb as a person does that pastes a job code; prints what its cells showed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parents[1] / "train.ipynb"


def execute(form: dict[str, Any], folder: Path, longest_s: float, *, first: str = "") -> str:
    """Runs all cells in a kernel of its own, and returns what they show as JSON.

    Args:
        form: What the person fills in, by the names of the form's variables.
        folder: Where the kernel works.
        longest_s: Seconds that a cell may take.
        first: Code that runs before all cells.
    """
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(NOTEBOOK, as_version=4)
    for name, value in form.items():
        empty, filled = f"{name} = {type(value)()!r}".replace("'", '"'), f"{name} = {value!r}"
        assert empty in book.cells[1].source
        book.cells[1].source = book.cells[1].source.replace(empty, filled)
    if first:
        book.cells.insert(0, nbformat.v4.new_code_cell(first))
    client = NotebookClient(
        book,
        timeout=longest_s,
        startup_timeout=longest_s,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    return json.dumps([cell.get("outputs", []) for cell in book.cells], ensure_ascii=False)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    print(execute({"job_code": asked["code"], "options": asked["options"]}, Path.cwd(), 1800))
