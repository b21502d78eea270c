import type { Said } from '../../words/words.ts';

/** Pixels of each shape. */
export type Shape = 'square' | 'portrait' | 'landscape';
export const shapes: Shape[] = ['square', 'portrait', 'landscape'];

/** What people want to draw. */
export const styles = ['photo', 'illustration', 'animation', 'lettering', 'landscape'] as const;
export type Style = (typeof styles)[number];

export interface Model {
  /** What it starts from: words, or a picture and words. The latter make actors from photos, changes and variations. */
  kind: 'text-to-image' | 'image-to-image';
  /** Hub id. */
  id: string;
  /** Of a model that starts from pictures: how many it takes. */
  picturesMost?: number;
  /** Of such a model: it makes pictures of about one size, and only their shape can be chosen. */
  ownSize?: true;
  /** Ids that it had before, or that people still type. */
  aliases: readonly string[];
  name: string;
  /** What it is built as. */
  type: string;
  /** Parameters, in billions: with the steps, what a picture costs to compute. */
  billions: number;
  /** Its specialisation. */
  goodFor: Said;
  recommendedFor: Said;
  /** What it means for an account without credit. */
  freeTier: Said;
  /** Kinds of pictures that it does well, the best first. */
  styles: Style[];
  /** From 1, dated, to 4, the best here. A judgement, for ranking only. */
  quality: 1 | 2 | 3 | 4;
  /** Its name; empty where it has none. */
  licence: string;
  /** What the licence does not allow, as the end of "not for …". */
  forbids?: Said;
  /** Its author asks for an agreement on the hub before it may be used. */
  gated?: boolean;
  /** Words that it was tuned on: it needs one of them, and gets the first where the prompt has none. */
  styleWords?: readonly [string, ...string[]];
  steps: number;
  guidance: number;
  negative?: string;
  sizes: Record<Shape, { width: number; height: number }>;
  /** Prompt tokens that the model reads; absent where the limit is far beyond a message. */
  tokenLimit?: number;
  /** LoRAs of actors are trained on this base; `untried` where nobody has done so on a GPU yet. */
  loraBase: boolean | 'untried';
}

/** The prompt with the words that the model needs for its style, in front, where none of them is in it yet. */
export function styledPrompt({ styleWords }: Pick<Model, 'styleWords'>, prompt: string): string {
  if (!styleWords) return prompt;
  const named = styleWords.some(words => {
    const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
    // Open at the end: "photo" is in "a photograph" too.
    return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}`, 'iu').test(prompt);
  });
  // In front, because what stands beyond the token limit is not read.
  return named ? prompt : `${styleWords[0]}, ${prompt}`;
}

/** What a picture takes to compute: steps × megapixels, as one waits for it. */
export const workOf = ({ steps, sizes: { square } }: Pick<Model, 'steps' | 'sizes'>): number =>
  (steps * square.width * square.height) / 1e6;

/** What a picture takes to compute and to pay for: the work of every parameter. */
export const costOf = (model: Pick<Model, 'steps' | 'sizes' | 'billions'>): number =>
  workOf(model) * model.billions;
