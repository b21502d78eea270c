import { ConfigError } from './config.ts';
import type { Logger } from './logger.ts';
import { outcomeOfError, unwatched, type Watch } from './watch.ts';

export interface Tracing {
  watch: Watch;
  /** Sends what is left, for at most a few seconds. */
  stop(): Promise<void>;
}

const stopWithinMs = 3_000;

/**
 * A trace for each request for images, with the calls that were made for it and the answer in the channel, sent to an
 * OpenTelemetry collector at `endpoint`. Without one nothing is loaded.
 * @throws ConfigError if the packages for it are not installed
 */
export async function openTracing(endpoint: string | undefined, logger: Logger): Promise<Tracing> {
  if (endpoint === undefined) return { watch: unwatched, stop: async () => {} };
  const { api, hooks, exporter, resources, sdk } = await load();
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'ai-actor-generator' }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(new exporter.OTLPTraceExporter({ url: `${endpoint}/v1/traces` })),
    ],
  });
  const contexts = new hooks.AsyncLocalStorageContextManager().enable();
  api.diag.setLogger(
    {
      error: words => logger.warn({ why: words }, 'traces could not be sent'),
      ...{ warn() {}, info() {}, debug() {}, verbose() {} },
    },
    api.DiagLogLevel.ERROR,
  );
  const tracer = provider.getTracer('bot');

  const watch: Watch = (what, { labels, details, since }, work, outcomeOf = () => 'ok') => {
    const parent = contexts.active();
    const span = tracer.startSpan(
      what,
      { attributes: { ...labels, ...details }, ...(since === undefined ? {} : { startTime: since }) },
      parent,
    );
    const end = (outcome: string, failed: boolean) => {
      span.setAttribute('outcome', outcome);
      // No message: it may repeat what a member wrote.
      if (failed) span.setStatus({ code: api.SpanStatusCode.ERROR });
      span.end();
    };
    return contexts.with(api.trace.setSpan(parent, span), async () => {
      try {
        const value = await work();
        end(outcomeOf(value), false);
        return value;
      } catch (error) {
        end(outcomeOfError(error), true);
        throw error;
      }
    });
  };

  return {
    watch,
    async stop() {
      const enough = new Promise<void>(resolve => setTimeout(resolve, stopWithinMs).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), enough]);
      contexts.disable();
    },
  };
}

/** Only there where an operator installed it: it is a tenth of everything that the bot needs. */
async function load() {
  try {
    const [api, hooks, exporter, resources, sdk] = await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-base'),
    ]);
    return { api, hooks, exporter, resources, sdk };
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new ConfigError(
      [
        'OTEL_EXPORTER_OTLP_ENDPOINT is set, and the packages for it are not installed: npm run add -- traces && npm run build',
      ],
      { cause },
    );
  }
}
