import { validateCommands } from '@ai-actor/playground/discord/validation';
import { beforeAll, describe, expect, test } from 'vitest';
import { commands, menuCommands } from '../../src/commands/index.ts';
import { toRegistration } from '../../src/discord/command-registration.ts';
import type { Modal, View } from '../../src/views/components.ts';
import { inLanguage, languages } from '../../src/words/language.ts';
import { load } from '../../src/words/words.ts';
import { onTheWire, refusal } from './send.ts';
import { allSamples, exportedViews, samples, viewsIn } from './views.ts';

test('every view and form has a sample', () => {
  expect(Object.keys(samples).sort()).toEqual(exportedViews().sort());
});

test('a view is known by its name, and by what it says that it returns', () => {
  const source = `
export const doneView = make('done');
export const hint = (words: { said: string }): View => note('plain', words.said);
export function under(
  view: View,
  say: (words: string) => View,
): View {
  return say(view);
}
export const askModal = (id: string): Modal =>
  modal(id);
export function words(): string {
  const inner = (): View => card();
}
`;
  expect(viewsIn(source)).toEqual(['doneView', 'hint', 'under', 'askModal']);
});

/** Words of forms and buttons that are cut, since their sentence is too long; stars stand for what members write. */
function cutWords(shown: View | Modal): string[] {
  const words = [...JSON.stringify(shown).matchAll(/"(?:title|label|description|placeholder)":"([^"]*)"/g)];
  const least = 'title' in shown ? 40 : 75;
  return words.flatMap(([, said = '']) =>
    said.endsWith('…') && said.length >= least && !said.includes('*') ? [said] : [],
  );
}

describe.each(languages)('in %s', language => {
  beforeAll(() => load(language));

  test.each(Object.entries(allSamples))('Discord takes %s at its longest', (_name, shownAs) => {
    const shown = inLanguage(language, shownAs);
    expect(shown).not.toEqual([]);
    expect(shown.map(refusal).filter(Boolean)).toEqual([]);
    expect(shown.flatMap(cutWords)).toEqual([]);
  });
});

test('Discord takes the commands, with their words in all languages', async () => {
  await Promise.all(languages.map(load));
  const all = [...commands, ...menuCommands].map(command => onTheWire(toRegistration(command)));
  expect(validateCommands(all)).toHaveLength(all.length);
  const [first] = all;
  const long = { ...first, description_localizations: { de: 'x'.repeat(101) } };
  expect(() => validateCommands([long])).toThrow();
});
