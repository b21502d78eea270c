import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { ConfigError } from '../../../config.ts';
import type { Logger } from '../../../logger.ts';
import { leads, type Shards } from '../../../shards.ts';
import type { Locks } from '../locks.ts';
import { applicationName, within } from './connection.ts';
import { createSessionLocks } from './session-locks.ts';

/** The database of one bot: no other process may use it meanwhile, but those that belong to it. */
export interface DatabaseClaim {
  /**
   * Whether one of several processes may still be there: its session has a lock with its id. After a restart of the
   * database all count as there for a moment. Rejects while nobody can tell.
   */
  isThere(processId: string): Promise<boolean>;
  /** Of the processes that belong to it, in this one's session. */
  locks: Locks;
  /** Says to a bot that starts meanwhile that this one is about to let go, so that it waits. */
  leaving(): Promise<void>;
  release(): Promise<void>;
}

/** Longer than a stop may take. */
const waitWithinMs = 60_000;
const lookEveryMs = 250;
const triesToLock = 5;

/** How soon a connection that ended without a word is noticed. Tests have less patience. */
export interface ClaimPace {
  beatEveryMs: number;
  answerWithinMs: number;
  againAfterMs: number;
  /** When this process lost its session, the others may have lost theirs: so long they have to take their locks again. */
  othersWithinMs: number;
}
const pace: ClaimPace = {
  beatEveryMs: 10_000,
  answerWithinMs: 10_000,
  againAfterMs: 1_000,
  othersWithinMs: 10_000,
};

/** A lock of a session, which PostgreSQL drops with it. */
interface Lock {
  name: string;
  /** Others may have it, too, but nobody alone. */
  shared?: boolean;
  /** Others may have it with the same number, but nobody with another. */
  number?: number;
}
/** Whoever serves members; and whether one process does all of it, or many. */
const [serving, all] = ['ai-actor', 'ai-actor/all'];
const shardLock = (id: number) => `ai-actor/shard/${id}`;
/** How many shards there are. */
const countLock = 'ai-actor/shards';
const processLock = (id: string) => `ai-actor/process/${id}`;
/** By this name `isThere` knows the process with the first shard, whichever it is. */
export const leader = 'leader';

/** Which process of a bot this is. */
export type ClaimedAs =
  | { role: 'alone' }
  | { role: 'worker'; id: string }
  /** The only one, unless its `shards` say otherwise. */
  | { role: 'gateway'; id: string; shards?: Shards };

