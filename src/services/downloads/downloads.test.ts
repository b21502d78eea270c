import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDownloads, DownloadError, type DownloadLimits } from './downloads.ts';

let server: Server;
let origin: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: string[];
const downloads = createDownloads({
  lookup: (hostname, _options, callback) => {
    const addresses: Record<string, string[]> = {
      'metadata.example': ['169.254.169.254'],
      'private.example': ['10.1.2.3'],
      'mixed.example': ['93.184.216.34', '192.168.0.9'],
      'mapped.example': ['::ffff:127.0.0.1'],
      'local.example': ['127.0.0.1'],
    };
    const found = (addresses[hostname] ?? []).map(address => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    if (found.length > 0) callback(null, found);
    else callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
  },
});
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await downloads.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const limits = (changes: Partial<DownloadLimits> = {}): DownloadLimits => ({
  bytesMost: 1_000,
  timeoutMs: 10_000,
  trustedOrigins: [origin],
  ...changes,
});
async function failureOf(url: string, changes: Partial<DownloadLimits> = {}): Promise<DownloadError> {
  const error = await downloads.get(url, limits(changes)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DownloadError);
  return error as DownloadError;
}
const whole = (response: ServerResponse) => void response.end('the whole file');

describe('what is not public is not fetched', () => {
  test.each([
    'http://example.com/a.png',
    'ftp://example.com/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'https://user:pass@example.com/a.png',
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://0.0.0.0/a',
    'https://10.0.0.8/a',
    'https://100.64.0.1/a',
    'https://169.254.169.254/latest/meta-data/',
    'https://192.168.1.1/a',
    'https://[::1]/a',
    'https://[fe80::1]/a',
    'https://[fd00::1]/a',
    'https://[::ffff:10.0.0.1]/a',
    'https://[64:ff9b::a00:1]/a',
    'https://metadata.example/a',
    'https://private.example/a',
    'https://mixed.example/a',
    'https://mapped.example/a',
    'https://local.example/a',
    'https://localhost/a',
    'no address',
  ])('%s', async url => {
    expect(['forbidden', 'broken']).toContain((await failureOf(url)).why);
    if (url !== 'https://localhost/a') expect((await failureOf(url)).why).toBe('forbidden');
    expect(asked).toEqual([]);
  });

  test('this machine’s other ports are not trusted with one of them', async () => {
    expect((await failureOf(origin.replace('127.0.0.1', 'localhost'))).why).toBe('forbidden');
    expect((await failureOf('http://127.0.0.1:1/a')).why).toBe('forbidden');
    expect((await failureOf(`${origin}/a`, { trustedOrigins: [] })).why).toBe('forbidden');
  });

  test('nor where a redirect leads, and a redirect to what is trusted is followed', async () => {
    for (const to of ['https://169.254.169.254/', 'http://127.0.0.1:1/', 'https://private.example/']) {
      answer = (_request, response) => void response.writeHead(302, { location: to }).end();
      expect((await failureOf(`${origin}/a`)).why).toBe('forbidden');
    }
    answer = (request, response) =>
      request.url === '/b' ? whole(response) : void response.writeHead(307, { location: '/b' }).end();
    expect((await downloads.get(`${origin}/a`, limits())).toString()).toBe('the whole file');
  });

  test('and redirects end', async () => {
    answer = (_request, response) => void response.writeHead(302, { location: '/again' }).end();
    expect((await failureOf(`${origin}/a`)).why).toBe('refused');
    expect(asked.length).toBeLessThan(10);
  });
});

describe('no more than is asked for', () => {
  test('by what it announces', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 10e9 });
      response.write('x');
    };
    expect((await failureOf(`${origin}/a`, { repeats: 3 })).why).toBe('too-large');
    expect(asked).toHaveLength(1);
  });

  test('by what comes, however long it goes on', async () => {
    answer = (_request, response) => {
      const more = () => void (response.destroyed || response.write(Buffer.alloc(64 * 1024), more));
      more();
    };
    expect((await failureOf(`${origin}/a`)).why).toBe('too-large');
  });

  test('what is packed stays packed', async () => {
    const packed = gzipSync(Buffer.alloc(10e6));
    answer = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    const got = await downloads.get(`${origin}/a`, limits({ bytesMost: 100_000 }));
    expect(got.equals(packed)).toBe(true);
  });

  test('and no longer', async () => {
    answer = (_request, response) => void response.write('x');
    expect((await failureOf(`${origin}/a`, { timeoutMs: 100 })).why).toBe('broken');
  });
});

describe('a file that is there is asked for again', () => {
  test.each([
    ['an error', (response: ServerResponse) => void response.writeHead(503).end()],
    ['not there yet', (response: ServerResponse) => void response.writeHead(404).end()],
    ['a connection that breaks', (response: ServerResponse) => void response.destroy()],
    [
      'half of it',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half');
        setImmediate(() => response.destroy());
      },
    ],
  ])('after %s', async (_what, trouble) => {
    answer = (_request, response) => (asked.length < 3 ? trouble(response) : whole(response));
    expect((await downloads.get(`${origin}/a`, limits({ repeats: 2 }))).toString()).toBe('the whole file');
    expect(asked).toHaveLength(3);
  });

  test('but not what is refused for good, and not without end', async () => {
    answer = (_request, response) => void response.writeHead(403).end();
    expect(await failureOf(`${origin}/a`, { repeats: 2 })).toMatchObject({ why: 'refused', status: 403 });
    expect(asked).toHaveLength(1);
    answer = (_request, response) => void response.writeHead(500).end();
    expect(await failureOf(`${origin}/a`, { repeats: 1 })).toMatchObject({ why: 'refused', status: 500 });
    expect(asked).toHaveLength(3);
  });

  test('and not once the caller has left', async () => {
    answer = (_request, response) => void response.writeHead(500).end();
    const left = AbortSignal.abort(new Error('left'));
    await expect(downloads.get(`${origin}/a`, limits({ repeats: 5, signal: left }))).rejects.toThrow('left');
  });
});
