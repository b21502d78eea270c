import { deeds } from '../../../src/services/audit/entry.ts';
import { safetyEntrySchema } from '../../../src/services/safety/safety-entry.ts';
import { settingChangeSchema } from '../../../src/services/settings/setting-change.ts';
import { guildSettingsSchema } from '../../../src/services/settings/settings-service.ts';
import { quotaView } from '../../../src/views/quota/quota-view.ts';
import { accountPausedView } from '../../../src/views/settings/admin-notice-view.ts';
import {
  changedEntry,
  deedEntry,
  failedEntry,
  failedTrainingEntry,
  logView,
  stoppedEntry,
} from '../../../src/views/settings/log-view.ts';
import { blocksView } from '../../../src/views/settings/settings-block-view.ts';
import { channelsView } from '../../../src/views/settings/settings-channels-view.ts';
import { limitsView, memberLimitWords } from '../../../src/views/settings/settings-limits-view.ts';
import { moneyView } from '../../../src/views/settings/settings-money-view.ts';
import { rolesView } from '../../../src/views/settings/settings-roles-view.ts';
import { usageView } from '../../../src/views/settings/settings-usage-view.ts';
import { settingsView } from '../../../src/views/settings/settings-view.ts';
import { workerKeyView, workersView } from '../../../src/views/settings/settings-workers-view.ts';
import { undoneView, withLastChange, withUndo } from '../../../src/views/settings/undo-view.ts';
import { shortStatusView, statusView } from '../../../src/views/status/status-view.ts';
import { languages } from '../../../src/words/language.ts';
import { said, t } from '../../../src/words/words.ts';
import { logged } from './deeds.ts';
import {
  ana,
  channelId,
  cleo,
  fullJob,
  guildId,
  idOf,
  marks,
  name,
  now,
  picture,
  type Samples,
  several,
} from './records.ts';

const counts = { images: 1_234, trainings: 123, waiting: 12 };
const byIds = <T>(count: number, value: T) => Object.fromEntries(several(count, nth => [idOf(nth), value]));
export const fullSettings = guildSettingsSchema.parse({
  guildId,
  ...{ outsiders: 'admins', consentBy: 'direct', sameFace: 'admins', strangers: 'statement', adult: true },
  blockedWords: several(100, () => marks(60)),
  ...{ serverLimit: 1_234_567, memberLimits: byIds(100, 123_456), memberCounts: byIds(100, counts) },
  roles: byIds(100, { ...counts, may: ['generate', 'train', 'register'] }),
  blocked: byIds(60, { reason: marks(200), until: now }),
  channels: byIds(100, { use: true, everyday: true }),
  workerKeys: byIds(10, { name: marks(40), at: now }),
  money: { day: 1_234.5, month: 12_345.6, memberDay: 123.4, memberMonth: 1_234.5, askAbove: 0.05 },
  ...{ paused: true, trainingChannelId: channelId, trainingsAtOnce: 12, resultsChannelId: channelId },
  ...{ language: languages.at(-1), noticesChannelId: channelId },
});
const strict = guildSettingsSchema.parse({ guildId });
const both = [fullSettings, strict];
const done = () => t('settings.serverLimit', { limit: t('settings.noLimitOfItsOwn'), members: 1_234 });
const change = settingChangeSchema.parse({
  ...{ id: 'c3v9x2m7qa', guildId, at: now, by: ana, undoes: 'b3v9x2m7qa' },
  parts: [
    { key: 'blockedWords', item: marks(60), before: true },
    {
      key: 'roles',
      item: idOf(3),
      before: { ...counts, may: ['generate', 'train', 'register'] },
      after: { ...counts, may: [] },
    },
    { key: 'blocked', item: cleo, after: { reason: marks(200), until: now } },
    { key: 'memberCounts', item: cleo, before: counts, after: counts },
    { key: 'channels', item: channelId, after: { use: true, everyday: true } },
    { key: 'workerKeys', item: idOf(4), after: { name: marks(40), at: now } },
    ...['day', 'month', 'memberDay', 'memberMonth', 'askAbove'].map(item => ({
      key: 'money',
      item,
      before: 1_234.5,
      after: 12_345.6,
    })),
  ],
});
const safety = safetyEntrySchema.shape.rule.options.map(rule =>
  safetyEntrySchema.parse({
    id: 's',
    guildId,
    memberId: ana,
    at: now,
    where: 'reference',
    rule,
    actorId: 'k3v9x2m7qa',
  }),
);
const failures = [
  'unexpected',
  'provider-failed',
  'provider-refused',
  'not-stored',
  'picture-unusable',
  'training-unavailable',
];
const entries = () => [
  ...several(10, () => changedEntry(change)),
  ...logged.slice(0, 5 * deeds.length).flatMap(one => deedEntry(one, () => name)),
  ...safety.map(entry => stoppedEntry(entry, () => name)),
  ...failures.map(code =>
    failedEntry({ id: 'f', guildId, memberId: ana, at: now, code, errorId: 'e3v9x2m7qa' }),
  ),
  failedTrainingEntry(fullJob('failed') as Parameters<typeof failedTrainingEntry>[0]),
];
const faults = several(3, seq => ({ seq, why: 'emptied' as const }));

