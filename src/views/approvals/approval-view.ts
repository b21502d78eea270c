import { cutText } from '../../cut-text.ts';
import type { Approval, Asked } from '../../services/approvals/approval.ts';
import { packOf } from '../../services/generation/requests/packs.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { unblockButton } from '../actor/consent-view.ts';
import {
  button,
  card,
  gallery,
  lengthOf,
  mentionMost,
  plain,
  plainWithin,
  row,
  text,
  textMost,
  timestamp,
  type View,
  type ViewFile,
} from '../components.ts';

const countOf = ({ request }: Approval) => request.pack?.scenes.length ?? request.count ?? 1;

/** The actors that this person decides about. */
const namesOf = (...asked: Asked[]) =>
  list(asked.flatMap(({ actors }) => actors.map(({ name }) => `**${plain(name)}**`)));

function titleOf(approval: Approval, asked: Asked): string {
  const what = { images: countOf(approval), actors: namesOf(asked) };
  const others = approval.asked.filter(other => other.memberId !== asked.memberId);
  return others.length > 0
    ? t('approvals.titleTogether', { ...what, others: namesOf(...others) })
    : t('approvals.title', what);
}

function factsOf({ request }: Approval, hasPicture: boolean): string {
  const shown = hasPicture ? 'shown' : 'hidden';
  const facts = [
    request.changeOf ? t(changesKeys[request.touchUp?.kind ?? 'words'][shown]) : undefined,
    request.variationOf ? t(variesKeys[shown]) : undefined,
    request.using ? t(usingKeys[request.using]) : undefined,
    request.shape && request.shape !== 'square' ? t(shapeKeys[request.shape]) : undefined,
    request.private ? `🔒 ${t('approvals.private')}` : t('approvals.public'),
  ]
    .filter(fact => fact !== undefined)
    .join(' · ');
  return facts.charAt(0).toUpperCase() + facts.slice(1);
}

const changesKeys = {
  words: { shown: 'approvals.changesShown', hidden: 'approvals.changesHidden' },
  upscale: { shown: 'approvals.enlargesShown', hidden: 'approvals.enlargesHidden' },
  face: { shown: 'approvals.repairsShown', hidden: 'approvals.repairsHidden' },
} as const;
const variesKeys = { shown: 'approvals.variesShown', hidden: 'approvals.variesHidden' } as const;
const usingKeys = { trained: 'approvals.trained', photos: 'approvals.photos' } as const;
const shapeKeys = { portrait: 'approvals.portrait', landscape: 'approvals.landscape' } as const;

/** All of the words that a picture is made from, in `room` characters. The quoted prompt alone has 3,000 at most. */
function wordsOf({ request: { prompt, pack, styled, negative } }: Approval, room: number): string[] {
  const known = pack && packOf(pack.id);
  const heading = pack && t('approvals.pack', { name: `**${known ? known.name() : plain(prompt)}**` });
  const asked = pack
    ? [heading, ...quotedWithin(pack.scenes, room - (heading?.length ?? 0))].join('\n')
    : `> ${plain(prompt, 1_500)}`;
  const keptOut = negative?.trim() || styled?.negative;
  const more = [
    ...(styled ? [t('approvals.style', { style: plain(styled.name), words: plain(styled.words, 300) })] : []),
    ...(keptOut ? [t('approvals.keptOut', { words: plain(keptOut, 1_000) })] : []),
  ].join('\n');
  return more ? [asked, cutText(more, room - asked.length)] : [asked];
}

/** Scenes are whole there, unless they are almost nothing but what has to be escaped. */
const quotedWithin = (scenes: readonly string[], room: number) =>
  scenes.map(scene => `> ${plainWithin(scene, Math.floor(room / scenes.length) - 3)}`);

