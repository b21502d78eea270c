import type { Logger } from '../../logger.ts';
import type { Route } from '../huggingface/inference/image-request.ts';
import { askAgainAfterMs, freshForMs } from './known-availability.ts';
import type { Model } from './model.ts';
import type { ProviderRoute, ServedRoutes } from './served-routes.ts';

/** Where images with a LoRA can be made now, the best way first in each. */
export interface LoraWays {
  /** Those that need no more than the repo: the endpoint where there is one, else providers of a public repo. */
  routes: Route[];
  /** Applications of providers that load LoRAs of this base, where private weights would have to be sent by a link. */
  byLink: ProviderRoute[];
  /** By a computer of the server, to which private weights would have to be sent by a link too. */
  onOwn?: Extract<Route, { via: 'worker' }>;
  /** The hub did not say which applications there are. */
  silent?: true;
}

/** What the hub said of LoRAs and of the applications that run them, at most ten minutes ago. */
export function createLoraWays({
  routes,
  now,
  logger,
}: {
  routes: Pick<ServedRoutes, 'askForLora' | 'askForLorasOn' | 'onEndpoint'>;
  now: () => number;
  logger: Logger;
}) {
  const answers = new Map<string, { answer: unknown; askAgainAt: number }>();

  async function known<T>(
    key: string,
    ask: () => Promise<T>,
    isEmpty: (answer: T) => boolean,
  ): Promise<T | undefined> {
    const before = answers.get(key);
    if (before && before.askAgainAt > now()) return before.answer as T | undefined;
    try {
      const answer = await ask();
      answers.set(key, { answer, askAgainAt: now() + (isEmpty(answer) ? askAgainAfterMs : freshForMs) });
      return answer;
    } catch (error) {
      logger.warn({ err: error }, 'the hub did not say who serves a LoRA');
      // What it said last is believed for a while longer.
      const answer = before?.answer as T | undefined;
      answers.set(key, { answer, askAgainAt: now() + askAgainAfterMs });
      return answer;
    }
  }

  const ofRepo = (repo: string) =>
    known(
      `repo ${repo}`,
      () => routes.askForLora(repo),
      ({ routes: listed }) => listed.length === 0,
    );
  const ofBase = (base: string) =>
    known(
      `base ${base}`,
      () => routes.askForLorasOn(base),
      listed => listed.length === 0,
    );

  return {
    async of(base: Model, repo: string | undefined): Promise<LoraWays> {
      const endpoint = routes.onEndpoint(base);
      // Then nothing leaves for anybody else, and no hub has to be waited for.
      if (endpoint.length > 0) return { routes: endpoint, byLink: [] };
      const own = repo ? await ofRepo(repo) : undefined;
      if (own?.open) return { routes: own.routes, byLink: [] };
      const applications = own && own.routes.length > 0 ? own.routes : await ofBase(base.id);
      return { routes: [], byLink: applications ?? [], ...(applications ? {} : { silent: true }) };
    },
    /** What is known of a base is not believed any more. */
    doubt(base: string): void {
      for (const key of answers.keys()) {
        if (key === `base ${base}` || key.startsWith('repo ')) answers.delete(key);
      }
    },
  };
}
