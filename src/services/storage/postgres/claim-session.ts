import { hostname } from 'node:os';
import pg from 'pg';
import { ConfigError } from '../../../config.ts';
import { applicationName } from './connection.ts';

/** The connection whose locks say that this process is there. */
export interface Session {
  client: pg.Client;
  ended: Promise<void>;
  is: { pid: number; since: string };
}

const connectWithinMs = 5_000;

/** The database asks in turn whether this machine is still there: else a lock outlives a power cut by two hours. */
const keepAlives =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3';

export async function connect(url: string): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    application_name: nameOf(''),
    connectionTimeoutMillis: connectWithinMs,
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
export async function requireUsable(client: pg.Client): Promise<void> {
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

/** By this, in the name of its session, others know a process that is about to let go. */
export const leavingWord = 'leaving';

export const pooled =
  'STORE_URL leads through a pooler that gives each transaction another session, and locks are of a session. Name PostgreSQL itself, or let the pooler keep sessions (pool_mode = session in PgBouncer)';

/** Which session answers, and when, by the database's clock. */
export async function askWho(
  client: pg.Client,
  withinMs: number,
): Promise<{ pid: number | undefined; at: string }> {
  const question = { text: 'SELECT pg_backend_pid() AS pid, now()::text AS at', query_timeout: withinMs };
  const { rows } = await client.query<{ pid: number; at: string }>(question as pg.QueryConfig);
  return rows[0] ?? { pid: undefined, at: '-infinity' };
}

/** While a second connection has a transaction open, a pooler gives the first one another session than before. @throws ConfigError */
export async function requireOwnSession(url: string, { client, is }: Session): Promise<void> {
  const other = new pg.Client({
    connectionString: url,
    application_name: nameOf(''),
    connectionTimeoutMillis: connectWithinMs,
  });
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1');
    const { pid } = await askWho(client, connectWithinMs);
    if (pid !== is.pid) throw new ConfigError([pooled]);
  } finally {
    await other.end().catch(() => undefined);
  }
}

/** What was under way when a database went away gives up after two minutes. */
const givesUpAfterMs = 120_000;

/**
 * Whether the database came back so short a time ago that others may not have their sessions again: it was started, or a
 * copy took its place. (A copy only knows when the last thing was written that it got.) A store that was made since then
 * has nobody to wait for.
 */
export async function wasAway(client: pg.Client, withinMs: number): Promise<boolean> {
  try {
    const { rows } = await client.query<{ away: boolean }>(
      `SELECT coalesce(bool_or(back.at > now() - back.within AND back.at > made.at), false) AS away
       FROM (VALUES (pg_postmaster_start_time(), $1 * interval '1 ms'),
                    (pg_last_xact_replay_timestamp(), $2 * interval '1 ms')) AS back(at, within),
            (SELECT coalesce((to_jsonb(store_version) ->> 'made')::timestamptz, '-infinity') AS at
             FROM store_version) AS made`,
      [withinMs, withinMs + givesUpAfterMs],
    );
    return rows[0]?.away === true;
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return false;
    throw error;
  }
}

/** PostgreSQL cuts longer ones. */
export const nameOf = (more: string) => `${applicationName}${more} ${process.pid}@${hostname()}`.slice(0, 63);
