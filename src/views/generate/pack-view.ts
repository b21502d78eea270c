import type { PackQuote, PackResult } from '../../services/generation/generation-service.ts';
import { ownPackEmoji, type Pack, packOf } from '../../services/generation/requests/packs.ts';
import type { GenerationRequest } from '../../services/generation/requests/plan.ts';
import { dollars } from '../../services/quota/money.ts';
import { language } from '../../words/language.ts';
import { list } from '../../words/numbers.ts';
import { type Said, t } from '../../words/words.ts';
import { button, card, plain, plainWithin, row, rowsOf, text, type View } from '../components.ts';
import { missingHere, missingLines } from './image-view.ts';

/** What the buttons of packs carry: far below Discord's 100 characters. */
export interface PackRef {
  actorId: string;
  /** Which pack, as it was when the button was made. */
  packKey: string;
  /** Shown only to the member. */
  private: boolean;
  /** With new seeds, so that nothing comes from the cache. */
  fresh: boolean;
  /** The price that the card named, in millionths of a dollar. */
  micros?: number | undefined;
}

export const packRefs = {
  of: ({ actorId, packKey, private: hidden, fresh, micros }: PackRef) =>
    [actorId, packKey, `${hidden ? 'p' : ''}${fresh ? 'f' : ''}`, micros ?? ''].join('/'),
  parse(ref: string): PackRef {
    const [actorId = '', packKey = '', flags = '', micros = ''] = ref.split('/');
    return {
      actorId,
      packKey,
      private: flags.includes('p'),
      fresh: flags.includes('f'),
      micros: micros === '' ? undefined : Number(micros) || 0,
    };
  },
};

/** Of the button under a finished pack. With the id of the request, so that it is found after a restart. */
export const packAgainRef = (id: string, { actor = '', pack, private: hidden = false }: GenerationRequest) =>
  `${packRefs.of({ actorId: actor, packKey: pack?.id ?? '', private: hidden, fresh: true })}/${id}`;

const keyOf = ({ id, key = id }: Pack) => key;

const choice = (pack: Pack, ref: Omit<PackRef, 'packKey'>) =>
  button('pack', packRefs.of({ ...ref, packKey: pack.id }), { label: pack.name(), emoji: pack.emoji });

/** The packs that there are for an actor; admins can make more. */
export function packsView(
  actor: { id: string; name: string },
  packs: readonly Pack[],
  { admin }: { admin: boolean },
): View {
  const buttons = [
    ...packs.map(pack => choice(pack, { actorId: actor.id, private: false, fresh: false })),
    ...(admin ? [button('own-packs', '', { label: t('ownPacks.showYours'), emoji: '⚙️' })] : []),
  ];
  return card(
    'plain',
    text(`### ${t('packs.title', { actor: plain(actor.name) })}\n${t('packs.hint')}`),
    text(
      packs
        .map(
          ({ name, emoji, scenes }) =>
            `${emoji} **${plain(name())}** · ${t('packs.images', { images: scenes.length })}`,
        )
        .join('\n'),
    ),
    ...rowsOf(buttons),
  );
}

function timeWords(seconds: number | undefined): string {
  if (seconds === undefined) return t('packs.timeUnknown');
  if (seconds === 0) return t('packs.rightAway');
  return seconds < 90
    ? t('packs.seconds', { seconds })
    : t('packs.minutes', { minutes: Math.round(seconds / 60) });
}

function priceWords({ images, tokens, micros }: PackQuote): string {
  if (images === 0) return t('packs.free');
  return micros > 0
    ? t('packs.dollarsAndTokens', { dollars: dollars(micros / 1e6), tokens })
    : t('packs.tokens', { tokens });
}

/** Of at most eight. */
const sceneWords = (prompt: string) => plainWithin(prompt, 240);

/** Its scenes are in another language than the reader’s: models are asked in English. */
const isForeign = (pack: Pack) => language() !== 'en' && packOf(pack.id) !== undefined;

