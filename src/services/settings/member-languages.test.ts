import { beforeEach, expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import {
  createMemberLanguages,
  languageDays,
  type MemberLanguages,
  memberLanguageIndexes,
  memberLanguageSchema,
} from './member-languages.ts';

const dayMs = 24 * 60 * 60_000;
let store: ReturnType<typeof openMemoryStore>;
let clock: number;
let languages: MemberLanguages;
const open = async () =>
  createMemberLanguages({
    collection: await store.collection('member_languages', memberLanguageSchema, memberLanguageIndexes),
    now: () => clock,
  });
beforeEach(async () => {
  [store, clock] = [openMemoryStore(), 1_000 * dayMs];
  languages = await open();
});

test('what a member speaks is known in the next process, and changes with them', async () => {
  languages.note('ana', 'de');
  languages.note('ben', 'en');
  expect(await (await open()).of('ana')).toBe('de');
  languages.note('ana', 'ja');
  expect(await languages.of('ana')).toBe('ja');
  languages.note('ana', 'en');
  expect(await (await open()).of('ana')).toBe('en');
  const kept = await store.collection('member_languages', memberLanguageSchema, memberLanguageIndexes);
  expect(await kept.ids()).toEqual([]);
});

test('it is kept for 180 days after they were last heard', async () => {
  for (const member of ['ana', 'ben']) languages.note(member, 'de');
  for (let month = 1; month <= 6; month++) {
    clock += 31 * dayMs;
    languages.note('ana', 'de');
    await languages.prune();
  }
  expect([await languages.of('ana'), await languages.of('ben')]).toEqual(['de', 'en']);
  clock += languageDays * dayMs;
  await languages.prune();
  expect(await languages.ofMember('ana')).toBeUndefined();
});

test('once forgotten it is gone, also where it was being noted, and is noted again when they come back', async () => {
  languages.note('ana', 'de');
  await languages.forgetMember('ana');
  expect(await languages.ofMember('ana')).toBeUndefined();
  languages.note('ana', 'de');
  expect(await languages.of('ana')).toBe('de');
});
