import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { lacksStatement, type Reference, referenceDays } from '../../services/references/reference.ts';
import { statementMost, strangersStatement } from '../../services/references/statement.ts';
import { button, card, label, type Modal, plain, row, text, type View } from '../components.ts';
import { changeField } from './image-forms.ts';

/** What can be done with a picture that was taken. `names` are of the actors in it; `left` counts the ones not looked at. */
export function referenceView(
  reference: Reference,
  { names, left = 0 }: { names: string[]; left?: number },
): View {
  const { id, strangers } = reference;
  const shown = names.length > 0 ? `In it: ${names.map(name => `**${plain(name)}**`).join(' and ')}.` : '';
  const more = left > 0 ? `-# This is the first of the ${left + 1} pictures in that message.` : '';
  const lines = (...words: string[]) => text(words.filter(Boolean).join('\n'));
  if (lacksStatement(reference)) {
    const who =
      strangers === 1
        ? 'There’s somebody in this picture who isn’t an actor here'
        : `There are ${strangers} people in this picture who aren’t actors here`;
    return card(
      'warn',
      lines('### Did they agree?', shown, `${who}. Tell me how they agreed, and I can use it.`, more),
      row(button('reference-agreed', id, { label: 'They agreed…', style: 'primary' })),
      text('-# What you write is kept with the picture. I can’t tell a drawn face from a photo of somebody.'),
    );
  }
  return card(
    'good',
    lines('### I can start from this picture', shown, 'Tell me what to change.', more),
    row(button('reference-change', id, { label: 'Change…', style: 'primary' })),
    text(`-# Only you can use it, in this server, for ${referenceDays} days.`),
  );
}

/** Asks how those agreed who are in a picture. */
export const referenceStatementModal = (id: string): Modal => ({
  custom_id: `reference-agreed:${id}`,
  title: 'They agreed',
  components: [
    { type: ComponentType.TextDisplay, content: strangersStatement },
    label('How and when they agreed', {
      type: ComponentType.TextInput,
      custom_id: 'statement',
      style: TextInputStyle.Paragraph,
      min_length: 10,
      max_length: statementMost,
      required: true,
    }),
  ],
});

/** Asks what should be different in a picture that a member gave. */
export const referenceChangeModal = (id: string): Modal => ({
  custom_id: `reference-change:${id}`,
  title: 'Change a picture with words',
  components: [changeField()],
});
