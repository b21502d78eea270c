/** What stands in place of an answer that didn’t come. */
export const discord = {
  nothingCame: 'This didn’t work. The member who asked was told why.',
} as const;
