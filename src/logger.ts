import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type { Logger };

/** Paths whose values never reach the log, whatever object they are logged in. */
const secretPaths = [
  'token',
  'secret',
  'authorization',
  'password',
  'jobCode',
  'oneTimeToken',
  'embedding',
].flatMap(name => [name, `*.${name}`, `*.*.${name}`]);

/**
 * JSON lines on standard output (or on `destination`). Besides the redacted paths, the configured secrets
 * themselves are struck from every line: libraries put tokens into error messages and URLs.
 */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL' | 'DISCORD_TOKEN' | 'HF_TOKEN' | 'INFERENCE_ENDPOINT_TOKEN'>,
  destination: { write(line: string): void } = process.stdout,
): Logger {
  const secrets = [config.DISCORD_TOKEN, config.HF_TOKEN, config.INFERENCE_ENDPOINT_TOKEN].filter(
    secret => secret !== undefined,
  );
  return pino(
    { level: config.LOG_LEVEL, redact: { paths: secretPaths, censor: '[redacted]' }, base: null },
    {
      write(line: string) {
        destination.write(secrets.reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), line));
      },
    },
  );
}
