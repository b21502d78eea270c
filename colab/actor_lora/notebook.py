"""What the cells of train.ipynb call, so that the notebook itself stays thin. Shows and asks; never prints a secret."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from getpass import getpass
from pathlib import Path
from typing import Any

from .errors import BadInput
from .job.job import folder_name
from .job.kept_runs import RESULT_FOLDER
from .run.hf_job import JOB_CODE_VARIABLE
from .run.live_view import LiveView, read_events
from .spec import JobCode, decode_job_code, read_job_file

TOKEN_VARIABLE = "HF_TOKEN"
RUNS_FOLDER = "actor-lora-runs"
ENDINGS = {
    0: "Done.",
    2: "Something that was given cannot be used; the last lines say what.",
    3: "The result is below the gate, so it was not published.",
    4: "The run was stopped: by the bot, or here.",
}
RESUME = "To go on, press Resume in Discord, paste the new code into the first cell and run the cells again."


@dataclass
class Run:
    """A training as the notebook has seen it."""

    folder: Path
    """Where the trainer works."""
    events: list[dict[str, Any]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    code: int | None = None
    """Exit code, None while it runs."""
    report: dict[str, Any] = field(default_factory=dict)
    """What `verification.json` says; nothing where it did not get so far."""
    sheet: bytes | None = None
    """The contact sheet, a JPEG."""
    has_bot: bool = True
    """Whether the job is of a bot, whose codes work once."""

    @property
    def sentence(self) -> str:
        """How the run ended, and what to do next, for the person at the notebook."""
        ending = ENDINGS.get(self.code or 0, "The run failed; the last lines say why.")
        return f"{ending} {self._next}" if self.code else ending

    @property
    def _next(self) -> str:
        failed = self.last("failed")
        if self.has_bot and failed:
            return RESUME if failed.get("resumable") else "Start a new training in Discord with /train start."
        if self.code in (1, 2) or not self.has_bot:
            return "Run the cell again to go on."
        return "The last lines say what to do next."

    def take_result(self) -> None:
        """Reads what will be shown. Once it is published, nothing of the person stays on this machine."""
        result = self.folder / RESULT_FOLDER
        with contextlib.suppress(OSError, ValueError):
            self.report = json.loads((result / "verification.json").read_text("utf-8"))
            self.sheet = (result / "contact-sheet.jpg").read_bytes()
        if self.last("completed"):
            shutil.rmtree(result, ignore_errors=True)

    def last(self, kind: str) -> dict[str, Any] | None:
        """The latest event of a kind, such as `completed`."""
        return next((event for event in reversed(self.events) if event.get("type") == f"training.{kind}"), None)


def hugging_face_token(job_code: str = "", *, ask: Callable[[str], str] = getpass) -> None:
    """Finds the token where the job needs one, and puts it into this runtime's environment, and nowhere else.

    A bot that writes to the hub itself says so in its code: then none is looked for. Else it is looked for in the
    environment and in Colab's secrets (the key symbol in the side bar), then asked for.

    Args:
        job_code: The code that the bot gave.
        ask: Asks for it without showing what is typed.

    Raises:
        BadInput: There is none, or the code is damaged.
    """
    code = decode_job_code(job_code) if job_code else None
    reads_only = isinstance(code, JobCode) and code.bot_writes
    if isinstance(code, JobCode) and code.hub_token == "none":
        print("Hugging Face token: none is needed, the bot publishes the result.")
        return
    if os.environ.get(TOKEN_VARIABLE, "").strip():
        print("Hugging Face token: from the environment.")
        return
    token = _colab_secret(TOKEN_VARIABLE)
    where = "from Colab’s secrets"
    if not token:
        print("There is no secret HF_TOKEN in Colab’s side bar (key symbol), or this notebook may not read it.")
        kind = "of an account that has accepted the base’s terms" if reads_only else "with write access"
        token, where = ask(f"Hugging Face token {kind} (it is not shown): ").strip(), "as typed"
    if not token and reads_only:
        raise BadInput("The base of this training is gated: it takes a token of an account that accepted its terms.")
    if not token:
        raise BadInput("Without a Hugging Face token nothing can be published. Make one with write access.")
    os.environ[TOKEN_VARIABLE] = token
    print(f"Hugging Face token: {where}.")


def _colab_secret(name: str) -> str:
    try:
        from google.colab import userdata
    except ImportError:
        return ""
    try:
        return (userdata.get(name) or "").strip()
    except Exception:
        # Not there, or access not granted: both are asked about next.
        return ""


def check_machine(folder: str | Path = RUNS_FOLDER, *, job_code: str = "", options: Sequence[str] = ()) -> None:
    """Says what this machine has, and tries a LoRA on it.

    Args:
        folder: Where runs are kept.
        job_code: The code that would be used up.
        options: More words for `actor-lora train`.

    Raises:
        BadInput: Something is missing; the message names all of it.
    """
    from .device import pick_device, pick_precision
    from .run import preflight, trial

    device = pick_device()
    needs_gpu = bool(job_code) and preflight.needs_gpu(options)
    found = preflight.check_machine(Path(folder), device=device, needs_gpu=needs_gpu)
    if not found.problems:
        trial.check_training(found, device=device, precision=pick_precision(device))
    found.settle(print)


def train(
    job_code: str = "",
    *,
    job_file: str = "",
    photos: str = "",
    resume: bool = True,
    folder: str | Path = RUNS_FOLDER,
    options: Sequence[str] = (),
) -> Run:
    """Trains in a process of its own and shows how it goes. Interrupting the cell stops it at the next step.

    Args:
        job_code: The code that the bot gave.
        job_file: A job file instead of the code.
        photos: Folder of photos, with a job file.
        resume: Whether to go on from the last checkpoint.
        folder: Where runs are kept.
        options: More words for `actor-lora train`.

    Returns:
        The run as it was seen.

    Raises:
        BadInput: The code or the job file is damaged.
    """
    # What is damaged is told at once, before anything is loaded.
    job_id = read_job_file(Path(job_file)).job_id if job_file else decode_job_code(job_code).job_id
    output = Path(folder).resolve()
    run = Run(output / folder_name(job_id), has_bot=not job_file)
    words = [sys.executable, "-m", "actor_lora.cli", "train", "--output", str(output), "--leave-result"]
    if job_file:
        words += ["--job", job_file, "--photos", photos]
    if not resume:
        words.append("--no-resume")
    # The code is no argument: those are for everybody on the machine to see.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **({} if job_file else {JOB_CODE_VARIABLE: job_code})}
    hidden = [secret for secret in (job_code.strip(), environment.get(TOKEN_VARIABLE, "")) if len(secret) > 3]
    try:
        _follow([*words, *options], environment, run, LiveView(), hidden)
    finally:
        run.take_result()
    print(run.sentence)
    return run


def _follow(words: list[str], environment: dict[str, str], run: Run, view: LiveView, hidden: list[str]) -> None:
    journal = run.folder / "events.jsonl"
    known = len(read_events(journal))
    process = subprocess.Popen(
        words,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        # An interrupt reaches the kernel's whole group; the trainer must get exactly the one that is sent below.
        start_new_session=True,
    )
    lines: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    try:
        while True:
            over = _take(lines, run, hidden)
            run.events = read_events(journal)[known:]
            view.show(run.events, run.log)
            if over:
                break
    except KeyboardInterrupt:
        print("Stopping …")
        process.send_signal(signal.SIGINT)
        process.wait()
        _take(lines, run, hidden)
    finally:
        if process.poll() is None:
            process.terminate()
        run.code = process.wait()
        run.events = read_events(journal)[known:]
        view.show(run.events, run.log, over=True)


def _read(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    assert process.stdout
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def _take(lines: queue.Queue[str | None], run: Run, hidden: list[str]) -> bool:
    """Takes what was written within a second; True when the process has closed its output."""
    try:
        line = lines.get(timeout=1)
        while True:
            if line is None:
                return True
            for secret in hidden:
                line = line.replace(secret, "…")
            run.log.append(line.rstrip("\n"))
            line = lines.get_nowait()
    except queue.Empty:
        return False


def show_result(run: Run) -> None:
    """The verdict, the samples and where the result is."""
    from IPython.display import HTML, Image, display

    from .run.live_view import result_html

    display(HTML(result_html(run.sentence, run.events, run.report)))
    if run.sheet:
        display(Image(data=run.sheet, format="jpeg"))
