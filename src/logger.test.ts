import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import { createLogger, inRequest } from './logger.ts';

test('neither a token in an error nor a job code in an object reaches the log', () => {
  const lines: string[] = [];
  const logger = createLogger(
    {
      LOG_LEVEL: 'info',
      DISCORD_TOKEN: 'discord-s3cret',
      HF_TOKEN: 'hf_s3cret',
      INFERENCE_ENDPOINT_TOKEN: undefined,
    },
    { write: line => lines.push(line) },
  );
  logger.info(
    { jobCode: 'abc123', nested: { secret: 'whsec_1' }, err: new Error('401 for hf_s3cret') },
    'with discord-s3cret',
  );
  const written = lines.join('');
  expect(written).toContain('401 for');
  for (const secret of ['discord-s3cret', 'hf_s3cret', 'abc123', 'whsec_1'])
    expect(written).not.toContain(secret);
});

test("an error of discord.js leaves out the request: members' photos, job codes and interaction tokens", () => {
  const lines: string[] = [];
  const logger = createLogger(
    {
      LOG_LEVEL: 'info',
      DISCORD_TOKEN: 'a-discord-token',
      HF_TOKEN: 'hf_a-token',
      INFERENCE_ENDPOINT_TOKEN: undefined,
    },
    { write: line => lines.push(line) },
  );
  const token = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTA';
  const err = new DiscordAPIError(
    { code: 10008, message: 'Unknown Message' },
    10008,
    404,
    'PATCH',
    `https://discord.com/api/v10/webhooks/1400000000000000100/${token}/messages/@original`,
    { body: { content: 'eyJqb2JDb2RlIn0' }, files: [{ name: 'photo.jpg', data: Buffer.alloc(2_000, 7) }] },
  );
  logger.warn({ err }, 'an error could not be told');
  const [written = ''] = lines;
  expect(JSON.parse(written).err).toMatchObject({ code: 10008, status: 404, message: 'Unknown Message' });
  expect(written).not.toContain(token);
  expect(written).not.toContain('eyJqb2JDb2RlIn0');
  expect(written.length).toBeLessThan(4_000);
});

test('what is logged in the course of a request says which, also after a wait, and nothing else does', async () => {
  const lines: string[] = [];
  const logger = createLogger(
    { LOG_LEVEL: 'info', DISCORD_TOKEN: 'a', HF_TOKEN: 'hf_b', INFERENCE_ENDPOINT_TOKEN: undefined },
    { write: line => lines.push(line) },
  );
  await Promise.all(
    ['r1', 'r2'].map(id =>
      inRequest(id, async () => {
        await new Promise(resolve => setImmediate(resolve));
        logger.info({ of: id }, 'a call failed');
      }),
    ),
  );
  logger.info('ready');
  const said = lines.map(line => JSON.parse(line) as { of?: string; request?: string });
  expect(said.map(({ of, request }) => [of, request]).sort()).toEqual([
    [undefined, undefined],
    ['r1', 'r1'],
    ['r2', 'r2'],
  ]);
});
