import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { addBotMetrics, type Figures } from './bot-metrics.ts';
import { createOpsServer } from './ops-server.ts';
import { createHttpServer } from './server.ts';
import { addUnsignedMetric } from './unsigned-metric.ts';
import { createWatchMetrics } from './watch-metrics.ts';

const logger = pino({ level: 'silent' });
const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const figures: Figures = {
  gateway: { shards: 2, connected: () => 2, all: 4 },
  queueLength: () => 3,
  accountPaused: () => false,
  trainings: () => [{ state: 'running' }, { state: 'failed' }],
  deletions: async () => ({ many: 2, since: 40_000 }),
  tokensToday: async () => 120,
  tokensADay: 30_000,
  dataDir: tmpdir(),
  storeBytes: async () => 4_096,
  now: () => 100_000,
};

function everything() {
  const metrics = new Registry();
  const watch = createWatchMetrics(metrics);
  createHttpServer({
    config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
    ...{ training: {} as never, logger, metrics },
  });
  addBotMetrics(metrics, figures);
  addUnsignedMetric(metrics, () => 0);
  return { metrics, watch };
}
const named = async () => (await everything().metrics.getMetricsAsJSON()).map(({ name }) => name);
const ofProcess = /^(process|nodejs)_/;

test('a worker, which has no callback server, tells of its process too, and nothing of a gateway that it has not', async () => {
  const metrics = new Registry();
  const { gateway: _, ...ofWorker } = figures;
  addBotMetrics(metrics, ofWorker);
  const text = await metrics.metrics();
  expect(text).toMatch(/^nodejs_heap_size_used_bytes \d/m);
  expect(text).not.toContain('discord_');
});

test('a gateway that has lost one of its shards is not connected', async () => {
  const metrics = new Registry();
  addBotMetrics(metrics, { ...figures, gateway: { shards: 2, connected: () => 1, all: 4 } });
  const text = await metrics.metrics();
  for (const line of ['discord_connected 0', 'discord_shards_connected 1', 'discord_shards 4'])
    expect(text.split('\n')).toContain(line);
});

test('docs/metrics.md names every metric of the bot with its labels, and no other', async () => {
  const rows = [...file('docs/metrics.md').matchAll(/^\| `(\w+)` *\| (\w+) *\| ([^|]*)\|/gm)];
  const { metrics } = everything();
  const expected = metrics
    .getMetricsAsArray()
    .filter(({ name }) => !ofProcess.test(name))
    .map(metric => {
      const {
        name,
        type,
        labelNames = [],
      } = metric as typeof metric & { type: string; labelNames?: string[] };
      return [name, String(type), labelNames.join(', ')];
    });
  expect(
    rows.map(([, name, type, labels]) => [name, type, labels?.trim().replaceAll('`', '')]).sort(),
  ).toEqual(expected.sort());
});

/** The metrics that a query asks for; a histogram by the names of its series. */
function asked(query: string): string[] {
  const words = query.replace(/\{[^}]*\}|"[^"]*"|\[[^\]]*\]|\b(by|on|without)\s*\([^)]*\)/g, ' ');
  return [...words.matchAll(/\b[a-z][a-z0-9_]*_[a-z0-9_]+\b(?!\s*\()/g)].map(([name]) =>
    name.replace(/_(bucket|sum|count)$/, ''),
  );
}

test('every query of the dashboard and of the alerts asks for metrics that exist', async () => {
  const names = new Set(await named());
  const dashboard = JSON.parse(file('deploy/grafana-dashboard.json')) as {
    panels: { title: string; targets?: { expr: string }[] }[];
  };
  const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const alerts = [...file('deploy/alerts.yaml').matchAll(/^( +)expr: (?:>-((?:\n\1 .+)+)|(.+))$/gm)].map(
    ([, , folded, line]) => folded ?? line ?? '',
  );
  expect([queries.length, alerts.length].every(many => many >= 8)).toBe(true);
  for (const query of [...queries, ...alerts]) {
    expect(asked(query), query).not.toEqual([]);
    expect(
      asked(query).filter(name => !names.has(name)),
      query,
    ).toEqual([]);
  }
});

const promtool = (...words: string[]) =>
  spawnSync('promtool', words, {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../../deploy', import.meta.url)),
  });
const hasPromtool = promtool('--version').error === undefined;
if (!hasPromtool && process.env.PROMETHEUS_TESTS === 'required')
  throw new Error('promtool is not installed, and PROMETHEUS_TESTS says that its tests must run');

// It comes with `apt-get install prometheus`.
if (hasPromtool)
  test('each alert fires where it should, and only there', () => {
    const { status, stdout, stderr } = promtool('test', 'rules', 'alerts.test.yaml');
    expect([status, stdout + stderr]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
else test.skip('NOT TESTED: promtool is not installed here');

test('docs/operate.md says for each alert what to do', () => {
  const alerts = [...file('deploy/alerts.yaml').matchAll(/^ +- alert: (\w+)$/gm)].map(
    match => match[1] ?? '',
  );
  const told = [...file('docs/operate.md').matchAll(/^\| `(\w+)` +\|/gm)].map(match => match[1]);
  expect(told.filter(name => alerts.includes(name ?? ''))).toEqual(alerts);
});

test('the port for the operator gives the figures, and how work ended', async () => {
  const { metrics, watch } = everything();
  await watch('provider_call', { labels: { provider: 'fal-ai' } }, async () => 'a picture');
  const refused = watch('provider_call', { labels: { provider: 'fal-ai' } }, async () => {
    throw new UserError('account-paused', 'no credits');
  });
  await expect(refused).rejects.toThrow('no credits');
  await expect(
    watch('post', {}, async () => {
      throw new TypeError('a bug');
    }),
  ).rejects.toThrow('a bug');
  await watch(
    'image_request',
    { since: Date.now() - 30_000 },
    async () => 'made',
    ended => ended,
  );
  const ops = createOpsServer({
    config: { OPS_HOST: '127.0.0.1', OPS_PORT: 0 },
    ready: () => true,
    metrics,
    logger,
  });
  const { url } = await ops.start();
  const text = await (await fetch(`${url}/metrics`)).text();
  await ops.stop();
  for (const line of [
    'provider_call_seconds_count{provider="fal-ai",outcome="ok"} 1',
    'provider_call_seconds_count{provider="fal-ai",outcome="account-paused"} 1',
    'post_seconds_count{outcome="error"} 1',
    'image_request_seconds_bucket{le="20",outcome="made"} 0',
    'image_request_seconds_bucket{le="40",outcome="made"} 1',
    'discord_connected 1',
    'discord_shards_connected 2',
    'discord_shards 4',
    // What alerts count is there before it happens.
    'image_request_seconds_count{outcome="error"} 0',
    'image_request_seconds_count{outcome="not-told-yet"} 0',
    'image_queue_length 3',
    'trainings_active 1',
    'deletions_open 2',
    'deletions_oldest_seconds 60',
    'budget_tokens_used 120',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/^disk_free_bytes [1-9]/m);
});
