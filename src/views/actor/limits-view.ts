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
/** What the bot checks for each; shown in the form. */
const details: Record<Toggle, string> = {
  swimwear: 'Underwear counts too. I check the prompt and the picture.',
  violence: 'Weapons count too. I check the prompt; I can’t check the picture.',
  politics: 'I check the prompt; I can’t check the picture.',
  others: 'I check the prompt and count the faces in the picture.',
  realistic: 'I ask the model for a drawing. I can’t check that the picture is one.',
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
        content: `What nobody may make of **${plain(actor.name)}**. It takes effect at once, also for what’s in the queue.`,
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
        'I check the prompt for these words; I can’t check the picture.',
      ),
    ],
  };
}

/** For the member who set them. */
export function limitsSetView(actor: Actor): View {
  const words = limitsWords(actor, { line: true });
  return card(
    'good',
    text(
      (words === 'none'
        ? `✓ **${plain(actor.name)}** has no limits now.`
        : `✓ **Limits of ${plain(actor.name)}** ${words}`) +
        '\n-# This takes effect at once, also for what’s in the queue. Pictures already posted stay until you delete them in `/gallery`.',
    ),
    { type: ComponentType.ActionRow, components: [limitsButton(actor)] },
  );
}
