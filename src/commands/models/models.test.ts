import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Services } from '../../services/index.ts';
import { createModelsService } from '../../services/models/models-service.ts';
import { namedStyles } from '../../services/models/named-styles.ts';
import { guildModelsSchema } from '../../services/models/stored-models.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import { said } from '../../words/words.ts';
import type { Caller } from '../command.ts';
import { testCaller } from '../testing/caller.ts';
import { models, modelsPage } from './models.ts';

const admin = testCaller({ admin: true });
const member = { ...admin, admin: false };
const given = {
  hub: {
    servedBy: async () => ({ revision: 'c'.repeat(40), providers: [] }),
    modelPage: async (id: string) => ({
      ...{ id, private: false, gated: true, task: 'text-to-image', tags: [] },
      licence: { id: 'mit', name: undefined },
    }),
  },
  collection: await openMemoryStore().collection('guild_models', guildModelsSchema),
  hasEndpoint: false,
  now: () => 0,
  logger: pino({ level: 'silent' }),
};
const service = await createModelsService(given);
const services = { models: service } as unknown as Services;

const named = (name: string) => {
  const found = models.subcommands.find(command => command.name === name);
  if (!found) throw new Error(`no /models ${name}`);
  return found;
};
const answering = (name: string) => {
  const command = named(name);
  if (!command.execute) throw new Error(`/models ${name} does not answer`);
  return command;
};
async function words(name: string, options: Record<string, unknown> = {}, caller = admin): Promise<string> {
  const given = { options, services, caller, progress: () => {} };
  return JSON.stringify((await answering(name).execute(given)).components);
}
function suggested(name: string, typed: string, caller: Caller) {
  const option = named(name).options.model;
  return option?.kind === 'string'
    ? option.autocomplete?.({ typed, given: {}, services, caller })
    : undefined;
}

test('admins add, hide and bring back; nobody else does, or sees what is hidden', async () => {
  for (const [name, options] of [
    ['add', { id: 'ann/painter' }],
    ['hide', { model: 'Qwen-Image' }],
    ['unhide', { model: 'Qwen-Image' }],
  ] as const) {
    await expect(words(name, options, member)).rejects.toMatchObject({ code: 'not-allowed' });
  }
  expect(service.guildIds()).toEqual([]);

  expect(await words('add', { id: 'ann/painter' })).toMatch(/\*\*painter\*\* is added.*terms accepted/);
  expect(suggested('hide', 'PAINT', admin)).toEqual([
    { name: 'painter · ann/painter', value: 'ann/painter' },
  ]);
  expect(suggested('hide', 'paint', member)).toEqual([]);
  expect(await words('hide', { model: 'ann/painter' })).toMatch(/is hidden/);
  expect(suggested('hide', 'paint', admin)).toEqual([]);
  expect(suggested('unhide', '', admin)).toHaveLength(1);
  expect(suggested('unhide', '', member)).toEqual([]);
  expect(await words('list')).toContain('1 hidden');
  expect(await words('list', {}, member)).not.toMatch(/hidden|painter/);
  expect(await words('unhide', { model: 'ann/painter' })).toMatch(/is back/);
});

test('the pages of a list turn in place', async () => {
  for (let n = 0; n < 20; n++) await service.add('g', 'ana', `ann/painter-${n}`);
  const given = { ref: '99', services, caller: member, progress: () => {} };
  expect(modelsPage.answer).toBe('replace');
  expect(JSON.stringify(await modelsPage.execute?.(given))).toMatch(/painter.{1,4}19.*Page (\d) of \1/);
});

test('an image of a style that another process made is there for whoever asks', async () => {
  const [style] = namedStyles;
  const elsewhere = await createModelsService(given);
  await elsewhere.noteExample(admin.guildId, style?.name ?? '', 'made-elsewhere');
  const details = vi.fn(async () => {
    throw new UserError('not-found', said('models.noStyle', { style: 'of a test' }));
  });
  const both = { models: service, generation: { details } } as unknown as Services;
  await answering('styles').execute({ options: {}, services: both, caller: admin, progress: () => {} });
  expect(details).toHaveBeenCalledWith('made-elsewhere', admin);
});

test('/models styles reads the store again only where another process may have written to it', async () => {
  const reads = [];
  for (const isAlone of [false, true]) {
    const collection = await openMemoryStore().collection('guild_models', guildModelsSchema);
    const read = vi.spyOn(collection, 'get');
    const own = { models: await createModelsService({ ...given, collection, isAlone }) };
    const call = { options: {}, services: own as unknown as Services, caller: member, progress: () => {} };
    await answering('styles').execute(call);
    reads.push(read.mock.calls.length);
  }
  expect(reads).toEqual([1, 0]);
});
