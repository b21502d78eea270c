import type { Actor } from '../../services/actors/actor.ts';
import { photosAgreed } from '../../services/actors/agreed-to.ts';
import type { PhotosWay } from '../../services/generation/requests/photos-way.ts';
import type { TrainedWays } from '../../services/generation/requests/trained-ways.ts';
import { plain, timestamp } from '../components.ts';

/** The ways to images of an actor, as far as they are known now. */
export interface Ways {
  trained?: TrainedWays | undefined;
  photos?: PhotosWay | undefined;
}

/** Where images of the trained version come from now, and who would not load it: one line. */
export function trainedWaysWords({ routes, afterConsent, refused }: TrainedWays): string {
  const [first] = routes;
  const [last] = refused;
  const refusal = last
    ? ` ${last.provider} refused it ${timestamp(last.at, 'R')}: ${plain(last.reason ?? 'it didn’t say why', 200)}`
    : '';
  if (first?.via === 'endpoint') return `from the bot’s own endpoint.${refusal}`;
  if (first) {
    return first.link
      ? `from ${first.provider}, which gets the private model through a link that expires.${refusal}`
      : `from ${first.provider}.${refusal}`;
  }
  if (afterConsent.length > 0) {
    return `from ${afterConsent.join(' or ')}, once the person shown agrees that the model is sent there.`;
  }
  return refusal
    ? `from nowhere.${refusal}`
    : 'from nowhere right now: no image service loads models trained on this base.';
}

/** How images come from the photos, and what they cost: one line, where there is something to say. */
export function photosWayWords(actor: Actor, way: PhotosWay | undefined): string | undefined {
  if (actor.consent.state !== 'granted') return undefined;
  if (photosAgreed(actor) === 0) {
    return '**From photos** not yet: the person shown agreed to an earlier text that doesn’t mention sending photos.';
  }
  if (!way) return undefined;
  const { model, photos } = way;
  const sent = photos === 1 ? 'one photo is sent' : `the ${photos} best photos are sent`;
  return `**From photos** at once, by **${plain(model.name)}**: ${sent} with each request; ${model.freeTier()}`;
}
