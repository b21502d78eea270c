import type { Logger } from '../../../logger.ts';
import { hashOf } from '../../storage/seal.ts';
import { launched } from '../job/changes.ts';
import type { FailJob } from '../job/fail-job.ts';
import { isActive, isOver, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { codeOf, newToken, withToken } from '../job/job-code.ts';
import { withFormerRun, withoutFormerRun } from '../job/leftovers.ts';
import { LaunchError, type Launcher, type Runners } from '../runners/runner.ts';

/** So often a trainer that could not be started is tried again, at the sweeps. */
const mostTries = 5;

/** Starts trainers in their turn, where the runner does that by itself. */
export interface LaunchQueue {
  /** Starts what waits, as far as there is room. One pass at a time; never rejects. */
  next(): Promise<void>;
  /** Resolves when nothing is being started; from then on nothing is. */
  stop(): Promise<void>;
}

interface Needs {
  board: JobBoard;
  runners: Runners;
  addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  /** Puts the job where its trainer finds it, if that is at the hub. */
  offer: (job: TrainingJob) => Promise<void>;
  fail: FailJob;
  logger: Logger;
  now: () => number;
}

export function createLaunchQueue(needs: Needs): LaunchQueue {
  const { board, runners, logger } = needs;
  const launcherOf = ({ backend }: TrainingJob) => runners.of(backend).launcher;
  const waits = (job: TrainingJob) => job.state === 'waiting' && !job.run && launcherOf(job) !== undefined;
  const launch = createLaunch(needs, waits);
  let passing: Promise<void> = Promise.resolve();
  let stopped = false;

  /** Those that take up room there, one included of which it was not noted that it was started. */
  const atWork = (backend: TrainingJob['backend']) =>
    board.all().filter(job => job.backend === backend && (isActive(job) || (!isOver(job) && job.run)));

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
  };
}

/** Starts one trainer. Where that fails, the job waits for another try, or fails with words after some. */
function createLaunch(
  { board, addressFor, offer, fail, logger, now }: Needs,
  waits: (job: TrainingJob) => boolean,
): (waiting: TrainingJob, launcher: Launcher) => Promise<void> {
  const tries = new Map<string, number>();

  async function startTrainer(job: TrainingJob, launcher: Launcher, token: string): Promise<void> {
    if (job.relay) {
      await offer(job).catch(cause => {
        throw new LaunchError('photos-not-taken', false, { cause });
      });
    }
    const run = await launcher.launch(job, codeOf(job, addressFor(job), token));
    const stored = await board.change(job.id, current =>
      current.tokenHash === job.tokenHash ? launched(current, run, now()) : current,
    );
    if (stored?.run === run) return;
    // Cancelled, or erased, while it was being started. It is noted first: what fails here is tried again.
    await board.note(job.id, current => withFormerRun(current, run));
    await launcher.stop({ id: job.id, run });
    await board.note(job.id, current => withoutFormerRun(current, run));
  }

  async function failedToStart(job: TrainingJob, error: unknown): Promise<void> {
    const count = (tries.get(job.id) ?? 0) + 1;
    tries.set(job.id, count);
    logger.warn({ err: error, job: job.id, count }, 'a trainer could not be started');
    const final = error instanceof LaunchError && error.final;
    if (!final && count < mostTries) return;
    tries.delete(job.id);
    const what = error instanceof LaunchError ? error.what : 'not-started';
    await fail(job.id, waits, [{ what }, { what: 'nothing-trained' }], { lost: job.attempt > 0 });
  }

  return async (waiting, launcher) => {
    // A code of its own for every try: a trainer that an earlier try may have started cannot claim any more.
    const token = newToken();
    const job = await board.change(waiting.id, current =>
      waits(current) ? withToken(current, token, now()) : current,
    );
    if (job?.tokenHash !== hashOf(token)) return;
    try {
      await board.during(job.id, () => startTrainer(job, launcher, token));
      tries.delete(job.id);
    } catch (error) {
      await failedToStart(job, error);
    }
  };
}
