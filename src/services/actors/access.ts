import { type Actor, waitsForAdmin } from './actor.ts';

type Shown = Pick<Actor, 'ownerId' | 'subjectId'>;

/** Who decides about the actor: the person shown or, for somebody outside the server, the member who registered them. */
export const principalOf = ({ ownerId, subjectId }: Shown): string => subjectId ?? ownerId;

const isOpen = (actor: Actor) => actor.consent.state === 'granted' && !waitsForAdmin(actor);

/** Who may make images of the actor without asking: the person shown has agreed, and no admin still has to. Nothing else decides this. */
function usersOf(actor: Actor): 'everybody' | readonly string[] {
  if (!isOpen(actor)) return [];
  if (actor.visibility === 'guild') return 'everybody';
  return [principalOf(actor), ...(actor.visibility === 'chosen' ? actor.chosenMemberIds : [])];
}

export function mayUse(actor: Actor, memberId: string): boolean {
  const users = usersOf(actor);
  return users === 'everybody' || users.includes(memberId);
}

/** Who may make images of the actor, or ask the person shown for each. */
export const askersOf = (actor: Actor): 'everybody' | readonly string[] =>
  isOpen(actor) && actor.visibility === 'ask' ? 'everybody' : usersOf(actor);

export const mayAskFor = (actor: Actor, memberId: string): boolean =>
  mayUse(actor, memberId) || askersOf(actor) === 'everybody';

/** Whether the person shown has to approve each request of this member. */
export const mustAsk = (actor: Actor, memberId: string): boolean =>
  !mayUse(actor, memberId) && mayAskFor(actor, memberId);

/** Whether the actor is the member's own: registered by them, or showing them. */
export function isTheirs(actor: Shown, memberId: string): boolean {
  return actor.ownerId === memberId || actor.subjectId === memberId;
}

export function maySee(actor: Actor, memberId: string): boolean {
  return isTheirs(actor, memberId) || mayAskFor(actor, memberId);
}

/** Whether the member may add, replace and remove photos: once agreed to, only the person who agreed may. */
export function mayChangePhotos(actor: Actor, memberId: string): boolean {
  return actor.consent.state === 'granted' ? principalOf(actor) === memberId : isTheirs(actor, memberId);
}
