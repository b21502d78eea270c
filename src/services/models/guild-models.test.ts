import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { settingChangeIndexes, settingChangeSchema } from '../settings/setting-change.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../settings/settings-service.ts';
import { openMemoryStore } from '../storage/store.ts';
import { catalogue } from './catalogue.ts';
import { addedMost } from './guild-models.ts';
import { createModelsService, type ModelsService } from './models-service.ts';
import { ownStylesMost } from './named-styles.ts';
import { guildModelsSchema } from './stored-models.ts';

const qwen = 'Qwen/Qwen-Image';
const many = Array.from({ length: addedMost }, (_, n) => ({
  ...{ id: `maker-${n}/painter-${n}`, licence: 'MIT', gated: false, family: 'sdxl' as const, quick: false },
}));

let store: ReturnType<typeof openMemoryStore>;
let hub: { asked: number; atOnce: number; most: number; hangs: boolean };
let models: ModelsService;

async function open({
  patienceMs,
  noted,
}: {
  patienceMs?: number;
  noted?: SettingsService['noted'];
} = {}): Promise<ModelsService> {
  return createModelsService({
    hub: {
      async servedBy() {
        hub.asked += 1;
        hub.atOnce += 1;
        hub.most = Math.max(hub.most, hub.atOnce);
        await new Promise(resolve => (hub.hangs ? undefined : setImmediate(resolve)));
        hub.atOnce -= 1;
        const listing = { provider: 'fal-ai', status: 'live', task: 'text-to-image', providerId: 'x' };
        return { revision: 'c'.repeat(40), providers: [listing] };
      },
      modelPage: async id => ({
        ...{ id, private: id.startsWith('secret/'), gated: false, task: 'text-to-image', tags: [] },
        licence: { id: 'mit', name: undefined },
      }),
    },
    collection: await store.collection('guild_models', guildModelsSchema),
    hasEndpoint: false,
    ...(patienceMs === undefined ? {} : { patienceMs }),
    ...(noted ? { noted } : {}),
    now: () => 0,
    logger: pino({ level: 'silent' }),
  });
}
beforeEach(async () => {
  store = openMemoryStore();
  hub = { asked: 0, atOnce: 0, most: 0, hangs: false };
  models = await open();
});
const withMany = async (options: Parameters<typeof open>[0] = {}) => {
  await (await store.collection('guild_models', guildModelsSchema)).put(
    'g',
    guildModelsSchema.parse({ guildId: 'g', added: many }),
  );
  models = await open(options);
};

