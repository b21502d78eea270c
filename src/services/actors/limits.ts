import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { brokenLimit } from '../safety/limits/broken-limit.ts';
import { checkedLine } from '../safety/limits/checked-line.ts';
import { type Limits, limitsMark, neverMost, noLimits } from '../safety/limits/limits.ts';
import { principalOf } from './access.ts';
import type { Actor } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import { withDeed } from './deeds.ts';

/** What the person shown has ruled out; nothing where they never set anything. */
export const limitsOf = ({ limits }: Pick<Actor, 'limits'>): Limits => limits ?? noLimits;

/** Whether they have ruled out a picture of them by these words. */
export const rulesOut = (actor: Pick<Actor, 'limits' | 'name'>, prompt: string, called: string): boolean =>
  brokenLimit({ prompt, names: [actor.name, called] }, limitsOf(actor)) !== undefined;

/** Who may read the line in the person's own words: those who decide, and admins. Others see that there is one. */
export const mayReadLine = (actor: Pick<Actor, 'ownerId' | 'subjectId'>, memberId: string, admin: boolean) =>
  admin || principalOf(actor) === memberId;

/** What the person shown rules out for pictures of them. */
export interface ActorLimits {
  /** The actor, for a member who may set its limits, before and after the consent. @throws UserError gone | not-allowed */
  limitable(memberId: string, actorId: string): Promise<Actor>;
  /**
   * Sets all limits at once; they apply from then on. `seen` identifies those that the form showed. Setting the same
   * again changes nothing. @throws UserError gone | not-allowed | bad-input
   */
  setLimits(memberId: string, actorId: string, limits: Limits, seen: string): Promise<Actor>;
}

export function createActorLimits({
  directory,
  now,
}: {
  directory: ActorDirectory;
  now: () => number;
}): ActorLimits {
  async function limitable(memberId: string, actorId: string): Promise<Actor> {
    const actor = await directory.byId(actorId);
    if (!actor) throw new UserError('gone', said('actors.gone'));
    if (principalOf(actor) === memberId) return actor;
    throw new UserError(
      'not-allowed',
      actor.subjectId === undefined ? said('actorLimits.onlyOwner') : said('actorLimits.onlyPerson'),
    );
  }

  return {
    limitable,

    async setLimits(memberId, actorId, { never: typed = '', ...toggles }, seen) {
      await limitable(memberId, actorId);
      const never = checkedLine(typed, neverMost);
      const limits: Limits = { ...toggles, ...(never === undefined ? {} : { never }) };
      return directory.change(actorId, current => {
        const mark = limitsMark(limitsOf(current));
        if (mark === limitsMark(limits)) return current;
        if (mark !== seen) {
          throw new UserError('gone', said('actorLimits.changedMeanwhile'));
        }
        return withDeed({ ...current, limits }, { what: 'limited', by: memberId }, now());
      });
    },
  };
}
