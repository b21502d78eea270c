import { z } from 'zod';

const useSchema = z.object({
  tokens: z.number(),
  pictures: z.number(),
  /** Millionths of a dollar, by the bot's own prices; absent for nothing. */
  micros: z.number().optional(),
  /** The same for machines that trainings took. */
  machineMicros: z.number().optional(),
});
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
  /** Millionths of a dollar that they cost or may have, by the bot's own prices. */
  micros: z.number().default(0),
  /** Set aside for calls under way, by reservation. */
  reserved: z.record(
    z.string(),
    z.object({
      memberId: z.string(),
      guildId: z.string().optional(),
      /** The process whose call it is, where several work; absent where one does everything. */
      owner: z.string().optional(),
      tokens: z.number(),
      micros: z.number().optional(),
      /** 0 where it is for words; absent for one picture. */
      pictures: z.number().optional(),
      /** The call has left, so it may cost. Unknown for records from before this was noted, so they count as sent. */
      sent: z.boolean().default(true),
    }),
  ),
  /** Millionths of a dollar that machines took, which are paid by the minute: what the hub's bill of calls says nothing of. */
  machineMicros: z.number().default(0),
  /** Set aside for such machines until it is known what they took, by reservation. They outlive processes. */
  machines: z
    .record(
      z.string(),
      z.object({
        memberId: z.string(),
        guildId: z.string().optional(),
        /** The training that it is for. */
        jobId: z.string(),
        at: z.number(),
        micros: z.number(),
      }),
    )
    .default({}),
  byMember: z.record(z.string(), z.number()),
  /** By server, and in it by member. */
  byGuild: z.record(z.string(), z.record(z.string(), useSchema)).default({}),
});
export type QuotaDay = z.infer<typeof quotaDaySchema>;
export type Held = QuotaDay['reserved'][string];
export type HeldMachine = QuotaDay['machines'][string];

export const dayMs = 86_400_000;
/** The UTC day of a moment, as records are named. */
export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The moment in which a day is over. */
export const midnightAfter = (day: string) => Date.parse(`${day}T00:00:00Z`) + dayMs;

/** What stands for a forgotten member begins so, which no id of Discord does. */
export const forgotten = '~';
/** All forgotten members of a server together, on days that are over. */
export const allForgotten = 'forgotten';

export const emptyDay = (day: string): QuotaDay => ({
  day,
  committed: 0,
  unknown: 0,
  pictures: 0,
  micros: 0,
  reserved: {},
  machineMicros: 0,
  machines: {},
  byMember: {},
  byGuild: {},
});

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const plus = (a: Use | undefined, b: Use): Use => {
  const micros = (a?.micros ?? 0) + (b.micros ?? 0);
  const machineMicros = (a?.machineMicros ?? 0) + (b.machineMicros ?? 0);
  return {
    tokens: (a?.tokens ?? 0) + b.tokens,
    pictures: (a?.pictures ?? 0) + b.pictures,
    ...(micros > 0 ? { micros } : {}),
    ...(machineMicros > 0 ? { machineMicros } : {}),
  };
};

/** Whether anything of the day is still under way. */
export const isOpen = ({ reserved, machines }: QuotaDay) =>
  Object.keys(reserved).length > 0 || Object.keys(machines).length > 0;

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

/** New images of a member in one server, what is under way included. */
export const picturesOfMember = (record: QuotaDay, names: string[], guildId: string): number =>
  sum(names.map(name => record.byGuild[guildId]?.[name]?.pictures ?? 0)) +
  sum(
    Object.values(record.reserved)
      .filter(held => names.includes(held.memberId) && held.guildId === guildId)
      .map(({ pictures = 1 }) => pictures),
  );

/** What each member of a server used, what is under way included. */
export function usesIn(record: QuotaDay, guildId: string): Map<string, Use> {
  const uses = new Map(Object.entries(record.byGuild[guildId] ?? {}));
  for (const held of Object.values(record.reserved)) {
    if (held.guildId !== guildId) continue;
    uses.set(
      held.memberId,
      plus(uses.get(held.memberId), { tokens: held.tokens, pictures: held.pictures ?? 1 }),
    );
  }
  return uses;
}

/*
 * The changes below are made in place and say whether there was anything to change: a day has hundreds of entries,
 * and 200 requests at once must not copy them each.
 */

