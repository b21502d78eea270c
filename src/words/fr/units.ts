import type { Room } from '../words.ts';

export const units: Room<'units'> = {
  minutes: '{minutes, number} min',
  hours: '{hours, number} h',
  hoursAndMinutes: '{hours, number} h {minutes, number} min',
  more: '{count, plural, one {# autre} other {# autres}}',
  andMore: 'et {count, plural, one {# autre} other {# autres}}',
  kilobytes: '{size, number} ko',
  megabytes: '{size} Mo',
};