/** Says what a pack costs, before anything is made. `whyNot` turns the reason for a left out scene into words. */
export function packQuoteView(
  pack: Pack,
  actorName: string,
  ref: PackRef,
  quote: PackQuote,
  whyNot: (error: unknown) => string,
): View {
  const { scenes, images: paid, micros, tokens, tokensLeft, asksFirst, modelName, seconds } = quote;
  const images = scenes.filter(({ why }) => why === undefined).length;
  const reasons = new Set(scenes.flatMap(({ why }) => (why === undefined ? [] : [whyNot(why)])));
  const notices = [
    images < scenes.length
      ? `⚠ ${t('packs.impossible', {
          out: scenes.length - images,
          scenes: scenes.length,
          why: [...reasons].join(' '),
        })}`
      : undefined,
    images > paid && paid > 0 ? t('packs.someFree', { images: images - paid }) : undefined,
    tokens > tokensLeft
      ? `⚠ ${t('packs.enoughFor', { images: Math.floor((tokensLeft * paid) / tokens) })}`
      : undefined,
    asksFirst.length > 0
      ? t('packs.asksFirst', { names: list(asksFirst.map(name => `**${plain(name)}**`)) })
      : undefined,
  ].filter(notice => notice !== undefined);
  const model = plain(modelName);
  return card(
    'plain',
    text(`### ${pack.emoji} ${t('packs.quoteTitle', { pack: plain(pack.name()), actor: plain(actorName) })}`),
    text(
      scenes
        .map(
          ({ prompt, why }, nth) =>
            `${nth + 1}. ${why === undefined ? sceneWords(prompt) : `~~${sceneWords(prompt)}~~`}`,
        )
        .join('\n'),
    ),
    text(
      [
        t(ref.private ? 'packs.onlyYou' : 'packs.postedHere', { images, model }),
        t('packs.price', { price: priceWords(quote) }),
        t('packs.time', { time: timeWords(seconds) }),
        ...notices,
      ].join('\n'),
    ),
    row(
      button('pack-make', packRefs.of({ ...ref, packKey: keyOf(pack), micros }), {
        label:
          micros > 0
            ? t('packs.makeFor', { images, dollars: dollars(micros / 1e6) })
            : t('packs.make', { images }),
        style: 'primary',
      }),
      button('pack', packRefs.of({ ...ref, private: !ref.private }), {
        label: t(ref.private ? 'packs.postInstead' : 'packs.onlyForMe'),
        emoji: ref.private ? '📢' : '🔒',
      }),
      button('packs', ref.actorId, { label: t('packs.others') }),
    ),
    text(`-# ${isForeign(pack) ? `${t('packs.inEnglish')} ` : ''}${t('packs.estimate')}`),
  );
}

/** What became of a pack, in place of its progress. It names nobody, so it can stay when an actor goes. */
export function packView(
  id: string,
  request: GenerationRequest,
  { total, made, tokens }: PackResult,
  {
    missing,
    cancelled,
    channelId,
    direct = false,
  }: {
    /** Why images are missing, of each; only their number, where others read it too. */
    missing: readonly Said[] | number;
    cancelled: boolean;
    /** Where the images are, if not here. */
    channelId?: string | undefined;
    direct?: boolean;
  },
): View {
  const pack = packOf(request.pack?.id);
  const name = pack ? `${pack.emoji} ${pack.name()}` : `${ownPackEmoji} ${plain(request.prompt)}`;
  const lines = [
    cancelled
      ? t('packs.cancelled', { made, images: total })
      : made === total
        ? t('packs.allHere', { images: total })
        : t('packs.someHere', { made, images: total }),
    channelId === undefined ? undefined : t('packs.elsewhere', { channel: `<#${channelId}>` }),
    ...(typeof missing === 'number' ? missingHere(missing, request.memberId) : missingLines(missing)),
    `-# ${tokens === 0 ? t('generate.fromCache') : t('packs.tokens', { tokens })} · ${t('generate.forMember', { member: `<@${request.memberId}>` })}`,
  ].filter(line => line !== undefined);
  return card(
    made === total ? 'good' : cancelled ? 'plain' : 'warn',
    text(`### ${name}\n${lines.join('\n')}`),
    ...(direct
      ? []
      : [row(button('pack-again', packAgainRef(id, request), { label: t('packs.again'), emoji: '🎲' }))]),
  );
}
