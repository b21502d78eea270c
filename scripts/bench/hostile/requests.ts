/** What a stranger, or a trainer gone wrong, may send to the callback server. A seed makes a run repeatable. */
import { claimsAndPhotos } from './claims-and-photos.ts';
import { eventContents } from './event-contents.ts';
import { eventSignatures } from './event-signatures.ts';
import { createMaterial, type HostileRequest, type Kinds } from './material.ts';
import { rawRequest } from './raw-bytes.ts';
import type { Accepted, Targets } from './targets.ts';
import { transport } from './transport.ts';
import { unreadableEvents } from './unreadable-events.ts';

/** Each call gives the next request. `accepted` grows while the bot stores events of the running job. */
export function createHostileRequests(
  seed: string,
  targets: Targets,
  accepted: readonly Accepted[],
): () => HostileRequest {
  const material = createMaterial(seed, targets, accepted);
  const { pick, chance } = material.random;
  const kinds: Kinds = {
    ...unreadableEvents(material),
    ...eventSignatures(material),
    ...eventContents(material),
    ...transport(material),
    ...claimsAndPhotos(material),
    'not HTTP': () => ({
      method: 'RAW',
      path: '',
      headers: {},
      raw: rawRequest(material.random),
      allowed: [0, 400, 401, 404, 405, 413, 414, 417, 422, 431],
    }),
  };
  const names = Object.keys(kinds);
  return () => {
    // Each raw request costs a connection of its own, so they are rare.
    const kind = pick(names.filter(name => name !== 'not HTTP' || chance(0.1)));
    const make = kinds[kind];
    if (!make) throw new Error(kind);
    return { kind, ...make() };
  };
}
