import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, deleteRepo, uploadFiles } from '@huggingface/hub';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { wordingMark } from '../actors/agreed-to.ts';
import { consentText } from '../actors/consent-text.ts';
import { listOf } from '../actors/testing/actor-collections.ts';
import {
  ana,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  makeFor,
  smallPictures,
  trainedActor,
} from './testing/generation-fixture.ts';

const sdxl = 'stabilityai/stable-diffusion-xl-base-1.0';
const path = 'pytorch_lora_weights.safetensors';
const { consent } = trainedActor();
const agreed = { ...consent, textVersion: consentText.version };

const ofName = (name: string) => {
  const id = name.toLowerCase();
  return trainedActor({ id, name, triggerWord: `ohwx${id}`, consent: agreed });
};

let world: GenerationWorld;
beforeAll(async () => {
  const names = ['Nova', 'Vera', 'Mira', 'Otto', 'Kira', 'Ivo', 'Lena', 'Juno', 'Zoe'];
  const actors = names.map(ofName);
  const earlier = trainedActor({ id: 'elsa', name: 'Elsa', consent: { ...consent, textVersion: 3 } });
  const photo = { sha256: 'f'.repeat(64), width: 900, height: 1100, addedAt: 0, accepted: true };
  const pia = { ...ofName('Pia'), photos: [photo] };
  world = await createGenerationWorld({
    ...{ actors: [...actors, earlier, pia], hasEndpoint: false, maxConcurrent: 1, timeoutMs: 4_000 },
    pictures: await smallPictures(),
  });
});
afterEach(() => {
  world.huggingFace.faults.clear();
  world.huggingFace.signedDownloads.lifeMs = 60 * 60_000;
});
afterAll(() => world.close());

const good = writeSafetensors({}, { stand_in: 'true' });

async function train(actorId: string, weights: Uint8Array = good, where = world) {
  const { url: hubUrl, token: accessToken, user } = where.huggingFace;
  const repo = `${user}/actor-${actorId}-lora`;
  await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
  const files = [{ path, content: new Blob([weights as Uint8Array<ArrayBuffer>]) }];
  const done = await uploadFiles({ repo, hubUrl, accessToken, files });
  await where.actors.addVersion(actorId, {
    ...{ jobId: `job-${actorId}`, repo, revision: done?.commit.oid ?? '', standIn: true, samples: [] },
    ...{ steps: 800, trainedAt: 0, baseModel: sdxl },
  });
  return repo;
}

const ask = (actor: string, request: { prompt?: string; seed?: number; count?: number } = {}) =>
  world.ask({ prompt: `${actor} at sea`, actor, model: undefined, ...request });
const failureOf = async (promise: Promise<unknown>): Promise<UserError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error ?? new Error('it went well');
};
/** Something else that is being made, and holds the one place there is. */
async function occupy(prompt: string) {
  world.huggingFace.faults.add({ kind: 'delay', delayMs: 1_000, match: { via: 'hf-inference' } });
  let made: Promise<unknown> = Promise.resolve();
  await new Promise<void>((begun, failed) => {
    made = world.ask({ prompt, model: 'black-forest-labs/FLUX.1-schnell' }, progress => {
      if (progress.started) begun();
    });
    made.catch(failed);
  });
  return { made };
}
const calls = () => world.huggingFace.requests.length;
const servingsOf = async (actorId: string) => (await world.actors.byId(actorId))?.versions[0]?.servings;

