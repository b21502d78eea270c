import { costOf } from '../../models/model.ts';
import { countPromptTokens } from '../../quota/prompt-tokens.ts';
import { tokenWeight } from '../../quota/token-weight.ts';
import type { Asked } from '../../safety/safety-service.ts';
import type { Shown } from '../images/picture-cache.ts';
import { type Accepted, ForAnother } from '../requests/accepted-request.ts';
import type { GenerationRequest, Plan, Planner } from '../requests/plan.ts';
import { deletedMeanwhile, type RequestUnderWay } from '../requests/under-way.ts';

/** One request, with what was decided about it. */
export interface Order {
  /** Of the images that come of it. */
  id: string;
  /** Of the accepted request that it belongs to: its own, or the pack's. */
  acceptedId: string;
  request: GenerationRequest;
  plan: Plan;
  mine: RequestUnderWay;
  /** How many pictures it is for. */
  total: number;
  promptTokens: number;
  /** What one picture counts in today's budget. */
  tokensEach: number;
  /** Whom its pictures show. */
  shown: Shown;
  /** Who asked, and where: by that a picture is judged. */
  asked: Asked;
}

const imagesMost = 4;

/** @throws UserError for what can't be made; nothing is spent yet. */
export async function takeOrder(
  planner: Planner,
  { id, request }: Accepted,
  mine: RequestUnderWay,
  acceptedId = id,
  words?: Parameters<Planner>[1],
): Promise<Order> {
  const plan = await planner(request, words);
  const { settings, cast } = plan;
  const { routes, model } = plan.availability;
  const promptTokens = await countPromptTokens(settings.prompt);
  const { guildId, memberId } = request;
  const actorId = cast?.actor.id;
  const actor2Id = cast?.other?.id;
  mine.shows({ actor: actorId, actor2: actor2Id }, plan.stillAllowed);
  return {
    ...{ id, acceptedId, request, plan, mine },
    total: Math.min(imagesMost, Math.max(1, request.count ?? 1)),
    promptTokens,
    tokensEach:
      Math.max(1, promptTokens) * tokenWeight(routes, { id: model.id, work: costOf(model) }, settings),
    shown: {
      ...(actorId ? { actorId } : {}),
      ...(actor2Id ? { actor2Id } : {}),
      ...(settings.lora ? { revision: settings.lora.revision } : {}),
    },
    asked: {
      ...{ guildId, memberId, actorId, otherActorId: actor2Id, fromPhoto: plan.fromPhoto },
      // Asked each time: admins may lower what is shown there while the picture is made.
      get adultChannel() {
        return plan.isForAdults();
      },
    },
  };
}

/** Whether a computer of the server is to make it, as long as one can. */
const isForOwn = ({ plan }: Order) => plan.availability.routes[0]?.via === 'worker';

/** Of several processes, one has the computers of servers, and the others pay. @throws ForAnother */
export function requireHere({ id, own }: Accepted, orders: readonly Order[]): void {
  if (own === undefined || orders.length === 0) return;
  const isOwn = orders.some(isForOwn);
  if (isOwn !== own) throw new ForAnother(id, isOwn);
}

/** Waiting takes a while: the person shown may have left, or narrowed who may use the actor. */
export async function requireAllowed({ mine, plan }: Order): Promise<void> {
  if (mine.dropped) throw deletedMeanwhile();
  await mine.confirm();
  await plan.stillAllowed();
}
