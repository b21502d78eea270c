import { language } from '../../words/language.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { button, card, divider, fitting, row, text, type View } from '../components.ts';
import type { Mention } from './first-steps-view.ts';
import type { HelpTopic } from './help-topics.ts';

/** One topic with the commands that the reader may use, and buttons to the others. */
export function helpView(
  topic: HelpTopic,
  {
    topics,
    commands,
    mention,
    closed,
    outside,
  }: {
    topics: readonly HelpTopic[];
    commands: readonly { name: string; description: PlainKey }[];
    mention: Mention;
    /** Why the reader may not use some of them. */
    closed: string | undefined;
    /** Read where the bot has no server around it. */
    outside: boolean;
  },
): View {
  const lines = commands.map(({ name, description }) => `${mention(name)} ${t(description)}`);
  const foot = [
    ...(language() === 'en' ? [] : [t('help.englishNames')]),
    ...(outside ? [] : [t('help.foot')]),
  ];
  return card(
    'plain',
    text((outside && topic.outside ? topic.outside : topic.words)(mention)),
    ...(closed ? [text(`⛔ ${closed}`)] : []),
    ...(lines.length > 0 ? [divider(), text(fitting(lines, 2_300).join('\n'))] : []),
    row(
      ...topics.map(({ id, name, emoji }) =>
        button('help', id, { label: t(name), emoji, ...(id === topic.id ? { disabled: true } : {}) }),
      ),
    ),
    ...(foot.length > 0 ? [text(foot.map(words => `-# ${words}`).join('\n'))] : []),
  );
}
