/** The report on an actor’s photos, and the forms that change them. */
export const actorPhotos = {
  enough: '{actor} has enough photos',
  notEnough: '{actor} needs more photos',
  usable: '{usable, number} of {photos, plural, one {# photo} other {# photos}} can be used.',
  usableAsTheyAre:
    '{usable, number} of {photos, plural, one {# photo} other {# photos}} can be used as they are.',
  fileRefused: '**{file}:** {why}',
  photo: '**Photo {number, number}:** {why}',
  photoAccepted: '**Photo {number, number}:** {why} (Accepted.)',
  good: '{count, plural, one {**Photo {photos}** is good.} other {**Photos {photos}** are good.}}',
  moreInPicture: 'and {count, number} more, see the picture',
  none: 'No photos left.',
  wouldHelp: 'What would help',
  yourConsent: 'Your consent',
  noMetadata: 'Stored without metadata: no place, time or camera.',
  acceptWarnings: 'Accept with warnings',
  replace: 'Replace {number, number}',
  remove: 'Remove {number, number}',

  alt: 'Contact sheet of {actor}: {good, number} good, {warned, number} with warnings, {unusable, number} not usable. {photos}.',
  altPhoto: '{number, number} {verdict}',
  altNotTaken: '{letter} not accepted, {why}',
  altGood: 'good',
  altWarn: 'with a warning',
  altBad: 'not usable',

  replaceTitle: 'Replace photo {number, number}',
  replaceField: 'Photo',
  replaceHow:
    'It replaces photo {number, number} once it has been checked. An actor has at most {most, number}.',
  addTitle: 'Add photos',
  addField: 'Photos',
  addHow: 'Up to {most, number} more of the same person',
  checking: 'Checking your photos…',
  progress: '{done, number} of {total, number}',

  noSuchPhoto: 'There is no photo {number}: {actor} has {photos, number}. Give numbers like `2` or `2, 5`.',
  alreadyGone: 'That photo is already gone. `/actor photos` shows the current ones.',
  onlyPersonAdds: 'Only the person shown can add photos now.',
  onlyTheySee: 'Only the member who registered an actor and the person shown can see its photos.',
  onlyPersonChanges: 'The person shown agreed to these photos, so only they can change them now.',
  onlyTheyChange: 'Only the member who registered an actor and the person shown can change its photos.',
  faceKnown:
    'It wasn’t added: someone in this server is already registered with this face, and the admins don’t allow the same face twice.',
  changedMeanwhile: 'It wasn’t added: the photos changed in the meantime. See `/actor show`.',
  tooMany: 'It wasn’t added: an actor has at most {most, number} photos.',
} as const;
