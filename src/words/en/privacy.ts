/** `/privacy`, deletions and their receipts. */
export const privacy = {
  countActors:
    '{count, plural, one {# actor, with its consent record} other {# actors, with their consent records}}',
  countPhotos: '{count, plural, one {# photo} other {# photos}}',
  countFaces: '{count, plural, one {# set of face measurements} other {# sets of face measurements}}',
  countImages: '{count, plural, one {# generated image} other {# generated images}}',
  countVersions: '{count, plural, one {# trained version} other {# trained versions}}',
  countTrainings:
    '{count, plural, one {# training, stopped if it was still running} other {# trainings, stopped if they were still running}}',
  countRepositories:
    '{count, plural, one {# repository on Hugging Face} other {# repositories on Hugging Face}}',
  countMyMessages:
    '{count, plural, one {# message I posted in Discord} other {# messages I posted in Discord}}',
  countMessages: '{count, plural, one {# message in Discord} other {# messages in Discord}}',
  countClosedMessages:
    '{count, plural, one {# message in a channel that is closed to me} other {# messages in channels that are closed to me}}',

  keepEverything: 'Keep everything',
  cannotUndo:
    'This can’t be undone. I can’t reach private answers that only one person sees; Discord removes those on its own.',
  logStays: 'The log of who did what stays for a year, without the name.',
  withdrawTitle: 'Withdraw your consent for {actor}?',
  deleteTitle: 'Delete {actor}?',
  deleteActor: 'Nobody can use {actor} from then on, and this gets deleted:',
  withdraw: 'Withdraw consent and delete',
  deleteAll: 'Delete all of it',
  deleteYouTitle: 'Delete everything about you?',
  deleteYou: 'In every server I’m in:',
  deleteMemberTitle: 'Delete everything about {member} in this server?',
  nothingKept: 'There are no actors, images or trainings.',
  actorsGoing: 'Actors that will be deleted',
  actorShowsYou: '{actor} (shows you)',
  actorShowsThem: '{actor} (shows them)',
  actorByYou: '{actor} (registered by you)',
  actorByThem: '{actor} (registered by them)',
  yourIdGoes:
    'Your ID is also removed from the budget, the logs and the lists of who can use an actor. What you spent of today’s budget stays spent.',
  theirIdGoes:
    'Their ID is also removed from the lists of who can use an actor. The budget, limits, a block and the logs stay.',
  copyFirst: '`/privacy export` gives you a copy first.',
  kept: 'Nothing was deleted.',

  goneActor: 'The actor is deleted',
  goneMember: 'Everything is deleted',
  goneServer: 'The server’s data is deleted',
  unfinished: 'Some of it is still out of reach',
  goingOn: 'The deletion has started and continues on its own. None of this can be used anymore.',
  gone: 'Gone',
  nothingLeft: 'There was nothing left to delete.',
  stillTried: 'Still being tried',
  myOwn: 'what I keep myself',
  keepTrying: 'I’ll keep trying until it’s gone, even after a restart, and tell you when it is.',
  outOfReach: 'Out of reach',
  adminCan: 'An admin of that server can delete them.',
  receipt: 'Receipt `{id}` · kept for 30 days, as numbers only',
  checkProgress: 'Check progress',
  receiptGone: 'This receipt is gone: receipts are deleted after 30 days.',
  receiptOfOther: 'This receipt belongs to someone else.',

  actorsGone:
    '{count, plural, one {{actors}, which you registered, has been deleted, with everything made of it.} other {{actors}, which you registered, have been deleted, with everything made of them.}} You don’t need to do anything.',
  actorGone:
    'An actor that you registered has been deleted, with everything made of it. You don’t need to do anything.',
  actorGonePinged:
    '{member}, an actor that you registered has been deleted, with everything made of it. You don’t need to do anything.',

  exportTitle: 'What I keep about you',
  exportInside: 'Inside are JSON, JPEG and PNG files; README.txt explains them.',
  exportFoot: 'Only you see this. To delete all of it: `/privacy delete`.',
  exportImagesTitle: 'Your images',
  exportImagesInside:
    'Inside are the images that you made, in every server, with their settings and credentials.',
  exportImagesOutside:
    'Inside are the images that you made outside servers, with their settings and credentials. In direct messages with me you get all of them.',
  exportImagesFoot: 'Only you see this. Everything I keep about you: `/privacy export`.',
  nothingToExport: 'There is nothing to export.',
  oneFile: 'Everything is in one zip file.',
  onePart: 'Part {part, number} of {parts, number}.',
  someParts: 'Parts {first, number} to {last, number} of {parts, number}, each a zip file.',
  nextPart: 'Next: part {part, number}',
  partAlt: 'Part {part, number} of {parts, number}, {size}',

  lessToExport: 'There is less to export now. Start over.',
  notYourButton: 'This button isn’t for you.',
  onlyYourOwn: 'You can only delete your own data. An admin can delete a member’s data in their server.',
  hubKeepsVersion:
    'Hugging Face didn’t delete version {version, number}, so nothing changed. Try again in a few minutes.',
  trainingVersion:
    '**{actor}** is being trained, so version {version, number} can’t be deleted now. Wait until it’s done, or stop it with `/train cancel`.',
} as const;
