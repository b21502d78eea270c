import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileBlobs } from '../storage/blobs.ts';
import { openStore, type Store } from '../storage/store.ts';
import type { Erasure } from './erasure.ts';
import { restoredName } from './restored.ts';
import { outsideWorld } from './testing/outside-world.ts';
import { openPrivacy } from './testing/privacy-fixture.ts';
import { ana, ben, cleo, faceNumber, guildId, otherGuildId, photosOfSolo, start } from './testing/records.ts';
import { contentsOf, seed } from './testing/seed.ts';

const dayMs = 24 * 60 * 60_000;
let dir: string;
let store: Store;
let outside: ReturnType<typeof outsideWorld>;
let clock: { ms: number };
let seeded: Awaited<ReturnType<typeof seed>>;
let bot: Awaited<ReturnType<typeof openPrivacy>>;
const blobsOf = () => createFileBlobs(join(dir, 'blobs'));
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-privacy-'));
  store = await openStore(dir);
  outside = outsideWorld();
  clock = { ms: start };
  seeded = await seed(store, blobsOf(), outside);
  bot = await openPrivacy({ store, blobs: blobsOf(), outside, clock });
});
afterEach(async () => {
  await bot.privacy.stop();
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

async function restart() {
  await bot.privacy.stop();
  await store.close();
  store = await openStore(dir);
  bot = await openPrivacy({ store, blobs: blobsOf(), outside, clock });
}

/** Which of the texts stand in any file of the data folder, whatever kind of file it is. */
async function found(...needles: string[]): Promise<string[]> {
  const hits: string[] = [];
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const needle of needles)
      if (bytes.includes(needle) || entry.name.includes(needle)) hits.push(`${needle} in ${entry.name}`);
  }
  return hits;
}

const ofNova = [
  'nova',
  'Name of nova',
  'bytes of nova',
  'sample of nova',
  'ben of nova',
  'prompt of by-ben-of-nova',
  'bytes of given-by-ben',
  'prompt of ask-by-ben',
  'digest-of-nova',
];
const ofAna = [
  ana,
  String(faceNumber),
  'bytes of solo',
  'bytes of private',
  'prompt of by-ana-private',
  'bytes of given-by-ana',
  'prompt of ask-by-ana',
];

/** Shown, as the command does it, and an hour later, when nothing can come in late any more. */
async function shownAndLater(erasure: Erasure): Promise<void> {
  await bot.privacy.markShown(erasure.id);
  expect(await found('Name of nova')).toEqual([]);
  clock.ms += 60 * 60_000;
  await bot.privacy.sweep();
  await store.flush();
}

