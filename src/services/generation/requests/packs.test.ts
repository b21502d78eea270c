import { expect, test } from 'vitest';
import { brokenLimit } from '../../safety/limits/broken-limit.ts';
import { noLimits } from '../../safety/limits/limits.ts';
import { brokenRule } from '../../safety/prompt-rules.ts';
import { packs, requestForPack, scenesOf } from './packs.ts';

const name = 'Nova Star';
const scenes = packs.flatMap(pack => requestForPack(pack, name).pack?.scenes ?? []);
const everything = {
  ...noLimits,
  swimwear: true,
  violence: true,
  politics: true,
  others: true,
  realistic: true,
};

test.each(scenes)(
  '%s: names the actor, breaks no rule, and is nothing that a person shown may have ruled out',
  prompt => {
    expect(prompt).toContain(name);
    expect(brokenLimit({ prompt, names: [name] }, everything)).toBeUndefined();
    expect(brokenRule({ prompt, subject: name, adult: false, blockedWords: [] })).toBeUndefined();
    // What the older models read of a prompt, with room for a style.
    expect(prompt.split(/\s+/).length).toBeLessThan(30);
  },
);

test('each pack is eight different scenes, and its requests have ids that follow from its own', () => {
  for (const pack of packs) expect(new Set(pack.scenes).size).toBe(8);
  expect(new Set(packs.map(({ id }) => id)).size).toBe(packs.length);
  const [pack] = packs;
  const post = { channelId: 'c', messageId: 'm' };
  const request = { guildId: 'g', channelId: 'c', memberId: 'm', count: 4, post, actor: 'nova' };
  const one = { id: 'p', request: { ...request, ...(pack && requestForPack(pack, name)) } as never };
  const of = scenesOf(one);
  expect(of.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map(nth => `p-${nth}`));
  expect(of[7]?.request).toEqual({
    ...{ guildId: 'g', channelId: 'c', memberId: 'm', actor: 'nova', count: 1 },
    prompt: pack?.scenes[7]?.replace('{actor}', name),
  });
});
