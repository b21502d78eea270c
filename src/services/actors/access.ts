import { type Actor, waitsForAdmin } from './actor.ts';

type Shown = Pick<Actor, 'ownerId' | 'subjectId'>;

/** Who decides about the actor: the person shown or, for somebody outside the server, the member who registered them. */
export const principalOf = ({ ownerId, subjectId }: Shown): string => subjectId ?? ownerId;

/** Who may make images of the actor: the person shown has agreed, and no admin has to. Decided here only. */
export function usersOf(actor: Actor): 'everybody' | readonly string[] {
  if (actor.consent.state !== 'granted' || waitsForAdmin(actor)) return [];
  if (actor.visibility === 'guild') return 'everybody';
  return [principalOf(actor), ...(actor.visibility === 'chosen' ? actor.chosenMemberIds : [])];
}

export function mayUse(actor: Actor, memberId: string): boolean {
  const users = usersOf(actor);
  return users === 'everybody' || users.includes(memberId);
}

/** Whether the actor is the member's own: registered by them, or showing them. */
export function isTheirs(actor: Shown, memberId: string): boolean {
  return actor.ownerId === memberId || actor.subjectId === memberId;
}

export function maySee(actor: Actor, memberId: string): boolean {
  return isTheirs(actor, memberId) || mayUse(actor, memberId);
}

/** Whether the member may add, replace and remove photos: once agreed to, only the person who agreed may. */
export function mayChangePhotos(actor: Actor, memberId: string): boolean {
  return actor.consent.state === 'granted' ? principalOf(actor) === memberId : isTheirs(actor, memberId);
}
