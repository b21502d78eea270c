const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

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

/** The words for `<t:seconds:style>`. */
export function formatTimestamp(seconds: number, style: string, now = Date.now()): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  if (style !== 'R') return new Intl.DateTimeFormat('en-GB', STYLES[style] ?? STYLES.f).format(date);
  const away = Math.round(seconds - now / 1000);
  for (const [unit, length] of UNITS) {
    if (Math.abs(away) >= length) return relative.format(Math.round(away / length), unit);
  }
  return relative.format(away, 'second');
}

export function formatClock(date: Date): string {
  return clock.format(date);
}

/** 'Today at 14:02', 'Yesterday at 09:30' or '02/08/2026 14:02'. */
export function formatMessageTime(date: Date, now = new Date()): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (date.getTime() >= midnight) return `Today at ${formatClock(date)}`;
  if (date.getTime() >= midnight - 86_400_000) return `Yesterday at ${formatClock(date)}`;
  return `${new Intl.DateTimeFormat('en-GB').format(date)} ${formatClock(date)}`;
}
