import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { type Limits, limitsMark, noLimits } from '../safety/limits/limits.ts';
import {
  accepting,
  ana,
  ben,
  createGenerationWorld,
  faceAged,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  makeFor,
  smallPictures,
  trainedActor,
  viewer,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeEach(async () => {
  world = await createGenerationWorld({
    actors: [trainedActor()],
    pictures: await smallPictures(),
    maxConcurrent: 1,
  });
  const { url: hubUrl, token: accessToken, user } = world.huggingFace;
  const repo = `${user}/actor-lora`;
  await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
  const content = new Blob([writeSafetensors({}, {}) as Uint8Array<ArrayBuffer>]);
  const files = [{ path: 'pytorch_lora_weights.safetensors', content }];
  const revision = (await uploadFiles({ repo, hubUrl, accessToken, files }))?.commit.oid ?? '';
  const baseModel = 'stable-diffusion-v1-5/stable-diffusion-v1-5';
  await world.actors.addVersion('novaid', {
    ...{ jobId: 'job-1', repo, revision, baseModel },
    ...{ steps: 800, trainedAt: 0, standIn: true, samples: [] },
  });
});
afterEach(() => world.close());

const calls = () => world.huggingFace.requests.length;
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise(resolve => setImmediate(resolve));
};
const ofNova = (prompt: string, more = {}) =>
  world.ask({ prompt, actor: 'novaid', memberId: ben, model: undefined, ...more });
const spent = async () => (await world.quota.today(ben)).used;
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

test('a prompt against a limit is refused with one sentence that names the limit and whose it is, and costs nothing', async () => {
  await limit({ swimwear: true, violence: true, never: 'never smoking, never with Tom' });
  expect(await whyNot(ofNova('Nova in a bikini'))).toBe(
    'blocked: **Nova** doesn’t want pictures with swimwear or underwear. Nothing was spent; describe another scene.',
  );
  expect(await whyNot(ofNova('Nova with a cigar'))).toBe(
    'blocked: **Nova** has ruled this out for pictures of them: “cigar”. Nothing was spent; describe another scene.',
  );
  expect([calls(), await spent()]).toEqual([0, 0]);
  const log = await world.safety.ofMember(ben);
  expect(log.map(({ rule, where }) => [rule, where]).sort()).toEqual([
    ['limit-never', 'prompt'],
    ['limit-swimwear', 'prompt'],
  ]);
  // The person shown is bound as well; a picture without them is not.
  expect(await whyNot(ofNova('Nova in a bikini', { memberId: ana }))).toMatch(/doesn’t want/);
  expect(await whyNot(world.ask({ prompt: 'a bikini on a line', memberId: ben }))).toBe('made');
  const { images, record } = await ofNova('Nova in a garden');
  expect(images).toHaveLength(1);
  expect(record.settings.negative).toMatch(/swimwear, bikini.*weapons, blood/);
  // The line is told to the model alone: it stands neither in the record nor in the file.
  expect(JSON.stringify(world.huggingFace.requests.at(-1)?.parameters)).toMatch(
    /weapons, blood.*smoking, tom/,
  );
  expect(JSON.stringify(record)).not.toMatch(/smoking/);
  expect(images[0]?.includes('smoking')).toBe(false);
});

test('what waits ends at once with a sentence; its budget is given back', async () => {
  world.huggingFace.faults.add({ kind: 'hang', match: { via: 'endpoint' }, times: 1 });
  const first = world.ask({ prompt: 'a heron', memberId: ana }).catch(() => 'ended with the server');
  await until(() => calls() === 1);
  const before = await spent();
  const other = whyNot(ofNova('Nova in a garden'));
  await until(async () => (await spent()) > before);
  const alone = await spent();
  const waiting = whyNot(ofNova('Nova with a sword'));
  await until(async () => (await spent()) > alone && world.limiter.length() >= 2);
  await limit({ violence: true });
  expect(await waiting).toMatch(/^blocked: \*\*Nova\*\* doesn’t want pictures with violence/);
  expect(calls()).toBe(1);
  // What is not against it still waits, with its part of the budget.
  expect(await spent()).toBe(alone);
  expect(world.limiter.length()).toBeGreaterThan(0);
  await world.huggingFace.close();
  await Promise.all([first, other]);
});

test('a picture that arrives after the limit is set is neither shown nor kept, and counts for nobody', async () => {
  const asked: (() => void)[] = [];
  world.vision.nudity = () => new Promise(resolve => asked.push(() => resolve(harmlessFigures)));
  const made = whyNot(ofNova('Nova with a sword'));
  await until(() => asked.length === 1);
  await limit({ violence: true });
  for (const answer of asked) answer();
  expect(await made).toMatch(/^blocked: \*\*Nova\*\* doesn’t want pictures with violence/);
  expect(await spent()).toBe(0);
  expect(await world.generations.all()).toEqual([]);
  expect((await world.blobs.list()).length).toBe(0);
});

test('a limit that only the look finds broken costs the member nothing where it came while it was made', async () => {
  const bare = { explicit: 0, suggestive: 0.6 };
  const asked: (() => void)[] = [];
  world.vision.nudity = () => new Promise(resolve => asked.push(() => resolve(bare)));
  const made = whyNot(ofNova('Nova by the sea'));
  await until(() => asked.length === 1);
  await limit({ swimwear: true });
  for (const answer of asked) answer();
  expect(await made).toMatch(/swimwear or underwear, and the image came out like that/);
  expect(await spent()).toBe(0);
  expect(await world.generations.all()).toEqual([]);
  expect((await world.blobs.list()).length).toBe(0);
  world.vision.nudity = async () => bare;
  // One that was there when it was asked for: what was paid for counts.
  expect(await whyNot(ofNova('Nova in the hills'))).toMatch(/the image came out like that/);
  expect(await spent()).toBeGreaterThan(0);
});

