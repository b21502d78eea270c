import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { type PlainKey, type Said, said } from '../../words/words.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import type { Nudity, Vision } from '../vision/vision.ts';
import {
  type BrokenByFigures,
  brokenByFigures,
  type Figures,
  type JudgedActor,
  knowsFaces,
  needsFaces,
  seenFaces,
} from './figures.ts';
import { createJudge } from './judge-prompt.ts';
import { type BrokenLimit, brokenLimit, prepareLimits } from './limits/broken-limit.ts';
import { pictureWords, promptWords } from './limits/limit-words.ts';
import { type LimitName, type Limits, noLimits } from './limits/limits.ts';
import { seenLimit } from './limits/seen-limit.ts';
import { warmUpRules } from './prompt-rules.ts';
import type { SafetyEntry } from './safety-entry.ts';
import { createSafetyLog, type SafetyLog } from './safety-log.ts';

/** Who asks, where, and which actor is shown. */
export interface Asked {
  guildId: string;
  memberId: string;
  /** The actor in the picture, and a second one. */
  actorId?: string | undefined;
  otherActorId?: string | undefined;
  /** It starts from a photo that a member gave, which may show somebody real who is no actor. */
  fromPhoto?: boolean | undefined;
  /** The channel is one that Discord restricts to adults. */
  adultChannel: boolean;
  /** Nobody typed these words, or asked for an image of them: nothing is recorded. */
  unasked?: boolean | undefined;
}

export interface SafetyService extends Omit<SafetyLog, 'add'> {
  /** Has the rules ready before the first prompt. */
  warmUp(): Promise<void>;
  /** @throws UserError blocked, which is recorded; its message repeats nothing of the prompt. */
  checkPrompt(
    asked: Asked & {
      prompt: string;
      negative?: string | undefined;
      /** The words that stand for the actor in the prompt. */
      subject?: string | undefined;
    },
  ): Promise<void>;
  /**
   * Checks a prompt against what the people shown have ruled out, each of them.
   * @throws UserError blocked, which is recorded; its message names the limit and whose it is.
   */
  checkLimits(
    asked: Asked & { prompt: string; negative?: string | undefined; people: readonly Limited[] },
  ): Promise<void>;
  /** Whether one of them has ruled out something that the prompt says. Nothing is recorded. */
  isAgainstLimits(asked: {
    prompt: string;
    negative?: string | undefined;
    people: readonly Limited[];
  }): boolean;
  /** Records that photos were refused, because their face is that of these actors already. Never rejects. */
  noteKnownFace(refused: { guildId: string; memberId: string; actorIds: string[] }): Promise<void>;
  /** Records that a picture to start from was refused, because somebody in it has not agreed. Never rejects. */
  noteReference(refused: { guildId: string; memberId: string; actorIds: string[] }): Promise<void>;
  /** How sexual a picture is. @throws UserError unchecked if that could not be measured: it must not be shown. */
  measure(image: Uint8Array): Promise<Nudity>;
  /** Whether its faces will be looked at, whatever else is seen in it. */
  looksAtFaces(asked: Pick<Asked, 'actorId' | 'adultChannel'>): boolean;
  /**
   * The figures with what a place asks for and is not measured yet: how old the faces look, and how alike they are to
   * the actors. @throws UserError unchecked if that could not be measured: the picture must not be shown.
   */
  complete(image: Uint8Array, figures: Partial<Figures>, asked: WhereShown): Promise<Figures>;
  /** Why a picture with these complete figures may not be shown there. */
  forbids(figures: Figures, asked: WhereShown): Promise<BrokenByFigures | 'limit' | undefined>;
  /** Whether one of these actors (`by`: their ids) has ruled out what these figures say that a picture shows. */
  isSeenAgainstLimits(figures: Figures, asked: WhereShown, by: readonly string[]): Promise<boolean>;
  /**
   * By what is known of it: what has not been measured forbids nothing.
   * @throws UserError blocked, which is recorded, for a picture with these figures that may not be shown there.
   */
  checkFigures(figures: Figures, asked: Asked): Promise<void>;
  /** Measures a picture and checks its figures. @throws UserError blocked | unchecked */
  checkImage(image: Uint8Array, asked: Asked): Promise<Figures>;
}

