import { drawPicture } from '@ai-actor/playground/huggingface';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { createSettingsService, guildSettingsSchema } from '../settings/settings-service.ts';
import { openMemoryStore } from '../storage/store.ts';
import { createVision } from '../vision/create-vision.ts';
import { type Nudity, type PictureFace, VisionError } from '../vision/vision.ts';
import { safetyEntryIndexes, safetyEntrySchema } from './safety-entry.ts';
import { createSafetyService, type FaceOf } from './safety-service.ts';

const image = Buffer.from('picture');
const inChannel = { guildId: 'g', memberId: 'ana', adultChannel: false };

const aged = (age: number, descriptor?: number[]): PictureFace => ({
  box: { x: 0.4, y: 0.2, width: 0.2, height: 0.2 },
  age,
  ...(descriptor ? { descriptor } : {}),
});

async function world(
  nudity: () => Promise<Nudity> = async () => ({ explicit: 0, suggestive: 0 }),
  faces: () => Promise<PictureFace[]> = async () => [aged(35)],
  faceOf: FaceOf = async () => undefined,
) {
  const store = openMemoryStore();
  let time = Date.UTC(2026, 2, 29);
  const settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
  });
  const log = await store.collection('safety_log', safetyEntrySchema, safetyEntryIndexes);
  const open = () =>
    createSafetyService({ vision: { nudity, faces }, settings, log, faceOf, now: () => time });
  return {
    settings,
    log,
    open,
    safety: await open(),
    pass: (days: number) => {
      time += days * 24 * 60 * 60_000;
    },
  };
}
async function refusal(promise: Promise<unknown>): Promise<UserError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`no refusal: ${error}`);
  return error;
}

describe('a prompt', () => {
  test('that is refused is recorded without its words, and they are not repeated', async () => {
    const { safety, log } = await world();
    const prompt = 'a nude schoolgirl at the lake';
    const error = await refusal(safety.checkPrompt({ ...inChannel, prompt, actorId: 'nova' }));
    expect(error.code).toBe('blocked');
    for (const word of prompt.split(' ').filter(one => one.length > 3)) {
      expect(error.message).not.toContain(word);
    }
    expect(await safety.recent('g')).toEqual([
      expect.objectContaining({
        guildId: 'g',
        memberId: 'ana',
        where: 'prompt',
        rule: 'minor-sexual',
        actorId: 'nova',
      }),
    ]);
    expect(JSON.stringify(await log.all())).not.toMatch(/nude|lake/);
  });

  test('that is sexual needs the channel and the admins, both, and never has an actor', async () => {
    const { safety, settings } = await world();
    const ask = (changes: object) =>
      safety.checkPrompt({ ...inChannel, prompt: 'a nude woman', ...changes }).then(
        () => 'ok',
        (error: UserError) => error.code,
      );
    expect(await ask({ adultChannel: true })).toBe('blocked');
    await settings.update('g', current => ({ ...current, adult: true }));
    expect(await ask({ adultChannel: true })).toBe('ok');
    expect(await ask({ adultChannel: false })).toBe('blocked');
    expect(await ask({ adultChannel: true, guildId: 'other' })).toBe('blocked');
    expect(await ask({ adultChannel: true, actorId: 'nova' })).toBe('blocked');
  });

  test('holds no word that the admins of that server blocked', async () => {
    const { safety, settings } = await world();
    await settings.update('g', current => ({ ...current, blockedWords: ['clown'] }));
    expect((await refusal(safety.checkPrompt({ ...inChannel, prompt: 'two CL0WN' }))).message).toMatch(
      /admins/,
    );
    await safety.checkPrompt({ ...inChannel, guildId: 'other', prompt: 'a clown' });
  });

  test('is stopped where the log cannot be written, too', async () => {
    const { safety, log } = await world();
    log.put = async () => Promise.reject(new Error('the disk is full'));
    expect((await refusal(safety.checkPrompt({ ...inChannel, prompt: 'nude' }))).code).toBe('blocked');
  });
});

