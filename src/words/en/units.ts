/** Sizes and times as they stand in many places. */
export const units = {
  minutes: '{minutes, number} min',
  hours: '{hours, number} h',
  hoursAndMinutes: '{hours, number} h {minutes, number} min',
} as const;
