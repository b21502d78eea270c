import { card, text, type View } from '../components.ts';

/** Writes a command so that it can be clicked. */
export type Mention = (command: string) => string;

/** For everybody in a server that the bot was added to. */
export const memberStepsView = (mention: Mention): View =>
  card(
    'plain',
    text(
      '### Hi, I make images\n' +
        `${mention('generate')} turns your words into an image. ` +
        'I can also put a person into it: five photos, their OK, and they’re an actor you can cast.',
    ),
    text(
      `Try ${mention('generate')} first, then ${mention('actor register')} for an actor. ${mention('help')} has the rest.\n` +
        '-# The person in the photos decides. Nobody can use an actor before they agree, and they can take it back at any time.',
    ),
  );

/** For the admins of that server: what to decide first. */
export const adminStepsView = (mention: Mention): View =>
  card(
    'plain',
    text(
      '### Thanks for adding me. Four things to decide\n' +
        `1. **Where:** ${mention('settings channels')} picks the channels members can use me in, and where admins get notices.\n` +
        `2. **Who:** ${mention('settings roles')} says who can make images, train and register actors.\n` +
        `3. **How much:** ${mention('settings money')} sets budgets in dollars, ${mention('settings limits')} in images and tokens.\n` +
        `4. **Whom:** ${mention('settings consent')} says who can register somebody from outside the server. Until you change it, nobody can.`,
    ),
    text(
      'Everything starts at its strictest: nothing sexual, only members who agree themselves. Members can use me right away.\n' +
        `-# ${mention('settings show')} lists every setting, and ${mention('settings log')} who changed what.`,
    ),
  );
