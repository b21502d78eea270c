import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { declineDays } from '../actors/declines.ts';
import { consentRequestLifeMs } from '../actors/new-actor.ts';
import { faceWaitMs } from '../actors/same-face.ts';
import { auditDays, dayMs } from '../audit/entry.ts';
import { digestDays } from '../digest/digest-record.ts';
import { withheldDays } from '../generation/images/picture-cache.ts';
import { forgottenKeptMs } from '../generation/requests/forgotten.ts';
import { lifeMs, sameForMs } from '../generation/weights-door.ts';
import { failureDays } from '../log/failure-log.ts';
import { weekMs } from '../quota/training-week.ts';
import { quotaDaysKept } from '../quota/usage.ts';
import { referenceDays } from '../references/reference.ts';
import { safetyLogDays } from '../safety/safety-entry.ts';
import { languageDays } from '../settings/member-languages.ts';
import { changeDays } from '../settings/setting-change.ts';
import { copyKeptMs } from '../storage/migrations/kept-copies.ts';
import { asideKeptMs } from '../storage/put-aside.ts';
import { linkLifeMs } from '../training/callbacks/photo-links.ts';
import { resumableMs } from '../training/upkeep/clearing.ts';
import { tombstoneLifeMs } from '../training/upkeep/erased-jobs.ts';
import { marksKeptMs } from './erased-marks.ts';
import { lookAgainMs } from './eraser.ts';
import { graceDays } from './guild-grace.ts';
import { receiptDays, receiptOwedDays } from './receipts.ts';

const src = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(src, '..', 'PRIVACY.md'), 'utf8');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(file));
const read = (file: string) => readFileSync(join(src, file), 'utf8');
const sources = files.map(read);
const services = files.filter(file => file.startsWith('services/')).map(read);

