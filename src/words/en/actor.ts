/** `/actor`: the list, one actor, who can use it, and the form that registers it. */
export const actor = {
  listTitle: 'Your cast',
  listEmptyTitle: 'No actors you can use yet',
  listEmpty:
    'Register someone with `/actor register`. It takes a name, 5 to 10 photos, and the consent of the person in them.',
  listed: '**{actor}** · {photos, plural, one {# photo} other {# photos}}',

  // Where it stands, and what comes next.
  needsMore:
    'Needs {missing, plural, one {# more usable photo} other {# more usable photos}} before training (at least {least, number} are needed).',
  needsMoreOrAccept:
    'Needs {missing, plural, one {# more usable photo} other {# more usable photos}} before training: add some, or accept those with warnings (`/actor photos`).',
  waitsForFace: 'Waiting for an admin, because its face is already registered in this server.',
  waitsForConsent: 'Waiting for {person} to consent.',
  waitsForAdmin: 'Waiting for an admin, because the person shown isn’t in this server.',
  trained: 'Trained: version {version, number}. Ready for `/generate`.',
  ready: 'Ready for `/generate`, from the photos. `/train start` trains a model for a closer likeness.',

  agree: 'These photos show me, and I agree',
  addPhotos: 'Add photos',
  generate: 'Generate',
  train: 'Start training',
  trainAgain: 'Train again',
  packs: 'Pack…',
  history: 'History',

  shows: '**Shows** {person} · **registered by** {member} {time}',
  showsOutsider: '**Shows** somebody outside this server · **registered by** {member} {time}',
  canUse: '**Who can use it** {who}',
  everyone: 'everyone in this server',
  askPerson: 'everyone in this server, and the person shown approves each request',
  askOwner: 'everyone in this server, and {member} approves each request',
  onlyPerson: 'only the person shown',
  onlyOwner: 'only {member}',
  personAndMembers: 'the person shown and {members}',
  limits: '**Limits for pictures** {limits}',
  consentGiven: '**Consent** given by {member} {time}, consent text {version, number}',
  consentApproved: '**Consent** approved by {member} {time}, consent text {version, number}',
  consentMissing: '**Consent** not given yet',
  statement: '**Statement** {words}',
  photos: '**Photos** {photos, number}',
  version: '**Version** {version, number}, trained {time} on `{base}`, {steps, number} steps',
  versionStandIn:
    '**Version** {version, number}, trained {time} on `{base}`, {steps, number} steps (by a stand-in trainer: nothing was actually trained)',
  versionsUnused: '**Version** none in use, {versions, number} kept: `/actor versions` compares them',
  versionNone: '**Version** none yet',
  yourConsent: 'Your consent',
  samplesLikeness: '**Likeness of its samples** {likeness}',
  samplesNotMeasured: '**Likeness of its samples** not measured',
  photoAlt: 'Photo {number, number} of {actor}',
  sampleAlt: 'Sample {number, number} of {actor}',

  // How alike its images have been, by the way they were made and the model.
  imagesLikeness: '**Likeness of its images**, by my own measure',
  likenessPhotos: 'from photos, {model}',
  likenessTrained: 'trained v{version, number}, {model}',
  likenessEarlier: 'from an earlier image, {model}',
  likenessIn: '{way}: **{likeness}** in {images, plural, one {# image} other {# images}}',
  likenessNoFace: '{way}: no face in {images, plural, one {# image} other {# images}}',
  ofSomebodyElse: '{images, number} of somebody else',
  withoutFace: '{images, number} without a face',

  // Where images of the trained version come from.
  fromEndpoint: '**With the trained model** from the bot’s own endpoint.',
  fromProvider: '**With the trained model** from {provider}.',
  fromProviderLink:
    '**With the trained model** from {provider}, which gets the private model through a link that expires.',
  fromAfterConsent:
    '**With the trained model** from {providers}, once the person shown agrees that the model is sent there.',
  fromNowhere: '**With the trained model** not possible right now.',
  fromNowhereYet:
    '**With the trained model** not possible right now: no image service loads models trained on this base.',
  refusal: '{provider} refused it {time}: {why}',
  refusalUnexplained: '{provider} refused it {time}: it didn’t say why',
  photosNotYet:
    '**From photos** not yet: the person shown agreed to an earlier text that doesn’t mention sending photos.',
  photosAtOnce:
    '**From photos** right away, by **{model}**: {photos, plural, one {one photo is} other {the # best photos are}} sent with each request; {costs}',

  // After `/actor share`.
  sharedEveryone: 'Everyone in this server can use **{actor}** now.',
  sharedAskPerson:
    'Everyone in this server can ask for images of **{actor}** now, and the person shown approves each request.',
  sharedAskOwner:
    'Everyone in this server can ask for images of **{actor}** now, and {member} approves each request.',
  sharedOnlyPerson: 'Only the person shown can use **{actor}** now.',
  sharedOnlyOwner: 'Only {member} can use **{actor}** now.',
  sharedPersonAndMembers: 'The person shown and {members} can use **{actor}** now.',
  sharedMembers: '{members} can use **{actor}** now.',
  sharedAtOnce: 'This also applies to what’s in the queue.',

  formTitle: 'Cast an actor',
  formName: 'Name',
  formPhotos: 'Photos',
  formPhotosHow: '5 to 10 of one person: sharp, well lit, from different days. JPEG, PNG, WebP or AVIF.',
  formAbout: 'About (optional)',
  formConsent: 'Your consent',
  formStatement: 'How and when they agreed',

  botIsNoActor: 'A bot can’t be an actor. Pick a member.',
  botInPhotos: 'A bot can’t be an actor. Pick the member in the photos.',
  botIsNoUser: 'A bot can’t use an actor. Pick a member.',
  eitherMemberOrOutsider: 'Pick the member in the photos or say how an outsider agreed, not both.',
  onlyTheyDelete: 'Only the member who registered an actor, the person shown, or an admin can delete it.',
  oldButton: 'This button no longer works.',
  fromWorker:
    '**With the trained model** from this server’s own computer, which gets it through a link that expires.',
} as const;
