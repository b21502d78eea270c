import type { ErrorCode } from '../../../errors.ts';
import { type Said, said } from '../../../words/words.ts';
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
  words(signs: Signs): Said;
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
const reasoned = (pattern: RegExp) => (signs: Signs) => pattern.test(signs.reason);
/** As providers say that their own account of the bot is empty or locked: Novita, fal, DeepSeek. */
const noBalance = /not[_ ]enough[_ ]balance|(exhausted|insufficient)[_ ]balance|user is locked/i;
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
      reason ? said('huggingface.loraRefusedSaying', { reason }) : said('huggingface.loraRefused'),
    cost: 'free',
    elsewhere: true,
  },
  {
    name: 'queue-refused',
    // fal's queue answers a request that it cannot work on when the result is fetched; it bills nothing for it.
    when: signs => signs.accepted && status(400, 422)(signs) && signs.reason !== '',
    code: 'bad-input',
    words: ({ reason }) =>
      reason ? said('huggingface.badRequestSaying', { reason }) : said('huggingface.badRequest'),
    cost: 'free',
  },
  {
    name: 'not-downloaded',
    when: signs => signs.how === 'not-downloaded',
    code: 'provider-failed',
    words: () => said('huggingface.notDownloaded'),
    cost: 'unknown',
    blame: 'way',
  },
  {
    name: 'after-the-queue',
    when: signs => signs.accepted && (signs.how === 'refused' || signs.how === 'unconnected'),
    code: 'provider-failed',
    words: () => said('huggingface.pictureLost'),
    cost: 'unknown',
    blame: 'way',
  },
  {
    // Before what a 403 usually means: this one is about money, and about one provider's.
    name: 'provider-balance',
    when: signs => status(402, 403)(signs) && signs.via === 'provider' && reasoned(noBalance)(signs),
    code: 'provider-refused',
    words: () => said('huggingface.providerBalance'),
    cost: 'free',
    elsewhere: true,
    blame: 'provider',
  },
  {
    name: 'auth',
    when: signs =>
      status(401)(signs) ||
      (status(403)(signs) && reasoned(/permission|authentication|token|invalid credentials/i)(signs)),
    code: 'provider-refused',
    words: ({ via }) => said(via === 'endpoint' ? 'huggingface.endpointAuth' : 'huggingface.tokenRefused'),
    cost: 'free',
  },
  {
    name: 'forbidden',
    when: status(403),
    code: 'provider-refused',
    words: () => said('huggingface.termsNotAccepted'),
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'provider-billing',
    when: signs => status(402)(signs) && reasoned(/pay[- ]as[- ]you[- ]go/i)(signs),
    code: 'provider-refused',
    words: () => said('huggingface.paymentMethod'),
    cost: 'free',
    elsewhere: true,
    blame: 'provider',
  },
  {
    name: 'quota',
    when: status(402),
    code: 'account-paused',
    words: () => said('huggingface.creditsUsedUp'),
    cost: 'free',
  },
  {
    name: 'model-unavailable',
    when: signs => status(404, 410)(signs) || (status(400)(signs) && reasoned(/not supported/i)(signs)),
    code: 'model-unavailable',
    words: ({ via }) =>
      said(via === 'endpoint' ? 'huggingface.notOnEndpoint' : 'huggingface.noLongerAvailable'),
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'bad-request',
    when: status(400, 413, 415, 422),
    code: 'bad-input',
    words: ({ reason }) =>
      reason ? said('huggingface.badRequestSaying', { reason }) : said('huggingface.badRequest'),
    cost: 'free',
  },
  {
    name: 'rate-limited',
    when: status(429),
    code: 'provider-failed',
    words: () => said('huggingface.slowDown'),
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
    words: () => said('huggingface.warmingUp'),
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
    words: () => said('huggingface.trouble'),
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
    words: () => said('huggingface.timedOut'),
    cost: 'unknown',
    blame: 'way',
  },
  {
    name: 'not-connected',
    when: signs => signs.how === 'unconnected',
    code: 'provider-failed',
    words: ({ via }) =>
      said(via === 'endpoint' ? 'huggingface.endpointUnreachable' : 'huggingface.unreachable'),
    cost: 'free',
    retry: () => ({ kind: 'backoff' }),
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'cut-off',
    when: signs => signs.how === 'cut-off',
    code: 'picture-unusable',
    words: () => said('huggingface.damaged'),
    cost: 'free',
    blame: 'way',
  },
  {
    name: 'no-route',
    when: signs => signs.how === 'unroutable',
    code: 'model-unavailable',
    words: () => said('huggingface.noRoute'),
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    // An endpoint that answers 200 and says in words what went wrong. It costs no credit.
    name: 'endpoint-error',
    when: signs => signs.how === 'unreadable' && signs.via === 'endpoint' && signs.reason !== '',
    code: 'provider-failed',
    words: ({ reason }) => said('huggingface.endpointError', { reason }),
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'provider-error',
    when: signs => signs.how === 'unreadable' && signs.reason !== '',
    code: 'provider-failed',
    words: ({ reason }) => said('huggingface.providerError', { reason }),
    cost: 'unknown',
    blame: 'way',
  },
  {
    name: 'unreadable',
    when: signs => signs.how === 'unreadable',
    code: 'provider-failed',
    words: () => said('huggingface.noPicture'),
    cost: 'unknown',
    blame: 'way',
  },
  {
    name: 'refused',
    when: signs => signs.how === 'refused',
    code: 'provider-failed',
    words: () => said('huggingface.refused'),
    cost: 'free',
    elsewhere: true,
    blame: 'way',
  },
  {
    name: 'network',
    when: () => true,
    code: 'provider-failed',
    words: () => said('huggingface.connectionBroke'),
    cost: 'unknown',
    blame: 'way',
  },
];
