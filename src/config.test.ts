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

  test('several processes need all of their settings', () => {
    const problemsOf = (env: Record<string, string>) => {
      try {
        parseConfig({ ...required, ...env });
        return [];
      } catch (error) {
        return (error as ConfigError).problems.map(problem => problem.split(':')[0]);
      }
    };
    const redis = { REDIS_URL: 'redis://127.0.0.1' };
    const stores = { STORE_URL: 'postgresql://u@h/d', BLOBS_URL: 's3://bucket' };
    expect(problemsOf({ ROLE: 'worker', ...stores })).toEqual(['REDIS_URL is missing']);
    expect(problemsOf({ ROLE: 'gateway' })).toEqual(['REDIS_URL is missing']);
    expect(problemsOf({ ROLE: 'worker', ...redis })).toEqual([
      'STORE_URL is sqlite, and ROLE is worker',
      'BLOBS_URL is folder, and ROLE is worker',
    ]);
    expect(problemsOf({ ...redis, STORE_URL: stores.STORE_URL })).toEqual([
      'BLOBS_URL is folder, and REDIS_URL is set',
    ]);
    expect(problemsOf({ REDIS_URL: 'http://h' })).toEqual(['REDIS_URL must be an address such as redis']);
    for (const ROLE of ['all', 'gateway', 'worker'])
      expect(problemsOf({ ROLE, ...redis, ...stores })).toEqual([]);
  });

  test('shards are one, as many as Discord wants, so many processes, or these of how many', () => {
    const several = {
      ...{ ...required, ROLE: 'gateway', REDIS_URL: 'redis://127.0.0.1' },
      ...{ STORE_URL: 'postgresql://u@h/d', BLOBS_URL: 's3://bucket' },
    };
    const shardsOf = (SHARDS: string) => parseConfig({ ...several, SHARDS }).SHARDS;
    expect(parseConfig(required).SHARDS).toEqual({ ids: [0], count: 1 });
    expect(parseConfig({ ...required, SHARDS: '1' }).SHARDS).toEqual({ ids: [0], count: 1 });
    expect(shardsOf('auto')).toEqual({ start: 'auto' });
    expect(shardsOf(' 4 ')).toEqual({ start: 4 });
    expect(shardsOf('0,3/4')).toEqual({ ids: [0, 3], count: 4 });
    for (const wrong of ['0', '-1', '1.5', 'all', '4/4', '0,0/2', '/2', '0/', '0/2/3', '1001', '0 1/2'])
      expect(() => shardsOf(wrong)).toThrow('SHARDS must be 1, auto');
    // As discord.js tells a process that its manager starts.
    const managed = { ...several, SHARDING_MANAGER: 'true', SHARDS: '1', SHARD_COUNT: '2' };
    expect(parseConfig(managed).SHARDS).toEqual({ ids: [1], count: 2 });

    expect(() => parseConfig({ ...required, SHARDS: '2' })).toThrow(
      'REDIS_URL is missing: SHARDS asks for several',
    );
    expect(() => parseConfig({ ...several, SHARDS: 'auto', STORE_URL: '' })).toThrow('STORE_URL is sqlite');
    expect(() => parseConfig({ ...several, SHARDS: '0/2', ROLE: 'worker' })).toThrow('leave SHARDS out');
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

  test('what does not parse is told in words', () => {
    const problemsOf = (env: Record<string, string>) => {
      try {
        parseConfig({ ...required, ...env });
      } catch (error) {
        return (error as ConfigError).problems;
      }
      return [];
    };
    expect(problemsOf({ HTTP_PORT: 'eighty' })).toEqual(['HTTP_PORT must be a whole number from 0 to 65535']);
    expect(problemsOf({ HTTP_PORT: '70000' })).toEqual(['HTTP_PORT must be a whole number from 0 to 65535']);
    expect(problemsOf({ QUEUE_MAX: '1.5' })).toEqual(['QUEUE_MAX must be a whole number from 1 to 100000']);
    expect(problemsOf({ HF_ENDPOINT: 'huggingface.co' })).toEqual([
      'HF_ENDPOINT must be an http:// or https:// address',
    ]);
    const wrong = Object.fromEntries(Object.keys(envSchema.shape).map(name => [name, '\u201cwrong\u201d']));
    expect(problemsOf(wrong).length).toBeGreaterThan(15);
    // As zod says it, unless it is told otherwise.
    expect(problemsOf(wrong).join('\n')).not.toMatch(/Invalid|expected|received|Too (big|small)|pattern|NaN/);
  });

  // A header with such characters is refused by the HTTP client, with a stack and at every request.
  test.each(['two words', 'Bot abc.def', 'abc\ndef', '\u201cabc\u201d', 'abc\u00e9'])(
    'a token like %j is malformed',
    token => {
      expect(() => parseConfig({ ...required, DISCORD_TOKEN: token })).toThrow(
        /DISCORD_TOKEN must have no spaces/,
      );
      expect(() => parseConfig({ ...required, HF_TOKEN: `hf_${token}` })).toThrow(
        /HF_TOKEN must have no spaces/,
      );
      expect(() => parseConfig({ ...required, INFERENCE_ENDPOINT_TOKEN: token })).toThrow(/no spaces/);
    },
  );

  test('an empty value counts as absent', () => {
    expect(parseConfig({ ...required, PUBLIC_URL: '', HTTP_PORT: ' ' })).toMatchObject({ HTTP_PORT: 8787 });
    expect(() => parseConfig({ ...required, DISCORD_TOKEN: '' })).toThrow(/DISCORD_TOKEN is missing/);
  });

  test('members can’t install commands of one server for themselves', () => {
    const env = { ...required, USER_INSTALLS: 'on', DISCORD_GUILD_ID: '1400000000000000001' };
    expect(() => parseConfig(env)).toThrow('USER_INSTALLS=on needs commands for every server');
    expect(parseConfig({ ...env, USER_INSTALLS: 'off' }).USER_INSTALLS).toBe('off');
    expect(parseConfig({ ...env, DISCORD_GUILD_ID: '' }).USER_INSTALLS).toBe('on');
    expect(parseConfig(required).USER_INSTALLS).toBe('off');
  });

  test('.env.example names every setting, and no other', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const named = [...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(match => match[1]);
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
