import type { TrainedWays } from '../../services/generation/requests/trained-ways.ts';
import { plain, timestamp } from '../components.ts';

/** Where images of the trained version come from now, and who would not load it: one line. */
export function trainedWaysWords({ routes, afterConsent, refused }: TrainedWays): string {
  const [first] = routes;
  const [last] = refused;
  const refusal = last
    ? ` ${last.provider} refused it ${timestamp(last.at, 'R')}: ${plain(last.reason ?? 'it did not say why', 200)}`
    : '';
  if (first?.via === 'endpoint') return `from the bot’s own endpoint.${refusal}`;
  if (first) {
    return first.link
      ? `from ${first.provider}, which gets the private model by a link that runs out.${refusal}`
      : `from ${first.provider}.${refusal}`;
  }
  if (afterConsent.length > 0) {
    return `from ${afterConsent.join(' or ')}, once the person shown agrees that the model is sent there.`;
  }
  return refusal
    ? `from nowhere.${refusal}`
    : 'from nowhere now: no image service loads models of this base.';
}
