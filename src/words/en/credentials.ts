/** Pictures that aren’t signed. */
export const credentials = {
  withheld:
    'I couldn’t sign this picture as a model’s work, so it isn’t shown. It’s kept: try again in a few minutes. The people who run the bot can see why in its log.',
} as const;
