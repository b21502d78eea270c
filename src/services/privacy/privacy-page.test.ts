import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(src, '..', 'PRIVACY.md'), 'utf8');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(file))
  .map(file => readFileSync(join(src, file), 'utf8'));

const sectionOf = (title: string) => page.split(/^## /m).find(section => section.startsWith(title)) ?? '';

/** The rows that say what is in each collection of the store, by how they begin. */
const rowsOf: Record<string, string[]> = {
  accepted_requests: ['A request that is being worked on', 'Your roles in a server'],
  // Of the account that pays, and nobody else.
  account: [],
  actors: [
    ...['Photos of an actor', 'Face data', 'The actor', 'An actor that waits for an admin', 'Consent'],
    ...['A consent request', 'Trained versions', 'A question whether a newer consent text holds too'],
  ],
  consent_declines: ['A refusal to be cast'],
  erased_jobs: ['Ids of deleted trainings'],
  erasures: ['Receipts of deletions'],
  failures: ['Failures'],
  generations: ['Generated images'],
  given_pictures: ['A picture that you gave to start from'],
  // Which models a server offers.
  guild_models: [],
  guild_settings: ['Settings of a server'],
  image_cache: ['Generated images', 'Figures of an image that was withheld'],
  quota_days: ['Budget'],
  safety_log: ['Safety log'],
  setting_changes: ['Changes of settings'],
  stray_messages: ['Ids of messages that are still to be deleted'],
  training_jobs: ['Trainings'],
  training_weeks: ['Trainings of the last 7 days'],
};
/** Rows about what lies in files beside the store. */
const inFiles = [
  'A copy of the database from before an update',
  'That somebody, an actor or a server was deleted',
];

test('the table says what is in each collection, and of nothing that is not there', () => {
  const collections = sources.flatMap(text =>
    [...text.matchAll(/store\.collection\(\s*'([a-z_]+)'/g)].map(match => match[1] ?? ''),
  );
  expect([...new Set(collections)].sort()).toEqual(Object.keys(rowsOf).sort());
  const rows = [...sectionOf('What is kept').matchAll(/^\| \*\*([^*]+)\*\*/gm)].map(match => match[1] ?? '');
  const explained = [...new Set([...Object.values(rowsOf).flat(), ...inFiles])];
  expect(explained.sort()).toEqual(rows.sort());
});

/** Whom a host belongs to, as the page names them. */
const partyOf: Record<string, string> = {
  'discord.com': 'Discord',
  'cdn.discordapp.com': 'Discord',
  'media.discordapp.net': 'Discord',
  'huggingface.co': 'Hugging Face',
  'router.huggingface.co': 'Hugging Face',
};

test('the page names everybody whom the bot speaks to', () => {
  const code = sources.map(text => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, ''));
  const hosts = code.flatMap(text =>
    [...text.matchAll(/'https:\/\/([a-z0-9.-]+)|'((?:cdn|media)\.[a-z]+\.[a-z]+)'/g)].map(
      match => match[1] ?? match[2] ?? '',
    ),
  );
  expect([...new Set(hosts)].sort()).toEqual(Object.keys(partyOf).sort());
  const receivers = sectionOf('Who else gets it');
  for (const party of Object.values(partyOf)) expect(receivers).toContain(`**${party}**`);
});
