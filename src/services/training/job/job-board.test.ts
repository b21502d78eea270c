import { expect, test } from 'vitest';
import { openMemoryStore } from '../../storage/store.ts';
import { trainingJobSchema } from './job.ts';
import { createJobBoard } from './job-board.ts';
import { jobIndexes } from './job-index.ts';

const spec = {
  ...{ actorName: 'Nova', triggerWord: 'nova', baseModel: 'b', steps: 100, resolution: 512, rank: 16 },
  ...{ learningRate: 1e-4, seed: 1, repo: 'studio/nova', branch: 'job', instancePrompt: '' },
  ...{ samplePrompts: [], consentNote: '' },
};
const cancelled = (id: string, more: object = {}) =>
  trainingJobSchema.parse({
    ...{ id, guildId: 'g', channelId: 'c', requesterId: 'm', actorId: 'a', actorName: 'Nova', spec },
    ...{ state: 'cancelled', createdAt: 1, endedAt: 2, shown: 'cancelled', attempt: 0, tokenHash: 'h' },
    ...{ tokenExpiresAt: 9, eventsSeen: [], lastSeq: 0, step: 0, totalSteps: 100, losses: [], images: [] },
    ...{ samples: [{ sha256: `of-${id}`, prompt: 'p' }], ...more },
  });

async function opened() {
  const store = openMemoryStore();
  const jobs = await store.collection('jobs', trainingJobSchema, jobIndexes);
  return { jobs, open: (isErased?: (id: string) => Promise<boolean>) => createJobBoard(jobs, isErased) };
}
const ids = (jobs: { id: string }[]) => jobs.map(({ id }) => id).sort();

test('a job is in memory until it is settled, and found, changed and erased all the same afterwards', async () => {
  const { open } = await opened();
  const board = await open();
  await board.add(cancelled('told'));
  await board.add(cancelled('untold', { shown: undefined }));
  await board.add(cancelled('littered', { leftovers: { branch: true } }));
  expect(ids(board.all())).toEqual(['littered', 'untold']);
  expect(ids((await open()).all())).toEqual(['littered', 'untold']);
  await board.note('untold', job => ({ ...job, shown: 'cancelled' }) as typeof job);
  expect(ids(board.all())).toEqual(['littered']);
  expect(board.byId('told')).toBeUndefined();
  expect(await board.find('told')).toMatchObject({ id: 'told' });
  expect(ids(await board.list({ index: 'actor', value: 'a' }))).toEqual(['littered', 'told', 'untold']);
  await board.note('told', job => ({ ...job, samples: [] }));
  expect(await board.find('told')).toMatchObject({ samples: [] });
});

test('a settled job that is being erased is found by nobody, and its pictures count no more', async () => {
  const { jobs, open } = await opened();
  const board = await open();
  await board.add(cancelled('told'));
  expect(await board.samplesInUse(['of-told', 'of-nobody'])).toEqual(new Set(['of-told']));
  const closing = board.close('told');
  expect(await board.find('told')).toBeUndefined();
  expect(await board.list({ index: 'guild', value: 'g' })).toEqual([]);
  expect(await board.samplesInUse(['of-told'])).toEqual(new Set());
  expect(await board.change('told', job => ({ ...job, samples: [] }))).toBeUndefined();
  expect(await closing).toMatchObject({ id: 'told', samples: [{ sha256: 'of-told' }] });
  // The bot ended before it was removed.
  expect(await (await open(async id => id === 'told')).find('told')).toBeUndefined();
  await board.remove('told');
  expect(await jobs.get('told')).toBeUndefined();
  expect(await board.close('told')).toBeUndefined();
});

test('what another process changed is read again, and told to those who listen here', async () => {
  const { open } = await opened();
  const [here, there] = [await open(), await open()];
  const told: string[] = [];
  here.listen(({ id, shown }) => told.push(`${id} ${shown}`));
  await there.add(cancelled('untold', { shown: undefined }));
  await there.add(cancelled('told'));
  expect(here.all()).toEqual([]);
  await here.refresh('untold');
  await here.refresh('told');
  await here.refresh('untold');
  expect([ids(here.all()), told]).toEqual([['untold'], ['untold undefined']]);
  await there.note('untold', job => ({ ...job, shown: 'cancelled' }) as typeof job);
  await here.refresh();
  expect([here.all(), told.slice(1)]).toEqual([[], ['untold cancelled']]);
  await there.add(cancelled('littered', { leftovers: { branch: true } }));
  await here.refresh();
  await there.remove('littered');
  await here.refresh();
  expect(here.all()).toEqual([]);
});
