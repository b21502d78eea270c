import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Member } from '@ai-actor/playground/discord';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordFixture, openDiscord } from '../discord/testing/discord-fixture.ts';
import {
  type AcceptedRequest,
  acceptedRequestSchema,
} from '../services/generation/requests/accepted-request.ts';
import { createAcceptedRequests } from '../services/generation/requests/accepted-requests.ts';
import { openIntake } from '../services/generation/requests/intake.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { createFileBlobs } from '../services/storage/blobs.ts';
import type { Collection } from '../services/storage/collection.ts';
import { createSeal } from '../services/storage/seal.ts';
import { openStore, type Store } from '../services/storage/store.ts';
import { holdLock } from '../services/storage/testing/hold-lock.ts';
import { createErrorWords } from './error-words.ts';
import { createImageRequests, type ImageRequests } from './image-requests.ts';

const logger = pino({ level: 'silent' });
const lockedForMs = 3_000;

let dir: string;
let store: Store;
let collection: Collection<AcceptedRequest>;
let discord: DiscordFixture;
/** What the intake held when the acknowledgements arrived. */
let acknowledgedWith: string[];
let opened: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-locked-'));
  store = await openStore(dir);
  collection = await store.collection('accepted_requests', acceptedRequestSchema);
  acknowledgedWith = [];
  discord = await openDiscord({
    extend(app) {
      app.server.on('request', ({ url }) => {
        if (url?.includes('/callback')) acknowledgedWith.push(readFileSync(intakePath(), 'utf8'));
      });
    },
  });
});
afterEach(async () => {
  await discord.close();
  for (const intake of opened) await intake.close();
  opened = [];
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

/** The real requests on the real store, and nothing that makes images. */
async function open({ put = collection.put, noteAfterMs = 0 } = {}) {
  const intake = await openIntake(intakePath(), acceptedRequestSchema);
  opened.push(intake);
  const note = async (record: AcceptedRequest) => {
    await setTimeout(noteAfterMs);
    await intake.note(record);
  };
  const accepted = await createAcceptedRequests({
    collection: { ...collection, put },
    intake: { ...intake, note },
    blobs: createFileBlobs(join(dir, 'blobs')),
    seal: createSeal('token'),
    now: Date.now,
  });
  const made: GenerationRequest[] = [];
  const requests = createImageRequests({
    generation: {
      accept: accepted.accept,
      told: async () => {},
      untold: accepted.untold,
      putOff: () => {},
      touchUpsIn: () => [],
      noteShown: async () => {},
      confirmAgain: () => false,
      isAccepted: accepted.has,
      isTakenUp: accepted.hasApproved,
      acceptApproved: async (id, request) => ({ id, request }),
      packEnded: async () => {},
      packImageShown: async () => {},
      generatePack: () => new Promise(() => {}),
      generate: ({ request }) => {
        made.push(request);
        return new Promise(() => {});
      },
    },
    approvals: { async *approved() {}, takeUp: async () => false, settle: async () => {} },
    standingNow: async () => ({ roleIds: [], admin: false }),
    readmit: async request => request,
    answering: discord.answering,
    wordsFor: createErrorWords(logger),
    now: Date.now,
    logger,
  });
  return { requests, made };
}

const intakePath = () => join(dir, 'intake.jsonl');

/** What a process that starts now finds noted. */
async function noted(): Promise<AcceptedRequest[]> {
  const intake = await openIntake(intakePath(), acceptedRequestSchema);
  await intake.close();
  return intake.left;
}

const asking = (memberId: string, n: number): GenerationRequest => ({
  ...{ guildId: 'g', channelId: 'c', memberId, prompt: `fox ${n}` },
});
/** Asks, and resolves once the member sees that it was acknowledged. */
async function ask(
  requests: ImageRequests,
  member: Member,
  request: Promise<GenerationRequest>,
): Promise<void> {
  const interaction = await discord.typed(member);
  void requests.take(interaction, request);
  expect((await member.waitForInteraction(interaction.id, 60_000)).state).toBe('acknowledged');
}

test('while another process locks the database for 3 s, everybody is acknowledged, and no request is lost', async () => {
  const { requests, made } = await open();
  const lock = await holdLock(join(dir, 'bot.sqlite'));
  const locked = setTimeout(lockedForMs);
  for (const n of [1, 2, 3, 4, 5]) {
    await ask(requests, n % 2 ? discord.mara : discord.jonas, Promise.resolve(asking('m', n)));
  }
  // Not one of them is stored; a process that starts after a kill finds all of them.
  expect(made).toEqual([]);
  expect((await noted()).map(({ request }) => request.prompt).sort()).toEqual([
    ...['fox 1', 'fox 2', 'fox 3', 'fox 4', 'fox 5'],
  ]);
  await locked;
  await lock.letGo();
  await expect.poll(() => made.length, { timeout: 60_000 }).toBe(5);
  const stored = (await collection.all()).map(({ request }) => request.prompt);
  expect(stored.sort()).toEqual(['fox 1', 'fox 2', 'fox 3', 'fox 4', 'fox 5']);
  await expect.poll(() => readFile(intakePath(), 'utf8')).toBe('');
});

test('a request that is not known in time is acknowledged where nobody else sees it', async () => {
  const { requests, made } = await open();
  let know = (_request: GenerationRequest) => {};
  const slow = new Promise<GenerationRequest>(resolve => {
    know = resolve;
  });
  await ask(requests, discord.mara, slow);
  know(asking('m', 1));
  await expect.poll(() => made.length, { timeout: 60_000 }).toBe(1);
  expect(made[0]).toMatchObject({ prompt: 'fox 1', private: true });
  expect((await discord.jonas.messages()).length).toBe(0);
});

test('what was acknowledged and could not be stored is told', async () => {
  const { requests, made } = await open({
    async put() {
      await setTimeout(1_000);
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    },
  });
  const prompt = 'a fox that took some time to describe';
  await ask(requests, discord.mara, Promise.resolve({ ...asking('m', 1), prompt }));
  const told = await discord.mara.waitForMessage(
    message => JSON.stringify(message.components).includes('nothing was made or paid for'),
    20_000,
  );
  expect(told.ephemeral).toBe(true);
  // It is in no record, and not in the command any more.
  expect(JSON.stringify(told.components)).toContain(`\`\`\`\\n${prompt}\\n\`\`\``);
  expect(made).toEqual([]);
});

test('in ordinary times a request is noted before it is acknowledged, and then stored', async () => {
  const { requests, made } = await open({ noteAfterMs: 300 });
  void requests.take(await discord.typed(discord.mara), asking('m', 1));
  await expect.poll(() => made.length, { timeout: 60_000 }).toBe(1);
  expect(acknowledgedWith).toEqual([expect.stringContaining('fox 1')]);
  expect((await collection.all()).length).toBe(1);
  await expect.poll(() => readFile(intakePath(), 'utf8')).toBe('');
});

test('of those who ask in the same moment, one is begun in each turn of the loop', async () => {
  let turn = 0;
  const count = () => {
    turn++;
    if (turns.length < 5) setImmediate(count);
  };
  const turns: number[] = [];
  const { requests } = await open({
    put(...given) {
      turns.push(turn);
      return collection.put(...given);
    },
  });
  const interactions = [];
  for (const n of [1, 2, 3, 4, 5])
    interactions.push(await discord.typed(n % 2 ? discord.mara : discord.jonas));
  count();
  for (const [n, interaction] of interactions.entries()) void requests.take(interaction, asking('m', n));
  await expect.poll(() => turns.length, { timeout: 60_000 }).toBe(5);
  expect(new Set(turns).size).toBe(5);
});
