import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { Actor } from '../../services/actors/actor.ts';
import { limitsOf } from '../../services/actors/limits.ts';
import { limitsMark, neverMost, type Toggle, toggles } from '../../services/safety/limits/limits.ts';
import { button, card, label, type Modal, plain, text, type View } from '../components.ts';

const labels: Record<Toggle, string> = {
  swimwear: 'No swimwear',
  violence: 'No violence',
  politics: 'No politics or advertising',
  others: 'No other people in the picture',
  realistic: 'No realistic pictures',
  mark: 'A visible mark on each picture',
};
/** What is looked at, where each is set. */
const details: Record<Toggle, string> = {
  swimwear: 'Underwear counts too. The prompt is checked, and the picture.',
  violence: 'Weapons count too. The prompt is checked; the picture can’t be.',
  politics: 'The prompt is checked; the picture can’t be.',
  others: 'The prompt is checked, and the faces in the picture are counted.',
  realistic: 'The prompt asks for a drawing. Whether the picture is one can’t be checked.',
  mark: 'A small “AI” in the corner.',
};

/** What is ruled out, in one line. The person's own words only for those who may read them. */
export function limitsWords(actor: Pick<Actor, 'limits'>, { line }: { line: boolean }): string {
  const limits = limitsOf(actor);
  const own =
    limits.never === undefined ? [] : [line ? `“${plain(limits.never)}”` : 'something in their own words'];
  const all = [
    ...toggles.filter(toggle => limits[toggle]).map(toggle => labels[toggle].toLowerCase()),
    ...own,
  ];
  return all.length === 0 ? 'none' : all.join(' · ');
}

export const limitsButton = ({ id }: Pick<Actor, 'id'>) =>
  button('limits', id, { label: 'Limits…', style: 'secondary', emoji: '🛡️' });

/** The form for the limits as they are now; its ref says which those were. */
export function limitsModal(actor: Actor): Modal {
  const limits = limitsOf(actor);
  return {
    custom_id: `limits:${actor.id}/${limitsMark(limits)}`,
    title: 'Limits for pictures',
    components: [
      {
        type: ComponentType.TextDisplay as const,
        content: `What nobody may make of **${plain(actor.name)}**. It holds at once, for what is in the queue too.`,
      },
      label('Limits', {
        type: ComponentType.CheckboxGroup,
        custom_id: 'toggles',
        min_values: 0,
        max_values: toggles.length,
        required: false,
        options: toggles.map(toggle => ({
          value: toggle,
          label: labels[toggle],
          description: details[toggle],
          ...(limits[toggle] ? { default: true } : {}),
        })),
      }),
      label(
        'In your own words (optional)',
        {
          type: ComponentType.TextInput,
          custom_id: 'never',
          style: TextInputStyle.Short,
          max_length: neverMost,
          required: false,
          placeholder: 'never smoking, no clowns',
          ...(limits.never ? { value: limits.never } : {}),
        },
        'The prompt is checked for these words; the picture can’t be.',
      ),
    ],
  };
}

/** For who set them. */
export function limitsSetView(actor: Actor): View {
  const words = limitsWords(actor, { line: true });
  return card(
    'good',
    text(
      (words === 'none'
        ? `✓ **${plain(actor.name)}** has no limits of yours now.`
        : `✓ **Limits of ${plain(actor.name)}** ${words}`) +
        '\n-# They hold from now on, for what’s in the queue too. Pictures that were posted before stay: delete them with `/gallery`.',
    ),
    { type: ComponentType.ActionRow, components: [limitsButton(actor)] },
  );
}
