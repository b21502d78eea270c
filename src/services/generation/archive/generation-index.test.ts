import { expect, test } from 'vitest';
import type { Generation } from '../generation.ts';
import { createGenerationIndex } from './generation-index.ts';

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
    settings: { model },
    ...(actorId ? { actor: { id: actorId, name: actorId, version: 1, standIn: false } } : {}),
    images: [],
    stalePosts: [],
    private: false,
  }) as unknown as Generation;

test('what a member used comes the latest first, and goes with the last of their images', () => {
  const index = createGenerationIndex([
    record('1', 'ana', 10, 'flux', 'nova'),
    record('2', 'ana', 30, 'sdxl'),
    record('3', 'ana', 20, 'flux', 'remy'),
    record('4', 'ben', 40, 'qwen'),
  ]);
  expect(index.usedBy('ana')).toEqual({ actors: ['remy', 'nova'], models: ['sdxl', 'flux'] });
  index.set(record('1', 'ana', 10, 'flux', 'nova'));
  for (const id of ['1', '2', '3']) index.remove(id);
  expect(index.usedBy('ana')).toEqual({ actors: [], models: [] });
  expect(index.usedBy('ben')).toEqual({ actors: [], models: ['qwen'] });
});
