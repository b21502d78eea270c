import { AsyncResource } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { UserError } from './errors.ts';
import { createLimiter } from './services/generation/making/limiter.ts';
import { openTracing } from './tracing.ts';
import { unwatched } from './watch.ts';

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
  status: { code?: number };
}

/** What a collector is sent. */
async function startCollector() {
  const bodies: { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }[] = [];
  const paths: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    paths.push(request.url);
    bodies.push(JSON.parse(Buffer.concat(pieces).toString()));
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    spans: () =>
      bodies.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    close: () => server.close(),
  };
}
const outcomeOf = (span: Span | undefined) =>
  span?.attributes.find(({ key }) => key === 'outcome')?.value.stringValue;

test('a request is one trace with its calls and its answer, also where its turn comes in the course of another', async () => {
  const collector = await startCollector();
  const logger = pino({ level: 'silent' });
  const { watch, stop } = await openTracing(collector.url, logger);
  const limiter = createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 10 });
  const since = Date.now() - 5_000;
  const request = (id: string) =>
    watch('image_request', { details: { request: id }, since }, async () => {
      const call = AsyncResource.bind(() =>
        watch('provider_call', { labels: { provider: 'fal-ai' } }, () => sleep(20)),
      );
      await limiter.run('mara', call);
      await watch('post', {}, async () => {
        if (id === 'b') throw new UserError('timed-out', 'what the member must not see in a trace');
      }).catch(() => undefined);
    });
  await Promise.all([request('a'), request('b')]);
  await stop();
  collector.close();

  const spans = collector.spans();
  expect(new Set(collector.paths)).toEqual(new Set(['/v1/traces']));
  expect(spans).toHaveLength(6);
  const roots = spans.filter(({ name }) => name === 'image_request');
  expect(new Set(roots.map(({ traceId }) => traceId)).size).toBe(2);
  for (const root of roots) {
    const children = spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
    expect(children.map(({ name }) => name).sort()).toEqual(['post', 'provider_call']);
    expect(new Set(children.map(({ traceId }) => traceId))).toEqual(new Set([root.traceId]));
    expect(Math.round(Number(root.startTimeUnixNano) / 1e6)).toBe(since);
  }
  const posts = spans.filter(({ name }) => name === 'post');
  expect(posts.map(outcomeOf).sort()).toEqual(['ok', 'timed-out']);
  expect(JSON.stringify(spans)).not.toContain('what the member must not see');
});

test('without an endpoint nothing is watched', async () => {
  expect((await openTracing(undefined, pino({ level: 'silent' }))).watch).toBe(unwatched);
});
