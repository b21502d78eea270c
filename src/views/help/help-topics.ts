import type { Mention } from './first-steps-view.ts';

export interface HelpTopic {
  id: string;
  name: string;
  emoji: string;
  /** The commands it is about: whole ones, or groups. */
  commands: readonly string[];
  words(mention: Mention): string;
}

/** What help is given about, in the order of its buttons. */
export const helpTopics: readonly HelpTopic[] = [
  {
    id: 'start',
    name: 'First steps',
    emoji: '👋',
    commands: [],
    words: mention =>
      '### From five photos to your own actor\n' +
      `1. **Cast** with ${mention('actor register')}: 5 to 10 photos of one person, who has to agree.\n` +
      `2. **Generate** at once with ${mention('generate')}: an image service gets up to four of the photos. \`actor2\` puts a ` +
      'second person into the picture, and *Change…* under an image changes it with words.\n' +
      `3. **Train** with ${mention('train start')}, if the images don’t look enough like the person: it tells you what will happen ` +
      `before it starts, and then how far along it is. \`using\` in ${mention('generate')} picks the photos or the trained model; without it, I use whichever ` +
      `has looked more like the person. ${mention('actor show')} has the figures.\n\n` +
      `${mention('generate')} works without an actor too: leave it out.`,
  },
  {
    id: 'images',
    name: 'Images',
    emoji: '🖼️',
    commands: ['generate', 'gallery', 'show', 'models'],
    words: mention =>
      '### Images\n' +
      `${mention('generate')} takes your words and makes 1 to 4 images. The same request twice is free: it comes from the cache. ` +
      'Re-roll makes new ones.\n' +
      `*Pack…* in ${mention('actor show')} makes eight images of an actor in eight scenes: portraits, seasons, professions or travel. It tells you the price and the time first, and you can cancel half-way.\n` +
      '*Improve* under an image suggests better words for its prompt. You read them first.\n' +
      `*Favourite* under an image keeps it for ${mention('gallery')} with \`favourites:True\`; *Save my images…* there gives you a zip of yours.\n` +
      'In the menu of a message (Apps), *Make an image of this* takes its text as a prompt, *Use as reference* starts from its picture if everybody in it agreed, *Show settings* tells you how I made an image, and *Is this ours?* whether a picture is mine. Everything I make is signed as made by a model.',
  },
  {
    id: 'actors',
    name: 'Actors',
    emoji: '🎭',
    commands: ['actor', 'train'],
    words: mention =>
      '### Actors\n' +
      `An actor is a person you can put into images. ${mention('actor register')} takes 5 to 10 photos, and the person has to agree. ` +
      `With photos alone an actor works at once; ${mention('train start')} makes a model that knows the face better.\n` +
      `If it’s you, ${mention('actor share')} decides who can make images of you, or asks you each time, and *Limits…* there says what nobody may make. ${mention('actor show')} sets your digest of what others made.`,
  },
  {
    id: 'yours',
    name: 'You and your data',
    emoji: '🔒',
    commands: ['quota', 'privacy', 'status', 'help'],
    words: mention =>
      '### You and your data\n' +
      `${mention('quota')} shows what you have left today, and what admins set for you. ` +
      `${mention('privacy export')} gives you everything I keep about you, and ${mention('privacy delete')} deletes it.`,
  },
  {
    id: 'admins',
    name: 'For admins',
    emoji: '🛠️',
    commands: ['settings'],
    words: mention =>
      '### For admins\n' +
      `${mention('settings show')} lists every setting of this server. A subcommand without options shows what is set; every change ` +
      `can be undone for ten minutes, and ${mention('settings log')} says who made it.`,
  },
];
