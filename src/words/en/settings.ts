/** `/settings`: what admins decide for a server, but for limits, money and the log. */
export const settings = {
  adminsOnly: 'Only members who can manage the server can see its settings.',
  adminsOnlyResume: 'Only people who can manage the server can do that.',
  adminsOnlyUndo: 'Only people who can manage the server can undo that.',

  changed: 'Changed. This applies right away.',
  changedWaitingToo: 'Changed. This applies right away, to waiting requests too.',
  asBefore: 'It was already set that way.',
  changedBy: 'Changed by {member}. You can undo it for ten minutes.',
  lastChanged: 'Last changed {time} by {member}.',
  lastChangedByDeleted: 'Last changed {time} by an admin whose data was deleted.',
  undo: 'Undo',
  undone: 'Undone',
  undoneBy: 'Undone by {member}.',
  undoOver: 'You can only undo a change for ten minutes, and that time is up. Set it again instead.',
  changedSince:
    'Somebody has changed this again since, so I undid nothing. `/settings log` shows who it was, and `/settings show` what is set now.',

  title: 'Settings of this server',
  consent: 'Consent',
  outsidersNobody: 'People outside this server: nobody can register them.',
  outsidersAdmins:
    'People outside this server: any member can register them with a statement, once an admin agrees.',
  outsidersMembers: 'People outside this server: any member can register them with a statement.',
  askedInChannel: 'Members are asked in the channel.',
  askedDirectly: 'Members are asked by direct message, or in the channel if they don’t accept those.',
  sameFaceTell: 'A face that’s already registered as somebody else: admins are told.',
  sameFaceAdmins:
    'A face that’s already registered as somebody else: it waits for an admin, and admins are told.',
  sameFaceRefuse:
    'A face that’s already registered as somebody else: it is refused, and admins are told; if I’m not certain, it waits for an admin.',
  strangersRefuse: 'A picture to start from that shows somebody who isn’t an actor: refused.',
  strangersStatement:
    'A picture to start from that shows somebody who isn’t an actor: used if the member says how they agreed.',

  safety: 'Safety',
  adultOn: 'Sexual content without an actor: in age-restricted channels.',
  adultOff: 'Sexual content without an actor: nowhere.',
  blockedWords: 'Blocked words ({count, number}): {words}',
  noBlockedWords: 'Blocked words (0): none',

  budget: 'Budget',
  serverLimit: 'The whole server: {limit}. Members with a limit of their own: {members, number}.',
  noLimitOfItsOwn: 'no limit of its own',
  generationOn: 'Image generation: on (`/settings pause`).',
  generationPaused: 'Image generation: ⏸ **paused** (`/settings pause`).',
  noticesIn: 'Notices to admins: {channel} (`/settings channels`).',
  noticesToOwner: 'Notices to admins: to the owner of the server (`/settings channels`).',

  members: 'Members',
  everyRole: 'Every role can do everything.',
  rolesWithRules: 'Roles with rules: {roles, number}.',
  blockedCount: 'Blocked members: {members, plural, =0 {none} other {#}}.',
  training: 'Training',
  alwaysOn:
    'Always on: no sexual images of an actor, no images of an actor as a child, nothing sexual with anyone underage. `/settings log` lists what was stopped.',

  trainingsOff: 'Trainings are off in this server.',
  trainingsMost: 'At most {trainings, plural, one {# training is} other {# trainings are}} open at a time.',
  trainingsShownIn:
    'They’re shown in {channel}, or, if I can’t write there, in the channel where each was started.',
  trainingsShownWhereStarted: 'Each is shown in the channel where it was started.',

  channels: 'Channels',
  deletedChannel: 'a deleted channel (`{id}`)',
  usableEverywhere: '**Members can use me** in every channel.',
  usableIn: '**Members can use me** in {channels}.',
  usableNowhere: 'That’s nowhere, so for now only admins can.',
  everydayNone: '**Nothing sexual, even if age-restricted:** no channel in particular.',
  everydayIn: '**Nothing sexual, even if age-restricted:** {channels}.',
  resultsIn:
    'Images are shown in {channel}, wherever members ask for them, except private ones and those from age-restricted channels. If I can’t write there, they’re shown where they were asked for.',
  resultsHere: 'Images are shown in the channel where members ask for them.',
  noticesGoTo:
    'Notices to admins go to {channel}. If I can’t write there, they go to the owner of the server directly.',
  noticesGoToOwner: 'Notices to admins go to the owner of the server directly.',
  channelsCleanup: '`/settings channels` with `cleanup` removes the rules of deleted channels.',
  channelsFoot:
    'Threads follow their channel. `/privacy`, deleting and answering requests for consent work everywhere, and admins can use me everywhere. Sexual content is only ever possible in age-restricted channels, and only if `/settings safety` allows it.',
  channelsFull: '{most, number} channels already have rules, and that’s the most I keep.',
  noticesOrReset: 'Choose `admin-notices` or `reset`, not both.',
  resultsOrHere: 'Choose `results` or `results-here`, not both.',
  setOrClear: 'You can’t set and clear the same channel at once. Choose one.',
  keptTo: 'The admins of this server only let members use me in {channels}. Ask me there.',
  keptToMore:
    'The admins of this server only let members use me in {channels} and {more, number} more. Ask me there.',

  roles: 'Roles',
  deletedRole: 'a deleted role (`{id}`)',
  generateEverybody: '**Make images:** everybody',
  trainEverybody: '**Train:** everybody',
  registerEverybody: '**Register actors:** everybody',
  generateRoles: '**Make images:** {roles}.',
  trainRoles: '**Train:** {roles}.',
  registerRoles: '**Register actors:** {roles}.',
  nobodyButAdmins: 'So for now only admins can.',
  limits: 'Limits',
  noRoleLimits: 'None for any role.',
  rolesCleanup:
    'Rules for deleted roles stay until you remove them with `/settings roles` and its `cleanup`.',
  rolesFoot:
    'Members with several roles get the most generous limit. A limit of their own (`/settings limits`) comes first. Roles never hold admins back.',
  rolesFull: '{most, number} roles already have rules, and that’s the most I keep.',
  chooseRole: 'Choose the `role` this is about.',
  rulesOrReset: 'Say what the role can do or use `reset`, not both.',
  generateNeedsRole: 'To make images in this server you need the role {roles}. An admin can give it to you.',
  trainNeedsRole: 'To train actors in this server you need the role {roles}. An admin can give it to you.',
  registerNeedsRole:
    'To register actors in this server you need the role {roles}. An admin can give it to you.',

  blocks: 'Blocked members: {members, number}',
  blockedUntil: '{member} until {time}',
  blockedForNow: '{member} until you let them back in',
  nobody: 'Nobody.',
  andMore: '… and {count, number} more',
  andDeleted: '… and {count, number} whose data was deleted',
  blocksFoot:
    'Blocked members can’t make, train or register anything. They can still use `/privacy`, delete what is theirs and answer requests for consent. Images already being made are still delivered.',
  chooseMember: 'Choose the `member` this is about.',
  blockOrLift: 'Either block them or let them back in with `lift`, not both.',
  notYourself: 'You can’t block yourself.',
  notBots: 'Bots can’t use me anyway.',
  notAdmins: '{member} can manage the server, so blocking them would change nothing.',
  letBackIn: '{member} can use me again.',
  blockedNow: '{member} is blocked from now on.',
  youAreBlocked: 'An admin has blocked you from using me in this server.',
  youAreBlockedUntil: 'An admin has blocked you from using me in this server until {time}.',
  blockReason: 'Reason: {reason}',
  stillYours:
    'Your data stays yours: `/privacy`, `/actor delete` and answering requests for consent still work, and you can look at what is yours.',
  tooManyBlocked: '{most, number} members are blocked already, and that’s the most I keep. Remove one first.',
  tooManyLimited:
    '{most, number} members have a limit of their own already, and that’s the most I keep. Remove one first.',

  wordShape:
    'A blocked word has 2 to {most, number} characters, letters or digits among them. A `*` at the end stands for any ending.',
  wordsFull:
    '{most, number} words are blocked already, and that’s the most I keep. Remove one with `/settings safety unblock`.',
  wordNotBlocked: 'That word is not blocked. `/settings show` lists the blocked ones.',

  pausedNow:
    'No images are made in this server until an admin uses `/settings pause state:off`. Images already being made are still delivered; waiting requests are stopped when their turn comes.',
  goesOn: 'I’m making images in this server again.',
  paused:
    'The admins of this server have paused image generation. They can switch it back on with `/settings pause`.',
  pausedShort: 'The admins of this server have paused image generation.',
  accountRuns: 'The Hugging Face account is not paused.',
  accountTried: 'I’ll try again with the next image. If Hugging Face still refuses, I’ll pause once more.',
  accountPaused: 'Image generation is paused',
  accountPausedHere:
    'Paused {time}. Images from the cache still work. I try the account again once an hour; once it has credit, **Resume now** saves you the wait.',
  accountPausedElsewhere:
    'Paused {time}. Images from the cache still work. I try the account again once an hour; once it has credit, `/settings resume` in the server saves you the wait.',
  goOn: 'Resume now',
  forAdmins: 'For the admins. `/settings channels` sets where notices like this go.',

  language: 'Language',
  speaks: 'I speak {language} in this server’s channels, and each member’s own language in private.',
  speaksAsDiscord:
    'In this server’s channels I speak the language set for the server in Discord, and in private each member’s own.',
} as const;
