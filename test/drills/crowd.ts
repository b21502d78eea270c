import { ids } from '@ai-actor/playground/discord';
import { expect } from 'vitest';
import {
  type Asked,
  askFor,
  callsByPrompt,
  type Standing,
  standing,
  type startDrillWorld,
  whileItGoesOn,
  wordsIn,
} from './drill-world.ts';

const isOver = (one: Standing | undefined) =>
  one !== undefined && one.pictures.length + one.sentences.length > 0 && one.waiting.length === 0;

/** Members who ask for images, in each of the channels by turns, and what became of it. `what` they ask for is told apart by a number. */
export function createCrowd(
  { discord, huggingFace }: Pick<Awaited<ReturnType<typeof startDrillWorld>>, 'discord' | 'huggingFace'>,
  what: string,
  channels: readonly string[] = [ids.channels.studio],
) {
  const asked: Asked[] = [];
  const stateOf = ({ interactionId }: Asked) => discord.interactions.get(interactionId)?.state;
  const acknowledged = () => asked.filter(one => stateOf(one) === 'acknowledged');
  function open(): Asked[] {
    const mine = acknowledged();
    const now = standing(discord, mine);
    return mine.filter(({ prompt }) => !isOver(now.get(prompt)));
  }
  /** Resolves to those, as soon as Discord has them. */
  async function ask(many: number): Promise<Asked[]> {
    const from = asked.length;
    const more = Array.from({ length: many }, (_, n) =>
      askFor(discord, from + n, `${what} number ${from + n} in fog`, channels[(from + n) % channels.length]),
    );
    asked.push(...(await Promise.all(more)));
    return asked.slice(from);
  }

  return {
    acknowledged,
    open,
    ask,
    /** Whether Discord heard what the bot makes of each. */
    areHeard: (some: readonly Asked[] = asked) => some.every(one => stateOf(one) !== 'pending'),
    /** So many are open afterwards. */
    fill: (burst: number) => ask(Math.max(0, burst - open().length)),
    outcomes: () => standing(discord, acknowledged()),

    /** Resolves to how each ended once all have; fails where one was lost, or told or paid twice. */
    async end(): Promise<Map<string, Standing>> {
      await whileItGoesOn(() => open().length);
      expect(open().map(({ prompt }) => prompt)).toEqual([]);
      // Nothing twice at Discord: each has a picture or a sentence, and one of it.
      const outcomes = standing(discord, acknowledged());
      const answers = [...outcomes].map(([prompt, one]) => [
        prompt,
        ...[...one.pictures, ...one.sentences].map(wordsIn),
      ]);
      expect(answers.filter(({ length }) => length !== 2)).toEqual([]);
      // Nothing twice at Hugging Face.
      const calls = callsByPrompt(huggingFace);
      expect([...calls].filter(([prompt, statuses]) => outcomes.has(prompt) && statuses.length > 1)).toEqual(
        [],
      );
      expect([...outcomes].filter(([prompt, one]) => one.pictures.length > 0 && !calls.has(prompt))).toEqual(
        [],
      );
      return outcomes;
    },
  };
}

export type Crowd = ReturnType<typeof createCrowd>;
