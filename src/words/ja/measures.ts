import type { Room } from '../words.ts';

export const measures: Room<'measures'> = {
  milliseconds: '{ms, number}ミリ秒',
  seconds: '{seconds, number, ::.0}秒',
  megabytes: '{megabytes, number} MB',
  gigabytes: '{gigabytes, number, ::.0} GB',
};