describe('a model that is added', () => {
  test('can be chosen in that server alone, and after a restart', async () => {
    const added = await models.add('g', 'ana', 'https://huggingface.co/ann/Painter-XL');
    expect(added).toMatchObject({
      model: { name: 'Painter-XL', licence: 'MIT' },
      routes: [{ provider: 'fal-ai' }],
    });
    for (const service of [models, await open()]) {
      expect((await service.resolve('g', 'painter-xl')).model.id).toBe('ann/Painter-XL');
      expect(service.suggest('g', 'ann/').map(({ model }) => model.id)).toEqual(['ann/Painter-XL']);
      await expect(service.resolve('other', 'ann/Painter-XL')).rejects.toMatchObject({
        code: 'model-unknown',
      });
      expect(service.suggest('other', 'painter')).toEqual([]);
    }
  });

  test('is refused where it is there already, under an old id too, and at the same time too', async () => {
    await expect(models.add('g', 'ana', 'runwayml/stable-diffusion-v1-5')).rejects.toThrow(
      /is already there/,
    );
    const both = await Promise.allSettled([
      models.add('g', 'ana', 'ann/painter'),
      models.add('g', 'ana', 'Ann/Painter'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await models.hide('g', 'ana', qwen);
    await expect(models.add('g', 'ana', qwen)).rejects.toThrow(/but hidden/);
  });

  test('is looked for by its id before its name', async () => {
    await models.add('g', 'ana', 'ann/Painter');
    await models.add('g', 'ana', 'ben/Painter');
    expect((await models.resolve('g', 'ben/painter')).model.id).toBe('ben/Painter');
    expect((await models.resolve('g', 'Painter')).model.id).toBe('ann/Painter');
  });

  test('that is private is not there: it could be somebody’s actor', async () => {
    await expect(models.add('g', 'ana', 'secret/actor-lora')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is one too many after 500, until one is hidden', async () => {
    await withMany();
    await expect(models.add('g', 'ana', 'ann/painter')).rejects.toThrow(/500 models of its own/);
    await models.hide('g', 'ana', 'maker-3/painter-3');
    await models.add('g', 'ana', 'ann/painter');
    expect(models.hidden('g')).toEqual([]);
    await expect(models.resolve('g', 'maker-3/painter-3')).rejects.toMatchObject({ code: 'model-unknown' });
    await expect(models.add('g', 'ana', 'ann/another')).rejects.toThrow(/500 models of its own/);
  });
});

describe('a model that is hidden', () => {
  test('is in no list, and refused with a sentence; brought back, it is as before', async () => {
    expect((await models.hide('g', 'ana', 'qwen-image')).id).toBe(qwen);
    expect((await models.list('g')).map(({ model }) => model.id)).not.toContain(qwen);
    expect(models.suggest('g', 'qwen')).toEqual([]);
    expect(models.hidden('g').map(({ id }) => id)).toEqual([qwen]);
    await expect(models.resolve('g', qwen)).rejects.toThrow(
      /hid \*\*Qwen-Image\*\*\. \*\*Z-Image Turbo\*\* is available now/,
    );
    await expect(models.hide('g', 'ana', qwen)).rejects.toThrow(/is already hidden/);
    expect((await models.resolve('other', qwen)).model.id).toBe(qwen);
    models = await open();
    expect(models.hidden('g')).toHaveLength(1);
    await models.unhide('g', 'ana', 'Qwen-Image');
    expect((await models.resolve('g', qwen)).model.id).toBe(qwen);
    await expect(models.unhide('g', 'ana', qwen)).rejects.toThrow(/isn’t hidden/);
  });

  test('is not the default, and no base of an actor', async () => {
    await models.hide('g', 'ana', 'Tongyi-MAI/Z-Image-Turbo');
    expect((await models.resolve('g', undefined)).model.name).toBe('FLUX.1 schnell');
    expect((await models.gone('g', 'black-forest-labs/FLUX.1-schnell'))?.name).toBe('FLUX.1 dev');
    const base = 'stabilityai/stable-diffusion-xl-base-1.0';
    await models.hide('g', 'ana', base);
    await expect(models.resolveForLora('g', base, 'studio/lora')).rejects.toThrow(
      /admins of this server have hidden/,
    );
  });

  test('looks at no pictures; with all of them hidden that is said', async () => {
    for (const { id, kind } of catalogue) if (kind === 'image-to-image') await models.hide('g', 'ana', id);
    await expect(models.forPictures('g', 1)).rejects.toThrow(
      /have hidden the models that start from a picture/,
    );
  });
});

describe('what was removed does not come back', () => {
  let settings: SettingsService;
  beforeEach(async () => {
    settings = await createSettingsService({
      collection: await store.collection('guild_settings', guildSettingsSchema),
      changes: await store.collection('setting_changes', settingChangeSchema, settingChangeIndexes),
    });
    models = await open({ noted: settings.noted });
  });
  const style = (name: string) => ({ name, words: 'ink' });
  const undo = ({ id = '' }: { id?: string }) => settings.undo('g', 'ana', id);

  test('beside a style of the same name, or as one too many', async () => {
    await models.setStyle('g', 'ana', style('Ink'));
    const removed = await models.removeStyle('g', 'ana', 'Ink');
    await models.setStyle('g', 'ben', style('ink'));
    await expect(undo(removed)).rejects.toThrow(/changed this again since/);
    await models.removeStyle('g', 'ben', 'ink');
    for (let nth = 0; nth < ownStylesMost; nth++) await models.setStyle('g', 'ben', style(`Style ${nth}`));
    await expect(models.setStyle('g', 'ana', style('Wash'))).rejects.toThrow(/the most it can have/);
    await expect(undo(removed)).rejects.toThrow(/the most it can have/);
    await models.removeStyle('g', 'ben', 'Style 0');
    await undo(removed);
    expect(models.styleNamed('g', 'ink').name).toBe('Ink');
  });

  test('beside the same model, added again under an id in other letters', async () => {
    await withMany({ noted: settings.noted });
    const spare = 'maker-3/painter-3';
    await models.hide('g', 'ana', spare);
    const first = await models.add('g', 'ana', 'ann/painter');
    await models.hide('g', 'ana', 'maker-4/painter-4');
    await models.add('g', 'ben', 'Maker-3/Painter-3');
    await expect(undo({ id: first.changeId ?? '' })).rejects.toThrow(/changed this again since/);
    expect(models.shown('g').filter(({ id }) => id.toLowerCase() === spare)).toHaveLength(1);
  });
});

test('what a server decided goes with it', async () => {
  await models.add('g', 'ana', 'ann/painter');
  await models.hide('other', 'ana', qwen);
  expect(models.guildIds().sort()).toEqual(['g', 'other']);
  await models.forgetGuild('g');
  for (const service of [models, await open()]) {
    expect(service.guildIds()).toEqual(['other']);
    await expect(service.resolve('g', 'ann/painter')).rejects.toMatchObject({ code: 'model-unknown' });
  }
});

describe('with 500 models', () => {
  beforeEach(() => withMany());

  test('a list asks the hub about a few at a time, about each once', async () => {
    const [list] = await Promise.all([models.list('g'), models.list('g'), models.list('other')]);
    expect(list).toHaveLength(addedMost + catalogue.length);
    expect(list?.filter(({ routes }) => routes.length > 0).length).toBeGreaterThan(addedMost);
    expect(hub.asked).toBe(addedMost + catalogue.length);
    expect(hub.most).toBeLessThanOrEqual(6);
  });

  test('a keystroke asks about what it offers only', async () => {
    expect(models.suggest('g', '')).toHaveLength(25);
    expect(models.suggest('g', 'painter-499').map(({ model }) => model.id)).toEqual([
      'maker-499/painter-499',
    ]);
    for (let n = 0; n < 100; n++) await new Promise(resolve => setImmediate(resolve));
    expect(hub.asked).toBe(26);
    expect(hub.most).toBeLessThanOrEqual(6);
  });

  test('what somebody used last is named first, the latest before all', async () => {
    const own = ['maker-77/painter-77', 'gone/model', 'maker-3/painter-3'];
    expect(
      models
        .suggest('g', '', { first: own })
        .slice(0, 3)
        .map(({ model }) => model.name),
    ).toEqual(['painter-77', 'painter-3', 'Z-Image Turbo']);
    expect(models.suggest('g', 'painter-3', { first: own })[0]?.model.name).toBe('painter-3');
    expect(models.suggest('g', 'flux', { first: own }).map(({ model }) => model.name)).not.toContain(
      'painter-77',
    );
  });

  test('a hub that does not answer holds nobody up', async () => {
    hub.hangs = true;
    models = await open({ patienceMs: 20 });
    // The service from before asks too, while the store is opened.
    hub.asked = 0;
    const list = await models.list('g');
    expect(list).toHaveLength(addedMost + catalogue.length);
    expect(list[0]?.reason).toBe('models.notYet');
    await expect(models.resolve('g', undefined)).rejects.toMatchObject({ code: 'model-unavailable' });
    expect(hub.asked).toBeLessThanOrEqual(12);
  });
});
