import { expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { createTrainingWeek, trainingWeekSchema, weekMs } from './training-week.ts';

async function open() {
  const clock = { now: Date.UTC(2026, 2, 29) };
  const collection = await openMemoryStore().collection('training_weeks', trainingWeekSchema);
  const week = createTrainingWeek({ collection, secret: 's', now: () => clock.now });
  return { week, clock, collection };
}
const ana = { guildId: 'g', memberId: 'ana' };

test('ten starts at once do not pass a limit of two, and the third hears when there is room', async () => {
  const { week, clock } = await open();
  const starts = await Promise.allSettled(
    Array.from({ length: 10 }, (_, nth) => week.begin(ana, `job${nth}`, 2)),
  );
  expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  await expect(week.begin(ana, 'more', 2)).rejects.toThrow(
    `You can start another <t:${Math.ceil((clock.now + weekMs) / 1000)}:R>.`,
  );
  await week.begin({ ...ana, memberId: 'ben' }, 'his', 2);
  await week.begin({ ...ana, guildId: 'other' }, 'elsewhere', 2);
  clock.now += weekMs;
  await week.begin(ana, 'next', 2);
  expect(await week.countOf('g', 'ana')).toBe(1);
});

test('a fresh code for the same training counts once, and one that no trainer took counts no more', async () => {
  const { week } = await open();
  await week.begin(ana, 'job', 1);
  await week.begin(ana, 'job', 1);
  await expect(week.begin(ana, 'other', 1)).rejects.toThrow(/started 1 training in the last 7 days/);
  await week.giveBack('g', 'job');
  await week.begin(ana, 'other', 1);
  await expect(week.begin(ana, 'third', 0)).rejects.toThrow(/switched trainings off/);
});

test('a member who is forgotten is in no record, and has no fresh week', async () => {
  const { week, collection, clock } = await open();
  await week.begin(ana, 'job', 1);
  expect(await week.ofMember('ana')).toEqual([clock.now]);
  await week.forgetMember('ana');
  expect(JSON.stringify(await collection.all())).not.toContain('ana');
  expect(await week.ofMember('ana')).toEqual([]);
  await expect(week.begin(ana, 'other', 1)).rejects.toThrow(/last 7 days/);
  clock.now += weekMs;
  await week.prune();
  expect(await collection.all()).toEqual([{ guildId: 'g', begun: [] }]);
});
