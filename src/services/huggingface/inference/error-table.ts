import type { ErrorCode } from '../../../errors.ts';
import type { Retry } from './inference-failure.ts';

/** What is known of a failed call, whichever client class it came in. */
export interface Signs {
  /** HTTP status of the answer; absent where there was none. */
  status?: number | undefined;
  /** What the other side said, in one short line. */
  reason: string;
  /** Retry-After, in seconds. */
  retryAfterSeconds?: number | undefined;
  /** How long the model needs to load, in seconds. */
  estimatedSeconds?: number | undefined;
  /**
   * refused: the other side answered the request itself with an error.
   * unconnected: the request was never sent. lost: it was sent and the connection broke without an answer.
   * timed-out: no answer in time. cut-off: the picture began to arrive and did not end.
   * unreadable: an answer that is no picture. unroutable: the client would not send it.
   * not-downloaded: the picture was made, and could not be fetched from where it lies.
   */
  how:
    | 'refused'
    | 'unconnected'
    | 'lost'
    | 'timed-out'
    | 'cut-off'
    | 'unreadable'
    | 'unroutable'
    | 'not-downloaded';
  /** A queue had already taken the request, so that the work may be done, and billed, all the same. */
  accepted: boolean;
  via: 'endpoint' | 'provider';
  /** It answered that it cannot take the LoRA that it was given a link to. */
  loraRefused?: boolean;
}

interface Row {
  name: string;
  when(signs: Signs): boolean;
  code: ErrorCode;
  words(signs: Signs): string;
  cost: 'free' | 'unknown';
  retry?(signs: Signs): Retry;
  elsewhere?: boolean;
  /** Whose trouble it is, for the circuit breaker. */
  blame?: 'way' | 'provider';
}

const status =
  (...codes: number[]) =>
  (signs: Signs) =>
    signs.how === 'refused' && signs.status !== undefined && codes.includes(signs.status);
const said = (pattern: RegExp) => (signs: Signs) => pattern.test(signs.reason);
/** As providers say that their own account of the bot is empty or locked: Novita, fal, DeepSeek. */
const noBalance = /not[_ ]enough[_ ]balance|(exhausted|insufficient)[_ ]balance|user is locked/i;
const quoted = (reason: string) => (reason ? `: ${reason}` : '');
const afterDefaultSeconds = 5;
const warmUpDefaultSeconds = 10;

