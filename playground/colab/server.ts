/** A stand-in for the Colab notebook: trains nothing, but speaks the real training protocol and the hub's. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import Fastify from 'fastify';
import sharp from 'sharp';
import { z } from 'zod';
import { cropSize } from './face-crop.ts';
import { parseJobCode } from './job-code.ts';
import { RunError } from './protocol.ts';
import { type Mishap, playRun, type RunOutcome, type RunProgress } from './run.ts';

export interface ColabOptions {
  /** 0 = any free port. */
  port?: number;
  host?: string;
  /** Where the hub is: HF_ENDPOINT. */
  hubUrl: string;
  /** Stands for the token in Colab's Secrets. */
  hfToken: string;
  /** Pause between the 25 progress events of a run, in milliseconds. */
  stepDelayMs?: number;
  /** Delays of retried events in milliseconds; the last one repeats. */
  backoffMs?: readonly number[];
  /** How long a terminal event is retried, in milliseconds. */
  terminalPatienceMs?: number;
  log?(text: string): void;
}

export interface RunOptions {
  stepDelayMs?: number;
  /** Makes the run go wrong halfway. */
  mishap?: Mishap;
}

export interface Run {
  id: string;
  startedAt: Date;
  progress: RunProgress;
  /** What the notebook printed, oldest first. */
  lines: readonly { at: string; text: string }[];
  outcome?: RunOutcome;
  done: Promise<RunOutcome>;
  /** Interrupts the run; the bot is told that it failed. */
  cancel(): void;
}

export interface Colab {
  url: string;
  /** All runs, oldest first. */
  runs: readonly Run[];
  /**
   * Starts a run.
   * @throws RunError with a sentence when the job code cannot be read.
   */
  run(jobCode: string, options?: RunOptions): Run;
  close(): Promise<void>;
}

const keptRuns = 50;
const runBody = z.object({ jobCode: z.string(), mishap: z.enum(['fail', 'vanish']).optional() });

export async function startColab(options: ColabOptions): Promise<Colab> {
  const runs: Run[] = [];
  const closing = new AbortController();

  function run(jobCode: string, runOptions: RunOptions = {}): Run {
    const code = parseJobCode(jobCode);
    const interrupt = new AbortController();
    const lines: { at: string; text: string }[] = [];
    const progress: RunProgress = { phase: 'claiming', step: 0, totalSteps: 0, loss: [], samples: [] };
    const done = playRun({
      code,
      hubUrl: options.hubUrl,
      hfToken: options.hfToken,
      stepDelayMs: runOptions.stepDelayMs ?? options.stepDelayMs ?? 400,
      ...(options.backoffMs ? { backoffMs: options.backoffMs } : {}),
      ...(options.terminalPatienceMs === undefined ? {} : { terminalPatienceMs: options.terminalPatienceMs }),
      ...(runOptions.mishap ? { mishap: runOptions.mishap } : {}),
      progress,
      interrupt: interrupt.signal,
      abandon: closing.signal,
      log(text) {
        lines.push({ at: new Date().toISOString(), text });
        options.log?.(text);
      },
    });
    const started: Run = {
      id: randomUUID(),
      startedAt: new Date(),
      progress,
      lines,
      done,
      cancel: () => interrupt.abort(),
    };
    started.done = done.then(outcome => {
      started.outcome = outcome;
      return outcome;
    });
    runs.push(started);
    if (runs.length > keptRuns) runs.splice(0, runs.length - keptRuns);
    return started;
  }

  const app = Fastify({ forceCloseConnections: true });
  const page = async (name: string) => readFile(new URL(`./notebook/${name}`, import.meta.url));
  for (const [path, name, type] of [
    ['/notebook', 'index.html', 'text/html; charset=utf-8'],
    ['/notebook.css', 'notebook.css', 'text/css; charset=utf-8'],
    ['/notebook.js', 'notebook.js', 'text/javascript; charset=utf-8'],
  ] as const) {
    app.get(path, async (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'no-store')
        .send(await page(name)),
    );
  }
  app.get('/', async (_request, reply) => reply.redirect('/notebook'));

  app.post('/runs', async (request, reply) => {
    const body = runBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ error: 'Send { "jobCode": "…" }.' });
    try {
      const { jobCode, mishap } = body.data;
      return reply.code(201).send(view(run(jobCode, mishap ? { mishap } : {})));
    } catch (error) {
      if (error instanceof RunError) return reply.code(400).send({ error: error.message });
      throw error;
    }
  });

  const find = (params: unknown) => runs.find(({ id }) => id === (params as { id: string }).id);
  const unknownRun = { error: 'There is no such run.' };
  app.get('/runs/:id', async (request, reply) => {
    const found = find(request.params);
    return found ? view(found) : reply.code(404).send(unknownRun);
  });
  app.post('/runs/:id/cancel', async (request, reply) => {
    const found = find(request.params);
    if (!found) return reply.code(404).send(unknownRun);
    found.cancel();
    return view(found);
  });
  app.get('/runs/:id/face.png', async (request, reply) => {
    const face = find(request.params)?.progress.face;
    if (!face) return reply.code(404).send(unknownRun);
    const raw = { width: cropSize, height: cropSize, channels: 3 as const };
    return reply.type('image/png').send(await sharp(face, { raw }).png().toBuffer());
  });
  app.get('/runs/:id/samples/:n', async (request, reply) => {
    const { n } = request.params as { n: string };
    const sample = find(request.params)?.progress.samples[Number(n)];
    if (!sample) return reply.code(404).send(unknownRun);
    return reply.type('image/png').send(sample.png);
  });

  const url = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  return {
    url,
    runs,
    run,
    async close() {
      closing.abort();
      for (const each of runs) each.cancel();
      await Promise.all(runs.map(each => each.done));
      await app.close();
    },
  };
}

/** What the page is told of a run; no token, no secret. */
function view({ id, startedAt, progress, lines, outcome }: Run) {
  const { face, samples, ...rest } = progress;
  return {
    id,
    startedAt: startedAt.toISOString(),
    ...rest,
    face: face !== undefined,
    samples: samples.map(({ prompt, seed }) => ({ prompt, seed })),
    lines,
    outcome: outcome ?? null,
  };
}
