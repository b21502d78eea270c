/** “Is this ours?”: whether the bot made a picture. */
export const provenance = {
  title: 'Is this ours?',
  titleSeveral: 'Are these ours?',
  ours: '**Yes, I made this.** My signature in the file is valid, and nothing has changed since.',
  looksOurs: '**Yes, this looks like one of my pictures.**',
  pictureChanged:
    '**I signed this file, but its picture has been changed since,** or my signature was copied from another picture. It doesn’t look like any picture I have.',
  unknown: '**No, I don’t know this picture.**',
  limits:
    'I recognise pictures that were made smaller or saved again. I may miss one that was cropped, drawn over, part of a larger screenshot, or deleted here.',

  unsigned: 'The file has no signature (Content Credentials).',
  fileChanged: 'The file has my signature, but was changed after I signed it.',
  forged: 'The file claims to be signed by me. **That signature is forged.**',
  invalid: 'The file has a signature that isn’t valid, so it proves nothing.',
  others: 'The file is signed by somebody else. The signature is valid, but I can’t tell who that is.',
  othersNamed:
    'The file is signed by somebody else, who calls themselves “{name}”. The signature is valid, but I can’t tell who that is.',
  othersChanged: 'The file is signed by somebody else, and has been changed since.',
  othersNamedChanged:
    'The file is signed by somebody else, who calls themselves “{name}”, and has been changed since.',

  madeBy: 'Made by {member} {time} in {channel}',
  madeByPrivately: 'Made by {member} {time} in {channel}, privately',
  comparesSamples: 'It compares training samples of **{actor}**.',
  sample: 'It’s a training sample of **{actor}**, version {version, number}.',
  whoIsTold:
    'Only these people learn from me who made it: the member who did, the person shown, the member who registered the actor, and the admins of their server; if it’s private, only the first two.',
  toldInServers: 'Who made it, I only say in a server that has added me or in direct messages.',
  details: 'Details',
  notLookedAt: 'and {pictures, number} more that I didn’t look at',

  noPicture:
    'That message has no picture I can look at. To ask about a file of your own, use `/show image:`.',
  animation: 'That file is animated. I can only check still images, so send me a single frame.',
  unusable: 'I can’t look at that file. {why}',
} as const;
