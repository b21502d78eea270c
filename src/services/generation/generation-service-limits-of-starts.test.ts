import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { type Limits, limitsMark, noLimits } from '../safety/limits/limits.ts';
import type { Generation } from './generation.ts';
import type { GenerationRequest } from './requests/plan.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  makeFor,
  smallPictures,
  trainedActor,
  viewer,
} from './testing/generation-fixture.ts';

/** Of Nova, who is Ana; Ben makes pictures of her. */
let world: GenerationWorld;
let smoking: Generation;
beforeEach(async () => {
  const pictures = await smallPictures();
  const sha256 = createHash('sha256').update(pictures.jpeg).digest('hex');
  const consent = { state: 'granted' as const, memberId: ana, textVersion: 4, text: 'yes', at: 0 };
  const photos = [{ sha256, width: 900, height: 1100, addedAt: 0, accepted: true }];
  world = await createGenerationWorld({
    pictures,
    actors: [trainedActor({ consent, photos })],
    givenPicture: async given => copies.get(given),
  });
  await world.blobs.put(pictures.jpeg);
  smoking = await ofNova('Nova smoking at a bar');
});
afterEach(() => world.close());

const copies = new Map<string, { actorIds: string[]; fromPhoto: boolean; copyOf: string }>();
const calls = () => world.huggingFace.requests.length;
const place = { guildId, adultChannel: false };
const ofNova = async (prompt: string, more: Partial<GenerationRequest> = {}) => {
  const asked = { prompt, actor: 'novaid', memberId: ben, model: undefined, fresh: true, ...more };
  return (await world.ask(asked)).record;
};
const sha256Of = ({ images: [image] }: Generation) => image?.sha256 ?? '';
const changed = (from: Generation, prompt = 'add a red hat') =>
  ofNova(prompt, { changeOf: { sha256: sha256Of(from) } });
const varied = (from: Generation) =>
  ofNova(from.prompt, { variationOf: { sha256: sha256Of(from), strength: 0.4 } });
const touchedUp = (from: Generation) =>
  ofNova(from.prompt, {
    changeOf: { sha256: sha256Of(from) },
    touchUp: { kind: 'upscale', width: 96, height: 96 },
  });
async function limit(change: Partial<Limits>): Promise<void> {
  const before = (await world.actors.byId('novaid'))?.limits ?? noLimits;
  await world.actors.setLimits(ana, 'novaid', { ...before, ...change }, limitsMark(before));
  world.generation.lookAgain('novaid');
}
const whyNot = (work: Promise<unknown>) =>
  work.then(
    () => 'made',
    (error: unknown) => (error instanceof UserError ? `${error.code}: ${error.message}` : String(error)),
  );
const refused = /^blocked: Somebody in that picture no longer wants pictures like it/;
/** As it would be shown now: 'shown', or why not. */
async function now(record: Generation): Promise<string> {
  const [picture] = await world.generation.pictures(record, place);
  return picture && 'withheld' in picture ? picture.withheld : 'shown';
}
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise(resolve => setImmediate(resolve));
};

test('nothing is made from a picture that somebody in it has ruled out since, in no way', async () => {
  await limit({ never: 'never smoking' });
  const before = calls();
  expect(await now(smoking)).toBe('against-limits');
  for (const made of [changed, varied, touchedUp]) expect(await whyNot(made(smoking))).toMatch(refused);
  expect(calls()).toBe(before);
  // They typed nothing that was ruled out.
  expect(await world.safety.ofMember(ben)).toEqual([]);
  await limit({ never: undefined });
  expect(await whyNot(changed(smoking))).toBe('made');
});

test('what was said of a picture counts for all that was made from it, and from that', async () => {
  const hat = await changed(smoking);
  const made = [hat, await touchedUp(hat), await varied(hat), await changed(hat, 'now with rain')];
  expect(made.map(({ prompt }) => prompt)).not.toContainEqual(expect.stringMatching(/smoking/));
  const harmless = await changed(await ofNova('Nova in a garden'));
  await limit({ never: 'never smoking' });
  const before = calls();
  for (const one of made) {
    expect(await now(one)).toBe('against-limits');
    expect(await whyNot(changed(one, 'add a scarf'))).toMatch(refused);
    const again = await world.generation.requestOf(one.id, { ...viewer(ben), channelId: 'c' });
    expect(await whyNot(makeFor(world.generation, { ...again, fresh: true }))).toMatch(refused);
  }
  expect(calls()).toBe(before);
  expect(await now(harmless)).toBe('shown');
  expect(await whyNot(changed(harmless, 'add a scarf'))).toBe('made');
});

test('also when the picture that it was said of is gone', async () => {
  const scarf = await changed(await changed(smoking), 'add a scarf');
  await world.generation.delete(smoking.id, guildId, ben, false);
  await limit({ never: 'never smoking' });
  expect(await now(scarf)).toBe('against-limits');
  expect(await whyNot(varied(scarf))).toMatch(refused);
});

test('of images from before this was noted, what is still kept counts', async () => {
  const hat = await changed(smoking);
  const scarf = await changed(hat, 'add a scarf');
  for (const { id } of [hat, scarf])
    await world.generations.update(id, record => record && { ...record, saidBefore: undefined });
  const later = await changed(scarf, 'add a dog');
  await limit({ never: 'never smoking' });
  expect(await now({ ...scarf, saidBefore: undefined })).toBe('against-limits');
  expect(await whyNot(changed(scarf, 'add a cat'))).toMatch(refused);
  await world.generation.erase([smoking.id, hat.id, scarf.id]);
  expect(await now(later)).toBe('against-limits');
});

test('a drawing that was made from a photo is a drawing', async () => {
  const drawn = await changed(await ofNova('a photo of Nova'), 'turn it into a watercolor painting');
  await limit({ realistic: true });
  expect(await now(drawn)).toBe('shown');
  expect(await whyNot(changed(smoking, 'turn it into a watercolor painting'))).toMatch(refused);
});

test('one that was begun before the limit was set is neither shown nor kept', async () => {
  const asked: (() => void)[] = [];
  world.vision.nudity = () => new Promise(resolve => asked.push(() => resolve(harmlessFigures)));
  const made = whyNot(changed(smoking));
  await until(() => asked.length === 1);
  await limit({ never: 'never smoking' });
  for (const answer of asked) answer();
  expect(await made).toMatch(refused);
  expect((await world.generations.all()).map(({ id }) => id)).toEqual([smoking.id]);
});

test('a copy that a member gave is no way around it', async () => {
  const copy = await world.blobs.put((await smallPictures()).png);
  copies.set(copy, { actorIds: ['novaid'], fromPhoto: true, copyOf: sha256Of(smoking) });
  const hat = await ofNova('add a red hat', { changeOf: { sha256: copy } });
  await limit({ never: 'never smoking' });
  expect(await whyNot(ofNova('add a scarf', { changeOf: { sha256: copy } }))).toMatch(refused);
  expect(await now(hat)).toBe('against-limits');
});