function locksOf(as: ClaimedAs): Lock[] {
  if (as.role === 'alone') return [{ name: serving }, { name: all }];
  return [
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
const leavingWord = 'leaving';

/**
 * Takes the database for this process: a lock of a session, which PostgreSQL drops when the process or the connection
 * ends. A connection that was cut, or that no longer answers, is opened again; if another bot took the database meanwhile,
 * `onLost` is called. A bot that is stopping is waited for.
 * @throws ConfigError if another bot uses it, or if the bot can't
 */
export async function claimDatabase(
  url: string,
  {
    logger,
    onLost,
    as = { role: 'alone' },
    pace: given = pace,
  }: { logger: Logger; onLost: () => void; as?: ClaimedAs; pace?: ClaimPace },
): Promise<DatabaseClaim> {
  const claimed = locksOf(as);
  const { beatEveryMs, answerWithinMs, againAfterMs, othersWithinMs } = given;
  let released = false;
  let openedAgainAt = Number.NEGATIVE_INFINITY;
  const othersMayBeBehind = () => performance.now() < openedAgainAt + othersWithinMs;
  let session = await connect(url);
  try {
    await requireUsable(session.client);
  } catch (error) {
    await session.client.end();
    throw error;
  }
  const until = performance.now() + waitWithinMs;
  for (let said = false; ; said = true) {
    const taken = await lockAll(session.client, claimed);
    if (!taken) break;
    const holder = await holderOf(session.client, taken);
    if (!holder?.includes(leavingWord) || performance.now() > until) {
      await session.client.end();
      throw new ConfigError([takenBy(taken, as, holder)]);
    }
    if (!said) logger.info({ holder }, 'waiting for a bot that is stopping to let go of the database');
    await setTimeout(lookEveryMs);
  }
  /** The one that has, or had, the lock. */
  let former = session;
  const locks = createSessionLocks(
    () => session.client,
    () => !othersMayBeBehind(),
  );

  /** Resolves to whether this process has it again; rejects while the database is away. */
  async function lockAgain(): Promise<boolean> {
    openedAgainAt = Number.POSITIVE_INFINITY;
    session = await connect(url);
    try {
      // Where only the network was cut, the database may wait for hours for it.
      await session.client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2::timestamptz',
        [former.is.pid, former.is.since],
      );
      let taken: Lock | undefined;
      for (let tries = 0; tries < triesToLock; tries++) {
        taken = await lockAll(session.client, claimed);
        if (!taken) {
          await locks.takeAgain(session.client);
          openedAgainAt = performance.now();
          former = session;
          return true;
        }
        await setTimeout(againAfterMs, undefined, { ref: false });
      }
      const holder = await holderOf(session.client, taken ?? { name: serving });
      logger.fatal({ holder }, 'another bot has taken the database');
      return false;
    } catch (error) {
      await session.client.end().catch(() => undefined);
      throw error;
    }
  }
  /** Nothing tells that the other side is gone but that it does not answer. Resolves once the session has ended. */
  async function beat({ client, ended }: Session): Promise<void> {
    let over = false;
    const end = ended.then(() => {
      over = true;
    });
    while (!over && !released) {
      await Promise.race([end, setTimeout(beatEveryMs, undefined, { ref: false })]);
      if (over || released) break;
      await client
        .query({ text: 'SELECT 1', query_timeout: answerWithinMs } as pg.QueryConfig)
        .catch(error => {
          if (!released)
            logger.warn({ err: error }, 'the connection that holds the database does not answer');
          return client.end().catch(() => undefined);
        });
    }
    await end;
  }
  async function keep(): Promise<void> {
    while (!released) {
      await beat(session);
      for (let mine: boolean | undefined; mine === undefined && !released; ) {
        await setTimeout(againAfterMs, undefined, { ref: false });
        if (released) return;
        mine = await lockAgain().catch(() => undefined);
        if (mine === false) return onLost();
      }
    }
  }
  void keep();

  return {
    isThere: async processId =>
      othersMayBeBehind() || (await holderOf(session.client, { name: processLock(processId) })) !== undefined,
    locks,
    async leaving() {
      await session.client
        .query("SELECT set_config('application_name', $1, false)", [nameOf(` ${leavingWord}`)])
        .catch(() => undefined);
    },
    async release() {
      released = true;
      await within(answerWithinMs, session.client.end());
    },
  };
}

interface Session {
  client: pg.Client;
  ended: Promise<void>;
  is: { pid: number; since: string };
}

/** The database asks in turn whether this machine is still there: else a lock outlives a power cut by two hours. */
const keepAlives =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3';

async function connect(url: string): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    application_name: nameOf(''),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  const ended = new Promise<void>(resolve => client.once('end', resolve));
  try {
    await client.connect();
    await client.query(keepAlives);
    const { rows } = await client.query<Session['is']>(
      'SELECT pid, backend_start::text AS since FROM pg_stat_activity WHERE pid = pg_backend_pid()',
    );
    return { client, ended, is: rows[0] ?? { pid: 0, since: '-infinity' } };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

const oldest = 14;

/** @throws ConfigError */
async function requireUsable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding`,
  );
  const { version = oldest, encoding = 'UTF8' } = rows[0] ?? {};
  if (version < oldest)
    throw new ConfigError([`STORE_URL names a PostgreSQL ${version}, and the bot needs ${oldest} or newer`]);
  // Others lack letters that members type; what cannot be stored would have been paid for already.
  if (encoding !== 'UTF8')
    throw new ConfigError([
      `STORE_URL names a database with the encoding ${encoding}. Make one with UTF8: createdb --encoding UTF8 --template template0`,
    ]);
}

/** PostgreSQL cuts longer ones. */
const nameOf = (more: string) => `${applicationName}${more} ${process.pid}@${hostname()}`.slice(0, 63);

/** The two numbers of a lock: its name, and the schema or the number that goes with it. */
const keysOf = ({ name, number }: Lock) =>
  number === undefined
    ? { keys: 'hashtext($1), hashtext(current_schema())', given: [name] }
    : { keys: 'hashtext($1 || current_schema()), $2::int', given: [name, number] };

/** Takes all of them. Resolves to one that somebody else has, if any: then it has taken none. */
async function lockAll(client: pg.Client, locks: readonly Lock[]): Promise<Lock | undefined> {
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
async function holderOf(client: pg.Client, { name, number }: Lock): Promise<string | undefined> {
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
  return `${row.name}, since ${row.since.toISOString()}${number === undefined ? '' : `, of ${row.number} shards`}`;
}

function takenBy({ name, number }: Lock, as: ClaimedAs, holder: string | undefined): string {
  const who = holder ? ` (${holder})` : '';
  if (number !== undefined)
    return `SHARDS makes this one of ${number} shards, but others of this bot are shards of another number${who}. Stop those first: all have to agree`;
  if (as.role === 'gateway' && as.shards?.ids.some(id => shardLock(id) === name))
    return `SHARDS makes this process shard ${name.split('/').at(-1)}, which another process is already${who}. Stop that one first`;
  return `STORE_URL names a database that is in use by another bot${who}. Stop that one first, or give this one a database of its own`;
}
