import { principalOf } from '../../services/actors/access.ts';
import { type Actor, openRenewalOf } from '../../services/actors/actor.ts';
import { wordingFor, wordingMark } from '../../services/actors/agreed-to.ts';
import { language } from '../../words/language.ts';
import { t } from '../../words/words.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

const buttonsFor = (actor: Actor) =>
  row(
    button('renewal-grant', `${actor.id}/${wordingMark(actor)}/${language()}`, {
      label: t('actorConsent.renewAgree'),
      style: 'success',
    }),
    button('renewal-keep', actor.id, { label: t('actorConsent.renewKeep') }),
  );

const rest = () => `-# ${t('actorConsent.renewUntil')}`;

/** Asks somebody who agreed to an earlier text whether today's holds too. */
export function renewalView(actor: Actor): View {
  const name = plain(actor.name);
  const principal = principalOf(actor);
  return {
    ...card(
      'plain',
      text(
        `### ${t('actorConsent.renewTitle', { actor: name })}\n` +
          t(actor.subjectId ? 'actorConsent.renew' : 'actorConsent.renewOutsider', {
            person: `<@${principal}>`,
          }),
      ),
      text(`> ${wordingFor(actor).text}`),
      text(rest()),
      buttonsFor(actor),
    ),
    pings: [principal],
  };
}

/** The question on `/actor show`, for the member who decides. */
export function renewalParts(actor: Actor, memberId: string) {
  if (!openRenewalOf(actor) || principalOf(actor) !== memberId) return [];
  return [
    text(`**${t('actorConsent.newerText')}**\n${wordingFor(actor).text}\n${rest()}`),
    buttonsFor(actor),
  ];
}

export const renewedView = (actor: Actor): View =>
  card(
    'good',
    text(`✓ ${t('actorConsent.renewed', { person: `<@${principalOf(actor)}>`, actor: plain(actor.name) })}`),
  );

export const keptEarlierView = (actor: Actor): View =>
  card('plain', text(t('actorConsent.keptEarlier', { actor: plain(actor.name) })));
