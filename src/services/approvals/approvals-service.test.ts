import { beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { type Actor, actorSchema, type Post } from '../actors/actor.ts';
import type { GenerationRequest } from '../generation/requests/plan.ts';
import { memoryBlobs, outsideWorld } from '../privacy/testing/outside-world.ts';
import { openPrivacy } from '../privacy/testing/privacy-fixture.ts';
import {
  actorOf,
  ana,
  ben,
  channelId,
  cleo,
  guildId,
  otherGuildId,
  start,
} from '../privacy/testing/records.ts';
import type { Collection } from '../storage/collection.ts';
import { openMemoryStore } from '../storage/store.ts';
import { type Approval, approvalIndexes, approvalLifeMs, approvalSchema, isApproved } from './approval.ts';
import { type Approvals, createApprovals } from './approvals-service.ts';
import { waitingMost } from './askable.ts';

const dora = '900000000000000014';
let collection: Collection<Approval>;
let cast: Map<string, Actor>;
let approvals: Approvals;
let clock: number;
let told: string[];
/** Who may not ask whom. */
let blocked: Set<string>;
beforeEach(async () => {
  collection = await openMemoryStore().collection('approvals', approvalSchema, approvalIndexes);
  cast = new Map();
  [clock, told, blocked] = [1_000, [], new Set()];
  for (const [id, subjectId] of [
    ['nova', ana],
    ['dora', dora],
  ] as const)
    cast.set(id, actorOf(id, { ownerId: subjectId, subjectId, visibility: 'ask' }));
  approvals = open();
});
const open = () =>
  createApprovals({
    collection,
    actors: {
      byId: async id => cast.get(id),
      logDeed: async () => {},
      block: async (memberId, askerId) => void blocked.add(`${askerId} ${memberId}`),
      isBlocked: async (askerId, memberId) => blocked.has(`${askerId} ${memberId}`),
    },
    onApproved: () => told.push('approved'),
    onDue: () => told.push('due'),
    now: () => clock,
  });

const requestOf = (change: Partial<GenerationRequest> = {}): GenerationRequest => ({
  guildId,
  channelId,
  memberId: ben,
  prompt: 'Nova in the rain',
  actor: 'nova',
  seed: 1,
  ...change,
});
const actorNamed = (id: string) => cast.get(id) as Actor;
const ask = (id: string, change: Partial<GenerationRequest> = {}, actors = ['nova']) =>
  approvals.ask(id, requestOf(change), actors.map(actorNamed));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    error => (error instanceof UserError ? error.code : String(error)),
  );
const idsOf = async (found: AsyncIterable<Approval>) => {
  const ids: string[] = [];
  for await (const { id } of found) ids.push(id);
  return ids;
};
/** Forgets them; resolves to the messages that asked. */
async function forgotten(whose: Parameters<Approvals['forget']>[0]) {
  const posts: Post[] = [];
  await approvals.forget(whose, async handed => void posts.push(...handed));
  return posts;
}
/** What is handed on, and how often. */
async function takenUp(id: string): Promise<GenerationRequest[]> {
  const requests: GenerationRequest[] = [];
  for (let tries = 0; tries < 2; tries++)
    await approvals.takeUp(id, async request => void requests.push(request));
  return requests;
}

test('what was asked is handed on as it was, once, over a restart', async () => {
  const words = await ask('r1', { count: 2, negative: 'hats' });
  expect(words).toMatchObject({ code: 'asked', message: expect.stringContaining(`<@${ana}> approves each`) });
  approvals = open();
  expect(await idsOf(approvals.due())).toEqual(['r1']);
  await approvals.answer(ana, 'r1', 'approve');
  expect(told).toContain('approved');
  approvals = open();
  expect(await idsOf(approvals.approved())).toEqual(['r1']);
  expect(await takenUp('r1')).toEqual([
    { ...requestOf({ count: 2, negative: 'hats' }), approvedFor: ['nova'] },
  ]);
  expect(await idsOf(approvals.approved())).toEqual([]);
  expect(await codeOf(approvals.answer(ana, 'r1', 'approve'))).toBe('gone');
});

test('the roles of the member who asks are not kept', async () => {
  await ask('r1', { roleIds: ['a role'], admin: true });
  expect(JSON.stringify(await collection.get('r1'))).not.toMatch(/role|admin/);
});

