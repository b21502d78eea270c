import {
  InferenceClientInputError,
  InferenceClientProviderApiError,
  InferenceClientProviderOutputError,
} from '@huggingface/inference';
import { cutText } from '../../../cut-text.ts';
import { DownloadError } from '../../downloads/downloads.ts';
import { errorTable, type Signs } from './error-table.ts';
import { InferenceFailure } from './inference-failure.ts';
import { QueueFailedError } from './wait-in-queue.ts';

/** What only the caller knows about a call that failed. */
export interface CallContext {
  via: 'endpoint' | 'provider';
  /** Status of the answer to the request itself; absent where none came. */
  answered: number | undefined;
  /** The answer was a place in a queue, and the picture was to be fetched later. */
  accepted: boolean;
  /** The weights of a LoRA went as a link. */
  byLink: boolean;
  retryAfterSeconds: number | undefined;
  /** Secrets that the call carried: the other side may quote them. */
  secrets: string[];
}

const reasonLengthMost = 200;

/** The other side's words in one short line: no addresses, no markup, nothing that could pass for the bot's own. */
export function tame(words: string): string {
  const line = words
    .replace(/https?:\/\/\S+/g, '…')
    .replace(/hf_\w+/g, '…')
    .replace(/[`*_~|<>[\]#@\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '');
  return cutText(line, reasonLengthMost);
}

/** Digs the sentence out of the bodies that hubs, providers and FastAPI send; a code stands in where there is none. */
function sentenceIn(body: unknown): string {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) {
    return body
      .map(entry => sentenceIn(entry))
      .filter(Boolean)
      .join('; ');
  }
  if (typeof body !== 'object' || body === null) return '';
  const { error, message, detail, msg, reason } = body as Record<string, unknown>;
  const sentences = [error, message, detail, msg].map(sentenceIn);
  // A code such as NOT_ENOUGH_BALANCE stands beside a sentence, and says more.
  const code = typeof reason === 'string' && /^[A-Z_]+$/.test(reason) ? [reason] : [];
  return [...code, ...sentences.filter(Boolean).slice(0, 1)].join(': ');
}

/** Whether the other side's trouble was the LoRA that it was given: by the field, by fal's word for it, or in words. */
function blamesLora(body: unknown): boolean {
  const detail = (body as { detail?: unknown } | null)?.detail;
  const entries: unknown[] = Array.isArray(detail) ? detail : [];
  const named = entries.some(entry => {
    const { loc, type } = (entry ?? {}) as { loc?: unknown; type?: unknown };
    return (Array.isArray(loc) && loc.includes('loras')) || type === 'file_download_error';
  });
  return named || /\bloras?\b|safetensors|adapter/i.test(sentenceIn(body));
}

/** An answer that holds neither a picture nor where it is; `body` as far as it could be read. */
export class NoPictureError extends Error {
  readonly body: unknown;

  constructor(body: unknown) {
    super('the answer holds no picture');
    this.name = 'NoPictureError';
    this.body = body;
  }
}

/** Codes of a connection that never came to be: nothing was sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const codesOf = (error: unknown): unknown[] => {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : codesOf(error.cause);
  return [(error as NodeJS.ErrnoException).code, ...inner];
};

function signsOf(error: unknown, context: CallContext): Signs {
  const base = {
    reason: '',
    retryAfterSeconds: context.retryAfterSeconds,
    accepted: context.accepted,
    via: context.via,
  };
  if (error instanceof InferenceClientProviderApiError) {
    const { status, body } = error.httpResponse;
    const estimate =
      typeof body === 'object' && body !== null && 'estimated_time' in body
        ? Number(body.estimated_time)
        : Number.NaN;
    return {
      ...base,
      how: 'refused',
      status,
      reason: tame(sentenceIn(body)),
      loraRefused: context.byLink && blamesLora(body),
      ...(Number.isFinite(estimate) ? { estimatedSeconds: estimate } : {}),
    };
  }
  if (error instanceof NoPictureError) {
    return { ...base, how: 'unreadable', reason: tame(sentenceIn(error.body)) };
  }
  if (error instanceof QueueFailedError) {
    return { ...base, how: 'unreadable', reason: tame(sentenceIn(error.reason)) };
  }
  if (error instanceof DownloadError) return { ...base, how: 'not-downloaded' };
  if (error instanceof InferenceClientProviderOutputError) return { ...base, how: 'unreadable' };
  if (error instanceof InferenceClientInputError) return { ...base, how: 'unroutable' };
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return { ...base, how: 'timed-out' };
  }
  if (codesOf(error).some(code => typeof code === 'string' && neverSent.has(code))) {
    return { ...base, how: 'unconnected' };
  }
  if (context.answered === 200 && error instanceof TypeError && error.message === 'terminated') {
    return { ...base, how: 'cut-off' };
  }
  if (context.answered === 200 && (error instanceof SyntaxError || error instanceof RangeError))
    return { ...base, how: 'unreadable' };
  return { ...base, how: 'lost' };
}

/** The same error without what the call carried in secret: the other side may have said it back, and errors are logged. */
function withoutSecrets(error: unknown, { secrets, byLink }: CallContext): unknown {
  const strip = (words: string) => {
    const left = secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), words);
    // Cut short or spelt otherwise, a link might be none of them.
    return byLink ? left.replace(/https?:[^\s"'\\]+/g, '…') : left;
  };
  if (error instanceof InferenceClientProviderApiError) {
    const { requestId, status, body } = error.httpResponse;
    const { url, method } = error.httpRequest;
    const stripped = JSON.parse(strip(JSON.stringify(body)));
    return new InferenceClientProviderApiError(
      strip(error.message),
      { url, method },
      { requestId, status, body: stripped },
    );
  }
  if (error instanceof NoPictureError) {
    return new NoPictureError(JSON.parse(strip(JSON.stringify(error.body ?? null))));
  }
  if (error instanceof QueueFailedError) {
    return new QueueFailedError(JSON.parse(strip(JSON.stringify(error.reason ?? null))));
  }
  return error;
}

/** Turns whatever a call threw into a failure that says what it means for the member, the bill and the next attempt. */
export function translateError(error: unknown, context: CallContext): InferenceFailure {
  if (error instanceof InferenceFailure) return error;
  const cause = withoutSecrets(error, context);
  const signs = signsOf(cause, context);
  const row = errorTable.find(({ when }) => when(signs));
  if (!row) throw new Error('the last row of the error table fits everything');
  return new InferenceFailure(row.code, row.words(signs), {
    cost: row.cost,
    retry: row.retry?.(signs),
    elsewhere: row.elsewhere,
    blame: row.blame,
    cause,
  });
}
