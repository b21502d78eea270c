import { UserError } from '../../errors.ts';
import { type Said, said } from '../../words/words.ts';
import type { GuildSettings } from './settings-service.ts';

/** How many of each a server may have decided. */
export const settingsMost = {
  roles: 100,
  channels: 100,
  blockedWords: 100,
  memberLimits: 200,
  memberCounts: 200,
  blocked: 200,
  packs: 10,
  workerKeys: 10,
} as const satisfies Partial<Record<keyof GuildSettings, number>>;

type Counted = keyof typeof settingsMost;

const full: Record<Counted, Said> = {
  roles: said('settings.rolesFull', { most: settingsMost.roles }),
  channels: said('settings.channelsFull', { most: settingsMost.channels }),
  blockedWords: said('settings.wordsFull', { most: settingsMost.blockedWords }),
  memberLimits: said('settings.tooManyLimited', { most: settingsMost.memberLimits }),
  memberCounts: said('settings.tooManyLimited', { most: settingsMost.memberCounts }),
  blocked: said('settings.tooManyBlocked', { most: settingsMost.blocked }),
  packs: said('ownPacks.tooMany', { most: settingsMost.packs }),
  workerKeys: said('workers.tooMany', { most: settingsMost.workerKeys }),
};

const countIn = (settings: GuildSettings, key: Counted) => Object.keys(settings[key]).length;

/** Whether a server's settings can become these. Taking away is always possible. @throws UserError bad-input */
export function requireRoom(before: GuildSettings, after: GuildSettings): void {
  for (const key of Object.keys(settingsMost) as Counted[]) {
    const count = countIn(after, key);
    if (count > settingsMost[key] && count > countIn(before, key)) {
      throw new UserError('bad-input', full[key]);
    }
  }
  const pack = newlyTaken(before.packs, after.packs);
  if (pack) throw new UserError('bad-input', said('ownPacks.nameTaken', { pack }));
  const key = newlyTaken(before.workerKeys, after.workerKeys);
  if (key) throw new UserError('bad-input', said('workers.nameTaken', { name: key }));
}

type Named = Record<string, { name: string }>;

/** A name that one of them did not have before and another one has too. */
const newlyTaken = (before: Named, after: Named): string | undefined =>
  Object.entries(after).find(
    ([id, { name }]) =>
      before[id]?.name !== name &&
      Object.entries(after).some(([other, one]) => other !== id && sameName(one.name, name)),
  )?.[1].name;

export const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
