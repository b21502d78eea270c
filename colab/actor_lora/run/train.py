"""`actor-lora train`: from the claim to the published actor, with every end reported to the bot."""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from ..errors import BadInput, Cancelled, RunError
from ..faces import FaceEngine, load_faces
from ..hub import HubRepo, check_token
from ..job.events import Reporter, Sink
from ..job.job import JOURNAL_FILE, Job, from_code, from_file
from ..job.job_branch import JobBranch
from ..job.relay import RelayStore
from ..job.sinks import JsonLinesSink, QueuedSink, branch_courier, http_courier
from ..spec import RelayCode, decode_job_code
from ..verification.prompt_score import PromptScorer, load_scorer
from .options import Options, parse
from .preflight import check_machine
from .progress import ProgressLine
from .steps import Desk, work


@dataclass(frozen=True)
class Timing:
    """How patiently events are delivered, in seconds; tests are in a hurry."""

    interval: float = 10
    branch_interval: float = 120
    heartbeat: float = 60
    backoff: tuple[float, ...] = (2, 5, 15, 30, 60)
    patience: float = 30 * 60


@dataclass(frozen=True)
class Eyes:
    """The models that look at samples; loaded from the hub where they are not given."""

    faces: FaceEngine | None = None
    prompts: PromptScorer | None = None


def main(argv: Sequence[str]) -> int:
    """Runs the command; errors leave as RunError with their exit codes."""
    return train(parse(argv))


def train(options: Options, *, eyes: Eyes | None = None, timing: Timing | None = None) -> int:
    """Trains, verifies and publishes one job; returns 0.

    Raises RunError: BadInput before the job was taken, and whatever ended the run, after the bot was told.
    """
    line = ProgressLine()
    quiet_libraries()
    timing = timing or Timing()
    device = _ready(options, line)
    eyes = eyes or _open_eyes(options, device, line)
    with httpx.Client(follow_redirects=True) as client:
        job = _take(options, client, line)
        if not options.resume:
            job.start_anew()
        repo = HubRepo(job.spec.repo, token=options.token, endpoint=options.endpoint) if options.token else None
        branch = JobBranch(repo, job.spec.branch) if repo and options.publish else None
        reporter = Reporter(
            job_id=job.id,
            attempt=job.attempt,
            total_steps=job.spec.steps,
            sinks=_sinks(options, job, branch, client, timing, line),
            journal=job.folder / JOURNAL_FILE,
            heartbeat_s=timing.heartbeat,
        )
        desk = Desk(options, job, device, branch, reporter, line, client, eyes.faces, eyes.prompts)
        if job.relay and not reporter.finished:
            # At once: until then the branch may hold the status of an earlier attempt.
            reporter.started(0)
        return _attend(desk)


def _attend(desk: Desk) -> int:
    """Does the work and tells the bot how it ended."""
    reporter, line = desk.reporter, desk.line
    ending: RunError | None = None
    if reporter.finished == "completed":
        line.say("This job was finished before; telling the bot once more.")
        reporter.repeat_end()
    elif reporter.finished == "failed":
        reporter.repeat_end()
        ending = RunError("This attempt had failed already. Start a new training in Discord with /train start.")
    else:
        ending = _ended(desk)
    delivered = reporter.close()
    if reporter.gone and desk.job.relay and reporter.finished == "completed":
        # The bot takes the branch and the dataset away once it has read the end.
        line.say("The bot has closed the job.")
        delivered = True
    elif reporter.gone:
        ending = Cancelled("The bot said that the job is cancelled or over, so the run stopped.")
    _tidy(desk, failed=ending is not None, told=delivered or reporter.gone)
    if ending:
        raise ending
    if not delivered:
        line.say("The bot could not be told. Run the same command again later, and it is told then.")
    return 0


def _ended(desk: Desk) -> RunError | None:
    """How the work ended: None where all went well. A failure is reported, a cancelled job is not."""
    try:
        work(desk)
        return None
    except Cancelled as error:
        return error
    except RunError as error:
        ending = error
    except KeyboardInterrupt:
        ending = Cancelled("The run was interrupted in the notebook.")
    except Exception as error:
        ending = RunError(f"The run failed: {type(error).__name__}: {error}")
        ending.__cause__ = error
    desk.reporter.failed(str(ending))
    return ending


