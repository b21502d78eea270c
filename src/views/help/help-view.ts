import { card, divider, text, type View } from '../components.ts';

export const helpView = (commands: { name: string; description: string }[]): View =>
  card(
    'plain',
    text(
      '### From five photos to your own actor\n' +
        '1. **Cast** with `/actor register`: 5 to 10 photos of one person, who has to agree.\n' +
        '2. **Generate** at once with `/generate`: an image service is sent up to four of the photos. `actor2` puts a ' +
        'second person into the picture, and *Change…* below an image changes it with words.\n' +
        '3. **Train** with `/train start`, where the photos are not alike enough: it says what will happen first, and ' +
        'shows how far it is. `using` in `/generate` picks the photos or the trained model; without it, I take what ' +
        'has come out more alike. `/actor show` has the figures.',
    ),
    text(
      '`/generate` works without an actor too: leave it out. *Is this ours?* in the menu of a message (Apps) tells ' +
        'whether I made its pictures: each is signed, and says that a model made it.',
    ),
    divider(),
    text(commands.map(({ name, description }) => `\`${name}\` ${description}`).join('\n')),
    text('-# The person shown decides: nobody can use an actor before the person in the photos agrees.'),
  );
