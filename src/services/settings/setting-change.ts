import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { type Indexes, timeRank } from '../storage/refs.ts';

/** How long a change can be undone. */
export const undoMs = 10 * 60_000;
/** How long, and how many of a server, changes are kept. */
export const changeDays = 90;
export const changesMost = 2_000;

const partSchema = z.object({
  key: z.string(),
  /** For what is decided item by item: the member, role, channel or word. */
  item: z.string().optional(),
  /** Absent where there was, or is, nothing. */
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type ChangedPart = z.infer<typeof partSchema>;

/** What an admin changed in the settings of a server. */
export const settingChangeSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  at: z.number(),
  /** The admin; absent after they had their data deleted. */
  by: z.string().optional(),
  parts: z.array(partSchema),
  /** The change that this one took back. */
  undoes: z.string().optional(),
});
export type SettingChange = z.infer<typeof settingChangeSchema>;

/** In these, the items are members. */
const aboutMembers = ['memberLimits', 'memberCounts', 'blocked'];
/** The member about whom something was decided, if it was about one. */
export const memberIn = ({ key, item }: ChangedPart): string | undefined =>
  aboutMembers.includes(key) ? item : undefined;

/** By what changes are found. */
export const settingChangeIndexes: Indexes<SettingChange> = {
  version: 1,
  by: {
    guild: ({ guildId, at }) => [{ value: guildId, rank: timeRank(at) }],
    by: ({ by, at }) => (by === undefined ? [] : [{ value: by, rank: timeRank(at) }]),
    about: ({ parts, at }) =>
      [...new Set(parts.map(memberIn))]
        .filter(member => member !== undefined)
        .map(value => ({ value, rank: timeRank(at) })),
  },
};

type Items = Record<string, unknown>;

const isRecord = (value: unknown): value is Items =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A word that admins block may be called as what every object has: `constructor`. */
const own = (items: Items, key: string): unknown => (Object.hasOwn(items, key) ? items[key] : undefined);

/** What stands for one of a list: a word for itself, and something with an id or a name for that. */
const itemName = (one: unknown): string => String(isRecord(one) ? (one.id ?? one.name) : one);

/** A setting that is decided item by item, as a record of its items; words of a list are there or not. */
function itemsOf(value: unknown): Items | undefined {
  if (isRecord(value)) return value;
  if (Array.isArray(value))
    return Object.fromEntries(value.map(one => [itemName(one), isRecord(one) ? one : true]));
  return undefined;
}

const listOf = (items: Items): unknown[] =>
  Object.entries(items).map(([name, one]) => (isRecord(one) ? one : name));

/** What differs in these fields, item by item, so that taking one change back leaves what others changed beside it. */
export function changedParts(before: object, after: object, keys: readonly string[]): ChangedPart[] {
  const was = before as Items;
  const is = after as Items;
  return keys.flatMap(key => {
    if (isDeepStrictEqual(was[key], is[key])) return [];
    const [old, now] = [itemsOf(was[key]), itemsOf(is[key])];
    if (!old || !now) return [part(key, undefined, was[key], is[key])];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .filter(item => !isDeepStrictEqual(own(old, item), own(now, item)))
      .map(item => part(key, item, own(old, item), own(now, item)));
  });
}

const part = (key: string, item: string | undefined, before: unknown, after: unknown): ChangedPart => ({
  key,
  ...(item === undefined ? {} : { item }),
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const put = (items: Items, key: string, value: unknown): Items => {
  const { [key]: _before, ...others } = items;
  return value === undefined ? others : { ...others, [key]: value };
};

export const changedSince = () => new UserError('gone', said('settings.changedSince'));

/** `later` are the changes since then: one may have set the same value again. @throws UserError where one is of the same */
export function requireLatest({ parts }: SettingChange, later: readonly SettingChange[]): void {
  const isOfSame = (other: ChangedPart) =>
    parts.some(({ key, item }) => other.key === key && other.item === item);
  if (later.some(change => change.parts.some(isOfSame))) throw changedSince();
}

/** A record as it was before those parts changed. @throws UserError where one of them has changed since */
export function withoutParts<T extends object>(current: T, parts: readonly ChangedPart[]): T {
  let settings = current as Items;
  for (const { key, item, before, after } of parts) {
    const items = item === undefined ? settings : itemsOf(settings[key]);
    if (!items || !isDeepStrictEqual(own(items, item ?? key), after)) throw changedSince();
    const restored = put(items, item ?? key, before);
    if (item === undefined) settings = restored;
    else settings = put(settings, key, Array.isArray(settings[key]) ? listOf(restored) : restored);
  }
  return settings as T;
}
