import type { FastifyInstance } from 'fastify';

/** Answers take milliseconds. A request that takes longer than this at a stop is one that its sender never ends. */
const stopWithinMs = 1_000;

export interface Listener {
  app: FastifyInstance;
  /** Listens, and resolves to where (with the port that was free, for port 0). */
  start(): Promise<{ url: string }>;
  stop(): Promise<void>;
}

export const createListener = (app: FastifyInstance, at: { host: string; port: number }): Listener => ({
  app,
  start: async () => ({ url: await app.listen(at) }),
  async stop() {
    // Once the server closes, Node's own time limits no longer apply: one silent connection would hold up the stop.
    const impatient = setTimeout(() => app.server.closeAllConnections(), stopWithinMs);
    await app.close();
    clearTimeout(impatient);
  },
});
