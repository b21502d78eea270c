import { setTimeout } from 'node:timers/promises';
import { type TrainingBase, trainingBases } from '../job/bases.ts';

/** Where images of an actor trained on a base can be made at this moment. */
export type BaseServing =
  | { by: 'endpoint' }
  /** It gets the private model by a link. */
  | { by: 'provider'; provider: string }
  | { by: 'nobody' }
  /** The hub did not say. */
  | { by: 'unknown' };

/** Asks what is configured and served now. Never rejects. */
export type AskServing = (base: TrainingBase) => Promise<BaseServing>;

export interface ServedBase {
  base: TrainingBase;
  serving: BaseServing;
}

/** The bases, those first whose actors can be used afterwards, and those last whose actors can be used nowhere. */
export interface Bases {
  /** The first is the default. Waits for the hub. */
  proposed(): Promise<ServedBase[]>;
  /** For a list that must not wait: what is not known at once is unknown. */
  atHand(): Promise<ServedBase[]>;
  servingOf: AskServing;
}

const rankOf = { endpoint: 0, provider: 0, unknown: 1, nobody: 2 } as const;
/** Discord waits three seconds for a list. */
const atHandMs = 1_500;

export function createBases(servingOf: AskServing): Bases {
  async function inOrder(ask: AskServing): Promise<ServedBase[]> {
    const served = await Promise.all(
      trainingBases.map(async (base): Promise<ServedBase> => ({ base, serving: await ask(base) })),
    );
    return served.sort((a, b) => rankOf[a.serving.by] - rankOf[b.serving.by]);
  }

  return {
    servingOf,
    proposed: () => inOrder(servingOf),
    async atHand() {
      const asked = new AbortController();
      const late = setTimeout(atHandMs, { by: 'unknown' } as const, { signal: asked.signal });
      late.catch(() => undefined);
      try {
        return await inOrder(base => Promise.race([servingOf(base), late]));
      } finally {
        asked.abort();
      }
    },
  };
}
