"""How a run ends: the bot is told, and nothing of the person stays behind."""

from __future__ import annotations

import time

from ..errors import Cancelled, Replaced, RunError
from ..job.job import Job
from ..job.job_branch import Branch
from .steps import Run, take_steps

CLEANING_WAITS = (1, 5)
"""Seconds before the job's branch is cleaned once more."""


def attend(run: Run) -> int:
    """Takes the run's steps, tells the bot how they ended, and tidies up.

    Args:
        run: The run, whose job was taken.

    Returns:
        0, the exit code.

    Raises:
        RunError: What ended the run, after the bot was told.
    """
    reporter, say = run.link.reporter, run.line.say
    ending: RunError | None = None
    if reporter.finished == "completed":
        say("This job was finished before; telling the bot once more.")
        reporter.repeat_end()
    elif reporter.finished == "failed":
        reporter.repeat_end()
        ending = RunError(
            "This attempt had failed already. Press Resume in Discord and paste the new code: it goes on from the last "
            "checkpoint."
            if reporter.resumable
            else "This attempt had failed already. Start a new training in Discord with /train start."
        )
    else:
        ending = _failure_of(run)
    delivered = reporter.close()
    if reporter.gone and run.job.relay and reporter.finished == "completed":
        # The bot takes the branch and the dataset away once it has read the end.
        say("The bot has closed the job.")
        delivered = True
    elif reporter.ended:
        ending = reporter.ended
    tidy(run, ending=ending, told=delivered or reporter.gone)
    if ending:
        raise ending
    if not delivered:
        say("The bot could not be told. Run the same command again later, and it is told then.")
    return 0


def _failure_of(run: Run) -> RunError | None:
    """Takes the steps; None where all went well. A failure is reported to the bot, a cancelled job is not."""
    try:
        take_steps(run)
        return None
    except Cancelled as error:
        return error
    except RunError as error:
        ending = error
    except KeyboardInterrupt:
        ending = Cancelled("The run was interrupted, or its machine was told to stop.")
        ending.resumable = True
    except Exception as error:
        # What a library says may name anything: files, addresses, what was typed. It stays on this machine.
        run.line.say(f"{type(error).__name__}: {error}")
        ending = RunError(f"The run failed ({type(error).__name__}). The trainer’s own lines say more.")
        ending.__cause__ = error
    resumable = ending.resumable and run.job.has_bot and _leaves_checkpoints(run.job)
    run.link.reporter.failed(str(ending), resumable=resumable)
    if resumable:
        run.line.say("The checkpoints stay. Resume in Discord gives a code that goes on from the last one.")
    return ending


def _leaves_checkpoints(job: Job) -> bool:
    """Whether another attempt has something to go on from: here, or on the hub, where this one has not looked yet."""
    return job.has_checkpoints() or not job.took_over


def tidy(run: Run, *, ending: RunError | None, told: bool) -> None:
    """Removes checkpoints from the hub and everything of the person from this machine.

    Where another attempt may go on from the checkpoints, or has begun to, they stay on both, and so do the photos here.

    Args:
        run: The run that is over.
        ending: What ended it; None where all went well.
        told: Whether the bot knows the end. Until then, what signs the last event is kept.
    """
    job, reporter = run.job, run.link.reporter
    if isinstance(ending, Replaced) or (reporter.resumable and not reporter.gone):
        _keep(run, told=told or isinstance(ending, Replaced))
        return
    if run.link.branch:
        _clean_patiently(run, run.link.branch)
    # Without a bot the photos are the person's own, and checkpoints help a second try.
    if not run.options.keep and (job.has_bot or not ending):
        kept_for_caller = run.options.leave_result and reporter.finished == "completed"
        job.forget(claim=told, result=job.has_bot and run.options.publish and not kept_for_caller)
        if not job.has_bot:
            # Without a bot the same job may be trained again.
            job.start_anew()
    elif ending and not job.has_bot:
        # There is no new code to go on with: the same command does it.
        job.forget_end()


def _keep(run: Run, *, told: bool) -> None:
    job = run.job
    if job.has_checkpoints():
        if told:
            job.forget_claim()
        run.line.say("What was trained stays here for a week, with the photos, for another attempt to go on from.")
    else:
        # If there are checkpoints, they are on the hub, and the photos come again with the next attempt.
        job.forget(claim=told)


def _clean_patiently(run: Run, branch: Branch) -> None:
    for wait in (*CLEANING_WAITS, None):
        try:
            _clean(run, branch)
            return
        except RunError as error:
            if wait is None:
                run.line.say(f"The job’s branch could not be removed: {error}")
            else:
                time.sleep(wait)


def _clean(run: Run, branch: Branch) -> None:
    reporter, relay = run.link.reporter, run.job.relay
    if not relay:
        branch.clean(keep_status=run.options.status_on_branch and not reporter.gone)
        return
    standing = relay.standing()
    # The next attempt goes on from the checkpoints there.
    if standing != "replaced":
        is_over = standing == "gone" or reporter.gone
        branch.clean(keep_status=not is_over or reporter.finished == "completed")
