import type { Room } from '../words.ts';

export const packs: Room<'packs'> = {
  portraits: 'Portraits',
  seasons: 'Saisons',
  professions: 'Métiers',
  travel: 'Voyages',

  title: 'Packs avec {actor}',
  hint: 'Un clic, une image par scène. Je te dis d’abord le prix et la durée.',
  images: '{images, plural, one {# image} other {# images}}',

  quoteTitle: '{pack} avec {actor}',
  postedHere:
    '**{images, plural, one {# image} other {# images}}** par **{model}**, au fur et à mesure dans ce salon',
  onlyYou: '**{images, plural, one {# image} other {# images}}** par **{model}**, pour tes yeux seulement',
  price: '**Prix** {price}',
  free: 'gratuit, car je les ai déjà toutes',
  tokens: '{tokens, plural, one {# token} other {# tokens}} du budget du jour',
  dollarsAndTokens: 'environ {dollars} et {tokens, plural, one {# token} other {# tokens}} du budget du jour',
  time: '**Durée** {time}',
  timeUnknown: 'Je ne sais pas encore combien de temps ça prendra',
  rightAway: 'tout de suite',
  seconds: 'environ {seconds, number} s',
  minutes: 'environ {minutes, number} min',
  impossible:
    '{out, plural, one {# scène sur {scenes, number} n’est pas possible : {why}} other {# scènes sur {scenes, number} ne sont pas possibles : {why}}}',
  someFree:
    '{images, plural, one {# d’entre elles est gratuite : je l’ai déjà.} other {# d’entre elles sont gratuites : je les ai déjà.}}',
  enoughFor:
    '{images, plural, =0 {Le budget du jour ne suffit pour aucune.} other {Le budget du jour suffit pour #.}}',
  asksFirst:
    'La personne représentée approuve chaque demande pour {names}, donc je demande une fois pour tout le pack.',
  make: '{images, plural, one {Créer # image} other {Créer # images}}',
  makeFor: '{images, plural, one {Créer # image pour {dollars}} other {Créer # images pour {dollars}}}',
  postInstead: 'Plutôt les publier ici',
  onlyForMe: 'Seulement pour moi',
  others: 'Autres packs',
  inEnglish: 'Les scènes sont en anglais, car c’est ce que les modèles comprennent le mieux.',
  estimate:
    'C’est une estimation, pas une facture. Tu peux annuler à tout moment : ce qui n’a pas commencé ne coûte rien.',
  failed: 'Quelque chose a mal tourné de mon côté.',
  unknown: 'Je n’ai plus ce pack. Les autres sont dans `/actor show`.',

  cancelled:
    'Annulé : {made, number} images créées sur {images, number}. Le reste n’a pas été créé et ne coûte rien.',
  allHere: 'Les {images, number} images sont toutes là.',
  someHere: '{made, number} images créées sur {images, number}.',
  elsewhere: 'Elles sont dans {channel}.',
  again: 'Encore une série',
};
