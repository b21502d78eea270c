import { principalOf } from '../../services/actors/access.ts';
import { type Actor, openRenewalOf } from '../../services/actors/actor.ts';
import { wordingFor } from '../../services/actors/agreed-to.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

const buttonsFor = (actor: Actor) =>
  row(
    button('renewal-grant', `${actor.id}/${wordingFor(actor).version}`, {
      label: 'Agree to this text',
      style: 'success',
    }),
    button('renewal-keep', actor.id, { label: 'Keep the earlier text' }),
  );

const rest =
  '-# Until you agree, the model stays with the bot, as you agreed before. `/actor delete` withdraws your consent and deletes everything.';

/** Asks somebody who agreed to an earlier text whether today's holds too. */
export function renewalView(actor: Actor): View {
  const name = plain(actor.name);
  const principal = principalOf(actor);
  return {
    ...card(
      'plain',
      text(
        `### May the trained model of **${name}** be sent to an image service?\n` +
          `<@${principal}>, ${actor.subjectId ? 'you agreed' : 'you stated that the person agreed'} to a text in which ` +
          'it stays with the bot. Now images with it can come from the image service that this server uses, which ' +
          'gets it through a link that expires. This is the text of today:',
      ),
      text(`> ${wordingFor(actor).text}`),
      text(rest),
      buttonsFor(actor),
    ),
    pings: [principal],
  };
}

/** The question on `/actor show`, for the member who decides. */
export function renewalParts(actor: Actor, memberId: string) {
  if (!openRenewalOf(actor) || principalOf(actor) !== memberId) return [];
  return [text(`**A newer consent text**\n${wordingFor(actor).text}\n${rest}`), buttonsFor(actor)];
}

export const renewedView = (actor: Actor): View =>
  card(
    'good',
    text(
      `✓ <@${principalOf(actor)}> agreed: images of **${plain(actor.name)}** can now come from image services too.`,
    ),
  );

export const keptEarlierView = (actor: Actor): View =>
  card(
    'plain',
    text(
      `The trained model of **${plain(actor.name)}** stays with the bot. Nothing else changes, and you won’t be asked again.`,
    ),
  );
