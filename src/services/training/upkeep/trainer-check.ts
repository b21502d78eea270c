import { cutText } from '../../../cut-text.ts';
import type { Logger } from '../../../logger.ts';
import { waitingAgain } from '../job/changes.ts';
import type { EndReason } from '../job/end-reason.ts';
import type { FailJob } from '../job/fail-job.ts';
import { isActive, isOver, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { Launcher, Runners, Seen } from '../runners/runner.ts';

/** So often a trainer that dies is started again without asking. */
const mostStarts = 3;

/** Notices trainers that the bot started and that died. Never rejects. */
export type TrainerCheck = () => Promise<void>;

export function createTrainerCheck({
  board,
  runners,
  fail,
  lastWords,
  lastWordsMs = 4 * 60_000,
  logger,
  now,
}: {
  board: JobBoard;
  runners: Runners;
  fail: FailJob;
  /** Fetches at once what trainers have left at the hub. */
  lastWords: () => void;
  /** How long what a trainer said last may still be on its way over the hub. */
  lastWordsMs?: number;
  logger: Logger;
  now: () => number;
}): TrainerCheck {
  /** When it was first seen that a trainer had ended. */
  const endedSince = new Map<string, number>();

  /** Whether its last report may not have been read yet. */
  function mayStillSpeak(job: TrainingJob): boolean {
    if (!job.relay) return false;
    const since = endedSince.get(job.id) ?? now();
    endedSince.set(job.id, since);
    if (since + lastWordsMs <= now()) return false;
    lastWords();
    return true;
  }

  async function takeForDead(
    job: TrainingJob,
    launcher: Launcher,
    { why: what, again }: Extract<Seen, { running: false }>,
  ): Promise<void> {
    const stillSo = (current: TrainingJob) =>
      !isOver(current) && !current.result && current.run !== undefined && sameRun(current, job);
    // One that ends before it has even claimed the job may have a reason to, and then it will again.
    const starts = isActive(job) ? job.attempt : Math.max(1, job.launches ?? 0);
    if (again === 'always' || (launcher.takesUpAgain && again !== 'never' && starts < mostStarts)) {
      await board.change(job.id, current => (stillSo(current) ? startedAgain(current, again) : current));
      logger.info({ job: job.id, attempt: job.attempt }, 'a trainer that died is started again');
      return;
    }
    const why: EndReason[] = [
      { what: what ?? 'trainer-stopped' },
      ...quoted(launcher.lastLine(job)),
      ...(job.attempt > 0 ? [{ what: 'resume-goes-on' as const }] : []),
    ];
    await fail(job.id, stillSo, why, { lost: job.attempt > 0 });
  }

  async function check(job: TrainingJob): Promise<void> {
    const { launcher } = runners.of(job.backend);
    if (!launcher) return;
    const seen = await launcher.look(job);
    if (!seen.running && mayStillSpeak(job)) return;
    endedSince.delete(job.id);
    if (!seen.running) await takeForDead(job, launcher, seen);
  }

  return async () => {
    const open = board.all().filter(job => job.run && !job.result && !isOver(job));
    for (const job of open) {
      await check(job).catch(error =>
        logger.info({ err: error, job: job.id }, 'a trainer could not be looked at'),
      );
    }
  };
}

/** A start that was only forgotten counts for nothing. */
function startedAgain(job: TrainingJob, again: 'always' | undefined): TrainingJob {
  const waiting = waitingAgain(job);
  if (again !== 'always' || waiting.state !== 'waiting') return waiting;
  return { ...waiting, launches: Math.max(0, waiting.launches - 1) };
}

/** What a trainer printed last, without anything that Discord would take for more than words. */
function quoted(line: string | undefined): EndReason[] {
  const words = line
    ?.replace(/[^\p{L}\p{N} .,:;'’“”()%+/=-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words ? [{ what: 'last-words', words: cutText(words, 200) }] : [];
}

const sameRun = (a: TrainingJob, b: TrainingJob) => JSON.stringify(a.run) === JSON.stringify(b.run);
