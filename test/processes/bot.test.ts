import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from '@ai-actor/playground';
import { renderCastPhoto } from '@ai-actor/playground/cast';
import { connectMember, ids, type Member } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { patienceMs } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { freePort, wordsOf } from '../world.ts';

// Photos are really looked at, and a busy machine takes its time.
vi.setConfig({ testTimeout: 600_000 });

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-process-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('npm start', () => {
  test('without settings lists every missing one, names the playground, and ends', async () => {
    const bot = startBot({}, dir);
    const [code] = await once(bot.child, 'exit');
    expect(code).toBe(1);
    expect(bot.output()).toMatch(
      /DISCORD_TOKEN is missing[\s\S]*HF_TOKEN is missing[\s\S]*npm run playground/,
    );
  });

  test('with a token that Discord refuses says so, without the token and without a stack', async () => {
    const playground = await startPlayground();
    const bot = startBot(
      { ...playground.env, DISCORD_TOKEN: 'wrong.token.here', DATA_DIR: dir, HTTP_PORT: '0' },
      dir,
    );
    const [code] = await once(bot.child, 'exit');
    expect(code).toBe(1);
    expect(bot.output()).toMatch(/DISCORD_TOKEN/);
    expect(bot.output()).not.toMatch(/wrong\.token\.here|\n\s+at /);
    await playground.close();
  });
});

describe('while Discord cannot be reached', () => {
  test('it says so, tries again, and serves once it can; a stop does not wait for that', async () => {
    const playground = await startPlayground();
    const port = await freePort();
    const api = new URL(playground.env.DISCORD_API_URL ?? '');
    const env = {
      ...{ ...playground.env, DATA_DIR: dir, HTTP_PORT: '0' },
      DISCORD_API_URL: `http://127.0.0.1:${port}${api.pathname}`,
    };
    const said = (bot: ReturnType<typeof startBot>) =>
      bot.output().match(/Discord cannot be reached at .*ECONNREFUSED.*this machine is online/g)?.length ?? 0;
    const stopped = startBot(env, dir);
    await vi.waitUntil(() => said(stopped) > 0, patienceMs);
    expect(await end(stopped.child, 'SIGTERM')).toBe(0);

    const bot = startBot(env, dir);
    await vi.waitUntil(() => said(bot) > 1, patienceMs);
    expect(bot.child.exitCode).toBeNull();
    expect(bot.output()).not.toMatch(/\n\s+at /);
    const way = createServer(socket => {
      const further = connect(Number(api.port), api.hostname);
      for (const [one, other] of [
        [socket, further],
        [further, socket],
      ] as const)
        one.on('error', () => other.destroy()).pipe(other);
    }).listen(port, '127.0.0.1');
    await bot.ready;
    expect(await end(bot.child, 'SIGTERM')).toBe(0);
    way.close();
    await playground.close();
  });
});

describe('a bot that is killed', () => {
  let playground: Awaited<ReturnType<typeof startPlayground>>;
  let mara: Member;
  let env: Record<string, string>;
  beforeEach(async () => {
    playground = await startPlayground({ stepDelayMs: 60 });
    const port = await freePort();
    env = {
      ...playground.env,
      DATA_DIR: dir,
      HTTP_PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    };
    mara = await connectMember(playground.url, ids.members.mara);
  });
  afterEach(async () => {
    await mara.close();
    await playground.close();
  });

  test('in the middle of a training ends it once, after it is back, and stops properly when told to', async () => {
    let bot = startBot(env, dir);
    await bot.ready;
    const says = (words: RegExp, from = 0) =>
      mara.waitForMessage(message => !message.loading && words.test(wordsOf(message)), 60_000, from);

    await mara.command('/actor register', { name: 'Nova' });
    const files = await Promise.all(
      [0, 1, 2, 3, 4].map(async n => ({ name: `${n}.jpg`, bytes: await renderCastPhoto('nova', n) })),
    );
    await mara.submit(await mara.waitForModal(), { name: 'Nova', photos: files, consent: ['agree'] });
    await says(/Ready for `.generate`/);
    await mara.command('/train start', { actor: 'Nova', steps: 500 });
    await mara.click(await says(/Here is what will happen/), 'Confirm');
    const code = /```\s*([\w-]+)\s*```/.exec(wordsOf(await says(/```/)))?.[1] ?? '';
    const run = playground.colab.run(code);
    await says(/\d\d+ of 500/);

    await end(bot.child, 'SIGKILL');
    bot = startBot(env, dir);
    await bot.ready;
    await says(/is trained/);
    expect(await run.done).toMatchObject({ status: 'completed' });
    const told = (await mara.messages(ids.channels.studio)).filter(message =>
      /is trained/.test(wordsOf(message)),
    );
    expect(told).toHaveLength(1);

    expect(await end(bot.child, 'SIGTERM')).toBe(0);
    expect(bot.output()).not.toContain(playground.env.DISCORD_TOKEN);
  });
});
