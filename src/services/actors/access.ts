import type { Actor } from './actor.ts';

/** Whether the member may make images of the actor, once the person shown has agreed. The one place that says so. */
export function mayUse(actor: Actor, memberId: string): boolean {
  if (actor.consent.state !== 'granted') return false;
  if (isTheirs(actor, memberId)) return true;
  if (actor.visibility === 'guild') return true;
  return actor.visibility === 'chosen' && actor.chosenMemberIds.includes(memberId);
}

/** Whether the actor is the member's own: registered by them, or showing them. */
export function isTheirs(actor: Actor, memberId: string): boolean {
  return actor.ownerId === memberId || actor.subjectId === memberId;
}

export function maySee(actor: Actor, memberId: string): boolean {
  return isTheirs(actor, memberId) || mayUse(actor, memberId);
}
