/**
 * What the person shown agrees to. The wording is kept with each consent; a change of meaning needs a new version.
 */
export const consentText = {
  version: 1,
  text:
    'These photos show me. I agree that this bot keeps them, trains an image model (a LoRA) of my likeness from ' +
    'them on the training service that the server has chosen, keeps that model in a private repository, and ' +
    'makes images of me for me and the member who registered me. No sexual or degrading images. To withdraw, I ask ' +
    'whoever runs this bot.',
} as const;
