import { AsyncLocalStorage } from 'node:async_hooks';
import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type { Logger };

const requests = new AsyncLocalStorage<string>();

/** Every line that is logged in the course of this work says which request it is for. */
export const inRequest = <T>(id: string, work: () => T): T => requests.run(id, work);

/** Names of fields whose values never reach the log, whatever object they are in. */
const secretPaths = [
  'token',
  'secret',
  'authorization',
  'password',
  'jobCode',
  'oneTimeToken',
  'embedding',
].flatMap(name => [name, `*.${name}`, `*.*.${name}`]);

/** The URLs of Discord's REST API contain interaction tokens. */
const withoutTokens = (words: string) =>
  words.replace(/(\/(?:webhooks|interactions)\/\d+\/)[\w.-]{20,}/g, '$1[redacted]');

/**
 * An error as its type, message, stack and codes. Other properties that libraries attach are left out: discord.js
 * keeps the whole request, with members' photos and job codes in it.
 */
function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return withoutTokens(String(error));
  const { name, message, stack, cause } = error;
  const { code, status, statusCode, method, url } = error as Error & Partial<Record<string, unknown>>;
  return {
    type: name,
    message: withoutTokens(message),
    stack: withoutTokens(stack ?? ''),
    code,
    status: status ?? statusCode,
    method,
    url: typeof url === 'string' ? withoutTokens(url) : undefined,
    ...(cause === undefined ? {} : { cause: errorForLog(cause) }),
  };
}

/** A lone per cent sign in a password stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What opens an address with a name and a password in it, in every form in which it may turn up. */
function secretsInUrl(url: string | undefined): string[] {
  if (!url || !URL.canParse(url)) return [];
  const { username, password } = new URL(url);
  const opened = `${decoded(username)}:${decoded(password)}`;
  const forms = [opened, `${username}:${password}`, Buffer.from(opened).toString('base64')];
  return password ? [...forms, password, decoded(password)] : [];
}

/**
 * JSON lines on standard output (or on `destination`). Besides the redacted fields, the configured secrets
 * themselves are removed from every line: libraries put tokens into error messages and URLs.
 */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL' | 'DISCORD_TOKEN' | 'HF_TOKEN' | 'INFERENCE_ENDPOINT_TOKEN'> &
    Partial<Pick<Config, 'INFERENCE_ENDPOINT_URL' | 'STORE_URL' | 'REDIS_URL'>>,
  destination: { write(line: string): void } = process.stdout,
): Logger {
  const secrets = [
    config.DISCORD_TOKEN,
    config.HF_TOKEN,
    config.INFERENCE_ENDPOINT_TOKEN,
    ...secretsInUrl(config.INFERENCE_ENDPOINT_URL),
    ...secretsInUrl(config.STORE_URL),
    ...secretsInUrl(config.REDIS_URL),
  ].filter(secret => secret !== undefined);
  return pino(
    {
      level: config.LOG_LEVEL,
      serializers: { err: errorForLog },
      redact: { paths: secretPaths, censor: '[redacted]' },
      base: null,
      mixin() {
        const request = requests.getStore();
        return request === undefined ? {} : { request };
      },
    },
    {
      write(line: string) {
        destination.write(secrets.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), line));
      },
    },
  );
}