/** The picture that a request starts from, as a file of the view. */
export const startOf = (start: Pick<ViewFile, 'bytes' | 'made'>): ViewFile => ({
  ...start,
  name: 'picture.jpg',
  description: t('approvals.startAlt'),
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
  const from = { member: `<@${request.memberId}>`, channel: `<#${request.channelId}>` };
  const head = text(
    `### ${titleOf(approval, asked)}\n` +
      (guildName
        ? t('approvals.askedInServer', { ...from, server: `**${plain(guildName)}**` })
        : t('approvals.askedIn', from)),
  );
  const foot = [
    text(`-# ${factsOf(approval, picture !== undefined)}`),
    text(`-# ${t('approvals.once', { time: timestamp(expiresAt) })}`),
  ];
  return {
    ...card(
      'plain',
      head,
      ...(picture ? [gallery([{ name: picture.name, alt: picture.description ?? '' }])] : []),
      ...wordsOf(approval, textMost - mentionMost - lengthOf([head, ...foot])).map(text),
      ...foot,
      row(
        button('approve', id, { label: t('approvals.approve'), style: 'success' }),
        button('approve-not', id, { label: t('approvals.decline'), style: 'danger' }),
        button('approve-never', id, { label: t('approvals.declineAndBlock') }),
      ),
    ),
    ...(picture ? { files: [picture] } : {}),
  };
}

/** Posted in the channel for a person who takes no direct messages. Only they can read the words until they approve. */
export function approvalHintView(approval: Approval, asked: Asked): View {
  const { id, request, expiresAt } = approval;
  const time = timestamp(expiresAt);
  const title = t('approvals.hint', {
    person: `<@${asked.memberId}>`,
    images: countOf(approval),
    actors: namesOf(asked),
  });
  return {
    ...card(
      'plain',
      text(
        `### ${title}\n` +
          // Who wants a private image is nobody else's business.
          (request.private
            ? t('approvals.hintPrivate', { time })
            : t('approvals.hintFrom', { member: `<@${request.memberId}>`, time })),
      ),
      row(button('approval', id, { label: t('approvals.look'), style: 'primary' })),
    ),
    pings: [asked.memberId],
  };
}

/** In place of what asked a person, after their answer. `blocked` says that the member may not ask again. */
export function approvalAnsweredView(
  approval: Approval,
  asked: Asked,
  { blocked = false }: { blocked?: boolean } = {},
): View {
  if (asked.declinedAt !== undefined) {
    const { memberId } = approval.request;
    const words = t('approvals.declined', { actors: namesOf(asked) });
    return blocked
      ? card(
          'plain',
          text(
            `${words}\n${t('approvals.blocked', { member: `<@${memberId}>` })}\n-# ${t('approvals.blockedHow')}`,
          ),
          row(unblockButton(memberId)),
        )
      : card('plain', text(`${words}\n-# ${t('approvals.declinedHow')}`));
  }
  const others = approval.asked.filter(
    ({ approvedAt, declinedAt }) => approvedAt === undefined && declinedAt === undefined,
  );
  const what = { images: countOf(approval), actors: namesOf(asked) };
  return card(
    'good',
    text(
      `✓ ${
        others.length === 0
          ? t('approvals.approved', what)
          : t('approvals.approvedWaiting', {
              ...what,
              others: list(others.map(({ memberId }) => `<@${memberId}>`)),
            })
      }`,
    ),
  );
}

/** Replaces the question in the channel; the answer itself is private. */
export const approvalSettledView = (): View => card('plain', text(t('approvals.settled')));

export const approvalOverView = (): View => card('plain', text(t('approvals.over')));

const whyNot = {
  declined: 'approvals.notDeclined',
  expired: 'approvals.notExpired',
  narrowed: 'approvals.notNarrowed',
  deleted: 'approvals.notDeleted',
  unreachable: 'approvals.notUnreachable',
} as const;
const whyNotUnnamed = {
  declined: 'approvals.unnamedDeclined',
  expired: 'approvals.unnamedExpired',
  narrowed: 'approvals.unnamedNarrowed',
  deleted: 'approvals.unnamedDeleted',
  unreachable: 'approvals.unnamedUnreachable',
} as const;
const whyNotInChannel = {
  declined: 'approvals.inChannelDeclined',
  expired: 'approvals.inChannelExpired',
  narrowed: 'approvals.inChannelNarrowed',
  deleted: 'approvals.inChannelDeleted',
  unreachable: 'approvals.inChannelUnreachable',
} as const;

/** Tells the member who asked that nothing comes of it. In a channel, without what they asked for. */
export function notApprovedView({ request, asked, over = 'declined' }: Approval, inChannel: boolean): View {
  if (inChannel) {
    const { memberId } = request;
    const words = t(whyNotInChannel[over], { member: `<@${memberId}>` });
    return { ...card('plain', text(words)), pings: [memberId] };
  }
  const actors = namesOf(...asked);
  return {
    ...card(
      'plain',
      text(actors ? t(whyNot[over], { actors }) : t(whyNotUnnamed[over])),
      ...(request.prompt ? [text(`> ${plain(request.prompt, 300)}`)] : []),
    ),
    pings: [],
  };
}
