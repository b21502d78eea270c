import type { QuotaToday } from '../../services/quota/quota-service.ts';
import { sharp } from '../../services/vision/sharp.ts';
import { formatNumber } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { cutTo, lettering, sizeWithin, type Weight, widthOf } from '../lettering.ts';

/** Twice the width of a phone, where the smallest letters then measure 13 points. */
const width = 800;
const margin = 36;
const ring = { x: 206, radius: 146, thickness: 42 } as const;
const column = { left: 424, right: width - margin } as const;
const colours = {
  ground: '#2b2d31',
  groove: '#1e1f22',
  words: '#f2f3f5',
  quiet: '#b5bac1',
  mine: '#7983f5',
  good: '#3ba55d',
  warn: '#f0b232',
  bad: '#ed4245',
  still: '#6d6f78',
  dim: '#4e5058',
} as const;

export interface QuotaStatus {
  today: QuotaToday;
  /** Requests that wait or run. */
  queued: number;
  /** Why no images are made, in a few words; undefined while they are. */
  paused: string | undefined;
  /** For a member outside servers. */
  outside?: boolean;
  now: number;
}

/** Good until four fifths are used, bad when nothing is left. */
export function moodOf(used: number, limit: number): 'good' | 'warn' | 'bad' {
  const share = limit > 0 ? used / limit : 1;
  return share >= 1 ? 'bad' : share >= 0.8 ? 'warn' : 'good';
}

const inShort = (value: number) => formatNumber(value, { notation: 'compact', maximumFractionDigits: 1 });

/** Hours and minutes until then, rounded up to the minute; where Discord says “in 14 hours” beside it, the same hours. */
export function untilInWords(then: number, now: number): string {
  const minutes = Math.max(1, Math.ceil((then - now) / 60_000));
  const hours = Math.floor(minutes / 60);
  if (hours >= 10) return t('units.hours', { hours: Math.round(minutes / 60) });
  return hours > 0
    ? t('units.hoursAndMinutes', { hours, minutes: minutes % 60 })
    : t('units.minutes', { minutes });
}

interface Ink {
  size: number;
  fill: string;
  weight?: Weight;
}

function written(text: string, anchor: 'left' | 'middle' | 'right', x: number, y: number, ink: Ink): string {
  const wide = widthOf(text, ink.size, ink.weight);
  const from = anchor === 'left' ? x : anchor === 'middle' ? x - wide / 2 : x - wide;
  return lettering(text, { ...ink, x: from, y });
}

/** An arc of the ring between two fractions of it; empty if it would be too small to see. */
function arc(from: number, to: number, y: number, colour: string): string {
  if (to - from < 0.002) return '';
  const { x, radius, thickness } = ring;
  const stroke = `fill="none" stroke="${colour}" stroke-width="${thickness}"`;
  if (to - from >= 0.9999) return `<circle cx="${x}" cy="${y}" r="${radius}" ${stroke}/>`;
  const at = (share: number) => {
    const angle = 2 * Math.PI * share - Math.PI / 2;
    return `${(x + radius * Math.cos(angle)).toFixed(2)} ${(y + radius * Math.sin(angle)).toFixed(2)}`;
  };
  return `<path d="M${at(from)} A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}" ${stroke}/>`;
}

/** The number in full if it fits, else in compact form. */
const fitted = (value: number, most: number, size: number) =>
  widthOf(formatNumber(value), size) <= most ? formatNumber(value) : inShort(value);

/** The shared budget as a ring: the viewer's use, the others', and in colour what is left, also as a number. */
function drawnRing({ today, paused }: QuotaStatus, y: number): string {
  const { limit, used, memberUsed } = today;
  const inner = 2 * ring.radius - ring.thickness - 36;
  const share = (tokens: number) => (limit > 0 ? Math.min(1, tokens / limit) : 0);
  const mood = moodOf(used, limit);
  const lit = paused === undefined;
  const left = formatNumber(Math.max(0, limit - used));
  let size = 68;
  while (size > 28 && widthOf(left, size, 700) > inner) size -= 2;
  // A tiny share is drawn large enough to see.
  const mine = memberUsed > 0 ? Math.max(0.012, share(Math.min(memberUsed, used))) : 0;
  const taken = Math.max(mine, share(used));
  const parts = [
    arc(0, 1, y, colours.groove),
    arc(0, taken, y, !lit ? colours.still : mood === 'bad' ? colours.bad : colours.still),
    arc(0, mine, y, lit ? colours.mine : colours.quiet),
    limit > 0 ? arc(taken, 1, y, lit ? colours[mood] : colours.dim) : '',
  ];
  // Thin gaps separate the parts by more than their colours.
  const edges = new Set([0, mine, taken].filter(edge => edge < 1));
  for (const edge of edges.size > 1 ? edges : []) {
    parts.push(arc(edge - 0.0035, edge + 0.0035, y, colours.ground));
  }
  const tone = lit && mood === 'bad' ? '#f47b7d' : lit ? colours.words : colours.quiet;
  // The hole is narrower there.
  const inside = (words: string, below: number) =>
    written(words, 'middle', ring.x, y + below, {
      size: sizeWithin(words, 2 * Math.sqrt((ring.radius - ring.thickness / 2) ** 2 - below ** 2) - 16, 29),
      fill: colours.quiet,
    });
  const under =
    limit > 0 ? t('quota.pictureLimit', { most: fitted(limit, inner - 60, 29) }) : t('quota.pictureNone');
  parts.push(
    written(left, 'middle', ring.x, y + 4, { size, fill: tone, weight: 700 }),
    inside(t('quota.pictureLeft'), 44),
    inside(under, 80),
  );
  return parts.join('');
}