describe('an actor', () => {
  const withdraw = () => bot.privacy.eraseActor({ actorId: 'nova', why: 'withdrawn', askedBy: ana });

  test('goes with everything made of it, to the last byte', async () => {
    for (const needle of ofNova) expect(await found(needle)).not.toEqual([]);
    const erasure = await withdraw();
    expect(erasure.doneAt).toBe(start);
    expect(erasure.gone).toEqual({
      ...{ actors: 1, photos: 3, faces: 3, images: 1, versions: 1, jobs: 1, messages: 5, repos: 1 },
    });
    await shownAndLater(erasure);
    expect(await found(...ofNova.slice(1))).toEqual([]);
    // The tombstone of the job has its id, which the test chose to hold the actor's.
    expect((await found('nova')).length).toBeLessThanOrEqual(1);
    expect([...outside.messages].sort()).toEqual([
      'message-of-album-of-ana',
      'message-of-album-of-ben',
      'message-of-ask-by-ana',
      'message-of-ask-of-cleo',
      'message-of-by-ana',
      'message-of-by-cleo',
      'message-of-digest-of-kept',
      'message-of-request',
    ]);
    // Ben is still to be told that nothing comes of his request.
    const asked = await bot.approvals.ofMember(ben);
    expect(asked.map(({ id }) => id).sort()).toEqual(['ask-by-ben', 'ask-of-cleo']);
    expect(asked.find(({ id }) => id === 'ask-by-ben')).toMatchObject({
      ...{ over: 'deleted', request: { memberId: ben, prompt: '' }, asked: [] },
    });
    expect([...outside.repos]).toEqual(['studio/actor-solo-lora', 'studio/actor-kept-lora', photosOfSolo]);
    expect((await bot.everyActor()).map(({ id }) => id)).toEqual(['solo', 'kept', 'outsider']);
  });

  test('leaves a photo that another actor has too', async () => {
    await withdraw();
    expect(await blobsOf().get(seeded.shared)).toBeDefined();
  });

  test('cannot be used from the first moment on', async () => {
    const going = withdraw();
    await expect.poll(async () => (await bot.everyActor()).some(({ id }) => id === 'nova')).toBe(false);
    await expect(bot.actors.usable(guildId, ben, 'nova')).rejects.toMatchObject({ code: 'not-found' });
    await going;
  });

  test('asked for twice is one deletion with one receipt', async () => {
    const [one, two] = await Promise.all([withdraw(), withdraw()]);
    expect(one.id).toBe(two.id);
    await expect(withdraw()).rejects.toMatchObject({ code: 'gone' });
  });

  test('whose hub is away goes from the bot at once, and from the hub when it is back, after a restart too', async () => {
    outside.hubAway = true;
    outside.discordAway = true;
    const erasure = await withdraw();
    expect(erasure.doneAt).toBeUndefined();
    expect(await found('Name of nova', 'bytes of nova', 'ben of nova')).toEqual([]);
    expect(outside.repos).toContain('studio/actor-nova-lora');
    await expect(withdraw()).resolves.toMatchObject({ id: erasure.id });
    await restart();
    expect(await bot.privacy.unshown()).toEqual([]);
    outside.discordAway = false;
    await bot.privacy.resume();
    await expect.poll(async () => (await bot.privacy.receipt(erasure.id))?.work?.posts).toEqual([]);
    expect(bot.done).toEqual([]);
    const done = bot.nextDone();
    outside.hubAway = false;
    await done;
    expect(bot.done).toMatchObject([{ id: erasure.id, askedBy: ana, gone: { repos: 1, messages: 5 } }]);
    expect(outside.repos).not.toContain('studio/actor-nova-lora');
    await bot.privacy.markShown(erasure.id);
    expect(await bot.privacy.receipt(erasure.id)).not.toHaveProperty('askedBy');
  });

  test('in a channel that is closed to the bot leaves its messages, and the receipt says so', async () => {
    outside.closed.add('message-of-by-ben-of-nova');
    const erasure = await withdraw();
    expect(erasure).toMatchObject({ doneAt: start, closedMessages: 1, gone: { messages: 4 } });
  });

  test('whose notebook uploads after all is looked for once more', async () => {
    const erasure = await bot.privacy.eraseActor({ actorId: 'solo', why: 'declined', askedBy: ana });
    expect(erasure).toMatchObject({ doneAt: start, gone: { repos: 2, jobs: 1 } });
    expect(outside.repos).not.toContain(photosOfSolo);
    outside.repos.add('studio/actor-solo-lora');
    clock.ms += 59 * 60_000;
    await bot.privacy.sweep();
    expect(outside.repos).toContain('studio/actor-solo-lora');
    clock.ms += 60_000;
    outside.hubAway = true;
    await bot.privacy.sweep();
    outside.hubAway = false;
    await bot.privacy.sweep();
    expect(outside.repos).not.toContain('studio/actor-solo-lora');
    expect(await bot.privacy.receipt(erasure.id)).not.toHaveProperty('again');
  });

  test('that was declined owes nobody a receipt; one whose receipt was lost is listed', async () => {
    await bot.privacy.eraseActor({ actorId: 'solo', why: 'declined', askedBy: ana });
    const { id } = await withdraw();
    expect(await bot.privacy.unshown()).toEqual([]);
    clock.ms += 2 * 60_000;
    expect(await bot.privacy.unshown()).toMatchObject([{ id }]);
    clock.ms += 1;
    await restart();
    expect(await bot.privacy.unshown()).toMatchObject([{ id, askedBy: ana }]);
    await bot.privacy.markShown(id);
    expect(await bot.privacy.unshown()).toEqual([]);
  });

  test('whose receipt cannot be shown names who asked for a day, and no longer', async () => {
    const { id } = await withdraw();
    clock.ms += dayMs - 1;
    await bot.privacy.sweep();
    expect((await bot.privacy.receipt(id))?.askedBy).toBe(ana);
    clock.ms += 1;
    await bot.privacy.sweep();
    expect(await bot.privacy.receipt(id)).not.toHaveProperty('askedBy');
  });

  test('is on record for 30 days, in figures', async () => {
    const { id } = await withdraw();
    await bot.privacy.markShown(id);
    clock.ms += 30 * dayMs - 1;
    await bot.privacy.sweep();
    expect(Object.keys((await bot.privacy.receipt(id)) ?? {}).sort()).toEqual(
      ['at', 'closedMessages', 'doneAt', 'gone', 'id', 'what', 'why'].sort(),
    );
    clock.ms += 1;
    await bot.privacy.sweep();
    expect(await bot.privacy.receipt(id)).toBeUndefined();
  });
});

