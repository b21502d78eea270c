import { chromeWords, pageLocale } from '../chrome-words.ts';

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const written = (date: Date, options?: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(pageLocale(), options).format(date);

/** The words for `<t:seconds:style>`, in the language of the page. */
export function formatTimestamp(seconds: number, style: string, now = Date.now()): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return chromeWords().unknownTime;
  if (style !== 'R') return written(date, STYLES[style] ?? STYLES.f);
  const relative = new Intl.RelativeTimeFormat(pageLocale(), { numeric: 'auto' });
  const away = Math.round(seconds - now / 1000);
  for (const [unit, length] of UNITS) {
    if (Math.abs(away) >= length) return relative.format(Math.round(away / length), unit);
  }
  return relative.format(away, 'second');
}

export const formatClock = (date: Date): string => written(date, { hour: '2-digit', minute: '2-digit' });

/** 'Today at 14:02', 'Yesterday at 09:30' or '02/08/2026 14:02'. */
export function formatMessageTime(date: Date, now = new Date()): string {
  const { today, yesterday } = chromeWords();
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (date.getTime() >= midnight) return today(formatClock(date));
  if (date.getTime() >= midnight - 86_400_000) return yesterday(formatClock(date));
  return `${written(date)} ${formatClock(date)}`;
}
