import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

export interface BundledFile {
  contentType: string;
  body: Buffer;
}

const CONTENT_TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  map: 'application/json',
};

/** The font packages name an older format beside each font, which no browser that reads this page asks for. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  setup(builder) {
    builder.onLoad({ filter: /@fontsource.*\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''),
      loader: 'css',
    }));
  },
};

/**
 * Bundles the browser's side in memory: names below `/page/` (app.js, app.css, fonts/…) with their bytes.
 * Takes about half a second; nothing is written to disk, so a read-only checkout works too.
 */
export async function bundleClient(): Promise<Map<string, BundledFile>> {
  const outdir = fileURLToPath(new URL('./client/.bundle', import.meta.url));
  const result = await build({
    entryPoints: ['main.ts', 'styles/index.css'].map(file => ({
      in: fileURLToPath(new URL(`./client/${file}`, import.meta.url)),
      out: 'app',
    })),
    outdir,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    loader: { '.woff2': 'file' },
    plugins: [onlyWoff2],
    assetNames: 'fonts/[name]',
    publicPath: '/page',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const files = new Map<string, BundledFile>();
  for (const file of result.outputFiles) {
    const name = file.path.slice(outdir.length + 1).replaceAll('\\', '/');
    const extension = name.slice(name.lastIndexOf('.') + 1);
    files.set(name, {
      contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream',
      body: Buffer.from(file.contents),
    });
  }
  return files;
}
