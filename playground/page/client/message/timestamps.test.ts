import { afterEach, expect, test } from 'vitest';
import { chromeWords, speak } from '../chrome-words.ts';
import { formatMessageTime, formatTimestamp } from './timestamps.ts';

afterEach(() => speak('en-US'));

const noon = new Date(2026, 7, 2, 12);
const seconds = noon.getTime() / 1000;
/** 13 hours and 36 minutes later. */
const later = seconds + 13.6 * 3_600;

test.each([
  ['en-US', 'in 14 hours', '2 August 2026 at 12:00', 'Today at 12:00'],
  ['de', 'in 14 Stunden', '2. August 2026 um 12:00', 'heute um 12:00 Uhr'],
  ['fr', 'dans 14 heures', '2 août 2026 à 12:00', 'aujourd’hui à 12:00'],
  ['es-419', 'dentro de 14 horas', '2 de agosto de 2026', 'hoy a las'],
  ['pt-BR', 'em 14 horas', '2 de agosto de 2026', 'hoje às 12:00'],
  ['ja', '14 時間後', '2026年8月2日', '今日 12:00'],
  ['th', '14', '2569', 'Today at 12:00'],
])('times are written as Discord’s client does in %s', (locale, relative, date, message) => {
  speak(locale);
  expect(formatTimestamp(later, 'R', noon.getTime())).toContain(relative);
  expect(formatTimestamp(seconds, 'f')).toContain(date);
  expect(formatMessageTime(noon, noon)).toContain(message);
});

test('what the page lacks words for is English', () => {
  speak('th');
  expect(chromeWords().submit).toBe('Submit');
  expect(formatTimestamp(Number.NaN, 'f')).toBe('an unknown time');
});
