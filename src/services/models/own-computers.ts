import type { Route } from '../huggingface/inference/image-request.ts';
import type { LoraWays } from './lora-ways.ts';
import type { Model } from './model.ts';
import { type Availability, weightsPath } from './served-routes.ts';

/** Puts the computers that a server has connected before other ways to a model. */
export interface OwnComputers {
  /** Whether one of them draws with the model now. */
  draws(guildId: string, model: Model): boolean;
  /** With them, no way that costs money: a picture said to be free must not be paid for because a computer was switched off. */
  first(guildId: string, found: Availability): Availability;
  /** The same for LoRAs on this base: they get the weights by the bot's link. */
  loraFirst(guildId: string, base: Model, ways: LoraWays): LoraWays;
}

const isFree = ({ via }: Route) => via !== 'provider';

export function createOwnComputers(serves: (guildId: string, modelId: string) => boolean): OwnComputers {
  // They start from words only.
  const draws = (guildId: string, { kind, id }: Model) => kind === 'text-to-image' && serves(guildId, id);
  return {
    draws,
    first(guildId, found) {
      if (!draws(guildId, found.model)) return found;
      const { reason: _available, ...rest } = found;
      return { ...rest, routes: [{ via: 'worker' }, ...found.routes.filter(isFree)] };
    },
    loraFirst: (guildId, base, ways) =>
      draws(guildId, base) ? { ...ways, onOwn: { via: 'worker', link: 'bot', weightsPath } } : ways,
  };
}
