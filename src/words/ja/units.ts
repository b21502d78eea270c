import type { Room } from '../words.ts';

export const units: Room<'units'> = {
  minutes: '{minutes, number}分',
  hours: '{hours, number}時間',
  hoursAndMinutes: '{hours, number}時間{minutes, number}分',
  more: 'ほか{count, number}件',
  andMore: 'ほか{count, number}件',
  kilobytes: '{size, number} kB',
  megabytes: '{size} MB',
};
