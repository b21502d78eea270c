import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { everythingKept, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
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

/** Opens the form with the limits, as far as that goes. */
async function opened(member: Member, card: ClientMessage) {
  await member.click(card, 'Limits…');
  return member.waitForModal(patienceMs);
}

async function setLimits(
  member: Member,
  card: ClientMessage,
  toggles: string[],
  never: string,
  fits: (words: string) => boolean,
): Promise<ClientMessage> {
  const modal = await opened(member, card);
  const from = member.events.length;
  await member.submit(modal, { toggles, never });
  return member.waitForMessage(answer => isAnswer(answer) && fits(wordsOf(answer)), patienceMs, from);
}

test('the person shown rules out what they don’t want, before they agree and at any time after it', async () => {
  const files = attached(await photos('mei', 5));
  await ask(mara, '/actor register', { name: 'Mei', subject: ids.members.priya, ...files });
  const request = await priya.waitForMessage(
    message => isAnswer(message) && /may I cast you as \*\*Mei\*\*/.test(wordsOf(message)),
    patienceMs,
  );
  expect(wordsOf(request)).toMatch(/Limits for pictures\*\* none[\s\S]*You can rule things out/);
  const seen = await press(priya, request, 'See the photos and answer', words => /5 photos/.test(words));
  await setLimits(priya, seen, ['violence'], 'never', words =>
    /doesn’t say what must never be shown/.test(words),
  );
  await setLimits(priya, seen, ['violence'], 'always smoking, never smoking', words =>
    /contradicts itself/.test(words),
  );
  await setLimits(priya, seen, ['violence'], 'never smoking', words =>
    /Limits of Mei\*\* no violence · “never smoking”/.test(words),
  );
  await press(priya, seen, 'Approve', words => /agreed/.test(words));
  await ask(priya, '/actor share', { actor: 'Mei', visibility: 'guild' });

  // Those who may use the actor see what is ruled out, and the line only if they may read it.
  const card = await ask(jonas, '/actor show', { actor: 'Mei' });
  expect(wordsOf(card)).toMatch(/Limits for pictures\*\* no violence · something in their own words/);
  expect(wordsOf(card)).not.toMatch(/smoking/);
  expect(wordsOf(await ask(jonas, '/generate', { prompt: 'Mei with a sword', actor: 'Mei' }))).toMatch(
    /\*\*Mei\*\* doesn’t want pictures with violence or weapons. Nothing was spent/,
  );
  expect(wordsOf(await ask(jonas, '/generate', { prompt: 'Mei lights a cigar', actor: 'Mei' }))).toMatch(
    /ruled this out for pictures of them: “cigar”/,
  );
  const calm = await ask(jonas, '/generate', { prompt: 'Mei in the rain', actor: 'Mei' });
  expect(picturesOf(calm)).toHaveLength(1);

  // A mark, from now on: the button of the earlier image makes one that has it.
  const shared = await ask(priya, '/actor share', { actor: 'Mei', visibility: 'guild' });
  expect(wordsOf(shared)).toMatch(/no violence · “never smoking”/);
  const stale = await opened(priya, shared);
  await setLimits(priya, shared, ['others', 'mark'], '', words =>
    /no other people in the picture · a visible mark/.test(words),
  );
  const from = priya.events.length;
  await priya.submit(stale, { toggles: ['violence'], never: '' });
  await priya.waitForMessage(
    message => isAnswer(message) && /have changed since you opened this form/.test(wordsOf(message)),
    patienceMs,
    from,
  );
  const again = await press(jonas, calm, 'Re-roll', words => /Mei in the rain/.test(words));
  expect(picturesOf(again)).toHaveLength(1);
  expect(wordsOf(await ask(jonas, '/generate', { prompt: 'Mei and her sister', actor: 'Mei' }))).toMatch(
    /doesn’t want other people in their pictures/,
  );

  // Nobody else sets them: not who registered her, who is an admin too.
  const posted = (await mara.messages(request.channel_id)).find(({ id }) => id === request.id);
  await press(mara, posted as ClientMessage, 'Limits…', words =>
    /Only the person shown can set limits/.test(words),
  );

  const exported = await ask(priya, '/privacy export');
  const zip = exported.attachments.find(({ filename }) => filename.endsWith('.zip'));
  const files_ = unzipSync(new Uint8Array(await (await fetch(zip?.url ?? '')).arrayBuffer()));
  const [actor] = JSON.parse(Buffer.from(files_['records/actors.json'] ?? []).toString());
  expect(actor.limits).toMatchObject({ others: true, mark: true, violence: false });
  const confirm = await ask(priya, '/actor delete', { actor: 'Mei' });
  await press(priya, confirm, 'Withdraw consent and delete', words => /Receipt/.test(words));
  await vi.waitUntil(async () => !(await everythingKept(world)).includes('"others":true'), patienceMs);
});
