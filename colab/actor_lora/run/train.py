"""`actor-lora train`: from the command line to the published actor, with every end reported to the bot."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import httpx

from ..clock import ServerClock
from ..device import pick_device, pick_precision, set_threads
from ..errors import BadInput
from ..job.job import Job, from_code, from_file
from ..job.kept_runs import forget_old
from ..patience import BEFORE_THE_JOB, patiently
from ..spec import JobCode, RelayCode, decode_job_code
from ..starter import end_with_starter
from ..training.optimizers import why_not
from ..verification.looking import Judges
from .describing import Describer, open_describer
from .ending import attend
from .hub_token import with_token
from .judges import open_judges
from .link import Timing, connect
from .options import HubAccess, JobSource, Options, parse
from .preflight import check_machine
from .progress import ProgressLine
from .steps import Run
from .trial import check_training


@contextmanager
def interrupted_by_sigterm() -> Iterator[None]:
    """Inside it, the first SIGTERM interrupts as Ctrl+C does: machines send one before they are switched off."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread hears signals; in a notebook the run is a process of its own.
        yield
        return

    def interrupt(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def main(argv: Sequence[str]) -> int:
    """Runs the command; errors leave as RunError with their exit codes."""
    options = parse(argv)
    if options.end_with_starter:
        end_with_starter()
    return train(options)


def train(options: Options, *, judges: Judges | None = None, timing: Timing | None = None) -> int:
    """Trains, verifies and publishes one job.

    Args:
        options: What was asked for.
        judges: The models that look at samples; loaded from the hub where they are not given.
        timing: How patiently events are delivered.

    Returns:
        0, the exit code.

    Raises:
        BadInput: Something that was given cannot be used; the job was not taken.
        RunError: What ended the run, after the bot was told.
    """
    line = ProgressLine()
    device = _make_ready(options, line.say)
    options = with_token(options, say=line.say)
    judges = judges or open_judges(options.check, device=device, endpoint=options.hub.endpoint, say=line.say)
    describer = _open_describer(options, device, line.say)
    clock = ServerClock(_bot_address(options.source), say=line.say)
    with httpx.Client(follow_redirects=True, event_hooks={"response": [clock.hear]}) as client:
        job = _claim(options.source, options.hub, publish=options.publish, client=client, say=line.say)
        link = connect(options, job, client=client, timing=timing or Timing(), say=line.say, now=clock)
        if job.relay and not link.reporter.finished:
            # At once: until then the branch may hold the status of an earlier attempt.
            link.reporter.started(0)
        with interrupted_by_sigterm():
            return attend(Run(options, job, device, judges, describer, link, client, line))


def _make_ready(options: Options, say: Callable[[str], None]) -> str:
    """Checks this machine before the job code is used up; returns the device."""
    set_threads(options.machine.threads)
    device = pick_device(options.machine.device)
    may_do_without = options.machine.allow_cpu or options.training.base_path
    needs_gpu = bool(options.source.code) and not may_do_without
    found = check_machine(options.source.output, device=device, needs_gpu=needs_gpu)
    if not found.problems:
        precision = options.training.precision or pick_precision(device)
        check_training(found, device=device, precision=precision, text_encoder=options.training.text_encoder)
    if why := why_not(options.training.recipe.get("optimizer", "adamw")):
        found.problems.append(why)
    found.settle(say)
    return device


def _bot_address(source: JobSource) -> str | None:
    """Where the bot is asked; None without one, or where it has no address."""
    code = decode_job_code(source.code) if source.code else None
    return code.api_url if isinstance(code, JobCode) else None


def _open_describer(options: Options, device: str, say: Callable[[str], None]) -> Describer | None:
    """Before the job code is used up, as everything that may be missing."""
    captioner = options.training.captioner
    if not captioner:
        return None
    load = partial(open_describer, captioner, device=device, endpoint=options.hub.endpoint)
    return patiently(load, check=lambda: None, say=say, patience=BEFORE_THE_JOB)


def _claim(
    source: JobSource, hub: HubAccess, *, publish: bool, client: httpx.Client, say: Callable[[str], None]
) -> Job:
    if source.code:
        if isinstance(decode_job_code(source.code), RelayCode) and not publish:
            raise BadInput("With this job code the bot hears of the training over the hub: leave --no-publish out.")
        job = from_code(
            source.code,
            source.output,
            client=client,
            resume=source.resume,
            token=hub.token,
            endpoint=hub.endpoint,
        )
    else:
        assert source.file
        job = from_file(source.file, source.photos, source.output)
    if removed := forget_old(source.output, but=job.folder):
        say(f"Runs that nobody had resumed for a week: {removed}. Their photos and checkpoints are removed.")
    spec = job.spec
    say(f"Job {job.id}, attempt {job.attempt}: {spec.actor_name} on {spec.base_model}, {spec.steps} steps.")
    say(f"Consent: {spec.consent_note or 'no note was given.'}")
    if not source.resume:
        job.start_anew()
    return job
