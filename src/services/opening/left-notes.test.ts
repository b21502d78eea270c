import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderOf } from '../../shards.ts';
import { acceptedRequestSchema } from '../generation/requests/accepted-request.ts';
import { openIntake } from '../generation/requests/intake.ts';
import { claimDataFolder } from '../storage/data-folder.ts';
import { intakeName, openLeftNotes } from './left-notes.ts';

const logger = pino({ level: 'silent' });
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'actor-left-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function noteOf(shard: number): Promise<void> {
  const folder = folderOf(dataDir, shard);
  await mkdir(folder, { recursive: true });
  const intake = await openIntake(join(folder, intakeName), acceptedRequestSchema);
  const request = { guildId: '1', channelId: '2', memberId: '3', prompt: 'a boat' };
  await intake.note(acceptedRequestSchema.parse({ id: `of-${shard}`, request, answer: '', acceptedAt: 1 }));
  await intake.close();
}
async function left(count: number): Promise<string[]> {
  const found = await openLeftNotes({ DATA_DIR: dataDir, SHARDS: { ids: [0], count } }, logger);
  for (const one of found) await one.close();
  return found.flatMap(one => one.left.map(({ id }) => id)).sort();
}

test('what shards noted that there are no longer is found, once nobody has their folder', async () => {
  for (const shard of [0, 1, 2, 10]) await noteOf(shard);
  expect(await left(11)).toEqual([]);
  expect(await left(2)).toEqual(['of-10', 'of-2']);
  const held = await claimDataFolder(folderOf(dataDir, 10), { logger, byHand: true });
  expect(await left(2)).toEqual(['of-2']);
  await held.release();
  expect(await left(1)).toEqual(['of-1', 'of-10', 'of-2']);
});