interface Row {
  name: string;
  /** From longest to shortest; the first that fits is written. */
  values: string[];
  bar?: { share: number; colour: string };
  /** A dot in the colour of the row's part of the ring. */
  dot?: string;
}

const nameAtOf = ({ dot }: Row) => (dot ? column.left + 30 : column.left);

/** The value that is written: beside the name, or on a line of its own where none fits there. */
function writtenValue(row: Row): { value: string; below: number } {
  const fitting = (most: number) => row.values.find(each => widthOf(each, 29) <= most);
  const beside = fitting(column.right - nameAtOf(row) - widthOf(row.name, 31, 700) - 20);
  if (beside !== undefined) return { value: beside, below: 0 };
  return { value: fitting(column.right - column.left) ?? row.values.at(-1) ?? '', below: 38 };
}

const rowHeight = (row: Row) => (row.bar ? 92 : 62) + writtenValue(row).below;

function drawnRow(row: Row, at: number): string {
  const { left, right } = column;
  const { name, bar, dot } = row;
  const { value, below } = writtenValue(row);
  const nameAt = nameAtOf(row);
  const y = at + below;
  const parts = [
    written(cutTo(name, right - nameAt, 31, 700), 'left', nameAt, at + 34, {
      size: 31,
      fill: colours.words,
      weight: 700,
    }),
    written(cutTo(value, right - left, 29), 'right', right, y + 34, { size: 29, fill: colours.quiet }),
  ];
  if (dot) parts.push(`<circle cx="${left + 10}" cy="${at + 23}" r="10" fill="${dot}"/>`);
  if (bar) {
    const full = right - left;
    const filled = bar.share > 0 ? Math.max(18, full * Math.min(1, bar.share)) : 0;
    parts.push(
      `<rect x="${left}" y="${y + 52}" width="${full}" height="18" rx="9" fill="${colours.groove}"/>`,
      `<rect x="${left}" y="${y + 52}" width="${filled.toFixed(1)}" height="18" rx="9" fill="${bar.colour}"/>`,
    );
  }
  return parts.join('');
}

function rowsOf({ today, queued, paused, outside, now }: QuotaStatus): Row[] {
  const { memberLimit, memberUsed, server } = today;
  const colour = (own: string, used: number, limit: number) =>
    paused !== undefined ? colours.still : moodOf(used, limit) === 'bad' ? colours.bad : own;
  const limited = (name: string, own: string, used: number, limit: number): Row =>
    limit === 0
      ? { name, values: [t('quota.pictureOff')] }
      : {
          name,
          values: ofBoth(used, limit),
          bar: { share: used / limit, colour: colour(own, used, limit) },
        };
  const ofBoth = (used: number, limit: number) => [
    t('quota.pictureOf', { used: formatNumber(used), most: formatNumber(limit) }),
    t('quota.pictureOf', { used: inShort(used), most: inShort(limit) }),
  ];
  const dot = paused === undefined ? colours.mine : colours.quiet;
  return [
    memberLimit === undefined
      ? {
          name: t('quota.pictureYou'),
          values: [
            t('quota.pictureUsed', { used: formatNumber(memberUsed) }),
            t('quota.pictureUsed', { used: inShort(memberUsed) }),
          ],
          dot,
        }
      : { ...limited(t('quota.pictureYou'), colours.mine, memberUsed, memberLimit), dot },
    ...(server
      ? [
          limited(
            outside ? t('quota.pictureOutside') : t('quota.pictureServer'),
            ...([colours.quiet, server.used, server.limit] as const),
          ),
        ]
      : []),
    {
      name: t('quota.queue'),
      values: [queued === 0 ? t('quota.queueEmpty') : t('quota.pictureRequests', { requests: queued })],
    },
    {
      name: t('quota.fullAgain'),
      values: [t('quota.pictureIn', { time: untilInWords(today.resetsAt, now) })],
    },
  ];
}

/** Why no images are made, across the top, because it matters more than any number. */
function drawnBanner(words: string): string {
  const room = width - 2 * margin - 110;
  const size = Math.max(24, sizeWithin(words, room, 30, 700));
  return (
    `<rect x="${margin}" y="${margin - 8}" width="${width - 2 * margin}" height="76" rx="16" fill="#f0b232" fill-opacity="0.16"/>` +
    `<rect x="${margin + 28}" y="${margin + 13}" width="10" height="34" rx="3" fill="${colours.warn}"/>` +
    `<rect x="${margin + 46}" y="${margin + 13}" width="10" height="34" rx="3" fill="${colours.warn}"/>` +
    written(cutTo(words, room, size, 700), 'left', margin + 80, margin + 41, {
      size,
      fill: colours.words,
      weight: 700,
    })
  );
}

/** The state of the budget as a PNG 800 pixels wide. The view has the same figures as text. */
export async function quotaPicture(status: QuotaStatus): Promise<Buffer> {
  const rows = rowsOf(status);
  const tall = rows.reduce((sum, row) => sum + rowHeight(row), 0) - 18;
  const top = status.paused === undefined ? margin : margin + 100;
  const inside = Math.max(2 * ring.radius + ring.thickness, tall);
  const height = top + inside + margin;
  const drawn = [drawnRing(status, top + inside / 2)];
  if (status.paused !== undefined) drawn.push(drawnBanner(status.paused));
  let y = top + (inside - tall) / 2;
  for (const row of rows) {
    drawn.push(drawnRow(row, y));
    y += rowHeight(row);
  }
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.round(height)}">` +
    `<rect width="100%" height="100%" fill="${colours.ground}"/>${drawn.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 6 }).toBuffer();
}