test.each([
  ['a mark', { mark: true }, 'Nova in a garden'],
  ['drawings only', { realistic: true }, 'Nova in a garden'],
] as const)('one that was begun before %s was asked for is not shown without', async (_, change, prompt) => {
  const asked: (() => void)[] = [];
  world.vision.nudity = () => new Promise(resolve => asked.push(() => resolve(harmlessFigures)));
  const made = whyNot(ofNova(prompt));
  await until(() => asked.length === 1);
  await limit(change);
  for (const answer of asked) answer();
  expect(await made).toMatch(/has changed what may be made of them since you asked/);
  expect(await spent()).toBe(0);
});

test('what was made before is not given again, by no way', async () => {
  const { record } = await ofNova('Nova with a sword');
  const before = calls();
  await limit({ violence: true });
  expect(await whyNot(ofNova('Nova with a sword'))).toMatch(/doesn’t want pictures with violence/);
  const again = await world.generation.requestOf(record.id, { ...viewer(ben), channelId: 'c' });
  expect(await whyNot(makeFor(world.generation, { ...again, fresh: true }))).toMatch(/violence/);
  expect(await whyNot(makeFor(world.generation, { ...again, prompt: 'now with a gun' }))).toMatch(/violence/);
  const place = { guildId, adultChannel: false };
  expect(await world.generation.pictures(record, place)).toEqual([{ withheld: 'against-limits' }]);
  expect(calls()).toBe(before);
  await limit({ violence: false });
  expect(await world.generation.pictures(record, place)).toEqual([{ bytes: expect.any(Buffer) }]);
  expect((await ofNova('Nova with a sword')).record.cached).toBe(1);
});

test('an answer that was made and not shown before a restart is looked at again', async () => {
  const accepted = await accepting(world.generation, {
    ...{ guildId, channelId: 'c', memberId: ben, prompt: 'Nova with a sword', actor: 'novaid' },
  });
  await world.generation.generate(accepted, () => {});
  await limit({ violence: true });
  const again = await world.open();
  expect(await whyNot(again.generation.generate(accepted, () => {}))).toMatch(
    /no longer wants pictures like this/,
  );
});

test('so is the picture itself, and what a style added to the words', async () => {
  const asked = { guildId, channelId: 'c', memberId: ben, actor: 'novaid' };
  await world.models.setStyle(guildId, ana, { name: 'Fog', words: 'a pirate with a cigar' });
  const styled = await accepting(world.generation, { ...asked, prompt: 'Nova at sea', style: 'fog' });
  await world.generation.generate(styled, () => {});
  world.vision.faces = async () => [faceAged(35), faceAged(40)];
  const two = await accepting(world.generation, { ...asked, prompt: 'Nova in a garden' });
  await world.generation.generate(two, () => {});
  await limit({ others: true, never: 'never smoking' });
  const { generation } = await world.open();
  for (const one of [styled, two])
    expect(await whyNot(generation.generate(one, () => {}))).toMatch(/no longer wants pictures like this/);
});

test('the picture is looked at too: for skin, and for more faces than there are people', async () => {
  await limit({ swimwear: true, others: true });
  world.vision.nudity = async () => ({ explicit: 0, suggestive: 0.6 });
  expect(await whyNot(ofNova('Nova by the sea'))).toMatch(
    /swimwear or underwear, and the image came out like that/,
  );
  world.vision.nudity = async () => harmlessFigures;
  world.vision.faces = async () => [faceAged(35), faceAged(40)];
  expect(await whyNot(ofNova('Nova in the hills'))).toMatch(
    /other people in their pictures, and the image came/,
  );
  // Paid for once: the same request is not made again, until the limit is gone.
  const before = calls();
  expect(await whyNot(ofNova('Nova in the hills'))).toMatch(/the image came/);
  expect(calls()).toBe(before);
  expect(await whyNot(world.ask({ prompt: 'two people', memberId: ben }))).toBe('made');
});

test('a mark is drawn in before it is signed, and on earlier pictures where they are shown again', async () => {
  const before = await ofNova('Nova in a garden');
  await limit({ mark: true });
  const after = await ofNova('Nova in a garden');
  expect(after.record).toMatchObject({ cached: 0, settings: { marked: true, seed: expect.any(Number) } });
  const corner = async (png: Buffer | undefined) => {
    const { data } = await sharp(png)
      .removeAlpha()
      .extract({ left: 32, top: 45, width: 28, height: 12 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [...data].filter(value => value > 225).length;
  };
  expect(await corner(before.images[0])).toBeLessThan(20);
  expect(await corner(after.images[0])).toBeGreaterThan(40);
  const [shown] = await world.generation.pictures(before.record, { guildId, adultChannel: false });
  expect(shown && 'bytes' in shown && (await corner(shown.bytes))).toBeGreaterThan(40);
  expect(shown && 'bytes' in shown && shown.bytes.includes('Seed: ')).toBe(true);
});

test('without realistic pictures a photo is refused, and anything else is drawn', async () => {
  await limit({ realistic: true });
  expect(await whyNot(ofNova('a photo of Nova'))).toMatch(
    /doesn’t want realistic pictures. Nothing was spent; name a drawn style/,
  );
  expect(await whyNot(ofNova('Nova reads', { negative: 'cartoon, drawing' }))).toMatch(/realistic/);
  expect((await ofNova('Nova in a garden')).record.settings.prompt).toMatch(/^digital illustration, /);
  expect((await ofNova('watercolor of Nova')).record.settings.prompt).not.toMatch(/digital illustration/);
});
