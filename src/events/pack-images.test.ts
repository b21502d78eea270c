import { DiscordAPIError } from 'discord.js';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import type { Answering } from '../discord/answering.ts';
import { UserError } from '../errors.ts';
import { type Generation, generationSchema } from '../services/generation/generation.ts';
import { packs, requestForPack } from '../services/generation/requests/packs.ts';
import { createErrorWords } from './error-words.ts';
import { resumed } from './image-task.ts';
import { createPackPosts } from './pack-images.ts';

const logger = pino({ level: 'silent' });
const pack = packs.find(({ id }) => id === 'travel');
if (!pack) throw new Error('no such pack');
const task = resumed({
  ...{ id: 'p', answer: '', acceptedAt: 0 },
  request: { guildId: 'g', channelId: 'c', memberId: 'm', actor: 'a', ...requestForPack(pack, 'Nova') },
});
const record = (id: string): Generation =>
  generationSchema.parse({
    ...{ id, guildId: 'g', channelId: 'c', memberId: 'm', prompt: 'Nova', shape: 'square', modelName: 'M' },
    settings: {
      ...{
        model: 'a/b',
        modelRevision: 'r',
        prompt: 'p',
        width: 8,
        height: 8,
        steps: 1,
        guidance: 0,
        seed: 1,
      },
    },
    ...{ private: false, images: [], cached: 0, tokens: 1, promptTokens: 1, createdAt: 0, deleted: false },
  });
const image = (id: string) => ({ record: record(id), images: [], missing: [] });
const refusal = (code: number, status: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'PATCH', '/', {
    body: undefined,
    files: undefined,
  });

let fails: { progress?: Error; further?: Error };
let shown: string[];
let noted: [string, unknown][];
let ended: string[];
let endPosts: unknown[];
let told: unknown[];
beforeEach(() => {
  fails = {};
  [shown, noted, ended, endPosts, told] = [[], [], [], [], []];
});
const posts = createPackPosts({
  generation: {
    packEnded: async (_id, post) => void endPosts.push(post),
    packImageShown: async (_id, imageId, post) => void noted.push([imageId, post]),
  },
  answering: {
    async progress() {
      if (fails.progress) throw fails.progress;
    },
    async showFurther(_to, { id, mark }) {
      if (fails.further) throw fails.further;
      shown.push(mark);
      return { channelId: 'c', messageId: `of ${id}` };
    },
    async show(_to, { view }) {
      ended.push(JSON.stringify(view.components));
      return { channelId: 'c', messageId: 'end' };
    },
  } as Partial<Answering> as Answering,
  wordsFor: createErrorWords(logger),
  placeFor: () => undefined,
  tellMissing: async (_task, { messageId }, missing) =>
    void told.push([messageId, missing.map(say => say())]),
  logger,
});

test('an image is noted with its message, also where somebody deleted the answer meanwhile', async () => {
  for (const progress of [undefined, refusal(10_008, 404)]) {
    fails = progress ? { progress } : {};
    const images = posts.images(task);
    await images.show(image('p-1'));
    expect(images.untold()).toBe(0);
  }
  expect(shown).toEqual(['details:p-1', 'details:p-1']);
  expect(noted).toEqual(Array(2).fill(['p-1', { channelId: 'c', messageId: 'of p-1' }]));
});

test('while Discord is down, images are handed over again later; one that it refuses in every form is not', async () => {
  fails = { further: new Error('down') };
  const images = posts.images(task);
  await images.show(image('p-1'));
  await images.show(image('p-2'));
  fails = { further: refusal(50_013, 403) };
  await images.show(image('p-3'));
  expect(images.untold()).toBe(2);
  expect(noted).toEqual([['p-3', undefined]]);
  fails = { progress: new Error('down') };
  const more = posts.images(task);
  await more.show(image('p-4'));
  expect(more.untold()).toBe(1);
  expect(shown).toEqual([]);
});

test('the end says how many are missing; its member alone reads why, and nobody’s name', async () => {
  const budget = () => new UserError('budget-spent', 'The budget is used up.');
  const result = {
    total: 8,
    made: 3,
    tokens: 90,
    failures: [budget(), budget(), new UserError('blocked', 'No.')],
  };
  await posts.showEnd(task, result);
  await posts.showEnd(task, {
    ...{ total: 8, made: 2, tokens: 0 },
    failures: [new UserError('cancelled', 'Cancelled.')],
  });
  expect(endPosts).toEqual(Array(2).fill({ channelId: 'c', messageId: 'end' }));
  const [short = '', cancelled = ''] = ended;
  expect(short).toMatch(/3 of 8 images made.*3 images are missing\. Only <@m> can see why\./);
  expect(told[0]).toEqual(['end', ['The budget is used up.', 'The budget is used up.', 'No.']]);
  expect(ended.join()).not.toMatch(/budget is used|No\./);
  expect(short).toContain('pack-again:a/travel/f//p');
  expect(short).not.toContain('Nova');
  expect(cancelled).toMatch(/Cancelled: 2 of 8 images made/);
  expect(cancelled).not.toMatch(/missing/);
  const hidden = { ...task, request: { ...task.request, private: true } };
  await posts.showEnd(hidden, result);
  expect(ended[2]).toMatch(/2 images are missing: The budget is used up.*One image is missing: No\./);
});
