import { expect, test } from 'vitest';
import type { Generation } from '../services/generation/generation.ts';
import type { GenerationRequest } from '../services/generation/plan.ts';
import type { Services } from '../services/index.ts';
import { generate } from './generate.ts';
import { imageButtons, imageModals } from './image-buttons.ts';

const caller = { memberId: 'ana', guildId: 'g', channelId: 'c', admin: false, adultChannel: false };
const post = { channelId: 'c', messageId: 'm' };
const progress = () => {};

/** Services that note what they are asked for. */
function fakes() {
  const asked: GenerationRequest[] = [];
  const deleted: unknown[][] = [];
  const shown: unknown[][] = [];
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
    async generate(request) {
      asked.push(request);
      return { record, images: [Buffer.from('png')], missing: [] };
    },
    requestOf: async (id, { guildId, channelId, memberId }) => ({
      guildId,
      channelId,
      memberId,
      prompt: `the words of ${id}`,
      steps: 9,
    }),
    delete: async (...given) => void deleted.push(given),
    noteShown: async (...given) => void shown.push(given),
    details: async () => record,
  };
  const actors = { usable: async () => ({ id: 'novaid', name: 'Nova' }), suggest: () => [] };
  return { asked, deleted, shown, record, services: { generation, actors } as unknown as Services };
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

test('a re-roll is the same request with a new seed, and as private as its image', async () => {
  const { asked, services } = fakes();
  await buttonOf('reroll').execute?.({ ref: 'old', services, caller, progress, post });
  expect(asked).toEqual([
    {
      guildId: 'g',
      channelId: 'c',
      memberId: 'ana',
      prompt: 'the words of old',
      steps: 9,
      post,
      fresh: true,
    },
  ]);
  expect(buttonOf('reroll').answer).toBe('public');
  expect(buttonOf('reroll-private').answer).toBe('private');
});

test('editing opens the words of the image and makes the edited ones, where the image was seen', async () => {
  const { asked, services } = fakes();
  const modal = await buttonOf('edit-prompt').opens?.({
    ref: 'private/old',
    services,
    caller,
    progress,
    post,
  });
  expect(modal?.custom_id).toBe('edit-prompt:private/old');
  expect(JSON.stringify(modal)).toContain('the words of old');
  const sent = modalOf('edit-prompt');
  const answer = typeof sent.visibility === 'function' ? sent.visibility : () => undefined;
  expect([answer('private/old'), answer('old')]).toEqual(['private', 'public']);
  await sent.execute({
    ref: 'private/old',
    services,
    caller,
    progress,
    post,
    fields: { prompt: 'a dog' },
    files: {},
  });
  expect(asked).toEqual([expect.objectContaining({ prompt: 'a dog', steps: 9 })]);
});

test('the Generate button of an actor asks for a prompt and makes the actor', async () => {
  const { asked, services } = fakes();
  const modal = await buttonOf('generate-actor').opens?.({ ref: 'novaid', services, caller, progress, post });
  expect(modal).toMatchObject({ custom_id: 'generate-actor:novaid', title: 'Generate Nova' });
  await modalOf('generate-actor').execute({
    ref: 'novaid',
    services,
    caller,
    progress,
    post,
    fields: { prompt: 'Nova at sea' },
    files: {},
  });
  expect(asked).toEqual([
    expect.objectContaining({ actor: 'novaid', prompt: 'Nova at sea', memberId: 'ana' }),
  ]);
});

test('deleting passes on who asks, and replaces the message', async () => {
  const { deleted, services } = fakes();
  await buttonOf('delete-image').execute?.({
    ref: 'old',
    services,
    caller: { ...caller, admin: true },
    progress,
    post,
  });
  expect(deleted).toEqual([['old', 'g', 'ana', true, { replaced: true }]]);
  expect(buttonOf('delete-image').answer).toBe('replace');
});

test('/generate hands every option on, and answers in private where that was asked', async () => {
  const { asked, services } = fakes();
  const options = { prompt: 'a cat', shape: 'portrait', count: 2, private: true };
  expect(generate.visibility(options, caller)).toBe('private');
  expect(generate.visibility({ prompt: 'a cat' }, caller)).toBe('public');
  await generate.execute({ options, services, caller, progress, post });
  const place = { guildId: 'g', channelId: 'c', memberId: 'ana', adultChannel: false };
  expect(asked).toEqual([{ ...options, ...place, post }]);
});

test('the message that really shows it is noted, but for an answer that only its member sees', async () => {
  const { shown, services, record } = fakes();
  const make = (options: { prompt: string; private?: boolean }) =>
    generate.execute({ options, services, caller, progress, post });
  const really = { channelId: 'c', messageId: 'later' };
  await (await make({ prompt: 'a cat' })).onShown?.(really);
  expect(shown).toEqual([['new', really]]);
  record.private = true;
  expect((await make({ prompt: 'a cat', private: true })).onShown).toBeUndefined();
});
