import type { ShownStyle } from '../../services/models/guild-styles.ts';
import { t } from '../../words/words.ts';
import { card, fitting, gallery, plain, text, type View, type ViewFile } from '../components.ts';

/** Pictures in one gallery that Discord takes. */
export const examplesMost = 10;

/** The styles of a server, with an image for each that was made here in it. */
export function stylesView(
  styles: ShownStyle[],
  examples: (ViewFile & { description: string })[],
  done?: string,
): View {
  const lines = styles.map(
    ({ name, words, own }) =>
      `**${plain(name, 40)}**${own ? ` ${t('models.ownStyle')}` : ''}\n-# ${plain(words, 120)}`,
  );
  const view = card(
    done ? 'good' : 'plain',
    text(`### ${t('models.styles')}${done ? `\n✓ ${done}` : ''}`),
    ...(examples.length > 0
      ? [gallery(examples.map(({ name, description }) => ({ name, alt: description })))]
      : []),
    text(fitting(lines, 3_000).join('\n')),
    text(
      `-# ${t('models.chooseStyle')} ${
        examples.length === 0
          ? t('models.noExamples')
          : t('models.examples', { names: examples.map(({ name }) => exampleName(name)).join(', ') })
      }`,
    ),
  );
  return examples.length > 0 ? { ...view, files: examples } : view;
}

/** The file of an example is called after its style. */
export const exampleFile = (style: string) => `${style.replace(/[^\w-]+/g, '_')}.png`;
const exampleName = (file: string) => file.replace(/\.png$/, '').replaceAll('_', ' ');
