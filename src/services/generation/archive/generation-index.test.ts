import { expect, test } from 'vitest';
import { z } from 'zod';
import { openMemoryStore } from '../../storage/store.ts';
import type { Generation } from '../generation.ts';
import { createGenerationIndex, generationIndexes } from './generation-index.ts';

const record = (
  id: string,
  memberId: string,
  createdAt: number,
  model: string,
  actorId?: string,
): Generation =>
  ({
    id,
    memberId,
    createdAt,
    guildId: 'g',
    channelId: 'c',
    settings: { model },
    modelName: model,
    ...(actorId ? { actor: { id: actorId, name: actorId, version: 1, standIn: false } } : {}),
    images: [{ sha256: 'a', seed: 1 }],
    posts: [],
    stalePosts: [],
    private: false,
    deleted: false,
  }) as unknown as Generation;

test('what a member used comes the latest first, and goes with the last of their images', async () => {
  const generations = await openMemoryStore().collection(
    'generations',
    z.custom<Generation>(),
    generationIndexes,
  );
  const index = createGenerationIndex(generations);
  for (const one of [
    record('1', 'ana', 10, 'flux', 'nova'),
    record('2', 'ana', 30, 'sdxl'),
    record('3', 'ana', 20, 'flux', 'remy'),
    record('4', 'ben', 40, 'qwen'),
  ])
    await generations.put(one.id, one);
  expect(await index.usedBy('ana')).toEqual({ actors: ['remy', 'nova'], models: ['sdxl', 'flux'] });
  await generations.put('1', record('1', 'ana', 10, 'flux', 'nova'));
  for (const id of ['1', '2', '3']) await generations.delete(id);
  expect(await index.usedBy('ana')).toEqual({ actors: [], models: [] });
  expect(await index.usedBy('ben')).toEqual({ actors: [], models: ['qwen'] });
});