test('two people both have to approve, and one of them is enough to decline', async () => {
  await ask('r1', { actor2: 'dora' }, ['nova', 'dora']);
  await approvals.answer(ana, 'r1', 'approve');
  expect(await idsOf(approvals.approved())).toEqual([]);
  expect(await takenUp('r1')).toEqual([]);
  await approvals.answer(ana, 'r1', 'approve');
  await approvals.answer(dora, 'r1', 'approve');
  expect((await takenUp('r1')).map(({ approvedFor }) => approvedFor)).toEqual([['nova', 'dora']]);

  await ask('r2', { actor2: 'dora' }, ['nova', 'dora']);
  await approvals.answer(ana, 'r2', 'approve');
  await approvals.answer(dora, 'r2', 'decline');
  expect(await codeOf(approvals.answer(ana, 'r2', 'approve'))).toBe('gone');
  expect(await collection.get('r2')).toMatchObject({ over: 'declined' });
  expect(await takenUp('r2')).toEqual([]);
});

test('of an approval and an end in the same moment nobody reads that it is on its way', async () => {
  for (const first of ['approve', 'end'] as const) {
    const id = `r-${first}`;
    await ask(id, { prompt: first });
    const [end, approve] = [
      () => approvals.end(id, 'expired'),
      () => codeOf(approvals.answer(ana, id, 'approve')),
    ];
    const both = first === 'end' ? [end(), approve()] : [approve(), end()];
    const outcomes = await Promise.all(both);
    const approval = await collection.get(id);
    expect(outcomes.includes('ok')).toBe(approval?.over === undefined);
  }
});

test('who declines and blocks is asked nothing more by that member, in any server, and what waited is declined', async () => {
  await ask('r1');
  await ask('r2', { prompt: 'Nova in the snow', guildId: otherGuildId });
  await ask('r3', { prompt: 'both', actor2: 'dora' }, ['nova', 'dora']);
  await ask('r4', { prompt: 'both, approved', actor2: 'dora' }, ['nova', 'dora']);
  await approvals.answer(ana, 'r4', 'approve');
  await ask('r5', { memberId: cleo });
  await ask('r6', { actor: 'dora' }, ['dora']);
  expect(await codeOf(approvals.block(dora, 'r1'))).toBe('not-allowed');
  expect([...blocked]).toEqual([]);

  expect(await approvals.block(ana, 'r1')).toMatchObject({ over: 'declined' });
  const over = async (id: string) => (await collection.get(id))?.over;
  expect(await Promise.all(['r1', 'r2', 'r3'].map(over))).toEqual(['declined', 'declined', 'declined']);
  // What she had approved, what others asked, and what he asked of others.
  expect(await Promise.all(['r4', 'r5', 'r6'].map(over))).toEqual([undefined, undefined, undefined]);
  await expect(ask('r7', { prompt: 'Nova in the fog' })).rejects.toMatchObject({
    code: 'not-allowed',
    message: expect.stringMatching(/can’t ask for images of \*\*Name of nova\*\* right now/),
  });
  expect(await codeOf(ask('r8', { actor2: 'nova', prompt: 'both' }, ['dora', 'nova']))).toBe('not-allowed');
  expect(await collection.get('r8')).toBeUndefined();
  expect(await codeOf(approvals.block(ana, 'r1'))).toBe('gone');
});

test('a block in the same moment as a request lets none through', async () => {
  await ask('r1');
  await Promise.all([approvals.block(ana, 'r1'), codeOf(ask('r2', { prompt: 'Nova in the snow' }))]);
  expect((await collection.get('r2'))?.over ?? 'declined').toBe('declined');
});

test('two actors of one person are asked about once', async () => {
  cast.set('outsider', { ...actorNamed('nova'), id: 'outsider', subjectId: undefined, ownerId: ana });
  await ask('r1', { actor2: 'outsider' }, ['nova', 'outsider']);
  const [asked, ...others] = (await collection.get('r1'))?.asked ?? [];
  expect(others).toEqual([]);
  expect(asked?.actors.map(({ id }) => id)).toEqual(['nova', 'outsider']);
});

test('nobody else’s answer counts, and of two at once the one that declines', async () => {
  await ask('r1');
  expect(await codeOf(approvals.answer(cleo, 'r1', 'approve'))).toBe('not-allowed');
  expect(await codeOf(approvals.answer(ben, 'r1', 'approve'))).toBe('not-allowed');
  expect(await codeOf(approvals.asked(cleo, 'r1'))).toBe('not-allowed');
  await Promise.allSettled([approvals.answer(ana, 'r1', 'approve'), approvals.answer(ana, 'r1', 'decline')]);
  expect(await takenUp('r1')).toEqual([]);
  await ask('r2');
  await approvals.answer(ana, 'r2', 'decline');
  expect(await codeOf(approvals.answer(ana, 'r2', 'approve'))).toBe('gone');
  await ask('r3');
  await approvals.answer(ana, 'r3', 'approve');
  await approvals.answer(ana, 'r3', 'decline');
  expect(await takenUp('r3')).toEqual([]);
});

