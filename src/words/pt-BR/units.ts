import type { Room } from '../words.ts';

export const units: Room<'units'> = {
  minutes: '{minutes, number} min',
  hours: '{hours, number} h',
  hoursAndMinutes: '{hours, number} h {minutes, number} min',
  more: 'mais {count, number}',
  andMore: 'e mais {count, number}',
  kilobytes: '{size, number} kB',
  megabytes: '{size} MB',
};
