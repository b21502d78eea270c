/** Short times and sizes of files. */
export const measures = {
  milliseconds: '{ms, number} ms',
  seconds: '{seconds, number, ::.0} s',
  megabytes: '{megabytes, number} MB',
  gigabytes: '{gigabytes, number, ::.0} GB',
} as const;
