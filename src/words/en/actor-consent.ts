/** Asking somebody whether they may be cast, and what they answer. */
export const actorConsent = {
  /**
   * What the person shown agrees to, and what a member declares about somebody outside the server. A change of what they mean
   * needs a new version in `services/actors/consent-text.ts`.
   */
  text: 'These photos show me, and I am an adult. I agree that this bot keeps them and measurements of my face, trains an image model (a LoRA) of my likeness from them on the training service chosen for this bot, or on a computer that this server has connected, keeps that model in a private repository, and makes images of me for me and the member who registered me. For these images, the image service that the server uses is sent up to four of these photos, or the trained model, through a link that expires. It makes images of me for others only if I share the actor with /actor share. It makes no sexual images of me, and none of me as a child. I can withdraw at any time with /actor delete; then all of it is deleted.',
  statement:
    'The person in these photos is not in this server. They are an adult and have agreed, as stated here, that this bot keeps these photos and measurements of their face, trains an image model (a LoRA) of their likeness and makes images of them, for which the image service that the server uses is sent up to four of these photos, or the trained model, through a link that expires. I will delete all of it if they ask me to.',

  title: '{person}, may I cast you as **{actor}**?',
  uploaded: '{member} uploaded {photos, plural, one {# photo} other {# photos}} and says they show you.',
  titleOutsider: 'Approve **{actor}**, who isn’t in this server?',
  uploadedOutsider:
    '{member} uploaded {photos, plural, one {# photo} other {# photos}} and says how the person agreed:',
  uploadedForAdmin:
    '{member} uploaded {photos, plural, one {# photo} other {# photos}}. An admin of this server has to allow it.',
  canRuleOut: 'You can rule things out (swimwear, violence, other people and more), now or at any time.',
  canRuleOutShort: 'You can rule things out, now or at any time.',
  nobodyMakes: 'Until it’s approved, nobody can make images of you. Declining deletes the photos right away.',
  nobodyMakesOutsider:
    'Until it’s approved, nobody can make images of the person shown. Declining deletes the photos right away.',
  deletedThen: 'If you don’t answer, they are deleted {time}.',
  approve: 'Approve',
  decline: 'Decline',
  look: 'See the photos and answer',
  photosAlt: 'The photos of {actor}, numbered',
  photosTitle: '{photos, plural, one {The photo of {actor}} other {The # photos of {actor}}}',
  reminder:
    '{person}, {member} is still waiting for your answer about **{actor}**. If you don’t answer, the photos are deleted {time}.',
  reminderLink:
    '{person}, {member} is still waiting for your answer about **{actor}**. [The request]({link}) has the photos. If you don’t answer, the photos are deleted {time}.',
  reminderAdmins:
    '{member} is still waiting for an admin’s answer about **{actor}**. Without one, the photos are deleted {time}.',

  agreed: '{member} agreed.',
  approved: '{member} approved it.',
  canMake: '**{actor}** is ready for images. It can be trained, too, for a better likeness: `/train start`.',
  howToChange:
    '`/actor share` chooses who can use the actor, and what nobody may make of you. `/actor delete` withdraws your consent and deletes everything made with it.',
  train: 'Start training',
  addPhotos: 'Add photos',

  ended: '{member}, **{actor}** wasn’t registered, and the photos were deleted.',
  unreachable:
    'I can’t ask about **{actor}**: I can’t write in {channel}, and {person} takes no direct messages from me. I keep trying, but if nothing changes, the photos are deleted {time}. Let me into the channel, or ask {person} to allow direct messages from members of the server.',
  unreachableAdmins:
    'I can’t ask about **{actor}**: I can’t write in {channel}, and no admin can be reached. I keep trying, but if nothing changes, the photos are deleted {time}. Let me into the channel, or ask an admin to choose a channel for admin notices.',
  youDeclined: 'You declined. **{actor}** wasn’t registered, and the photos were deleted.',
  notAgain: '{member} can’t ask you again for {days, plural, one {# day} other {# days}}.',
  block: 'Block this member',
  never: 'Don’t let anyone ask me',
  askable: 'Let others ask me',
  unblock: 'Unblock',
  unblockAll: 'Unblock all',
  blocked: '{member} can’t ask you for anything anymore, in any server.',
  blockedHow: 'Change this here, or with `/privacy requests`.',
  unblocked: '{member} can ask you again.',
  unblockedAll: 'Everybody you blocked can ask you again.',
  neverAsked: 'Nobody can ask to cast you anymore. You can still register yourself.',
  neverAskedHow: 'Change this with `/privacy requests`.',
  askedAgain:
    'Other members can ask to cast you again. Members whose request you declined have to wait {days, plural, one {# day} other {# days}}.',
  requests: 'Requests to you',
  requestsNever: 'Nobody can ask to cast you, in any server.',
  requestsAllowed: 'Other members can ask to cast you. Nothing is made of you before you agree.',
  blockedCount:
    '{members, plural, one {One member you blocked} other {# members you blocked}} can’t ask you for anything. I don’t keep a list of who they are, so you can only unblock all of them here.',

  // To those who agreed to an earlier text.
  renewTitle: 'May the trained model of **{actor}** be sent to an image service?',
  renew:
    '{person}, under the consent text you agreed to, the model stays with the bot. Now the image service that this server uses can make images with it too: it gets the model through a link that expires. This is the current text:',
  renewOutsider:
    '{person}, you stated that the person agreed to a text under which the model stays with the bot. Now the image service that this server uses can make images with it too: it gets the model through a link that expires. This is the current text:',
  renewUntil:
    'Until you agree, the model stays with the bot, as you agreed before. `/actor delete` withdraws your consent and deletes everything.',
  renewAgree: 'Agree to this text',
  renewKeep: 'Keep the earlier text',
  newerText: 'A newer consent text',
  renewed: '{person} agreed: images of **{actor}** can now come from image services too.',
  keptEarlier:
    'The trained model of **{actor}** stays with the bot. Nothing else changes, and you won’t be asked again.',

  onlyPerson: 'Only the person shown in the photos can answer this.',
  onlyAdmin: 'Only an admin of the server can answer this.',
  onlyPersonRenews: 'Only the person shown can answer this.',
  onlyOwnerRenews: 'Only the member who registered this person can answer this.',
  photosChanged:
    'The photos have changed since you saw them. Look again with the request’s button or `/actor show`.',
  textChanged: 'The text has changed since then. `/actor show` has the current one.',
  alreadyAgreed:
    'You already agreed to this. `/actor delete` withdraws your consent and deletes everything made with the actor.',
} as const;
