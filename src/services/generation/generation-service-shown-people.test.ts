import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Visibility } from '../actors/consent.ts';
import { type Limits, limitsMark, noLimits } from '../safety/limits/limits.ts';
import type { GenerationRequest } from './requests/plan.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  faceAged,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
} from './testing/generation-fixture.ts';

/** Of Priya, who is Ana; `photo` is one that Ben gave and she is in. */
let world: GenerationWorld;
let photo: string;
let picture: string;
beforeAll(async () => {
  const pictures = await smallPictures();
  photo = createHash('sha256').update(pictures.jpeg).digest('hex');
  const consent = { state: 'granted' as const, memberId: ana, textVersion: 4, text: 'yes', at: 0 };
  world = await createGenerationWorld({
    pictures,
    actors: [
      trainedActor({
        ...{ id: 'priya', name: 'Priya', triggerWord: 'ohwxpriya', consent },
        photos: [{ sha256: photo, width: 900, height: 1100, addedAt: 0, accepted: true }],
      }),
    ],
    givenPicture: async sha256 => (sha256 === photo ? { actorIds: ['priya'], fromPhoto: true } : undefined),
  });
  await world.blobs.put(pictures.jpeg);
  const { record } = await world.ask({ prompt: 'Priya on a pier', actor: 'priya', model: undefined });
  picture = record.images[0]?.sha256 ?? '';
});
afterAll(() => world.close());
const share = (visibility: Visibility) => world.actors.share(guildId, ana, 'priya', visibility);
async function limit(limits: Limits): Promise<void> {
  const before = (await world.actors.byId('priya'))?.limits ?? noLimits;
  await world.actors.setLimits(ana, 'priya', limits, limitsMark(before));
}
beforeEach(async () => {
  await share('guild');
  await limit(noLimits);
  world.vision.faces = async () => [faceAged(35)];
});

const calls = () => world.huggingFace.requests.length;
const byBen = (sha256: string, more: Partial<GenerationRequest> = {}) =>
  world.ask({
    ...{ prompt: 'make it night', memberId: ben, model: undefined, fresh: true },
    changeOf: { sha256 },
    ...more,
  });
const whyNot = (work: Promise<unknown>) =>
  work.then(
    () => 'made',
    (error: unknown) => (error instanceof UserError ? `${error.code}: ${error.message}` : String(error)),
  );
/** As *Change…* asks, which names who is shown; and as a request that does not. */
const ways = [
  ['a picture of her, by name', () => byBen(picture, { actor: 'priya' })],
  ['a picture of her', () => byBen(picture)],
  [
    'a variation of a picture of her',
    () => byBen('', { changeOf: undefined, variationOf: { sha256: picture, strength: 0.5 } }),
  ],
  ['a photo of her', () => byBen(photo)],
] as const;

test.each(ways)('%s: she is asked where she approves each, and it is hers once she has', async (_, ask) => {
  await share('ask');
  const before = calls();
  expect(await whyNot(ask())).toMatch(new RegExp(`^asked: ⏳ <@${ana}> approves each image`));
  expect(calls()).toBe(before);
  const [waiting] = await world.approvals.ofMember(ana);
  const id = waiting?.id ?? '';
  expect(waiting?.asked).toMatchObject([{ memberId: ana, actors: [{ id: 'priya' }] }]);
  await world.approvals.answer(ana, id, 'approve');
  let made: unknown;
  await world.approvals.takeUp(id, async request => {
    const accepted = await world.generation.acceptApproved(id, request);
    made = (await world.generation.generate(accepted, () => {})).record;
  });
  expect(made).toMatchObject({ memberId: ben, actor: { id: 'priya', from: 'picture' } });
  expect((await world.generation.ofActor('priya')).map(record => record.id)).toContain(id);
  await world.generation.told(id);
});

test.each(ways)('%s: nothing is made of it where only she may', async (_, ask) => {
  await share('owner');
  const before = calls();
  expect(await whyNot(ask())).toMatch(/^(not-allowed|not-found|consent-needed): /);
  expect(calls()).toBe(before);
  expect(await world.approvals.ofMember(ana)).toEqual([]);
});

test.each(ways)('%s: faces beside hers count where she wants no other people', async (_, ask) => {
  await limit({ ...noLimits, others: true });
  expect(await whyNot(ask())).toBe('made');
  world.vision.faces = async () => [faceAged(35), faceAged(40)];
  expect(await whyNot(ask())).toMatch(/other people in their pictures, and the image came/);
});

test('narrowed while it is made, it is not shown', async () => {
  let turn = 0;
  world.vision.nudity = async () => {
    if (turn++ === 0) await share('ask');
    return { explicit: 0, suggestive: 0 };
  };
  expect(await whyNot(byBen(photo))).toMatch(/now approves each image of \*\*Priya\*\*/);
});
