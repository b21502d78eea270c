import { type APIMessageTopLevelComponent, ComponentType } from 'discord-api-types/v10';
import { cutText } from '../cut-text.ts';
import { t } from '../words/words.ts';

/*
 * Discord empties a form when it is sent. What was typed is given back with the reason why nothing came of it, to the
 * member alone, to be copied; and where a button leads back to the form, it reads it from the card again.
 */

const fence = '```';
/** Keeps what was typed from ending the block. */
const apart = '`\u200b`\u200b`\u200b';
const idFrom = 900;
/** Room is left for the reason. */
const typedMost = 3_000;
/** Fewer characters are typed again sooner than copied. */
const worthCopying = 15;

const block = (words: string, most = typedMost) =>
  `${fence}\n${cutText(words.replaceAll(fence, apart), most)}\n${fence}`;

/** What was typed in the nth field of a form. */
export const typedText = (words: string, nth: number) => ({
  type: ComponentType.TextDisplay as const,
  id: idFrom + nth,
  content: block(words),
});

/** What `typedText` shows on a message, by the number of the field. */
export function typedOn(components: readonly APIMessageTopLevelComponent[]): Record<number, string> {
  const typed: Record<number, string> = {};
  for (const component of components) {
    for (const one of component.type === ComponentType.Container ? component.components : []) {
      if (one.type !== ComponentType.TextDisplay || one.id === undefined || one.id < idFrom) continue;
      typed[one.id - idFrom] = one.content
        .slice(fence.length + 1, -fence.length - 1)
        .replaceAll(apart, fence);
    }
  }
  return typed;
}

/** For the end of a sentence that says why nothing came of it; empty where little was typed. */
export function youTyped(typed: readonly string[]): string {
  const worth = typed.filter(words => words.trim().length >= worthCopying);
  const blocks = worth.map(words => block(words, Math.floor(typedMost / worth.length)));
  return blocks.length === 0 ? '' : `\n${t('events.youTyped')}\n${blocks.join('\n')}`;
}
