import type { Room } from '../words.ts';

export const units: Room<'units'> = {
  minutes: '{minutes, number} min',
  hours: '{hours, number} h',
  hoursAndMinutes: '{hours, number} h {minutes, number} min',
  more: '{count, number} más',
  andMore: 'y {count, number} más',
  kilobytes: '{size, number} kB',
  megabytes: '{size} MB',
};
