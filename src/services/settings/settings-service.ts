import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { createMemberLimits } from './member-limits.ts';

/** What the admins of one server decided. Everything else is at its strictest. */
export const guildSettingsSchema = z.object({
  guildId: z.string(),
  /** Who may register somebody outside the server: nobody, any member with an admin's approval, or any member. */
  outsiders: z.enum(['nobody', 'admins', 'members']).default('nobody'),
  /** Where a member is asked for consent: in the channel, or by direct message. */
  consentBy: z.enum(['channel', 'direct']).default('channel'),
  /** What follows if a face is registered again: admins are told, one of them has to allow it, or it is refused. */
  sameFace: z.enum(['tell', 'admins', 'refuse']).default('tell'),
  /** Whether sexual content without an actor is allowed in channels that Discord restricts to adults. */
  adult: z.boolean().default(false),
  /** Words that no prompt may contain, as the admins typed them; a star at the end stands for any ending. */
  blockedWords: z.array(z.string()).default([]),
  /** Tokens a day for the whole server, and for single members; 0 = none. Forgotten members under an alias. */
  serverLimit: z.number().optional(),
  memberLimits: z.record(z.string(), z.number()).default({}),
  /** Image generation is switched off in this server. */
  paused: z.boolean().default(false),
  /** Where trainings are shown; by default in the channel where each was started. */
  trainingChannelId: z.string().optional(),
  /** How many trainings may be open at a time. */
  trainingsAtOnce: z.number().int().min(0).default(3),
  /** Where admins get notices; by default the server's owner gets them directly. */
  noticesChannelId: z.string().optional(),
  /** When the account pause began that the admins have been told about. */
  toldPauseAt: z.number().optional(),
  /** When the server removed the bot, if it has not come back. */
  leftAt: z.number().optional(),
});
export type GuildSettings = z.infer<typeof guildSettingsSchema>;

export interface SettingsService {
  /** Answered from memory; the defaults if nothing was decided. */
  get(guildId: string): GuildSettings;
  /** Resolves to the settings as stored afterwards. Takes effect at once. */
  update(guildId: string, change: (current: GuildSettings) => GuildSettings): Promise<GuildSettings>;
  /** The tokens a day that the admins set for one member, if any. Answered from memory. */
  limitOf(guildId: string, memberId: string): number | undefined;
  /** `tokens` undefined = as everybody. @throws UserError bad-input */
  limitMember(guildId: string, memberId: string, tokens: number | undefined): Promise<GuildSettings>;
  /** Removes a member's id everywhere. What the admins decided for them stays, under an alias. */
  forgetMember(memberId: string): Promise<void>;
  remove(guildId: string): Promise<void>;
  /** The settings of every server that decided something. */
  all(): GuildSettings[];
}

export const blockedWordsMost = 100;
const wordLengthMost = 50;

/** Reads every server's settings once. */
export async function createSettingsService({
  collection,
  secret = randomBytes(32),
}: {
  collection: Collection<GuildSettings>;
  /** Known only to this bot, and the same after a restart: the aliases of forgotten members are derived from it. */
  secret?: string | Buffer;
}): Promise<SettingsService> {
  const limits = createMemberLimits(secret);
  const index = new Map((await collection.all()).map(settings => [settings.guildId, settings]));
  const get = (guildId: string) => index.get(guildId) ?? guildSettingsSchema.parse({ guildId });
  async function update(guildId: string, change: (current: GuildSettings) => GuildSettings) {
    const stored = await collection.update(guildId, current =>
      change(current ?? guildSettingsSchema.parse({ guildId })),
    );
    if (!stored) throw new Error(`settings of ${guildId} were not stored`);
    index.set(guildId, stored);
    return stored;
  }
  return {
    get,
    update,
    limitOf: (guildId, memberId) => limits.of(get(guildId).memberLimits, guildId, memberId),
    limitMember: (guildId, memberId, tokens) =>
      update(guildId, current => ({
        ...current,
        memberLimits: limits.with(current.memberLimits, guildId, memberId, tokens),
      })),
    async forgetMember(memberId) {
      for (const { guildId, memberLimits } of index.values()) {
        if (memberLimits[memberId] === undefined) continue;
        await update(guildId, current => ({
          ...current,
          memberLimits: limits.without(current.memberLimits, guildId, memberId),
        }));
      }
    },
    async remove(guildId) {
      index.delete(guildId);
      await collection.delete(guildId);
    },
    all: () => [...index.values()],
  };
}

/** @throws UserError server-paused */
export function requireRunning({ paused }: GuildSettings): void {
  if (!paused) return;
  throw new UserError(
    'server-paused',
    'The admins of this server have paused image generation. They switch it on again with `/settings pause`.',
  );
}

const same = (a: string, b: string) => a.toLocaleLowerCase('en') === b.toLocaleLowerCase('en');

/** A word or phrase as it is stored. @throws UserError bad-input */
function checkedWord(typed: string): string {
  const word = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const letters = [...word.replace(/[^\p{L}\p{N}]/gu, '')].length;
  // One Chinese or Japanese character can be a word; one Latin letter cannot.
  const least = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word) ? 1 : 2;
  if (letters < least || [...word].length > wordLengthMost || /\*(?!$)/.test(word)) {
    throw new UserError(
      'bad-input',
      `A blocked word has 2 to ${wordLengthMost} characters, letters or digits among them. A \`*\` may stand at its end, for any ending.`,
    );
  }
  return word;
}

/** Adds a blocked word, unless it is blocked already. @throws UserError bad-input */
export function withBlockedWord(settings: GuildSettings, typed: string): GuildSettings {
  const word = checkedWord(typed);
  if (settings.blockedWords.some(known => same(known, word))) return settings;
  if (settings.blockedWords.length >= blockedWordsMost) {
    throw new UserError(
      'bad-input',
      `${blockedWordsMost} words are blocked already, which is the most. Take one out with \`/settings safety unblock\`.`,
    );
  }
  return { ...settings, blockedWords: [...settings.blockedWords, word] };
}

/** Removes a blocked word. @throws UserError not-found */
export function withoutBlockedWord(settings: GuildSettings, typed: string): GuildSettings {
  const word = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const blockedWords = settings.blockedWords.filter(known => !same(known, word));
  if (blockedWords.length === settings.blockedWords.length) {
    throw new UserError('not-found', 'That word is not blocked. `/settings show` lists the blocked ones.');
  }
  return { ...settings, blockedWords };
}
