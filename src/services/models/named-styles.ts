import { z } from 'zod';

/** Words that make every image look a certain way, under a name that members choose. */
export const namedStyleSchema = z.object({
  name: z.string(),
  /** Stands behind the prompt. */
  words: z.string(),
  /** Kept out of the image. */
  negative: z.string().optional(),
});
export type NamedStyle = z.infer<typeof namedStyleSchema>;

/** Those that come along. */
export const namedStyles: readonly NamedStyle[] = [
  { name: 'Film photo', words: '35mm film photograph, natural light, fine grain, muted colors' },
  { name: 'Studio portrait', words: 'studio portrait, softbox lighting, plain backdrop, 85mm lens' },
  { name: 'Film noir', words: 'black and white film noir still, hard shadows, venetian blinds, smoke' },
  { name: 'Golden hour', words: 'golden hour, low warm sun, long shadows, shallow depth of field' },
  { name: 'Watercolor', words: 'loose watercolor painting, wet edges, visible paper texture' },
  { name: 'Oil painting', words: 'oil painting, thick brush strokes, rich colors, canvas texture' },
  { name: 'Comic', words: 'comic book panel, bold ink outlines, flat colors, halftone dots' },
  { name: 'Pixel art', words: 'pixel art, 16-bit palette, crisp pixels, simple shading' },
  { name: 'Clay', words: 'stop-motion clay figure, fingerprints in the clay, miniature set' },
  { name: 'Fantasy poster', words: 'epic fantasy movie poster, dramatic light, detailed background' },
];

/** A server's own; beyond this the list would not fit into a message. */
export const ownStylesMost = 15;

export const styledBy = (prompt: string, style: NamedStyle | undefined): string =>
  style ? `${prompt}, ${style.words}` : prompt;
