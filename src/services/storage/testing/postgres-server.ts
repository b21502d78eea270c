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

/** Where a program of the same version is, such as pg_dump. */
export const postgresProgram = (name: string): string => join(programs ?? '', name);

export interface PostgresServer {
  /** A new, empty database. */
  database(): Promise<string>;
  /** As a stop of the service would; connections are cut. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Another server that has everything as soon as it is stored here, and can take this one's place. */
  startCopy(): Promise<PostgresCopy>;
  close(): Promise<void>;
}

export interface PostgresCopy {
  port: number;
  /** From now on it can be written to. To be called once the first has ended. */
  promote(): Promise<void>;
}

/** It refuses to run as root; the package makes this user. */
export function account(): { uid?: number; gid?: number } {
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
  const urlOf = (database: string, at = port) => `postgresql://bot@127.0.0.1:${at}/${database}`;
  let server: ChildProcess | undefined;
  let copy: ChildProcess | undefined;
  let databases = 0;

  async function run(from: string, at: number): Promise<ChildProcess> {
    const words = ['-D', from, '-p', String(at), '-h', '127.0.0.1'];
    const child = spawn(
      join(programs ?? '', 'postgres'),
      [...words, '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await untilAnswers(child, 'PostgreSQL', () => ask(at, 'SELECT 1'));
    return child;
  }
  async function ask(at: number, sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: urlOf('postgres', at) });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }
  async function start(): Promise<void> {
    server = await run(data, port);
  }
  // "Fast": cuts what is connected.
  const stop = () => ended(server, 'SIGINT');

  await start();
  return {
    async database() {
      const name = `test${++databases}`;
      await ask(port, `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    start,
    stop,
    async startCopy() {
      const at = await freePort();
      const folderOfCopy = join(folder, 'copy');
      execFileSync(
        join(programs, 'pg_basebackup'),
        [
          '-D',
          folderOfCopy,
          '-h',
          '127.0.0.1',
          '-p',
          String(port),
          '-U',
          'bot',
          '-R',
          '-X',
          'stream',
          '-c',
          'fast',
        ],
        { ...options, stdio: 'pipe' },
      );
      copy = await run(folderOfCopy, at);
      // What is stored here is there, too, before it counts as stored.
      await ask(port, "ALTER SYSTEM SET synchronous_standby_names = '*'");
      await ask(port, 'SELECT pg_reload_conf()');
      return { port: at, promote: () => ask(at, 'SELECT pg_promote()') };
    },
    async close() {
      await Promise.all([stop(), ended(copy, 'SIGINT')]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
