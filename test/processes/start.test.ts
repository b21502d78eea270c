import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPlayground } from '@ai-actor/playground';
import { renderCastPhoto } from '@ai-actor/playground/cast';
import { connectMember, ids } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { end, startBot } from '../bot-process.ts';
import { wordsOf } from '../world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let dir: string;
/** The project as a clone has it after `npm ci --omit=dev`. */
let tree: string;
let stop: (() => Promise<unknown>) | undefined;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-start-'));
  tree = join(dir, 'a project');
  for (const part of ['src', 'scripts/start', 'package.json', 'PRIVACY.md', 'colab/pyproject.toml'])
    await cp(join(root, part), join(tree, part), { recursive: true });
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; link?: boolean }>;
  };
  for (const [path, { dev, link }] of Object.entries(packages)) {
    if (dev || link || !/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || !existsSync(join(root, path)))
      continue;
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await symlink(join(root, path), join(tree, path), 'junction');
  }
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await rm(dir, { recursive: true, force: true });
});

const compiled = async () => (await readdir(join(tree, '.compiled'))).sort();

/** Runs `npm start` without settings, which it lists before it ends. */
async function startOnce(): Promise<string> {
  const bot = startBot({ TMPDIR: dir }, dir, undefined, tree);
  await once(bot.child, 'close');
  return bot.output();
}

async function compile() {
  const child = spawn(process.execPath, [join(tree, 'scripts/start/compile.js')], { stdio: 'ignore' });
  return { child, ended: once(child, 'exit') };
}

