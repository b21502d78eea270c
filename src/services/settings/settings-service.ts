import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { languages } from '../../words/language.ts';
import { said } from '../../words/words.ts';
import type { Collection } from '../storage/collection.ts';
import { refreshed } from '../storage/refreshed.ts';
import { createTurns } from '../storage/turns.ts';
import {
  type Block,
  blockedError,
  blockHolds,
  blockSchema,
  type Count,
  type CountLimits,
  countLimitsSchema,
  type Gate,
  limitFor,
  requireRole,
  roleRuleSchema,
  type Standing,
} from './access.ts';
import { createChangeLog, noChangeLog } from './change-log.ts';
import { channelRuleSchema } from './channel-rules.ts';
import { computerSchema } from './computer.ts';
import { createMemberRecords, type MemberRecords } from './member-records.ts';
import { type Change, createNotedChanges, type NotedChanges } from './noted-changes.ts';
import { ownPackSchema } from './own-pack.ts';
import { requireRoom } from './room.ts';
import type { SettingChange } from './setting-change.ts';

const usd = z.number().min(0).max(1e6).optional();
const moneySchema = z.object({
  day: usd,
  month: usd,
  memberDay: usd,
  memberMonth: usd,
  /** Members are asked before a request that costs more than this. */
  askAbove: usd,
});

/** What the admins of one server decided. Everything else is at its strictest. */
export const guildSettingsSchema = z.object({
  guildId: z.string(),
  /** Who may register somebody outside the server: nobody, any member with an admin's approval, or any member. */
  outsiders: z.enum(['nobody', 'admins', 'members']).default('nobody'),
  /** Where a member is asked for consent: in the channel, or by direct message. */
  consentBy: z.enum(['channel', 'direct']).default('channel'),
  /** What follows if a face is registered again: admins are told, one of them has to allow it, or it is refused. */
  sameFace: z.enum(['tell', 'admins', 'refuse']).default('tell'),
  /** What follows if a picture to start from shows somebody who is no actor: it is refused, or a member states that they agreed. */
  strangers: z.enum(['refuse', 'statement']).default('refuse'),
  /** Whether sexual content without an actor is allowed in channels that Discord restricts to adults. */
  adult: z.boolean().default(false),
  /** Words that no prompt may contain, as the admins typed them; a star at the end stands for any ending. */
  blockedWords: z.array(z.string()).default([]),
  /** Tokens a day for the whole server, and for single members; 0 = none. Forgotten members under an alias. */
  serverLimit: z.number().optional(),
  memberLimits: z.record(z.string(), z.number()).default({}),
  /** What single members may do in numbers; it comes before their roles. Forgotten members under an alias. */
  memberCounts: z.record(z.string(), countLimitsSchema).default({}),
  /** What roles may, and how much. What is left to no role, everybody may. */
  roles: z.record(z.string(), roleRuleSchema).default({}),
  /** Members who may only do what is theirs by right. Forgotten ones under an alias. */
  blocked: z.record(z.string(), blockSchema).default({}),
  /** Where the bot may be used, and where nothing sexual is shown. */
  channels: z.record(z.string(), channelRuleSchema).default({}),
  /** Budgets in US dollars: of the server, and of each member in it. 0: nothing that costs money is made. */
  money: moneySchema.default({}),
  /** Packs of the server's own, by their ids. */
  packs: z.record(z.string(), ownPackSchema).default({}),
  /** Keys with which computers ask for work of this server, by their ids; the secrets follow from these: `workers/worker-keys.ts`. */
  workerKeys: z.record(z.string(), z.object({ name: z.string(), at: z.number() })).default({}),
  /** The computers that use them, as the process that they connect to has written down: see `workers/presence.ts`. */
  computers: z.array(computerSchema).default([]),
  /** Image generation is switched off in this server. */
  paused: z.boolean().default(false),
  /** Where trainings are shown; by default in the channel where each was started. */
  trainingChannelId: z.string().optional(),
  /** How many trainings may be open at a time. */
  trainingsAtOnce: z.number().int().min(0).default(3),
  /** Where images are shown that members ask for in public; by default where they ask. */
  resultsChannelId: z.string().optional(),
  /** What the bot speaks in the server's channels; by default what Discord says of the server. */
  language: z.enum(languages).optional(),
  /** Where admins get notices; by default the server's owner gets them directly. */
  noticesChannelId: z.string().optional(),
  /** When the account pause began that the admins have been told about. */
  toldPauseAt: z.number().optional(),
  /** When the bot introduced itself. */
  greetedAt: z.number().optional(),
  /** When the server removed the bot, if it has not come back. */
  leftAt: z.number().optional(),
});
export type GuildSettings = z.infer<typeof guildSettingsSchema>;