/** Notes that the call of a reservation leaves now. */
export function noteSent(record: QuotaDay, id: string): boolean {
  const held = record.reserved[id];
  if (!held || held.sent) return false;
  held.sent = true;
  return true;
}

/** Ends a reservation; ended twice, or after a restart counted it, it changes nothing. */
export function settle(
  record: QuotaDay,
  id: string,
  how: 'commit' | 'refund' | 'unknown' | 'waive',
): boolean {
  const held = record.reserved[id];
  if (!held) return false;
  delete record.reserved[id];
  if (how === 'refund') return true;
  const { memberId, guildId, micros = 0 } = held;
  if (how === 'waive') {
    // The money is spent; it is nobody's picture.
    record.micros += micros;
    if (guildId !== undefined && micros > 0) {
      record.byGuild[guildId] ??= {};
      const uses = record.byGuild[guildId];
      uses[memberId] = plus(uses[memberId], { tokens: 0, pictures: 0, micros });
    }
    return true;
  }
  const { tokens, pictures = 1 } = held;
  record[how === 'commit' ? 'committed' : 'unknown'] += tokens;
  record.pictures += pictures;
  record.micros += micros;
  record.byMember[memberId] = (record.byMember[memberId] ?? 0) + tokens;
  if (guildId !== undefined) {
    record.byGuild[guildId] ??= {};
    const uses = record.byGuild[guildId];
    uses[memberId] = plus(uses[memberId], { tokens, pictures, micros });
  }
  return true;
}

/** Ends what was set aside for a machine by what it took; ended twice, it changes nothing. */
export function settleMachine(record: QuotaDay, id: string, micros: number): boolean {
  const held = record.machines[id];
  if (!held) return false;
  delete record.machines[id];
  if (micros === 0) return true;
  const { memberId, guildId } = held;
  record.machineMicros += micros;
  if (guildId !== undefined) {
    record.byGuild[guildId] ??= {};
    const uses = record.byGuild[guildId];
    uses[memberId] = plus(uses[memberId], { tokens: 0, pictures: 0, machineMicros: micros });
  }
  return true;
}

/**
 * Ends what killed processes had under way: what had not left cost nothing; what became of the rest is unknown. `isOver`
 * says whether an owner is gone.
 */
export function settleAfterKill(
  record: QuotaDay,
  isOver: (owner: string | undefined) => boolean = () => true,
): boolean {
  const left = Object.entries(record.reserved).filter(([, { owner }]) => isOver(owner));
  for (const [id, { sent }] of left) settle(record, id, sent ? 'unknown' : 'refund');
  return left.length > 0;
}

/** Moves what one name used to another; `undefined` drops it. */
function move<T>(uses: Record<string, T>, from: string, to: string | undefined, add: (a: T, b: T) => T) {
  const used = uses[from];
  if (used === undefined) return false;
  delete uses[from];
  if (to !== undefined) uses[to] = uses[to] === undefined ? used : add(uses[to], used);
  return true;
}

/**
 * Gives a member another name: `undefined` drops what is known of them. The totals of the day and of the servers
 * stay.
 */
export function rename(record: QuotaDay, memberId: string, alias: string | undefined): boolean {
  let changed = move(record.byMember, memberId, alias, (a, b) => a + b);
  for (const uses of Object.values(record.byGuild)) {
    changed = move(uses, memberId, alias ?? allForgotten, plus) || changed;
  }
  for (const held of [...Object.values(record.reserved), ...Object.values(record.machines)]) {
    if (held.memberId !== memberId) continue;
    held.memberId = alias ?? forgotten;
    changed = true;
  }
  return changed;
}

/** Drops what stood for single forgotten members: for days that are over. */
export function dropAliases(record: QuotaDay): boolean {
  const names = [record.byMember, ...Object.values(record.byGuild)]
    .flatMap(uses => Object.keys(uses))
    .filter(name => name.startsWith(forgotten));
  for (const name of names) rename(record, name, undefined);
  return names.length > 0;
}

/** Takes a server out that is gone. What it used of the day's budget stays used. */
export function dropGuild(record: QuotaDay, guildId: string): boolean {
  let changed = record.byGuild[guildId] !== undefined;
  delete record.byGuild[guildId];
  for (const held of [...Object.values(record.reserved), ...Object.values(record.machines)]) {
    if (held.guildId !== guildId) continue;
    delete held.guildId;
    changed = true;
  }
  return changed;
}
