/** An actor’s trained versions: compared, switched and deleted. */
export const actorVersions = {
  title: 'The versions of {actor}',
  empty: '**{actor}** has no trained version yet. `/train start` trains the first one.',
  inUseNow: 'Version {version, number} is in use.',
  noneInUse: 'No version is in use.',
  shown: 'Versions {first, number} to {last, number} of {all, number}.',
  promptsShown: 'The picture shows {shown, number} of {all, number} prompts.',
  seedsDiffer:
    'Their samples were drawn with different seeds, so pictures in a column differ in more than the version.',
  newer: 'Newer',
  older: 'Older',
  use: 'Use version {version, number}',
  delete: 'Delete version {version, number}',
  keep: 'Keep it',
  alt: 'Samples of {actor}, one row per version: {versions}. The columns: {columns}.',
  altVersion: 'version {version, number}',
  altLikeness: 'likeness {likeness}',
  altNotMeasured: 'likeness not measured',

  version: '**Version {version, number}**',
  inUse: 'in use',
  belowBar: 'below the bar',
  standIn: 'stand-in',
  trained: '{base}, {steps, number} steps, trained {time}',
  likeness: 'Likeness {likeness}, measured by the trainer',
  ownMeasure: 'My own measure: {likeness}, a face in {faces, number} of {samples, number} samples',
  ownFaces: 'My own measure: a face in {faces, number} of {samples, number} samples',
  atLeast: '{likeness} (needs at least {needed})',
  more: '{likeness}, +{by} on version {version, number}',
  less: '{likeness}, −{by} on version {version, number}',
  notMeasured: 'Likeness: not measured',
  trainerSays: 'The trainer says: {why}',
  trainerFailed: 'The trainer says that it failed its check.',
  notThem: 'By my own measure, the samples don’t show the person in the photos.',
  unmeasured: 'It couldn’t be measured.',
  helpsMore:
    'What helps: replace photos that are blurry, dark or too similar (`/actor photos`), then train again with more steps (`/train start`, `steps: {steps}`). Or use it anyway.',
  helpsFewer:
    'What helps: replace photos that are blurry, dark or too similar (`/actor photos`), then train again with fewer steps (`/train start`, `steps: {steps}`). Or use it anyway.',

  // In the picture.
  pictureVersion: 'Version {version, number}',
  pictureLikeness: 'Likeness',
  pictureNotMeasured: 'not measured',
  pictureSeed: 'seed {seed}',
  pictureSeedsDiffer: 'seeds differ',
  pictureNoSample: 'no sample',

  anywayTitle: 'Use version {version, number} of {actor} anyway?',
  anyway: 'It’s below the bar: it may not look like the person in the photos. No version is in use.',
  anywayKeeps:
    'It’s below the bar: it may not look like the person in the photos. Version {previous, number} stays in use.',
  useAnyway: 'Use version {version, number} anyway',
  used: 'Images of **{actor}** are now made with version {version, number}.',
  usedInstead:
    'Images of **{actor}** are now made with version {version, number} instead of version {previous, number}.',
  usedBefore:
    'Earlier images stay as they are. If you go back, the same requests give the same pictures again, free where they are still stored.',
  already: 'Version {version, number} of **{actor}** is already in use, so nothing changed.',
  kept: 'Nothing was changed.',
  generate: 'Generate',

  deleteTitle: 'Delete version {version, number} of {actor}?',
  deletesSamples: 'its sample pictures, and cached pictures made with it that nobody keeps',
  deletesRepository: 'its repository on Hugging Face with the whole history: no other version is in there',
  deletesTag: 'its tag on Hugging Face',
  inUseThen:
    'It’s in use. After that, version {next, number} will be used: the newest one left that passes the check.',
  inUseThenNone:
    'It’s in use. After that, no version will be in use until one is trained (`/train start`) or chosen here (`/actor versions`).',
  weightsStay:
    'Its weights stay in the history of the private repository, which the other versions share, until the actor is deleted (`/actor delete`).',
  deleteFinal: 'Images in galleries and channels stay. This can’t be undone, and the number isn’t reused.',
  deletedRepository:
    'Version {version, number} of **{actor}** is deleted, with its samples and its repository on Hugging Face.',
  deletedTag:
    'Version {version, number} of **{actor}** is deleted, with its samples and its tag on Hugging Face.',
  wasInUse: 'It was in use. Version {next, number} is used now: the newest one left that passes the check.',
  wasInUseNone:
    'It was in use. Now no version is in use, until one is trained (`/train start`) or chosen here (`/actor versions`).',

  untrained: '**{actor}** has no trained version. `/train start` trains one.',
  wasDeleted:
    'Version {version, number} of **{actor}** was deleted. `/actor versions` shows the ones that exist.',
  noSuch: '**{actor}** has no version {version, number}. `/actor versions` shows the ones that exist.',
  onlyThey: 'Only the member who registered an actor and the person shown can see and change its versions.',
  notAgreed:
    'The person shown in **{actor}** hasn’t agreed yet, so no version can be used. `/actor show` says who has to agree.',
  damagedButton: 'This button is damaged. Use `/actor versions`.',
} as const;
