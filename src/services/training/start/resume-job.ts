import { UserError } from '../../../errors.ts';
import { type Said, said } from '../../../words/words.ts';
import type { Actor } from '../../actors/actor.ts';
import { newId } from '../../storage/id.ts';
import { hashOf } from '../../storage/seal.ts';
import { findBase, trainingBases } from '../job/bases.ts';
import type { Books } from '../job/books.ts';
import { waitingAgain } from '../job/changes.ts';
import { isResumable, type TrainingBackend, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { newToken, withToken } from '../job/job-code.ts';
import { paidAnew } from '../job/paid.ts';
import type { Runner, RunnerFor } from '../runners/runner.ts';
import type { TrainingChecks } from './checks.ts';
import type { Give, Route, Started, StartRequest } from './job-maker.ts';
import type { AskQuote, Quote } from './pricing.ts';
import type { Reserve } from './reserve.ts';

/** `backend`: where it was said to run, with its price, if it costs anything there. */
export type ResumeRequest = Pick<StartRequest, 'guildId' | 'memberId' | 'roleIds' | 'admin' | 'backend'> & {
  jobId: string;
};

/** What another attempt would rent; nothing has happened yet. */
export interface ResumePlan {
  job: TrainingJob;
  backend: TrainingBackend;
  where: Said;
  time: Quote['time'];
  cost: NonNullable<Quote['cost']>;
}

/** Makes further attempts. Call it for one actor at a time. */
export interface Resumer {
  /** What it would cost; undefined where nothing is billed. @throws UserError as `resume` does */
  plan(request: ResumeRequest): Promise<ResumePlan | undefined>;
  /** Another attempt of a job whose trainer was lost, or a fresh code for one that waits. */
  resume(request: ResumeRequest): Promise<Started>;
}

interface Needs {
  board: JobBoard;
  checks: TrainingChecks;
  runnerFor: RunnerFor;
  /** What the operator has set. */
  chosen: Runner;
  quote: AskQuote;
  books: Pick<Books, 'check'>;
  reserve: Reserve;
  route: Route;
  give: Give;
  now: () => number;
}

interface ToResume {
  known: TrainingJob;
  actor: Actor;
  runner: Runner;
  quoted: Quote;
}

export function createResumer({
  board,
  checks,
  runnerFor,
  chosen,
  quote,
  books,
  reserve,
  route,
  give,
  now,
}: Needs): Resumer {
  async function toResume({ guildId, memberId, jobId }: ResumeRequest): Promise<ToResume> {
    const known = await board.find(jobId);
    if (!known || known.guildId !== guildId) throw new UserError('not-found', said('training.unknown'));
    const actor = await checks.trainable({ guildId, memberId, actor: known.actorId });
    // The photos go on to no computer of the server that the member wasn't told of, and to none but those that they were.
    const isOwn = known.backend === 'worker';
    const runner = isOwn ? runnerFor(guildId, known.spec.baseModel) : chosen;
    if (isOwn && runner.backend !== 'worker') throw new UserError('gone', said('training.placeChanged'));
    checks.ready(runner);
    checks.free({ guildId, memberId }, actor, jobId);
    const { baseModel, steps } = known.spec;
    const base = findBase(baseModel) ?? trainingBases[0];
    return {
      known,
      actor,
      runner,
      quoted: await quote(runner, base, steps, Math.max(1, steps - known.step)),
    };
  }

  const mayResume = (job: TrainingJob, memberId: string) =>
    isResumable(job) || (job.state === 'waiting' && job.backend === 'colab' && job.requesterId === memberId);
  const nothingToResume = () => new UserError('gone', said('training.nothingToResume'));

  return {
    async plan(request) {
      const { known, runner, quoted } = await toResume(request);
      if (!mayResume(known, request.memberId)) throw nothingToResume();
      const { time, price, cost } = quoted;
      if (cost === undefined) return undefined;
      await books.check(request, price);
      return { job: known, backend: runner.backend, where: runner.where, time, cost };
    },

    async resume(request) {
      const { memberId, jobId, backend } = request;
      const { known, actor, runner, quoted } = await toResume(request);
      const { price } = quoted;
      // It costs what they were told, where they were told.
      if (backend !== runner.backend && (backend !== undefined || price !== undefined)) {
        throw new UserError('gone', said('training.placeChanged'));
      }
      const namespace = await checks.account();
      if (!mayResume(known, memberId)) throw nothingToResume();
      // Another machine is another training to whoever pays for it.
      const reserved = price && (await reserve(request, { jobId, countAs: newId() }, price));
      const token = newToken();
      const job = await board
        .change(jobId, current => {
          if (!mayResume(current, memberId)) return current;
          const waiting = waitingAgain(current);
          if (waiting.state !== 'waiting') return current;
          const mine = route({ ...waiting, requesterId: memberId }, namespace, runner);
          return withToken(paidAnew(mine, reserved?.paid), token, now());
        })
        .catch(async error => {
          await reserved?.undo();
          throw error;
        });
      if (job?.tokenHash !== hashOf(token)) {
        await reserved?.undo();
        throw nothingToResume();
      }
      return give(job, actor, token);
    },
  };
}
