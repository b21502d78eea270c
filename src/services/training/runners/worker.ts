import type { Logger } from '../../../logger.ts';
import { said } from '../../../words/words.ts';
import { NotDoneError } from '../../workers/work.ts';
import type { Workers } from '../../workers/workers-service.ts';
import type { TrainingJob } from '../job/job.ts';
import type { Launcher, Runner } from './runner.ts';

/** A computer that the server has connected: it asks for its trainings, and claims each with the job code as any trainer does. */
export function workerRunner(needs: { workers: Pick<Workers, 'line'>; logger: Logger }): Runner {
  return {
    backend: 'worker',
    missing: undefined,
    where: said('training.runsOnWorker'),
    photosGo: said('training.photosToWorker'),
    hourlyPrice: async () => undefined,
    launcher: createLauncher(needs),
  };
}

const endedMost = 1_000;

/** `back`: the computer gave it back, for instance because it was switched off. */
type End = 'said' | 'failed' | 'silent' | 'back';

function createLauncher({
  workers: { line },
  logger,
}: {
  workers: Pick<Workers, 'line'>;
  logger: Logger;
}): Launcher {
  /** Work whose computer has said that it is over, or was silent; with what it said. */
  const ended = new Map<string, { how: End; words?: string }>();
  let launches = 0;

  function noteEnd(id: string, how: End, words = ''): void {
    ended.set(id, { how, ...(words ? { words } : {}) });
    const [oldest] = ended.keys();
    if (ended.size > endedMost && oldest !== undefined) ended.delete(oldest);
  }

  async function stop({ run }: Pick<TrainingJob, 'run'>): Promise<void> {
    if (run?.kind === 'worker') await line.cancel(run.id);
  }

  return {
    atOnce: Number.POSITIVE_INFINITY,
    takesUpAgain: true,
    async launch(job, jobCode) {
      await stop(job);
      const id = `training-${job.id}-${Date.now().toString(36)}${launches++}`;
      const { baseModel: base } = job.spec;
      line
        .add({
          ...{ kind: 'training', id, guildId: job.guildId, memberId: job.requesterId, base },
          begin: async () => ({ jobCode, base }),
        })
        .then(
          () => noteEnd(id, 'said'),
          (error: unknown) => {
            logger.info({ job: job.id, err: error }, 'a computer of a server does not go on with a training');
            const reason = error instanceof NotDoneError ? error.reason : undefined;
            if (reason?.why === 'failed')
              noteEnd(id, reason.status === 503 ? 'back' : 'failed', reason.error);
            else if (reason?.why === 'silent') noteEnd(id, 'silent');
          },
        );
      return { kind: 'worker', id };
    },
    async look(job) {
      if (job.run?.kind !== 'worker') return { running: false, why: undefined };
      if (line.state(job.run.id) !== undefined) return { running: true };
      const how = ended.get(job.run.id)?.how;
      // The trainer may go on without whoever started it; what it reports, or doesn't, is looked at elsewhere.
      if ((how === undefined || how === 'silent') && job.state !== 'waiting') return { running: true };
      // The bot was restarted while it waited for a computer.
      if (how === undefined) return { running: false, why: undefined, again: 'always' };
      if (how === 'failed') return { running: false, why: 'not-started', again: 'never' };
      return { running: false, why: 'trainer-stopped-silently' };
    },
    lastLine: ({ run }) => (run?.kind === 'worker' ? ended.get(run.id)?.words : undefined),
    stop,
    clear: async () => {},
    prune: async () => {},
    close: async () => {},
  };
}
