/** Sizes and times as they stand in many places. */
export const units = {
  minutes: '{minutes, number} min',
  hours: '{hours, number} h',
  hoursAndMinutes: '{hours, number} h {minutes, number} min',
  /** Ends a list, such as “Nova, Mei and 3 more”. */
  more: '{count, number} more',
  /** Below a list that was cut. */
  andMore: 'and {count, number} more',
  kilobytes: '{size, number} kB',
  megabytes: '{size} MB',
} as const;