def quiet_libraries() -> None:
    """What goes wrong is said in our own words; theirs would hide the progress."""
    import diffusers
    import huggingface_hub.utils
    import transformers

    diffusers.logging.set_verbosity_error()
    diffusers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    huggingface_hub.utils.logging.set_verbosity_error()
    warnings.filterwarnings("ignore", category=FutureWarning, module="diffusers")


def _ready(options: Options, line: ProgressLine) -> str:
    """Checks this machine and the token before the job code is used up; returns the device."""
    from ..device import pick_device, set_threads

    set_threads(options.threads)
    device = pick_device(options.device)
    check_machine(options.output, device=device).settle(line.say)
    if options.publish:
        check_token(options.token, endpoint=options.endpoint)
    return device


def _open_eyes(options: Options, device: str, line: ProgressLine) -> Eyes:
    """The models for verification; without faces nothing may be published, so that is said before hours of work."""
    faces: FaceEngine | None = None
    prompts: PromptScorer | None = None
    try:
        faces = load_faces(options.face_weights)
    except RunError as error:
        if options.gate == "enforce":
            raise BadInput(f"{error} Without them the likeness cannot be checked (--gate report goes on).") from None
        line.say(f"{error} The likeness will not be measured.")
        return Eyes()
    try:
        prompts = load_scorer(device)
    except RunError as error:
        line.say(f"{error} Prompt following will not be measured.")
    return Eyes(faces, prompts)


def _take(options: Options, client: httpx.Client, line: ProgressLine) -> Job:
    if options.job_code:
        if isinstance(decode_job_code(options.job_code), RelayCode) and not options.publish:
            raise BadInput("With this job code the bot hears of the training over the hub: leave --no-publish out.")
        access = {"token": options.token, "endpoint": options.endpoint}
        job = from_code(options.job_code, options.output, client=client, resume=options.resume, **access)
    else:
        assert options.job
        job = from_file(options.job, options.photos, options.output)
    spec = job.spec
    line.say(f"Job {job.id}, attempt {job.attempt}: {spec.actor_name} on {spec.base_model}, {spec.steps} steps.")
    line.say(f"Consent: {spec.consent_note or 'no note was given.'}")
    return job


def _sinks(
    options: Options, job: Job, branch: JobBranch | None, client: httpx.Client, timing: Timing, line: ProgressLine
) -> list[Sink]:
    sinks: list[Sink] = [JsonLinesSink(job.folder / "events.jsonl")]
    patient = {"backoff_s": timing.backoff, "patience_s": timing.patience, "log": line.say}
    if job.claim:
        post = http_courier(url=job.claim.events_url, secret=job.claim.secret, client=client)
        sinks.append(QueuedSink(post, name="the bot", interval_s=timing.interval, **patient))
    if branch and (job.relay or options.status_on_branch):
        store = RelayStore(branch, job.relay) if job.relay else branch
        claim_id = job.relay.claim.claim_id if job.relay else None
        write = branch_courier(store, job_id=job.id, attempt=job.attempt, claim_id=claim_id)
        sinks.append(QueuedSink(write, name="the hub", interval_s=timing.branch_interval, **patient))
    return sinks


def _tidy(desk: Desk, *, failed: bool, told: bool) -> None:
    """Nothing of the person stays behind: neither checkpoints on the hub nor photos on this machine.

    Until the bot was `told`, what signs the last event is kept.
    """
    options, line = desk.options, desk.line
    if desk.branch:
        for wait in (1, 5, None):
            try:
                _clean(desk, desk.branch)
                break
            except RunError as error:
                if wait is None:
                    line.say(f"The job’s branch could not be removed: {error}")
                else:
                    time.sleep(wait)
    # Without a bot the photos are the person's own, and checkpoints help a second try.
    if not options.keep and (desk.job.has_bot or not failed):
        desk.job.forget(claim=told)
        if not desk.job.has_bot:
            # Without a bot the same job may be trained again.
            desk.job.start_anew()


def _clean(desk: Desk, branch: JobBranch) -> None:
    reporter, relay = desk.reporter, desk.job.relay
    if not relay:
        branch.clean(keep_status=desk.options.status_on_branch and not reporter.gone)
        return
    standing = relay.standing()
    # The next attempt goes on from the checkpoints there.
    if standing != "replaced":
        is_over = standing == "gone" or reporter.gone
        branch.clean(keep_status=not is_over or reporter.finished == "completed")
