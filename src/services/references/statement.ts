/** What a member declares about people in a picture who aren't actors; how they agreed is a field of its own. */
export const strangersStatement =
  'Everybody in this picture who isn’t an actor here is an adult and has agreed, as I describe below, that this bot ' +
  'makes images from it and sends it to the image service that this server uses.';

/** Characters. */
export const statementMost = 500;
