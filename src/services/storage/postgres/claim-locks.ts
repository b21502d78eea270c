import type pg from 'pg';
import { leads, type Shards } from '../../../shards.ts';
import { leavingWord } from './claim-session.ts';

/** A lock of a session, which PostgreSQL drops with it. */
export interface Lock {
  name: string;
  /** Others may have it, too, but nobody alone. */
  shared?: boolean;
  /** Others may have it with the same number, but nobody with another. */
  number?: number;
}
/** Whoever serves members; and whether one process does all of it, or many. */
export const [serving, all] = ['ai-actor', 'ai-actor/all'];
const shardLock = (id: number) => `ai-actor/shard/${id}`;
/** How many shards there are. */
const countLock = 'ai-actor/shards';
/** In which form they keep what is stored. */
const formLock = 'ai-actor/form';
export const processLock = (id: string) => `ai-actor/process/${id}`;
/** By this name `isThere` knows the process with the first shard, whichever it is. */
export const leader = 'leader';

/** Which process of a bot this is. */
export type ClaimedAs =
  | { role: 'alone' }
  | ({ role: 'worker' } & OneOfSeveral)
  /** The only one, unless its `shards` say otherwise. */
  | ({ role: 'gateway'; shards?: Shards } & OneOfSeveral);

interface OneOfSeveral {
  id: string;
  /** The form in which it keeps what is stored: another version of the bot may have another. */
  form: number;
}

export function locksOf(as: ClaimedAs): Lock[] {
  if (as.role === 'alone') return [{ name: serving }, { name: all }];
  return [
    // First: what is in use by another version is told so.
    { name: formLock, number: as.form },
    ...(as.role === 'gateway' ? servingLocks(as.shards) : []),
    { name: all, shared: true },
    { name: processLock(as.id) },
  ];
}
function servingLocks(shards: Shards = { ids: [0], count: 1 }): Lock[] {
  const { ids, count } = shards;
  const leading = leads(shards) ? [{ name: processLock(leader) }] : [];
  if (count === 1) return [{ name: serving }, ...leading];
  return [
    { name: serving, shared: true },
    { name: countLock, number: count },
    ...ids.map(id => ({ name: shardLock(id) })),
    ...leading,
  ];
}
/** The two numbers of a lock: its name, and the schema or the number that goes with it. */
const keysOf = ({ name, number }: Lock) =>
  number === undefined
    ? { keys: 'hashtext($1), hashtext(current_schema())', given: [name] }
    : { keys: 'hashtext($1 || current_schema()), $2::int', given: [name, number] };

/** Takes all of them. Resolves to one that somebody else has, if any: then it has taken none. */
export async function lockAll(client: pg.Client, locks: readonly Lock[]): Promise<Lock | undefined> {
  for (const lock of locks) {
    const { keys, given } = keysOf(lock);
    const shared = lock.shared || lock.number !== undefined ? '_shared' : '';
    const { rows } = await client.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_lock${shared}(${keys}) AS locked`,
      given,
    );
    const isMine = rows[0]?.locked === true;
    // Of two that take different numbers at the same moment, at least one sees the other.
    if (isMine && (lock.number === undefined || !(await holderOf(client, lock)))) continue;
    await client.query('SELECT pg_advisory_unlock_all()');
    return lock;
  }
  return undefined;
}

/** Who has it; of a lock with a number, who has it with another. Somebody who stays is named before one who is leaving. */
export async function holderOf(client: pg.Client, { name, number }: Lock): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string; since: Date; number: string }>(
    `SELECT application_name AS name, backend_start AS since, objid AS number
     FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid = (hashtext($1::text ${number === undefined ? '' : '|| current_schema()'})::bigint & 4294967295)::oid
       AND objid ${number === undefined ? '= (hashtext(current_schema())::bigint & 4294967295)' : `<> ${number}`}::oid
     ORDER BY strpos(application_name, '${leavingWord}')`,
    [name],
  );
  const [row] = rows;
  if (!row) return undefined;
  return `${row.name}, since ${row.since.toISOString()}${name === countLock ? `, of ${row.number} shards` : ''}`;
}

export function takenBy({ name, number }: Lock, as: ClaimedAs, holder: string | undefined): string {
  const who = holder ? ` (${holder})` : '';
  if (name === formLock)
    return `STORE_URL names a database that processes of another version of this bot use${who}, and their records have another form. Stop all of them, update them, and start them again`;
  if (number !== undefined)
    return `SHARDS makes this one of ${number} shards, but others of this bot are shards of another number${who}. Stop those first: all have to agree`;
  if (as.role === 'gateway' && as.shards?.ids.some(id => shardLock(id) === name))
    return `SHARDS makes this process shard ${name.split('/').at(-1)}, which another process is already${who}. Stop that one first`;
  return `STORE_URL names a database that is in use by another bot${who}. Stop that one first, or give this one a database of its own`;
}

/** Whether another process of this bot has had its session since then, by the database's clock. */
export async function isAnybodySince(client: pg.Client, at: string): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid = (hashtext($1)::bigint & 4294967295)::oid AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid
       AND pid <> pg_backend_pid() AND backend_start <= $2::timestamptz LIMIT 1`,
    [all, at],
  );
  return rows.length > 0;
}