describe('npm start without the packages for development', () => {
  test('runs the bot with the threads and processes that look at pictures', async () => {
    expect(existsSync(join(tree, 'node_modules/tsx'))).toBe(false);
    const playground = await startPlayground();
    const bot = startBot(
      { ...playground.env, DATA_DIR: join(dir, 'data'), HTTP_PORT: '0' },
      dir,
      undefined,
      tree,
    );
    stop = () => Promise.all([end(bot.child, 'SIGKILL'), playground.close()]);
    await bot.ready;
    const mara = await connectMember(playground.url, ids.members.mara);
    const says = (words: RegExp) =>
      mara.waitForMessage(message => !message.loading && words.test(wordsOf(message)), 120_000);

    await mara.command('/actor register', { name: 'Nova' });
    const photos = await Promise.all(
      [0, 1, 2, 3, 4].map(async n => ({ name: `${n}.jpg`, bytes: await renderCastPhoto('nova', n) })),
    );
    await mara.submit(await mara.waitForModal(), { name: 'Nova', photos, consent: ['agree'] });
    await says(/Ready for `.generate`/);
    const { interactionId } = await mara.command('/generate', { prompt: 'a lighthouse at dusk' });
    const answer = await mara.waitForMessage(
      ({ interaction_metadata: from, attachments }) => from?.id === interactionId && attachments.length > 0,
      120_000,
    );
    expect(wordsOf(answer)).toContain('a lighthouse at dusk');
    const { url } = privacyPage(bot.output());
    expect(await (await fetch(url)).text()).toContain('<h1>');

    expect(await end(bot.child, 'SIGTERM')).toBe(0);
    expect(bot.output()).not.toMatch(/could not be looked at|does not run here/);
    await mara.close();
  });

  test('keeps what it compiled, and compiles again once a source has changed', async () => {
    await startOnce();
    const first = await compiled();
    expect(first).toHaveLength(1);
    await startOnce();
    expect(await compiled()).toEqual(first);

    await appendFile(join(tree, 'src/main.ts'), `console.log('the ' + 'new source');\n`);
    expect(await startOnce()).toContain('the new source');
    expect(await compiled()).toHaveLength(2);

    // And back again.
    await cp(join(root, 'src/main.ts'), join(tree, 'src/main.ts'));
    expect(await startOnce()).not.toContain('the new source');
    expect(await compiled()).toHaveLength(2);
  });

  test('names the sources in a stack', async () => {
    await writeFile(
      join(tree, 'src/main.ts'),
      `interface One {}\n\nexport const fails = (one: One) => {\n  throw new Error('on purpose');\n};\nfails({});\n`,
    );
    expect(await startOnce()).toMatch(/src[\\/]main\.ts:4:9/);
  });

  test('says where a source cannot be compiled, and starts nothing', async () => {
    await startOnce();
    await writeFile(join(tree, 'src/errors.ts'), 'export const = 1;\n');
    const output = await startOnce();
    expect(output).toMatch(/src[\\/]errors\.ts:1:13/);
    expect(output).not.toContain('DISCORD_TOKEN');
    expect(await compiled()).toHaveLength(1);
  });

  test('twice at once is as good as once', async () => {
    const outputs = await Promise.all([startOnce(), startOnce(), startOnce()]);
    for (const output of outputs) expect(output).toMatch(/DISCORD_TOKEN is missing/);
    expect(await compiled()).toHaveLength(1);
  });

  test('never starts what a killed one left half written, and later clears it away', async () => {
    // Killed at several moments; which of them fall into the writing is for the machine to say.
    for (const afterMs of [40, 80, 160, 320, 640]) {
      const { child, ended } = await compile();
      setTimeout(() => child.kill('SIGKILL'), afterMs);
      await ended;
      for (const name of existsSync(join(tree, '.compiled')) ? await compiled() : [])
        if (!name.endsWith('.partial'))
          expect(await readdir(join(tree, '.compiled', name))).toContain('main.mjs');
    }
    await rm(join(tree, '.compiled'), { recursive: true, force: true });
    const left = join(tree, '.compiled/0000.partial');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'main.mjs'), 'console.log("half');
    const [unused, recent] = [join(tree, '.compiled/unused'), join(tree, '.compiled/recent')];
    await mkdir(unused);
    await mkdir(recent);
    const before = new Date(Date.now() - 2 * 24 * 60 * 60_000);
    for (const old of [left, unused]) await utimes(old, before, before);

    expect(await startOnce()).toMatch(/DISCORD_TOKEN is missing/);
    const names = await compiled();
    expect(names).toHaveLength(2);
    expect(names).toContain('recent');
  });

  test('mends a compiled folder that somebody half deleted', async () => {
    await startOnce();
    const [name = ''] = await compiled();
    await rm(join(tree, '.compiled', name, 'main.mjs'));
    expect(await startOnce()).toMatch(/DISCORD_TOKEN is missing/);
    expect(await compiled()).toEqual([name]);
  });

  test('takes nothing from code of V8 that is damaged, and makes it anew', async () => {
    await startOnce();
    const [name = ''] = await compiled();
    const folder = join(tree, '.compiled', name);
    const [code = ''] = (await readdir(folder)).filter(file => file.endsWith('.code'));
    const whole = await readFile(join(folder, code));
    // What a power cut leaves of a file whose name was stored first.
    await writeFile(join(folder, code), Buffer.from(whole).fill(0, 4_096));
    for (const _ of ['without it', 'with it']) expect(await startOnce()).toMatch(/DISCORD_TOKEN is missing/);
    expect((await readFile(join(folder, code))).length).toBeGreaterThan(100_000);
  });

  test.skipIf(process.platform === 'win32')('starts where the disk takes no code of V8', async () => {
    await startOnce();
    const [name = ''] = await compiled();
    const folder = join(tree, '.compiled', name);
    const [code = ''] = (await readdir(folder)).filter(file => file.endsWith('.code'));
    await rm(join(folder, code));
    const before = (await readdir(folder)).sort();
    const start = 'trap "" XFSZ; ulimit -f 8; exec "$0" "$1"';
    const child = spawn('bash', ['-c', start, process.execPath, join(tree, 'scripts/start/start.js')], {
      cwd: dir,
      env: { PATH: process.env.PATH ?? '', TMPDIR: dir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
    await once(child, 'close');
    expect(output).toMatch(/DISCORD_TOKEN is missing/);
    expect((await readdir(folder)).sort()).toEqual(before);
  });

  test('where nothing can be written, runs from a temporary folder, says so, and clears it away', async () => {
    // A file in the way: permissions would not keep root out.
    await writeFile(join(tree, '.compiled'), '');
    const output = await startOnce();
    expect(output).toMatch(/cannot be written to[\s\S]*npm run build[\s\S]*DISCORD_TOKEN is missing/);
    expect((await readdir(dir)).filter(name => name.startsWith('ai-actor-compiled-'))).toEqual([]);
  });

  test('the compiler sees no settings', async () => {
    await writeFile(
      join(tree, 'scripts/start/compile.js'),
      `${await readFile(join(tree, 'scripts/start/compile.js'), 'utf8')}\nconsole.error('it sees', Object.keys(process.env));\n`,
    );
    const bot = startBot({ HF_TOKEN: 'secret' }, dir, undefined, tree);
    await once(bot.child, 'close');
    expect(bot.output()).toMatch(/^it sees \[.*'PATH'/m);
    expect(bot.output()).not.toMatch(/^it sees .*HF_TOKEN/m);
  });
});

function privacyPage(output: string): { url: string } {
  const ready = output.split('\n').find(line => line.includes('"msg":"ready"')) ?? '{}';
  return { url: `${JSON.parse(ready).callbackServer}/privacy` };
}
