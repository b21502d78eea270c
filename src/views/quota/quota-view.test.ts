import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { usagePicture } from '../settings/settings-usage-picture.ts';
import { usageView } from '../settings/settings-usage-view.ts';
import { type QuotaStatus, quotaPicture, untilInWords } from './quota-picture.ts';
import { type QuotaPage, quotaView } from './quota-view.ts';

const now = Date.UTC(2026, 2, 29, 16, 48);
const today = {
  limit: 30_000,
  used: 24_000,
  unknown: 100,
  memberLimit: 6_000,
  memberUsed: 1_500,
  server: { limit: 20_000, used: 9_100 },
  resetsAt: Date.UTC(2026, 2, 30),
};
const noRules = {
  ...{ refused: undefined, images: undefined, trainings: undefined, waiting: undefined },
  ...{ dollars: [], askAbove: undefined },
};
const page: QuotaPage = { today, queued: 3, paused: undefined, spend: undefined, rules: noRules, now };
const status: QuotaStatus = { today, queued: 3, paused: undefined, now };
const wordsOf = (view: unknown) => JSON.stringify(view);

describe('the budget in words', () => {
  test('tells each share, the queue and the next reset', () => {
    const words = wordsOf(quotaView(page, undefined));
    expect(words).toMatch(
      /24,000 of 30,000 tokens.*100 of them.*1,500 of 6,000.*9,100 of 20,000.*3 waiting or running.*<t:1774828800:R>/,
    );
    expect(words).not.toContain('quota.png');
    expect(words).not.toContain('Reported');
    const unlimited = { ...today, memberLimit: undefined, server: undefined };
    expect(wordsOf(quotaView({ ...page, today: unlimited, queued: 0 }, undefined))).toMatch(
      /no limit of your own.*empty/,
    );
    expect(wordsOf(quotaView({ ...page, today: { ...today, limit: 0, used: 0 } }, undefined))).toMatch(
      /0 of 0/,
    );
  });

  test('knows what admins decided for the member', () => {
    expect(wordsOf(quotaView(page, undefined))).not.toContain('admins set');
    const rules = {
      refused: 'To make images you need the role @artist.',
      images: { most: 5, used: 2 },
      trainings: { most: 0, used: 0 },
      waiting: 1,
      dollars: [
        { whose: 'you' as const, per: 'day' as const, most: 1, used: 0.053 },
        { whose: 'server' as const, per: 'month' as const, most: 20, used: 4 },
      ],
      askAbove: 0.1,
    };
    expect(wordsOf(quotaView({ ...page, rules }, undefined))).toMatch(
      /⛔ To make images.*2 of 5 new images today.*Trainings: switched off.*At most 1 request at a time.*You: \$0\.053 of \$1\.00 today.*This server: \$4\.00 of \$20\.00 this month.*more than \$0\.10/,
    );
  });

  test('says of a limit of 0 that it is switched off, and draws it so', async () => {
    const off = { ...today, memberLimit: 0, memberUsed: 0, server: { limit: 0, used: 0 } };
    const view = quotaView({ ...page, today: off }, new Uint8Array(1));
    expect(wordsOf(view)).toMatch(
      /Your share\*\*\\nswitched off by an admin.*This server\*\*\\nswitched off by an admin/,
    );
    expect(wordsOf(view)).not.toContain('0 of 0');
    expect(view.files?.[0]?.description).toMatch(
      /You: switched off by an admin\. This server: switched off by an admin\./,
    );
    const drawn = await quotaPicture({ ...status, today: off });
    expect(await countOf(drawn, red)).toBe(0);
  });

  test('says the same of the picture to those who cannot see it', () => {
    const paused = { short: 'No credit left', sentence: 'The account has no credit left.' };
    const view = quotaView({ ...page, paused }, new Uint8Array(1));
    expect(view.files).toMatchObject([{ name: 'quota.png' }]);
    expect(view.files?.[0]?.description).toBe(
      'Paused: No credit left. Today’s shared budget: 6,000 of 30,000 tokens left. You used 1,500 of 6,000. ' +
        'This server used 9,100 of 20,000. Queue: 3. Full again in 7 h 12 min.',
    );
    expect(wordsOf(view)).toContain('⏸ The account has no credit left.');
  });

  test('sets what the bot estimates beside what Hugging Face reports', () => {
    const reported = { at: now, since: Date.UTC(2026, 2, 1), usd: 1.572, includedUsd: 2, requests: 131 };
    const spend = { estimated: { tokens: 4_210, pictures: 132 }, reported };
    const words = wordsOf(quotaView({ ...page, spend }, undefined));
    expect(words).toContain('Estimated by the bot: 132 images, 4,210 tokens');
    expect(words).toContain(
      `Reported by Hugging Face at <t:${now / 1_000}:t>: $1.57 for 131 calls ($2.00 are included)`,
    );
    const terse = { ...reported, includedUsd: undefined, requests: undefined };
    expect(wordsOf(quotaView({ ...page, spend: { ...spend, reported: terse } }, undefined))).toContain(
      `:t>: $1.57"`,
    );
  });
});

/** How many pixels have nearly that colour. */
async function countOf(picture: Buffer, colour: number): Promise<number> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let count = 0;
  for (let at = 0; at < data.length; at += info.channels) {
    const apart = [16, 8, 0].map((shift, channel) =>
      Math.abs(((colour >> shift) & 255) - (data[at + channel] ?? 0)),
    );
    if (Math.max(...apart) < 12) count++;
  }
  return count;
}
const [green, yellow, red, mine] = [0x3ba55d, 0xf0b232, 0xed4245, 0x7983f5];
/** Of the whole ring: 2π × 146 × 42. */
const ringArea = 38_500;

