import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue, endpointModels } from '../../models/catalogue.ts';
import { trainingBases } from './bases.ts';

const trainer = (path: string) =>
  readFileSync(new URL(`../../../../colab/actor_lora/${path}`, import.meta.url), 'utf8');

/** The keys of a dictionary of Python. */
function keysIn(source: string, name: string): string[] {
  const [, body = ''] = new RegExp(`^${name} = \\{([^}]*)\\}`, 'm').exec(source) ?? [];
  return [...body.matchAll(/"([^"]+)":/g)].map(([, id = '']) => id);
}

test('the server serves what the bot sends it, and nothing else', () => {
  const served = keysIn(trainer('serve/catalogue.py'), 'KNOWN_MODELS');
  expect([...served].sort()).toEqual(
    [...new Set([...endpointModels, ...trainingBases.map(({ id }) => id)])].sort(),
  );
});

test('what actors can be trained on is what models know as their bases, each with a tiny one of its kind', () => {
  expect(
    catalogue
      .filter(({ loraBase }) => loraBase)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(trainingBases.map(({ id }) => id).sort());
  const untried = trainingBases.filter(base => 'untried' in base).map(({ id }) => id);
  expect(
    catalogue
      .filter(({ loraBase }) => loraBase === 'untried')
      .map(({ id }) => id)
      .sort(),
  ).toEqual([...untried].sort());
});
