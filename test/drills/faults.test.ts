import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault, FaultSubject } from '@ai-actor/playground/huggingface';
import { expect, test, vi } from 'vitest';
import { createBot } from '../../src/bot.ts';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { patienceMs } from '../acting.ts';
import { clearsEverything } from './drill-vision.ts';
import {
  type Asked,
  askFor,
  books,
  callsByPrompt,
  chargedCalls,
  standing,
  startDrillWorld,
  tokensOf,
  toldIn,
  whileItGoesOn,
} from './drill-world.ts';

const requests = 500;
/** Members do not all press enter within one millisecond; and the machine that runs this has other work. */
const atOnce = 100;

/** Free for sure, and to be tried again: no member may hear of these. */
const mendable: Fault[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 504 },
  { kind: 'status', status: 429, retryAfterSeconds: 1 },
  { kind: 'warming-up', estimatedTime: 1 },
  { kind: 'delay', delayMs: 300 },
];
/** Nothing may be repeated after these: nobody knows whether it was paid, or it was for sure. */
const final: Fault[] = [{ kind: 'hang' }, { kind: 'black-image' }, { kind: 'cut-body' }];

test(`10 % faults of mixed kinds over ${requests} requests: none that can be mended is told, none is paid twice, and the books agree`, async () => {
  const world = await startDrillWorld();
  const dataDir = await mkdtemp(join(tmpdir(), 'actor-drill-'));
  const { huggingFace, discord } = world;
  const config = parseConfig({
    ...world.env,
    DATA_DIR: dataDir,
    HTTP_PORT: '0',
    OPS_PORT: '0',
    HF_MAX_CONCURRENT: '20',
    HF_TIMEOUT_MS: '10000',
  });
  const log: string[] = [];
  const bot = createBot(config, createLogger(config, { write: line => log.push(line) }), {
    vision: clearsEverything,
  });
  await bot.start();

  // Every tenth call for a picture meets the next fault, and every tenth answer at Discord as well.
  const kinds = [...mendable, ...final];
  const fired = new Map<string, number>();
  let calls = 0;
  const { faults } = huggingFace;
  const { take } = faults;
  faults.take = (subject: FaultSubject) => {
    if (subject.startsInference && ++calls % 10 === 0) {
      const fault = kinds[(calls / 10 - 1) % kinds.length] as Fault;
      faults.add({ ...fault, times: 1 });
      // What fal made lies there whole, and is fetched again.
      const mended = fault.kind === 'cut-body' && subject.via === 'fal-ai';
      const kind = mended ? 'delay' : fault.kind;
      fired.set(kind, (fired.get(kind) ?? 0) + 1);
    }
    return take(subject);
  };
  const takeAtDiscord = discord.faults.take;
  let answers = 0;
  discord.faults.take = (method, path) => {
    if (method === 'PATCH' && path.startsWith('/webhooks/') && ++answers % 10 === 0) {
      const kind = (answers / 10) % 3;
      return {
        path,
        times: 1,
        ...(kind === 0 ? { status: 503 } : kind === 1 ? { retryAfterSeconds: 0.2 } : { delayMs: 200 }),
      };
    }
    return takeAtDiscord(method, path);
  };

  try {
    // A busy machine may miss Discord's three seconds: then nothing comes of it, and the member types another one.
    const asked: Asked[] = [];
    for (let typed = 0; asked.length < requests; ) {
      const wave = await Promise.all(
        Array.from({ length: Math.min(atOnce, requests - asked.length) }, () => {
          const number = typed++;
          return askFor(discord, number, `lighthouse number ${number} at dawn`);
        }),
      );
      await vi.waitUntil(
        () => wave.every(one => discord.interactions.get(one.interactionId)?.state !== 'pending'),
        { timeout: patienceMs, interval: 50 },
      );
      asked.push(
        ...wave.filter(one => discord.interactions.get(one.interactionId)?.state === 'acknowledged'),
      );
    }
    const open = () =>
      [...standing(discord, asked).values()].filter(
        ({ pictures, sentences, waiting }) => pictures.length + sentences.length === 0 || waiting.length > 0,
      );
    await whileItGoesOn(() => open().length);
    expect(open()).toEqual([]);
    await bot.stop();

    // The drill was one: a tenth of the calls, and of every kind some.
    const faulty = [...fired.values()].reduce((total, count) => total + count, 0);
    expect(faulty).toBeGreaterThanOrEqual(requests / 10);
    expect([...fired.keys()].sort()).toEqual([...new Set(kinds.map(({ kind }) => kind))].sort());

    // Everybody has one answer: a picture, or why there is none.
    const outcomes = standing(discord, asked);
    const answersOf = [...outcomes.values()].map(one => one.pictures.length + one.sentences.length);
    expect(answersOf.filter(count => count !== 1)).toEqual([]);
    const byKind = (kind: Fault['kind']) => fired.get(kind) ?? 0;
    const told = [...outcomes].flatMap(([prompt, one]) => {
      const said = toldIn(one);
      return said === undefined ? [] : [{ prompt, said }];
    });
    const toldOf = (words: RegExp) => told.filter(({ said }) => words.test(said)).map(({ prompt }) => prompt);
    const hung = toldOf(/didn’t answer in time/);
    const refunded = toldOf(/black picture|arrived damaged/);
    expect(hung).toHaveLength(byKind('hang'));
    expect(refunded).toHaveLength(byKind('black-image') + byKind('cut-body'));
    expect(told.filter(({ prompt }) => ![...hung, ...refunded].includes(prompt))).toEqual([]);

    // The hub's log: one charge a request at most, and silence after a call that nobody knows about.
    const log = callsByPrompt(huggingFace);
    for (const [prompt, statuses] of log) {
      const certain = statuses.filter(status => status === 200).length;
      expect(certain, prompt).toBeLessThanOrEqual(1);
      const final = statuses.findIndex(status => status === 200 || status === 0);
      expect(statuses.slice(final + 1), `${prompt}: ${statuses}`).toEqual([]);
    }
    expect([...log.keys()].filter(prompt => !outcomes.has(prompt))).toEqual([]);

    // The books: what the bot counted is what the hub charged, less what the bot gave back, plus what nobody knows.
    const shown = [...outcomes].flatMap(([prompt, one]) => (one.pictures.length > 0 ? [prompt] : []));
    expect(await chargedCalls(huggingFace)).toBe(shown.length + refunded.length);
    expect(await books(dataDir)).toEqual({
      committed: await tokensOf(shown),
      unknown: await tokensOf(hung),
      pictures: shown.length + hung.length,
      reserved: 0,
    });
  } finally {
    await bot.stop();
    await world.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 600_000);