/** The first row that fits says what a failure means for the member, for the bill and for the next attempt. */
export const errorTable: Row[] = [
  {
    name: 'lora-refused',
    // fal's queue says so with the result, and bills nothing for it: nothing was computed.
    when: signs => signs.loraRefused === true && status(400, 404, 413, 415, 422)(signs),
    code: 'not-served',
    words: ({ reason }) =>
      `The image service couldn’t load the trained model${quoted(reason)}. Nothing was spent.`,
    cost: 'free',
    elsewhere: true,
  },
  {
    name: 'queue-refused',
    // fal's queue answers a request that it cannot work on when the result is fetched; it bills nothing for it.
    when: signs => signs.accepted && status(400, 422)(signs) && signs.reason !== '',
    code: 'bad-input',
    words: ({ reason }) =>
      `The provider didn’t accept this request${quoted(reason)}. Change the prompt or a setting.`,
    cost: 'free',
  },
  {
    name: 'not-downloaded',
    when: signs => signs.how === 'not-downloaded',
    code: 'provider-failed',
    words: () =>
      'The provider made the picture, but I couldn’t download it. It counts against the budget, so I didn’t make it again.',
    cost: 'unknown',
    blame: 'way',
  },
  {
    name: 'after-the-queue',
    when: signs => signs.accepted && (signs.how === 'refused' || signs.how === 'unconnected'),
    code: 'provider-failed',
    words: () =>
      'The provider took the request and lost the picture. It may still count against the budget, so I didn’t repeat it.',
    cost: 'unknown',
    blame: 'way',
  },
  {
    // Before what a 403 usually means: this one is about money, and about one provider's.
    name: 'provider-balance',
    when: signs => status(402, 403)(signs) && signs.via === 'provider' && said(noBalance)(signs),
    code: 'provider-refused',
    words: () =>
      'The shared account has no credit at this provider, or is locked there. Nothing was spent; pick another model or tell an admin.',
    cost: 'free',
    elsewhere: true,
    blame: 'provider',
  },
  {
    name: 'auth',
    when: signs =>
      status(401)(signs) ||
      (status(403)(signs) && said(/permission|authentication|token|invalid credentials/i)(signs)),
    code: 'provider-refused',
    words: ({ via }) =>
      via === 'endpoint'
        ? "The server's own endpoint refused me. Tell an admin to check INFERENCE_ENDPOINT_TOKEN."
        : 'Hugging Face refused my token. Tell an admin to renew it or allow it to make inference calls.',
    cost: 'free',
  },
  {
    name: 'forbidden',
    when: status(403),
    code: 'provider-refused',
    words: () =>
      'The shared account can’t use this model until its terms are accepted on Hugging Face. Tell an admin or pick another model.',
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'provider-billing',
    when: signs => status(402)(signs) && said(/pay[- ]as[- ]you[- ]go/i)(signs),
    code: 'provider-refused',
    words: () => 'This provider wants a payment method the shared account doesn’t have. Pick another model.',
    cost: 'free',
    elsewhere: true,
    blame: 'provider',
  },
  {
    name: 'quota',
    when: status(402),
    code: 'account-paused',
    words: () =>
      "The shared Hugging Face account's credits are used up. Images work again once an admin tops it up or the month ends.",
    cost: 'free',
  },
  {
    name: 'model-unavailable',
    when: signs => status(404, 410)(signs) || (status(400)(signs) && said(/not supported/i)(signs)),
    code: 'model-unavailable',
    words: ({ via }) =>
      via === 'endpoint'
        ? "The server's own endpoint doesn’t have this model, or this version of the actor. `/models list` shows what’s available."
        : 'This model is no longer available. `/models list` shows what is.',
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'bad-request',
    when: status(400, 413, 415, 422),
    code: 'bad-input',
    words: ({ reason }) =>
      `The provider didn’t accept this request${quoted(reason)}. Change the prompt or a setting.`,
    cost: 'free',
  },
  {
    name: 'rate-limited',
    when: status(429),
    code: 'provider-failed',
    words: () => 'Hugging Face is asking everyone to slow down. Nothing was spent; try again in a minute.',
    cost: 'free',
    retry: ({ retryAfterSeconds }) => ({
      kind: 'after',
      seconds: retryAfterSeconds ?? afterDefaultSeconds,
      warmingUp: false,
    }),
  },
  {
    name: 'warming-up',
    when: signs => status(503)(signs) && signs.estimatedSeconds !== undefined,
    code: 'provider-failed',
    words: () => 'The model is still warming up. Nothing was spent; try again in a minute.',
    cost: 'free',
    retry: ({ estimatedSeconds, retryAfterSeconds }) => ({
      kind: 'after',
      seconds: retryAfterSeconds ?? estimatedSeconds ?? warmUpDefaultSeconds,
      warmingUp: true,
    }),
  },
  {
    name: 'transient',
    when: status(500, 502, 503, 504),
    code: 'provider-failed',
    words: () => 'The provider is having trouble. Nothing was spent; try again in a minute.',
    cost: 'free',
    retry: ({ retryAfterSeconds }) =>
      retryAfterSeconds === undefined
        ? { kind: 'backoff' }
        : { kind: 'after', seconds: retryAfterSeconds, warmingUp: false },
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'timeout',
    when: signs => signs.how === 'timed-out',
    code: 'timed-out',
    words: () =>
      'The provider didn’t answer in time. It may still count against the budget, so I didn’t repeat it.',
    cost: 'unknown',
    blame: 'way',
  },
  {
    name: 'not-connected',
    when: signs => signs.how === 'unconnected',
    code: 'provider-failed',
    words: ({ via }) =>
      `${via === 'endpoint' ? "The server's own endpoint" : 'Hugging Face'} can’t be reached. Nothing was spent; try again in a minute.`,
    cost: 'free',
    retry: () => ({ kind: 'backoff' }),
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'cut-off',
    when: signs => signs.how === 'cut-off',
    code: 'picture-unusable',
    words: () => 'The picture arrived damaged. It doesn’t count; try again.',
    cost: 'free',
    blame: 'way',
  },
  {
    name: 'no-route',
    when: signs => signs.how === 'unroutable',
    code: 'model-unavailable',
    words: () => 'This model can’t make images from text through its provider. Pick another model.',
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    // An endpoint that answers 200 and says in words what went wrong. It costs no credit.
    name: 'endpoint-error',
    when: signs => signs.how === 'unreadable' && signs.via === 'endpoint' && signs.reason !== '',
    code: 'provider-failed',
    words: ({ reason }) =>
      `The server's own endpoint answered with an error${quoted(reason)}. Tell an admin, or pick another model.`,
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'provider-error',
    when: signs => signs.how === 'unreadable' && signs.reason !== '',
    code: 'provider-failed',
    words: ({ reason }) =>
      `The provider answered with an error${quoted(reason)}. It may still count against the budget, so I didn’t repeat it.`,
    cost: 'unknown',
    blame: 'way',
  },
  {
    name: 'unreadable',
    when: signs => signs.how === 'unreadable',
    code: 'provider-failed',
    words: () => 'The provider didn’t send a picture. Try again or pick another model.',
    cost: 'unknown',
    blame: 'way',
  },
  {
    name: 'refused',
    when: signs => signs.how === 'refused',
    code: 'provider-failed',
    words: () => 'The provider refused the request. Pick another model or try again later.',
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'network',
    when: () => true,
    code: 'provider-failed',
    words: () =>
      'The connection to the provider broke. The image may still count against the budget, so I didn’t repeat it.',
    cost: 'unknown',
    blame: 'way',
  },
];
