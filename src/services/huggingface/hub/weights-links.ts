import { type HubAccess, timed } from './hub-access.ts';

/** A file of a model repo at a commit. */
export interface WeightsFile {
  repo: string;
  revision: string;
  path: string;
}

/** Addresses at which a file of a private repo can be had without a token, for a while. */
export interface WeightsLinks {
  /**
   * The hub's own: whoever has it can fetch the file for about an hour. It goes into the one request that it is made
   * for, and nowhere else. @throws WeightsGoneError; NoLinkError
   */
  of(file: WeightsFile): Promise<string>;
}

/** The repo, or the file in it, is not there any more, or not for this token. */
export class WeightsGoneError extends Error {}

/** The hub gave no address. Its own errors could say one, so that none is passed on. */
export class NoLinkError extends Error {}

const redirectsMost = 3;

/**
 * The hub answers for a large file with a redirect to its storage, whose address carries a signature in place of a
 * token. `huggingface_hub` takes it from a HEAD too (`get_hf_file_metadata`, then `http_get` of its `location`).
 */
export function createWeightsLinks({ hubUrl, token }: HubAccess): WeightsLinks {
  const hub = new URL(hubUrl).origin;
  // With the token the hub alone is asked.
  const isHubsOwn = (address: URL) => address.origin === hub && /\/resolve\//.test(address.pathname);

  return {
    async of({ repo, revision, path }) {
      const parts = [...repo.split('/'), 'resolve', revision, ...path.split('/')];
      let address = new URL(`${hubUrl}/${parts.map(encodeURIComponent).join('/')}`);
      for (let redirects = 0; redirects <= redirectsMost; redirects++) {
        const { status, location } = await head(address, token);
        if (status === 401 || status === 403 || status === 404) {
          throw new WeightsGoneError(`the hub answered ${status} for the weights of an actor`);
        }
        if (status < 300 || status > 399 || !location || !URL.canParse(location, address.href)) {
          throw new NoLinkError(`the hub gave no address for the weights of an actor: it answered ${status}`);
        }
        const next = new URL(location, address);
        if (!isHubsOwn(next)) return checked(next, address);
        // A repo that was renamed.
        address = next;
      }
      throw new NoLinkError('the hub went on redirecting');
    },
  };
}

async function head(address: URL, token: string): Promise<{ status: number; location: string | null }> {
  try {
    const response = await timed()(address, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
    });
    await response.body?.cancel();
    return { status: response.status, location: response.headers.get('location') };
  } catch (error) {
    throw new NoLinkError(`the hub did not answer: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}

/** What opens a private model does not travel in the clear, unless the hub itself is a stand-in without TLS. */
function checked(link: URL, from: URL): string {
  if (link.protocol === 'https:' || (link.protocol === 'http:' && from.protocol === 'http:'))
    return link.href;
  throw new NoLinkError('the hub gave an address that is not HTTPS');
}
