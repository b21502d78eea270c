import { UserError } from '../../../errors.ts';
import { type Said, said } from '../../../words/words.ts';
import { isTheirs } from '../../actors/access.ts';
import { type Actor, minPhotos } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { Hub } from '../../huggingface/hub/hub.ts';
import { usablePhotos } from '../../photos/assess.ts';
import { defaultSteps, findBase, stepLimits, type TrainingBase } from '../job/bases.ts';
import { isOver, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { Runner } from '../runners/runner.ts';
import type { Bases } from './base-serving.ts';

/** What the admins of a server decided about trainings. */
export interface TrainingRules {
  paused: boolean;
  /** Trainings that may be open in the server at a time. */
  atOnce: number;
  /** Tokens a day of this member; 0 where an admin wants them to make nothing. */
  limitOf(memberId: string): number | undefined;
  /** Counts a training against what the member may begin in a week; the same one twice counts once. */
  begin?(request: TrainingAsker, jobId: string): Promise<void>;
  /** The training was never taken by a trainer, and counts no more. */
  takeBack?(jobId: string): Promise<void>;
}

/** Who asks for a training, with what Discord said of them. */
export interface TrainingAsker {
  guildId: string;
  memberId: string;
  roleIds?: readonly string[] | undefined;
  admin?: boolean | undefined;
}

/** Everything that can prevent a training, each as a sentence for the member. Asking changes nothing. */
export interface TrainingChecks {
  /** The actor, where the member may train it and it has photos enough. */
  trainable(request: { guildId: string; memberId: string; actor: string }): Promise<Actor>;
  /** Whether the operator of the bot has set up all that this way to train needs. */
  ready(runner: Pick<Runner, 'missing'>): void;
  /** Another training of the actor, or too many in the server. `except` is the job that asks. */
  free(request: { guildId: string; memberId: string }, actor: Actor, except?: string): void;
  /** @throws UserError where the member has begun as many this week as they may */
  begin(request: TrainingAsker, jobId: string): Promise<void>;
  takeBack(job: Pick<TrainingJob, 'id' | 'guildId'>): Promise<void>;
  /** As asked for; without a base, the one that is proposed now. */
  baseAndSteps(
    wanted: { base?: string | undefined; steps?: number | undefined },
    actor: Actor,
  ): Promise<{ base: TrainingBase; steps: number }>;
  /** The owner of the repos, once the hub has said that the bot may make some there. */
  account(): Promise<string>;
  /**
   * The licence of a base, as its page names it, and whether its author asks for an agreement first. Rejects where the
   * hub has no such base any more.
   */
  terms(base: TrainingBase): Promise<{ licence: string | undefined; gated: boolean }>;
}

const unavailable = (what: Said, cause?: unknown) =>
  new UserError('training-unavailable', what, cause === undefined ? {} : { cause });
const hubAway = (cause: unknown) => unavailable(said('training.hubAway'), cause);

interface Needs {
  board: Pick<JobBoard, 'all'>;
  actors: Pick<ActorsService, 'usable'>;
  hub: Pick<Hub, 'namespace' | 'mayWrite' | 'modelPage'>;
  bases: Pick<Bases, 'proposed'>;
  rules: (guildId: string) => TrainingRules;
}

export function createTrainingChecks(needs: Needs): TrainingChecks {
  return {
    trainable: checkActor(needs),
    ready: checkRunner,
    free: checkRoom(needs),
    begin: async (request, jobId) => needs.rules(request.guildId).begin?.(request, jobId),
    takeBack: async ({ guildId, id }) => needs.rules(guildId).takeBack?.(id),
    baseAndSteps: chosenBaseAndSteps(needs),
    account: checkAccount(needs),
    terms: checkBase(needs),
  };
}

const checkActor =
  ({ actors }: Needs): TrainingChecks['trainable'] =>
  async ({ guildId, memberId, actor: wanted }) => {
    const actor = await actors.usable(guildId, memberId, wanted);
    if (!isTheirs(actor, memberId)) {
      throw new UserError('not-allowed', said('training.notYours'));
    }
    const missing = minPhotos - usablePhotos(actor.photos).length;
    if (missing > 0) {
      throw new UserError('bad-input', said('training.fewPhotos', { least: minPhotos, missing }));
    }
    return actor;
  };

function checkRunner({ missing }: Pick<Runner, 'missing'>): void {
  if (missing) throw unavailable(said('training.notSetUp', { what: missing }));
}

const checkRoom =
  ({ board, rules }: Needs): TrainingChecks['free'] =>
  ({ guildId, memberId }, actor, except) => {
    const { paused, atOnce, limitOf } = rules(guildId);
    if (paused) {
      throw new UserError('server-paused', said('training.paused'));
    }
    if (limitOf(memberId) === 0) throw new UserError('not-allowed', said('training.offForYou'));
    if (atOnce === 0) throw new UserError('not-allowed', said('training.offHere'));
    const open = board.all().filter(job => !isOver(job) && job.id !== except);
    const same = open.find(job => job.actorId === actor.id);
    if (same) {
      throw new UserError(
        'training-running',
        same.state === 'waiting' ? waitingWords(same, memberId) : said('training.running'),
      );
    }
    if (open.filter(job => job.guildId === guildId).length >= atOnce) {
      throw new UserError('training-running', said('training.mostOpen', { trainings: atOnce }));
    }
  };

const chosenBaseAndSteps =
  ({ bases }: Needs): TrainingChecks['baseAndSteps'] =>
  async (wanted, actor) => {
    const base =
      wanted.base === undefined ? (await bases.proposed(actor.guildId))[0]?.base : findBase(wanted.base);
    if (!base) throw new UserError('bad-input', said('training.baseUnknown'));
    const steps = wanted.steps ?? defaultSteps(base, usablePhotos(actor.photos).length);
    if (!Number.isInteger(steps) || steps < stepLimits.min || steps > stepLimits.max)
      throw new UserError(
        'bad-input',
        said('training.stepsRange', { least: stepLimits.min, most: stepLimits.max }),
      );
    return { base, steps };
  };

const checkAccount =
  ({ hub }: Needs): TrainingChecks['account'] =>
  async () => {
    const [namespace, mayWrite] = await Promise.all([hub.namespace(), hub.mayWrite()]).catch(cause => {
      throw hubAway(cause);
    });
    if (!mayWrite) {
      throw unavailable(said('training.readOnly'));
    }
    return namespace;
  };

const checkBase =
  ({ hub }: Needs): TrainingChecks['terms'] =>
  async base => {
    const page = await hub.modelPage(base.id).catch(cause => {
      throw hubAway(cause);
    });
    if (!page) throw unavailable(said('training.baseGone', { base: base.label }));
    return { licence: page.licence.name ?? page.licence.id, gated: page.gated };
  };

function waitingWords(job: TrainingJob, memberId: string): Said {
  if (job.attempt > 0) return said('training.toBeResumed');
  return job.requesterId === memberId
    ? said('training.waitsAlready')
    : said('training.codeWithOther', { member: `<@${job.requesterId}>` });
}
