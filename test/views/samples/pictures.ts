import sharp from 'sharp';
import type { Verdict } from '../../../src/services/photos/faults.ts';
import type { SheetTile } from '../../../src/views/actor/contact-sheet.ts';
import type { GridRow } from '../../../src/views/actor/version-grid.ts';
import type { QuotaStatus } from '../../../src/views/quota/quota-picture.ts';
import * as english from '../../../src/words/en/photos.ts';
import { type PlainKey, t } from '../../../src/words/words.ts';
import { fullJob, now, several } from './records.ts';

export const photo = sharp({ create: { width: 300, height: 300, channels: 3, background: '#8899aa' } })
  .jpeg()
  .toBuffer();

const today = {
  ...{ limit: 1_234_567, used: 234_567, unknown: 0, memberLimit: 123_456, memberUsed: 12_345 },
  ...{ server: { limit: 1_234_567, used: 123_456 }, resetsAt: now + 4e6 },
};
const whyPaused = ['noCreditShort', 'serverPausedShort', 'offForYouShort', 'offHereShort'] as const;

/** The budget in each of its states. */
export const budgets = (): QuotaStatus[] => {
  const open = { today, queued: 12, paused: undefined, now };
  return [
    open,
    { ...open, outside: true, queued: 0 },
    { ...open, today: { ...today, memberLimit: undefined, server: undefined } },
    {
      ...open,
      today: { ...today, limit: 0, memberLimit: 0, server: { limit: 0, used: 0 }, resetsAt: now + 3e6 },
    },
    ...whyPaused.map(why => ({ ...open, paused: t(`quota.${why}`) })),
  ];
};

export const usage = {
  days: several(14, nth => ({
    ...{ day: `2026-12-${nth + 10}`, tokens: nth === 7 ? 1_234_567 : 12_345 * nth, pictures: 1_234 },
  })),
};

export const training = () => fullJob('running');

/** A photo for each thing that can be wrong with it. */
export const sheet = async (): Promise<SheetTile[]> => {
  const bytes = await photo;
  const shorts = Object.keys(english.photos).filter(key => key.endsWith('Short'));
  const said = shorts.map(key => {
    const name = `photos.${key}` as PlainKey;
    if (key === 'severalFacesShort') return t('photos.severalFacesShort', { faces: 12 });
    if (key === 'sameAsShort') return t('photos.sameAsShort', { photo: 12 });
    if (key === 'sameShotAsShort') return t('photos.sameShotAsShort', { photo: 12 });
    return t(name);
  });
  return [undefined, ...said].map((short, nth) => ({
    ...{ bytes, faces: [], badge: String(nth + 1) },
    verdict: {
      verdict: (short === undefined ? 'good' : 'bad') as Verdict,
      reasons:
        short === undefined ? [] : [{ code: 'dark' as const, verdict: 'bad' as const, short, words: '' }],
    },
  }));
};

/** Versions with and without all that is said of them. */
export const grid = async (columns: number): Promise<GridRow[]> => {
  const bytes = await photo;
  return [0.61, undefined].map((likeness, nth) => ({
    ...{ number: 123, inUse: true, belowGate: true, standIn: true, likeness },
    samples: several(columns, at => ({
      bytes,
      prompt: `Jean-Paul as a lighthouse keeper ${at}`,
      seed: 4_294_967_290 + nth,
    })).slice(nth),
  }));
};
