import { card, divider, text, type View } from '../components.ts';

export const helpView = (commands: { name: string; description: string }[]): View =>
  card(
    'plain',
    text(
      '### From five photos to your own actor\n' +
        '1. **Cast** with `/actor register`: 5 to 10 photos of one person, who has to agree.\n' +
        '2. **Generate** at once with `/generate`: an image service gets up to four of the photos. `actor2` puts a ' +
        'second person into the picture, and *Change…* under an image changes it with words.\n' +
        '3. **Train** with `/train start`, if the images don’t look enough like the person: it tells you what will happen ' +
        'before it starts, and then how far along it is. `using` in `/generate` picks the photos or the trained model; without it, I use whichever ' +
        'has looked more like the person. `/actor show` has the figures.',
    ),
    text(
      '`/generate` works without an actor too: leave it out. In the menu of a message (Apps), *Use as reference* starts ' +
        'from its picture, if everybody in it agreed, and *Is this ours?* tells ' +
        'you whether I made its pictures. Everything I make is signed, as made by a model.',
    ),
    divider(),
    text(commands.map(({ name, description }) => `\`${name}\` ${description}`).join('\n')),
    text('-# The person shown decides: nobody can use an actor before the person in the photos agrees.'),
  );