const reported = { at: now, since: now - 2e9, usd: 1_234.5, includedUsd: 2_345.6, requests: 123_456 };
const spend = { estimated: { tokens: 1_234_567, pictures: 123_456 }, reported };
const spent = { today: 123_456_789, month: 1_234_567_890 };
const usage = {
  days: several(30, nth => ({
    day: `2026-12-${String(nth + 1).padStart(2, '0')}`,
    tokens: 123_456,
    pictures: 12_345,
  })),
  members: several(60, nth => ({
    memberId: nth === 3 ? undefined : idOf(nth),
    tokens: 123_456,
    pictures: 12_345,
    tokensToday: 12_345,
  })),
};
const share = { limit: 1_234_567, used: 123_456 };
const page = {
  today: {
    limit: 1_234_567,
    used: 1_200_000,
    unknown: 12_345,
    memberLimit: 123_456,
    memberUsed: 12_345,
    server: share,
    resetsAt: now + 4e7,
  },
  queued: 1_234,
  paused: { short: t('status.accountPaused', { time: '', reason: '' }), sentence: marks(300) },
  spend,
  rules: {
    ...{
      refused: marks(200),
      images: { most: 1_234, used: 123 },
      trainings: { most: 123, used: 12 },
      waiting: 12,
    },
    dollars: (['you', 'server'] as const).flatMap(whose =>
      (['day', 'month'] as const).map(per => ({ whose, per, most: 12_345.6, used: 1_234.5 })),
    ),
    askAbove: 0.05,
  },
  now,
};
const off = { ...page.today, memberLimit: 0, server: { limit: 0, used: 0 } };
const status = {
  ...{
    version: '12.34.56',
    since: now,
    memoryBytes: 12_345e6,
    queued: 1_234,
    hubMs: 12_345,
    hasEndpoint: true,
  },
  discord: { pingMs: 1_234, shards: 12, connected: true },
  providers: several(12, () => ({
    provider: 'black-forest-labs',
    calls: 123_456,
    failed: 12_345,
    medianMs: 12_345,
    pausedMs: 123_456,
  })),
  trainer: { backend: 'hf-jobs', missing: 'HF_TOKEN', open: 123 },
  storage: { bytes: 123_456e6, backupAt: now },
};
const workers = several(16, nth => ({
  ...{ keyId: Object.keys(both[0]?.workerKeys ?? {})[nth % 2] ?? '', name: marks(60), device: marks(80) },
  ...{ memoryBytes: 141e9, version: marks(30), seenAt: now, isHere: nth % 3 !== 2 },
  bases: several(64, () => marks(200)),
  kinds: ['image', 'training'],
  doing: nth % 2 ? [] : ['image' as const, 'image' as const, 'training' as const],
}));
const reason = said('events.imagesFailed');

export const settings: Samples = {
  accountPausedView: () => [true, false].map(inServer => accountPausedView({ reason, since: now }, inServer)),
  logView: () =>
    [true, false].flatMap(csv => [
      logView({ entries: [], days: 90, only: undefined, csv, faults: [] }),
      logView({ entries: entries(), days: 90, only: t('changes.trainingsAtOnce'), csv, faults }),
    ]),
  workersView: () =>
    both.flatMap(one => [
      workersView(one, { workers, isReachable: true, done: done() }),
      workersView(one, { workers: [], isReachable: false }),
    ]),
  workerKeyView: () => [
    workerKeyView(marks(40), `wk_${'a'.repeat(10)}_${'b'.repeat(43)}`, `https://${'bot.'.repeat(50)}example`),
  ],
  blocksView: () => both.flatMap(one => [blocksView(one, now - 1, done()), blocksView(one, now - 1)]),
  channelsView: () =>
    both.flatMap(one => [true, false].map(exists => channelsView(one, () => exists, done()))),
  limitsView: () =>
    both.flatMap(one => [
      limitsView(one),
      limitsView(one, { done: done(), about: memberLimitWords(ana, 1_234, counts) }),
    ]),
  moneyView: () =>
    both.flatMap(({ money: budgets }) =>
      [1, 0.25, 1.75].map(factor =>
        moneyView(
          {
            budgets,
            spent,
            account: { budgets: { day: 1_234.5, month: 12_345.6 }, spent, reported },
            factor,
          },
          done(),
        ),
      ),
    ),
  rolesView: () => both.flatMap(one => [true, false].map(exists => rolesView(one, () => exists, done()))),
  usageView: () => [
    usageView(usage, share, spend, picture),
    usageView({ days: usage.days.slice(0, 1), members: [] }, undefined, undefined, undefined),
  ],
  settingsView: () => both.flatMap(one => [settingsView(one), settingsView(one, done())]),
  withUndo: () => both.map(one => withUndo(settingsView(one, done()), 'c3v9x2m7qa', ana)),
  withLastChange: () => both.map(one => withLastChange(settingsView(one), { by: ana, at: now })),
  undoneView: () => [undoneView(change)],
  quotaView: () =>
    [true, false].flatMap(outside => [
      quotaView({ ...page, outside }, picture),
      quotaView({ ...page, outside, today: off }, picture),
      quotaView(
        { ...page, outside, today: { ...off, memberLimit: undefined, server: undefined }, queued: 0 },
        picture,
      ),
    ]),
  shortStatusView: () => [
    shortStatusView({ queued: 1_234 }, undefined),
    shortStatusView({ queued: 0 }, marks(300)),
  ],
  statusView: () => [
    statusView(status, { since: now, reason }, workers),
    statusView(
      { ...status, hubMs: undefined, providers: [], discord: { ...status.discord, connected: false } },
      undefined,
      [],
    ),
  ],
};
