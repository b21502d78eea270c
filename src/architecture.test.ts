import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = dirname(fileURLToPath(import.meta.url));
const top = dirname(root);

/** For each folder or file of src, what it may import beside itself: the direction in which data goes down. */
const mayImport: Record<string, string[]> = {
  'main.ts': ['bot.ts', 'worker.ts', 'shard-processes.ts', 'start-again.ts', 'config.ts', 'logger.ts'],
  'start-again.ts': ['away.ts', 'life.ts', 'logger.ts'],
  'away.ts': ['config.ts'],
  'operate.ts': ['operation', 'config.ts'],
  operation: ['json-of.ts', 'services', 'config.ts', 'logger.ts', 'shards.ts'],
  'life.ts': ['logger.ts'],
  // Starts the others where the bot has several shards.
  'shard-processes.ts': ['explain-start.ts', 'life.ts', 'config.ts', 'logger.ts', 'shards.ts'],
  'shards.ts': [],
  // The half of the bot that makes what others took in.
  'worker.ts': [
    'explain-start.ts',
    'life.ts',
    'config.ts',
    'logger.ts',
    'discord',
    'events',
    'services',
    'http',
    'rest.ts',
    'tracing.ts',
    'watch.ts',
  ],
  'bot.ts': [
    'life.ts',
    'explain-start.ts',
    'config.ts',
    'logger.ts',
    'discord',
    'events',
    'notices',
    'commands',
    'services',
    'http',
    'rest.ts',
    'shards.ts',
    'tracing.ts',
    'watch.ts',
  ],
  // A leaf: whatever says something to somebody may say it in their language.
  words: [],
  'rest.ts': [],
  'tracing.ts': ['config.ts', 'logger.ts', 'watch.ts'],
  events: [
    'discord',
    'commands',
    'services',
    'views',
    'words',
    'errors.ts',
    'logger.ts',
    'cut-text.ts',
    'watch.ts',
  ],
  notices: ['words', 'discord', 'services', 'views', 'logger.ts', 'cut-text.ts'],
  // It puts what commands and views declare into Discord's words: see `declaredTo` for the files that say so.
  discord: ['words', 'commands', 'views', 'services', 'logger.ts', 'cut-text.ts', 'shards.ts'],
  http: ['services', 'errors.ts', 'json-of.ts', 'logger.ts', 'config.ts', 'proxies.ts', 'watch.ts'],
  commands: ['words', 'services', 'views', 'errors.ts', 'cut-text.ts'],
  views: ['words', 'services', 'cut-text.ts'],
  services: [
    'words',
    'away.ts',
    'errors.ts',
    'json-of.ts',
    'logger.ts',
    'config.ts',
    'cut-text.ts',
    'shards.ts',
    'watch.ts',
  ],
  'explain-start.ts': ['away.ts', 'config.ts', 'discord'],
  'config.ts': ['proxies.ts', 'shards.ts'],
  'proxies.ts': [],
  'errors.ts': ['words'],
  'watch.ts': [],
  'cut-text.ts': [],
  'json-of.ts': [],
  'logger.ts': ['config.ts'],
};

/** The only files of commands and views that src/discord knows: what a declaration and a view are, and none of them. */
const declaredTo = ['commands/command.ts', 'views/components.ts'];

/** For each folder of services, which others it may import. */
const servicesMayImport: Record<string, string[]> = {
  downloads: [],
  storage: [],
  vision: [],
  queue: [],
  settings: ['storage'],
  log: ['storage'],
  status: ['huggingface'],
  quota: ['storage'],
  huggingface: ['downloads', 'storage'],
  photos: ['downloads', 'storage', 'vision'],
  safety: ['settings', 'storage', 'vision'],
  models: ['huggingface', 'settings', 'storage'],
  audit: ['storage'],
  actors: ['audit', 'photos', 'safety', 'storage', 'vision'],
  albums: ['actors', 'generation', 'safety', 'storage'],
  approvals: ['actors', 'credentials', 'generation', 'storage'],
  credentials: ['storage', 'vision'],
  digest: ['actors', 'credentials', 'generation', 'storage'],
  workers: ['huggingface', 'queue', 'settings', 'storage'],
  generation: [
    ...['actors', 'credentials', 'huggingface', 'models', 'queue', 'quota', 'safety', 'settings', 'storage'],
    ...['vision', 'workers'],
  ],
  training: ['actors', 'credentials', 'huggingface', 'photos', 'storage', 'vision', 'workers'],
  provenance: ['actors', 'credentials', 'generation', 'photos', 'vision'],
  references: ['actors', 'generation', 'photos', 'safety', 'storage', 'vision'],
  privacy: [
    ...[
      'references',
      'actors',
      'audit',
      'albums',
      'approvals',
      'digest',
      'credentials',
      'generation',
      'huggingface',
      'log',
      'models',
      'quota',
      'safety',
      'settings',
      'storage',
    ],
    'training',
  ],
};
/** What is beside those folders: what the services are, how they are made, and where their news goes. */
const servicesTop = ['index.ts', 'open-services.ts', 'opening', 'outbox.ts'];

