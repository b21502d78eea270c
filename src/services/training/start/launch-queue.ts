import { cutText } from '../../../cut-text.ts';
import type { Logger } from '../../../logger.ts';
import { hashOf } from '../../storage/seal.ts';
import { isActive, isOver, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { LaunchError, type Launcher, type Runners } from '../runners/runner.ts';
import { codeOf, newToken, waitingAgain, withToken } from './job-maker.ts';

/** A trainer that could not be started is tried again so often, at the sweeps. */
const mostTries = 5;
/** A trainer that dies is started again so often without asking anybody. */
const mostStarts = 3;
const unlaunched = 'The trainer could not be started.';

/** Starts trainers in their turn where the runner does that by itself, and notices those that died. */
export interface Launches {
  /** Starts what waits, as far as there is room. One pass at a time; never rejects. */
  next(): Promise<void>;
  /** Looks whether the trainers still run. Never rejects. */
  look(): Promise<void>;
  /** Resolves when nothing is being started; from then on nothing is. */
  stop(): Promise<void>;
}

export function createLaunches({
  board,
  runners,
  addressFor,
  offer,
  fail,
  lastWords,
  lastWordsMs = 4 * 60_000,
  logger,
  now,
}: {
  board: JobBoard;
  runners: Runners;
  addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  offer: (job: TrainingJob) => Promise<void>;
  fail: (
    id: string,
    stillSo: (job: TrainingJob) => boolean,
    reason: string,
    more?: { lost?: boolean },
  ) => Promise<unknown>;
  /** Fetches at once what trainers have left at the hub. */
  lastWords: () => void;
  /** Until a trainer that ended is taken for dead, where what it said last may still be at the hub. */
  lastWordsMs?: number;
  logger: Logger;
  now: () => number;
}): Launches {
  const launcherOf = ({ backend }: TrainingJob) => runners.of(backend).launcher;
  const tries = new Map<string, number>();
  /** When it was first seen that a trainer had ended. */
  const endedSince = new Map<string, number>();
  let passing: Promise<void> = Promise.resolve();
  let stopped = false;

  const waits = (job: TrainingJob) => job.state === 'waiting' && !job.run && launcherOf(job) !== undefined;
  /** Those that take up room there, one included of which it was not noted that it was started. */
  const atWork = (backend: TrainingJob['backend']) =>
    board.all().filter(job => job.backend === backend && (isActive(job) || (!isOver(job) && job.run)));

  async function launch(waiting: TrainingJob, launcher: Launcher): Promise<void> {
    // A code of its own for every try: what an earlier one may have started cannot claim any more.
    const token = newToken();
    const job = await board.change(waiting.id, current =>
      waits(current) ? withToken(current, token, now()) : current,
    );
    if (job?.tokenHash !== hashOf(token)) return;
    try {
      if (job.relay) {
        await offer(job).catch(cause => {
          throw new LaunchError('Hugging Face did not take the photos.', false, { cause });
        });
      }
      const run = await launcher.launch(job, codeOf(job, addressFor(job), token));
      const stored = await board.change(job.id, current =>
        isOver(current) || current.tokenHash !== job.tokenHash
          ? current
          : {
              ...current,
              run,
              ...(current.state === 'waiting' ? { launches: (current.launches ?? 0) + 1 } : {}),
            },
      );
      // Cancelled, or erased, while it was being started.
      if (stored?.run !== run) await launcher.stop({ ...job, run });
      tries.delete(job.id);
    } catch (error) {
      const count = (tries.get(job.id) ?? 0) + 1;
      tries.set(job.id, count);
      logger.warn({ err: error, job: job.id, count }, 'a trainer could not be started');
      const final = error instanceof LaunchError && error.final;
      if (!final && count < mostTries) return;
      tries.delete(job.id);
      const why = error instanceof LaunchError ? error.message : unlaunched;
      await fail(job.id, waits, `${why} Nothing was trained yet.`, { lost: job.attempt > 0 });
    }
  }

  async function pass(): Promise<void> {
    const inTurn = board
      .all()
      .filter(waits)
      .sort((a, b) => a.createdAt - b.createdAt);
    for (const job of inTurn) {
      if (stopped) return;
      const launcher = launcherOf(job);
      if (launcher && atWork(job.backend).length < launcher.atOnce) await launch(job, launcher);
    }
  }

  async function lookAt(job: TrainingJob): Promise<void> {
    const launcher = launcherOf(job);
    if (!launcher) return;
    const seen = await launcher.look(job);
    if (seen.running) {
      endedSince.delete(job.id);
      return;
    }
    if (job.relay) {
      const since = endedSince.get(job.id) ?? now();
      endedSince.set(job.id, since);
      if (since + lastWordsMs > now()) {
        lastWords();
        return;
      }
    }
    endedSince.delete(job.id);
    const stillSo = (current: TrainingJob) =>
      !isOver(current) && !current.result && current.run !== undefined && sameRun(current, job);
    // One that ends before it has even claimed the job may have a reason to, and then it will again.
    const starts = isActive(job) ? job.attempt : (job.launches ?? 1);
    if (launcher.takesUpAgain && starts < mostStarts) {
      await board.change(job.id, current => {
        if (!stillSo(current)) return current;
        const { run: _ended, ...rest } = waitingAgain(current);
        return rest;
      });
      logger.info({ job: job.id, attempt: job.attempt }, 'a trainer that died is started again');
      return;
    }
    const why = [
      seen.why ?? 'Its trainer stopped.',
      ...quoted(launcher.lastLine(job)),
      ...(job.attempt > 0 ? ['**Resume** goes on from its last checkpoint.'] : []),
    ];
    await fail(job.id, stillSo, why.join(' '), { lost: job.attempt > 0 });
  }

  return {
    next() {
      passing = passing
        .then(pass)
        .catch(error => logger.error({ err: error }, 'trainers could not be started'));
      return passing;
    },
    async stop() {
      stopped = true;
      await passing;
    },
    async look() {
      const open = board.all().filter(job => job.run && !job.result && !isOver(job));
      for (const job of open) {
        await lookAt(job).catch(error =>
          logger.info({ err: error, job: job.id }, 'a trainer could not be looked at'),
        );
      }
    },
  };
}

/** What a trainer printed last, without whatever Discord would take for more than words. */
function quoted(line: string | undefined): string[] {
  const words = line
    ?.replace(/[^\p{L}\p{N} .,:;'’“”()%+/=-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words ? [`Its last words: “${cutText(words, 200)}”.`] : [];
}

const sameRun = (a: TrainingJob, b: TrainingJob) => JSON.stringify(a.run) === JSON.stringify(b.run);
