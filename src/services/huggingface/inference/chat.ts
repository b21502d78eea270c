import { chatCompletion } from '@huggingface/inference';
import { said } from '../../../words/words.ts';
import { retryAfterIn } from '../retry-after.ts';
import { bytesWithin } from './bounded-body.ts';
import { InferenceFailure } from './inference-failure.ts';
import { type Origins, redirectedFetch } from './redirected-fetch.ts';
import { type CallContext, translateError } from './translate-error.ts';

export interface ChatAccount {
  origins: Origins;
  token: string;
  billTo?: string | undefined;
  timeoutMs: number;
}

export interface ChatQuestion {
  model: string;
  system: string;
  words: string;
  /** The longest answer, in the model's tokens. */
  tokensMost: number;
}

const answerBytesMost = 256 * 1024;

/**
 * One answer of a chat model, through whichever provider the router picks. It is asked once: what may have been paid
 * for is not repeated.
 * @throws InferenceFailure that says what the failure cost.
 */
export async function chat(account: ChatAccount, question: ChatQuestion): Promise<string> {
  const { origins, token, billTo, timeoutMs } = account;
  const context: CallContext = {
    ...{ via: 'provider', answered: undefined, accepted: false, byLink: false },
    ...{ retryAfterSeconds: undefined, secrets: [token] },
  };
  const signal = AbortSignal.timeout(timeoutMs);
  const bounded: typeof fetch = async (input, init) => {
    const response = await redirectedFetch(origins)(input, { ...init, signal });
    context.answered = response.status;
    context.retryAfterSeconds = retryAfterIn(response.headers, Date.now());
    const { status, headers } = response;
    return new Response(new Uint8Array(await bytesWithin(response, answerBytesMost)), { status, headers });
  };
  const { model, system, words, tokensMost } = question;
  try {
    const answer = await chatCompletion(
      {
        accessToken: token,
        model,
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: words },
        ],
        max_tokens: tokensMost,
        temperature: 0.7,
      },
      // The client would ask again and again after a 503.
      { fetch: bounded, retry_on_error: false, ...(billTo ? { billTo } : {}) },
    );
    const said = answer.choices[0]?.message.content;
    if (typeof said === 'string' && said.trim() !== '') return said;
  } catch (error) {
    throw translateError(error, context);
  }
  throw new InferenceFailure('provider-failed', said('huggingface.noWords'), { cost: 'unknown' });
}
