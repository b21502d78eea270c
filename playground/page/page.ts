import type { FastifyInstance } from 'fastify';
import { ids } from '../discord/state/world.ts';
import { type BundledFile, bundleClient } from './bundle.ts';

/** Drawn people that a visitor can cast without photos of their own. */
export interface PageCast {
  list(): { id: string; name: string; about: string; photoCount: number }[];
  /** The n-th photo, counted from 0, as JPEG bytes. */
  photo(id: string, n: number): Promise<Buffer>;
}

/** Switches of the playground that the page offers in its menu: faults, restarting the bot, … */
export interface PageControls {
  list(): { id: string; label: string; description: string; active?: boolean }[];
  /** Throws an Error whose message is shown to the visitor. */
  run(id: string): Promise<{ message: string }>;
}

export interface PageOptions {
  cast?: PageCast;
  controls?: PageControls;
  /** Whose client opens when the address names no member; the admin's when absent. */
  defaultMemberId?: string;
}

function document(defaultMemberId: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="dark light">
<meta name="playground-member" content="${defaultMemberId.replace(/\D/g, '')}">
<title>AI Actor Generator playground</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/app.css">
<script type="module" src="/page/app.js"></script>
</head>
<body><noscript>The playground needs JavaScript.</noscript></body>
</html>`;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#5865f2"/><circle cx="16" cy="13" r="5" fill="#fff"/><path d="M6 27c1-6 5-9 10-9s9 3 10 9" fill="#fff"/></svg>`;

/**
 * Mounts the page on the embedded Discord server's origin: `/`, its files below `/page/`, the sample cast and
 * the controls. The client is bundled here, once; a rejected promise carries esbuild's message.
 */
export async function registerPage(app: FastifyInstance, options: PageOptions = {}): Promise<void> {
  const files = await bundleClient();
  const { cast, controls } = options;

  app.get('/', async (request, reply) => {
    // Websockets are named besides 'self' because not every browser counts ws: as the same origin.
    const host = (request.headers.host ?? '').replace(/[^\w.:[\]-]/g, '');
    const policy = [
      "default-src 'self'",
      "img-src 'self' blob: data:",
      "media-src 'self' blob:",
      "style-src 'self' 'unsafe-inline'",
      `connect-src 'self' blob: ws://${host} wss://${host}`,
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; ');
    return reply
      .header('content-security-policy', policy)
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
      .send(document(options.defaultMemberId ?? ids.members.mara));
  });

  app.get('/page/icon.svg', async (_request, reply) => reply.type('image/svg+xml').send(ICON));

  app.get('/page/cast', async () =>
    (cast?.list() ?? []).map(({ id, name, about, photoCount }) => ({
      id,
      name,
      about,
      photos: Array.from({ length: photoCount }, (_, n) => ({
        name: `${id}-${n + 1}.jpg`,
        url: `/page/cast/${encodeURIComponent(id)}/${n}.jpg`,
      })),
    })),
  );

  app.get<{ Params: { id: string; file: string } }>('/page/cast/:id/:file', async (request, reply) => {
    const { id, file } = request.params;
    const known = cast?.list().find(person => person.id === id);
    const n = /^\d{1,2}\.jpg$/.test(file) ? Number.parseInt(file, 10) : Number.NaN;
    if (!cast || !known || !(n < known.photoCount)) {
      return reply.code(404).send({ error: 'There is no such photo.' });
    }
    return reply
      .header('cache-control', 'max-age=3600')
      .type('image/jpeg')
      .send(await cast.photo(id, n));
  });

  app.get('/page/controls', async () => controls?.list() ?? []);

  app.post<{ Body: { id?: unknown } | null }>('/page/controls', async (request, reply) => {
    const id = request.body?.id;
    if (!controls || typeof id !== 'string' || !controls.list().some(control => control.id === id)) {
      return reply.code(404).send({ error: 'There is no such control.' });
    }
    try {
      return await controls.run(id);
    } catch (error) {
      return reply.code(500).send({ error: error instanceof Error ? error.message : 'That did not work.' });
    }
  });

  app.get<{ Params: { '*': string } }>('/page/*', async (request, reply) => {
    const file: BundledFile | undefined = files.get(request.params['*']);
    if (!file) return reply.code(404).send({ error: 'There is no such file.' });
    return reply
      .header('cache-control', 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .type(file.contentType)
      .send(file.body);
  });
}
