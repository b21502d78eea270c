"""How a run reaches its bot: the events that it reports, and the job's branch on the hub."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import httpx

from ..errors import RunError
from ..hub import HubRepo
from ..job.bot_branch import BotBranch
from ..job.bot_calls import BotCalls, Caller, Patience
from ..job.bot_uploads import BotUploads
from ..job.couriers import BranchStore, branch_courier, http_courier
from ..job.events import Reporter, Sink
from ..job.job import EVENTS_FILE, JOURNAL_FILE, Job
from ..job.job_branch import Branch, JobBranch
from ..job.relay import RelayStore
from ..job.sinks import Courier, JsonLinesSink, QueuedSink
from ..patience import Patience as HubPatience
from ..publishing.publish import Published, Result, publish, publish_through
from ..spec import Claim
from .options import Options


@dataclass(frozen=True)
class Timing:
    """How patiently events are delivered, in seconds; tests are in a hurry."""

    interval: float = 10
    branch_interval: float = 120
    heartbeat: float = 60
    backoff: tuple[float, ...] = (2, 5, 15, 30, 60)
    patience: float = 30 * 60
    checkpoint_patience: float = 3 * 60
    """For a checkpoint: the next one comes."""


@dataclass(frozen=True)
class Link:
    """The two ways from a run to its bot."""

    reporter: Reporter
    branch: Branch | None
    """None where nothing is published."""
    publish: Callable[[Result], Published] | None
    """Puts the result on the hub; None where nothing is published."""
    relay_store: RelayStore | None
    """The branch of a bot without an address, which says too whether the job is cancelled."""
    patience: HubPatience
    """How long the hub is asked for what the run cannot do without."""


def connect(
    options: Options,
    job: Job,
    *,
    client: httpx.Client,
    timing: Timing,
    say: Callable[[str], None],
    now: Callable[[], float] = time.time,
) -> Link:
    """Opens the ways to the bot. The reporter's threads run until it is closed.

    Args:
        options: What was asked for.
        job: The job that was taken.
        client: Delivers the events of a bot that has an address.
        timing: How patiently events are delivered.
        say: Gets a line for each event that could not be delivered.
        now: Seconds since 1970, by the bot's clock.

    Returns:
        The reporter and, where the result is published, the job's branch.
    """
    through_bot = options.publish and not options.status_on_branch and job.claim and job.claim.uploads
    if options.publish and not through_bot and job.has_bot and not options.hub.token:
        raise RunError("This bot does not write to the hub for this notebook, so it needs a token: set HF_TOKEN.")
    with_token = options.publish and not through_bot and options.hub.token
    repo = HubRepo(job.spec.repo, token=with_token, endpoint=options.hub.endpoint) if with_token else None
    branch = JobBranch(repo, job.spec.branch) if repo else None
    relay_store = RelayStore(branch, job.relay) if branch and job.relay else None

    def queued(courier: Courier, name: str, interval: float) -> QueuedSink:
        return QueuedSink(
            courier,
            name=name,
            interval_s=interval,
            backoff_s=timing.backoff,
            patience_s=timing.patience,
            log=say,
        )

    sinks: list[Sink] = [JsonLinesSink(job.folder / EVENTS_FILE)]
    if job.claim:
        post = http_courier(url=job.claim.events_url, secret=job.claim.secret, client=client, now=now)
        sinks.append(queued(post, "the bot", timing.interval))
    store: BranchStore | None = relay_store or (branch if options.status_on_branch else None)
    if store:
        claim_id = job.relay.claim.claim_id if job.relay else None
        write = branch_courier(store, job_id=job.id, attempt=job.attempt, claim_id=claim_id)
        sinks.append(queued(write, "the hub", timing.branch_interval))
    reporter = Reporter(
        job_id=job.id,
        attempt=job.attempt,
        total_steps=job.spec.steps,
        sinks=sinks,
        journal=job.folder / JOURNAL_FILE,
        heartbeat_s=timing.heartbeat,
    )
    if through_bot and job.claim:
        caller = Caller(job.id, job.attempt, job.claim.secret)
        calls = BotCalls(caller, client=client, check=reporter.check, say=say, now=now)
        return _through_bot(job.claim, reporter, calls, timing)
    patience = HubPatience(timing.backoff, timing.patience)
    return Link(reporter, branch, partial(publish, repo) if repo else None, relay_store, patience)


def _through_bot(claim: Claim, reporter: Reporter, calls: BotCalls, timing: Timing) -> Link:
    """The bot writes, also where a token is at hand.

    That token may be of another account, and then the run would fail at its end.
    """
    assert claim.uploads
    on_the_way = Patience(timing.backoff, min(timing.patience, timing.checkpoint_patience))
    uploads = BotUploads(claim.uploads, calls, on_the_way)
    for_long = Patience(timing.backoff, timing.patience)
    result = BotUploads(claim.uploads, calls, for_long)
    branch = BotBranch(uploads, claim.uploads, calls, for_long)
    patience = HubPatience(timing.backoff, timing.patience)
    return Link(reporter, branch, partial(publish_through, result), None, patience)