/** What can be decided for single members. */
interface Decided {
  /** Tokens a day. */
  memberLimits: number;
  memberCounts: CountLimits;
  blocked: Block;
}

export interface SettingsService {
  /** Reads again what another process may have changed: of one server, or of all. */
  refresh(guildId?: string): Promise<void>;
  /** Answered from memory; the defaults if nothing was decided. */
  get(guildId: string): GuildSettings;
  /** Resolves to the settings as stored afterwards. Takes effect at once. */
  update(guildId: string, change: (current: GuildSettings) => GuildSettings): Promise<GuildSettings>;
  /** The tokens a day that the admins set for one member, if any. Answered from memory. */
  limitOf(guildId: string, memberId: string): number | undefined;
  /** As `update`, noting who changed what, so that it can be undone. @throws UserError bad-input if there are too many */
  change: Change<GuildSettings>;
  undo: NotedChanges['undo'];
  /** The same for what another service keeps of each server. */
  noted: NotedChanges['of'];
  /** Who changed what, the latest first. */
  changes(guildId: string): Promise<SettingChange[]>;
  /** For `change`: what is decided for one member. `undefined` takes it back. */
  decide<Kind extends keyof Decided>(
    kind: Kind,
    memberId: string,
    value: Decided[Kind] | undefined,
  ): (current: GuildSettings) => GuildSettings;
  /** Of a member who is blocked now. Answered from memory, as the next three. */
  blockOf(guildId: string, memberId: string): Block | undefined;
  /** The limits in numbers that the admins set for one member. */
  countsOf(guildId: string, memberId: string): CountLimits | undefined;
  /** How many images a day, trainings in 7 days or waiting requests a member may have, where that is limited. */
  mostOf(who: Standing, what: Count): number | undefined;
  /**
   * Whether a member may do what admins can keep from them; without a `gate`, what is closed to blocked members only.
   * @throws UserError not-allowed
   */
  requireMay(who: Standing, gate?: Gate): void;
  /** What admins decided for a member, by server: for their export. */
  ofMember(memberId: string): { guildId: string; tokens?: number; limits?: CountLimits; blocked?: Block }[];
  /** The changes that an admin made, for their export. */
  changesBy(memberId: string): Promise<SettingChange[]>;
  /** Removes a member's id everywhere. What the admins decided for them stays, under an alias. */
  forgetMember(memberId: string): Promise<void>;
  /** Deletes changes that were kept long enough, and blocks that are over. */
  prune(): Promise<void>;
  remove(guildId: string): Promise<void>;
  /** The settings of every server that decided something. */
  all(): GuildSettings[];
}

