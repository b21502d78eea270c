/** Why something can’t be done with an actor. */
export const actors = {
  gone: 'This actor no longer exists.',
  unknown: 'There is no actor with that name that you can use. `/actor list` shows your choices.',
  youHaveNotAgreed: 'You haven’t agreed to images of this actor yet. Use the button in `/actor show`.',
  notAgreed: 'The person shown hasn’t agreed yet, so this actor can’t be used.',
  faceWaits:
    'This actor’s face is already registered in this server, so an admin has to allow it first. The admins have been told.',
  notShared: 'The person shown decides who can use this actor, and you’re not on their list.',
  onlyAsk:
    'The person shown approves each image of this actor. All you can do is ask for images, with `/generate`.',

  // Registering.
  noneUsable: 'None of these files can be used, so nothing was stored.',
  fileRefused: '`{file}`: {why}',
  badName:
    'An actor’s name has 1 to 32 letters, digits, spaces, dots, apostrophes or hyphens, and starts with a letter or digit.',
  nameTaken: 'This server already has an actor with that name. Pick another one.',
  faceKnown:
    'Someone in this server is already registered with this face, and the admins don’t allow the same face twice. Nothing was stored. If that’s a mistake, talk to them.',
  offForYou: 'An admin of this server turned off registering for you: your limit is 0.',
  dataDeleted: 'Your data was deleted in the meantime, so nothing was registered.',
  sayHowAgreed: 'For someone outside this server, say how they agreed: `/actor register` with `outsider`.',
  onlyMembers: 'This server only casts its own members. An admin can change that with `/settings consent`.',
  cannotAsk:
    'You can’t ask this member right now, so nothing was registered. They can register themselves with `/actor register`.',

  // Sharing.
  onlyPersonShares: 'Only the person shown decides who can use an actor, with `/actor share`.',
  nothingToShare: 'The person shown hasn’t agreed yet, so there is nothing to share.',
  memberWithChosen: 'You can only pick a member with `visibility: Chosen members`.',
  yoursAnyway: 'You can always use your own actor.',
  chooseMember: 'Choose who can use it in the option `member`.',
} as const;