/** Everything that was written anywhere: the store, the pictures, the log. */
async function allThatWasWritten(): Promise<string> {
  const entries = await readdir(world.dir, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  const texts = await Promise.all(files.map(file => readFile(join(file.parentPath, file.name), 'latin1')));
  return [...texts, ...world.logged].join('\n');
}
const partOfALink = /cdn-lfs|Signature=|Key-Pair-Id|Expires=\d/;

describe('an actor whose model is private, with no endpoint', () => {
  test('comes from the provider that gets it by a link; the repo stays private, and the link is kept nowhere', async () => {
    const repo = await train('nova');
    const before = await world.spent();
    const { record, images } = await ask('Nova');
    expect(images).toHaveLength(1);
    expect(await world.spent()).toBeGreaterThan(before);
    expect(world.huggingFace.requests.at(-1)).toMatchObject({
      ...{ via: 'fal-ai', model: sdxl, status: 200 },
      parameters: { model_name: sdxl, image_format: 'png' },
      loras: [{ scale: 0.9, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(world.huggingFace.repositories.find('model', repo)?.private).toBe(true);
    expect(Object.keys(record.settings.lora ?? {}).sort()).toEqual(['repo', 'revision', 'scale']);
    expect(await servingsOf('nova')).toEqual([
      { provider: 'fal-ai', link: 'hub', outcome: 'made', at: world.now() },
    ]);
    // The same picture again is the one from before: no link has a part in what it is known by.
    const sent = calls();
    expect((await ask('Nova')).record.cached).toBe(1);
    expect(calls()).toBe(sent);
    const written = await allThatWasWritten();
    expect(written).toContain(repo);
    expect(written).not.toMatch(partOfALink);
  });

  test('gets its link at its turn, however long it waited', async () => {
    await train('vera');
    const first = await occupy('a boat');
    // A link of now would have run out before it is used.
    world.huggingFace.signedDownloads.lifeMs = -1_000;
    const second = world.ask({ prompt: 'Vera at sea', actor: 'Vera', model: undefined }, progress => {
      if (progress.ahead !== undefined) world.huggingFace.signedDownloads.lifeMs = 60 * 60_000;
    });
    await first.made;
    expect((await second).images).toHaveLength(1);
  });

  test('that the provider cannot fetch: said once, at no cost, without the address that it says back', async () => {
    await train('mira');
    world.huggingFace.signedDownloads.lifeMs = -1_000;
    const [before, sent] = [await world.spent(), calls()];
    const error = await failureOf(ask('Mira', { count: 4 }));
    expect(error.code).toBe('not-served');
    expect(error.message).toMatch(/couldn’t load the trained model: Failed to download the file/);
    // The first is the trial; the other three are not sent after it.
    expect(calls()).toBe(sent + 1);
    expect(await world.spent()).toBe(before);
    expect(await servingsOf('mira')).toMatchObject([
      { provider: 'fal-ai', link: 'hub', outcome: 'refused', reason: expect.stringMatching(/download/) },
    ]);
    world.huggingFace.signedDownloads.lifeMs = 60 * 60_000;
    const again = await failureOf(ask('Mira'));
    expect(again.code).toBe('not-served');
    expect(again.message).toMatch(/fal-ai can’t use that.*ask it again after a day/);
    expect(calls()).toBe(sent + 1);
    const everything = `${await allThatWasWritten()}\n${error.message}\n${JSON.stringify(error.cause)}`;
    expect(everything).toContain('file_download_error');
    expect(everything).not.toMatch(partOfALink);
    expect(JSON.stringify(world.huggingFace.requests)).not.toMatch(/Signature=/);
  });

  test('whose application the provider has taken away meanwhile: said once, at no cost', async () => {
    await train('zoe');
    const before = await world.spent();
    // As the router answers for what a provider does not serve.
    world.huggingFace.faults.add({
      ...{ kind: 'status', status: 400, match: { via: 'fal-ai' } },
      ...{ body: { error: 'Model not supported by provider fal-ai' }, times: 9 },
    });
    const error = await failureOf(ask('Zoe'));
    expect(error.message).toBe(
      'The trained model of **Zoe** isn’t available right now. Nothing was spent. Until then, you can use `/generate` without the actor.',
    );
    expect(await world.spent()).toBe(before);
  });

  test('whose weights are no LoRA is refused by the provider, in its words', async () => {
    await train('otto', new Uint8Array(64).fill(7));
    const error = await failureOf(ask('Otto'));
    expect(error.message).toMatch(/Could not load the LoRA weights/);
    expect(await servingsOf('otto')).toMatchObject([{ outcome: 'refused' }]);
  });

  test('an outcome that nobody knows is neither repeated nor taken for a refusal', async () => {
    await train('kira');
    world.huggingFace.faults.add({ kind: 'hang', match: { via: 'fal-ai' }, times: 1 });
    const sent = calls();
    const error = await failureOf(ask('Kira'));
    expect(error.code).toBe('timed-out');
    expect(calls()).toBe(sent + 1);
    expect(await servingsOf('kira')).toBeUndefined();
    expect((await ask('Kira', { seed: 5 })).images).toHaveLength(1);
  });

  test('whose repo was deleted meanwhile: nothing is sent, and it is said what happened', async () => {
    const repo = await train('ivo');
    const { url: hubUrl, token: accessToken } = world.huggingFace;
    await deleteRepo({ repo, hubUrl, accessToken });
    const [before, sent] = [await world.spent(), calls()];
    const error = await failureOf(ask('Ivo'));
    expect(error.code).toBe('gone');
    expect(error.message).toMatch(/no longer on Hugging Face/);
    expect(calls()).toBe(sent);
    expect(await world.spent()).toBe(before);
  });

  test('who withdraws while it waits for its turn: no link is made, and nothing is sent', async () => {
    await train('lena');
    const first = await occupy('a ship');
    let removed: Promise<unknown> | undefined;
    const second = world.ask({ prompt: 'Lena at sea', actor: 'Lena', model: undefined }, progress => {
      if (progress.ahead !== undefined) removed ??= world.actors.remove('lena');
    });
    const error = await failureOf(second);
    await first.made;
    expect(removed).toBeDefined();
    await removed;
    expect(error.code).toBe('not-found');
    expect(world.huggingFace.requests.filter(({ prompt }) => prompt.includes('ohwxlena'))).toEqual([]);
    expect(world.huggingFace.requests.at(-1)?.prompt).toContain('a ship');
  });
});

describe('somebody who agreed to a text in which the model stays with the bot', () => {
  test('is asked, once; until they agree nothing is sent, and then it is', async () => {
    await train('elsa');
    const sent = calls();
    const error = await failureOf(ask('Elsa'));
    expect(error.code).toBe('consent-needed');
    // There is no photo of hers, so nothing is said of photos.
    expect(error.message).toMatch(
      /fal-ai could make images with it.*you can use `\/generate` without the actor\.$/,
    );
    expect(error.message).not.toMatch(/using: photos/);
    await failureOf(ask('Elsa'));
    expect(calls()).toBe(sent);
    expect((await listOf(world.actors.openRenewals())).map(({ id }) => id)).toEqual(['elsa']);
    const elsa = await world.actors.byId('elsa');
    await world.actors.renew(ana, 'elsa', elsa ? wordingMark(elsa) : '');
    expect((await world.actors.byId('elsa'))?.consent).toMatchObject({
      ...{ textVersion: consentText.version, text: consentText.text, state: 'granted' },
    });
    expect((await ask('Elsa')).images).toHaveLength(1);
    expect(await listOf(world.actors.openRenewals())).toEqual([]);
  });
});

describe('where nobody reaches the bot at its address', () => {
  test('the link of the bot is tried once, and that of the hub takes its place in the same request', async () => {
    const dead = await createGenerationWorld({
      ...{ actors: [ofName('Nova')], hasEndpoint: false, pictures: await smallPictures() },
      // Nobody listens on port 9 (discard).
      publicUrl: 'http://127.0.0.1:9',
    });
    onTestFinished(() => dead.close());
    await train('nova', good, dead);
    const of = (seed: number) => dead.ask({ prompt: 'Nova at sea', actor: 'Nova', model: undefined, seed });
    expect((await of(1)).images).toHaveLength(1);
    expect(dead.huggingFace.requests.map(({ status }) => status)).toEqual([422, 200]);
    expect((await dead.actors.byId('nova'))?.versions[0]?.servings).toMatchObject([
      { link: 'bot', outcome: 'refused', reason: expect.stringMatching(/download the file/) },
      { link: 'hub', outcome: 'made' },
    ]);
    await of(2);
    expect(dead.huggingFace.requests.map(({ status }) => status)).toEqual([422, 200, 200]);
    expect(dead.logged.join('\n')).not.toMatch(/link=|127\.0\.0\.1:9\/weights/);
  });
});

test('without an application for the base there is no way, and it is said what would help', async () => {
  await train('juno');
  await train('pia');
  const seed = world.huggingFace.repositories.find('model', 'nerijs/pixel-art-xl');
  if (seed) world.huggingFace.repositories.delete(seed);
  const { generation } = await world.open();
  const juno = await world.actors.byId('juno');
  const version = juno?.versions[0];
  if (!juno || !version) throw new Error('Juno is not trained');
  expect(await generation.trainedWays(juno, version)).toMatchObject({ routes: [], afterConsent: [] });
  const saidOf = async (actor: string) => {
    const request = { guildId, channelId: 'c', memberId: ana, prompt: `${actor} at sea`, actor };
    return (await failureOf(makeFor(generation, { ...request, using: 'trained' }))).message;
  };
  const sent = calls();
  expect(await saidOf('Juno')).toMatch(
    /nothing can serve it right now.*you can use `\/generate` without the actor\.$/,
  );
  // Of Pia there is a photo that may be sent.
  expect(await saidOf('Pia')).toMatch(/nothing can serve it right now.*`using: photos` works\.$/);
  expect(calls()).toBe(sent);
});