/** Packages that only some may import, by the start of the package's name. */
const guarded: [pkg: RegExp, allowed: RegExp][] = [
  [/^discord\.js$/, /^(bot\.ts|worker\.ts|shard-processes\.ts|explain-start\.ts|discord\/|events\/)/],
  [/^discord-api-types/, /^(views|commands|discord)\//],
  [/^@huggingface\//, /^services\/huggingface\//],
  [/^(keyv|@keyv|pg$|@aws-sdk)/, /^services\/storage\//],
  [/^(bullmq|ioredis)$/, /^services\/queue\//],
  [/^@opentelemetry\//, /^tracing\.ts$/],
  [/^intl-messageformat$/, /^words\//],
  [/^@ai-actor\/playground/, /^$/],
];

interface Import {
  from: string;
  specifier: string;
  typeOnly: boolean;
}

function importsOf(file: string, base = root): Import[] {
  const source = readFileSync(join(base, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;
  return [...source.matchAll(pattern)].map(match => ({
    from: file,
    specifier: match[2] ?? match[3] ?? match[4] ?? '',
    typeOnly: match[1] !== undefined,
  }));
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.ts'));
const isTest = (file: string) => /\.test\.ts$|(^|\/)testing\//.test(file);
const partOf = (file: string) => file.split('/')[0] ?? file;
const all = files.flatMap(file => importsOf(file));

function targetOf({ from, specifier }: Import): string {
  return relative(root, resolve(root, posix.dirname(from), specifier)).replaceAll('\\', '/');
}

describe('imports point one way', () => {
  test('there is something to check', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(all.length).toBeGreaterThan(files.length);
  });

  test('between the parts of src', () => {
    const wrong = all
      .filter(({ from, specifier }) => specifier.startsWith('.') && !isTest(from))
      .filter(entry => {
        const from = partOf(entry.from);
        const to = partOf(targetOf(entry));
        return from !== to && !mayImport[from]?.includes(to);
      })
      .map(entry => `${entry.from} → ${targetOf(entry)}`);
    expect(wrong).toEqual([]);
  });

  test('src/discord knows what a declaration and a view are, and no command or view', () => {
    const wrong = all
      .filter(
        ({ from, specifier }) => from.startsWith('discord/') && specifier.startsWith('.') && !isTest(from),
      )
      .filter(entry => /^(commands|views)\//.test(targetOf(entry)))
      .filter(entry => !declaredTo.includes(targetOf(entry)))
      .map(entry => `${entry.from} → ${targetOf(entry)}`);
    expect(wrong).toEqual([]);
  });

  test('between the folders of services', () => {
    const folderOf = (file: string) => file.split('/')[1] ?? '';
    const within = all
      .filter(
        ({ from, specifier }) => from.startsWith('services/') && specifier.startsWith('.') && !isTest(from),
      )
      .filter(entry => targetOf(entry).startsWith('services/'));
    const folders = new Set(within.map(({ from }) => folderOf(from)));
    expect([...folders].sort()).toEqual([...Object.keys(servicesMayImport), ...servicesTop].sort());
    const wrong = within
      .filter(({ from }) => !servicesTop.includes(folderOf(from)))
      .filter(entry => {
        const [from, to] = [folderOf(entry.from), folderOf(targetOf(entry))];
        return from !== to && !servicesMayImport[from]?.includes(to);
      })
      .map(entry => `${entry.from} → ${targetOf(entry)}`);
    expect(wrong).toEqual([]);
  });

  test('views know domain types only, never a service that does something', () => {
    const wrong = all
      .filter(({ from }) => from.startsWith('views/') && !isTest(from))
      .filter(
        entry =>
          entry.specifier.startsWith('.') &&
          /-service\.ts$|\/huggingface\/|\/storage\//.test(entry.specifier),
      )
      .filter(entry => !entry.typeOnly)
      .map(entry => `${entry.from} → ${entry.specifier}`);
    expect(wrong).toEqual([]);
  });

  test('the playground knows nothing of the bot, and is known by its face only', () => {
    const sources = ['playground', 'scripts', 'test', 'src'].flatMap(folder =>
      readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
        .map(file => `${folder}/${file.replaceAll('\\', '/')}`)
        .filter(file => file.endsWith('.ts') && !file.includes('node_modules/')),
    );
    expect(sources.filter(file => file.startsWith('playground/')).length).toBeGreaterThan(100);
    const isPlayground = (file: string) => file.startsWith('playground/');
    const wrong = sources
      .flatMap(file => importsOf(file, top))
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ from, specifier }) => ({ from, to: posix.join(posix.dirname(from), specifier) }))
      .filter(({ from, to }) => isPlayground(from) !== isPlayground(to))
      .map(({ from, to }) => `${from} → ${to}`);
    expect(wrong).toEqual([]);
  });

  test('packages stay where they belong', () => {
    const wrong = all
      .filter(({ from, specifier }) => !specifier.startsWith('.') && !isTest(from))
      .filter(({ from, specifier }) =>
        guarded.some(([pkg, allowed]) => pkg.test(specifier) && !allowed.test(from)),
      )
      .map(({ from, specifier }) => `${from} → ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test('no two files import each other, by whatever way round', () => {
    const edges = new Map<string, string[]>();
    for (const entry of all) {
      if (!entry.specifier.startsWith('.') || entry.typeOnly || isTest(entry.from)) continue;
      edges.set(entry.from, [...(edges.get(entry.from) ?? []), targetOf(entry)]);
    }
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of edges.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
