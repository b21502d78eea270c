/** Requests for images of somebody who approves each one. */
export const approvals = {
  title: 'May I make {images, plural, one {an image} other {# images}} of {actors}?',
  titleTogether:
    'May I make {images, plural, one {an image} other {# images}} of {actors}, together with {others}?',
  askedIn: '{member} asks, in {channel}:',
  askedInServer: '{member} asks, in {server}, {channel}:',
  pack: '{name}, one image of each:',
  style: '**Style** {style}: {words}',
  keptOut: '**Kept out of the image** {words}',
  changesShown: 'changes the picture above',
  changesHidden: 'changes a picture that I can’t show you here',
  enlargesShown: 'enlarges the picture above',
  enlargesHidden: 'enlarges a picture that I can’t show you here',
  repairsShown: 'repairs the faces in the picture above',
  repairsHidden: 'repairs the faces in a picture that I can’t show you here',
  variesShown: 'makes variations of the picture above',
  variesHidden: 'makes variations of a picture that I can’t show you here',
  trained: 'with the trained model',
  photos: 'from the photos',
  portrait: 'portrait',
  landscape: 'landscape',
  private: 'shown only to them and you',
  public: 'posted in the channel for everyone there',
  startAlt: 'The picture that the request starts from',
  once: 'You approve exactly this, once. If you don’t answer, it expires {time} and nothing is made.',
  approve: 'Approve',
  decline: 'Decline',
  declineAndBlock: 'Decline and block',

  hint: '{person}, may I make {images, plural, one {an image} other {# images}} of {actors}?',
  hintFrom: '{member} asks. The request expires {time}.',
  hintPrivate: 'A member asks. The request expires {time}.',
  look: 'See the request and answer',

  declined:
    'You declined, so I won’t make anything of {actors}. The member only hears that it wasn’t approved.',
  declinedHow: '`/actor share` changes who can ask.',
  blocked:
    '{member} can’t ask you for anything anymore, in any server. Whatever else of theirs was waiting for you is declined too.',
  blockedHow: 'Change this here, or with `/privacy requests`.',
  approved:
    'You approved {images, plural, one {an image} other {# images}} of {actors}. I’m making {images, plural, one {it} other {them}} now.',
  approvedWaiting:
    'You approved {images, plural, one {an image} other {# images}} of {actors}. It’s still waiting for {others}.',
  settled: 'This request has been answered.',
  over: 'This request is over. There is nothing left to answer.',

  notDeclined: 'Your request for images of {actors} wasn’t approved. Nothing was made or charged.',
  notExpired:
    'Your request for images of {actors} wasn’t approved within a day. Nothing was made or charged.',
  notNarrowed:
    'Your request for images of {actors} is no longer possible: who can use the actor has changed. Nothing was made or charged.',
  notDeleted:
    'Your request for images of {actors} is no longer possible: the actor was deleted. Nothing was made or charged.',
  notUnreachable:
    'Your request for images of {actors} couldn’t be passed on, because the person shown doesn’t accept direct messages, and I can’t write in that channel. Nothing was made or charged.',
  unnamedDeclined: 'Your request for images wasn’t approved. Nothing was made or charged.',
  unnamedExpired: 'Your request for images wasn’t approved within a day. Nothing was made or charged.',
  unnamedNarrowed:
    'Your request for images is no longer possible: who can use the actor has changed. Nothing was made or charged.',
  unnamedDeleted:
    'Your request for images is no longer possible: the actor was deleted. Nothing was made or charged.',
  unnamedUnreachable:
    'Your request for images couldn’t be passed on, because the person shown doesn’t accept direct messages, and I can’t write in that channel. Nothing was made or charged.',
  inChannelDeclined: '{member}, your request for images wasn’t approved. Nothing was made or charged.',
  inChannelExpired:
    '{member}, your request for images wasn’t approved within a day. Nothing was made or charged.',
  inChannelNarrowed:
    '{member}, your request for images is no longer possible: who can use the actor has changed. Nothing was made or charged.',
  inChannelDeleted:
    '{member}, your request for images is no longer possible: the actor was deleted. Nothing was made or charged.',
  inChannelUnreachable:
    '{member}, your request for images couldn’t be passed on, because the person shown doesn’t accept direct messages, and I can’t write in that channel. Nothing was made or charged.',

  onlyPerson: 'Only the person shown can answer this.',
  cannotAsk: 'You can’t ask for images of **{actor}** right now, so nothing was passed on, made or charged.',
  tooManyOfYours:
    'You already have {requests, plural, one {# request} other {# requests}} waiting for an answer. Ask again once one of them is answered, or after a day.',
  tooManyOfTheirs:
    '**{actor}** already has {requests, plural, one {# request} other {# requests}} waiting for an answer. Try again later.',
  already: 'This has been approved already. I’ll make it next and mention you.',
  askedAgain: 'You’ve already asked for this, and {people} can still answer: the request expires {time}.',
  asked:
    '{count, plural, one {{people} approves} other {{people} approve}} each image, so I’ve passed your request on. It expires {time}.',
  askedNext: 'Once it’s approved, I’ll make the images and mention you. Nothing is charged before that.',
} as const;
