/**
 * What the person shown agrees to. The wording is kept with each consent; a change of meaning needs a new version, and
 * what it adds is not done with a consent to an earlier one: see `agreed-to.ts`.
 */
export const consentText = {
  version: 4,
  text:
    'These photos show me, and I am an adult. I agree that this bot keeps them and measurements of my face, trains an image model (a ' +
    'LoRA) of my likeness from them on the training service that the server has chosen, keeps that model in a ' +
    'private repository, and makes images of me for me and the member who registered me. For these the image service ' +
    'that the server uses is sent up to four of these photos, or the trained model, by a link that runs out. ' +
    'For others only if I share it with /actor share. No sexual images of me, and none as a child. I can withdraw at any ' +
    'time with /actor delete; then all of it is deleted.',
} as const;

/** What a member declares when they register somebody outside the server, beside how that person agreed. */
export const statementText = {
  version: 3,
  text:
    'The person in these photos is not in this server. They are an adult and have agreed, as stated here, that ' +
    'this bot keeps these photos and measurements of their face, trains an image model (a LoRA) of their likeness ' +
    'and makes images of them, for which the image service that the server uses is sent up to four of these photos, or ' +
    'the trained model, by a link that runs out. I delete all of it when they ask me to.',
} as const;
