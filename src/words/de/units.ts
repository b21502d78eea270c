import type { Room } from '../words.ts';

export const units: Room<'units'> = {
  minutes: '{minutes, number} Min.',
  hours: '{hours, number} Std.',
  hoursAndMinutes: '{hours, number} Std. {minutes, number} Min.',
  more: '{count, number} weitere',
  andMore: 'und {count, number} weitere',
  kilobytes: '{size, number} kB',
  megabytes: '{size} MB',
};
