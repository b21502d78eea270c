import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileBlobs } from '../storage/blobs.ts';
import { openStore, type Store } from '../storage/store.ts';
import { type Outside, outsideWorld } from './testing/outside-world.ts';
import { openPrivacy } from './testing/privacy-fixture.ts';
import { ana, channelId, guildId, start } from './testing/records.ts';
import { seed } from './testing/seed.ts';

let dir: string;
let store: Store;
let outside: Outside;
const blobsOf = () => createFileBlobs(join(dir, 'blobs'));
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-meanwhile-'));
  store = await openStore(dir);
  outside = outsideWorld();
  await seed(store, blobsOf(), outside);
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

/** In which files of the data folder the text stands. */
async function filesWith(text: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const found = [];
  for (const entry of entries.filter(each => each.isFile())) {
    if ((await readFile(join(entry.parentPath, entry.name))).includes(text)) found.push(entry.name);
  }
  return found;
}

type Parts = Parameters<NonNullable<Parameters<typeof openPrivacy>[0]['around']>>[0];

/** The bot, with something that happens directly before a step of the deletion, each time. */
async function withMeanwhile(happen: {
  beforeActor?: (bot: Parts) => Promise<void>;
  beforeJob?: (bot: Parts) => Promise<void>;
  beforeImages?: (bot: Parts) => Promise<void>;
}) {
  return openPrivacy({
    ...{ store, outside, blobs: blobsOf(), clock: { ms: start } },
    around: parts => ({
      ...parts,
      actors: {
        ...parts.actors,
        async remove(id) {
          await happen.beforeActor?.(parts);
          return parts.actors.remove(id);
        },
      },
      training: {
        ...parts.training,
        async erase(id) {
          await happen.beforeJob?.(parts);
          return parts.training.erase(id);
        },
      },
      generation: {
        ...parts.generation,
        async erase(ids) {
          await happen.beforeImages?.(parts);
          return parts.generation.erase(ids);
        },
      },
    }),
  });
}

/** As a sender does it: posts, notes, and takes back what could not be noted. */
async function post(
  messageId: string,
  note: (post: { channelId: string; messageId: string }) => Promise<unknown>,
) {
  outside.messages.add(messageId);
  if (!(await note({ channelId, messageId }))) outside.messages.delete(messageId);
}

const late = () => [...outside.messages].filter(id => id.startsWith('late'));
const erase = (bot: Awaited<ReturnType<typeof withMeanwhile>>) =>
  bot.privacy.eraseMember({ memberId: ana, askedBy: ana });

describe('what is written while a deletion runs goes with it', () => {
  test('the progress, the end and the reminder of a training', async () => {
    let happened = false;
    const bot = await withMeanwhile({
      beforeJob: async ({ training }) => {
        if (happened) return;
        happened = true;
        await post('late-progress', one => training.recordMessage('nova-job', one));
        await post('late-end', one => training.recordEnd('nova-job', one));
        await post('late-reminder', one => training.recordReminder('solo-job', one));
      },
    });
    expect((await erase(bot)).doneAt).toBe(start);
    expect(happened).toBe(true);
    expect(late()).toEqual([]);
    await post('late-of-all', one => bot.training.recordMessage('nova-job', one));
    expect(late()).toEqual([]);
    await bot.privacy.stop();
  });

  test('a consent card, and a word about it', async () => {
    const bot = await withMeanwhile({
      beforeActor: async ({ actors }) => {
        await post('late-card', posted => actors.noteRequest('solo', { posted }));
        await post('late-word', one => actors.notePost('nova', one));
      },
    });
    expect((await erase(bot)).doneAt).toBe(start);
    expect(late()).toEqual([]);
    // Sent before, and heard of after everything was gone.
    await post('late-of-all', posted => bot.actors.noteRequest('solo', { posted }));
    await post('late-too', one => bot.actors.notePost('nova', one));
    expect(late()).toEqual([]);
    await bot.privacy.stop();
  });

  test('a message that shows an image', async () => {
    const bot = await withMeanwhile({
      beforeImages: async ({ generation }) => {
        outside.messages.add('late-image');
        await generation.noteShown('by-ana', { channelId, messageId: 'late-image' });
      },
    });
    expect((await erase(bot)).doneAt).toBe(start);
    expect(late()).toEqual([]);
    await bot.privacy.stop();
  });

  test('in the files, too: neither the member nor a prompt of theirs is left, journal included', async () => {
    const bot = await withMeanwhile({
      beforeJob: async ({ training, safety, quota }) => {
        await training.recordMessage('nova-job', { channelId, messageId: 'late-progress' });
        await safety
          .checkPrompt({ guildId, memberId: ana, adultChannel: false, prompt: 'a nude woman' })
          .catch(() => undefined);
        const reservation = await quota.reserve('late', { memberId: ana, guildId }, 1);
        await reservation.commit();
      },
    });
    const erasure = await erase(bot);
    await bot.privacy.markShown(erasure.id);
    for (const text of [ana, 'prompt of by-ana-private', 'Name of nova', 'late-progress']) {
      expect({ text, files: await filesWith(text) }).toEqual({ text, files: [] });
    }
    await bot.privacy.stop();
  });
});
