import type { FastifyInstance } from 'fastify';
import type { WeightsAnswer, WeightsDoor } from '../services/generation/weights-door.ts';

const statusOf: Record<Exclude<WeightsAnswer['outcome'], 'weights'>, number> = {
  unauthorised: 401,
  over: 410,
  busy: 503,
  away: 502,
};

/** Where image services fetch the weights that they were sent a link to. HEAD is answered too. */
export function addWeightsRoute(app: FastifyInstance, weights: Pick<WeightsDoor, 'open'>): void {
  app.get<{ Querystring: Record<string, unknown> }>('/weights/:file', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const answer = await weights.open({
      // Too long for a part of the path.
      token: String(request.query.link),
      method: request.method === 'HEAD' ? 'HEAD' : 'GET',
      range: request.headers.range,
    });
    if (answer.outcome !== 'weights') {
      if (answer.outcome === 'busy') reply.header('retry-after', '10');
      return reply.code(statusOf[answer.outcome]).send({ error: answer.why });
    }
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
}
