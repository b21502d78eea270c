import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPlayground } from '@ai-actor/playground';
import { connectMember, ids, type Member } from '@ai-actor/playground/discord';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describeOnPostgres } from '../../src/services/storage/testing/on-postgres.ts';
import { postgresProgram } from '../../src/services/storage/testing/postgres-server.ts';
import { ask, patienceMs, press } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { startGate } from '../gate.ts';
import { picturesOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));

describeOnPostgres('a dump of PostgreSQL that is restored', postgres => {
  let dir: string;
  let url: string;
  let playground: Awaited<ReturnType<typeof startPlayground>>;
  let gate: Awaited<ReturnType<typeof startGate>>;
  let mara: Member;
  let priya: Member;
  let env: Record<string, string>;
  const bots: ReturnType<typeof startBot>[] = [];
  const start = (more: Record<string, string> = {}) => {
    const bot = startBot({ ...env, ...more }, dir);
    bots.push(bot);
    return bot;
  };
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'actor-dump-'));
    playground = await startPlayground();
    gate = await startGate(playground.env.INFERENCE_ENDPOINT_URL ?? '');
    url = await postgres().database();
    env = {
      ...playground.env,
      ...{ DATA_DIR: join(dir, 'data'), HTTP_PORT: '0', STORE_URL: url, HF_MAX_CONCURRENT: '1' },
      INFERENCE_ENDPOINT_URL: gate.url,
    };
    mara = await connectMember(playground.url, ids.members.mara);
    priya = await connectMember(playground.url, ids.members.priya);
  });
  afterEach(async () => {
    for (const { child } of bots.splice(0)) await end(child, 'SIGKILL');
    await Promise.all([mara.close(), priya.close()]);
    gate.close();
    gate.server.close();
    await playground.close();
    await rm(dir, { recursive: true, force: true });
  });

  const generate = (member: Member, prompt: string) =>
    member.command('/generate', { prompt, model: 'runwayml/stable-diffusion-v1-5' });
  const times = async (prompt: string) =>
    (await priya.messages()).filter(message => picturesOf(message).some(({ alt }) => alt.includes(prompt)))
      .length;
  async function rows<Row extends object>(sql: string, at = url): Promise<Row[]> {
    const client = new pg.Client({ connectionString: at });
    await client.connect();
    return (await client.query<Row>(sql).finally(() => client.end())).rows;
  }
  /** `npm run restore` after pg_restore. */
  async function afterDump(...words: string[]) {
    const child = spawn(
      process.execPath,
      [
        ...['--import', import.meta.resolve('tsx'), join(root, 'src/operate.ts')],
        ...['restore', '--after-dump', ...words],
      ],
      { cwd: dir, env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
    const [code] = await once(child, 'close');
    return { code, said };
  }

  test('makes nothing a second time, and who was deleted since does not come back', async () => {
    const bot = start();
    await bot.ready;
    await generate(mara, 'a barn owl');
    await expect.poll(() => gate.calls(), { timeout: patienceMs }).toBe(1);
    await generate(priya, 'a red fox');
    const waiting = () => rows<{ value: string }>('SELECT value FROM accepted_requests ORDER BY at');
    await expect.poll(async () => (await waiting()).length, { timeout: patienceMs }).toBe(2);
    const dumpedAt = new Date().toISOString();
    const dump = join(dir, 'bot.dump');
    execFileSync(postgresProgram('pg_dump'), ['--format=custom', url, `--file=${dump}`]);
    const [, { value } = { value: '' }] = await waiting();

    gate.open();
    for (const prompt of ['a barn owl', 'a red fox'])
      await expect.poll(() => times(prompt), { timeout: patienceMs }).toBe(1);
    await press(mara, await ask(mara, '/privacy delete'), 'Delete all of it', words => /Receipt/.test(words));
    const ofMara = (at: string) =>
      rows(`SELECT 1 FROM generations WHERE value LIKE '%${ids.members.mara}%'`, at);
    await expect.poll(() => ofMara(url), { timeout: patienceMs }).toEqual([]);
    expect(await end(bot.child, 'SIGTERM')).toBe(0);
    expect(gate.calls()).toBe(2);

    // The folder may be one from that time, too, with a request that was only noted by then.
    const noted = JSON.parse(value).value;
    await appendFile(
      join(env.DATA_DIR ?? '', 'intake.jsonl'),
      `${JSON.stringify({ record: { ...noted, id: 'noted', request: { ...noted.request, prompt: 'a newt' } } })}\n`,
    );
    env = { ...env, STORE_URL: await postgres().database() };
    execFileSync(postgresProgram('pg_restore'), [`--dbname=${env.STORE_URL}`, dump]);
    const marks = join(dir, 'marks.jsonl');
    await appendFile(marks, await readFile(join(env.DATA_DIR ?? '', 'erased.jsonl')));

    expect(await afterDump('yesterday', '--erased', marks)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/needs the time at which the dump was begun/),
    });
    expect(await afterDump(dumpedAt)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^Say who was deleted since the backup/),
    });
    expect(await afterDump(dumpedAt, '--erased', marks)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/1 deletion from since then[\s\S]*3 requests that waited are dropped/),
    });
    const again = start();
    await again.ready;
    await expect.poll(() => ofMara(env.STORE_URL ?? ''), { timeout: patienceMs }).toEqual([]);
    // Whatever waited would come before it.
    await generate(priya, 'a kestrel');
    await expect.poll(() => times('a kestrel'), { timeout: patienceMs }).toBe(1);
    expect(gate.calls()).toBe(3);
    expect([await times('a red fox'), await times('a newt')]).toEqual([1, 0]);

    const refused = await afterDump(dumpedAt, '--erased', marks);
    expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/in use by another bot/) });
    // The database alone says so, too: another folder doesn't get past it.
    const folder = env.DATA_DIR;
    env = { ...env, DATA_DIR: join(dir, 'other') };
    expect((await afterDump(dumpedAt, '--erased', folder ?? '')).said).toMatch(
      /STORE_URL names a database that is in use by another bot/,
    );
  });
});
