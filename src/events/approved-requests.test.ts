import { renderCastPhoto } from '@ai-actor/playground/cast';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import type { Untold } from '../services/generation/requests/accepted-requests.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import {
  accepting,
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
} from '../services/generation/testing/generation-fixture.ts';
import { createApprovedRequests } from './approved-requests.ts';

let world: GenerationWorld;
beforeAll(async () => {
  world = await createGenerationWorld({ pictures: await smallPictures() });
  const face = {
    box: { x: 0.3, y: 0.2, width: 0.3, height: 0.3 },
    ...{
      score: 0.99,
      sidePixels: 300,
      sharpness: 400,
      brightness: 130,
      contrast: 45,
      cutOff: false,
      tilt: 0,
    },
  };
  const sight = {
    ...{ faces: [face], phash: '0123456789abcdef', brightness: 120, contrast: 50 },
    ...{ turned: 0 as const, explicit: 0 },
  };
  const photo = {
    sha256: await world.blobs.put(await renderCastPhoto('nova', 0)),
    ...{ width: 900, height: 1_100, addedAt: 0, accepted: true, sight },
  };
  await world.people.actors.put(
    'novaid',
    trainedActor({
      ...{ visibility: 'ask', photos: [photo] },
      consent: { state: 'granted', memberId: ana, textVersion: 4, text: 'yes', at: 0 },
    }),
  );
});
afterAll(() => world.close());

const requestOf = (prompt: string, more: Partial<GenerationRequest> = {}): GenerationRequest => ({
  ...{ guildId, channelId: '77', memberId: ben, actor: 'novaid', prompt, count: 1, ...more },
});
const begun: Untold[] = [];
const approved = () =>
  createApprovedRequests({
    approvals: world.approvals,
    generation: world.generation,
    isMember: async () => true,
    stopping: () => false,
    begin: request => begun.push(request),
    now: world.now,
    logger: pino({ level: 'silent' }),
  });
const make = (one: { id: string; request: GenerationRequest }) =>
  world.generation
    .generate(one, () => {})
    .then(
      result => result,
      (error: unknown) => {
        if (error instanceof UserError) return error;
        throw error;
      },
    );

test('what is approved before its member was told of the question is not lost, and made once they know', async () => {
  const asking = await accepting(world.generation, requestOf('Nova in the rain'));
  expect(await make(asking)).toMatchObject({ code: 'asked' });
  await world.approvals.answer(ana, asking.id, 'approve');
  const requests = approved();
  await requests.takeUp();
  await requests.strikeOut();
  expect(begun).toEqual([]);
  // Told again, after a failure: it says that it was approved.
  expect(await make(asking)).toMatchObject({
    code: 'asked',
    message: expect.stringMatching(/approved already/),
  });

  await world.generation.told(asking.id);
  await requests.takeUp();
  expect(begun.map(({ id }) => id)).toEqual([asking.id]);
  const [one] = begun.splice(0) as [Untold];
  expect(await make(one)).toMatchObject({ record: { id: asking.id, actor: { id: 'novaid' } } });
  await requests.takeUp();
  expect(begun).toEqual([]);
  await world.generation.told(one.id);
});

test('a picture of somebody who approves each one can be changed, after they approved that', async () => {
  const own = await accepting(world.generation, requestOf('Nova in the snow', { memberId: ana }));
  const made = await make(own);
  await world.generation.told(own.id);
  const sha256 = 'record' in made ? made.record.images[0]?.sha256 : undefined;
  const changeOf = { sha256: sha256 ?? '' };
  const asking = await accepting(world.generation, requestOf('a red coat', { changeOf }));
  expect(await make(asking)).toMatchObject({ code: 'asked' });
  await world.generation.told(asking.id);
  // Not named, they are not asked either: then nothing starts from it.
  const unnamed = await accepting(world.generation, requestOf('a hat', { changeOf, actor: undefined }));
  expect(await make(unnamed)).toMatchObject({ code: 'consent-needed' });
  await world.generation.told(unnamed.id);

  await world.approvals.answer(ana, asking.id, 'approve');
  await approved().takeUp();
  const [one] = begun.splice(0) as [Untold];
  expect(await make(one)).toMatchObject({ record: { request: 'change', actor: { id: 'novaid' } } });
  await world.generation.told(one.id);
});
