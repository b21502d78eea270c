import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { type Generation, generationSchema } from '../../services/generation/generation.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  trainedActor,
} from '../../services/generation/testing/generation-fixture.ts';
import type { Services } from '../../services/index.ts';
import type { View } from '../../views/components.ts';
import { testCaller } from '../testing/caller.ts';
import { gallery, galleryButtons } from './gallery.ts';

let world: GenerationWorld;
beforeEach(async () => {
  world = await createGenerationWorld({ actors: [trainedActor()] });
});
afterEach(() => world.close());

const nova = { id: 'novaid', name: 'Nova', version: 1, standIn: false };
const colours = ['#c03020', '#20c030', '#3020c0', '#c0c020'];
let made = 0;
async function answer(changes: Partial<Generation> = {}, count = 1): Promise<string> {
  const images = await Promise.all(
    Array.from({ length: count }, async (_, seed) => {
      const background = colours[seed] ?? '#fff';
      const png = await sharp({ create: { width: 64, height: 96, channels: 3, background } })
        .png()
        .toBuffer();
      return { sha256: await world.blobs.put(png), seed, nudity: harmlessFigures };
    }),
  );
  const record = generationSchema.parse({
    ...{ id: `answer${++made}`, guildId, channelId: 'c', memberId: ana, prompt: 'a harbour' },
    ...{ shape: 'square', modelName: 'Model', private: false, cached: 0, tokens: 1, promptTokens: 1 },
    settings: {
      ...{ model: 'a/b', modelRevision: 'r', prompt: 'a harbour' },
      ...{ width: 8, height: 8, steps: 1, guidance: 0, seed: 1 },
    },
    images,
    createdAt: made * 1_000,
    deleted: false,
    ...changes,
  });
  await world.generations.put(record.id, record);
  return record.id;
}

async function start(exportImages?: Services['privacy']['exportImages']) {
  const { generation, actors, models } = await world.open();
  const services = { generation, actors, models, privacy: { exportImages } } as unknown as Services;
  const who = (memberId: string, place = guildId) => testCaller({ memberId, guildId: place });
  const rest = { services, progress: () => {} };
  return {
    open: (memberId: string, options: object = {}, place = guildId) =>
      gallery.execute({ ...rest, options: { ...options }, caller: who(memberId, place) }),
    async press(memberId: string, customId: string, place = guildId) {
      const at = customId.indexOf(':');
      const declared = galleryButtons.find(({ name }) => name === customId.slice(0, at));
      if (!declared?.execute) throw new Error(`no button ${customId}`);
      return declared.execute({ ...rest, ref: customId.slice(at + 1), caller: who(memberId, place) });
    },
  };
}
const wordsOf = (view: View) => JSON.stringify(view.components);
const idsOf = (view: View, name: string) =>
  [...wordsOf(view).matchAll(/"custom_id":"([^"]+)"/g)].flatMap(match =>
    match[1]?.startsWith(`${name}:`) ? [match[1]] : [],
  );
const countOf = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, one) => sum + countOf(one), 0)
    : typeof value === 'object' && value !== null
      ? ('type' in value && typeof value.type === 'number' ? 1 : 0) +
        Object.values(value).reduce((sum: number, one) => sum + countOf(one), 0)
      : 0;

