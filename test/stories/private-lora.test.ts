import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { actorSchema } from '../../src/services/actors/actor.ts';
import { openStore } from '../../src/services/storage/store.ts';
import { ask, attached, isAnswer, jobCodeIn, patienceMs, photos, press } from '../acting.ts';
import { seesOnePerson } from '../eyes.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

let world: TestWorld;
let mara: Member;
beforeAll(async () => {
  // Two tokens and an address; no endpoint.
  const env = { INFERENCE_ENDPOINT_URL: '', INFERENCE_ENDPOINT_TOKEN: '' };
  world = await startWorld(env, {}, {}, seesOnePerson());
  mara = await world.member('mara');
});
afterAll(() => world?.close());

const repositories = () => world.huggingFace.repositories.list('model');
const ownRepos = () => repositories().filter(({ id }) => id.startsWith(`${world.huggingFace.user}/`));
const lastRequest = () => world.huggingFace.requests.at(-1);
const isLink = /[?&]link=[\w-]{12}|Signature=|cdn-lfs\/repos/;

/** Everything that the bot wrote: its data, its log, and what members see. */
async function everythingWritten(): Promise<string> {
  const entries = await readdir(world.dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map(file => readFile(file, 'latin1').catch(() => '')));
  const seen = await mara.messages(ids.channels.studio);
  return [...contents, ...world.log, JSON.stringify(seen)].join('\n');
}

test('an actor is trained on what can be served, served from its private repo by a link, and gone when they withdraw', async () => {
  const form = { name: 'Nova', ...attached(await photos('nova', 5)) };
  const registered = await ask(mara, '/actor register', form);
  await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));

  // A dead end is marked, takes one more click, and has a way out.
  const deadEnd = await ask(mara, '/train start', {
    actor: 'Nova',
    base: 'Stable Diffusion 1.5',
    steps: 200,
  });
  expect(wordsOf(deadEnd)).toMatch(/Nothing can make images with it right now/);
  await press(mara, deadEnd, 'Train it anyway', words => /Confirm/.test(words));
  const again = await ask(mara, '/train start', { actor: 'Nova', base: 'sd15', steps: 200 });
  const instead = await press(mara, again, 'Use Stable Diffusion XL instead', words => /Confirm/.test(words));
  expect(wordsOf(instead)).toMatch(/come from fal-ai, which gets the private model through a link/);

  const plan = await ask(mara, '/train start', { actor: 'Nova', steps: 200 });
  expect(wordsOf(plan)).toMatch(/Stable Diffusion XL/);
  const started = await press(mara, plan, 'Confirm', words => /notebook/.test(words));
  const from = mara.events.length;
  world.colab.run(jobCodeIn(started));
  await mara.waitForMessage(message => /Nova is trained/.test(wordsOf(message)), patienceMs, from);
  expect(ownRepos().map(({ private: isPrivate }) => isPrivate)).toEqual([true]);
  expect(wordsOf(await ask(mara, '/actor show', { actor: 'Nova' }))).toMatch(
    /With the trained model.* from fal-ai, which gets the private model through a link that expires/,
  );

  const image = await ask(mara, '/generate', { prompt: 'Nova at sea', actor: 'Nova', using: 'trained' });
  expect(picturesOf(image)).toHaveLength(1);
  expect(lastRequest()).toMatchObject({
    ...{ via: 'fal-ai', model: 'stabilityai/stable-diffusion-xl-base-1.0', status: 200 },
    loras: [
      { repo: `${world.config.PUBLIC_URL}/weights/…`, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ],
  });
  expect(ownRepos().map(({ private: isPrivate }) => isPrivate)).toEqual([true]);

  // The base that it was trained on is the one model that knows it, beside those that are shown photos.
  const suggested = async (given: Record<string, string>) => {
    const choices = await mara.autocomplete('/generate', 'model', {
      prompt: 'x',
      actor: 'Nova',
      model: '',
      ...given,
    });
    return choices.map(({ name }) => name);
  };
  expect(await suggested({ using: 'trained' })).toEqual([
    expect.stringMatching(/^Stable Diffusion XL · an all/),
  ]);
  expect((await suggested({ using: 'photos' })).join()).not.toMatch(/Stable Diffusion/);
  expect(await suggested({})).toEqual(
    expect.arrayContaining(['Stable Diffusion XL · the trained model', 'FLUX.2 klein 4B · from photos']),
  );
  const written = await everythingWritten();
  expect(written).toContain(ownRepos()[0]?.id);
  expect(written).not.toMatch(isLink);
});

test('who agreed to an earlier text is asked in the channel; until they agree it stays with the bot', async () => {
  await world.restartBot(async () => {
    const store = await openStore(world.dataDir);
    const actors = await store.collection('actors', actorSchema);
    for (const actor of await actors.all()) {
      const consent = { ...actor.consent, textVersion: 3, text: 'The text of then.' };
      await actors.put(actor.id, { ...actor, consent });
    }
    await store.close();
  });
  const sent = world.huggingFace.requests.length;
  const asks = (message: ClientMessage) =>
    isAnswer(message) && /May the trained model of \*\*Nova\*\* be sent/.test(wordsOf(message));
  const from = mara.events.length;
  const trained = { prompt: 'Nova in the snow', actor: 'Nova', using: 'trained' };
  const refused = await ask(mara, '/generate', trained);
  expect(wordsOf(refused)).toMatch(/agreed to an earlier text/);
  expect(world.huggingFace.requests.length).toBe(sent);
  const question = await mara.waitForMessage(asks, patienceMs, from);
  expect(wordsOf(await ask(mara, '/actor show', { actor: 'Nova' }))).toMatch(/A newer consent text/);
  await press(mara, question, 'Agree to this text', words => /can now come from image services/.test(words));
  expect(picturesOf(await ask(mara, '/generate', trained))).toHaveLength(1);
  expect(lastRequest()).toMatchObject({ via: 'fal-ai', loras: [{ scale: 0.9 }], status: 200 });
});

test('after a withdrawal nothing is left: no repo, no link, no question', async () => {
  const confirm = await ask(mara, '/actor delete', { actor: 'Nova' });
  await press(mara, confirm, 'Withdraw consent and delete', words => /Receipt/.test(words));
  await expect.poll(() => ownRepos().length, { timeout: patienceMs }).toBe(0);
  // What is private to her is Discord's to remove.
  const left = async () => (await mara.messages(ids.channels.studio)).filter(one => !one.ephemeral);
  const about = async () => (await left()).filter(one => /Nova/.test(wordsOf(one))).map(wordsOf);
  await expect.poll(about, { timeout: patienceMs }).toEqual([]);
  expect(await everythingWritten()).not.toMatch(isLink);
});
