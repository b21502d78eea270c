import type { Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let priya: Member;
beforeAll(async () => {
  world = await startWorld({
    QUOTA_DAILY_TOKENS: '1000',
    QUOTA_MEMBER_DAILY_TOKENS: '200',
    SHOW_ACCOUNT_SPEND: 'on',
  });
  [mara, priya] = await Promise.all([world.member('mara'), world.member('priya')]);
}, 60_000);
afterAll(() => world.close());

/** As cheap as a request gets: five tokens, the smallest picture that the playground's endpoint draws. */
const model = 'runwayml/stable-diffusion-v1-5';
const generate = (member: Member, prompt: string) => ask(member, '/generate', { prompt, model });

test('admins limit a member, stop the server, and see who used what; members see where they stand', async () => {
  const image = await generate(priya, 'a photo of a cat');
  expect(picturesOf(image)).toHaveLength(1);

  // One glance: a picture that Discord shows, with the same in words.
  const page = await ask(priya, '/quota');
  expect(wordsOf(page)).toMatch(/5 of 1,000 tokens.*Your share.* 5 of 200 tokens/s);
  const [picture] = picturesOf(page);
  expect(picture?.alt).toMatch(/^Today’s shared budget: 995 of 1,000 tokens left\. You used 5 of 200\./);
  const bytes = Buffer.from(await (await fetch(picture?.url ?? '')).arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 800 });

  // What Hugging Face reports has been asked for behind by now.
  expect(wordsOf(page)).toMatch(/Estimated by the bot: 1 image, 5 tokens\nReported by Hugging Face at /);

  const used = wordsOf(await ask(mara, '/settings usage', { days: 2 }));
  expect(used).toContain(`<@${ids.members.priya}>`);
  expect(used).toMatch(/5 tokens · 1 image · today 5/);
  expect(used).not.toContain(ids.members.mara);

  await ask(mara, '/settings limits', { member: ids.members.priya, tokens: 8 });
  expect(wordsOf(await generate(priya, 'a photo of a dog'))).toMatch(
    /Your own share of today’s budget has 3 tokens left, and this needs 5/,
  );
  expect(picturesOf(await generate(priya, 'a photo of a cat'))).toHaveLength(1);
  expect(wordsOf(await ask(priya, '/quota'))).toMatch(/5 of 8 tokens/);
  await ask(mara, '/settings limits', { member: ids.members.priya, reset: true });

  await ask(mara, '/settings limits', { server: true, tokens: 12 });
  expect(picturesOf(await generate(mara, 'a photo of a dog'))).toHaveLength(1);
  expect(wordsOf(await generate(priya, 'a photo of a fox'))).toMatch(
    /This server’s share of today’s budget has 2 tokens left/,
  );
  await ask(mara, '/settings limits', { server: true, reset: true });

  await ask(mara, '/settings pause', { state: 'on' });
  expect(wordsOf(await generate(priya, 'a photo of a fox'))).toMatch(/admins of this server have paused/);
  expect(wordsOf(await ask(priya, '/quota'))).toMatch(/⏸ The admins of this server paused/);
  await ask(mara, '/settings pause', { state: 'off' });
  await world.restartBot();
  expect(picturesOf(await generate(priya, 'a photo of a fox'))).toHaveLength(1);
  expect(wordsOf(await ask(priya, '/quota'))).toMatch(/15 of 1,000 tokens/);
});

test('a channel can be chosen for notices to admins', async () => {
  const chosen = await ask(mara, '/settings channels', { 'admin-notices': ids.channels.gallery });
  expect(wordsOf(chosen)).toContain(`Notices to admins go to <#${ids.channels.gallery}>`);
  expect(wordsOf(await ask(mara, '/settings show'))).toContain(`<#${ids.channels.gallery}>`);
});
