import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { ended, untilAnswers } from './server-process.ts';

/** Where Debian's package, or the search path, has its programs. */
function programsFolder(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...versions.map(version => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ].find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

const programs = programsFolder();

/**
 * Whether there is a real PostgreSQL to test with (`apt-get install postgresql`). Where POSTGRES_TESTS is `required`, a
 * machine without one fails.
 */
export const hasPostgres = programs !== undefined;
if (!hasPostgres && process.env.POSTGRES_TESTS === 'required')
  throw new Error('PostgreSQL is not installed, and POSTGRES_TESTS says that its tests must run');

export interface PostgresServer {
  /** A new, empty database. */
  database(): Promise<string>;
  /** As a stop of the service would; connections are cut. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** It refuses to run as root; the package makes this user. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const of = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: of('-u'), gid: of('-g') };
}

/** A real PostgreSQL with a folder and a port of its own. */
export async function startPostgres(): Promise<PostgresServer> {
  if (!programs) throw new Error('PostgreSQL is not installed');
  const owner = account();
  const folder = mkdtempSync(join(tmpdir(), 'actor-postgres-'));
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const options = { ...owner, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } };
  execFileSync(
    join(programs, 'initdb'),
    // A locale, whose order is not the bytes'; --no-sync, because a test's data need not outlive the machine.
    [
      '-D',
      data,
      '-U',
      'bot',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=en',
      '--no-sync',
    ],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  const urlOf = (database: string) => `postgresql://bot@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;
  let databases = 0;

  async function start(): Promise<void> {
    server = spawn(
      join(programs ?? '', 'postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-c',
        'unix_socket_directories=',
        '-c',
        'fsync=off',
      ],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await untilAnswers(server, 'PostgreSQL', async () => {
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.end();
    });
  }
  // "Fast": cuts what is connected.
  const stop = () => ended(server, 'SIGINT');

  await start();
  return {
    async database() {
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      const name = `test${++databases}`;
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return urlOf(name);
    },
    start,
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
