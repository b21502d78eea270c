/** What the account spent on inference this month, as the hub's billing page asks for it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { InferenceRequest } from './inference.ts';

/** The price of every picture here, and what is included for free each month. */
const nanoUsdPerCall = 12_000_000;
const includedNanoUsd = 2_000_000_000;

export function registerBillingRoutes(
  app: FastifyInstance,
  options: { requests: readonly InferenceRequest[]; requireUser: (request: FastifyRequest) => string },
): void {
  const { requests, requireUser } = options;

  app.get('/api/settings/billing/usage-v2', async request => {
    requireUser(request);
    const { startDate, endDate } = request.query as { startDate?: string; endDate?: string };
    const from = Number(startDate) * 1_000;
    const to = Number(endDate) * 1_000 + 999;
    if (!(from <= to)) throw Object.assign(new Error('Invalid date range'), { statusCode: 400 });
    // The self-hosted endpoint is billed elsewhere, and a failed call costs nothing.
    const charged = requests.filter(({ via, status, at }) => {
      const time = Date.parse(at);
      return via !== 'endpoint' && status === 200 && time >= from && time <= to;
    });
    const start = new Date(from);
    return {
      usage: {
        inferenceProviders: {
          usedNanoUsd: charged.length * nanoUsdPerCall,
          includedNanoUsd,
          limitNanoUsd: includedNanoUsd,
          numRequests: charged.length,
          periodStart: start.toISOString(),
          periodEnd: new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1)).toISOString(),
        },
      },
    };
  });
}
