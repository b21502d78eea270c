import { card, divider, text, type View } from '../components.ts';

export const helpView = (commands: { name: string; description: string }[]): View =>
  card(
    'plain',
    text(
      '### From five photos to your own actor\n' +
        '1. **Cast** with `/actor register`: 5 to 10 photos of one person, who agrees to it.\n' +
        '2. **Train** with `/train start`: it says what will happen first, and shows how far it is.\n' +
        '3. **Generate** with `/generate`, with the actor or without.',
    ),
    divider(),
    text(commands.map(({ name, description }) => `\`${name}\` ${description}`).join('\n')),
    text('-# The person shown decides: no actor is used before the person in the photos has agreed.'),
  );
