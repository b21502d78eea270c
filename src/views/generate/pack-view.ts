import type { PackQuote, PackResult } from '../../services/generation/generation-service.ts';
import { type Pack, packOf, packs } from '../../services/generation/requests/packs.ts';
import type { GenerationRequest } from '../../services/generation/requests/plan.ts';
import { dollars } from '../../services/quota/money.ts';
import { formatNumber } from '../../words/numbers.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

/** What the buttons of packs carry: far below Discord's 100 characters. */
export interface PackRef {
  actorId: string;
  packId: string;
  /** Shown only to the member. */
  private: boolean;
  /** With new seeds, so that nothing comes from the cache. */
  fresh: boolean;
  /** The price that the card named, in millionths of a dollar. */
  micros?: number | undefined;
}

export const packRefs = {
  of: ({ actorId, packId, private: hidden, fresh, micros }: PackRef) =>
    [actorId, packId, `${hidden ? 'p' : ''}${fresh ? 'f' : ''}`, micros ?? ''].join('/'),
  parse(ref: string): PackRef {
    const [actorId = '', packId = '', flags = '', micros = ''] = ref.split('/');
    return {
      actorId,
      packId,
      private: flags.includes('p'),
      fresh: flags.includes('f'),
      micros: micros === '' ? undefined : Number(micros) || 0,
    };
  },
};

/** Of the button under a finished pack. With the id of the request, so that it is found after a restart. */
export const packAgainRef = (id: string, { actor = '', pack, private: hidden = false }: GenerationRequest) =>
  `${packRefs.of({ actorId: actor, packId: pack?.id ?? '', private: hidden, fresh: true })}/${id}`;

const choice = (pack: Pack, ref: Omit<PackRef, 'packId'>) =>
  button('pack', packRefs.of({ ...ref, packId: pack.id }), { label: pack.name, emoji: pack.emoji });

/** The packs that there are for an actor. */
export const packsView = (actor: { id: string; name: string }): View =>
  card(
    'plain',
    text(
      `### Packs with ${plain(actor.name)}\nOne click, eight images in eight scenes. I’ll tell you the price and the time first.`,
    ),
    text(packs.map(({ name, emoji, scenes }) => `${emoji} **${name}** · ${scenes.length} images`).join('\n')),
    row(...packs.map(pack => choice(pack, { actorId: actor.id, private: false, fresh: false }))),
  );

function timeWords(seconds: number | undefined): string {
  if (seconds === undefined) return 'I can’t tell yet how long it takes';
  if (seconds === 0) return 'right away';
  return seconds < 90 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}

function priceWords({ images, tokens, micros }: PackQuote): string {
  if (images === 0) return 'free, because I have them all already';
  const money = micros > 0 ? `about ${dollars(micros / 1e6)} and ` : '';
  return `${money}${formatNumber(tokens)} tokens of today’s budget`;
}

/** Says what a pack costs, before anything is made. `whyNot` turns the reason for a left out scene into words. */
export function packQuoteView(
  pack: Pack,
  actorName: string,
  ref: PackRef,
  quote: PackQuote,
  whyNot: (error: unknown) => string,
): View {
  const { scenes, images, micros, tokens, tokensLeft, asksFirst, modelName, seconds } = quote;
  const possible = scenes.filter(({ why }) => why === undefined).length;
  const enoughFor = tokens > 0 ? Math.floor((tokensLeft * images) / tokens) : images;
  const notices = [
    possible < scenes.length
      ? `⚠ ${scenes.length - possible} of the ${scenes.length} scenes ${scenes.length - possible === 1 ? 'isn’t' : 'aren’t'} possible: ${[...new Set(scenes.flatMap(({ why }) => (why === undefined ? [] : [whyNot(why)])))].join(' ')}`
      : undefined,
    possible > images && images > 0
      ? `${possible - images} of them ${possible - images === 1 ? 'is' : 'are'} free: I have ${possible - images === 1 ? 'it' : 'them'} already.`
      : undefined,
    tokens > tokensLeft
      ? `⚠ Today’s budget is enough for ${enoughFor === 0 ? 'none' : enoughFor} of them.`
      : undefined,
    asksFirst.length > 0
      ? `The person shown approves each request for **${asksFirst.map(name => plain(name)).join('** and **')}**, so I’ll ask once for the whole pack.`
      : undefined,
  ].filter(notice => notice !== undefined);
  const what = possible === 1 ? '1 image' : `${possible} images`;
  return card(
    'plain',
    text(`### ${pack.emoji} ${pack.name} with ${plain(actorName)}`),
    text(
      scenes
        .map(
          ({ prompt, why }, nth) =>
            `${nth + 1}. ${why === undefined ? plain(prompt) : `~~${plain(prompt)}~~`}`,
        )
        .join('\n'),
    ),
    text(
      [
        `**${what}** by **${plain(modelName)}**, ${ref.private ? 'shown only to you' : 'posted here as they come'}`,
        `**Price** ${priceWords(quote)}`,
        `**Time** ${timeWords(seconds)}`,
        ...notices,
      ].join('\n'),
    ),
    row(
      button('pack-make', packRefs.of({ ...ref, micros }), {
        label: micros > 0 ? `Make ${what} for ${dollars(micros / 1e6)}` : `Make ${what}`,
        style: 'primary',
      }),
      button('pack', packRefs.of({ ...ref, private: !ref.private }), {
        label: ref.private ? 'Post them here instead' : 'Only for me',
        emoji: ref.private ? '📢' : '🔒',
      }),
      button('packs', ref.actorId, { label: 'Other packs' }),
    ),
    text(
      '-# It’s an estimate, not a bill. You can cancel at any time: what hasn’t been started costs nothing.',
    ),
  );
}

const countWords = (count: number) => (count === 1 ? '1 image is' : `${count} images are`);

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
    /** Sentences, with how many images each is about. */
    missing: readonly { words: string; count: number }[];
    cancelled: boolean;
    /** Where the images are, if not here. */
    channelId?: string | undefined;
    direct?: boolean;
  },
): View {
  const pack = packOf(request.pack?.id ?? '');
  const name = pack ? `${pack.emoji} ${pack.name}` : plain(request.prompt);
  const lines = [
    cancelled
      ? `Cancelled: ${made} of ${total} images made. The rest wasn’t made, and costs nothing.`
      : made === total
        ? `All ${total} images are here.`
        : `${made} of ${total} images made.`,
    channelId === undefined ? undefined : `They’re in <#${channelId}>.`,
    ...missing.map(({ words, count }) => `✕ ${countWords(count)} missing: ${words}`),
    `-# ${tokens === 0 ? 'From the cache: free' : `${formatNumber(tokens)} tokens of today’s budget`} · for <@${request.memberId}>`,
  ].filter(line => line !== undefined);
  return card(
    made === total ? 'good' : cancelled ? 'plain' : 'warn',
    text(`### ${name}\n${lines.join('\n')}`),
    ...(direct
      ? []
      : [row(button('pack-again', packAgainRef(id, request), { label: 'Another round', emoji: '🎲' }))]),
  );
}