describe('/gallery', () => {
  test('is private, and pages through what there is within the limits of a message', async () => {
    for (let at = 0; at < 12; at++) await answer({ actor: nova, prompt: 'p'.repeat(1_500) }, 4);
    const { open, press } = await start();
    expect(gallery.visibility).toBe('private');
    const first = await open(ana, { member: { id: ana, bot: false }, actor: 'novaid' });
    expect(countOf(first.components)).toBeLessThanOrEqual(40);
    const ids = [...wordsOf(first).matchAll(/"custom_id":"([^"]+)"/g)].map(match => match[1] ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(100);
    expect(first.files).toHaveLength(4);
    expect(wordsOf(first)).toContain('page 1 of 3');

    const [newer, older = ''] = idsOf(first, 'gallery');
    expect(wordsOf(first)).toMatch(new RegExp(`"custom_id":"${newer}"[^}]*}?[^}]*"disabled":true`));
    const second = await press(ana, older);
    expect(wordsOf(second)).toContain('page 2 of 3');
    expect(wordsOf(second)).toContain('Nova');
    const third = await press(ana, idsOf(second, 'gallery')[1] ?? '');
    expect(third.files).toHaveLength(4);
    const characters = [...wordsOf(first).matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(
      match => match[1]?.length ?? 0,
    );
    expect(characters.reduce((sum, one) => sum + one, 0)).toBeLessThan(4_000);
  });

  test('shows a thumbnail with words for those who cannot see it; of several pictures all', async () => {
    await answer({}, 4);
    const { open } = await start();
    const { files } = await open(ana);
    const [file] = files ?? [];
    expect(file?.description).toMatch(/made from the prompt: a harbour/);
    const { data, info } = await sharp(file?.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.format, info.width, info.height]).toEqual(['raw', 320, 320]);
    const at = (x: number, y: number) => [...data.subarray((y * 320 + x) * 3, (y * 320 + x) * 3 + 3)];
    const corners = [at(80, 80), at(240, 80), at(80, 240), at(240, 240)];
    expect(new Set(corners.map(String)).size).toBe(4);
    expect((await sharp(file?.bytes).metadata()).format).toBe('jpeg');
  });

  test('tells the person shown that it is everything, and others less', async () => {
    await answer({ memberId: ben, actor: nova, private: true });
    const { open } = await start();
    const mine = wordsOf(await open(ana, { actor: 'Nova' }));
    expect(mine).toMatch(/everything made of this actor/);
    expect(mine).toMatch(/🔒 private/);
    const theirs = wordsOf(await open('cleo', { actor: 'Nova' }));
    expect(theirs).toMatch(/No images that you can see match this: of \*\*Nova\*\*/);
  });

  test('has words where there is nothing', async () => {
    const { open } = await start();
    expect(wordsOf(await open(ana))).toMatch(/`\/generate` makes the first one/);
    expect(wordsOf(await open(ana, { member: { id: ben, bot: false } }))).toContain(`by <@${ben}>`);
    expect(wordsOf(await open(ana, { actor: 'Nova' }))).toMatch(/No images match this: of \*\*Nova\*\*\./);
    await expect(open(ana, { actor: 'Nobody' })).rejects.toThrow(UserError);
    await expect(open(ben, { actor: 'Nova' }, '@me')).rejects.toThrow(/No actor with that name shows you/);
  });

  test('in direct messages finds what shows oneself, from every server', async () => {
    await answer({ memberId: ben, actor: nova, private: true });
    const { open, press } = await start();
    const view = await open(ana, { actor: 'nova' }, '@me');
    expect(view.files).toHaveLength(1);
    const details = await press(ana, idsOf(view, 'gallery-image')[0] ?? '', '@me');
    expect(details.files).toHaveLength(1);
    expect(wordsOf(details)).toContain('### Settings');
  });

  test('shows the others beside a damaged image, and beside one that cannot be decoded', async () => {
    const damaged = await answer({ prompt: 'first' });
    const noPicture = { sha256: await world.blobs.put(Buffer.from('no picture')), seed: 1 };
    await answer({ prompt: 'second', images: [{ ...noPicture, nudity: harmlessFigures }] });
    // Of its two pictures, one is the damaged one.
    await answer({ prompt: 'third' }, 2);
    const sha256 = (await world.generations.get(damaged))?.images[0]?.sha256 ?? '';
    await writeFile(join(world.dir, 'blobs', sha256.slice(0, 2), sha256), 'damaged');
    const { open } = await start();
    const view = await open(ana);
    for (const prompt of ['first', 'second', 'third']) expect(wordsOf(view)).toContain(prompt);
    expect(view.files).toHaveLength(1);
    expect(wordsOf(view).match(/The picture is no longer stored/g)).toHaveLength(3);
  });
});

