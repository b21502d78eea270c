import { cutText } from '../../cut-text.ts';
import type { Approval, Asked } from '../../services/approvals/approval.ts';
import { unblockButton } from '../actor/consent-view.ts';
import {
  button,
  card,
  gallery,
  plain,
  row,
  text,
  timestamp,
  type View,
  type ViewFile,
} from '../components.ts';

/** Characters of a message that are for what was asked; the quoted prompt alone has 3,000 at most. */
const wordsMost = 3_400;

const imagesWord = (count: number) => (count === 1 ? 'an image' : `${count} images`);
const countOf = ({ request }: Approval) => request.pack?.scenes.length ?? request.count ?? 1;

/** The actors that this person decides about. */
const namesOf = ({ actors }: Asked) => actors.map(({ name }) => `**${plain(name)}**`).join(' and ');

/** The others who would be in the picture, if any. */
function togetherWith({ asked }: Approval, { memberId }: Asked): string {
  const others = asked.filter(other => other.memberId !== memberId).map(namesOf);
  return others.length > 0 ? `, together with ${others.join(' and ')}` : '';
}

function factsOf({ request }: Approval, hasPicture: boolean): string {
  const picture = hasPicture ? 'the picture above' : 'a picture that I can’t show you here';
  const facts = [
    request.changeOf ? `changes ${picture}` : undefined,
    request.variationOf ? `varies ${picture}` : undefined,
    request.using === 'trained' ? 'with the trained model' : undefined,
    request.using === 'photos' ? 'from the photos' : undefined,
    request.shape && request.shape !== 'square' ? request.shape : undefined,
    request.private ? '🔒 shown only to them and you' : 'posted in the channel for everyone there',
  ]
    .filter(fact => fact !== undefined)
    .join(' · ');
  return facts.charAt(0).toUpperCase() + facts.slice(1);
}

/** All of the words that a picture is made from: what stands in a message is short enough for one. */
function wordsOf({ request: { prompt, pack, styled, negative } }: Approval): string[] {
  const asked = pack
    ? `**${plain(prompt)}**, one image of each:\n${pack.scenes.map(scene => `> ${plain(scene, 300)}`).join('\n')}`
    : `> ${plain(prompt, 1_500)}`;
  const keptOut = negative?.trim() || styled?.negative;
  const more = [
    ...(styled ? [`**Style** ${plain(styled.name)}: ${plain(styled.words, 300)}`] : []),
    ...(keptOut ? [`**Kept out of it** ${plain(keptOut, 1_000)}`] : []),
  ].join('\n');
  return more ? [asked, cutText(more, wordsMost - asked.length)] : [asked];
}

/** The picture that a request starts from, as a file of the view. */
export const startOf = (start: Pick<ViewFile, 'bytes' | 'made'>): ViewFile => ({
  ...start,
  name: 'picture.jpg',
  description: 'The picture that the request starts from',
});

/**
 * Asks the person shown, with all of the words. Only they may read it: a direct message, or a private card. `picture`
 * is what the request starts from.
 */
export function approvalRequestView(
  approval: Approval,
  asked: Asked,
  { guildName, picture }: { guildName?: string | undefined; picture?: ViewFile | undefined } = {},
): View {
  const { id, request, expiresAt } = approval;
  const where = `${guildName ? `**${plain(guildName)}**, ` : ''}<#${request.channelId}>`;
  return {
    ...card(
      'plain',
      text(
        `### May I make ${imagesWord(countOf(approval))} of ${namesOf(asked)}${togetherWith(approval, asked)}?\n` +
          `<@${request.memberId}> asks, in ${where}:`,
      ),
      ...(picture ? [gallery([{ name: picture.name, alt: picture.description ?? '' }])] : []),
      ...wordsOf(approval).map(text),
      text(`-# ${factsOf(approval, picture !== undefined)}`),
      text(
        `-# You approve exactly this, once. If you don’t answer, it runs out ${timestamp(expiresAt)} and nothing is made.`,
      ),
      row(
        button('approve', id, { label: 'Approve', style: 'success' }),
        button('approve-not', id, { label: 'Decline', style: 'danger' }),
        button('approve-never', id, { label: 'Decline and block' }),
      ),
    ),
    ...(picture ? { files: [picture] } : {}),
  };
}

/** Posted in the channel for a person who takes no direct messages. Only they can read the words until they approve. */
export const approvalHintView = (approval: Approval, asked: Asked): View => ({
  ...card(
    'plain',
    text(
      `### <@${asked.memberId}>, may I make ${imagesWord(countOf(approval))} of ${namesOf(asked)}?\n` +
        // Who wants a private image is nobody else's business.
        `${approval.request.private ? 'A member' : `<@${approval.request.memberId}>`} asks. The request runs out ${timestamp(approval.expiresAt)}.`,
    ),
    row(button('approval', approval.id, { label: 'See the request and answer', style: 'primary' })),
  ),
  pings: [asked.memberId],
});

/** In place of what asked a person, after their answer. `blocked` says that the member may not ask again. */
export function approvalAnsweredView(
  approval: Approval,
  asked: Asked,
  { blocked = false }: { blocked?: boolean } = {},
): View {
  if (asked.declinedAt !== undefined) {
    const { memberId } = approval.request;
    const words = `You declined, so I won’t make anything of ${namesOf(asked)}. The member only hears that it wasn’t approved.`;
    return blocked
      ? card(
          'plain',
          text(
            `${words}\n<@${memberId}> can’t ask you for anything anymore, in any server. Whatever else of theirs was waiting for you is declined too.\n` +
              '-# Change this here, or with `/privacy requests`.',
          ),
          row(unblockButton(memberId)),
        )
      : card('plain', text(`${words}\n-# \`/actor share\` changes who can ask.`));
  }
  const others = approval.asked.filter(
    ({ approvedAt, declinedAt }) => approvedAt === undefined && declinedAt === undefined,
  );
  const next =
    others.length === 0
      ? 'On its way now.'
      : `It’s still waiting for ${others.map(({ memberId }) => `<@${memberId}>`).join(' and ')}.`;
  return card('good', text(`✓ You approved ${imagesWord(countOf(approval))} of ${namesOf(asked)}. ${next}`));
}

/** Replaces the question in the channel; the answer itself is private. */
export const approvalSettledView = (): View => card('plain', text('This request has been answered.'));

export const approvalOverView = (): View =>
  card('plain', text('This request is over. There is nothing left to answer.'));

const whyNot = {
  declined: 'wasn’t approved',
  expired: 'wasn’t approved within a day',
  narrowed: 'is no longer possible: who can use the actor has changed',
  deleted: 'is no longer possible: the actor was deleted',
  unreachable:
    'couldn’t be passed on: the person shown doesn’t accept direct messages, and I can’t write in that channel',
} as const;

/** Tells the member who asked that nothing comes of it. In a channel, without what they asked for. */
export function notApprovedView({ request, asked, over }: Approval, inChannel: boolean): View {
  const names = inChannel ? '' : asked.map(namesOf).join(' and ');
  const words = `${inChannel ? `<@${request.memberId}>, your` : 'Your'} request for images${names ? ` of ${names}` : ''} ${whyNot[over ?? 'declined']}. Nothing was made or charged.`;
  return {
    ...card(
      'plain',
      text(words),
      ...(inChannel || !request.prompt ? [] : [text(`> ${plain(request.prompt, 300)}`)]),
    ),
    pings: inChannel ? [request.memberId] : [],
  };
}
