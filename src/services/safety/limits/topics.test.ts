import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readLine } from './line.ts';
import { neverIn } from './never.ts';

const folder = new URL('./topics/', import.meta.url);
const rows = readdirSync(folder).flatMap(file =>
  readFileSync(new URL(file, folder), 'utf8').trim().split('\n'),
);

describe('the files of topics', () => {
  test('have rows of a name, what lines say, what prompts show, and what is something else', () => {
    for (const row of rows) {
      const topic = JSON.parse(row) as Record<string, unknown>;
      expect(Object.keys(topic)).toEqual(['topic', 'says', 'means', 'but']);
      // The beginning is read without the rest.
      expect(row).toMatch(/^\{"topic":"[^"\]]+","says":\["[^\]]+"\],"means":\["/);
    }
  });

  test('have phrases in the one spelling that texts are brought to, with brackets that close', () => {
    for (const row of rows) {
      const { says, means, but } = JSON.parse(row) as Record<'says' | 'means' | 'but', string[]>;
      for (const written of [...says, ...means, ...but]) {
        const phrase = written.replace('[a-z]+', '');
        expect(phrase, phrase).not.toMatch(/[A-Zäöüßáéíóúàèìòùâêîôûñç.,;:!'"’-]/);
        expect(phrase.split('(').length, phrase).toBe(phrase.split(')').length);
      }
    }
  });
});

const judged = (line: string, prompt: string) => neverIn([prompt], line) !== undefined;

test.each([
  ['never show me smoking', 'nova leaning on a wall with a lit marlboro between her lips'],
  ['no clowns pls', 'nova with a red nose and floppy shoes in the circus ring'],
  ['Nie mit Glatze', 'nova mit frisch rasiertem kopf'],
  ['no animals, cats are fine', 'nova with a poodle'],
  ['never drunk or with alcohol. alcohol free beer is ok', 'nova raising a pint of guinness'],
  ['taking drugs, not even weed', 'nova rolling a fat joint'],
  ['in a wedding dress, I am going through a divorce', 'nova as a bride in long white lace and veil'],
  ['no hot dogs', 'nova eating a hot dog'],
  ['魚介類は絶対に出さないで', 'novaが寿司屋でサーモンを食べてる'],
])('%s: not “%s”', (line, prompt) => expect(judged(line, prompt)).toBe(true));

test.each([
  ['never show me smoking', 'nova in a velvet smoking jacket'],
  ['never show me smoking', 'nova in a snowy village, smoke curling from the chimneys'],
  ['no hats, except beanies', 'nova in a mustard yellow beanie'],
  ['dogs. never. cats are fine', 'nova with a fat ginger cat on her lap'],
  ['never in a car. Trains, bikes and planes are fine.', 'nova dozing on the night train'],
  ['never in police uniform', 'nova in a mail carrier uniform'],
  ['no dogs', 'nova eating a hot dog'],
  ['no guns, animals are friends', 'nova feeding a fawn'],
  ['never show me with my ex s band s logo', 'nova playing the harp in a greenhouse'],
  ['jamais en train de fumer', 'nova dans un train de nuit'],
  ['no spiders of any kind', 'nova and a child of the forest'],
])('%s: “%s” is fine', (line, prompt) => expect(judged(line, prompt)).toBe(false));

test.each([
  ['never smoking, I quit last year', { forbids: ['never smoking'], allows: [] }],
  ['I hate clowns', { forbids: ['i hate clowns'], allows: [] }],
  ['no skirts, trousers only', { forbids: ['no skirts'], allows: [' trousers only'] }],
  ['because of my job', { forbids: ['because of my job'], allows: [] }],
])('takes a line apart: %s', (line, parts) => expect(readLine(line)).toEqual(parts));
