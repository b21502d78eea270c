import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AwayError } from '../../away.ts';
import { ConfigError, parseConfig } from '../../config.ts';
import { openBlobs } from './open-storage.ts';

const logger = pino({ level: 'silent' });

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-storage-'));
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true, force: true });
});

async function opened(endpoint: string): Promise<unknown> {
  const config = parseConfig({
    ...{ DISCORD_TOKEN: 'a.b.c', HF_TOKEN: 'hf_x', DATA_DIR: dir },
    BLOBS_URL: `s3://pictures?endpoint=${encodeURIComponent(endpoint)}`,
  });
  return openBlobs({ config, onClose: () => {}, logger }).catch(error => error);
}

describe('an object store that the bot can’t start with', () => {
  test('is waited for where nobody is there', async () => {
    const error = await opened('http://127.0.0.1:9');
    expect(error).toBeInstanceOf(AwayError);
    expect(String(error)).toMatch(/BLOBS_URL names an object store that does not answer.*ECONNREFUSED/);
  });

  test.each([
    ['is waited for where it can’t work now', 503, 'ServiceUnavailable', AwayError],
    ['is a setting to mend where it refuses', 403, 'AccessDenied', ConfigError],
  ])('%s', async (_what, status, code, kind) => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(`<Error><Code>${code}</Code><Message>so it is</Message></Error>`);
    }).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const error = await opened(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
    expect(error).toBeInstanceOf(kind);
    expect(String(error)).toContain('BLOBS_URL');
  });
});
