import type pg from 'pg';
import type { Locks } from '../locks.ts';
import { createTurns } from '../turns.ts';

/** A number of 64 bits, so that none of these is ever one of those that claim the database. */
const numberOf = (name: string) => `hashtextextended(${name}, hashtext(current_schema()))`;

/** Locks of a session that is opened again when it is lost. */
export interface SessionLocks extends Locks {
  /** Takes again, in a new session, what this process had in the one that was lost, unless another has it by now. */
  takeAgain(client: pg.Client): Promise<void>;
}

/**
 * @param session the present one
 * @param mayTake false while others may not have taken theirs again
 */
export function createSessionLocks(session: () => pg.Client, mayTake: () => boolean): SessionLocks {
  const held = new Set<string>();
  // PostgreSQL lets a session have a lock as often as it likes.
  const inTurn = createTurns();

  async function takeFirst(client: pg.Client, names: readonly string[]): Promise<string | undefined> {
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM unnest($1::text[]) AS given(name) WHERE pg_try_advisory_lock(${numberOf('name')}) LIMIT 1`,
      [names],
    );
    return rows[0]?.name;
  }
  const letGo = (client: pg.Client, name: string) =>
    client.query(`SELECT pg_advisory_unlock(${numberOf('$1')})`, [name]);

  return {
    take: names =>
      inTurn('take', async () => {
        const free = names.filter(name => !held.has(name));
        if (!mayTake() || free.length === 0) return undefined;
        const taken = await takeFirst(session(), free).catch(() => undefined);
        if (taken !== undefined) held.add(taken);
        return taken;
      }),

    async release(name) {
      held.delete(name);
      // The locks of a session that was lost are gone with it.
      await letGo(session(), name).catch(() => undefined);
    },

    async takeAgain(client) {
      for (const name of [...held]) {
        if (held.has(name)) await takeFirst(client, [name]);
        // Let go of meanwhile.
        if (!held.has(name)) await letGo(client, name);
      }
    },
  };
}