test('after a day it can’t be approved, whether or not anybody has swept', async () => {
  await ask('r1');
  clock += approvalLifeMs;
  expect(await codeOf(approvals.answer(ana, 'r1', 'approve'))).toBe('gone');
  expect(await idsOf(approvals.due())).toEqual(['r1']);
  await approvals.end('r1', 'expired');
  expect(await idsOf(approvals.due())).toEqual(['r1']);
  await approvals.settle('r1');
  expect(await collection.all()).toEqual([]);
});

describe('how many wait', () => {
  test('the same thing again is one request, whatever its seed and wherever it was asked', async () => {
    await ask('r1');
    // Nor by the language that the member has set meanwhile.
    const again = await ask('r2', { seed: 2, channelId: '77', language: 'de', channelLanguage: 'fr' });
    expect(again.message).toMatch(/already asked/);
    expect(await collection.all()).toHaveLength(1);
    await ask('r3', { count: 2 });
    await ask('r4', { prompt: 'Nova in the snow' });
    expect(await collection.all()).toHaveLength(3);
    // Taken up again after a kill, before its member was told.
    expect((await ask('r4', { prompt: 'Nova in the snow' })).message).not.toMatch(/already asked/);
    await approvals.answer(ana, 'r1', 'decline');
    await ask('r5');
    expect((await collection.get('r5'))?.over).toBeUndefined();
  });

  test('of one member, and for one person, two at once included', async () => {
    const wanted = Array.from({ length: waitingMost.ofMember + 1 }, (_, nth) =>
      codeOf(ask(`r${nth}`, { prompt: `Nova ${nth}` })),
    );
    expect((await Promise.all(wanted)).filter(code => code !== 'ok')).toEqual(['queue-full']);
    for (let nth = 0; (await collection.all()).length < waitingMost.forPerson; nth++)
      await ask(`s${nth}`, { memberId: `m${nth}` });
    expect(await codeOf(ask('t', { memberId: cleo }))).toBe('queue-full');
    expect(await codeOf(ask('u', { memberId: cleo, actor: 'dora' }, ['dora']))).toBe('ok');
    await approvals.answer(ana, 'r0', 'decline');
    expect(await codeOf(ask('t', { memberId: cleo }))).toBe('ok');
  });
});

describe('who may use the actor changes', () => {
  const shareWith = async (visibility: Actor['visibility'], chosenMemberIds: string[] = []) => {
    cast.set('nova', { ...actorNamed('nova'), visibility, chosenMemberIds });
    await approvals.reconsider('nova');
  };

  test('for the server, and for chosen members, what waits goes on', async () => {
    await ask('r1');
    await ask('r2', { memberId: cleo });
    await shareWith('chosen', [ben]);
    expect(await takenUp('r1')).toHaveLength(1);
    expect(await collection.get('r2')).toMatchObject({ over: 'narrowed' });
    await shareWith('ask');
    await ask('r3');
    await shareWith('guild');
    expect(await takenUp('r3')).toHaveLength(1);
  });

  test('for the person alone, it ends; of two people, with the other’s approval too', async () => {
    await ask('r1', { actor2: 'dora' }, ['nova', 'dora']);
    await approvals.answer(dora, 'r1', 'approve');
    await shareWith('owner');
    expect(await collection.get('r1')).toMatchObject({ over: 'narrowed' });
    expect(told.at(-1)).toBe('due');
  });

  test('a change that a kill cut off is made up for', async () => {
    await ask('r1');
    cast.delete('nova');
    await open().reconsider();
    expect(await collection.get('r1')).toMatchObject({ over: 'deleted' });
  });
});