export type WhereShown = Pick<Asked, 'guildId' | 'actorId' | 'otherActorId' | 'fromPhoto' | 'adultChannel'>;
/** Somebody in a picture, with what they have ruled out for pictures of them. */
export interface Limited {
  id: string;
  name: string;
  limits?: Limits | undefined;
}

/** What the actor's own photos say about their face; undefined for one who is gone. */
export type FaceOf = (actorId: string) => Promise<Omit<JudgedActor, 'id'> | undefined>;

const ruleKeys = {
  'minor-sexual': 'safety.minorSexual',
  'actor-sexual': 'safety.actorSexual',
  'actor-minor': 'safety.actorMinor',
  'adult-only': 'safety.adultOnly',
  'blocked-word': 'safety.blockedWord',
  'explicit-image': 'safety.explicitImage',
  'young-image': 'safety.youngImage',
  'faceless-image': 'safety.facelessImage',
} as const satisfies Record<
  Exclude<SafetyEntry['rule'], `limit-${string}` | 'face-known' | 'face-not-agreed'>,
  PlainKey
>;

export async function createSafetyService({
  vision,
  settings,
  log,
  faceOf = async () => undefined,
  now,
  logger,
}: {
  vision: Pick<Vision, 'nudity' | 'faces'>;
  settings: Pick<SettingsService, 'get'>;
  /** Opened with `safetyEntryIndexes`. */
  log: Collection<SafetyEntry>;
  faceOf?: FaceOf;
  now: () => number;
  logger?: Logger;
}): Promise<SafetyService> {
  const { add, ...stopped } = createSafetyLog({ collection: log, now, logger });
  const judged = createJudge();

  const mayBeAdult = ({ guildId, adultChannel }: Pick<Asked, 'guildId' | 'adultChannel'>) =>
    adultChannel && settings.get(guildId).adult;

  async function stop(
    { guildId, memberId, actorId, unasked = false }: Asked,
    where: SafetyEntry['where'],
    rule: SafetyEntry['rule'],
    why: Said = said(ruleKeys[rule as keyof typeof ruleKeys]),
  ): Promise<never> {
    if (unasked) throw new UserError('blocked', why);
    const entry = { id: newId(), guildId, memberId, at: now(), where, rule, ...(actorId ? { actorId } : {}) };
    await add(entry);
    throw new UserError('blocked', why);
  }

  const note = (
    { guildId, memberId, actorIds: [actorId] }: { guildId: string; memberId: string; actorIds: string[] },
    where: SafetyEntry['where'],
    rule: SafetyEntry['rule'],
  ) => add({ id: newId(), guildId, memberId, at: now(), where, rule, ...(actorId ? { actorId } : {}) });

  /** A second look where the first one fails. @throws UserError unchecked */
  async function lookTwice<T>(look: () => Promise<T>): Promise<T> {
    let cause: unknown;
    for (let tries = 0; tries < 2; tries++) {
      try {
        return await look();
      } catch (error) {
        cause = error;
      }
    }
    logger?.warn({ err: cause }, 'an image could not be checked');
    throw new UserError('unchecked', said('safety.unchecked'), { cause });
  }

  const measure = (image: Uint8Array): Promise<Nudity> =>
    lookTwice(async () => {
      const { explicit, suggestive } = await vision.nudity(image);
      if (isShare(explicit) && isShare(suggestive)) return { explicit, suggestive };
      throw new Error('the classifier answered with no shares');
    });

  const actorsOf = ({ actorId, otherActorId }: WhereShown): Promise<JudgedActor[]> =>
    Promise.all(
      [actorId, otherActorId].filter(id => id !== undefined).map(async id => ({ id, ...(await faceOf(id)) })),
    );

  async function complete(image: Uint8Array, figures: Partial<Figures>, asked: WhereShown): Promise<Figures> {
    const nudity = figures.nudity ?? (await measure(image));
    const actors = await actorsOf(asked);
    const { adultChannel } = asked;
    if (!needsFaces(nudity, { adultChannel, actors }) || knowsFaces(figures.faces, actors)) {
      return { nudity, ...(figures.faces ? { faces: figures.faces } : {}) };
    }
    const found = await lookTwice(async () => {
      const faces = await vision.faces(image);
      if (faces.every(({ age }) => Number.isFinite(age))) return faces;
      throw new Error('the estimate of an age is no number');
    });
    return { nudity, faces: seenFaces(found, actors) };
  }

  const forbiddenByRule = async (figures: Figures, asked: WhereShown) =>
    brokenByFigures(figures, {
      mayBeAdult: mayBeAdult(asked),
      fromPhoto: asked.fromPhoto === true,
      adultChannel: asked.adultChannel,
      actors: await actorsOf(asked),
    });

  async function forbiddenByLimit(
    figures: Figures,
    asked: WhereShown,
    by?: readonly string[],
  ): Promise<(JudgedActor & { limit: LimitName }) | undefined> {
    const actors = await actorsOf(asked);
    for (const actor of actors) {
      if (by?.includes(actor.id) === false) continue;
      const limit = seenLimit(figures, actor.limits ?? noLimits, actors.length);
      if (limit) return { ...actor, limit };
    }
    return undefined;
  }

  const forbids = async (figures: Figures, asked: WhereShown) =>
    (await forbiddenByRule(figures, asked)) ??
    ((await forbiddenByLimit(figures, asked)) ? ('limit' as const) : undefined);

  async function checkFigures(figures: Figures, asked: Asked): Promise<void> {
    const rule = await forbiddenByRule(figures, asked);
    if (rule) await stop(asked, 'image', rule);
    const seen = await forbiddenByLimit(figures, asked);
    if (!seen) return;
    const { limit, id, name = '' } = seen;
    await stop({ ...asked, actorId: id }, 'image', `limit-${limit}`, pictureWords(name, limit));
  }

  return {
    warmUp: warmUpRules,

    async checkPrompt({ prompt, negative, subject, ...asked }) {
      const { actorId, fromPhoto, guildId } = asked;
      const rule = judged({
        prompt,
        negative,
        subject: actorId === undefined && !fromPhoto ? undefined : (subject ?? ''),
        adult: mayBeAdult(asked),
        blockedWords: settings.get(guildId).blockedWords,
      });
      if (rule) await stop(asked, 'prompt', rule);
    },
    noteKnownFace: refused => note(refused, 'photos', 'face-known'),
    noteReference: refused => note(refused, 'reference', 'face-not-agreed'),
    async checkLimits({ people, prompt, negative, ...asked }) {
      if (people.some(({ limits }) => limits)) await prepareLimits();
      const broken = firstBroken({ prompt, negative, people });
      if (!broken) return;
      const { id, name, limit } = broken;
      await stop({ ...asked, actorId: id }, 'prompt', `limit-${limit}`, promptWords(name, broken));
    },
    isAgainstLimits: asked => firstBroken(asked) !== undefined,
    measure,
    looksAtFaces: ({ actorId, adultChannel }) => actorId !== undefined || adultChannel,
    complete,
    forbids,
    isSeenAgainstLimits: async (figures, asked, by) =>
      (await forbiddenByLimit(figures, asked, by)) !== undefined,
    checkFigures,
    async checkImage(image, asked) {
      const figures = await complete(image, {}, asked);
      await checkFigures(figures, asked);
      return figures;
    },
    ...stopped,
  };
}

/** The first of them who has ruled out what the prompt says, or that there is somebody beside them. */
function firstBroken({
  prompt,
  negative,
  people,
}: {
  prompt: string;
  negative?: string | undefined;
  people: readonly Limited[];
}): (BrokenLimit & Limited) | undefined {
  const names = people.map(({ name }) => name);
  for (const person of people) {
    const { limits } = person;
    if (!limits) continue;
    if (limits.others && people.length > 1) return { ...person, limit: 'others' };
    const broken = brokenLimit({ prompt, negative, names }, limits);
    if (broken) return { ...person, ...broken };
  }
  return undefined;
}

const isShare = (value: number) => Number.isFinite(value) && value >= 0 && value <= 1 + 1e-6;
