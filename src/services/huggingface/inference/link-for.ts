import { said } from '../../../words/words.ts';
import { NoLinkError, WeightsGoneError } from '../hub/weights-links.ts';
import type { ImageRequest, MakeLink, Route } from './image-request.ts';
import { InferenceFailure } from './inference-failure.ts';

/** The address for the weights, where the route wants one. @throws InferenceFailure; nothing was sent then */
export async function linkFor(
  makeLink: MakeLink | undefined,
  route: Route,
  { lora }: ImageRequest,
): Promise<string | undefined> {
  if (route.via === 'endpoint' || !route.link || !lora || !route.weightsPath) return undefined;
  if (!makeLink) throw new InferenceFailure('not-served', said('huggingface.notSendable'), { cost: 'free' });
  try {
    return await makeLink(route.link, lora, route.weightsPath);
  } catch (cause) {
    if (cause instanceof WeightsGoneError) {
      throw new InferenceFailure('gone', said('huggingface.weightsGone'), { cost: 'free', cause });
    }
    if (!(cause instanceof NoLinkError)) throw cause;
    throw new InferenceFailure('provider-failed', said('huggingface.weightsNotServed'), {
      cost: 'free',
      retry: { kind: 'backoff' },
      elsewhere: true,
      cause,
    });
  }
}

const secretLengthLeast = 12;

/** What of a link opens the weights, and must not be said: the whole, and everything in it that is as long as a secret. */
export function secretsOf(link: string): string[] {
  const { pathname, searchParams } = new URL(link);
  const parts = [...pathname.split('/'), ...searchParams.values()];
  const spelt = [link, ...parts.flatMap(part => [part, encodeURIComponent(part)])];
  return [...new Set(spelt)].filter(part => part.length >= secretLengthLeast);
}
