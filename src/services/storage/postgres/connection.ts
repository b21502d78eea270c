import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { ConfigError } from '../../../config.ts';
import { UserError } from '../../../errors.ts';
import type { Logger } from '../../../logger.ts';
import { said } from '../../../words/words.ts';
import { areReadsPatient } from '../patient-reads.ts';

export type Query = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** Connections to a PostgreSQL database. */
export interface Postgres {
  /**
   * For what nobody has paid for: waits 10 s for a database that is away; within `withPatientReads` as long as a write.
   * @throws UserError store-away
   */
  read: Query;
  /** For what must not be lost, and may be done twice: waits two minutes. @throws UserError store-away */
  write: Query;
  /** The same for what goes through a whole table, and takes as long as that takes. */
  long: Query;
  /** All or nothing. Retried if the database goes away meanwhile, so it must be harmless to do twice. */
  transact<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The start of the name of each of a bot's connections, by which others see who has the database. */
export const applicationName = 'ai-actor';

const connectionsMost = 8;
const connectWithinMs = 5_000;
/** How long a database that is away is waited for. */
const patienceMs = { read: 10_000, write: 120_000 };
/** A server that vanishes silently (a cable, a power cut) must not keep callers waiting for ever. */
const answerMs = { usual: 60_000, long: 30 * 60_000 };
/** To say goodbye to one that does not answer, while the bot stops. */
const partingMs = 5_000;
const pausesMs = { first: 50, longest: 1_000 };

/** The connection, or the server, has gone, or is not there yet. */
const awayCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['EAI_AGAIN', 'ENOTFOUND'],
  // Shut down, crashed, starting, too many connections, a copy that may not be written to.
  ...['57P01', '57P02', '57P03', '53300', '25006'],
]);
/** Two transactions collided: one of them has to start again. */
const againCodes = new Set(['40001', '40P01']);
const awayWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Client was closed)/;

export function isAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (error instanceof AggregateError) return error.errors.some(isAway);
  return awayCodes.has(code) || code.startsWith('08') || awayWords.test(message);
}

const storeAway = (cause: unknown) => new UserError('store-away', said('storage.recordsAway'), { cause });

/** Opens no connection yet: the first statement does. */
export function connectPostgres(
  url: string,
  {
    logger,
    answersMs = answerMs,
    waitsMs = patienceMs,
  }: { logger?: Logger | undefined; answersMs?: typeof answerMs; waitsMs?: typeof patienceMs } = {},
): Postgres {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `${applicationName} ${process.pid}@${hostname()}`,
    max: connectionsMost,
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: answersMs.usual,
    keepAlive: true,
  });
  // An idle connection was cut; the pool opens another when one is needed. Without a listener, it would end the process.
  pool.on('error', error => logger?.warn({ err: error }, 'a connection to the database was cut'));
  const stopping = new AbortController();
  let away = false;

  /** @throws UserError store-away */
  async function patiently<T>(mostMs: number, work: () => Promise<T>): Promise<T> {
    const until = performance.now() + mostMs;
    for (let pause = pausesMs.first; ; pause = Math.min(pause * 2, pausesMs.longest)) {
      try {
        const result = await work();
        if (away) logger?.info('the database answers again');
        away = false;
        return result;
      } catch (error) {
        const again = againCodes.has((error as { code?: string }).code ?? '');
        if (!again && !isAway(error)) throw error;
        if (!again && !away) logger?.error({ err: error }, 'the database does not answer');
        away ||= !again;
        if (performance.now() > until || stopping.signal.aborted) throw storeAway(error);
      }
      await setTimeout(pause * (0.5 + Math.random() / 2), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
    }
  }

  const query: Query = async (sql, parameters = []) =>
    (await pool.query(sql, [...parameters])).rows as never[];

  /** As pg takes them; its types do not know the last. */
  const withTime = (sql: string, parameters: readonly unknown[] = []): pg.QueryConfig =>
    ({ text: sql, values: [...parameters], query_timeout: answersMs.long }) as pg.QueryConfig;

  async function transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    // Lost in the middle of it, the next statement says so, too.
    const ignore = () => undefined;
    client.on('error', ignore);
    let broken: unknown;
    try {
      await client.query('BEGIN');
      const result = await work(
        async (sql, parameters) => (await client.query(withTime(sql, parameters))).rows as never[],
      );
      await client.query('COMMIT');
      return result;
    } catch (error) {
      broken = isAway(error) ? error : undefined;
      await client.query('ROLLBACK').catch(rolling => {
        broken = rolling;
      });
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(broken !== undefined);
    }
  }

  return {
    read: (sql, parameters) =>
      patiently(areReadsPatient() ? waitsMs.write : waitsMs.read, () => query(sql, parameters)),
    write: (sql, parameters) => patiently(waitsMs.write, () => query(sql, parameters)),
    long: (sql, parameters) =>
      patiently(waitsMs.write, async () => (await pool.query(withTime(sql, parameters))).rows as never[]),
    transact: work => patiently(waitsMs.write, () => transaction(work)),
    async close() {
      stopping.abort();
      await within(partingMs, pool.end());
    },
  };
}

/** Resolves once the work has ended, or when it takes too long. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([
    work.catch(() => undefined),
    setTimeout(ms, undefined, { signal: over.signal }).catch(() => undefined),
  ]);
  over.abort();
}

/** What OpenSSL and Node say of certificates. */
const tlsCodes = /^(ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/;

/** What an operator can fix, in words and without the address, which contains a password. */
export function explainPostgres(error: unknown): unknown {
  const { code = '', message = '', cause } = error as { code?: string; message?: string; cause?: unknown };
  const under = cause as { code?: string; message?: string } | undefined;
  if (isAway(error) || code === 'store-away')
    return new ConfigError(
      [
        `STORE_URL names a database that does not answer (${under?.code || under?.message || code || message}). Is PostgreSQL running, and is the address right?`,
      ],
      { cause: error },
    );
  if (message.startsWith('SASL: '))
    return new ConfigError(
      [
        'STORE_URL was refused by PostgreSQL: it wants a password. Put one into the address, PGPASSWORD or ~/.pgpass',
      ],
      { cause: error },
    );
  if (/does not support SSL/.test(message) || tlsCodes.test(code))
    return new ConfigError(
      [
        `STORE_URL names a database that no safe connection can be made to (${code || message}). Check sslmode and sslrootcert in the address`,
      ],
      { cause: error },
    );
  if (['28P01', '28000', '3D000', '42501', '3F000'].includes(code))
    return new ConfigError(
      [`STORE_URL was refused by PostgreSQL: ${message}. Check user, password, database and rights`],
      { cause: error },
    );
  return error;
}
