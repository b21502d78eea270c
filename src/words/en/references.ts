/** Pictures that members give to start an image from. */
export const references = {
  somebodyElse:
    'Somebody in this picture hasn’t agreed to let you make images of them here, so I won’t use it. If it’s a picture of you, cast yourself with `/actor register` first. If it’s a drawing, crop the faces out: I can’t tell drawn faces from real ones.',
  actorNotYours:
    '**{actor}** is in this picture, and you can’t use that actor now, so I won’t use the picture. `/actor show` says why.',
  nudity: 'That picture seems to show nudity, so I won’t use it.',
  unseen:
    'I couldn’t look at that picture just now, and I don’t use pictures unseen. Try again in a few minutes.',
  crowd:
    'There are too many people in that picture for me to tell whether they all agreed. Crop it and try again.',
  looksYoung: 'Somebody in that picture looks under 18, so I won’t use it.',
  tooManyActors:
    'That picture shows {actors, number} actors, and I can only tell {most, number} apart. Crop it and try again.',
  unusable: 'I can’t use that picture. {why}',
  animation: 'That picture is an animation. Give me a still from it.',
  dataDeleted: 'Your data was deleted in the meantime, so I didn’t keep the picture.',
  gone: 'I no longer have that picture. Choose *Use as reference* on the message again.',
  /** What a member declares about people in a picture who aren’t actors. */
  strangersStatement:
    'Everybody in this picture who isn’t an actor here is an adult and has agreed, as I describe below, that this bot makes images from it and sends it to the image service that this server uses.',
} as const;