describe('deletion', () => {
  test('of the actor leaves who is to be told, and not a word of what they asked for', async () => {
    await ask('r1');
    const post = { channelId: 'dm', messageId: 'm1' };
    expect(await approvals.notePost('r1', ana, post)).toBe(true);
    expect(await forgotten({ actorIds: ['nova'] })).toEqual([post]);
    const left = await collection.get('r1');
    expect(left).toMatchObject({ over: 'deleted', request: { memberId: ben } });
    expect(JSON.stringify(left)).not.toMatch(/nova|rain|900000000000000011/i);
    expect(await approvals.notePost('r1', ana, post)).toBe(false);
    expect(await forgotten({ actorIds: ['nova'] })).toEqual([]);
  });

  test('while it is being asked is not missed', async () => {
    const [nova] = [actorNamed('nova')];
    cast.delete('nova');
    expect(await codeOf(approvals.ask('r1', requestOf(), [nova]))).toBe('not-found');
    expect(await collection.all()).toEqual([]);
  });

  test('of who asked takes theirs, in one server or in all; of who is asked it takes none', async () => {
    await ask('r1');
    await ask('r2', { guildId: otherGuildId });
    await ask('r3', { memberId: cleo });
    await forgotten({ memberId: ben, guildId });
    expect((await collection.all()).map(({ id }) => id).sort()).toEqual(['r2', 'r3']);
    await forgotten({ memberId: ana });
    await forgotten({ memberId: ben });
    expect((await collection.all()).map(({ id }) => id)).toEqual(['r3']);
    await forgotten({ guildId });
    expect(await collection.all()).toEqual([]);
  });

  test('what is approved and not taken up goes, too', async () => {
    await ask('r1');
    await approvals.answer(ana, 'r1', 'approve');
    await forgotten({ memberId: ben });
    expect(await takenUp('r1')).toEqual([]);
  });
});

test('an export holds what the member asked for and what they are asked about', async () => {
  await ask('r1');
  for (const member of [ana, ben])
    expect((await approvals.ofMember(member)).map(({ id }) => id)).toEqual(['r1']);
  expect(await approvals.ofMember(cleo)).toEqual([]);
  expect((await approvals.ofMember(ana)).some(isApproved)).toBe(false);
});

describe('the log of who decided', () => {
  async function inTheStore() {
    const store = openMemoryStore();
    const actors = await store.collection('actors', actorSchema);
    for (const actor of cast.values()) await actors.put(actor.id, actor);
    const time = { ms: start };
    const bot = await openPrivacy({ store, blobs: memoryBlobs(), outside: outsideWorld(), clock: time });
    const askFor = (id: string, prompt: string) =>
      bot.approvals.ask(id, requestOf({ prompt, actor2: 'dora' }), [actorNamed('nova'), actorNamed('dora')]);
    const logged = async () =>
      (await bot.audit.ofChain(guildId, 0))
        .reverse()
        .map(({ what, actor, person, by, member }) => ({ what, actor, person, by, member }));
    return { ...bot, time, askFor, logged };
  }
  const entry = (what: string, actor: string, person: string, by: string | undefined = person) => ({
    ...{ what, actor, person, by },
    member: ben,
  });

  test('names each answer once, and whose request ran out, for each of those who did not answer', async () => {
    const bot = await inTheStore();
    await bot.askFor('r1', 'both in the rain');
    for (let tries = 0; tries < 2; tries++) await bot.approvals.answer(ana, 'r1', 'approve');
    await bot.approvals.answer(dora, 'r1', 'decline');
    await codeOf(bot.approvals.answer(dora, 'r1', 'approve'));
    await codeOf(bot.approvals.answer(cleo, 'r1', 'approve'));
    expect(await bot.logged()).toEqual([entry('approved', 'nova', ana), entry('refused', 'dora', dora)]);

    await bot.askFor('r2', 'both in the snow');
    await bot.approvals.answer(ana, 'r2', 'approve');
    for (let tries = 0; tries < 2; tries++) await bot.approvals.end('r2', 'expired');
    expect((await bot.logged()).slice(2)).toEqual([
      entry('approved', 'nova', ana),
      { ...entry('lapsed', 'dora', dora), by: undefined },
    ]);
  });

  test('says nothing of one that could not be delivered, and forgets who asked with them', async () => {
    const bot = await inTheStore();
    await bot.askFor('r1', 'both in the rain');
    await bot.approvals.end('r1', 'unreachable');
    expect(await bot.logged()).toEqual([]);
    await bot.askFor('r2', 'both in the snow');
    await bot.approvals.answer(ana, 'r2', 'decline');
    await bot.privacy.eraseMember({ memberId: ben, askedBy: ben });
    const [first] = await bot.logged();
    expect(first).toEqual({ ...entry('refused', 'nova', ana), member: undefined });
    expect(await bot.audit.faultsOf(guildId)).toEqual([]);
  });
});
