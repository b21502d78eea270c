import { beforeEach, expect, test } from 'vitest';
import { actorCollections } from '../../services/actors/testing/actor-collections.ts';
import { type Head, headIndexes, headSchema } from '../../services/audit/entry.ts';
import type { Services } from '../../services/index.ts';
import {
  createFailureLog,
  type FailureLog,
  failureIndexes,
  failureSchema,
} from '../../services/log/failure-log.ts';
import { settingChangeIndexes, settingChangeSchema } from '../../services/settings/setting-change.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../../services/settings/settings-service.ts';
import type { Collection } from '../../services/storage/collection.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import { testCaller } from '../testing/caller.ts';
import { log } from './log.ts';

const mara = testCaller({ memberId: 'mara', admin: true });
const dayMs = 86_400_000;
let failures: FailureLog;
let settings: SettingsService;
let services: Services;
let heads: Collection<Head>;
beforeEach(async () => {
  const store = openMemoryStore();
  failures = createFailureLog({
    collection: await store.collection('failures', failureSchema, failureIndexes),
    now: Date.now,
  });
  settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
    changes: await store.collection('setting_changes', settingChangeSchema, settingChangeIndexes),
  });
  const stopped = {
    id: 's',
    guildId: 'g',
    memberId: '11',
    where: 'prompt',
    rule: 'actor-sexual',
    actorId: 'n',
  };
  const lost = {
    state: 'failed',
    guildId: 'g',
    requesterId: '12',
    actorName: '=Nova',
    reason: 'lost',
    endedAt: Date.now(),
  };
  const { audit } = await actorCollections(store);
  const about = { chain: 'g', actor: 'n', person: '14' };
  await audit.add([
    { ...about, id: 'one', at: Date.now(), what: 'registered', by: 'mara' },
    { ...about, id: 'two', at: Date.now(), what: 'agreed', by: '14' },
    { ...about, id: 'three', at: Date.now() - 100 * dayMs, what: 'shared', by: '14', detail: 'guild' },
    { ...about, id: 'other', chain: 'other', at: Date.now(), what: 'exported', by: '14' },
  ]);
  heads = await store.collection('audit_heads', headSchema, headIndexes);
  services = {
    audit,
    failures,
    settings,
    safety: { recent: () => [{ ...stopped, at: Date.now() - 10 * dayMs }] },
    actors: { namesOf: async () => new Map([['n', 'Nova']]) },
    training: {
      all: () => [lost, { ...lost, guildId: 'other', reason: 'elsewhere' }, { ...lost, state: 'running' }],
    },
  } as unknown as Services;
  await settings.change('g', 'mara', settings.decide('blocked', '13', { reason: '=HYPERLINK("x"), +1' }));
  failures.note({ guildId: 'g', memberId: '11', code: 'provider-failed', errorId: 'abc123' });
  failures.note({ guildId: 'other', memberId: '11', code: 'unexpected', errorId: 'zzz' });
});

const show = async (options: object = {}) => {
  const view = await log.execute?.({ options: { ...options }, services, caller: mara, progress: () => {} });
  return { words: JSON.stringify(view?.components), files: view?.files };
};

test('says who changed what, what was stopped and what failed, the latest first', async () => {
  const { words, files } = await show();
  expect(words).toContain('last 90 days: 6');
  expect(words).toMatch(/<@mara> · \*\*Blocked\*\* <@13>: not set → /);
  expect(words).toMatch(/<@11> · the image service failed \(`abc123`\)/);
  expect(words).toContain('<@12> · the training of **=Nova**: lost');
  expect(words).toMatch(/🛑 <t:\d+:R> <@11> · a prompt: sexual, of an actor \(\*\*Nova\*\*\)/);
  expect(words).not.toMatch(/zzz|elsewhere/);
  expect(words.indexOf('🛑 <t')).toBeGreaterThan(words.indexOf('⚠️ <t'));
  expect(files).toBeUndefined();
});

test.each([
  [{ kind: 'changed' }, 1],
  [{ kind: 'people' }, 2],
  [{ kind: 'people', days: 365 }, 3],
  [{ member: { id: '14', bot: false } }, 2],
  [{ kind: 'failed' }, 2],
  [{ member: { id: '11', bot: false } }, 2],
  [{ kind: 'failed', member: { id: '11', bot: false } }, 1],
  [{ days: 3 }, 5],
  [{ kind: 'stopped', days: 3 }, 0],
])('%j finds %i', async (options, count) => {
  expect((await show(options)).words).toMatch(new RegExp(`last \\d+ days[^:]*: ${count}"`));
});

test('gives all of it as a file that no spreadsheet runs', async () => {
  const { words, files } = await show({ csv: true });
  expect(words).toContain('attachment://log.csv');
  const lines = Buffer.from(files?.[0]?.bytes ?? [])
    .toString()
    .split('\r\n');
  expect(lines[0]).toBe('\uFEFFtime,kind,member,what');
  expect(lines).toHaveLength(8);
  for (const line of lines.slice(1, -1))
    expect(line).toMatch(/^\d{4}-\d\d-\d\dT[^,]*,(changed|failed|people|stopped),(\d+|mara),"?[A-Za-z]/);
});

test('tells who did what about people, in words, and that the log was changed', async () => {
  const { words } = await show({ kind: 'people', days: 365 });
  expect(words).toMatch(/👤 <t:\d+:R> <@mara> · registered \*\*Nova\*\*, which shows <@14>/);
  expect(words).toMatch(/👤 <t:\d+:R> <@14> · agreed to the photos of \*\*Nova\*\*/);
  expect(words).toMatch(/👤 <t:\d+:R> <@14> · set who can use \*\*Nova\*\*: the whole server/);
  expect(words).not.toMatch(/exported|isn’t as I wrote it/);
  await heads.put('g', { chain: 'g', seq: 4, hash: 'x' });
  expect((await show()).words).toMatch(
    /This log isn’t as I wrote it.\*\* Entry 4: it and what followed are missing/,
  );
});
