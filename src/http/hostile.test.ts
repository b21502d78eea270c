import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'undici';
import { expect, test } from 'vitest';
import { createHostileRequests } from '../../scripts/bench/hostile/requests.ts';
import { send } from '../../scripts/bench/hostile/send.ts';
import { type Accepted, createTrainer, ledBy, prepareTargets } from '../../scripts/bench/hostile/targets.ts';
import { actorSchema } from '../services/actors/actor.ts';
import { openStore, type Store } from '../services/storage/store.ts';
import { trainingJobSchema } from '../services/training/job/job.ts';
import { createTrainingWorld, logger } from '../services/training/testing/training-fixture.ts';
import { createHttpServer } from './server.ts';

/** Most at once, as from so many strangers. */
const connections = 8;

/** Every record as it is in the file, through connections of its own. */
async function stored(folder: string) {
  const store: Store = await openStore(folder);
  const jobs = await (await store.collection('jobs', trainingJobSchema)).all();
  const actors = await (await store.collection('actors', actorSchema)).all();
  await store.close();
  return {
    jobs: new Map(jobs.map(job => [job.id, job])),
    actors: new Map(actors.map(actor => [actor.id, actor])),
  };
}

test('3,000 hostile requests: none gets what it should not, and the jobs are as their trainers left them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  const store = await openStore(folder);
  const world = await createTrainingWorld({ store });
  const targets = await prepareTargets(world);
  const server = createHttpServer({
    config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
    training: world.training,
    ready: () => true,
    logger,
    // What is behind the bound is to be tried.
    perMinute: Number.MAX_SAFE_INTEGER,
  });
  const { url } = await server.start();
  const clients = Array.from({ length: connections + 1 }, () => new Client(url));
  const [trainerLine, ...lines] = clients;
  if (!trainerLine) throw new Error('no line');
  const before = await stored(folder);
  const accepted: Accepted[] = [];
  const nextEvent = createTrainer(targets);
  const report = async () => {
    const event = nextEvent();
    const { body, headers } = event;
    const answer = await trainerLine.request({ method: 'POST', path: '/training/events', headers, body });
    expect(answer.statusCode).toBe(204);
    accepted.push(event);
  };
  await report();

  const next = createHostileRequests('hostile', targets, accepted);
  const wrong: unknown[] = [];
  const seen = new Map<string, number>();
  let left = 3_000;
  const send1 = async (line: Client) => {
    while (left-- > 0) {
      if (left % 30 === 0) await report();
      const request = next();
      const status = await send(line, request, { url });
      seen.set(request.kind, (seen.get(request.kind) ?? 0) + 1);
      if (!request.allowed.includes(status)) wrong.push({ status, ...request });
    }
  };
  await Promise.all(lines.map(send1));
  expect(wrong).toEqual([]);
  expect(seen.size).toBeGreaterThan(30);

  const after = await stored(folder);
  const { running, waiting } = targets;
  const known = before.jobs.get(running.jobId);
  if (!known) throw new Error('no job');
  expect(accepted.length).toBeGreaterThan(50);
  expect(after.actors).toEqual(before.actors);
  expect(after.jobs).toEqual(new Map(before.jobs).set(known.id, ledBy(accepted, known)));
  for (const job of after.jobs.values()) expect(world.training.byId(job.id)).toEqual(job);

  // A trainer with a right to its job still gets it.
  expect((await world.training.claim(waiting)).outcome).toBe('claimed');
  await Promise.all(clients.map(client => client.close()));
  await server.stop();
  await store.close();
  await rm(folder, { recursive: true });
});
