import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

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
