/** Images: what is posted, its buttons and forms, and what they answer. Packs have a room of their own. */
export const generate = {
  // Below an image.
  reroll: 'Re-roll',
  variations: 'Variations',
  change: 'Change…',
  editPrompt: 'Edit prompt',
  improve: 'Improve',
  details: 'Details',
  favourite: 'Favourite',
  delete: 'Delete',
  upscale: 'Upscale',
  fixFace: 'Fix face',
  cancel: 'Cancel',
  noThanks: 'No, thanks',
  castPhotos: '{names} from photos',
  castTrained: '{names} trained v{version}',
  style: 'style {style}',
  seed: 'seed {seed}',
  seedsFrom: 'seed {seed} and up',
  seeds: 'seeds {seeds}',
  steps: '{steps, plural, one {# step} other {# steps}}',
  guidance: 'guidance {guidance, number}',
  fromCache: 'From the cache: free',
  tokens: '{tokens, plural, one {# token} other {# tokens}} of today’s budget',
  forMember: 'for {member}',

  cutOff:
    'This model reads {most, plural, one {# token} other {# tokens}} of a prompt; yours has {tokens, number}. The end was cut off.',
  standIn: '{actor} was trained by a stand-in: nothing was actually learned.',
  fromBrought: 'Made from a picture that {member} gave me.',
  changedCopy: 'A changed copy of an earlier image, which stays as it was.',
  upscaledCopy: 'A larger copy of an earlier image, which stays as it was.',
  fixedCopy: 'A copy of an earlier image with the faces repaired. The earlier one stays as it was.',
  drawn: 'Made as a drawing, because the person shown doesn’t want realistic pictures.',
  variationsOf: 'Variations of an earlier image.',
  variationsFromWords:
    'No model that starts from a picture is available right now, so these are made from the same words.',
  isActor: '**{name}** is an actor here. To have them in the image, choose them as `actor`.',
  unkept: 'I couldn’t store this. Save the image now; its buttons won’t work.',
  missing: '{images, plural, one {One image is missing: {why}} other {# images are missing: {why}}}',
  missingHere:
    '{images, plural, one {One image is missing.} other {# images are missing.}} Only {member} can see why.',
  privateReady: 'Your private images are ready.',
  showMe: 'Show them to me',
  elsewhere: 'The images are in {channel}: {link}',
  notTaken:
    'Your images are ready and stored, but Discord wouldn’t take them here. `/show id:{id}` shows them.',

  alt: 'Image made from the prompt: {prompt}',
  altOf: 'Image of {names} made from the prompt: {prompt}',
  altNth: 'Image {n, number} of {images, number} made from the prompt: {prompt}',
  altNthOf: 'Image {n, number} of {images, number} of {names} made from the prompt: {prompt}',

  // How alike an image is to whom it shows.
  likeness: '**Likeness** {figures} (my own measure; {needed} or more means the same person)',
  notMeasured: 'not measured',
  noFace: 'no face',
  twiceThis: 'This image seems to show one of the two people twice.',
  twiceNth: 'Image {n, number} seems to show one of the two people twice.',
  nobodyThis: 'This image shows no face that could be {actor}’s.',
  nobodyNth: 'Image {n, number} shows no face that could be {actor}’s.',
  otherThis: 'This image shows somebody else, not {actor}: likeness {likeness} (needs {needed}).',
  otherNth: 'Image {n, number} shows somebody else, not {actor}: likeness {likeness} (needs {needed}).',
  lookAlike: 'The two people look alike in their photos, so I can’t tell which is which.',
  rerollCosts:
    'I don’t remake images on my own. {images, plural, one {Re-roll makes it again} other {Re-roll makes all # again}} and costs {tokens, plural, one {# token} other {# tokens}} of today’s budget.',

  // Details.
  settings: 'Settings',
  promptSent: '**Prompt as sent** {prompt}',
  negative: '**Negative** {prompt}',
  model: '**Model** {repo} at {revision}',
  styleUsed: '**Style** {style}',
  actor: '**Actor** {actor}',
  lora: '**LoRA** {repo} at {revision}, strength {strength, number}',
  startsFrom: '**Starts from a picture**, strength {strength, number}',
  looksAtPicture: '**Works from** the picture being changed',
  looksAtPhotos: '**Works from** {photos, plural, one {one photo} other {# photos}}',
  seedUsed: '**Seed** {seeds}',
  stepsUsed: '**Steps** {steps, number}',
  guidanceUsed: '**Guidance** {guidance, number}',
  size: '**Size** {size}',
  madeBy: '**Made** {time} by {member}',
  fileSays: 'Image {id}. The same settings are in the file itself, as PNG text.',

  // Why a picture isn't shown.
  tooSexual: 'Not shown here: only in age-restricted channels, where admins allow it.',
  looksYoung: 'Not shown, because someone in it looks under 18. That’s an estimate and can be wrong.',
  againstLimits: 'Not shown: the person in it no longer wants pictures like this.',
  unchecked: 'Not shown, because the safety check didn’t work just now. Try again in a few minutes.',
  pictureGone: 'The picture is no longer stored.',

  // Touching one up.
  upscaleTitle: 'Upscale this image?',
  fixFaceTitle: 'Fix the face in this image?',
  upscaleWhat: '**{model}** redraws it at {size}. Small details can change.',
  fixFaceWhat: '**{model}** repairs the faces at {size}. Check that it’s still the same person.',
  touchUpCosts:
    'It costs {tokens, plural, one {# token} other {# tokens}} of today’s budget, about {dollars}.',
  touchUpTokens: 'It costs {tokens, plural, one {# token} other {# tokens}} of today’s budget.',
  touchUpAsks: 'I’ll ask the person shown first: {names}.',
  touchUpNth: 'Image {n, number}',
  touchUpCopy: 'You get a copy. The image itself stays as it is.',

  // Deleting one.
  deleteTitle: '{images, plural, one {Delete this image?} other {Delete these # images?}}',
  deleteWhat:
    '{images, plural, one {It disappears from the gallery, and the message that shows it is deleted.} other {They disappear from the gallery, and the message that shows them is deleted.}} This can’t be undone.',
  deleteNow: 'Delete for good',
  keep: 'Keep it',
  deleteHere: 'Delete this image?',
  deleteHereWords: 'It leaves the gallery and this message. This can’t be undone.',
  deleteHereSure: 'Are you sure?',
  actorsInServers:
    'Actors belong to their servers. Ask there for images of them; here I make images from words.',
  deleted: 'Deleted.',
  notDeleted: 'Nothing was deleted.',
  showImage: 'Show the image',
  goneHere:
    '{images, plural, one {{member}, an image that you made has been deleted.} other {{member}, images that you made have been deleted.}}',
  gone: '{images, plural, one {An image of {names} that you made has been deleted: the person shown decides what stays.} other {# images of {names} that you made have been deleted: the person shown decides what stays.}} You don’t need to do anything.',

  // Forms.
  promptField: 'Prompt',
  editTitle: 'Edit the prompt',
  makeOfMessageTitle: 'Make an image of this',
  generateTitle: 'Generate {actor}',
  changeTitle: 'Change an image with words',
  changeField: 'What should change?',
  changeExample: 'Make it night, with snow on the roofs',
  whichImage: 'Which image?',
  imageNth: 'Image {n, number}',
  variationsTitle: 'Four variations',
  howDifferent: 'How different should they be?',
  aLittle: 'A little',
  clearly: 'Noticeably',
  aLot: 'A lot',
  noStart:
    'No model that starts from a picture is available right now, so these are made from the same words with new seeds.',
  madeByFirst: 'Made by the first model that starts from a picture.',
  madeByModel: 'Made by **{model}**.',
  madeByOther: 'Made by **{model}**, not by **{before}**.',
  whatStays:
    'The prompt, the negative prompt and the shape stay. Steps and guidance are that model’s own, and the seeds are new.',
  trainedUnused: 'The likeness comes from the picture; the trained version isn’t used.',

  // Other words for a prompt.
  improveTitle: 'How about this?',
  youWrote: 'You wrote: {prompt}',
  makeIt: 'Make it',
  editFirst: 'Edit it first',
  improvedBy: 'A chat model wrote it, without seeing the image or any actor’s name. I’ll keep it for a day.',

  // What a request costs.
  costs: 'This costs about {dollars}',
  costsOne: 'One image by **{model}**. Nothing has been made or paid for yet.',
  costsEach:
    '{images, plural, one {# image} other {# images}} by **{model}**, about {dollars} each. Nothing has been made or paid for yet.',
  pay: '{images, plural, one {Make it for {dollars}} other {Make them for {dollars}}}',
  whyAsked:
    'The admins of this server want me to ask first. It’s an estimate, not a bill. I’ll wait a day for your answer.',
  costsUnsaid:
    'The images you asked for cost enough that I have to ask you first, and I couldn’t reach you. Ask again to see the price.',
  notPaid: 'OK, nothing was made or paid for.',
  agreedChannel: 'The images will be in {channel} when they’re ready.',
  agreedPrivate: 'I’ll send you the images here when they’re ready.',

  // A picture that a member gave to start from.
  inIt: 'In it: {names}.',
  firstOf: 'This is the first of the {pictures, number} pictures in that message.',
  agreedTitle: 'Did they agree?',
  strangers:
    '{people, plural, one {There’s somebody in this picture who isn’t an actor here.} other {There are # people in this picture who aren’t actors here.}} Tell me how they agreed, and I can use it.',
  theyAgreed: 'They agreed…',
  statementKept:
    'What you write is kept with the picture. I can’t tell a drawn face from a photo of somebody.',
  canStart: 'I can start from this picture',
  tellWhat: 'Tell me what to change.',
  onlyYou:
    '{days, plural, one {Only you can use it, in this server, for # day.} other {Only you can use it, in this server, for # days.}}',
  agreedForm: 'They agreed',
  howAgreed: 'How and when they agreed',
  changePicture: 'Change a picture with words',
  noPicture: 'That message has no picture I can use.',
  noText: 'That message has no text to make an image of.',
  notMine: 'That message doesn’t show an image I made. Choose one that I posted.',

  // While they are made.
  making: '{images, plural, one {Making your image…} other {Making your # images…}}',
  warmingUp: 'The model is warming up: about {seconds, number} s to go.',
  askedToWait: 'Hugging Face asks me to wait {seconds, number} s.',
  doneOf: '{done, number} of {images, number}',
  next: 'Next in the queue.',
  nextIn: 'Next in the queue; starts in about {seconds, number} s.',
  ahead: 'In the queue, {images, plural, one {# image} other {# images}} ahead.',
  aheadIn:
    'In the queue, {images, plural, one {# image} other {# images}} ahead; starts in about {seconds, number} s.',
  cancelled: 'Cancelled. Anything not yet started won’t be made.',

  // What is suggested while an option is filled in.
  fromPhotosOption: '{name} (from photos)',
  fromPhotos: 'from photos',
  trainedModel: 'the trained model',
  unavailable: 'not available right now',
} as const;
