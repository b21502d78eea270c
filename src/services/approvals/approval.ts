import { createHash } from 'node:crypto';
import { z } from 'zod';
import { postSchema } from '../actors/actor.ts';
import { type StoredRequest, storedRequestSchema } from '../generation/requests/stored-request.ts';
import { type Indexes, timeRank } from '../storage/refs.ts';

/** How long the person shown has to answer. */
export const approvalLifeMs = 24 * 60 * 60_000;

/** One person who is asked, once, even if they decide about both actors. */
const askedSchema = z.object({
  memberId: z.string(),
  actors: z.array(z.object({ id: z.string(), name: z.string() })),
  approvedAt: z.number().optional(),
  declinedAt: z.number().optional(),
  /** The message that asks. */
  post: postSchema.optional(),
});
export type Asked = z.infer<typeof askedSchema>;

/** A request for images that waits for those whom they would show. */
export const approvalSchema = z.object({
  /** That of the request, and of the images that come of it. */
  id: z.string(),
  /** Exactly this is approved, once. */
  request: storedRequestSchema,
  asked: z.array(askedSchema),
  askedAt: z.number(),
  expiresAt: z.number(),
  /** Why nothing comes of it; kept until the member who asked was told. */
  over: z.enum(['declined', 'expired', 'narrowed', 'deleted', 'unreachable']).optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

export const isApproved = ({ over, asked }: Approval): boolean =>
  over === undefined && asked.every(({ approvedAt }) => approvedAt !== undefined);
export const isWaiting = (approval: Approval): boolean =>
  approval.over === undefined && !isApproved(approval);

export const actorIdsIn = ({ asked }: Pick<Approval, 'asked'>): string[] =>
  asked.flatMap(({ actors }) => actors.map(({ id }) => id));

/** Those whose answer is missing, or who declined. */
export const unanswered = ({ asked }: Approval) => asked.filter(({ approvedAt }) => approvedAt === undefined);

/** With this person's answer. */
export const answered = (
  approval: Approval,
  memberId: string,
  answer: Pick<Approval['asked'][number], 'approvedAt' | 'declinedAt'>,
): Approval => ({
  ...approval,
  asked: approval.asked.map(asked => (asked.memberId === memberId ? { ...asked, ...answer } : asked)),
});

/** What it takes to tell whoever asked that the actor was deleted: nothing that says who it was. */
export function withoutContent(approval: Approval): Approval {
  const { guildId, channelId, memberId, private: hidden = false } = approval.request;
  return {
    ...approval,
    request: { guildId, channelId, memberId, prompt: '', private: hidden },
    asked: [],
    over: 'deleted',
  };
}

/** The same for two requests that a person would have to read twice: the seed alone makes no other request. */
export function sameness({
  channelId: _c,
  parentChannelId: _p,
  placeId: _l,
  post: _m,
  seed: _s,
  roleIds: _r,
  admin: _a,
  adultChannel: _d,
  agreedMicros: _n,
  approvedFor: _f,
  language: _t,
  channelLanguage: _i,
  ...request
}: StoredRequest): string {
  const sorted = Object.entries(request).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/** When it needs attention: somebody has to be asked or told, or it runs out. */
function dueAt(approval: Approval): number | undefined {
  if (isApproved(approval)) return undefined;
  if (approval.over !== undefined || approval.asked.some(({ post }) => !post)) return 0;
  return approval.expiresAt;
}

const at = (values: readonly string[]) => [...new Set(values)].map(value => ({ value, rank: '' }));
const whileWaiting = (of: (approval: Approval) => readonly string[]) => (approval: Approval) =>
  isWaiting(approval) ? at(of(approval)) : [];

export const approvalIndexes: Indexes<Approval> = {
  version: 1,
  by: {
    /** Who asked, and who is asked. */
    member: ({ request, asked }) => at([request.memberId, ...asked.map(({ memberId }) => memberId)]),
    actor: approval => at(actorIdsIn(approval)),
    guild: ({ request }) => at([request.guildId]),
    waitsFor: whileWaiting(({ asked }) => asked.map(({ memberId }) => memberId)),
    waitsOf: whileWaiting(({ request }) => [request.memberId]),
    same: whileWaiting(({ request }) => [sameness(request)]),
    waiting: whileWaiting(() => ['waiting']),
    approved: approval => (isApproved(approval) ? at(['approved']) : []),
    due(approval) {
      const rank = dueAt(approval);
      return rank === undefined ? [] : [{ value: 'due', rank: timeRank(rank) }];
    },
  },
};
