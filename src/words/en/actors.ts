/** Why something can’t be done with an actor. */
export const actors = {
  gone: 'This actor no longer exists.',
} as const;
