import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../../../logger.ts';
import { applicationName, type Postgres, within } from './connection.ts';
import { oneAtATime } from './layout.ts';

/** Called with the id of a record that was written or deleted; without one after an interruption: any may have been. */
export type Changed = (id?: string) => void;

/** What any process writes into some tables, told by the database as soon as it is committed; and what they call out to each other. */
export interface Changes {
  /** Resolves once everything that is written from now on will be told. */
  watch(table: string, changed: Changed): Promise<void>;
  /** Resolves once everything that is called under this name from now on will be told. */
  listen(name: string, heard: Changed): Promise<void>;
  /** Calls a word of at most some kilobytes to all that listen, this process too. Nothing of it is stored. */
  call(name: string, word: string): Promise<void>;
  close(): Promise<void>;
}

const channel = 'ai_actor_changes';
const tell = `CREATE OR REPLACE FUNCTION store_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_notify('${channel}', current_schema() || '.' || CASE WHEN TG_OP = 'DELETE' THEN OLD.key ELSE NEW.key END);
  RETURN NULL;
END $$`;

/** No table has such a name. */
const callKey = (name: string) => `call/${name}`;

const pace = { beatEveryMs: 10_000, answerWithinMs: 10_000, againAfterMs: 500 };

/** Opens its connection with the first table. */
export function createChanges(
  url: string,
  { postgres, logger }: { postgres: Pick<Postgres, 'transact' | 'write'>; logger?: Logger | undefined },
): Changes {
  const { beatEveryMs, answerWithinMs, againAfterMs } = pace;
  const watched = new Map<string, Changed>();
  const stopping = new AbortController();
  const pause = (ms: number) => setTimeout(ms, undefined, { signal: stopping.signal, ref: false });
  let first: Promise<pg.Client> | undefined;
  let current: pg.Client | undefined;

  async function listen(): Promise<pg.Client> {
    const client = new pg.Client({
      ...{ connectionString: url, application_name: applicationName, keepAlive: true },
      ...{ connectionTimeoutMillis: answerWithinMs, query_timeout: answerWithinMs },
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ name: string }>('SELECT current_schema() AS name');
      const schema = `${rows[0]?.name}.`;
      client.on('notification', ({ payload = '' }) => {
        if (!payload.startsWith(schema)) return;
        const key = payload.slice(schema.length);
        const at = key.indexOf(':');
        watched.get(key.slice(0, at))?.(key.slice(at + 1));
      });
      await client.query(`LISTEN ${channel}`);
      current = client;
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Nothing tells that the other side is gone but that it does not answer. Resolves once it is. */
  async function untilGone(client: pg.Client): Promise<void> {
    let gone = false;
    client.once('end', () => {
      gone = true;
    });
    while (!gone) {
      await pause(beatEveryMs);
      if (!gone) await client.query('SELECT 1').catch(() => client.end().catch(() => undefined));
    }
  }

  async function keep(client: pg.Client): Promise<void> {
    for (let listening: pg.Client | undefined = client; ; ) {
      if (listening) {
        const ended = new Promise(resolve => listening?.once('end', resolve));
        await Promise.race([untilGone(listening), ended]);
        logger?.warn('what other processes write is not told for a moment: a connection was cut');
      }
      await pause(againAfterMs);
      listening = await listen().catch(() => undefined);
      if (listening) for (const changed of watched.values()) changed();
    }
  }

  /** Opens the connection with the first of them. */
  async function hear(key: string, changed: Changed): Promise<void> {
    watched.set(key, changed);
    if (first) return void (await first);
    first = listen();
    const client = await first;
    // Ends with an aborted pause.
    keep(client).catch(() => undefined);
  }

  return {
    async watch(table, changed) {
      await postgres.transact(async query => {
        await query(oneAtATime);
        const trigger = `${table}_told`;
        const [known] = await query('SELECT 1 FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname = $2', [
          table,
          trigger,
        ]);
        if (known) return;
        await query(tell);
        await query(
          `CREATE TRIGGER ${trigger} AFTER INSERT OR DELETE OR UPDATE OF value ON ${table} FOR EACH ROW EXECUTE FUNCTION store_told()`,
        );
      });
      await hear(table, changed);
    },
    listen: (name, heard) => hear(callKey(name), heard),
    async call(name, word) {
      await postgres.write(`SELECT pg_notify($1, current_schema() || '.' || $2::text)`, [
        channel,
        `${callKey(name)}:${word}`,
      ]);
    },
    async close() {
      stopping.abort();
      if (current) await within(answerWithinMs, current.end());
    },
  };
}