describe('a picture', () => {
  test.each([
    ['of nobody, clearly explicit', { explicit: 0.71, suggestive: 0 }, {}, false],
    ['of nobody, explicit enough only for an actor', { explicit: 0.6, suggestive: 0.95 }, {}, true],
    ['of an actor, half explicit', { explicit: 0.5, suggestive: 0 }, { actorId: 'nova' }, false],
    ['of an actor, very suggestive', { explicit: 0, suggestive: 0.9 }, { actorId: 'nova' }, false],
    ['of an actor on a beach', { explicit: 0.49, suggestive: 0.89 }, { actorId: 'nova' }, true],
    ['explicit in an adult channel', { explicit: 0.99, suggestive: 0 }, { adultChannel: true }, true],
    [
      'of an actor in an adult channel',
      { explicit: 0.99, suggestive: 0 },
      { adultChannel: true, actorId: 'nova' },
      false,
    ],
  ])('%s', async (_what, nudity, changes, shown) => {
    const { safety, settings } = await world(async () => nudity);
    await settings.update('g', current => ({ ...current, adult: true }));
    const asked = { ...inChannel, ...changes };
    expect((await safety.forbids({ nudity }, asked)) === undefined).toBe(shown);
    if (shown) expect((await safety.checkImage(image, asked)).nudity).toEqual(nudity);
    else {
      expect((await refusal(safety.checkImage(image, asked))).code).toBe('blocked');
      expect(await safety.recent('g')).toMatchObject([{ where: 'image', rule: 'explicit-image' }]);
    }
  });

  test.each<[string, () => Promise<Nudity>]>([
    ['a thread dies', async () => Promise.reject(new VisionError('a thread died'))],
    ['it answers with nonsense', async () => ({ explicit: Number.NaN, suggestive: 0 })],
  ])('is not shown where %s', async (_what, nudity) => {
    const { safety } = await world(nudity);
    expect((await refusal(safety.checkImage(image, inChannel))).code).toBe('unchecked');
  });

  test('gets a second look where the first one failed', async () => {
    let looks = 0;
    const { safety } = await world(async () => {
      if (looks++ === 0) throw new VisionError('a thread died');
      return { explicit: 0.1, suggestive: 0.1 };
    });
    expect((await safety.checkImage(image, inChannel)).nudity).toEqual({ explicit: 0.1, suggestive: 0.1 });
  });
});

describe('the age that faces seem to have', () => {
  const harmless = { explicit: 0.02, suggestive: 0.05 };
  const beach = { explicit: 0.1, suggestive: 0.5 };
  const explicit = { explicit: 0.95, suggestive: 0.2 };
  const adult = { adultChannel: true };
  const nova = { actorId: 'nova' };
  /** A descriptor of somebody: `who` is 0 for Nova, whose photos have exactly it. */
  const face = (who: number) => Array.from({ length: 128 }, (_, at) => (at === who ? 1 : 0));

  test.each<[string, Nudity, object, number[], string]>([
    ['adults in an adult channel', explicit, adult, [31, 44], 'shown'],
    ['explicit, and one looks young', explicit, adult, [31, 24], 'young-image'],
    ['hardly sexual, and one looks young', { explicit: 0.15, suggestive: 0 }, adult, [24], 'young-image'],
    ['only suggestive, and one looks young', { explicit: 0, suggestive: 0.3 }, adult, [24], 'young-image'],
    ['explicit, and no face to tell by', explicit, adult, [], 'faceless-image'],
    ['a landscape in an adult channel', harmless, adult, [], 'shown'],
    ['a young adult, dressed, in an adult channel', harmless, adult, [19], 'shown'],
    ['a child in an adult channel', harmless, adult, [40, 13.7], 'young-image'],
    ['a child in an ordinary channel', harmless, {}, [9], 'shown'],
    ['somebody suggestive who looks under age, in an ordinary channel', beach, {}, [17], 'young-image'],
    ['a grown-up on a beach, in an ordinary channel', beach, {}, [19], 'shown'],
    ['an actor who looks young', harmless, nova, [15.5], 'shown'],
    ['an actor who came out as a child', harmless, nova, [13.7], 'young-image'],
    ['an actor on a beach who looks under age', beach, nova, [17], 'young-image'],
    ['an actor from behind', harmless, nova, [], 'shown'],
    ['an actor on a beach from behind', beach, nova, [], 'shown'],
  ])('%s', async (_what, nudity, where, ages, expected) => {
    const { safety, settings } = await world(
      async () => nudity,
      async () => ages.map(age => aged(age)),
    );
    await settings.update('g', current => ({ ...current, adult: true }));
    const outcome = await safety.checkImage(image, { ...inChannel, ...where }).then(
      () => 'shown',
      async () => (await safety.recent('g'))[0]?.rule,
    );
    expect(outcome).toBe(expected);
  });

  test('of an actor who looks young in their own photos may be lower, but never that of a child', async () => {
    const outcome = async (own: number, age: number) => {
      const { safety } = await world(
        async () => harmless,
        async () => [aged(age, face(0))],
        async () => ({ descriptor: face(0), age: own }),
      );
      return safety.checkImage(image, { ...inChannel, ...nova }).then(
        () => 'shown',
        (error: UserError) => error.code,
      );
    };
    expect(await outcome(16, 13.5)).toBe('shown');
    expect(await outcome(40, 13.5)).toBe('blocked');
    expect(await outcome(10, 11.5)).toBe('blocked');
  });

  test('of a child beside an actor stops nothing, unless it may be the actor', async () => {
    const outcome = async (faces: PictureFace[]) => {
      const { safety } = await world(
        async () => harmless,
        async () => faces,
        async () => ({ descriptor: face(0), age: 30 }),
      );
      return safety.checkImage(image, { ...inChannel, ...nova }).then(
        () => 'shown',
        (error: UserError) => error.code,
      );
    };
    expect(await outcome([aged(30, face(0)), aged(8, face(1))])).toBe('shown');
    expect(await outcome([aged(8, face(0)), aged(30, face(1))])).toBe('blocked');
    expect(await outcome([aged(30, face(2)), aged(8, face(1))])).toBe('blocked');
  });

  test('of two actors is that of either one’s own face', async () => {
    const check = async (faces: PictureFace[]) => {
      const { safety } = await world(
        async () => harmless,
        async () => faces,
        async id => ({ descriptor: face(id === 'nova' ? 0 : 1), age: 30 }),
      );
      return safety.checkImage(image, { ...inChannel, ...nova, otherActorId: 'bruno' }).then(
        ({ faces: seen }) => seen?.actors,
        (error: UserError) => error.code,
      );
    };
    expect(await check([aged(40, face(1)), aged(30, face(0))])).toEqual([
      { id: 'nova', face: 1, likeness: 1 },
      { id: 'bruno', face: 0, likeness: 1 },
    ]);
    expect(await check([aged(9, face(1)), aged(30, face(0))])).toBe('blocked');
    expect(await check([aged(30, face(0))])).toEqual([{ id: 'nova', face: 0, likeness: 1 }, { id: 'bruno' }]);
  });

  test.each<[string, () => Promise<PictureFace[]>]>([
    ['a thread dies', async () => Promise.reject(new VisionError('a thread died'))],
    ['it answers with nonsense', async () => [aged(Number.NaN)]],
  ])('that could not be estimated shows no picture where %s', async (_what, faces) => {
    const { safety } = await world(async () => harmless, faces);
    expect((await refusal(safety.checkImage(image, { ...inChannel, ...nova }))).code).toBe('unchecked');
    expect((await refusal(safety.checkImage(image, { ...inChannel, ...adult }))).code).toBe('unchecked');
    // Nobody asks for it where anybody may be shown.
    expect((await safety.checkImage(image, inChannel)).faces).toBeUndefined();
  });

  test('is told to the member as an estimate, with what became of the money', async () => {
    const { safety } = await world(
      async () => harmless,
      async () => [aged(9)],
    );
    const { message } = await refusal(safety.checkImage(image, { ...inChannel, ...nova }));
    expect(message).toMatch(/looks under 18/);
    expect(message).toMatch(/estimate/);
    expect(message).toMatch(/counts against the budget, but the same request isn’t charged again/);
  });
});

