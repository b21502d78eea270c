import { setTimeout } from 'node:timers/promises';
import { type TrainingBase, trainingBases } from '../job/bases.ts';

/** Where images of an actor trained on a base can be made at this moment. */
export type BaseServing =
  | { by: 'endpoint' }
  /** A computer of the server, which gets the private model by a link. */
  | { by: 'worker' }
  /** It gets the private model by a link. */
  | { by: 'provider'; provider: string }
  | { by: 'nobody' }
  /** The hub did not say. */
  | { by: 'unknown' };

/** Asks what is configured and served now, for a server. Never rejects. */
export type AskServing = (base: TrainingBase, guildId: string) => Promise<BaseServing>;

export interface ServedBase {
  base: TrainingBase;
  serving: BaseServing;
}

/** The bases, those first whose actors can be used afterwards, and those last whose actors can be used nowhere. */
export interface Bases {
  /** The first is the default. Waits for the hub. */
  proposed(guildId: string): Promise<ServedBase[]>;
  /** For a list that must not wait: what is not known at once is unknown. */
  atHand(guildId: string): Promise<ServedBase[]>;
  servingOf: AskServing;
}

const rankOf = { endpoint: 0, worker: 0, provider: 0, unknown: 1, nobody: 2 } as const;
/** Discord waits three seconds for a list. */
const atHandMs = 1_500;

export function createBases(servingOf: AskServing): Bases {
  async function inOrder(ask: (base: TrainingBase) => Promise<BaseServing>): Promise<ServedBase[]> {
    const served = await Promise.all(
      trainingBases.map(async (base): Promise<ServedBase> => ({ base, serving: await ask(base) })),
    );
    return served.sort((a, b) => rankOf[a.serving.by] - rankOf[b.serving.by]);
  }

  return {
    servingOf,
    proposed: guildId => inOrder(base => servingOf(base, guildId)),
    async atHand(guildId) {
      const asked = new AbortController();
      const late = setTimeout(atHandMs, { by: 'unknown' } as const, { signal: asked.signal });
      late.catch(() => undefined);
      try {
        return await inOrder(base => Promise.race([servingOf(base, guildId), late]));
      } finally {
        asked.abort();
      }
    },
  };
}