describe('favourites and models', () => {
  const favouriteOf = async (id: string) => (await world.generations.get(id))?.favouriteOf;

  test('a favourite is its member’s alone, in whatever way it was made one, and goes the same way', async () => {
    const id = await answer({ prompt: 'a lighthouse' });
    await answer({ prompt: 'a windmill' });
    const { open, press } = await start();
    expect(wordsOf(await open(ben, { favourites: true }))).toMatch(/You have no favourites here/);
    expect(wordsOf(await press(ben, `favourite:${id}`))).toMatch(/a favourite of yours now/);
    expect(wordsOf(await press('cleo', `favourite:${id}`))).toMatch(/a favourite of yours now/);
    const mine = await open(ben, { favourites: true });
    expect(wordsOf(mine)).toMatch(/Your favourites[\s\S]*a lighthouse/);
    expect(wordsOf(mine)).not.toMatch(/a windmill|cleo/);
    expect(wordsOf(await open(ana, { favourites: true }))).toMatch(/no favourites/);
    const [star = ''] = idsOf(mine, 'gallery-favourite');
    expect(wordsOf(await press(ben, star))).toMatch(/no favourites/);
    expect(await favouriteOf(id)).toEqual(['cleo']);
    // Pressed once more, on a card from before, it is one again.
    await press(ben, star);
    expect(await favouriteOf(id)).toEqual(['cleo', ben]);
    expect(wordsOf(await press(ben, `favourite:${id}`))).toMatch(/no longer a favourite/);
  });

  test('nothing that a member may not see is one, and nothing that is deleted', async () => {
    const hidden = await answer({ private: true });
    const id = await answer({});
    const { open, press } = await start();
    await expect(press(ben, `favourite:${hidden}`)).rejects.toThrow(/private to the member/);
    await expect(press(ben, 'favourite:nothing')).rejects.toThrow(/no longer stored/);
    await press(ben, `favourite:${id}`);
    world.discord.reachable = false;
    await world.generations.update(
      id,
      record => record && { ...record, posts: [{ channelId: 'c', messageId: 'm' }] },
    );
    const [ask = ''] = idsOf(await open(ana), 'gallery-delete');
    await press(ana, ask.replace('gallery-delete', 'gallery-delete-now'));
    expect(wordsOf(await open(ben, { favourites: true }))).toMatch(/no favourites/);
    expect((await world.generations.get(id))?.images).toEqual([]);
    expect(await favouriteOf(id)).toBeUndefined();
    await expect(press(ben, `favourite:${id}`)).rejects.toThrow(/no longer stored/);
  });

  test('images are found by the id and by the name of their model, over the pages', async () => {
    const settings = { modelRevision: 'r', prompt: 'p', width: 8, height: 8, steps: 1, guidance: 0, seed: 1 };
    const model = `${'owner'.repeat(9)}/${'model'.repeat(9)}`;
    for (let at = 0; at < 5; at++)
      await answer({ modelName: 'Long One', settings: { ...settings, model }, prompt: `long ${at}` });
    await answer({ prompt: 'of another' });
    const { open, press } = await start();
    for (const typed of [model, ' long one ']) {
      const first = await open(ana, { model: typed, member: { id: ana, bot: false }, favourites: false });
      expect(wordsOf(first)).toMatch(/with \*\*Long One\*\*[\s\S]*page 1 of 2/);
      const ids = [...wordsOf(first).matchAll(/"custom_id":"([^"]+)"/g)].map(match => match[1] ?? '');
      for (const id of ids) expect(id.length).toBeLessThanOrEqual(100);
      const second = await press(ana, idsOf(first, 'gallery')[1] ?? '');
      expect(wordsOf(second)).toMatch(/long 0/);
      expect(wordsOf(second)).not.toMatch(/of another/);
    }
    expect(wordsOf(await open(ana, { model: 'nothing/known' }))).toMatch(
      /No images .* made with \*\*that model/,
    );
  });

  test('pictures are large on demand, and stay so on the next page', async () => {
    for (let at = 0; at < 5; at++) await answer({}, 2);
    const { open, press } = await start();
    const small = await open(ana);
    const large = await press(ana, idsOf(small, 'gallery').at(-1) ?? '');
    expect(wordsOf(large)).toContain('Small pictures');
    expect(countOf(large.components)).toBeLessThanOrEqual(40);
    for (const view of [large, await press(ana, idsOf(large, 'gallery')[1] ?? '')]) {
      const { width } = await sharp(view.files?.[0]?.bytes).metadata();
      expect(width).toBe(800);
    }
  });
});

describe('the buttons of an image', () => {
  test('Delete is there for those who may, and leaves one on the page with what is left', async () => {
    const id = await answer({ memberId: ben, posts: [{ channelId: 'c', messageId: 'm1' }] });
    await answer({ memberId: ana });
    const { open, press } = await start();
    expect(idsOf(await open('cleo'), 'gallery-delete')).toEqual([]);
    const [ask = ''] = idsOf(await open(ben), 'gallery-delete');
    const question = await press(ben, ask);
    expect(wordsOf(question)).toMatch(/Delete this image\?/);
    expect(idsOf(await press(ben, idsOf(question, 'gallery')[0] ?? ''), 'gallery-delete')).toContain(ask);
    expect(world.deletedMessages).toEqual([]);
    const [button = ''] = idsOf(question, 'gallery-delete-now');
    expect(button).toContain(id);
    const after = await press(ben, button);
    expect(after.files).toHaveLength(1);
    expect(wordsOf(after)).not.toContain(id);
    expect(world.deletedMessages).toEqual(['m1']);
    expect((await press(ben, button)).files).toHaveLength(1);
    await expect(press('cleo', button.replace(id, `answer${made}`))).rejects.toThrow(/can delete it/);
  });

  test('what is saved is given also where all of it was left out: the zip says why', async () => {
    const saved = async (leftOut: number) => {
      const zip = { name: 'my-images.zip', bytes: new Uint8Array(10) };
      const { press } = await start(async () => ({ part: 0, parts: 1, files: 0, leftOut, zip }));
      return press(ana, 'gallery-export:0');
    };
    expect(wordsOf(await saved(0))).toMatch(/You haven’t made any images/);
    expect((await saved(2)).files).toMatchObject([{ name: 'my-images.zip' }]);
  });

  test('Details shows no private image to others, and says why a picture is not shown', async () => {
    const hidden = await answer({ memberId: ben, private: true });
    const sexual = await answer({ memberId: ben });
    await world.generations.update(
      sexual,
      record =>
        record && {
          ...record,
          images: record.images.map(image => ({ ...image, nudity: { explicit: 0.9, suggestive: 0 } })),
        },
    );
    const { open, press } = await start();
    await expect(press(ana, `gallery-image:${hidden}`)).rejects.toThrow(/private to the member/);
    const details = await press(ana, `gallery-image:${sexual}`);
    expect(details.files).toEqual([]);
    expect(wordsOf(details)).toMatch(/Not shown here/);
    const page = await open(ana);
    expect(page.files).toEqual([]);
    expect(wordsOf(page)).toMatch(/Not shown here/);
  });
});
