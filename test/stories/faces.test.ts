import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, attached, patienceMs, photos, press } from '../acting.ts';
import { startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
/** Owns the server, and is told directly what admins are told. */
let mara: Member;
let jonas: Member;
let priya: Member;
beforeEach(async () => {
  world = await startWorld();
  [mara, jonas, priya] = await Promise.all([
    world.member('mara'),
    world.member('jonas'),
    world.member('priya'),
  ]);
});
afterEach(() => world?.close());

/** Five photos of the same person, one of them in no other set. */
const laterPhotos = async (id: string) => (await photos(id, 6)).slice(1);

async function registerSelf(member: Member, name: string, files: Awaited<ReturnType<typeof photos>>) {
  const report = await ask(member, '/actor register', { name, ...attached(files) });
  const agreed = await press(member, report, 'These photos show me, and I agree', words =>
    /agreed/.test(words),
  );
  return { report, agreed };
}

const toldOf = (words: RegExp) => (message: ClientMessage) => words.test(wordsOf(message));

test('is said to the one who registers, without the name of whom they may not see, and to the admins with it', async () => {
  await registerSelf(jonas, 'Bruno', await photos('bruno', 5));
  const from = mara.events.length;
  const { report } = await registerSelf(priya, 'Rocky', await laterPhotos('bruno'));
  expect(wordsOf(report)).toMatch(/Somebody in this server is already registered with this face/);
  expect(wordsOf(report)).not.toMatch(/Bruno/);
  const notice = await mara.waitForMessage(toldOf(/same face was registered again/), patienceMs, from);
  expect(notice.channel_id).toBe(await world.directChannel(ids.members.mara));
  expect(wordsOf(notice)).toMatch(/<@\d+> registered \*\*Rocky\*\*[\s\S]*\*\*Bruno\*\*/);
  expect(wordsOf(notice)).toContain(ids.members.jonas);

  // It names Bruno, so it goes with Bruno.
  const confirm = await ask(jonas, '/actor delete', { actor: 'Bruno' });
  await press(jonas, confirm, 'Withdraw consent and delete', words => /Receipt/.test(words));
  await vi.waitUntil(
    async () => (await mara.messages(notice.channel_id)).every(({ id }) => id !== notice.id),
    patienceMs,
  );
  expect(wordsOf(await ask(priya, '/actor show', { actor: 'Rocky' }))).toMatch(/Ready for `.generate`/);
});

test('a second look of oneself is said without alarm, and drawn people who are not the same are none', async () => {
  await registerSelf(priya, 'Mei', await photos('mei', 5));
  await ask(mara, '/settings consent', { 'same-face': 'refuse' });
  const { report } = await registerSelf(priya, 'Mei in disguise', await laterPhotos('mei'));
  expect(wordsOf(report)).toMatch(/\*\*Mei\*\* shows the same person\. Two looks for one person are fine/);
  for (const [member, id] of [
    [jonas, 'bruno'],
    [mara, 'ingrid'],
  ] as const) {
    const other = await registerSelf(member, id, await photos(id, 5));
    expect(wordsOf(other.report)).not.toMatch(/registered with|may be that|same person/);
  }
});

test('where an admin has to allow it, nothing can be made of it until one does, over a restart too', async () => {
  await ask(mara, '/settings consent', { 'same-face': 'admins' });
  await registerSelf(jonas, 'Bruno', await photos('bruno', 5));
  const from = mara.events.length;
  const { agreed } = await registerSelf(priya, 'Rocky', await laterPhotos('bruno'));
  expect(wordsOf(agreed)).toMatch(/Waiting for an admin, because its face is already registered/);
  const notice = await mara.waitForMessage(toldOf(/same face was registered again/), patienceMs, from);
  await world.restartBot();
  expect(wordsOf(await ask(priya, '/train start', { actor: 'Rocky' }))).toMatch(
    /an admin has to allow it first/,
  );
  expect(wordsOf(await ask(mara, '/settings consent'))).toMatch(/Waiting for an admin[\s\S]*Rocky/);
  const fromPriya = priya.events.length;
  await press(mara, notice, 'Allow it', words => /allowed \*\*Rocky\*\*/.test(words));
  await priya.waitForMessage(toldOf(/\*\*Rocky\*\* was allowed/), patienceMs, fromPriya);
  expect(wordsOf(await ask(priya, '/train start', { actor: 'Rocky' }))).not.toMatch(/has to allow/);
  expect(wordsOf(await ask(mara, '/settings consent'))).not.toMatch(/Waiting for an admin/);
});

test('where it is refused, nothing is kept and the admins see that it was tried; with other photos of oneself nothing changes', async () => {
  await ask(mara, '/settings consent', { 'same-face': 'refuse' });
  await registerSelf(jonas, 'Bruno', await photos('bruno', 5));
  const from = mara.events.length;
  const files = await laterPhotos('bruno');
  const refused = await ask(priya, '/actor register', { name: 'Rocky', ...attached(files) });
  expect(wordsOf(refused)).toMatch(/already registered with this face/);
  expect(wordsOf(refused)).not.toMatch(/Bruno/);
  expect(wordsOf(await ask(priya, '/actor list'))).toMatch(/No actors/);
  await mara.waitForMessage(toldOf(/registered before was refused/), patienceMs, from);
  const log = wordsOf(await ask(mara, '/settings log'));
  expect(log).toContain(ids.members.priya);
  expect(log).toMatch(/face is registered already/);

  // Photos that come later are looked at in the same way: all of one's own replaced by another's.
  await registerSelf(priya, 'Mei', await photos('mei', 5));
  const swapped = await ask(priya, '/actor photos', {
    actor: 'Mei',
    remove: '1 2 3 4 5',
    ...Object.fromEntries(files.map((file, index) => [`add${index + 1}`, file])),
  });
  expect(wordsOf(swapped)).toMatch(
    /It wasn’t added: someone in this server is already registered with this face/,
  );
  expect(wordsOf(await ask(priya, '/actor show', { actor: 'Mei' }))).toMatch(/Photos\*\* 5/);
});
