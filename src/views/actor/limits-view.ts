import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { Actor } from '../../services/actors/actor.ts';
import { limitsOf } from '../../services/actors/limits.ts';
import { limitsMark, neverMost, type Toggle, toggles } from '../../services/safety/limits/limits.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { button, card, label, type Modal, modal, plain, text, type View } from '../components.ts';

const labels = {
  swimwear: 'actorLimits.swimwear',
  violence: 'actorLimits.violence',
  politics: 'actorLimits.politics',
  others: 'actorLimits.others',
  realistic: 'actorLimits.realistic',
  mark: 'actorLimits.mark',
} as const satisfies Record<Toggle, PlainKey>;
/** What the bot checks for each; shown in the form. */
const details = {
  swimwear: 'actorLimits.swimwearHow',
  violence: 'actorLimits.violenceHow',
  politics: 'actorLimits.politicsHow',
  others: 'actorLimits.othersHow',
  realistic: 'actorLimits.realisticHow',
  mark: 'actorLimits.markHow',
} as const satisfies Record<Toggle, PlainKey>;
/** In a list. */
const listed = {
  swimwear: 'actorLimits.noSwimwear',
  violence: 'actorLimits.noViolence',
  politics: 'actorLimits.noPolitics',
  others: 'actorLimits.noOthers',
  realistic: 'actorLimits.noRealistic',
  mark: 'actorLimits.visibleMark',
} as const satisfies Record<Toggle, PlainKey>;

/** What is ruled out, in one line. The person's own words only for those who may read them. */
export function limitsWords(actor: Pick<Actor, 'limits'>, { line }: { line: boolean }): string {
  const limits = limitsOf(actor);
  const own =
    limits.never === undefined
      ? []
      : [line ? t('actorLimits.quoted', { words: plain(limits.never) }) : t('actorLimits.ownWords')];
  const all = [...toggles.filter(toggle => limits[toggle]).map(toggle => t(listed[toggle])), ...own];
  return all.length === 0 ? t('actorLimits.none') : all.join(' · ');
}

export const limitsButton = ({ id }: Pick<Actor, 'id'>) =>
  button('limits', id, { label: t('actorLimits.button'), style: 'secondary', emoji: '🛡️' });

/** The form for the limits as they are now; its ref says which those were. */
export function limitsModal(actor: Actor): Modal {
  const limits = limitsOf(actor);
  return modal(`limits:${actor.id}/${limitsMark(limits)}`, t('actorLimits.formTitle'), [
    {
      type: ComponentType.TextDisplay as const,
      content: t('actorLimits.formIntro', { actor: plain(actor.name) }),
    },
    label(t('actorLimits.formLimits'), {
      type: ComponentType.CheckboxGroup,
      custom_id: 'toggles',
      min_values: 0,
      max_values: toggles.length,
      required: false,
      options: toggles.map(toggle => ({
        value: toggle,
        label: t(labels[toggle]),
        description: t(details[toggle]),
        ...(limits[toggle] ? { default: true } : {}),
      })),
    }),
    label(
      t('actorLimits.formOwn'),
      {
        type: ComponentType.TextInput,
        custom_id: 'never',
        style: TextInputStyle.Short,
        max_length: neverMost,
        required: false,
        placeholder: t('actorLimits.formOwnExample'),
        ...(limits.never ? { value: limits.never } : {}),
      },
      t('actorLimits.formOwnHow'),
    ),
  ]);
}

/** For the member who set them. */
export function limitsSetView(actor: Actor): View {
  const { never, ...ticked } = limitsOf(actor);
  const none = never === undefined && !Object.values(ticked).includes(true);
  const name = { actor: plain(actor.name) };
  const words = none
    ? t('actorLimits.setNone', name)
    : t('actorLimits.set', { ...name, limits: limitsWords(actor, { line: true }) });
  return card('good', text(`✓ ${words}\n-# ${t('actorLimits.setFrom')}`), {
    type: ComponentType.ActionRow,
    components: [limitsButton(actor)],
  });
}
