/** What a member declares for those in a picture who are no actors, beside how they agreed. */
export const strangersStatement =
  'Everybody in this picture who isn’t an actor here is an adult and has agreed, as I describe below, that this bot ' +
  'makes images from it and sends it to the image service that this server uses.';

/** Characters. */
export const statementMost = 500;