describe('a member', () => {
  test('goes from every record and file, and what others made stays', async () => {
    for (const needle of ofAna) expect(await found(needle)).not.toEqual([]);
    const erasure = await bot.privacy.eraseMember({ memberId: ana, askedBy: ana });
    expect(erasure).toMatchObject({
      doneAt: start,
      gone: { actors: 2, photos: 4, faces: 4, images: 3, versions: 1, jobs: 2, messages: 9, repos: 3 },
    });
    await shownAndLater(erasure);
    expect(await found(...ofAna, ...ofNova.slice(1))).toEqual([]);
    expect(await bot.everyActor()).toMatchObject([
      { id: 'kept', chosenMemberIds: [ben] },
      { id: 'outsider', consent: { state: 'granted', memberId: 'forgotten' } },
    ]);
    const { albums, generations, given_pictures, safety_log, training_jobs, approvals, digests } =
      await contentsOf(store);
    expect(approvals).toMatchObject([
      expect.stringContaining('"ask-by-ben"'),
      expect.stringContaining('"ask-of-cleo"'),
    ]);
    expect(digests).toMatchObject([expect.stringContaining('"digest-of-kept"')]);
    expect(generations).toMatchObject([expect.stringContaining('"by-cleo"')]);
    expect(given_pictures).toMatchObject([expect.stringContaining('"given-by-cleo"')]);
    expect(safety_log).toMatchObject([expect.stringContaining('"entry-cleo"')]);
    expect(training_jobs).toMatchObject([expect.stringContaining('"kept-job"')]);
    expect(await blobsOf().get(seeded.sharedImage)).toBeDefined();
    expect(await bot.quota.today(ana)).toMatchObject({ used: 50, memberUsed: 30 });
    // What the admins decided for her is no reason to delete oneself.
    expect(bot.settings.limitOf(guildId, ana)).toBe(500);
    expect([...outside.messages].sort()).toEqual([
      'message-of-album-of-ben',
      'message-of-ask-of-cleo',
      'message-of-by-cleo',
      'message-of-digest-of-kept',
    ]);
    expect(albums).toMatchObject([expect.stringContaining('"album-of-ben"')]);
    // What was done about others is told as before, without her.
    const told = async (guild: string) =>
      (await bot.audit.ofChain(guild, 0)).map(({ what, person, by, member }) => ({
        what,
        person,
        by,
        member,
      }));
    expect(await told(guildId)).toEqual([
      { what: 'emptied' },
      { what: 'agreed', person: cleo },
      { what: 'registered', person: cleo, by: cleo },
      ...[{}, {}, {}],
    ]);
    expect(await told(otherGuildId)).toEqual([
      { what: 'emptied' },
      { what: 'shared', person: cleo, by: cleo },
    ]);
    for (const guild of [guildId, otherGuildId]) expect(await bot.audit.faultsOf(guild)).toEqual([]);
  });

  test('reads in the log who deleted an actor of theirs, also with all data of who registered it', async () => {
    await bot.privacy.eraseActor({ actorId: 'solo', why: 'declined', askedBy: ana });
    expect(await bot.audit.ofActor('solo')).toMatchObject([{ what: 'declined', person: ana, by: ana }]);
    const { id } = await bot.privacy.eraseMember({ memberId: ben, askedBy: ben });
    const [latest, ...before] = await bot.audit.ofActor('nova');
    expect(latest).toMatchObject({ what: 'deleted', person: ana, detail: 'member' });
    expect(latest).not.toHaveProperty('by');
    expect(before.map(({ what, by }) => ({ what, by }))).toEqual([
      { what: 'shared', by: ana },
      { what: 'agreed', by: ana },
      { what: 'registered' },
    ]);
    expect(await bot.audit.faultsOf(guildId)).toEqual([]);
    await bot.privacy.markShown(id);
    expect(await found(ben)).toEqual([]);
  });

  test('of whom an admin disposes goes from that server alone', async () => {
    await bot.privacy.eraseMember({ memberId: ana, guildId: otherGuildId, askedBy: cleo });
    expect((await bot.everyActor()).map(({ id }) => id)).toEqual(['nova', 'kept', 'outsider']);
    expect((await bot.generation.ofMember(ana)).map(({ id }) => id)).toEqual(['by-ana-private']);
    expect((await bot.quota.today(ana)).memberUsed).toBe(30);
    expect(bot.training.byId('kept-job')?.cancelledBy).toBeUndefined();
    // The log stays, and has this too: no admin gets rid of what they did.
    expect(await bot.audit.ofActor('solo')).toMatchObject([
      { what: 'deleted', person: ana, by: cleo, detail: 'member' },
    ]);
  });

  test('of whom an admin disposes keeps what they asked for in other servers', async () => {
    const asked = async (where: string) => {
      const request = { guildId: where, channelId: 'c', memberId: ana, prompt: 'a pier' };
      const accepted = await bot.generation.accept(request, '');
      await accepted.store();
      return accepted.id;
    };
    const left = async () => (await bot.generation.untold()).map(({ id }) => id);
    const kept = [await asked(guildId)];
    await asked(otherGuildId);
    await bot.privacy.eraseMember({ memberId: ana, guildId: otherGuildId, askedBy: cleo });
    await restart();
    expect(await left()).toEqual(kept);
    await bot.privacy.eraseMember({ memberId: ana, askedBy: ana });
    expect(await left()).toEqual([]);
  });

  test('of whom an admin disposes keeps damaged copies of other servers, and so does everybody else here', async () => {
    const folder = join(dir, 'damaged');
    await mkdir(folder, { recursive: true });
    const copies = { here: [ana, otherGuildId], elsewhere: [ana, guildId], others: [cleo, otherGuildId] };
    for (const [name, ids] of Object.entries(copies))
      await writeFile(join(folder, name), JSON.stringify({ value: ids }));
    await bot.privacy.eraseMember({ memberId: ana, guildId: otherGuildId, askedBy: cleo });
    expect((await readdir(folder)).sort()).toEqual(['elsewhere', 'others']);
    await bot.privacy.eraseMember({ memberId: ana, askedBy: ana });
    expect(await readdir(folder)).toEqual(['others']);
  });

  test('of whom nothing is kept gets a receipt all the same', async () => {
    const stranger = '900000000000000099';
    const erasure = await bot.privacy.eraseMember({ memberId: stranger, askedBy: stranger });
    expect(erasure).toMatchObject({ doneAt: start, gone: { actors: 0, images: 0 } });
    await bot.privacy.markShown(erasure.id);
    expect(await found(stranger)).toEqual([]);
  });

  test('who waits for the receipt of another deletion is not named there any more', async () => {
    outside.hubAway = true;
    const first = await bot.privacy.eraseActor({ actorId: 'nova', why: 'withdrawn', askedBy: ana });
    const all = await bot.privacy.eraseMember({ memberId: ana, askedBy: ana });
    expect(await bot.privacy.receipt(first.id)).not.toHaveProperty('askedBy');
    const done = bot.nextDone();
    outside.hubAway = false;
    await done;
    expect(bot.done).toMatchObject([{ id: all.id }]);
    await bot.privacy.markShown(all.id);
    expect(await found(ana)).toEqual([]);
  });

  test('sees beforehand what will go', async () => {
    const { actors, counts } = await bot.privacy.footprintOfMember(ana);
    expect(actors.map(({ name }) => name)).toEqual(['Name of nova', 'Name of solo']);
    expect(counts).toMatchObject({ photos: 4, images: 3, versions: 1, jobs: 2, messages: 5, repos: 3 });
    expect((await bot.privacy.footprintOfMember(ana, guildId)).counts).toMatchObject({
      actors: 1,
      images: 2,
    });
    expect((await bot.privacy.footprintOfActor('nova')).counts).toMatchObject({ photos: 3, images: 1 });
    await expect(bot.privacy.footprintOfActor('nobody')).rejects.toMatchObject({ code: 'gone' });
    expect(await bot.everyActor()).toHaveLength(4);
  });
});

