import type { Room } from '../words.ts';

export const measures: Room<'measures'> = {
  milliseconds: '{ms, number} ms',
  seconds: '{seconds, number, ::.0} s',
  megabytes: '{megabytes, number} MB',
  gigabytes: '{gigabytes, number, ::.0} GB',
};
