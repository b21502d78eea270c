import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiscordServer, startDiscord } from '../discord/server.ts';
import { registerPage } from './page.ts';

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
const ran: string[] = [];
let server: DiscordServer;

beforeAll(async () => {
  server = await startDiscord({
    extend: app =>
      registerPage(app, {
        cast: {
          list: () => [{ id: 'nova', name: 'Nova', about: 'A botanist', photoCount: 2 }],
          photo: async () => jpeg,
        },
        controls: {
          list: () => [{ id: 'restart', label: 'Restart', description: 'Starts the bot again.' }],
          run: async id => {
            ran.push(id);
            if (ran.length > 1) throw new Error('The bot is starting already.');
            return { message: 'Started.' };
          },
        },
      }),
  });
});
afterAll(() => server.close());

const get = (path: string) => fetch(server.url + path);
const run = (body: unknown) =>
  fetch(`${server.url}/page/controls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the page', () => {
  it('forbids every other host and names nothing but its own files', async () => {
    const response = await get('/?member=1');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain(`ws://${new URL(server.url).host}`);
    const text = await response.text();
    expect(text.match(/(?:src|href)="([^"]*)"/g)).toHaveLength(3);
    expect(text).not.toMatch(/(?:src|href)="(?!\/page\/)/);
  });

  it('serves the bundle with its fonts', async () => {
    const script = await get('/page/app.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(await script.text()).toContain('pg-app');
    const style = await (await get('/page/app.css')).text();
    const fonts = [...style.matchAll(/url\(["']?([^"')]+)/g)].map(match => match[1] ?? '');
    expect(fonts.length).toBeGreaterThan(1);
    expect(fonts.some(font => font.includes('twemoji'))).toBe(true);
    for (const font of fonts) expect((await get(font)).headers.get('content-type')).toBe('font/woff2');
  });

  it('answers 404 for what is not there', async () => {
    for (const path of [
      '/page/app.ts',
      '/page/../package.json',
      '/page/cast/nova/2.jpg',
      '/page/cast/x/0.jpg',
    ]) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  it('gives the sample cast with its photos', async () => {
    const cast = (await (await get('/page/cast')).json()) as { photos: { url: string }[] }[];
    expect(cast[0]).toMatchObject({ name: 'Nova', photos: [{ name: 'nova-1.jpg' }, { name: 'nova-2.jpg' }] });
    const photo = await get(cast[0]?.photos[1]?.url ?? '');
    expect(photo.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await photo.arrayBuffer())).toEqual(jpeg);
  });

  it('runs controls and passes their words on', async () => {
    expect(await (await get('/page/controls')).json()).toMatchObject([{ id: 'restart' }]);
    expect(await (await run({ id: 'restart' })).json()).toEqual({ message: 'Started.' });
    const failed = await run({ id: 'restart' });
    expect([failed.status, await failed.json()]).toEqual([500, { error: 'The bot is starting already.' }]);
    expect((await run({ id: 'unknown' })).status).toBe(404);
    expect(ran).toEqual(['restart', 'restart']);
  });
});
