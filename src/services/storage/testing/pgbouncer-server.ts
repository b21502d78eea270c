import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { account } from './postgres-server.ts';
import { ended, untilAnswers } from './server-process.ts';

const program = ['/usr/sbin', ...(process.env.PATH ?? '').split(':')]
  .map(folder => join(folder, 'pgbouncer'))
  .find(existsSync);

/** Whether there is a real PgBouncer to test with (`apt-get install pgbouncer`). */
export const hasPgBouncer = program !== undefined;

export interface PgBouncer {
  port: number;
  /** From now on, also in connections that are open. */
  pool(mode: 'session' | 'transaction'): Promise<void>;
  close(): Promise<void>;
}

/** A real PgBouncer before a PostgreSQL at this port; at first it keeps sessions. */
export async function startPgBouncer(to: number): Promise<PgBouncer> {
  if (!program) throw new Error('PgBouncer is not installed');
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'actor-pgbouncer-'));
  chmodSync(folder, 0o755);
  const file = join(folder, 'pgbouncer.ini');
  const settings = (mode: string) => `[databases]
* = host=127.0.0.1 port=${to} user=bot
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
admin_users = bot
pool_mode = ${mode}
`;
  const admin = async (command: string) => {
    const client = new pg.Client({ connectionString: `postgresql://bot@127.0.0.1:${port}/pgbouncer` });
    await client.connect();
    await client.query(command).finally(() => client.end());
  };
  await writeFile(file, settings('session'));
  const child: ChildProcess = spawn(program, [file], {
    ...account(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilAnswers(child, 'PgBouncer', () => admin('SHOW VERSION'));
  return {
    port,
    async pool(mode) {
      await writeFile(file, settings(mode));
      await admin('RELOAD');
    },
    async close() {
      await ended(child, 'SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
