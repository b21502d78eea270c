import type { Price } from '../../services/generation/making/ask-price.ts';
import { dollars } from '../../services/quota/money.ts';
import { button, card, note, plain, row, text, type View } from '../components.ts';

/** Asks the member whether a request is worth its price. */
export const priceView = ({ requestId, prompt, modelName, images, usd }: Price): View =>
  card(
    'warn',
    text(`### This costs about ${dollars(usd)}\n> ${plain(prompt, 400)}`),
    text(
      images === 1
        ? `One image by **${plain(modelName)}**. Nothing has been made or paid for yet.`
        : `${images} images by **${plain(modelName)}**, about ${dollars(usd / images)} each. Nothing has been made or paid for yet.`,
    ),
    row(
      button('pay', requestId, {
        label: `Make ${images === 1 ? 'it' : 'them'} for ${dollars(usd)}`,
        style: 'primary',
      }),
      button('pay-not', requestId, { label: 'No, thanks' }),
    ),
    text(
      '-# The admins of this server want me to ask first. It’s an estimate, not a bill. I’ll wait a day for your answer.',
    ),
  );

/** Posted in the channel if the question can't reach its member privately. */
export const priceHint = note(
  'plain',
  'The images you asked for cost enough that I have to ask you first, and I couldn’t reach you. Ask again to see the price.',
);

export const notPaidView = (): View => note('plain', 'OK, nothing was made or paid for.');
