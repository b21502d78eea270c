import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from '@ai-actor/playground';
import { connectMember, ids, type Member } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { actorCollections } from '../../src/services/actors/testing/actor-collections.ts';
import { openStore } from '../../src/services/storage/store.ts';
import { ask, patienceMs } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { keepPeople } from '../kept-person.ts';
import { freePort, wordsOf } from '../world.ts';

const kills = 20;
/** From the press of the button to the kill: the whole deletion takes some 150 ms on a quiet machine. */
const delayMs = (round: number, again: number) => 30 + round * 10 + again * 40;

let dir: string;
let playground: Awaited<ReturnType<typeof startPlayground>>;
let mara: Member;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-erasure-'));
  playground = await startPlayground();
  mara = await connectMember(playground.url, ids.members.mara);
});
afterEach(async () => {
  await mara.close();
  await playground.close();
  await rm(dir, { recursive: true, force: true });
});

/** A message of the bot in the studio. */
async function posted(): Promise<{ channelId: string; messageId: string }> {
  const channelId = ids.channels.studio;
  const response = await fetch(`${playground.env.DISCORD_API_URL}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers: {
      authorization: `Bot ${playground.env.DISCORD_TOKEN}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ content: 'An image of an actor' }),
  });
  if (response.status === 429) {
    await new Promise(resolve =>
      setTimeout(resolve, 1_000 * Number(response.headers.get('retry-after') ?? 1)),
    );
    return posted();
  }
  return { channelId, messageId: ((await response.json()) as { id: string }).id };
}

async function seed(): Promise<{ repos: string[]; posts: string[] }> {
  const people = [];
  for (let round = 0; round < kills; round++) {
    const id = `person${round}`;
    const repo = `playground/actor-${id}-lora`;
    playground.huggingFace.repositories.create({
      ...{ type: 'model', id: repo, private: true, author: 'playground' },
    });
    people.push({ id, name: `Marked ${round}`, memberId: ids.members.mara, repo, post: await posted() });
  }
  await keepPeople(dir, people);
  return { repos: people.map(({ repo }) => repo), posts: people.map(({ post }) => post.messageId) };
}

async function kept(): Promise<Buffer> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  return Buffer.concat(await Promise.all(files.map(file => readFile(file).catch(() => Buffer.alloc(0)))));
}

test(`killed ${kills} times in the middle of a deletion, every one is completed, and its receipt is given`, async () => {
  const { repos, posts } = await seed();
  const env = { ...playground.env, DATA_DIR: dir, HTTP_PORT: String(await freePort()) };
  let bot = startBot(env, dir);
  await bot.ready;
  let asked = 0;
  for (let round = 0; round < kills; round++) {
    const actor = `Marked ${round}`;
    const from = mara.events.length;
    // Killed before the plan was stored, nothing has begun, and whoever looks sees that and asks again.
    for (let again = 0, done = false; !done; again++) {
      const confirm = await ask(mara, '/actor delete', { actor });
      // The bot goes on with a plan that it found: it was on the list a moment ago, and is gone now.
      const isThere = /Withdraw your consent/.test(wordsOf(confirm));
      if (isThere) {
        asked++;
        await mara.click(confirm, 'Withdraw consent and delete');
        await new Promise(resolve => setTimeout(resolve, delayMs(round, again)));
        await end(bot.child, 'SIGKILL');
        bot = startBot(env, dir);
        await bot.ready;
      }
      const begun = !wordsOf(await ask(mara, '/actor list')).includes(`**${actor}**`);
      if (!begun) continue;
      const receipt = await mara.waitForMessage(
        message => /The actor is deleted[\s\S]*Receipt/.test(wordsOf(message)),
        patienceMs,
        from,
      );
      expect(wordsOf(receipt)).toMatch(
        /5 photos[\s\S]*1 generated image[\s\S]*1 trained version[\s\S]*1 repository/,
      );
      done = true;
    }
  }
  expect(asked).toBeGreaterThanOrEqual(kills);
  await vi.waitUntil(async () => !(await kept()).includes('Marked'), patienceMs);
  const left = playground.huggingFace.repositories.list('model').map(({ id }) => id);
  expect(left.filter(id => repos.includes(id))).toEqual([]);
  const studio = (await mara.messages(ids.channels.studio)).map(({ id }) => id);
  expect(studio.filter(id => posts.includes(id))).toEqual([]);
  expect(await end(bot.child, 'SIGTERM')).toBe(0);
  // The log about people has each deletion once, in a chain without a gap.
  const store = await openStore(dir);
  const { audit } = await actorCollections(store);
  const logged = (await audit.ofChain(ids.guild, 0)).map(({ what, by, actor }) => `${what} ${by} ${actor}`);
  const expected = Array.from(
    { length: kills },
    (_, round) => `withdrawn ${ids.members.mara} person${round}`,
  );
  expect(logged.toSorted()).toEqual(expected.toSorted());
  expect(await audit.faultsOf(ids.guild)).toEqual([]);
  await store.close();
}, 600_000);
