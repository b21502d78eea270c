import { type ClientMessage, ids, type Member, Permission } from '@ai-actor/playground/discord';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

const { lounge, group } = ids.channels;
let world: TestWorld;
let mara: Member;
let jonas: Member;
let priya: Member;
beforeAll(async () => {
  world = await startWorld(
    {
      USER_INSTALLS: 'on',
      QUOTA_USER_INSTALLS_DAILY_TOKENS: '2000',
      QUOTA_USER_INSTALLS_MEMBER_DAILY_TOKENS: '600',
    },
    { userInstalls: true },
  );
  [mara, jonas, priya] = await Promise.all([
    world.member('mara'),
    world.member('jonas'),
    world.member('priya'),
  ]);
}, 60_000);
afterAll(() => world.close());

/** What the bot asked Discord for in a channel by its own token. */
const callsIn = (channelId: string) =>
  world.discord.requests.filter(({ path }) => path.includes(`/channels/${channelId}`));

const shown = (message: ClientMessage) => picturesOf(message).length;
const answerTo = (member: Member, interactionId: string): Promise<ClientMessage> =>
  member.waitForMessage(
    message => message.interaction_metadata?.id === interactionId && isAnswer(message),
    patienceMs,
  );

test.each([
  ['a server that hasn’t added it', lounge],
  ['a conversation of members', group],
])('in %s the bot makes images, and answers through the interaction alone', async (_where, channelId) => {
  const made = await ask(jonas, '/generate', { prompt: `a lighthouse in ${channelId}` }, channelId);
  expect(shown(made)).toBe(1);
  expect(made.channel_id).toBe(channelId);
  // Others there see it.
  expect(await mara.messages(channelId)).toContainEqual(expect.objectContaining({ id: made.id }));
  const again = await press(jonas, made, 'Re-roll', words => words.includes('a lighthouse'));
  expect(shown(again)).toBe(1);
  expect(callsIn(channelId)).toEqual([]);
});

test('in direct messages with the bot it works too', async () => {
  const direct = await world.directChannel(ids.members.jonas);
  const made = await ask(jonas, '/generate', { prompt: 'a kite' }, direct);
  expect(shown(made)).toBe(1);
  expect(wordsOf(made)).toContain('Re-roll');
  expect(wordsOf(await ask(jonas, '/status', {}, direct))).toContain('I’m up');
});

test('nobody else can press the buttons, and nobody is an admin', async () => {
  const made = await ask(jonas, '/generate', { prompt: 'a red door' }, lounge);
  for (const button of ['Re-roll', 'Details', 'Delete']) {
    const { interactionId } = await mara.click(made, button);
    const refused = await answerTo(mara, interactionId);
    expect(wordsOf(refused)).toContain('Only the person who asked can use these buttons');
    expect(refused.ephemeral).toBe(true);
  }
  await expect(mara.command('/settings show', {}, lounge)).rejects.toThrow('not available here');
  await expect(jonas.command('/actor list', {}, lounge)).rejects.toThrow('not available here');
  expect(wordsOf(await ask(mara, '/models add', { id: 'a/b' }, lounge))).toContain(
    'only works in servers that have added me',
  );
});

test('help says what there is where one is', async () => {
  for (const place of [lounge, await world.directChannel(ids.members.jonas)]) {
    const help = wordsOf(await ask(jonas, '/help', {}, place));
    expect(help).toContain('Images from words, wherever you are');
    expect(help).not.toMatch(/actor register|train start|For admins/);
  }
  expect(wordsOf(await ask(jonas, '/help'))).toContain('actor register');
});

test('actors of a server are unknown elsewhere, also to the person shown', async () => {
  await ask(jonas, '/actor register', {
    name: 'Otto',
    subject: ids.members.jonas,
    ...attached(await photos('bruno', 5)),
  });
  const inServer = await ask(jonas, '/generate', { prompt: 'a boat in the server' });
  const direct = await world.directChannel(ids.members.jonas);
  for (const place of [lounge, group, direct]) {
    expect(await jonas.autocomplete('/generate', 'actor', { prompt: 'x', actor: 'O' }, place)).toEqual([]);
    const refused = await ask(jonas, '/generate', { prompt: 'Otto at sea', actor: 'Otto' }, place);
    expect(wordsOf(refused)).toContain('Actors belong to their servers');
    const gallery = wordsOf(await ask(jonas, '/gallery', {}, place));
    expect(gallery).toContain('a lighthouse');
    expect(gallery.includes('a boat in the server')).toBe(place === direct);
  }
  // What was made outside is in no server's gallery but the maker's own.
  expect(wordsOf(await ask(mara, '/gallery'))).not.toContain('a lighthouse');
  const id = /"details:([\w-]+)"/.exec(JSON.stringify(inServer.components))?.[1] ?? '';
  expect(wordsOf(await ask(mara, '/show', { id }, lounge))).toContain('no longer stored');
  expect(wordsOf(await ask(jonas, '/show', { id }, lounge))).toContain('no longer stored');
  expect(shown(await ask(jonas, '/show', { id }, direct))).toBe(1);

  const named = (place: string) => jonas.autocomplete('/gallery', 'actor', { actor: 'O' }, place);
  expect(await named(lounge)).toEqual([]);
  expect(await named(direct)).toMatchObject([{ name: 'Otto' }]);
  const ofOtto = wordsOf(await ask(jonas, '/gallery', { actor: 'Otto' }, lounge));
  expect(ofOtto).toContain('Actors belong to their servers');

  // Whether it is one of its own, the bot says anywhere; whose it is, only where it was made, and in direct messages.
  const bytes = Buffer.from(await (await fetch(inServer.attachments[0]?.url ?? '')).arrayBuffer());
  const about = async (place: string) =>
    wordsOf(await ask(jonas, '/show', { image: { name: 'boat.png', bytes } }, place));
  expect(await about(lounge)).toMatch(/Yes, I made this[\s\S]*only say in a server that has added me/);
  expect(await about(lounge)).not.toContain('Made by');
  expect(await about(direct)).toContain('Made by');
});

