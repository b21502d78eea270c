import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, jobCodeIn, patienceMs, photos, press, startTraining } from '../acting.ts';
import { everythingKept, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
let priya: Member;
beforeEach(async ({ task }) => {
  // A training that is to be stopped has to take a while.
  world = await startWorld({}, { stepDelayMs: task.name.includes('notebook at work') ? 500 : 0 });
  [mara, jonas, priya] = await Promise.all([
    world.member('mara'),
    world.member('jonas'),
    world.member('priya'),
  ]);
});
afterEach(() => world?.close());

/** Mara registers Priya, who is to be asked. */
async function registerPriya(by = mara): Promise<void> {
  const files = attached(await photos('mei', 5));
  const report = await ask(by, '/actor register', { name: 'Mei', subject: ids.members.priya, ...files });
  expect(wordsOf(report)).toMatch(/5 of 5 photos can be used/);
}
const asks = (message: ClientMessage) =>
  isAnswer(message) && /may I cast you as \*\*Mei\*\*/.test(wordsOf(message));
const request = (member: Member) => member.waitForMessage(asks, patienceMs);

/** Priya looks at the photos and agrees. */
async function approve(member: Member): Promise<void> {
  const seen = await press(member, await request(member), 'See the photos and answer', words =>
    /5 photos/.test(words),
  );
  await press(member, seen, 'Approve', words => /agreed/.test(words));
}

async function train(member: Member, actor: string): Promise<void> {
  const from = member.events.length;
  world.colab.run(jobCodeIn(await startTraining(member, { actor, steps: 200 })));
  await member.waitForMessage(message => /is trained/.test(wordsOf(message)), patienceMs, from);
}

/** The pictures in a message, as bytes. */
const bytesIn = (message: ClientMessage) =>
  Promise.all(
    picturesOf(message).map(async ({ url }) => Buffer.from(await (await fetch(url)).arrayBuffer())),
  );

describe('another member', () => {
  test('who is asked by direct message sees the photos there; declining deletes them, and the channel is told', async () => {
    await ask(mara, '/settings consent', { requests: 'direct' });
    await registerPriya();
    const asked = await request(priya);
    expect(asked.channel_id).not.toBe(ids.channels.studio);
    expect(picturesOf(asked)).toHaveLength(1);
    const from = mara.events.length;
    await press(priya, asked, 'Decline', words => /You declined/.test(words));
    const told = await mara.waitForMessage(
      message => message.channel_id === ids.channels.studio && /wasn’t registered/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    expect(told.mentions.map(({ id }) => id)).toEqual([ids.members.mara]);
    expect(wordsOf(await ask(mara, '/actor list'))).toMatch(/No actors/);
    await vi.waitUntil(async () => !(await everythingKept(world)).includes('"Mei"'), patienceMs);
  });

  test('who takes no direct messages is asked in the channel', async () => {
    await ask(mara, '/settings consent', { requests: 'direct' });
    await registerPriya();
    const asked = await request(priya);
    await press(priya, asked, 'Decline', words => /You declined/.test(words));
    world.discord.faults.add({
      method: 'POST',
      path: `/channels/${asked.channel_id}/messages`,
      status: 403,
      body: { code: 50007, message: 'Cannot send messages to this user' },
      times: 1,
    });
    const from = jonas.events.length;
    // Mara has her answer, which holds.
    await registerPriya(jonas);
    const again = await jonas.waitForMessage(asks, patienceMs, from);
    expect(again.channel_id).toBe(ids.channels.studio);
  });

  test('decides who may use the actor, from one moment to the next', async () => {
    await registerPriya();
    await approve(priya);
    await train(mara, 'Mei');
    const image = await ask(mara, '/generate', { prompt: 'Mei in the rain', actor: 'Mei' });
    expect(picturesOf(image)).toHaveLength(1);
    expect(wordsOf(await ask(mara, '/actor share', { actor: 'Mei', visibility: 'guild' }))).toMatch(
      /Only the person shown/,
    );
    await ask(priya, '/actor share', { actor: 'Mei', visibility: 'owner' });
    expect(
      wordsOf(await press(mara, image, 'Re-roll', words => /you’re not on their list/.test(words))),
    ).toBeTruthy();
    expect(await mara.autocomplete('/generate', 'actor', { prompt: 'x', actor: 'Me' })).toEqual([]);
    await ask(priya, '/actor share', { actor: 'Mei', visibility: 'chosen', member: ids.members.jonas });
    expect(
      picturesOf(await ask(jonas, '/generate', { prompt: 'Mei in the snow', actor: 'Mei' })),
    ).toHaveLength(1);
    const gallery = await ask(priya, '/gallery', { actor: 'Mei' });
    expect(picturesOf(gallery)).toHaveLength(2);
    // Who did what, for her, and for nobody who is neither shown nor an admin.
    const card = await ask(priya, '/actor show', { actor: 'Mei' });
    const history = wordsOf(await press(priya, card, 'History', words => /History of Mei/.test(words)));
    const [priyaId, maraId, jonasId] = [ids.members.priya, ids.members.mara, ids.members.jonas];
    for (const [who, words] of [
      [maraId, `registered \\*\\*Mei\\*\\*, which shows <@${priyaId}>`],
      [maraId, `asked <@${priyaId}> to agree to \\*\\*Mei`],
      [priyaId, 'agreed to the photos of \\*\\*Mei'],
      [priyaId, 'set who can use \\*\\*Mei\\*\\*: only the person shown'],
      [priyaId, `allowed <@${jonasId}> to use \\*\\*Mei`],
    ])
      expect(history).toMatch(new RegExp(`<t:\\d+:f> <@${who}> · ${words}`));
    expect(history).not.toMatch(/isn’t as I wrote it/);
    expect(wordsOf(await ask(jonas, '/actor show', { actor: 'Mei' }))).not.toMatch(/History/);
  });
});

describe('declining', () => {
  test('on the private card takes its buttons along, and «never ask» holds until it is taken back', async () => {
    await registerPriya();
    const seen = await press(priya, await request(priya), 'See the photos and answer', words =>
      /5 photos/.test(words),
    );
    const declined = await press(priya, seen, 'Decline', words => /You declined/.test(words));
    expect(declined.id).toBe(seen.id);
    expect(wordsOf(declined)).not.toMatch(/Approve/);
    await press(priya, declined, 'Don’t let anyone ask me', words =>
      /Nobody can ask to cast you/.test(words),
    );
    const files = attached(await photos('mei', 5));
    const again = { name: 'Mei', subject: ids.members.priya, ...files };
    expect(wordsOf(await ask(jonas, '/actor register', again))).toMatch(/can’t ask this member right now/);
    await world.restartBot();
    const card = await ask(priya, '/privacy requests');
    expect(wordsOf(card)).toMatch(/Nobody can ask to cast you/);
    await press(priya, card, 'Let others ask me', words => /can ask to cast you again/.test(words));
    await registerPriya(jonas);
    // Her answer to Mara holds for its 30 days.
    expect(wordsOf(await ask(mara, '/actor register', { ...again, name: 'Mei Two' }))).toMatch(
      /can’t ask this member right now/,
    );
  });
});

describe('withdrawing', () => {
  test('takes everything along: store, disk, hub, messages and the notebook at work', async () => {
    await registerPriya();
    await approve(priya);
    await train(mara, 'Mei');
    const image = await ask(mara, '/generate', { prompt: 'Mei in the rain', actor: 'Mei' });
    const [picture] = await bytesIn(image);
    if (!picture) throw new Error('no picture');
    const repos = world.huggingFace.repositories.list('model').map(({ id }) => id);
    const running = await startTraining(mara, { actor: 'Mei', steps: 1500 });
    const run = world.colab.run(jobCodeIn(running));
    await mara.waitForMessage(message => /[1-9]\d* of 1,500/.test(wordsOf(message)), patienceMs);
    expect((await everythingKept(world)).includes(picture)).toBe(true);

    const from = mara.events.length;
    const confirm = await ask(priya, '/actor delete', { actor: 'Mei' });
    expect(wordsOf(confirm)).toMatch(/Withdraw your consent[\s\S]*5 photos/);
    const receipt = await press(priya, confirm, 'Withdraw consent and delete', words =>
      /Receipt/.test(words),
    );
    expect(wordsOf(receipt)).toMatch(
      /is deleted[\s\S]*5 photos[\s\S]*1 generated image[\s\S]*1 trained version/,
    );
    expect(await run.done).toMatchObject({ status: 'stopped' });
    // Mara had asked: she hears that it is gone, and neither who withdrew nor why.
    const told = await mara.waitForMessage(
      message => /has been deleted/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    expect(told.channel_id).toBe(await world.directChannel(ids.members.mara));
    expect(wordsOf(told)).toMatch(/\*\*Mei\*\*, which you registered, has been deleted/);
    expect(wordsOf(told)).not.toMatch(/withdr|consent|<@/);

    // Who asked is struck out once the receipt was shown, and the name once its owner was told.
    await vi.waitUntil(async () => !(await everythingKept(world)).includes('Mei'), patienceMs);
    const kept = await everythingKept(world);
    expect(kept.includes(picture)).toBe(false);
    for (const trace of ['Mei', 'ohwx']) expect(kept.includes(trace)).toBe(false);
    const left = world.huggingFace.repositories.list('model').map(({ id }) => id);
    expect(left).toEqual(repos.filter(id => !id.startsWith('playground/')));
    expect(left.length).toBe(repos.length - 1);
    const studio = await jonas.messages(ids.channels.studio);
    expect(studio.filter(message => picturesOf(message).length > 0)).toEqual([]);
    expect(studio.some(({ id }) => id === image.id)).toBe(false);
    expect(wordsOf(await ask(priya, '/actor list'))).toMatch(/No actors/);
    // What was done about her stays in the log, for the admins and herself, until she has her data deleted.
    const by = (id: string, words: string) => new RegExp(`👤 <t:\\d+:R> <@${id}> · ${words}`);
    const log = wordsOf(await ask(mara, '/settings log', { kind: 'people' }));
    expect(log).toMatch(by(ids.members.priya, 'took back their consent for a deleted actor'));
    expect(log).toMatch(by(ids.members.mara, 'registered a deleted actor, which shows <@'));
    const all = await ask(priya, '/privacy delete');
    await press(priya, all, 'Delete all of it', words => /Receipt/.test(words));
    await vi.waitUntil(async () => !(await everythingKept(world)).includes(ids.members.priya), patienceMs);
  });

  test('goes on until the hub answers, and the receipt follows', async () => {
    const files = attached(await photos('mei', 5));
    const report = await ask(priya, '/actor register', { name: 'Mei', ...files });
    await press(priya, report, 'These photos show me, and I agree', words => /agreed/.test(words));
    await train(priya, 'Mei');
    world.huggingFace.faults.add({
      match: { via: 'hub', pathIncludes: '/api/repos/delete' },
      kind: 'status',
      status: 503,
      times: 1,
    });
    const confirm = await ask(priya, '/actor delete', { actor: 'Mei' });
    const from = priya.events.length;
    const first = await press(priya, confirm, 'Withdraw consent and delete', words => /Receipt/.test(words));
    expect(wordsOf(first)).toMatch(/Still being tried[\s\S]*1 repository on Hugging Face/);
    const final = await priya.waitForMessage(
      message => message.channel_id !== ids.channels.studio && /is deleted/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    expect(wordsOf(final)).toMatch(/1 repository on Hugging Face/);
  });
});

describe('one’s own data', () => {
  test('comes as a zip, and after the deletion no byte has the member’s id', async () => {
    const files = attached(await photos('bruno', 5));
    const report = await ask(jonas, '/actor register', { name: 'Bruno', ...files });
    await press(jonas, report, 'These photos show me, and I agree', words => /agreed/.test(words));
    await train(jonas, 'Bruno');
    await ask(jonas, '/generate', { prompt: 'Bruno as a pilot', actor: 'Bruno' });
    await ask(jonas, '/generate', { prompt: 'a quiet harbour' });
    await ask(jonas, '/generate', { prompt: 'Bruno naked', actor: 'Bruno' });
    expect((await everythingKept(world)).includes(ids.members.jonas)).toBe(true);

    const answer = await ask(jonas, '/privacy export');
    expect(answer.ephemeral).toBe(true);
    const [zip] = answer.attachments;
    const entries = unzipSync(new Uint8Array(await (await fetch(zip?.url ?? '')).arrayBuffer()));
    const names = Object.keys(entries);
    expect(names.some(name => /README\.txt$/.test(name))).toBe(true);
    expect(names.filter(name => /photos?.*\.jpg$/.test(name))).toHaveLength(5);
    expect(names.filter(name => /\.png$/.test(name))).toHaveLength(2);
    const records = names
      .filter(name => name.endsWith('.json'))
      .map(name => Buffer.from(entries[name] ?? []).toString());
    expect(records.join()).toContain('Bruno as a pilot');

    const confirm = await ask(jonas, '/privacy delete');
    await press(jonas, confirm, 'Delete all of it', words => /Receipt/.test(words));
    await vi.waitUntil(async () => !(await everythingKept(world)).includes(ids.members.jonas), patienceMs);
    expect((await everythingKept(world)).includes('Bruno')).toBe(false);
  });

  test('can be deleted from direct messages, by somebody who has left the server', async () => {
    await ask(jonas, '/generate', { prompt: 'a quiet harbour' });
    const direct = await world.directChannel(ids.members.jonas);
    const confirm = await ask(jonas, '/privacy delete', {}, direct);
    await press(jonas, confirm, 'Delete all of it', words => /Receipt/.test(words));
    await vi.waitUntil(async () => !(await everythingKept(world)).includes(ids.members.jonas), patienceMs);
  });
});

describe('safety', () => {
  test('what is blocked is told, costs nothing, and is seen by admins without its content', async () => {
    const files = attached(await photos('bruno', 5));
    const report = await ask(jonas, '/actor register', { name: 'Bruno', ...files });
    await press(jonas, report, 'These photos show me, and I agree', words => /agreed/.test(words));
    await train(jonas, 'Bruno');
    const calls = world.huggingFace.requests.length;
    const refused = await ask(jonas, '/generate', { prompt: 'Bruno n4ked on a beach', actor: 'Bruno' });
    expect(refused.ephemeral).toBe(true);
    expect(wordsOf(refused)).toMatch(/never make/);
    expect(world.huggingFace.requests.length).toBe(calls);
    const log = wordsOf(await ask(mara, '/settings log'));
    expect(log).toContain(ids.members.jonas);
    expect(log).not.toMatch(/n4ked|beach/);
    expect(jonas.snapshot().commands.map(({ name }) => name)).not.toContain('settings');
  });
});
