import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { lacksStatement, type Reference, referenceDays } from '../../services/references/reference.ts';
import { statementMost } from '../../services/references/statement.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { button, card, label, type Modal, modal, plain, row, text, type View } from '../components.ts';
import { changeField } from './image-forms.ts';

/** What can be done with a picture that was taken. `names` are of the actors in it; `left` counts the ones not looked at. */
export function referenceView(
  reference: Reference,
  { names, left = 0 }: { names: string[]; left?: number },
): View {
  const { id, strangers } = reference;
  const shown =
    names.length > 0 ? t('generate.inIt', { names: list(names.map(name => `**${plain(name)}**`)) }) : '';
  const more = left > 0 ? `-# ${t('generate.firstOf', { pictures: left + 1 })}` : '';
  const lines = (...words: string[]) => text(words.filter(Boolean).join('\n'));
  if (lacksStatement(reference)) {
    return card(
      'warn',
      lines(`### ${t('generate.agreedTitle')}`, shown, t('generate.strangers', { people: strangers }), more),
      row(button('reference-agreed', id, { label: t('generate.theyAgreed'), style: 'primary' })),
      text(`-# ${t('generate.statementKept')}`),
    );
  }
  return card(
    'good',
    lines(`### ${t('generate.canStart')}`, shown, t('generate.tellWhat'), more),
    row(button('reference-change', id, { label: t('generate.change'), style: 'primary' })),
    text(`-# ${t('generate.onlyYou', { days: referenceDays })}`),
  );
}

/** Asks how those agreed who are in a picture. */
export const referenceStatementModal = (id: string): Modal =>
  modal(`reference-agreed:${id}`, t('generate.agreedForm'), [
    { type: ComponentType.TextDisplay, content: t('references.strangersStatement') },
    label(t('generate.howAgreed'), {
      type: ComponentType.TextInput,
      custom_id: 'statement',
      style: TextInputStyle.Paragraph,
      min_length: 10,
      max_length: statementMost,
      required: true,
    }),
  ]);

/** Asks what should be different in a picture that a member gave. */
export const referenceChangeModal = (id: string): Modal =>
  modal(`reference-change:${id}`, t('generate.changePicture'), [changeField()]);