test('a restore from a backup is in the log once, and who was deleted since is emptied again', async () => {
  await writeFile(join(dir, restoredName), JSON.stringify({ erase: [{ memberId: ana }] }));
  expect(await bot.privacy.eraseAfterRestore(dir)).toBe(1);
  expect(await bot.privacy.eraseAfterRestore(dir)).toBe(0);
  expect(await bot.audit.naming(ana)).toEqual([]);
  for (const guild of [guildId, otherGuildId]) {
    const logged = await bot.audit.ofChain(guild, 0);
    expect(logged.filter(({ what }) => what === 'restored')).toHaveLength(1);
    expect(await bot.audit.faultsOf(guild)).toEqual([]);
  }
});

describe('a server that removed the bot', () => {
  const present = [guildId];
  const everywhere = () => true;

  test('is deleted after seven days, without asking Discord for its messages', async () => {
    outside.discordAway = true;
    await bot.privacy.sweepGuilds(present, everywhere);
    clock.ms += 7 * dayMs - 1;
    await bot.privacy.sweepGuilds(present, everywhere);
    expect(await bot.everyActor()).toHaveLength(4);
    clock.ms += 1;
    await bot.privacy.sweepGuilds(present, everywhere);
    expect((await bot.everyActor()).map(({ guildId: of }) => of)).toEqual([guildId, guildId]);
    expect(await bot.generation.ofGuild(otherGuildId)).toEqual([]);
    expect(bot.settings.all().map(({ guildId: of }) => of)).toEqual([guildId]);
    expect(bot.models.guildIds()).toEqual([guildId]);
    expect((await contentsOf(store)).guild_models).toHaveLength(1);
    expect(JSON.stringify((await contentsOf(store)).quota_days)).not.toContain(otherGuildId);
    expect(outside.repos).not.toContain('studio/actor-kept-lora');
    expect(bot.done).toEqual([]);
    expect(await found('Name of kept', 'prompt of by-cleo', 'prompt of ask-of-cleo')).toEqual([]);
    const { approvals, digests } = await contentsOf(store);
    expect(approvals).toMatchObject([expect.stringContaining('"ask-by-ben"')]);
    expect(digests).toMatchObject([expect.stringContaining('"digest-of-nova"')]);
    expect(await bot.audit.chains()).toEqual([guildId]);
    expect(await bot.audit.ofActor('kept')).toEqual([]);
    const before = (await contentsOf(store)).erasures;
    await bot.privacy.sweepGuilds(present, everywhere);
    expect((await contentsOf(store)).erasures).toEqual(before);
  });

  test('is the business of the process that hears it: no other one knows whether the bot is in it', async () => {
    for (const days of [0, 8]) {
      clock.ms += days * dayMs;
      await bot.privacy.sweepGuilds([], id => id !== otherGuildId && id !== guildId);
      await bot.privacy.sweepGuilds([guildId], id => id === guildId);
    }
    expect(bot.settings.get(otherGuildId)).not.toHaveProperty('leftAt');
    expect(await bot.everyActor()).toHaveLength(4);
  });

  test('and takes it back keeps everything, and has all the time again', async () => {
    await bot.privacy.guildLeft(otherGuildId);
    clock.ms += 6 * dayMs;
    await bot.privacy.sweepGuilds([guildId, otherGuildId], everywhere);
    expect(bot.settings.get(otherGuildId)).not.toHaveProperty('leftAt');
    await bot.privacy.guildLeft(otherGuildId);
    clock.ms += 2 * dayMs;
    await bot.privacy.sweepGuilds(present, everywhere);
    expect(await bot.everyActor()).toHaveLength(4);
  });

  test('and takes it back for less time than lies between two looks has all the time again', async () => {
    await bot.privacy.guildLeft(otherGuildId);
    clock.ms += 6 * dayMs;
    await bot.privacy.sweepGuilds(present, everywhere);
    await bot.privacy.guildLeft(otherGuildId);
    clock.ms += 2 * dayMs;
    await bot.privacy.sweepGuilds(present, everywhere);
    expect(await bot.everyActor()).toHaveLength(4);
    clock.ms += 5 * dayMs;
    await bot.privacy.sweepGuilds(present, everywhere);
    expect(await bot.everyActor()).not.toHaveLength(4);
  });
});

test('files that nobody needs are swept: old ones that no record shows, and half-written ones', async () => {
  const blobs = blobsOf();
  const kept = (await blobs.list()).length;
  clock.ms = Date.now() + 2 * 60 * 60_000;
  await blobs.put(Buffer.from('nobody’s'));
  await bot.privacy.sweep();
  expect(await blobs.list()).toHaveLength(kept);
  clock.ms = Date.now() + 3 * 60 * 60_000 + 60_000;
  const young = openPrivacy({ store, blobs, outside, clock: { ms: Date.now() } });
  const sha256 = await blobs.put(Buffer.from('a photo whose actor is being registered'));
  await (await young).privacy.sweep();
  expect(await blobs.get(sha256)).toBeDefined();
});
