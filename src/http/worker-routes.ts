import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WorkerCall, WorkerCalls, WorkerRefusal } from '../services/workers/worker-calls.ts';
import { createRoom } from './room.ts';

const statusOf: Record<WorkerRefusal['outcome'], number> = {
  unauthorised: 401,
  repeated: 409,
  over: 410,
  invalid: 422,
  busy: 429,
};

/** A picture of 2048 × 2048 pixels that nothing could be compressed of has 16 MB. */
const mostResultBytes = 32 * 1024 * 1024;
/** Results that are read at a time: what is read is in memory before its signature can be checked. */
const mostResultsAtOnce = 8;

/** What computers of servers call: they ask for work, say that they live, and bring what they made. All of it is signed. */
export function addWorkerRoutes(app: FastifyInstance, calls: WorkerCalls): void {
  // The signature covers the bytes as they came, so nothing may parse them first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const call = ({ method, url, headers, body }: FastifyRequest): WorkerCall => ({
    ...{ method, path: url, headers },
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  });
  const done = (reply: FastifyReply, answer: { outcome: 'done' } | WorkerRefusal) =>
    answer.outcome === 'done' ? reply.code(204).send() : refuse(reply, answer);

  app.post('/workers/work', async (request, reply) => {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const answer = await calls.work(call(request), gone.signal);
    if (answer.outcome === 'none') return reply.code(204).send();
    if (answer.outcome !== 'work') return refuse(reply, answer);
    const { outcome: _work, ...said } = answer;
    return reply.header('cache-control', 'no-store').send(said);
  });

  app.post('/workers/alive', async (request, reply) => {
    const answer = calls.alive(call(request));
    if (answer.outcome !== 'alive') return refuse(reply, answer);
    const { outcome: _alive, ...said } = answer;
    return reply.send(said);
  });

  app.post('/workers/bye', async (request, reply) => done(reply, calls.bye(call(request))));

  app.post<{ Params: { id: string } }>('/workers/work/:id/failed', async (request, reply) =>
    done(reply, calls.failed(call(request), request.params.id)),
  );

  const room = createRoom(mostResultsAtOnce);
  app.post<{ Params: { id: string } }>(
    '/workers/work/:id/result',
    {
      bodyLimit: mostResultBytes,
      async onRequest(request, reply) {
        const why = calls.mayReport(request.headers, request.params.id);
        if (why) return refuse(reply, why);
        if (room.enter(reply.raw)) return;
        return reply.code(503).header('retry-after', '2').send({ error: 'Too many at a time. Try again.' });
      },
    },
    async (request, reply) => done(reply, calls.result(call(request), request.params.id)),
  );
}

const refuse = (reply: FastifyReply, { outcome, why }: WorkerRefusal) =>
  reply.code(statusOf[outcome]).send({ error: why });
