/** Pictures that aren’t signed. */
export const credentials = {
  withheld:
    'I couldn’t sign this picture as made by a model, so it isn’t shown. It’s kept: try again in a few minutes. The people who run me can see why in my log.',
} as const;
