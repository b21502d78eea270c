import type { Actor, Every } from './actor.ts';

const dayMs = 24 * 60 * 60_000;
/** 1 January 1970 was a Thursday. */
const firstMonday = 4 * dayMs;
const lengths = { daily: dayMs, weekly: 7 * dayMs } as const;

/** How often; weekly where nobody chose. */
export const everyOf = ({ digest }: Pick<Actor, 'digest'>): Every => digest?.every ?? 'weekly';

/** When the period that this moment is in began: a day, or a week from Monday, in UTC. */
export function periodStart(every: Exclude<Every, 'never'>, at: number): number {
  const length = lengths[every];
  const offset = every === 'weekly' ? firstMonday : 0;
  return Math.floor((at - offset) / length) * length + offset;
}

/** When the next digest is due; never without consent. */
export function digestDueAt(actor: Pick<Actor, 'digest' | 'consent' | 'createdAt'>): number | undefined {
  const every = everyOf(actor);
  const { digest, consent, createdAt } = actor;
  if (every === 'never' || consent.state !== 'granted') return undefined;
  const last = Math.max(digest?.until ?? consent.at ?? createdAt, digest?.triedAt ?? 0);
  return periodStart(every, last) + lengths[every];
}

/**
 * The period that the digest due now covers: everything since the last one, up to the end of the last whole period, so
 * that a bot that was away sends only one. For an actor that never had one, only that last period.
 */
export function digestWindow(
  actor: Pick<Actor, 'digest' | 'consent' | 'createdAt'>,
  now: number,
): { from: number; to: number } | undefined {
  const every = everyOf(actor);
  const dueAt = digestDueAt(actor);
  if (every === 'never' || dueAt === undefined || dueAt > now) return undefined;
  const to = periodStart(every, now);
  return { from: actor.digest?.until ?? to - lengths[every], to };
}
