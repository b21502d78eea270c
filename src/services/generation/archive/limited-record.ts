import type { Actor } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { limitsOf } from '../../actors/limits.ts';
import { markPicture } from '../../credentials/mark-picture.ts';
import { saysDrawn } from '../../safety/limits/broken-limit.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import { actorIdsOf, type Generation, wordsOf } from '../generation.ts';
import { madeOf } from '../images/made-of.ts';
import { labelPng, parametersIn } from '../images/png-text.ts';
import type { SaidBefore } from './said-before.ts';

/** Whether the limits of somebody in a picture count where it goes. */
type Counts = (actor: Actor) => boolean;
const everybodys: Counts = () => true;

export type LimitedRecord = ReturnType<typeof createLimitedRecord>;

/** What people in an earlier picture have ruled out since it was made. */
export function createLimitedRecord({
  actors,
  safety,
  saidBefore,
}: {
  actors: Pick<ActorsService, 'byId'>;
  safety: Pick<SafetyService, 'isAgainstLimits'>;
  saidBefore: Pick<SaidBefore, 'before'>;
}) {
  /** Whom it shows, with the limits of those whose limits count. */
  const shown = async (record: Generation, counts: Counts) =>
    (await Promise.all(actorIdsOf(record).map(actors.byId)))
      .filter(actor => actor !== undefined)
      .map(actor => (counts(actor) ? actor : { ...actor, limits: undefined }));

  return {
    /**
     * Whether it may not be shown again, and nothing made from it: because of its prompt or of what was said of a picture
     * that it was made from, or because the prompt doesn't ask for a drawing.
     */
    async isAgainst(record: Generation, counts: Counts = everybodys): Promise<boolean> {
      const people = await shown(record, counts);
      if (people.every(({ limits }) => limits === undefined)) return false;
      const mustBeDrawn = people.some(actor => limitsOf(actor).realistic);
      if (mustBeDrawn && !saysDrawn(record.settings.prompt)) return true;
      if (safety.isAgainstLimits({ ...wordsOf(record), people })) return true;
      const before = await saidBefore.before(record);
      // A change brings its style along: a drawing that was made from a photo is none.
      const inAnyStyle = people.map(({ id, name, limits }) => ({
        ...{ id, name, limits: limits && { ...limits, realistic: false } },
      }));
      return before.some(words => safety.isAgainstLimits({ ...words, people: inAnyStyle }));
    },

    /** Those in it whose limits count, as far as they have set any. */
    limiting: async (record: Generation, counts: Counts): Promise<Actor[]> =>
      (await shown(record, counts)).filter(({ limits }) => limits !== undefined),

    /** The picture, with the mark that somebody in it now asks for. */
    async marked(record: Generation, bytes: Buffer, counts: Counts = everybodys): Promise<Buffer> {
      if (record.settings.marked) return bytes;
      if (!(await shown(record, counts)).some(actor => limitsOf(actor).mark)) return bytes;
      const { from } = madeOf(record.settings, { showsSomebodyReal: true });
      return labelPng(await markPicture(bytes), parametersIn(bytes) ?? '', from);
    },
  };
}
