import { ids, type Member } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, patienceMs, press } from '../acting.ts';
import { everythingKept, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let priya: Member;
let jonas: Member;
beforeAll(async () => {
  world = await startWorld();
  [mara, priya, jonas] = await Promise.all([
    world.member('mara'),
    world.member('priya'),
    world.member('jonas'),
  ]);
}, 60_000);
afterAll(() => world.close());

const model = 'runwayml/stable-diffusion-v1-5';
const generate = (member: Member, prompt: string) => ask(member, '/generate', { prompt, model });

test('/status tells members one line, and admins how everything stands', async () => {
  expect(wordsOf(await ask(priya, '/status')).trim()).toBe('✅ I’m up, and nothing is waiting.');
  expect(picturesOf(await generate(priya, 'a photo of a cat'))).toHaveLength(1);
  const words = wordsOf(await ask(mara, '/status'));
  expect(words).toMatch(/version \d+\.\d+\.\d+ · up since <t:\d+:f> · \d+ MB of memory · nothing is waiting/);
  expect(words).toMatch(/\*\*Discord\*\* (ping \d+ ms|no heartbeat yet) · 1 shard/);
  expect(words).toMatch(/\*\*Hugging Face\*\* 🟢 answers in /);
  expect(words).toMatch(/🟢 \*\*The bot’s own endpoint\*\* 1 call · no errors · usually /);
  expect(words).toMatch(/\*\*Training\*\* runs on a notebook on Google Colab · none open/);
  expect(words).toMatch(/\*\*Storage\*\* \d+ MB · no backup that I know of/);
});

test('a role opens making images, a limit ends them, a block shuts out, Undo lets back in, over a restart', async () => {
  await ask(mara, '/settings roles', { role: ids.roles.artist, generate: true });
  expect(wordsOf(await generate(jonas, 'a photo of a dog'))).toContain('you need the role <@&');
  await ask(mara, '/settings limits', { role: ids.roles.artist, images: 2 });
  await world.restartBot();
  expect(picturesOf(await generate(priya, 'a photo of a dog'))).toHaveLength(1);
  expect(wordsOf(await generate(priya, 'a photo of a fox'))).toContain(
    'You’ve made your 2 new images for today',
  );
  await ask(mara, '/settings limits', { role: ids.roles.artist, reset: true });

  const blocked = await ask(mara, '/settings block', { member: ids.members.priya, reason: 'spam', days: 1 });
  expect(wordsOf(await generate(priya, 'a photo of a fox'))).toMatch(
    /blocked you from using me.*Reason: spam/,
  );
  expect(wordsOf(await ask(priya, '/actor list'))).not.toMatch(/blocked you/);
  const undone = await press(mara, blocked, 'Undo', words => words.includes('Undone'));
  expect(wordsOf(undone)).toContain(`**Blocked** <@${ids.members.priya}>: spam`);
  expect(picturesOf(await generate(priya, 'a photo of a fox'))).toHaveLength(1);
});

test('the log names who changed and what failed, and forgets who is deleted', async () => {
  world.huggingFace.faults.add({ kind: 'status', status: 500, times: 20, match: { via: 'endpoint' } });
  await generate(priya, 'a photo of a wren');
  world.huggingFace.faults.clear();
  const log = await ask(mara, '/settings log', { csv: true });
  expect(wordsOf(log)).toMatch(new RegExp(`🛠️ <t:\\d+:R> <@${ids.members.mara}> · undid: \\*\\*Blocked`));
  expect(wordsOf(log)).toMatch(new RegExp(`⚠️ <t:\\d+:R> <@${ids.members.priya}> · the image service failed`));
  expect(log.attachments.map(({ filename }) => filename)).toEqual(['log.csv']);

  const asked = await ask(priya, '/privacy delete');
  await press(priya, asked, 'Delete all of it', words => /Receipt/.test(words));
  await vi.waitUntil(async () => !(await everythingKept(world)).includes(ids.members.priya), patienceMs);
  expect(wordsOf(await ask(mara, '/settings log'))).not.toContain(ids.members.priya);
});
