import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { ConfigError } from '../../../config.ts';
import type { Logger } from '../../../logger.ts';
import { applicationName } from './connection.ts';

/** The database of one bot: no other process may use it meanwhile. */
export interface DatabaseClaim {
  /** Says to a bot that starts meanwhile that this one is about to let go, so that it waits. */
  leaving(): Promise<void>;
  release(): Promise<void>;
}

/** Longer than a stop may take. */
const waitWithinMs = 60_000;
const lookEveryMs = 250;
const againAfterMs = 1_000;
const triesToLock = 5;

const lockSql = "hashtext('ai-actor'), hashtext(current_schema())";
const leavingWord = 'leaving';

/**
 * Takes the database for this process: a lock of a session, which PostgreSQL drops when the process or the connection
 * ends. A connection that was cut is opened again; where another bot took the database meanwhile, `onLost` is called.
 * A bot that is stopping is waited for.
 * @throws ConfigError if another bot uses it
 */
export async function claimDatabase(
  url: string,
  { logger, onLost }: { logger: Logger; onLost: () => void },
): Promise<DatabaseClaim> {
  let released = false;
  let session = await connect(url);
  const until = performance.now() + waitWithinMs;
  for (let said = false; !(await locked(session.client)); said = true) {
    const holder = await holderOf(session.client);
    if (!holder?.includes(leavingWord) || performance.now() > until) {
      await session.client.end();
      throw new ConfigError([
        `STORE_URL names a database that is in use by another bot${holder ? ` (${holder})` : ''}. Stop that one first, or give this one a database of its own`,
      ]);
    }
    if (!said) logger.info({ holder }, 'waiting for a bot that is stopping to let go of the database');
    await setTimeout(lookEveryMs);
  }

  /** Resolves to whether this process has it again; rejects while the database is away. */
  async function lockAgain(): Promise<boolean> {
    session = await connect(url);
    // Its own former session may not have ended yet, where only the network was cut.
    for (let tries = 0; tries < triesToLock; tries++) {
      if (await locked(session.client)) return true;
      await setTimeout(againAfterMs, undefined, { ref: false });
    }
    logger.fatal({ holder: await holderOf(session.client) }, 'another bot has taken the database');
    return false;
  }
  async function keep(): Promise<void> {
    while (!released) {
      await session.ended;
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
    async leaving() {
      await session.client
        .query("SELECT set_config('application_name', $1, false)", [nameOf(` ${leavingWord}`)])
        .catch(() => undefined);
    },
    async release() {
      released = true;
      await session.client.end().catch(() => undefined);
    },
  };
}

async function connect(url: string): Promise<{ client: pg.Client; ended: Promise<void> }> {
  const client = new pg.Client({
    connectionString: url,
    application_name: nameOf(''),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  const ended = new Promise<void>(resolve => client.once('end', resolve));
  await client.connect();
  return { client, ended };
}

/** PostgreSQL cuts longer ones. */
const nameOf = (more: string) => `${applicationName}${more} ${process.pid}@${hostname()}`.slice(0, 63);

async function locked(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(${lockSql}) AS locked`,
  );
  return rows[0]?.locked === true;
}

async function holderOf(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string; since: Date }>(
    `SELECT application_name AS name, backend_start AS since
     FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid = (hashtext('ai-actor')::bigint & 4294967295)::oid
       AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid`,
  );
  const [row] = rows;
  return row && `${row.name}, since ${row.since.toISOString()}`;
}
