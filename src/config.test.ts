import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, envSchema, parseConfig } from './config.ts';

const required = { DISCORD_TOKEN: 'a-token', HF_TOKEN: 'hf_secret' };

describe('settings', () => {
  test('two tokens are enough', () => {
    expect(parseConfig(required)).toMatchObject({
      HTTP_PORT: 8787,
      QUOTA_DAILY_TOKENS: 30_000,
      STORE_URL: 'sqlite',
    });
  });

  test('everything wrong is listed at once, without the values', () => {
    const env = { HF_TOKEN: 'my-wrong-token', HTTP_PORT: 'eighty', PUBLIC_URL: 'ftp://x', LOG_LEVEL: 'loud' };
    const error = (() => {
      try {
        parseConfig(env);
      } catch (thrown) {
        return thrown as ConfigError;
      }
      throw new Error('nothing was thrown');
    })();
    expect(error).toBeInstanceOf(ConfigError);
    for (const name of ['DISCORD_TOKEN', 'HF_TOKEN', 'HTTP_PORT', 'PUBLIC_URL', 'LOG_LEVEL']) {
      expect(error.problems.some(problem => problem.startsWith(name))).toBe(true);
    }
    expect(error.message).not.toContain('my-wrong-token');
  });

  test('an empty value counts as absent', () => {
    expect(parseConfig({ ...required, PUBLIC_URL: '', HTTP_PORT: ' ' })).toMatchObject({ HTTP_PORT: 8787 });
    expect(() => parseConfig({ ...required, DISCORD_TOKEN: '' })).toThrow(/DISCORD_TOKEN is missing/);
  });

  test('.env.example names every setting, and no other', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const named = [...example.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(match => match[1]);
    expect(named.sort()).toEqual(Object.keys(envSchema.shape).sort());
  });
});

test('words for the trainer are split at spaces, and quotes hold them together', () => {
  const { TRAINER_ARGS } = parseConfig({
    ...required,
    TRAINER_ARGS: `--base-path "/my models/sd" --note 'a b'  --precision bf16`,
  });
  expect(TRAINER_ARGS).toEqual(['--base-path', '/my models/sd', '--note', 'a b', '--precision', 'bf16']);
});
