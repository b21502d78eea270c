import type { Room } from '../words.ts';

export const actorDigest: Room<'actorDigest'> = {
  title: 'Images de {actor} créées par d’autres',
  span: '{requests, plural, one {# demande} other {# demandes}}, {from} – {to}.',
  spanServer: '{requests, plural, one {# demande} other {# demandes}} sur **{server}**, {from} – {to}.',
  alt: 'Images de {actor}, numérotées',
  made: '**{number, number}** {member} : {prompt}',
  pictures: '{pictures, plural, one {# image} other {# images}}',
  private: 'visible pour ce membre seulement',
  posted: '[publié]({link}) dans {channel}',
  inChannel: 'dans {channel}',
  delete: 'Supprimer',
  more: 'et {count, plural, one {# autre} other {# autres}} dans la galerie.',
  howOften:
    'Ce que tu supprimes disparaît pour tout le monde, et je préviens le membre qui l’a créé. Tu veux ce récapitulatif tous les combien ?',
  allImages: 'Toutes les images de {actor}',
  allOfYou: 'Toutes les images de toi',
  empty: 'Tout ce que contenait ce récapitulatif sur **{actor}** a été supprimé.',
  old: 'Ce récapitulatif d’images de toi ({from} – {to}) a plus de {days, plural, one {# jour} other {# jours}}, donc j’en ai retiré les images. Celles qui n’ont pas été supprimées sont dans la galerie.',

  daily: 'Chaque jour',
  weekly: 'Chaque semaine',
  never: 'Jamais',
  chosenDaily:
    'Tu recevras chaque jour un récapitulatif des images de **{actor}** créées par d’autres, s’il y en a.',
  chosenWeekly:
    'Tu recevras chaque lundi un récapitulatif des images de **{actor}** créées par d’autres, s’il y en a.',
  chosenNever:
    'Tu ne recevras plus de récapitulatif pour **{actor}**. `/gallery` montre toujours chaque image de toi.',
  isDaily: '**Récapitulatif des images créées par d’autres** chaque jour, en message privé',
  isWeekly: '**Récapitulatif des images créées par d’autres** chaque lundi, en message privé',
  isNever: '**Récapitulatif des images créées par d’autres** jamais',
  closed:
    'Le dernier n’a pas pu t’arriver ({time}) : tu n’acceptes pas mes messages privés. Le prochain reprendra ce qu’il contenait.',

  onlyPerson: 'Seule la personne représentée peut choisir la fréquence de ce récapitulatif.',
};