describe('the log', () => {
  const stopped = async (safety: Awaited<ReturnType<typeof world>>['safety'], changes: object) =>
    refusal(safety.checkPrompt({ ...inChannel, prompt: 'nude', ...changes }));

  test('is there after a restart, for its own server only, and is deleted after 90 days', async () => {
    const { open, safety, pass, log } = await world();
    await stopped(safety, {});
    pass(60);
    await stopped(safety, { memberId: 'ben' });
    const again = await open();
    expect((await again.recent('g')).map(entry => entry.memberId)).toEqual(['ben', 'ana']);
    expect(await again.recent('other')).toEqual([]);
    pass(31);
    expect((await again.recent('g')).map(entry => entry.memberId)).toEqual(['ben']);
    await again.prune();
    expect((await log.all()).map(entry => entry.memberId)).toEqual(['ben']);
  });

  test('forgets a member, an actor and a server', async () => {
    const { safety, log } = await world();
    await stopped(safety, {});
    await stopped(safety, { memberId: 'ben', actorId: 'nova' });
    await stopped(safety, { memberId: 'cleo', guildId: 'other' });
    await safety.forgetMember('ana');
    expect((await log.all()).map(entry => entry.memberId).sort()).toEqual(['ben', 'cleo']);
    await safety.forgetActor('nova');
    await safety.forgetGuild('other');
    expect(await log.all()).toEqual([]);
    expect(await safety.recent('g')).toEqual([]);
  });
});

describe('with the real classifier', () => {
  // However busy the machine is, a look may take its time here.
  const vision = createVision({ timeoutMs: 10 * 60_000 });
  afterAll(() => vision.stop());

  test('harmless pictures pass, of an actor too, and bytes that are no picture do not', {
    timeout: 10 * 60_000,
  }, async () => {
    const { safety } = await world();
    const settings = await createSettingsService({
      collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
    });
    const real = await createSafetyService({
      vision,
      settings,
      log: await openMemoryStore().collection('safety_log', safetyEntrySchema, safetyEntryIndexes),
      now: Date.now,
    });
    for (const prompt of ['a lighthouse in a storm', 'a woman in a red dress', 'two people dancing']) {
      const size = { width: 256, height: 256 };
      const style = { negativePrompt: '', seed: 7, model: 'm', faces: [], format: 'png' as const };
      const png = await drawPicture({ prompt, ...size, ...style });
      const { nudity } = await real.checkImage(png, { ...inChannel, actorId: 'nova' });
      expect(nudity.explicit, prompt).toBeLessThan(0.3);
    }
    expect((await refusal(real.checkImage(image, inChannel))).code).toBe('unchecked');
    expect(await safety.recent('g')).toEqual([]);
  });
});