test('what is saved elsewhere is what can be seen there', async () => {
  const saved = async (place: string) => {
    const gallery = await ask(priya, '/gallery', {}, place);
    const answer = await press(priya, gallery, 'Save my images…', words => /Your images/.test(words));
    const zip = answer.attachments.find(({ filename }) => filename.endsWith('.zip'));
    const files = unzipSync(new Uint8Array(await (await fetch(zip?.url ?? '')).arrayBuffer()));
    return Object.keys(files).filter(path => path.endsWith('.png')).length;
  };
  await ask(priya, '/generate', { prompt: 'a mill in the server' });
  await ask(priya, '/generate', { prompt: 'a mill in the lounge' }, lounge);
  expect(await saved(lounge)).toBe(1);
  expect(await saved(await world.directChannel(ids.members.priya))).toBe(2);
});

test('an image that was deleted leaves a message that the bot can’t reach otherwise', async () => {
  const made = await ask(jonas, '/generate', { prompt: 'a green door' }, lounge);
  await jonas.click(made, 'Delete');
  const kept = await jonas.submit(await jonas.waitForModal(), { sure: ['no'] });
  expect(wordsOf(await answerTo(jonas, kept.interactionId))).toContain('Nothing was deleted');
  await jonas.click(made, 'Delete');
  await jonas.submit(await jonas.waitForModal(), { sure: ['yes'] });
  const after = await jonas.waitForMessage(
    message => message.id === made.id && wordsOf(message).includes('Deleted.'),
    patienceMs,
  );
  expect(shown(after)).toBe(0);
  expect(wordsOf(await ask(jonas, '/gallery', {}, lounge))).not.toContain('a green door');
});

test('where a server lets its members use no apps of their own, the answer is theirs alone', async () => {
  world.discord.setPermissions(lounge, ids.otherGuild, { deny: [Permission.useExternalApps] });
  try {
    const made = await ask(mara, '/generate', { prompt: 'a blue door' }, lounge);
    expect(made.ephemeral).toBe(true);
    expect(shown(made)).toBe(1);
    // Neither does why nothing was made pass by way of others.
    const refused = await ask(mara, '/generate', { prompt: 'a nude child' }, lounge);
    expect(refused.ephemeral).toBe(true);
    expect(await jonas.messages(lounge)).not.toContainEqual(expect.objectContaining({ id: refused.id }));
  } finally {
    world.discord.setPermissions(lounge, ids.otherGuild, {});
  }
});

test('a result that comes too late for the answer comes by direct message', async () => {
  const direct = await world.directChannel(ids.members.priya);
  const before = callsIn(lounge).length;
  world.discord.faults.add({
    path: '/webhooks/',
    status: 404,
    body: { code: 10015, message: 'Unknown Webhook' },
    times: 50,
  });
  await priya.command('/generate', { prompt: 'a late train' }, lounge);
  const late = await priya.waitForMessage(
    message => message.channel_id === direct && wordsOf(message).includes('a late train'),
    patienceMs,
  );
  world.discord.faults.clear();
  expect(shown(late)).toBe(1);
  expect(wordsOf(late)).toContain('Re-roll');
  expect(callsIn(lounge)).toHaveLength(before);
});

test('what was asked for outlives a restart', async () => {
  world.huggingFace.faults.add({ kind: 'delay', delayMs: 8_000, match: {}, times: 1 });
  const { interactionId } = await priya.command('/generate', { prompt: 'a slow snail' }, lounge);
  await priya.waitForInteraction(interactionId);
  await world.restartBot();
  const made = await answerTo(priya, interactionId);
  expect(shown(made)).toBe(1);
  expect(callsIn(lounge)).toEqual([]);
});

test('the budget outside servers is one of its own, for each member and for all', async () => {
  const quota = wordsOf(await ask(jonas, '/quota', {}, lounge));
  expect(quota).toMatch(/\*\*Outside servers\*\*\n.* of 2,000 tokens/);
  expect(quota).toMatch(/Your share.*\n.* of 600 tokens/);
  const long =
    'a long walk along the shore at dusk with many birds, boats, dunes, clouds and lanterns '.repeat(12);
  const from = jonas.events.length;
  const some = await ask(jonas, '/generate', { prompt: long, count: 4 }, lounge);
  expect(wordsOf(some)).toMatch(/2 images are missing\. Only <@\d+> can see why/);
  const why = await jonas.waitForMessage(message => /budget has/.test(wordsOf(message)), patienceMs, from);
  expect(wordsOf(why)).toMatch(/Your own share of today.s budget has \d+ tokens left/);
  expect(why.ephemeral).toBe(true);
  expect(shown(await ask(jonas, '/generate', { prompt: long, count: 1 }))).toBe(1);
});
