import type { Member } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, attached, jobCodeIn, patienceMs, photos, press, startTraining } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

let world: TestWorld;
let mara: Member;
beforeAll(async () => {
  world = await startWorld();
  mara = await world.member('mara');
});
afterAll(() => world?.close());

async function train(): Promise<void> {
  const from = mara.events.length;
  const run = world.colab.run(jobCodeIn(await startTraining(mara, { actor: 'Nova', steps: 200 })));
  await mara.waitForMessage(message => /Nova is trained/.test(wordsOf(message)), patienceMs, from);
  expect(await run.done).toMatchObject({ status: 'completed' });
}

const repoOf = async (repo: string) =>
  fetch(`${world.huggingFace.url}/api/models/${repo}`, {
    headers: { authorization: `Bearer ${world.config.HF_TOKEN}` },
  });

test('two trainings are compared, rolled back, and deleted one after the other with their repo', {
  timeout: 600_000,
}, async () => {
  const form = { name: 'Nova', ...attached(await photos('nova', 5)) };
  const registered = await ask(mara, '/actor register', form);
  await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
  expect(wordsOf(await ask(mara, '/actor versions', { actor: 'Nova' }))).toMatch(/no trained version yet/);
  await train();
  await train();

  const compared = await ask(mara, '/actor versions', { actor: 'Nova' });
  expect(compared.ephemeral).toBe(true);
  expect(wordsOf(compared)).toMatch(/Version 2 is in use/);
  expect(wordsOf(compared)).not.toMatch(/different seeds/);
  expect(picturesOf(compared)).toHaveLength(1);
  // A copy of the picture is known without its signature, as long as the versions in it are there.
  const grid = await (await fetch(compared.attachments[0]?.url ?? '')).arrayBuffer();
  const bytes = await sharp(grid).resize(600).jpeg({ quality: 60 }).toBuffer();
  const about = async () => wordsOf(await ask(mara, '/show', { image: { name: 'copy.jpg', bytes } }));
  expect(await about()).toMatch(
    /looks like one of my pictures[\s\S]*It compares training samples of \*\*Nova\*\*/,
  );

  await press(mara, compared, 'Use version 1', words => /now made with version 1/.test(words));
  const image = await ask(mara, '/generate', { prompt: 'Nova at sea', actor: 'Nova' });
  expect(wordsOf(image)).toMatch(/\*\*Nova\*\* trained v1/);
  const repo = world.huggingFace.requests.at(-1)?.loras?.[0]?.repo ?? '';
  expect((await repoOf(repo)).status).toBe(200);

  const remove = async (number: number) => {
    const message = await ask(mara, '/actor versions', { actor: 'Nova' });
    const asked = await press(mara, message, `Delete version ${number}`, words =>
      /can’t be undone/.test(words),
    );
    return press(mara, asked, `Delete version ${number}`, words => /is deleted/.test(words));
  };
  expect(wordsOf(await remove(1))).toMatch(/stay in the history/);
  expect(wordsOf(await ask(mara, '/actor versions', { actor: 'Nova' }))).toMatch(/Version 2 is in use/);
  expect((await repoOf(repo)).status).toBe(200);
  expect(await about()).toMatch(/I don’t know this picture/);
  expect(wordsOf(await remove(2))).toMatch(/its repository on Hugging Face/);
  expect((await repoOf(repo)).status).toBe(404);
});
