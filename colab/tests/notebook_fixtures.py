"""Runs train.ipynb as a person does that pastes a job code; prints what its cells showed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

NOTEBOOK = Path(__file__).parents[1] / "train.ipynb"


def execute(job_code: str, options: list[str], folder: Path, longest_s: float) -> str:
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(NOTEBOOK, as_version=4)
    form = book.cells[1]
    form.source = form.source.replace('job_code = ""', f"job_code = {job_code!r}")
    form.source = form.source.replace("options = []", f"options = {options!r}")
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
    print(execute(asked["code"], asked["options"], Path.cwd(), 1800))
