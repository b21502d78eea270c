import { ids, type Member } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { smallPictures } from '../../src/services/generation/testing/generation-fixture.ts';
import { createWorkerDouble } from '../../src/services/workers/testing/worker-double.ts';
import { ask, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

/* An admin connects a computer: the whole bot, real discord.js, and a worker's own requests. */
const flux = 'black-forest-labs/FLUX.1-schnell';
let world: TestWorld;
let mara: Member;
let priya: Member;
beforeAll(async () => {
  world = await startWorld();
  [mara, priya] = await Promise.all([world.member('mara'), world.member('priya')]);
}, 60_000);
afterAll(() => world.close());

const bot = () => `http://127.0.0.1:${world.config.HTTP_PORT}`;

test('a key is shown once, its computer draws, is listed, and stays out once the key is revoked', async () => {
  expect(wordsOf(await ask(mara, '/settings workers'))).toContain('No keys yet');
  const made = await ask(mara, '/settings workers', { new: ' The  basement ' });
  expect((made.flags ?? 0) & 64).toBe(64);
  const [key = ''] = /wk_[a-z0-9]{10}_[\w-]{43}/.exec(wordsOf(made)) ?? [];
  expect(wordsOf(made)).toContain(`\nACTOR_LORA_WORKER_KEY=${key} actor-lora worker --bot ${bot()}\n`);
  // No shell of Windows takes a variable before a command.
  expect(wordsOf(made)).toContain(
    `\n$env:ACTOR_LORA_WORKER_KEY='${key}'; actor-lora worker --bot ${bot()}\n`,
  );
  expect(wordsOf(await ask(mara, '/settings workers', { new: 'the BASEMENT' }))).toContain('already');

  const worker = createWorkerDouble(bot(), key, { bases: [flux], name: 'ana’s **PC**' });
  expect((await worker.ask()).status).toBe(204);
  const listed = wordsOf(await ask(mara, '/settings workers'));
  expect(listed).toMatch(
    /🔑 \*\*The basement\*\*[\s\S]*🟢 \*\*ana’s \\\*\\\*PC\\\*\\\*\*\* \(NVIDIA T4, 16\.0 GB, 1\.0\) · waiting for work/,
  );
  expect(listed).not.toContain(key);
  expect(wordsOf(await ask(mara, '/status'))).toContain('This server’s own computers');
  expect(wordsOf(await ask(priya, '/status'))).not.toContain('T4');
  expect(wordsOf(await ask(priya, '/models list'))).toContain('this server’s own computer');

  const answer = ask(priya, '/generate', { prompt: 'a lighthouse', model: flux });
  const [work] = await worker.take();
  expect(wordsOf(await ask(mara, '/settings workers'))).toContain('drawing 1 image');
  await worker.result(work?.id ?? '', (await smallPictures()).png);
  expect(picturesOf(await answer)).toHaveLength(1);
  expect(world.huggingFace.requests.filter(({ via }) => via !== undefined)).toEqual([]);

  // Over a restart the key is the same.
  await world.restartBot();
  expect((await worker.ask()).status).toBe(204);
  const revoked = await ask(mara, '/settings workers', { revoke: 'the basement' });
  expect(wordsOf(revoked)).toContain('The basement** can’t connect anymore');
  expect((await worker.ask()).status).toBe(401);
  const log = wordsOf(await ask(mara, '/settings log'));
  expect(log).toMatch(
    new RegExp(
      `<@${ids.members.mara}> · \\*\\*Key for own computers\\*\\*: \\*\\*The basement\\*\\* → not set`,
    ),
  );
  expect(log).not.toContain(key);
  await press(mara, revoked, 'Undo', words => words.includes('Undone'));
  expect((await worker.ask()).status).toBe(204);
  expect(world.log.join('\n')).not.toContain(key.slice(15));
});

test('without an address, admins read what is missing', async () => {
  const closed = await startWorld({ PUBLIC_URL: '' });
  const admin = await closed.member('mara');
  expect(wordsOf(await ask(admin, '/settings workers', { new: 'basement' }))).toContain('PUBLIC_URL');
  expect(wordsOf(await ask(admin, '/settings workers'))).toContain('PUBLIC_URL');
  const answer = await fetch(`http://127.0.0.1:${closed.config.HTTP_PORT}/workers/work`, { method: 'POST' });
  expect(answer.status).toBe(404);
  await closed.close();
});