const sectionOf = (title: string) => page.split(/^## /m).find(section => section.startsWith(title)) ?? '';

/** The rows that say what is in each collection of the store, by how they begin. */
const rowsOf: Record<string, string[]> = {
  accepted_requests: ['A request that is being worked on', 'Your roles in a server'],
  albums: ['Albums'],
  approvals: ['A request that waits for an approval'],
  // Of the account that pays, and nobody else.
  account: [],
  actors: [
    ...['Photos of an actor', 'Face data', 'The actor', 'An actor that waits for an admin', 'Consent'],
    ...[
      'Limits',
      'A consent request',
      'Trained versions',
      'A question whether a newer consent text holds too',
    ],
    'How often you want a digest',
  ],
  audit: ['Log about people'],
  audit_heads: ['Log about people'],
  consent_declines: ['A refusal to be cast'],
  digests: ['Digests sent'],
  erased_jobs: ['Ids of deleted trainings'],
  erasures: ['Receipts of deletions'],
  failures: ['Failures'],
  forgotten: ['That somebody, an actor or a server was deleted'],
  generations: ['Generated images'],
  given_pictures: ['A picture that you gave to start from'],
  // Which models a server offers.
  guild_models: [],
  guild_settings: ['Settings of a server'],
  image_cache: ['Generated images', 'Figures of an image that was withheld'],
  member_languages: ['Your language'],
  quota_days: ['Budget'],
  safety_log: ['Safety log'],
  setting_changes: ['Changes of settings'],
  // The key that pictures are signed with, sealed.
  signing_keys: [],
  stray_messages: ['Ids of messages that are still to be deleted'],
  training_jobs: ['Trainings'],
  training_weeks: ['Trainings of the last 7 days'],
};
/** What lies in files beside the store, by how the code calls them: rows of the page, or none where it is about nobody. */
const inFiles: Record<string, string[]> = {
  // Photos and images: the rows of the records that name them.
  blobs: [],
  '`before-update-from-${version}.sqlite`': ['A copy of the database from before an update'],
  // The same ones.
  name: [],
  damaged: ['A record that was damaged'],
  marksName: ['That somebody, an actor or a server was deleted'],
  // The same list for one start after a restore, as ids.
  restoredName: [],
  intakeName: ['A request that is being worked on'],
  // Photos and checkpoints on the way to the bot's own trainer: see "The trainer".
  training: [],
  // The key that signs, the process that has the folder, and when the last backup was.
  credentialsFolder: [],
  lockName: [],
  holderName: [],
  '`${holderName}.new`': [],
  restoringName: [],
  lastBackupName: [],
  databaseName: [],
  // The address of the database that the records were moved to, without its password.
  movedName: [],
  'bot.sqlite': [],
};

test('the page says what is in each file of the data folder', () => {
  const files = services.flatMap(text =>
    [...text.matchAll(/join\((?:config\.DATA_DIR|dataDir), ('[^']+'|`[^`]+`|\w+)\)/g)].map(
      match => match[1]?.replaceAll("'", '') ?? '',
    ),
  );
  expect([...new Set(files)].sort()).toEqual(Object.keys(inFiles).sort());
});

test('the table says what is in each collection, and of nothing that is not there', () => {
  const collections = sources.flatMap(text =>
    [...text.matchAll(/store\.collection\(\s*'([a-z_]+)'/g)].map(match => match[1] ?? ''),
  );
  expect([...new Set(collections)].sort()).toEqual(Object.keys(rowsOf).sort());
  const rows = [...sectionOf('What is kept').matchAll(/^\| \*\*([^*]+)\*\*/gm)].map(match => match[1] ?? '');
  const explained = [...new Set([...Object.values(rowsOf).flat(), ...Object.values(inFiles).flat()])];
  expect(explained.sort()).toEqual(rows.sort());
});

const days = (many: number) => (many === 365 ? 'A year' : `${many} days`);
const daysOf = (ms: number) => days(ms / dayMs);

/** For how long the bot keeps what a row is about, by the constants that it goes by. */
const keptFor: Record<string, string[]> = {
  Albums: [days(graceDays)],
  'An actor that waits for an admin': [daysOf(faceWaitMs)],
  'A picture that you gave to start from': [days(referenceDays)],
  'A consent request': [daysOf(consentRequestLifeMs)],
  'A refusal to be cast': [days(declineDays)],
  'Digests sent': [days(digestDays)],
  'Figures of an image that was withheld': [days(withheldDays)],
  Budget: [days(quotaDaysKept)],
  Failures: [days(failureDays)],
  'Safety log': [days(safetyLogDays)],
  'Settings of a server': [days(graceDays)],
  'Changes of settings': [days(changeDays)],
  'Your language': [days(languageDays)],
  'Log about people': [days(auditDays)],
  'Trainings of the last 7 days': [daysOf(weekMs)],
  'Receipts of deletions': [days(receiptDays)],
  'A copy of the database from before an update': [daysOf(copyKeptMs)],
  'A record that was damaged': [daysOf(asideKeptMs)],
  'That somebody, an actor or a server was deleted': [daysOf(Math.max(marksKeptMs, forgottenKeptMs))],
  'Ids of deleted trainings': [daysOf(tombstoneLifeMs)],
};

test('each time that the table states is the one that the bot goes by', () => {
  const rows = [...sectionOf('What is kept').matchAll(/^\| \*\*([^*]+)\*\*.*\|([^|]*)\|$/gm)];
  const stated = rows.flatMap(([, row = '', cell = '']) => {
    const times = [...cell.matchAll(/\b(\d+ \w+|a year)\b/gi)].map(match => match[0]);
    return times.length > 0 ? [[row, times] as const] : [];
  });
  expect(Object.fromEntries(stated)).toEqual(keptFor);
});

test.each([
  ['the photos travel over links', `expire after ${linkLifeMs === 3_600_000 ? 'an hour' : '?'}`],
  ['a link of the bot to a model', `for at most ${(lifeMs + sameForMs) / 60_000} minutes`],
  ['the second look', `${lookAgainMs === 3_600_000 ? 'An hour' : '?'} later the bot checks once more`],
  ['a lost training', `its photos and checkpoints stay for ${resumableMs / dayMs}\n  days`],
  ['who asked for a deletion', `(a${receiptOwedDays === 1 ? '' : '?'} day at most)`],
  ['a server that removed the bot', `Its data is kept for ${graceDays} days`],
])('%s: the page has the time of the code', (_what, words) => {
  expect(page.replace(/\s+/g, ' ')).toContain(words.replace(/\s+/g, ' '));
});

/** Whom a host belongs to, as the page names them; none for names of namespaces, which nobody fetches. */
const partyOf: Record<string, string | undefined> = {
  'discord.com': 'Discord',
  'cdn.discordapp.com': 'Discord',
  'media.discordapp.net': 'Discord',
  'huggingface.co': 'Hugging Face',
  'router.huggingface.co': 'Hugging Face',
  'cv.iptc.org': undefined,
  'iptc.org': undefined,
  'www.w3.org': undefined,
};

/** Where the bot is told by a setting to send something to, in the page's words. */
const bySetting: Record<string, string | undefined> = {
  DISCORD_API_URL: '**Discord**',
  HF_ENDPOINT: '**Hugging Face**',
  HF_ROUTER_URL: '**Hugging Face**',
  INFERENCE_ENDPOINT_URL: '**A self-hosted image server**',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'go to a collector that they chose',
  STORE_URL: 'a PostgreSQL database',
  REDIS_URL: 'a Redis',
  // Files are in the data folder, as long as there is nothing else for them.
  BLOBS_URL: files.some(file => /storage\/.*s3/.test(file)) ? 'object store' : undefined,
  // Its own address, and a page that a member opens.
  PUBLIC_URL: undefined,
  COLAB_NOTEBOOK_URL: undefined,
};

test('the page names everybody whom the bot speaks to', () => {
  const code = sources.map(text => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, ''));
  const hosts = code.flatMap(text =>
    [...text.matchAll(/['"`]https?:\/\/([a-z0-9.-]+)|'((?:cdn|media)\.[a-z]+\.[a-z]+)'/g)].map(
      match => match[1] ?? match[2] ?? '',
    ),
  );
  expect([...new Set(hosts)].sort()).toEqual(Object.keys(partyOf).sort());
  const receivers = sectionOf('Who else gets it');
  for (const party of Object.values(partyOf)) if (party) expect(receivers).toContain(`**${party}**`);
  const settings = [
    ...read('config.ts').matchAll(/^ {2,4}(\w+(?:URL|ENDPOINT)): (?!z\.(?:literal|undefined)\()/gm),
  ];
  expect(settings.map(match => match[1]).sort()).toEqual(Object.keys(bySetting).sort());
  const flat = page.replace(/\s+/g, ' ');
  for (const words of Object.values(bySetting)) if (words) expect(flat).toContain(words);
});
