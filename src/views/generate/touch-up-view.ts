import type { Generation } from '../../services/generation/generation.ts';
import type { TouchUpQuote } from '../../services/generation/making/quote-touch-up.ts';
import type { TouchUpKind } from '../../services/generation/requests/touch-ups.ts';
import { dollars } from '../../services/quota/money.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

/** One picture of an image, what is to be done to it, and the price that was said. */
export interface TouchUpRef {
  kind: TouchUpKind;
  id: string;
  /** From 0. */
  nth: number;
  /** Millionths of a dollar. */
  micros: number;
}

export const touchUpRefs = {
  of: ({ kind, id, nth, micros }: TouchUpRef) => [kind, id, nth, micros].join('/'),
  parse(ref: string): TouchUpRef {
    const [kind, id = '', nth, micros] = ref.split('/');
    return {
      kind: kind === 'face' ? kind : 'upscale',
      id,
      nth: Number(nth) || 0,
      micros: Number(micros) || 0,
    };
  },
};

/** Says what it would cost, before anything is made. */
export function touchUpView(
  kind: TouchUpKind,
  { id, prompt, images }: Pick<Generation, 'id' | 'prompt' | 'images'>,
  { modelName, width, height, tokens, micros, asksFirst }: TouchUpQuote,
): View {
  const size = `${width} × ${height}`;
  const model = plain(modelName);
  return card(
    'plain',
    text(
      `### ${t(kind === 'upscale' ? 'generate.upscaleTitle' : 'generate.fixFaceTitle')}\n> ${plain(prompt, 160)}`,
    ),
    text(
      [
        t(kind === 'upscale' ? 'generate.upscaleWhat' : 'generate.fixFaceWhat', { model, size }),
        micros > 0
          ? t('generate.touchUpCosts', { tokens, dollars: dollars(micros / 1e6) })
          : t('generate.touchUpTokens', { tokens }),
        ...(asksFirst.length > 0
          ? [t('generate.touchUpAsks', { names: list(asksFirst.map(name => `**${plain(name)}**`)) })]
          : []),
      ].join('\n'),
    ),
    row(
      ...images.map((_, nth) =>
        button('touch-up', touchUpRefs.of({ kind, id, nth, micros }), {
          label:
            images.length === 1
              ? t(kind === 'upscale' ? 'generate.upscale' : 'generate.fixFace')
              : t('generate.touchUpNth', { n: nth + 1 }),
          style: 'primary',
        }),
      ),
    ),
    text(`-# ${t('generate.touchUpCopy')}`),
  );
}