/** Reads every server's settings once. */
export async function createSettingsService({
  collection,
  changes,
  secret = randomBytes(32),
  now = Date.now,
}: {
  collection: Collection<GuildSettings>;
  /** Opened with `settingChangeIndexes`; without it, changes are not noted and can’t be undone. */
  changes?: Collection<SettingChange>;
  /** Known only to this bot, and the same after a restart: the aliases of forgotten members are derived from it. */
  secret?: string | Buffer;
  now?: () => number;
}): Promise<SettingsService> {
  const members = createMemberRecords(secret);
  const log = changes ? createChangeLog({ collection: changes, now }) : noChangeLog;
  // A change about a member must not be noted, or undone, while the member is forgotten.
  const turns = createTurns();
  const inTurn = <T>(work: () => Promise<T>) => turns('changes', work);
  const noted = createNotedChanges({ log, inTurn, now });
  const index = new Map((await collection.all()).map(settings => [settings.guildId, settings]));
  /** Of servers that decided nothing: asked for dozens of times for each image. */
  const undecided = guildSettingsSchema.parse({ guildId: '' });
  // Shared by all of them.
  for (const part of Object.values(undecided)) Object.freeze(part);
  const get = (guildId: string) => index.get(guildId) ?? { ...undecided, guildId };
  async function update(guildId: string, change: (current: GuildSettings) => GuildSettings) {
    const stored = await collection.update(guildId, current =>
      change(current ?? guildSettingsSchema.parse({ guildId })),
    );
    if (!stored) throw new Error(`settings of ${guildId} were not stored`);
    index.set(guildId, stored);
    return stored;
  }
  const change = noted.of({ keys: guildSettingsSchema.keyof().options, fits: requireRoom, update });
  function blockOf(guildId: string, memberId: string): Block | undefined {
    const block = members.of(get(guildId).blocked, guildId, memberId);
    return block && blockHolds(block, now()) ? block : undefined;
  }
  const countsOf = (guildId: string, memberId: string) =>
    members.of(get(guildId).memberCounts, guildId, memberId);
  return {
    refresh: refreshed(index, collection, { idOf: ({ guildId }) => guildId }),
    get,
    update,
    limitOf: (guildId, memberId) => members.of(get(guildId).memberLimits, guildId, memberId),
    change,
    undo: noted.undo,
    noted: noted.of,
    changes: log.recent,
    changesBy: log.ofMember,
    async prune() {
      await log.prune();
      for (const { guildId, blocked } of index.values()) {
        const held = Object.entries(blocked).filter(([, block]) => blockHolds(block, now()));
        if (held.length === Object.keys(blocked).length) continue;
        await update(guildId, current => ({
          ...current,
          blocked: Object.fromEntries(
            Object.entries(current.blocked).filter(([, block]) => blockHolds(block, now())),
          ),
        }));
      }
    },
    decide: (kind, memberId, value) => current => {
      const { guildId } = current;
      const records = current[kind] as MemberRecords<Decided[typeof kind]>;
      return { ...current, [kind]: members.with(records, guildId, memberId, value) };
    },
    blockOf,
    countsOf,
    mostOf: (who, what) => limitFor(get(who.guildId).roles, countsOf(who.guildId, who.memberId), who, what),
    requireMay(who, gate) {
      const block = who.admin ? undefined : blockOf(who.guildId, who.memberId);
      if (block) throw blockedError(block);
      if (gate) requireRole(get(who.guildId).roles, who, gate);
    },
    ofMember: memberId =>
      [...index.values()].flatMap(({ guildId, memberLimits, memberCounts, blocked }) => {
        const tokens = memberLimits[memberId];
        const limits = memberCounts[memberId];
        const block = blocked[memberId];
        if (tokens === undefined && !limits && !block) return [];
        return [
          {
            guildId,
            ...(tokens === undefined ? {} : { tokens }),
            ...(limits ? { limits } : {}),
            ...(block ? { blocked: block } : {}),
          },
        ];
      }),
    forgetMember: memberId =>
      inTurn(async () => {
        const kinds = ['memberLimits', 'memberCounts', 'blocked'] as const;
        await log.forgetMember(memberId);
        for (const settings of index.values()) {
          const { guildId } = settings;
          if (kinds.every(kind => settings[kind][memberId] === undefined)) continue;
          await update(guildId, current => ({
            ...current,
            memberLimits: members.without(current.memberLimits, guildId, memberId),
            memberCounts: members.without(current.memberCounts, guildId, memberId),
            blocked: members.without(current.blocked, guildId, memberId),
          }));
        }
      }),
    async remove(guildId) {
      index.delete(guildId);
      await collection.delete(guildId);
      await log.forgetGuild(guildId);
    },
    all: () => [...index.values()],
  };
}

/** @throws UserError server-paused */
export function requireRunning({ paused }: GuildSettings): void {
  if (!paused) return;
  throw new UserError('server-paused', said('settings.paused'));
}
