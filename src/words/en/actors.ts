/** Why something can’t be done with an actor. */
export const actors = {
  gone: 'This actor no longer exists.',
  noneUsable: 'None of these files can be used, so nothing was stored.',
  fileRefused: '`{file}`: {why}',
} as const;
