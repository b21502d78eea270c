import { expect, test } from 'vitest';
import type { Services } from '../../services/index.ts';
import { createSettingsService, guildSettingsSchema } from '../../services/settings/settings-service.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import { helpTopics } from '../../views/help/help-topics.ts';
import { languages } from '../../words/language.ts';
import { load, sayIn, speaking } from '../../words/words.ts';
import type { Caller } from '../command.ts';
import { buttons, commands } from '../index.ts';
import { testCaller } from '../testing/caller.ts';

const settings = await createSettingsService({
  collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
});
const services = { settings } as Services;
const help = commands.find(({ name }) => name === 'help');
const turn = buttons.find(({ name }) => name === 'help');

async function words(topic: string, caller: Caller = testCaller()): Promise<string> {
  if (help?.kind !== 'command' || !turn?.execute) throw new Error('no help');
  const call = { services, caller, progress: () => {} };
  const typed = JSON.stringify(await help.execute?.({ ...call, options: { topic } }));
  expect(JSON.stringify(await turn.execute({ ...call, ref: topic }))).toBe(typed);
  return typed;
}

test('every command belongs to one topic', () => {
  const named = helpTopics.flatMap(topic => topic.commands);
  expect([...named].sort()).toEqual(commands.map(({ name }) => name).sort());
});

test('commands can be clicked, and each topic fits into a message', async () => {
  const mara = testCaller({ admin: true });
  for (const { id } of helpTopics) {
    const shown = await words(id, mara);
    expect(shown.length).toBeLessThan(4_000);
    expect(shown).not.toContain('`/');
  }
  expect(await words('actors')).toContain('</actor register:1> ');
  expect(await words('admins', mara)).toContain('</settings money:1> Budgets in dollars');
});

test('shows only what the member may use, and why not the rest', async () => {
  expect(await words('start')).not.toContain('help:admins');
  // A topic that is closed to them, or that there never was, leads to the first.
  expect(await words('admins')).toBe(await words('start'));
  await settings.update('g', settings.decide('blocked', 'cleo', { reason: 'spam' }));
  await settings.update('g', current => ({ ...current, roles: { artist: { may: ['train'] } } }));
  const blocked = await words('images', testCaller({ memberId: 'cleo' }));
  expect(blocked).toMatch(/⛔ An admin has blocked you.*spam/);
  expect(blocked).not.toContain('</generate:1> Make images');
  expect(blocked).toContain('</gallery:1>');
  const untrained = await words('actors');
  expect(untrained).toContain('you need the role <@&artist>');
  expect(untrained).not.toContain('\\n</train start:1> ');
  expect(untrained).toContain('</train status:1> ');
  expect(await words('actors', testCaller({ roleIds: ['artist'] }))).toContain('\\n</train start:1> ');
});

test('says in every other language that commands have English names', async () => {
  for (const language of languages) {
    await load(language);
    const shown = await speaking(language, () => words('start'));
    expect(shown.includes(sayIn(language, 'help.englishNames')), language).toBe(language !== 'en');
  }
});
