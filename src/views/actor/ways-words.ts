import type { Actor } from '../../services/actors/actor.ts';
import { photosAgreed } from '../../services/actors/agreed-to.ts';
import type { PhotosWay } from '../../services/generation/requests/photos-way.ts';
import type { TrainedWays } from '../../services/generation/requests/trained-ways.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
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
  const refusal = last ? ` ${refusalWords(last)}` : '';
  if (first?.via === 'endpoint') return t('actor.fromEndpoint') + refusal;
  if (first?.via === 'worker') return t('actor.fromWorker') + refusal;
  if (first) {
    const { provider, link } = first;
    return t(link ? 'actor.fromProviderLink' : 'actor.fromProvider', { provider }) + refusal;
  }
  if (afterConsent.length > 0) return t('actor.fromAfterConsent', { providers: list(afterConsent, 'or') });
  return refusal ? t('actor.fromNowhere') + refusal : t('actor.fromNowhereYet');
}

function refusalWords({ provider, at, reason }: TrainedWays['refused'][number]): string {
  const refused = { provider, time: timestamp(at, 'R') };
  return reason === undefined
    ? t('actor.refusalUnexplained', refused)
    : t('actor.refusal', { ...refused, why: plain(reason, 200) });
}

/** How images come from the photos, and what they cost: one line, where there is something to say. */
export function photosWayWords(actor: Actor, way: PhotosWay | undefined): string | undefined {
  if (actor.consent.state !== 'granted') return undefined;
  if (photosAgreed(actor) === 0) {
    return t('actor.photosNotYet');
  }
  if (!way) return undefined;
  const { model, photos } = way;
  return t('actor.photosAtOnce', { model: plain(model.name), photos, costs: model.freeTier() });
}
