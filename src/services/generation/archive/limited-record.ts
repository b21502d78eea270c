import type { ActorsService } from '../../actors/actors-service.ts';
import { limitsOf } from '../../actors/limits.ts';
import { markPicture } from '../../credentials/mark-picture.ts';
import { saysDrawn } from '../../safety/limits/broken-limit.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import { actorIdsOf, type Generation } from '../generation.ts';
import { madeOf } from '../images/made-of.ts';
import { labelPng, parametersIn } from '../images/png-text.ts';

export type LimitedRecord = ReturnType<typeof createLimitedRecord>;

/** What people in an earlier picture have ruled out since it was made. */
export function createLimitedRecord({
  actors,
  safety,
}: {
  actors: Pick<ActorsService, 'byId'>;
  safety: Pick<SafetyService, 'isAgainstLimits'>;
}) {
  const shown = async (record: Generation) =>
    (await Promise.all(actorIdsOf(record).map(actors.byId))).filter(actor => actor !== undefined);

  return {
    /** Whether it may not be shown again: because of its prompt, or because the prompt doesn't ask for a drawing. */
    async isAgainst(record: Generation): Promise<boolean> {
      const people = await shown(record);
      const { prompt: sent, negative } = record.settings;
      const mustBeDrawn = people.some(actor => limitsOf(actor).realistic);
      if (mustBeDrawn && !saysDrawn(sent)) return true;
      const prompt = [record.prompt, record.styleWords].filter(words => words !== undefined).join(', ');
      return safety.isAgainstLimits({ prompt, negative, people });
    },

    /** The picture, with the mark that somebody in it now asks for. */
    async marked(record: Generation, bytes: Buffer): Promise<Buffer> {
      if (record.settings.marked) return bytes;
      if (!(await shown(record)).some(actor => limitsOf(actor).mark)) return bytes;
      const { from } = madeOf(record.settings, { showsSomebodyReal: true });
      return labelPng(await markPicture(bytes), parametersIn(bytes) ?? '', from);
    },
  };
}