describe('the budget as a picture', () => {
  const drawn = (changes: Partial<QuotaStatus['today']>, more: Partial<QuotaStatus> = {}) =>
    quotaPicture({ ...status, ...more, today: { ...today, ...changes } });

  test.each([
    ['nothing used', { used: 0, memberUsed: 0 }, green, 1],
    ['half of it left', { used: 15_000, memberUsed: 0 }, green, 0.5],
    ['little left', { used: 27_000, memberUsed: 1_500 }, yellow, 0.1],
  ] as const)('colours what is left of the ring: %s', async (_name, changes, colour, share) => {
    const picture = await drawn({ ...changes, server: undefined });
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', width: 800 });
    const count = await countOf(picture, colour);
    expect(Math.abs(count - share * ringArea)).toBeLessThan(0.03 * ringArea);
    for (const other of [green, yellow, red]) {
      if (other !== colour) expect(await countOf(picture, other)).toBe(0);
    }
  });

  test('shows one’s own part in a colour of its own, and red when nothing is left', async () => {
    const [without, own] = [await drawn({ memberUsed: 0 }), await drawn({ memberUsed: 6_000 })];
    expect((await countOf(own, mine)) - (await countOf(without, mine))).toBeGreaterThan(0.18 * ringArea);
    const spent = await drawn({ used: 30_000, memberUsed: 0 });
    expect(await countOf(spent, red)).toBeGreaterThan(0.9 * ringArea);
    expect(await countOf(spent, green)).toBe(0);
  });

  test('is colourless with the reason above, while nothing is made', async () => {
    const [on, off] = [await drawn({}), await drawn({}, { paused: 'Hugging Face has no credit left' })];
    for (const colour of [green, red, mine]) expect(await countOf(off, colour)).toBe(0);
    expect((await sharp(off).metadata()).height).toBe(((await sharp(on).metadata()).height ?? 0) + 100);
  });

  test('is drawn for any numbers', async () => {
    const server = { limit: 1e12, used: 1e12 };
    const many = { limit: 1e12, used: 2e12, memberLimit: 1e12, memberUsed: 3e12, server };
    for (const changes of [many, { limit: 0, used: 0, memberLimit: 0, memberUsed: 0 }]) {
      expect((await sharp(await drawn(changes)).metadata()).width).toBe(800);
    }
  });
});

test('the time until then is rounded up', () => {
  expect(untilInWords(60_000, 0)).toBe('1 min');
  expect(untilInWords(60_001, 0)).toBe('2 min');
  expect(untilInWords(0, 0)).toBe('1 min');
  expect(untilInWords(86_400_000, 0)).toBe('24 h');
  expect(untilInWords(13.6 * 3_600_000, 0)).toBe('14 h');
  expect(untilInWords(13.4 * 3_600_000, 0)).toBe('13 h');
  expect(untilInWords(3_660_000, 0)).toBe('1 h 1 min');
});

describe('who used what', () => {
  const members = Array.from({ length: 40 }, (_, at) => ({
    ...{ memberId: `9000000000000000${at + 10}`, tokens: 1_000 - at, pictures: 1, tokensToday: 0 },
  }));
  const days = Array.from({ length: 62 }, (_, at) => ({
    day: new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
    ...{ tokens: at * 10, pictures: at },
  }));

  test('fits into a message, whatever there is, and says what it leaves out', async () => {
    const picture = await usagePicture({ days });
    const view = usageView({ days, members }, undefined, undefined, picture);
    const words = wordsOf(view.components);
    expect(words.length).toBeLessThan(4_000);
    expect(words).toMatch(
      /What this server used.*610 tokens · 61 images.*the last 62 days\*\*: 39,220 tokens/,
    );
    expect(words).toMatch(/and 25 more with 24,325 tokens/);
    expect(view.files?.[0]?.description).toMatch(/^Tokens that this server .* Jan 1 0, .* Mar 3 610\.$/);
    expect(view.files?.[0]?.description?.length).toBeLessThan(1_024);
  });

  test('names the forgotten without an id, and says when there was nothing', async () => {
    const one = { memberId: undefined, tokens: 5, pictures: 1, tokensToday: 5 };
    const used = { days: days.slice(-1), members: [one] };
    const words = wordsOf(usageView(used, { limit: 20, used: 5 }, undefined, await usagePicture(used)));
    expect(words).toMatch(
      /5 of 20 tokens.*By member, today.*Members whose data was deleted.*5 tokens · 1 image/,
    );
    expect(wordsOf(usageView({ days: [], members: [] }, undefined, undefined, undefined))).toContain(
      'Nothing.',
    );
  });

  test('draws a column for each day, as tall as what was used', async () => {
    const drawn = async (...tokens: number[]) => {
      const picture = await usagePicture({
        days: days.slice(0, 3).map((day, at) => ({ ...day, tokens: tokens[at] ?? 0 })),
      });
      return picture && [await countOf(picture, 0x5865f2), await countOf(picture, 0x7983f5)];
    };
    expect(await drawn(0, 0, 0)).toEqual([0, 0]);
    const [before = 0, today = 0] = (await drawn(10, 0, 5)) ?? [];
    expect(before / today).toBeCloseTo(2, 1);
  });
});
