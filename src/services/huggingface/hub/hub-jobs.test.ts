import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createHubJobs, type HubJobs } from './hub-jobs.ts';

let hub: HuggingFace;
let jobs: HubJobs;
beforeAll(async () => {
  // Machines that run until they are cancelled.
  hub = await startHuggingFace({
    jobs: {
      run: ({ signal }) => new Promise(resolve => signal.addEventListener('abort', () => resolve(143))),
    },
  });
  jobs = createHubJobs({ hubUrl: hub.url, token: hub.token });
});
afterEach(async () => {
  for (const job of hub.jobs.all()) await jobs.cancel({ namespace: job.namespace, id: job.id });
});
afterAll(() => hub.close());

const run = (labels: Record<string, string>) =>
  jobs.run(hub.user, {
    ...{ dockerImage: 'python', command: ['train'], flavor: 't4-small', timeoutSeconds: 60 },
    ...{ environment: {}, secrets: {}, labels },
  });

test('a machine is found by its label, however many were started since', async () => {
  const first = await run({ app: 'actor-lora', job: 'a' });
  for (let other = 0; other < 45; other++) await run({ app: 'actor-lora', job: `b${other}` });
  expect(await jobs.find(hub.user, { name: 'job', value: 'a' })).toEqual([
    { ...first, labels: { app: 'actor-lora', job: 'a' } },
  ]);
  expect(await jobs.find(hub.user, { name: 'app', value: 'actor-lora' })).toHaveLength(46);
  expect(await jobs.find(hub.user, { name: 'job', value: 'nothing' })).toEqual([]);
  await jobs.cancel(first);
  expect(await jobs.find(hub.user, { name: 'job', value: 'a' })).toEqual([]);
});

/** A hub that answers every page of the list with the same. */
async function listing(
  link: (url: string) => string,
  use: (jobs: HubJobs, asked: string[]) => Promise<void>,
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url}`);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const job = (id: string, name: string) => ({ id, labels: { job: name }, status: { stage: 'RUNNING' } });
    response.setHeader('content-type', 'application/json').setHeader('link', link(url));
    response.end(JSON.stringify([job('1', 'a'), job('2', 'b')]));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const hubUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await use(createHubJobs({ hubUrl, token: 'hf_x' }), asked).finally(() => server.close());
}

test('of a hub that takes no notice of labels, only those with the label are taken', () =>
  listing(
    () => '',
    async (there, asked) => {
      const found = await there.find('me', { name: 'job', value: 'a' });
      expect(found.map(({ id }) => id)).toEqual(['1']);
      expect(asked).toEqual(['/api/jobs/me?label=job%3Da']);
    },
  ));

test('a list that goes on at another host is not followed there with the token', () =>
  listing(
    () => '<http://127.0.0.2:1/api/jobs/me?cursor=1>; rel="next"',
    async there => {
      await expect(there.find('me', { name: 'job', value: 'a' })).rejects.toThrow('http://127.0.0.2:1');
    },
  ));

test('a list without an end is an error, and no list that looks complete', () =>
  listing(
    url => `<${url}/api/jobs/me?cursor=1>; rel="next"`,
    async (there, asked) => {
      await expect(there.find('me', { name: 'job', value: 'a' })).rejects.toThrow('without an end');
      expect(asked).toHaveLength(2);
    },
  ));
