import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenLimit, saysDrawn } from './broken-limit.ts';
import { checkedLine } from './checked-line.ts';
import { type Limits, limitsMark, limitsSchema, noLimits } from './limits.ts';
import { everything } from './testing/rates.ts';

const names = ['Nova'];
const broken = (prompt: string, limits: Partial<Limits>, negative?: string) =>
  brokenLimit({ prompt, names, negative }, { ...noLimits, ...limits })?.limit;

test('what belongs to somebody is not somebody', () => {
  expect(broken('Nova in the dentist’s chair', { others: true })).toBeUndefined();
  expect(broken("Nova in her mother's dress", { others: true })).toBeUndefined();
  expect(broken('Nova in a man’s arms', { others: true })).toBe('others');
  expect(broken('Nova with her mother’s friend', { others: true })).toBe('others');
});

describe('what is said to be absent', () => {
  test.each([
    'Nova without a gun',
    'Nova without any weapons',
    'no guns, knives or blood, just Nova',
    'Nova in a gun-free city',
    'Nova ohne Waffen',
    'Nova sans armes',
    'Nova sin armas',
    'Nova sem armas',
  ])('is not in the picture: %s', prompt => {
    expect(broken(prompt, { violence: true })).toBeUndefined();
  });

  test.each([
    'Nova not without a gun',
    'Nova without a gun but with a rifle',
    'Nova without a helmet, gun in her hand',
    'no clothes but a gun',
    'Nova without fear, a sword in her hand',
    'no gun, bloody knife',
    'no limits: Nova shoots people',
    'Nova has no gun, gun gun gun',
  ])('is no way around a limit: %s', prompt => {
    expect(broken(prompt, { violence: true })).toBe('violence');
  });
});

describe('the negative prompt', () => {
  test('may not ask for the opposite', () => {
    expect(broken('Nova in a garden', { realistic: true }, 'cartoon, drawing, anime')).toBe('realistic');
    expect(broken('Nova in a garden', { others: true }, 'solo, alone')).toBe('others');
    expect(
      broken('Nova in a garden', { realistic: true, others: true }, 'photo, crowd, blurry'),
    ).toBeUndefined();
  });
});

describe('a name', () => {
  test('is no word of a list, however often it is said', () => {
    const judged = (prompt: string, actor: string) =>
      brokenLimit({ prompt, names: [actor] }, everything)?.limit;
    expect(judged('Gun in a garden, and Gun again', 'Gun')).toBeUndefined();
    expect(judged('Brother Tom reads', 'Brother Tom')).toBeUndefined();
    expect(judged('Tom and Gun in a garden', 'Gun')).toBe('others');
  });
});

describe('a disguise', () => {
  test.each([
    ['violence', 'Nova with a g u n'],
    ['violence', 'Nova with a ｇｕｎ'],
    ['violence', 'Nova with a gün'],
    ['violence', 'Nova with a gυn'],
    ['violence', 'Nova with a guuuun'],
    ['swimwear', 'Nova in a b1k1n1'],
    ['swimwear', 'Nova in a b 1 k 1 n i'],
    ['swimwear', 'Nova in a b.1.k.1.n.1'],
    ['swimwear', 'Nova in a bi​kini'],
    ['realistic', 'a p.h.o.t.o of Nova'],
  ] as const)('hides nothing: %s', (limit, prompt) => {
    expect(broken(prompt, { [limit]: true })).toBe(limit);
  });
});

describe('a style', () => {
  test.each(['Nova, watercolor', 'anime Nova', 'Nova als Aquarell', 'aquarelle de Nova', 'Nova、水彩画'])(
    'is drawn: %s',
    prompt => expect(saysDrawn(prompt)).toBe(true),
  );
  test.each(['Nova in a garden', 'Nova painting a fence', 'not a cartoon: Nova'])('is not said: %s', prompt =>
    expect(saysDrawn(prompt)).toBe(false),
  );
});

describe('a line of one’s own', () => {
  test.each([
    ['', undefined],
    ['  ', undefined],
    ['never  smoking', 'never smoking'],
  ])('is kept as it is: %j', (typed, kept) => expect(checkedLine(typed, 200)).toBe(kept));

  test.each([
    ['never', /doesn’t say what/],
    ['please never ever!', /doesn’t say what/],
    ['?!', /doesn’t say what/],
    ['only ever smoking, never smoking', /contradicts itself: it asks for “smoking”/],
    ['immer lachen, nie lachen', /contradicts itself/],
    ['never without my glasses', /only say what must never be shown/],
    ['nie wieder ohne Hut', /only say what must never be shown/],
    ['always smiling', /only say what must never be shown/],
    ['no clowns '.repeat(30), /at most 200 characters/],
  ])('is refused with a sentence: %j', (typed, words) =>
    expect(() => checkedLine(typed, 200)).toThrow(words),
  );

  test.each([
    ['no animals', 'Nova with a hamster', true],
    ['no hamsters', 'Nova with a dog', false],
    ['never with dogs', 'Nova with a poodle', true],
    ['never with poodles', 'Nova with a beagle', false],
    ['never with dogs', 'Nova eating a hot dog', false],
    ['no hot dogs', 'Nova eating a hot dog', true],
  ])('forbids every kind of what it says, and of one kind that alone: %s, %s', (never, prompt, isBroken) =>
    expect(broken(prompt, { never })).toBe(isBroken ? 'never' : undefined),
  );

  test('names the words of the prompt, and no more of the line', () => {
    const found = brokenLimit(
      { prompt: 'Nova with a cigar', names },
      { ...noLimits, never: 'never smoking, never with my ex Tom' },
    );
    expect(found).toEqual({ limit: 'never', words: 'cigar' });
  });
});

test('any prompt and any line are judged, none is an error, and none takes long', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ maxLength: 60 }),
      (prompt, never) => {
        brokenLimit({ prompt, names: [never] }, { ...everything, never });
      },
    ),
    { numRuns: 200 },
  );
  const hard = [
    'with a '.repeat(214),
    'a '.repeat(750),
    'shot on a very old and big '.repeat(55),
    'kissing the old the old the '.repeat(53),
    'aaaaaaa '.repeat(187),
  ];
  for (const prompt of hard) {
    const before = process.cpuUsage().user;
    brokenLimit({ prompt, names }, everything);
    // Microseconds, of the processor: a prompt that grows with its square takes seconds.
    expect(process.cpuUsage().user - before).toBeLessThan(1_500_000);
  }
});

test('limits have a mark of their own, and defaults for what an earlier record does not say', () => {
  expect(limitsSchema.parse({ violence: true })).toEqual({ ...noLimits, violence: true });
  expect(limitsMark({ ...noLimits, violence: true })).not.toBe(limitsMark(noLimits));
  expect(limitsMark({ ...noLimits, never: 'never smoking' })).not.toBe(limitsMark(noLimits));
});
