import { DiscordAPIError } from 'discord.js';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { viewOf } from '../discord/testing/view-of.ts';
import { type Approval, approvalIndexes, approvalSchema } from '../services/approvals/approval.ts';
import { type Approvals, createApprovals } from '../services/approvals/approvals-service.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { actorOf, ana, ben, channelId, guildId } from '../services/privacy/testing/records.ts';
import type { Collection } from '../services/storage/collection.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import type { View } from '../views/components.ts';
import { createApprovalRequests } from './approval-requests.ts';

const closed = () =>
  new DiscordAPIError({ code: 50007, message: 'no' }, 50007, 403, 'POST', 'https://discord', {});

let collection: Collection<Approval>;
let approvals: Approvals;
let clock: number;
/** Members who take no direct messages. */
let shut: string[];
let direct: string[];
let posted: string[];
/** Messages that were changed, by their ids. */
let edited: string[];
const actors = [actorOf('nova', { ownerId: ana, subjectId: ana, visibility: 'ask' })];
beforeEach(async () => {
  collection = await openMemoryStore().collection('approvals', approvalSchema, approvalIndexes);
  [clock, shut, direct, posted, edited] = [1_000, [], [], [], []];
  approvals = createApprovals({
    collection,
    actors: {
      byId: async id => actors.find(actor => actor.id === id),
      logDeed: async () => {},
      block: async () => {},
      isBlocked: async () => false,
    },
    now: () => clock,
  });
});
const wordsIn = (view: View) => JSON.stringify(view.components);
const requests = () =>
  createApprovalRequests({
    approvals,
    messages: {
      async sendDirect(memberId, view) {
        if (shut.includes(memberId)) throw closed();
        direct.push(`${memberId} ${wordsIn(await viewOf(view))}`);
        return { channelId: `dm-${memberId}`, messageId: `d${direct.length}` };
      },
      async send(_channelId, view) {
        posted.push(wordsIn(await viewOf(view)));
        return `m${posted.length}`;
      },
      edit: async (_channelId, messageId, view) =>
        void edited.push(`${messageId} ${wordsIn(await viewOf(view))}`),
      delete: async () => 'deleted',
    },
    guildName: async () => undefined,
    startingPicture: async () => undefined,
    logger: pino({ level: 'silent' }),
    now: () => clock,
  });

async function declined(change: Partial<GenerationRequest>): Promise<void> {
  const request = { guildId, channelId, memberId: ben, prompt: 'Nova in secret', actor: 'nova', ...change };
  await approvals.ask('r1', request, actors);
  const notices = requests();
  await notices.sweep();
  await approvals.answer(ana, 'r1', 'decline');
  await notices.sweep();
}

test('who asked is told directly that nothing comes of it', async () => {
  await declined({ private: true });
  expect(direct.at(-1)).toMatch(new RegExp(`^${ben} .*wasn’t approved.*Nova in secret`));
  expect(posted).toEqual([]);
  expect(await collection.all()).toEqual([]);
});

test('with closed direct messages in the channel, without what they asked for, if all could have seen the image', async () => {
  shut = [ben];
  await declined({});
  expect(posted).toHaveLength(1);
  expect(posted[0]).toMatch(new RegExp(`<@${ben}>, your request for images wasn’t approved`));
  expect(posted[0]).not.toMatch(/secret/);
  expect(await collection.all()).toEqual([]);
});

test('what is declined along with a block loses its buttons, and the member hears of each', async () => {
  const request = { guildId, channelId, memberId: ben, actor: 'nova' };
  await approvals.ask('r1', { ...request, prompt: 'in the rain' }, actors);
  await approvals.ask('r2', { ...request, prompt: 'in the snow' }, actors);
  const notices = requests();
  await notices.sweep();
  const asked = direct.length;
  await approvals.block(ana, 'r1');
  await notices.sweep();
  // The message with the button that was pressed is replaced by the answer.
  expect(edited).toEqual([expect.stringMatching(/^d2 .*This request is over/)]);
  expect(direct.slice(asked).filter(words => /wasn’t approved/.test(words))).toHaveLength(2);
  expect(await collection.all()).toEqual([]);
});

test('of a private one the channel hears nothing, however it ends', async () => {
  shut = [ben];
  await declined({ private: true });
  expect(posted).toEqual([]);
  expect(await collection.all()).toEqual([]);

  await approvals.ask(
    'r2',
    { guildId, channelId, memberId: ben, prompt: 'x', actor: 'nova', private: true },
    actors,
  );
  await approvals.forget({ actorIds: ['nova'] }, async () => {});
  await requests().sweep();
  expect(posted).toEqual([]);
  expect(await collection.all()).toEqual([]);
});
