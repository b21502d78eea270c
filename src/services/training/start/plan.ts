import type { Said } from '../../../words/words.ts';
import type { Actor } from '../../actors/actor.ts';
import { agreedToSending } from '../../actors/agreed-to.ts';
import { assess, usablePhotos } from '../../photos/assess.ts';
import { findBase, type TrainingBase } from '../job/bases.ts';
import type { Books } from '../job/books.ts';
import { isUnusedCode, type TrainingBackend } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { RunnerFor } from '../runners/runner.ts';
import type { BaseServing, Bases, ServedBase } from './base-serving.ts';
import type { TrainingChecks } from './checks.ts';
import type { StartRequest } from './job-maker.ts';
import type { AskQuote, Quote } from './pricing.ts';

/** What will happen when a training is confirmed; nothing has happened yet. */
export interface TrainingPlan {
  actor: Actor;
  base: TrainingBase;
  steps: number;
  /** As the base's page names it; undefined where it does not. */
  licence: string | undefined;
  /** Whether the base's author asks for an agreement, given by the account whose token the trainer then needs. */
  gated: boolean;
  /** The owner of the repos. */
  namespace: string;
  photos: { usable: number; all: number; advice: string[] };
  backend: TrainingBackend;
  where: Said;
  photosGo: Said;
  /** Where images of the trained actor can be made, as it is now. */
  serving: BaseServing;
  /** For a base that leads nowhere, one that leads somewhere. */
  instead: TrainingBase | undefined;
  /** Whether the model may be sent to an image service; where not, the person shown is asked. */
  maySend: boolean;
  /** Whether photos and reports travel over private repos at Hugging Face. */
  relayed: boolean;
  time: Quote['time'];
  cost: Quote['cost'];
}

/** Checks everything that a start checks, and says what would happen. */
export function createPlanner({
  board,
  checks,
  runnerFor,
  isRelayed,
  bases,
  quote,
  books,
}: {
  board: JobBoard;
  checks: TrainingChecks;
  runnerFor: RunnerFor;
  isRelayed: (backend: TrainingBackend) => boolean;
  bases: Bases;
  quote: AskQuote;
  books: Pick<Books, 'check'>;
}) {
  return async (request: Omit<StartRequest, 'channelId'>): Promise<TrainingPlan> => {
    const actor = await checks.trainable(request);
    checks.ready(runnerFor(request.guildId, request.base && findBase(request.base)?.id));
    // The member's own unused code does not prevent a fresh one.
    const own = board
      .all()
      .find(job => job.actorId === actor.id && isUnusedCode(job) && job.requesterId === request.memberId);
    checks.free(request, actor, own?.id);
    const { base, steps } = await checks.baseAndSteps(request, actor);
    const runner = runnerFor(request.guildId, base.id);
    checks.ready(runner);
    const [{ licence, gated }, namespace, { time, price, cost }] = await Promise.all([
      checks.terms(base),
      checks.account(),
      quote(runner, base, steps),
    ]);
    await books.check(request, price);
    const serving = await bases.servingOf(base, request.guildId);
    return {
      actor,
      base,
      steps,
      licence,
      gated,
      namespace,
      photos: {
        usable: usablePhotos(actor.photos).length,
        all: actor.photos.length,
        advice: assess(actor.photos).advice,
      },
      backend: runner.backend,
      where: runner.where,
      photosGo: runner.photosGo,
      serving,
      instead:
        serving.by === 'nobody' ? (await bases.proposed(request.guildId)).find(isUsable)?.base : undefined,
      maySend: agreedToSending(actor),
      relayed: isRelayed(runner.backend),
      time,
      cost,
    };
  };
}

const isUsable = ({ serving: { by } }: ServedBase) => by !== 'nobody' && by !== 'unknown';
