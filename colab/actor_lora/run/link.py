"""How a run reaches its bot: the events that it reports, and the job's branch on the hub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx

from ..hub import HubRepo
from ..job.couriers import BranchStore, branch_courier, http_courier
from ..job.events import Reporter, Sink
from ..job.job import EVENTS_FILE, JOURNAL_FILE, Job
from ..job.job_branch import JobBranch
from ..job.relay import RelayStore
from ..job.sinks import Courier, JsonLinesSink, QueuedSink
from .options import Options


@dataclass(frozen=True)
class Timing:
    """How patiently events are delivered, in seconds; tests are in a hurry."""

    interval: float = 10
    branch_interval: float = 120
    heartbeat: float = 60
    backoff: tuple[float, ...] = (2, 5, 15, 30, 60)
    patience: float = 30 * 60


@dataclass(frozen=True)
class Link:
    """The two ways from a run to its bot."""

    reporter: Reporter
    branch: JobBranch | None
    """None where nothing is published."""
    relay_store: RelayStore | None
    """The branch of a bot without an address, which says too whether the job is cancelled."""


def connect(options: Options, job: Job, *, client: httpx.Client, timing: Timing, say: Callable[[str], None]) -> Link:
    """Opens the ways to the bot. The reporter's threads run until it is closed.

    Args:
        options: What was asked for.
        job: The job that was taken.
        client: Delivers the events of a bot that has an address.
        timing: How patiently events are delivered.
        say: Gets a line for each event that could not be delivered.

    Returns:
        The reporter and, where the result is published, the job's branch.
    """
    repo = HubRepo(job.spec.repo, token=options.hub.token, endpoint=options.hub.endpoint) if options.hub.token else None
    branch = JobBranch(repo, job.spec.branch) if repo and options.publish else None
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
        post = http_courier(url=job.claim.events_url, secret=job.claim.secret, client=client)
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
    return Link(reporter, branch, relay_store)
