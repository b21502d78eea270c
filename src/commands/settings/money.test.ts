import { expect, test } from 'vitest';
import type { Services } from '../../services/index.ts';
import { settingChangeIndexes, settingChangeSchema } from '../../services/settings/setting-change.ts';
import { createSettingsService, guildSettingsSchema } from '../../services/settings/settings-service.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import { testCaller } from '../testing/caller.ts';
import { money as moneyCommand } from './money.ts';

const mara = testCaller({ memberId: 'mara', admin: true });

test('shows budgets, spending, prices with their source, and how long the credit lasts', async () => {
  const settings = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
    changes: await openMemoryStore().collection('setting_changes', settingChangeSchema, settingChangeIndexes),
  });
  const [since, at] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 11)];
  const money = { account: { month: 5 }, factor: () => 2, accountShown: true };
  const services = {
    settings,
    quota: {
      spent: async () => ({
        account: { today: 40_000, month: 1_000_000 },
        member: { today: 0, month: 0 },
        server: { today: 20_000, month: 500_000 },
      }),
    },
    billing: { reported: () => ({ since, at, usd: 1, includedUsd: 2, requests: 90 }) },
    money,
  } as unknown as Services;
  const words = async (options: object = {}) =>
    JSON.stringify(
      (await moneyCommand.execute?.({ options: { ...options }, services, caller: mara, progress: () => {} }))
        ?.components,
    );
  const shown = await words();
  expect(shown).toContain('Today: $0.02, no limit');
  expect(shown).toContain('This month: $1.00 of $5.00');
  expect(shown).toContain(`At this pace the included credit ends on <t:${Date.UTC(2026, 2, 21) / 1000}:D>.`);
  expect(shown).toMatch(
    /FLUX\.1-schnell at fal-ai: \$0\.003 a megapixel \(a third-party comparison, \d{4}-\d\d-\d\d\)/,
  );
  expect(shown).toContain('Any other model: I don’t know, so I count $0.05');
  expect(shown).toContain('2.00 times as much');
  money.accountShown = false;
  const hidden = await words();
  expect(hidden).not.toMatch(/whole account|Hugging Face reports|credit|\$1\.00/);
  expect(hidden).toContain('This month: $0.50, no limit');
  expect(await words({ day: 1.239, member: 0 })).toMatch(
    /Today: \$0\.02 of \$1\.24.*Each member: \$0\.00 a day.*settings-undo/s,
  );
  expect(settings.get('g').money).toEqual({ day: 1.24, memberDay: 0 });
  expect(await words({ day: 0 })).toContain('Today: $0, so I make nothing that costs money');
  await expect(words({ day: 0.004 })).rejects.toThrow(/smallest budget is \$0\.01/);
  for (const wrong of [-1, -0.001, 1_000_001, 1e300, Number.NaN])
    for (const option of ['day', 'ask'])
      await expect(words({ [option]: wrong })).rejects.toThrow(
        'An amount has to be between 0 and 1,000,000 US dollars.',
      );
  expect(settings.get('g').money).toEqual({ day: 0, memberDay: 0 });
  await expect(words({ day: 1, reset: true })).rejects.toThrow(/not both/);
  expect(await words()).toMatch(/Last changed <t:\d+:R> by <@mara>/);
  expect(await words({ ask: 0.0312, 'member-month': 3 })).toMatch(
    /Each member: \$0\.00 a day, \$3\.00 a month.*asked before a request that costs more than \$0\.0312.*Changed by <@mara>/s,
  );
  expect(await words({ ask: 0 })).toContain('asked before every image that costs money');
  expect(await words({ 'ask-never': true })).toContain('Members aren’t asked');
  expect(settings.get('g').money).toEqual({ day: 0, memberDay: 0, memberMonth: 3 });
  await expect(words({ ask: 1, 'ask-never': true })).rejects.toThrow(/not both/);
  expect(await words({ reset: true })).toContain('Each member: no limit');
  expect(settings.get('g').money).toEqual({});
});
