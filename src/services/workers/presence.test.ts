import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createSettingsService, guildSettingsSchema } from '../settings/settings-service.ts';
import { openMemoryStore } from '../storage/store.ts';
import type { Asked } from './asked.ts';
import { createConnected, goneAfterMs } from './connected.ts';
import { createPresence } from './presence.ts';
import { seenElsewhere } from './seen.ts';
import { withoutWorkerKey, withWorkerKey } from './worker-keys.ts';

const logger = pino({ level: 'silent' });
const asked: Asked = {
  ...{
    worker: 'w1',
    name: 'basement',
    version: '1',
    device: 'NVIDIA T4',
    memoryBytes: 16e9,
    bases: ['sdxl'],
  },
  ...{ kinds: ['image'], free: { image: 1, training: 0 }, waitS: 25, running: [] },
};

async function openSettings(store = openMemoryStore()) {
  const settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
  });
  return { store, settings };
}

test('another process knows which computers are there, and what they are at work on', async () => {
  const { store, settings } = await openSettings();
  const there = await openSettings(store);
  let now = 1_000;
  const connected = createConnected({
    isKey: id => settings.get('g').workerKeys[id] !== undefined,
    now: () => now,
  });
  const doing: ('image' | 'training')[] = [];
  const presence = createPresence({
    ...{ connected, settings, logger, watched: true, withinMs: 0, now: () => now },
    line: { heldBy: () => [...doing] },
  });
  const elsewhere = seenElsewhere(there.settings, async () => true);
  const seen = async () => {
    await presence.settle('g');
    await there.settings.refresh('g');
    return elsewhere.shown('g');
  };
  await settings.update('g', withWorkerKey('key', { name: 'basement', at: 0 }));
  const hear = () => {
    const worker = connected.hear('key', 'g', asked);
    if (worker) presence.heard(worker);
  };

  hear();
  expect(await seen()).toMatchObject([{ name: 'basement', isHere: true, doing: [], seenAt: 1_000 }]);
  expect([elsewhere.serves('g', 'image', 'sdxl'), elsewhere.serves('g', 'training', 'sdxl')]).toEqual([
    true,
    false,
  ]);
  expect([elsewhere.draws('g'), elsewhere.draws('other')]).toEqual([true, false]);
  doing.push('image');
  now += 40_000;
  hear();
  expect(await seen()).toMatchObject([{ doing: ['image'], seenAt: 41_000 }]);
  now += goneAfterMs + 1;
  expect(await seen()).toMatchObject([{ isHere: false }]);
  expect(elsewhere.draws('g')).toBe(false);
  hear();
  await seen();
  // At once there, before the process that they connect to has heard of it.
  await there.settings.update('g', withoutWorkerKey('key'));
  expect([elsewhere.draws('g'), elsewhere.shown('g')]).toEqual([false, []]);
  await settings.refresh('g');
  await seen();
  expect(settings.get('g').computers).toEqual([]);
  presence.stop();
  elsewhere.stop();
});

test('without another process that reads it, it is written only when computers come and go', async () => {
  const { store, settings } = await openSettings();
  let writes = 0;
  let now = 0;
  const id = 'key';
  await settings.update('g', withWorkerKey(id, { name: 'basement', at: 0 }));
  const connected = createConnected({ isKey: () => true, now: () => now });
  const presence = createPresence({
    connected,
    line: { heldBy: () => ['image'] },
    settings: {
      ...settings,
      update(...change) {
        writes++;
        return settings.update(...change);
      },
    },
    ...{ watched: false, withinMs: 0, now: () => now, logger },
  });
  for (; now < 10 * 60_000; now += 15_000) {
    const worker = connected.hear(id, 'g', asked);
    if (worker) presence.heard(worker);
    await presence.settle('g');
  }
  expect(writes).toBe(1);
  presence.stop();
  await store.close();
});

test('those that were there before a start are waited for until they ask again, it is too late, or the bot stops', async () => {
  const { store, settings } = await openSettings();
  let now = 0;
  const begin = async (withinMs: number) => {
    const { settings: read } = await openSettings(store);
    const connected = createConnected({ isKey: () => true, now: () => now });
    const line = { heldBy: () => [] };
    const presence = createPresence({
      ...{ connected, line, settings: read, logger, watched: false, withinMs, now: () => now },
    });
    const hear = (worker: string) => {
      const heard = connected.hear('key', 'g', { ...asked, worker });
      if (heard) presence.heard(heard);
      return presence.settle('g');
    };
    return { presence, hear };
  };
  await settings.update('g', withWorkerKey('key', { name: 'basement', at: 0 }));
  const before = await begin(0);
  await before.hear('w1');
  before.presence.stop();

  now += 10 * 60_000;
  const { presence, hear } = await begin(60_000);
  expect([presence.draws('g'), presence.draws('other')]).toEqual([true, false]);
  await presence.backIn('other');
  const cancelled = new AbortController();
  const called = presence.backIn('g', cancelled.signal);
  cancelled.abort(new Error('called off'));
  await expect(called).rejects.toThrow('called off');
  const waits = presence.backIn('g');
  // Its worker was started anew, too.
  await hear('w2');
  await waits;
  presence.stop();

  const late = await begin(50);
  await late.presence.backIn('g');
  late.presence.stop();
  const stopped = await begin(60_000);
  const stopping = stopped.presence.backIn('g');
  stopped.presence.stop();
  await expect(stopping).rejects.toMatchObject({ code: 'gone', cost: 'free' });
});

test('of a server that is deleted after a start nothing is written again', async () => {
  const { store, settings } = await openSettings();
  const id = 'key';
  await settings.update('g', current => ({
    ...withWorkerKey(id, { name: 'basement', at: 0 })(current),
    computers: [
      {
        ...{ keyId: id, id: 'w1', name: 'basement', version: '1', device: 'NVIDIA T4', memoryBytes: 16e9 },
        ...{ bases: ['sdxl'], kinds: ['image'], seenAt: 0, isHere: true, draws: true, doing: [] },
      },
    ],
  }));
  const presence = createPresence({
    connected: createConnected({ isKey: () => true, now: () => 0 }),
    ...{ settings, logger, watched: true, line: { heldBy: () => [] }, now: () => 0 },
  });
  expect(presence.draws('g')).toBe(true);
  await settings.remove('g');
  await presence.settle('g');
  expect(settings.all()).toEqual([]);
  presence.stop();
  await store.close();
});
