import { z } from 'zod';

const useSchema = z.object({ tokens: z.number(), pictures: z.number() });
/** What was used: tokens, and calls that were paid or may have been. */
export type Use = z.infer<typeof useSchema>;

/** The budget of one UTC day, all in tokens (prompt tokens × images). One record, so that it changes as one. */
export const quotaDaySchema = z.object({
  day: z.string(),
  /** Spent for sure. */
  committed: z.number(),
  /** Perhaps spent: calls whose outcome is not known. They count as spent. */
  unknown: z.number(),
  /** Calls that were paid or may have been. */
  pictures: z.number().default(0),
  /** Set aside for calls under way, by reservation. */
  reserved: z.record(
    z.string(),
    z.object({
      memberId: z.string(),
      guildId: z.string().optional(),
      tokens: z.number(),
      /** The call has left, so it may cost. Of records from before this was noted, nobody can say. */
      sent: z.boolean().default(true),
    }),
  ),
  byMember: z.record(z.string(), z.number()),
  /** By server, and in it by member. */
  byGuild: z.record(z.string(), z.record(z.string(), useSchema)).default({}),
});
export type QuotaDay = z.infer<typeof quotaDaySchema>;
export type Held = QuotaDay['reserved'][string];

/** What stands for a forgotten member begins so, which no id of Discord does. */
export const forgotten = '~';
/** All forgotten members of a server together, on days that are over. */
export const nobody = 'forgotten';

export const emptyDay = (day: string): QuotaDay => ({
  day,
  committed: 0,
  unknown: 0,
  pictures: 0,
  reserved: {},
  byMember: {},
  byGuild: {},
});

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const plus = (a: Use | undefined, b: Use): Use => ({
  tokens: (a?.tokens ?? 0) + b.tokens,
  pictures: (a?.pictures ?? 0) + b.pictures,
});

const heldBy = (record: QuotaDay, holds: (held: Held) => boolean = () => true) =>
  sum(
    Object.values(record.reserved)
      .filter(holds)
      .map(held => held.tokens),
  );

/** Committed, unknown and reserved together. */
export const usedOf = (record: QuotaDay) => record.committed + record.unknown + heldBy(record);

/** Of a member, by all the names they have in the record: of every server, or of one. */
export function usedByMember(record: QuotaDay, names: string[], guildId?: string): number {
  const held = heldBy(
    record,
    one => names.includes(one.memberId) && (guildId === undefined || one.guildId === guildId),
  );
  const ended = names.map(name =>
    guildId === undefined ? record.byMember[name] : record.byGuild[guildId]?.[name]?.tokens,
  );
  return held + sum(ended.map(tokens => tokens ?? 0));
}

export const usedByGuild = (record: QuotaDay, guildId: string) =>
  sum(Object.values(record.byGuild[guildId] ?? {}).map(({ tokens }) => tokens)) +
  heldBy(record, held => held.guildId === guildId);

/** What each member of a server used, what is under way included. */
export function usesIn(record: QuotaDay, guildId: string): Map<string, Use> {
  const uses = new Map(Object.entries(record.byGuild[guildId] ?? {}));
  for (const held of Object.values(record.reserved)) {
    if (held.guildId !== guildId) continue;
    uses.set(held.memberId, plus(uses.get(held.memberId), { tokens: held.tokens, pictures: 1 }));
  }
  return uses;
}

export const withReservation = (record: QuotaDay, id: string, held: Held): QuotaDay => ({
  ...record,
  reserved: { ...record.reserved, [id]: held },
});

/** Notes that the call of a reservation leaves now. */
export function noteSent(record: QuotaDay, id: string): QuotaDay {
  const held = record.reserved[id];
  return held && !held.sent ? withReservation(record, id, { ...held, sent: true }) : record;
}

/** Ends a reservation; ended twice, or after a restart counted it, it changes nothing. */
export function settle(
  record: QuotaDay,
  reservationId: string,
  how: 'commit' | 'refund' | 'unknown',
): QuotaDay {
  const held = record.reserved[reservationId];
  if (!held) return record;
  const { [reservationId]: _ended, ...reserved } = record.reserved;
  if (how === 'refund') return { ...record, reserved };
  const { memberId, guildId, tokens } = held;
  const inGuild = guildId === undefined ? undefined : record.byGuild[guildId];
  return {
    ...record,
    reserved,
    committed: record.committed + (how === 'commit' ? tokens : 0),
    unknown: record.unknown + (how === 'unknown' ? tokens : 0),
    pictures: record.pictures + 1,
    byMember: { ...record.byMember, [memberId]: (record.byMember[memberId] ?? 0) + tokens },
    byGuild:
      guildId === undefined
        ? record.byGuild
        : {
            ...record.byGuild,
            [guildId]: { ...inGuild, [memberId]: plus(inGuild?.[memberId], { tokens, pictures: 1 }) },
          },
  };
}

/** Ends what a killed process had under way: what had not left cost nothing, of the rest nobody can say. */
export const settledAfterKill = (record: QuotaDay): QuotaDay =>
  Object.entries(record.reserved).reduce(
    (changed, [id, { sent }]) => settle(changed, id, sent ? 'unknown' : 'refund'),
    record,
  );

/** Moves what one name used to another; `undefined` drops it. */
function moved<T>(uses: Record<string, T>, from: string, to: string | undefined, add: (a: T, b: T) => T) {
  const { [from]: used, ...others } = uses;
  if (used === undefined) return uses;
  if (to === undefined) return others;
  const known = others[to];
  return { ...others, [to]: known === undefined ? used : add(known, used) };
}

/**
 * The day with another name for a member: `undefined` drops what is known of them. The totals of the day and of
 * the servers stay.
 */
export function renamed(record: QuotaDay, memberId: string, alias: string | undefined): QuotaDay {
  const known =
    record.byMember[memberId] !== undefined ||
    Object.values(record.byGuild).some(uses => uses[memberId] !== undefined) ||
    Object.values(record.reserved).some(held => held.memberId === memberId);
  if (!known) return record;
  const named = (held: Held) =>
    held.memberId === memberId ? { ...held, memberId: alias ?? forgotten } : held;
  return {
    ...record,
    reserved: Object.fromEntries(Object.entries(record.reserved).map(([id, held]) => [id, named(held)])),
    byMember: moved(record.byMember, memberId, alias, (a, b) => a + b),
    byGuild: Object.fromEntries(
      Object.entries(record.byGuild).map(([guildId, uses]) => [
        guildId,
        moved(uses, memberId, alias ?? nobody, plus),
      ]),
    ),
  };
}

/** The day without what stood for single forgotten members: for days that are over. */
export function withoutAliases(record: QuotaDay): QuotaDay {
  const names = [
    ...Object.keys(record.byMember),
    ...Object.values(record.byGuild).flatMap(uses => Object.keys(uses)),
  ].filter(name => name.startsWith(forgotten));
  return names.reduce((changed, name) => renamed(changed, name, undefined), record);
}

/** The day without a server that is gone. What it used of the day's budget stays used. */
export function withoutGuild(record: QuotaDay, guildId: string): QuotaDay {
  const { [guildId]: _gone, ...byGuild } = record.byGuild;
  const reserved = Object.fromEntries(
    Object.entries(record.reserved).map(([id, held]) => {
      if (held.guildId !== guildId) return [id, held];
      const { guildId: _left, ...rest } = held;
      return [id, rest];
    }),
  );
  return { ...record, byGuild, reserved };
}
