import { expect, test } from 'vitest';
import type { Services } from '../../services/index.ts';
import { createSettingsService, guildSettingsSchema } from '../../services/settings/settings-service.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import { testCaller } from '../testing/caller.ts';
import { money } from './money.ts';

const mara = testCaller({ memberId: 'mara', admin: true });

test('shows budgets, spending, prices with their source, and how long the credit lasts', async () => {
  const settings = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
  });
  const [since, at] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 11)];
  const services = {
    settings,
    quota: {
      spent: async () => ({
        account: { today: 20_000, month: 500_000 },
        server: { today: 10_000, month: 250_000 },
      }),
    },
    billing: { reported: () => ({ since, at, usd: 1, includedUsd: 2, requests: 90 }) },
    money: { account: { month: 5 }, factor: () => 2 },
  } as unknown as Services;
  const words = async (options: object = {}) =>
    JSON.stringify(
      (await money.execute?.({ options: { ...options }, services, caller: mara, progress: () => {} }))
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
  expect(await words({ day: 1.239, member: 0 })).toMatch(
    /Today: \$0\.02 of \$1\.24.*Each member: \$0\.00 a day.*settings-undo/s,
  );
  expect(settings.get('g').money).toEqual({ day: 1.24, memberDay: 0 });
  expect(await words({ day: 0 })).toContain('Today: $0, so I make nothing that costs money');
  await expect(words({ day: 0.004 })).rejects.toThrow(/smallest budget is \$0\.01/);
  await expect(words({ day: 1, reset: true })).rejects.toThrow(/not both/);
  expect(await words({ reset: true })).toContain('Each member: no limit');
  expect(settings.get('g').money).toEqual({});
});
