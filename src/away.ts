import { StartError } from './config.ts';

/** Something that the bot needs does not answer now: the same start may succeed later. */
export class AwayError extends StartError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AwayError';
  }
}

const unreachable = new Set<unknown>([
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT'],
  ...['ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EPIPE'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_SOCKET'],
]);

/** What the network said, in an error or in what caused it: that something cannot be reached. */
export function unreachableIn(error: unknown): string | undefined {
  return [error, ...causesOf(error)]
    .map(each => (each as { code?: unknown } | undefined)?.code)
    .find((code): code is string => unreachable.has(code));
}

function causesOf(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors : error.cause ? [error.cause] : [];
  return inner.flatMap(each => [each, ...causesOf(each)]);
}
