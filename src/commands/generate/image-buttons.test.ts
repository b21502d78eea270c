import { expect, test } from 'vitest';
import type { Generation } from '../../services/generation/generation.ts';
import type { Services } from '../../services/index.ts';
import { testCaller } from '../testing/caller.ts';
import { generate } from './generate.ts';
import { imageButtons, imageModals } from './image-buttons.ts';

const caller = testCaller();
const progress = () => {};

/** Services that note what they are asked for. */
function fakes() {
  const cancelled: unknown[][] = [];
  const deleted: unknown[][] = [];
  const record: Generation = {
    id: 'new',
    guildId: 'g',
    channelId: 'c',
    memberId: 'ana',
    prompt: 'a cat',
    shape: 'square',
    modelName: 'B',
    settings: {
      model: 'a/b',
      modelRevision: 'r',
      prompt: 'a cat',
      width: 8,
      height: 8,
      steps: 1,
      guidance: 0,
      seed: 1,
    },
    private: false,
    images: [{ sha256: 'x', seed: 1 }],
    posts: [],
    stalePosts: [],
    cached: 0,
    tokens: 2,
    promptTokens: 2,
    createdAt: 0,
    deleted: false,
  };
  const generation: Partial<Services['generation']> = {
    requestOf: async (id, { guildId, channelId, memberId }) => ({
      guildId,
      channelId,
      memberId,
      prompt: `the words of ${id}`,
      steps: 9,
    }),
    removable: async () => record,
    delete: async (...given) => void deleted.push(given),
    cancel: (...given) => void cancelled.push(given),
    details: async () => record,
  };
  const actors = { askable: async () => ({ id: 'novaid', name: 'Nova' }), suggest: () => [] };
  return { cancelled, deleted, record, services: { generation, actors } as unknown as Services };
}
const buttonOf = (name: string) => {
  const found = imageButtons.find(candidate => candidate.name === name);
  if (!found) throw new Error(`no button ${name}`);
  return found;
};
const modalOf = (name: string) => {
  const found = imageModals.find(candidate => candidate.name === name);
  if (!found) throw new Error(`no modal ${name}`);
  return found;
};

const ask = { caller, files: {} };

test('a re-roll is the same request with a new seed', async () => {
  const { services } = fakes();
  expect(await buttonOf('reroll').asks?.({ ref: 'old', services, caller })).toEqual({
    guildId: 'g',
    channelId: 'c',
    memberId: 'ana',
    prompt: 'the words of old',
    steps: 9,
    fresh: true,
  });
});

test('editing opens the words of the image and makes the edited ones', async () => {
  const { services } = fakes();
  const modal = await buttonOf('edit-prompt').opens?.({ ref: 'old', services, caller });
  expect(modal?.custom_id).toBe('edit-prompt:old');
  expect(JSON.stringify(modal)).toContain('the words of old');
  const asked = await modalOf('edit-prompt').asks?.({
    ...ask,
    ref: 'old',
    services,
    fields: { prompt: 'a dog' },
  });
  expect(asked).toMatchObject({ prompt: 'a dog', steps: 9 });
});

test('the Generate button of an actor asks for a prompt and makes the actor', async () => {
  const { services } = fakes();
  const modal = await buttonOf('generate-actor').opens?.({ ref: 'novaid', services, caller });
  expect(modal).toMatchObject({ custom_id: 'generate-actor:novaid', title: 'Generate Nova' });
  const fields = { prompt: 'Nova at sea' };
  const asked = await modalOf('generate-actor').asks?.({ ...ask, ref: 'novaid', services, fields });
  expect(asked).toMatchObject({ actor: 'novaid', prompt: 'Nova at sea', memberId: 'ana' });
});

test('cancelling passes on who asks', async () => {
  const { cancelled, services } = fakes();
  await buttonOf('cancel').execute?.({ ref: 'new', services, caller, progress });
  expect(cancelled).toEqual([['new', caller]]);
});

test('deleting asks once, passes on who asks, and replaces the question', async () => {
  const { deleted, services } = fakes();
  const asked = await buttonOf('delete-image').execute?.({ ref: 'old', services, caller, progress });
  expect(JSON.stringify(asked)).toMatch(
    /Delete this image\?.*"delete-image-now:old".*"delete-image-keep:old"/,
  );
  expect(
    JSON.stringify(await buttonOf('delete-image-keep').execute?.({ ref: 'old', services, caller, progress })),
  ).toMatch(/Nothing was deleted/);
  expect(deleted).toEqual([]);
  await buttonOf('delete-image-now').execute?.({
    ref: 'old',
    services,
    caller: { ...caller, admin: true },
    progress,
  });
  expect(deleted).toEqual([['old', 'g', 'ana', true]]);
  expect(buttonOf('delete-image-now').answer).toBe('replace');
});

test('/generate hands every option on', async () => {
  const { services } = fakes();
  const options = { prompt: 'a cat', shape: 'portrait', count: 2, private: true };
  const place = {
    guildId: 'g',
    channelId: 'c',
    placeId: 'c',
    memberId: 'ana',
    adultChannel: false,
    roleIds: [],
    admin: false,
  };
  expect(await generate.asks({ options, services, caller })).toEqual({ ...options, ...place });
});
