/** Packs that a server's admins make. */
export const ownPacks = {
  title: 'Packs of this server',
  none: 'None yet. A pack is up to {most, number} scenes that members make of an actor with one click. It joins the ones that come with me in *Pack…* under `/actor show`.',
  scenes: '{scenes, plural, one {# scene} other {# scenes}}',
  show: 'Packs…',
  showSome: 'Packs ({packs, number})…',
  showYours: 'Your server’s packs…',
  add: 'New pack…',
  change: 'Change…',
  remove: 'Remove',
  all: 'All packs of this server',
  addTitle: 'A pack for this server',
  changeTitle: 'Change a pack',
  name: 'Name',
  lines: 'Scenes, one on each line ({least, number} to {most, number})',
  example: '{actor} on a trail in the Alps, morning fog',
  whatActorIs: '{actor} stands for the actor’s name.',
  saved: 'Members can choose it in *Pack…* under `/actor show`.',
  sameAlready: 'It was already set that way.',
  removed: 'The pack **{pack}** is gone. Images made with it stay.',

  adminsOnly: 'Only members who can manage the server can change its packs.',
  changed: 'An admin has changed **{pack}** since. Open it again to see it as it is now.',
  nameTaken: 'There’s already a pack called **{pack}**, and two can’t share a name.',
  tooMany:
    'This server already has {most, number} packs of its own, and that’s the most it can have. Remove one first.',
  nameLength: 'A pack’s name has {least, number} to {most, number} characters.',
  scenesCount:
    'A pack has {least, number} to {most, number} scenes, one on each line; I counted {scenes, number}.',
  sceneLength: 'Scene {nth, number} has {length, number} characters; the most is {most, number}. Shorten it.',
  sceneTwice: 'Scene {nth, number} is the same as scene {first, number}.',
  inScene: 'Scene {nth, number}: {why}',
} as const;
