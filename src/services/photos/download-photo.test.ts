import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDownloads, type Downloads } from '../downloads/downloads.ts';
import { createFetchAttachment, downloadPhoto } from './download-photo.ts';
import { photoLimits } from './photo-check.ts';

/** Stands for the configured Discord, and for a service on the same machine that nobody may reach through it. */
let discord: Server;
let inside: Server;
let asked: string[];
let downloads: Downloads;
const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeEach(async () => {
  asked = [];
  inside = createServer((_, response) => {
    asked.push('inside');
    response.end('secret');
  });
  await new Promise<void>(resolve => void inside.listen(0, '127.0.0.1', resolve));
  discord = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/moved') response.writeHead(302, { location: `${originOf(inside)}/x` }).end();
    else if (request.url === '/elsewhere')
      response.writeHead(302, { location: 'https://example.com/x' }).end();
    else if (request.url === '/here') response.writeHead(302, { location: '/photo.jpg' }).end();
    else if (request.url === '/large') response.end(Buffer.alloc(photoLimits.bytes + 1));
    else if (request.url === '/gone') response.writeHead(404).end();
    else response.end('bytes');
  });
  await new Promise<void>(resolve => void discord.listen(0, '127.0.0.1', resolve));
  downloads = createDownloads({
    lookup: (hostname, _options, callback) => {
      asked.push(hostname);
      callback(new Error('no network in tests'), []);
    },
  });
});
afterEach(async () => {
  await downloads.close();
  inside.close();
  discord.close();
});

const fetched = (url: string) =>
  downloadPhoto(
    { url, name: 'photo.jpg' },
    {
      fetch: createFetchAttachment(downloads, { origin: originOf(discord), timeoutMs: 5_000 }),
      signal: new AbortController().signal,
    },
  );

test('a file comes from the configured Discord, and from another address of it', async () => {
  expect(String(await fetched(`${originOf(discord)}/photo.jpg`))).toBe('bytes');
  expect(String(await fetched(`${originOf(discord)}/here`))).toBe('bytes');
});

test.each(['/moved', '/elsewhere'])('no redirect leads elsewhere: %s', async path => {
  expect(await fetched(`${originOf(discord)}${path}`)).toEqual({
    refused: 'It couldn’t be downloaded from Discord. Attach it again.',
  });
  expect(asked).toEqual([path]);
});

test.each([
  'https://example.com/photo.jpg',
  'http://cdn.discordapp.com/attachments/1/2/photo.jpg',
  'https://cdn.discordapp.com.example.com/photo.jpg',
  'https://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
])('nothing else is asked: %s', async url => {
  expect(await fetched(url)).toMatchObject({ refused: expect.stringMatching(/couldn’t be downloaded/) });
  expect(await fetched(`${originOf(inside)}/x`)).toMatchObject({ refused: expect.any(String) });
  expect(asked).toEqual([]);
});

test.each(['cdn.discordapp.com', 'media.discordapp.net'])('%s is asked', async host => {
  await fetched(`https://${host}/attachments/1/2/photo.jpg`);
  expect(asked).toEqual([host]);
});

test('what is too large or gone is said so', async () => {
  expect(await fetched(`${originOf(discord)}/large`)).toMatchObject({
    refused: expect.stringMatching(/25 MB/),
  });
  expect(await fetched(`${originOf(discord)}/gone`)).toMatchObject({
    refused: expect.stringMatching(/Attach it again/),
  });
});
