import type { Price } from '../../services/generation/making/ask-price.ts';
import { dollars } from '../../services/quota/money.ts';
import { t } from '../../words/words.ts';
import { button, card, note, plain, row, text, type View } from '../components.ts';

/** Asks the member whether a request is worth its price. */
export const priceView = ({ requestId, prompt, modelName, images, usd }: Price): View =>
  card(
    'warn',
    text(`### ${t('generate.costs', { dollars: dollars(usd) })}\n> ${plain(prompt, 400)}`),
    text(
      images === 1
        ? t('generate.costsOne', { model: plain(modelName) })
        : t('generate.costsEach', { images, model: plain(modelName), dollars: dollars(usd / images) }),
    ),
    row(
      button('pay', requestId, {
        label: t('generate.pay', { images, dollars: dollars(usd) }),
        style: 'primary',
      }),
      button('pay-not', requestId, { label: t('generate.noThanks') }),
    ),
    text(`-# ${t('generate.whyAsked')}`),
  );

/** Posted in the channel if the question can't reach its member privately. */
export const priceHint = (): View => note('plain', t('generate.costsUnsaid'));

export const notPaidView = (): View => note('plain', t('generate.notPaid'));

/** After a member agreed in a direct message: the channel in which the images will be, or none for private ones. */
export const agreedView = (channelId: string | undefined): View =>
  note(
    'good',
    channelId === undefined
      ? t('generate.agreedPrivate')
      : t('generate.agreedChannel', { channel: `<#${channelId}>` }),
  );
