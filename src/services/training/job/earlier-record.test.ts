import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StoredRecordError } from '../../storage/collection.ts';
import { openStore } from '../../storage/store.ts';
import { trainingJobSchema } from './job.ts';

/** Records as earlier versions wrote them: the fields of all states in one object. */
const record = {
  ...{ id: 'j1', guildId: 'g', channelId: 'c', requesterId: 'm', actorId: 'a', actorName: 'Nova' },
  ...{
    attempt: 1,
    tokenHash: 'h',
    tokenExpiresAt: 9,
    eventsSeen: ['e1'],
    lastSeq: 4,
    step: 40,
    totalSteps: 100,
  },
  losses: [{ step: 40, loss: 0.1 }],
  images: [{ path: 'a.png', prompt: '' }],
  samples: [],
  createdAt: 1,
  spec: {
    ...{ actorName: 'Nova', triggerWord: 'nova', baseModel: 'b', steps: 100, resolution: 512, rank: 16 },
    ...{ learningRate: 1e-4, seed: 1, repo: 'studio/nova', branch: 'job-j1', instancePrompt: '' },
    ...{ samplePrompts: [], consentNote: '' },
  },
};
const litter = { photoRepo: 'studio/actor-job-j1', branch: true, run: true };
const begun = { sealedSecret: 's', startedAt: 2, lastEventAt: 3, startStep: 10, etaSeconds: 60 };
const message = { channelId: 'c', messageId: '1' };
const result = { repo: 'studio/nova', revision: 'abcdef1', standIn: false };

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-earlier-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Through a start of this bot on the file of an earlier one. */
async function read(stored: unknown) {
  const earlier = new KeyvSqlite({ uri: `sqlite://${join(dir, 'bot.sqlite')}`, table: 'training_jobs' });
  await earlier.set('training_jobs:j1', JSON.stringify({ value: stored }));
  await earlier.query('PRAGMA user_version=1');
  await earlier.disconnect();
  const store = await openStore(dir);
  try {
    return await (await store.collection('training_jobs', trainingJobSchema)).get('j1');
  } finally {
    await store.close();
  }
}

test.each([
  [
    'waiting, with a trainer that was started for it',
    { state: 'waiting', backend: 'local', litter, run: { kind: 'local', pid: 7, mark: 'm' } },
    { state: 'waiting', leftovers: litter, launches: 0, resumes: 0, run: { pid: 7 } },
  ],
  [
    'waiting again, of the first version, which knew of no place but Colab',
    { state: 'waiting', sealedSecret: 's', startedAt: 2 },
    { state: 'waiting', backend: 'colab', leftovers: {}, startedAt: 2 },
  ],
  [
    'silent',
    { state: 'running', ...begun, silent: true, resumes: 2, message },
    { state: 'running', silent: true, etaSeconds: 60, resumes: 2, message },
  ],
  [
    'whose result is being taken in',
    { state: 'uploading', ...begun, litter, result },
    { state: 'uploading', result, silent: false, leftovers: litter },
  ],
  [
    'that succeeded',
    {
      ...{
        state: 'succeeded',
        ...begun,
        result,
        version: 2,
        endedAt: 5,
        shown: 'succeeded',
        endMessage: message,
      },
      samples: [{ sha256: 'x', prompt: 'p' }],
    },
    { state: 'succeeded', version: 2, endedAt: 5, shown: 'succeeded', endMessage: message },
  ],
  [
    'that was lost while it was silent',
    {
      ...{ state: 'failed', ...begun, silent: true, lost: true, endedAt: 5, remindedAt: 4, claimHash: 'c' },
      ...{ reason: 'I lost contact.', reasonFrom: 'bot' },
    },
    { state: 'failed', lost: true, reason: 'I lost contact.', reasonFrom: 'bot' },
  ],
  [
    'that failed, of the first version',
    { state: 'failed', ...begun, endedAt: 5, reason: 'CUDA' },
    { state: 'failed', lost: false, reason: 'CUDA', reasonFrom: 'trainer' },
  ],
  [
    'cancelled by somebody who was forgotten since',
    { state: 'cancelled', endedAt: 5 },
    { state: 'cancelled', endedAt: 5 },
  ],
])('a job %s is read as today’s', async (_, change, expected) => {
  const job = await read({ ...record, ...change });
  expect(job).toMatchObject({ id: 'j1', step: 40, losses: record.losses, ...expected });
  // What is written again is read the same.
  expect(trainingJobSchema.parse(job)).toStrictEqual(job);
  expect(job).not.toHaveProperty('litter');
  if (job?.state === 'failed')
    for (const gone of ['silent', 'etaSeconds', 'claimHash']) expect(job).not.toHaveProperty(gone);
});

test.each([
  ['an unknown state', { state: 'dreaming' }, /training_jobs\/j1.*state/],
  ['no end', { state: 'failed', reason: '' }, /training_jobs\/j1.*endedAt/],
  [
    'a success without a result',
    { state: 'succeeded', startedAt: 1, endedAt: 2, version: 1 },
    /training_jobs\/j1.*result/,
  ],
  ['no begin of what is at work', { state: 'running' }, /training_jobs\/j1.*startedAt/],
])('a record with %s is an error that names it', async (_, change, words) => {
  const reading = read({ ...record, ...change });
  await expect(reading).rejects.toThrow(StoredRecordError);
  await expect(reading).rejects.toThrow(words);
});

test('what is no record at all is an error that names it', async () => {
  await expect(read(['nothing'])).rejects.toThrow(/training_jobs\/j1/);
});
