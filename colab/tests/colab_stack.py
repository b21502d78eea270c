"""The libraries that Colab ships, laid over this environment: a folder for PYTHONPATH, made once."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FREEZE = Path(__file__).with_name("colab-freeze.txt")


def colab_stack() -> tuple[Path, dict[str, str]]:
    """Installs `colab-freeze.txt` beside this environment's own libraries, where that was not done yet.

    A folder in front of them takes a fraction of the time and disk of a second environment, because torch is shared.

    Returns:
        The folder, and the version of each package in it.
    """
    content = FREEZE.read_text("utf-8")
    pinned = [line.split("==") for line in content.splitlines() if line and not line.startswith("#")]
    folder = Path(sys.prefix) / f"colab-stack-{hashlib.sha256(content.encode()).hexdigest()[:12]}"
    if not folder.is_dir():
        _install(folder)
    return folder, dict(pinned)


def _install(folder: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix=".colab-stack-", dir=folder.parent))
    # --no-deps: what Colab has, and not what pip would choose to go with it.
    words = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", str(draft)]
    done = subprocess.run([*words, "-r", str(FREEZE)], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise RuntimeError(f"Colab’s libraries could not be installed:\n{done.stdout}{done.stderr}")
    try:
        draft.rename(folder)
    except OSError:
        # Another test was faster.
        shutil.rmtree(draft, ignore_errors=True)
