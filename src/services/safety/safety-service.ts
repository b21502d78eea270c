import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import type { Nudity, Vision } from '../vision/vision.ts';
import { brokenRule, type PromptCase, type Rule } from './prompt-rules.ts';
import type { SafetyEntry } from './safety-entry.ts';
import { createSafetyLog, type SafetyLog } from './safety-log.ts';

/** Who asks, where, and which actor is shown. */
export interface Asked {
  guildId: string;
  memberId: string;
  /** The actor in the picture. */
  actorId?: string | undefined;
  /** The channel is one that Discord restricts to adults. */
  adultChannel: boolean;
}

export interface SafetyService extends Omit<SafetyLog, 'add'> {
  /** @throws UserError blocked, which is recorded; its message repeats nothing of the prompt. */
  checkPrompt(
    asked: Asked & {
      prompt: string;
      negative?: string | undefined;
      /** The words that stand for the actor in the prompt. */
      subject?: string | undefined;
    },
  ): Promise<void>;
  /** Records that photos were refused, because their face is that of these actors already. Never rejects. */
  noteKnownFace(refused: { guildId: string; memberId: string; actorIds: string[] }): Promise<void>;
  /** How sexual a picture is. @throws UserError unchecked if that could not be measured: it must not be shown. */
  measure(image: Uint8Array): Promise<Nudity>;
  /** Whether a picture with these figures may be shown there. */
  allows(nudity: Nudity, asked: Pick<Asked, 'guildId' | 'actorId' | 'adultChannel'>): boolean;
  /** @throws UserError blocked, which is recorded, for a picture with these figures that may not be shown there. */
  checkFigures(nudity: Nudity, asked: Asked): Promise<void>;
  /** Measures a picture and checks its figures. @throws UserError blocked | unchecked */
  checkImage(image: Uint8Array, asked: Asked): Promise<Nudity>;
}

const verdictsKept = 500;

/** Classifier shares at which a picture is stopped. A real person is protected earlier. */
const actorExplicit = 0.5;
const actorSuggestive = 0.9;
const anyExplicit = 0.7;

const words: Record<SafetyEntry['rule'], string> = {
  'face-known': 'Somebody in this server is registered with this face already.',
  'minor-sexual':
    'This cannot be made here or anywhere: it may show somebody under age in a sexual way. Nothing was spent.',
  'actor-sexual':
    'Sexual images of an actor are never made, whoever asks: an actor is a real person. Nothing was spent; describe another scene.',
  'actor-minor':
    'An actor is never shown as a child or a teenager. Nothing was spent; describe them as the adult they are.',
  'adult-only':
    'Sexual content is made only in channels that Discord restricts to adults, and only where the admins of the server allowed it. Nothing was spent.',
  'blocked-word':
    'The admins of this server do not want something that is in this prompt. Nothing was spent; word it differently.',
  'explicit-image':
    'The image came out too sexual to be shown here, so nobody sees it. What it cost stays spent, but the same request is not charged again. Try another prompt.',
};

/** Remembers the latest verdicts: a prompt is judged when it comes, at its turn and when its picture is there. */
function createJudge(): (prompt: PromptCase) => Rule | undefined {
  const verdicts = new Map<string, Rule | undefined>();
  return prompt => {
    const key = JSON.stringify(prompt);
    if (!verdicts.has(key)) {
      const [oldest] = verdicts.keys();
      if (verdicts.size >= verdictsKept && oldest !== undefined) verdicts.delete(oldest);
      verdicts.set(key, brokenRule(prompt));
    }
    return verdicts.get(key);
  };
}

/** Reads the log once. */
export async function createSafetyService({
  vision,
  settings,
  log,
  now,
  logger,
}: {
  vision: Pick<Vision, 'nudity'>;
  settings: Pick<SettingsService, 'get'>;
  log: Collection<SafetyEntry>;
  now: () => number;
  logger?: Logger;
}): Promise<SafetyService> {
  const { add, ...stopped } = await createSafetyLog({ collection: log, now, logger });
  const judged = createJudge();

  const mayBeAdult = ({ guildId, adultChannel }: Pick<Asked, 'guildId' | 'adultChannel'>) =>
    adultChannel && settings.get(guildId).adult;

  async function stop(asked: Asked, where: SafetyEntry['where'], rule: SafetyEntry['rule']): Promise<never> {
    const { guildId, memberId, actorId } = asked;
    const entry = { id: newId(), guildId, memberId, at: now(), where, rule, ...(actorId ? { actorId } : {}) };
    await add(entry);
    throw new UserError('blocked', words[rule]);
  }

  async function measure(image: Uint8Array): Promise<Nudity> {
    let cause: unknown;
    for (let tries = 0; tries < 2; tries++) {
      try {
        const { explicit, suggestive } = await vision.nudity(image);
        if (isShare(explicit) && isShare(suggestive)) return { explicit, suggestive };
        cause = new Error('the classifier answered with no shares');
      } catch (error) {
        cause = error;
      }
    }
    logger?.warn({ err: cause }, 'an image could not be checked');
    throw new UserError(
      'unchecked',
      'The safety check of the image did not work, so nobody sees it and it is not kept. Try again in a few minutes.',
      { cause },
    );
  }

  function allows(
    { explicit, suggestive }: Nudity,
    asked: Pick<Asked, 'guildId' | 'actorId' | 'adultChannel'>,
  ) {
    if (asked.actorId !== undefined) return explicit < actorExplicit && suggestive < actorSuggestive;
    return explicit <= anyExplicit || mayBeAdult(asked);
  }

  async function checkFigures(nudity: Nudity, asked: Asked): Promise<void> {
    if (!allows(nudity, asked)) await stop(asked, 'image', 'explicit-image');
  }

  return {
    async checkPrompt({ prompt, negative, subject, ...asked }) {
      const { actorId, guildId } = asked;
      const rule = judged({
        prompt,
        negative,
        subject: actorId === undefined ? undefined : (subject ?? ''),
        adult: mayBeAdult(asked),
        blockedWords: settings.get(guildId).blockedWords,
      });
      if (rule) await stop(asked, 'prompt', rule);
    },
    async noteKnownFace({ guildId, memberId, actorIds: [actorId] }) {
      const about = { id: newId(), guildId, memberId, at: now(), ...(actorId ? { actorId } : {}) };
      await add({ ...about, where: 'photos', rule: 'face-known' });
    },
    measure,
    allows,
    checkFigures,
    async checkImage(image, asked) {
      const nudity = await measure(image);
      await checkFigures(nudity, asked);
      return nudity;
    },
    ...stopped,
  };
}

const isShare = (value: number) => Number.isFinite(value) && value >= 0 && value <= 1 + 1e-6;
