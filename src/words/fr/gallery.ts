import type { Room } from '../words.ts';

export const gallery: Room<'gallery'> = {
  title: 'Images',
  favouritesTitle: 'Tes favoris',
  results: '{results, plural, one {# résultat} other {# résultats}}',
  ofActor: 'de **{actor}**',
  byMember: 'par {member}',
  byModel: 'créées avec **{model}**',
  thatModel: 'ce modèle',
  page: 'page {page, number} sur {pages, number}',
  everythingOfYou:
    'C’est tout ce qui a été créé de cet acteur, y compris les images privées. Ce que tu supprimes disparaît pour tout le monde.',

  empty: 'Pas encore d’images. `/generate` crée la première.',
  noMatch: 'Aucune image ne correspond à ça : {filters}.',
  noMatchForYou: 'Aucune image que tu peux voir ne correspond à ça : {filters}.',
  noFavourites: 'Tu n’as pas de favoris ici. *Favori* sous une image l’ajoute.',
  noFavouritesMatch: 'Tu n’as pas de favoris ici qui correspondent à ça : {filters}.',
  nothingToSave: 'Tu n’as pas créé d’images qui soient encore là. `/generate` crée la première.',

  pictures: '{pictures, plural, one {# image} other {# images}}',
  private: 'privée',
  details: 'Détails',
  favourite: 'Favori',
  noFavourite: 'Retirer des favoris',
  delete: 'Supprimer',
  newer: 'Plus récentes',
  older: 'Plus anciennes',
  small: 'Petites images',
  large: 'Grandes images',
  save: 'Sauvegarder mes images…',

  favouriteNow:
    'C’est maintenant un de tes favoris. `/gallery favourites:True` les montre tous ; personne d’autre ne peut les voir.',
  favouriteNoLonger: 'Ce n’est plus un de tes favoris.',
  noActorOfYou: 'Aucun acteur de ce nom ne te montre.',
  giveIdOrImage:
    'Donne l’`id` d’une image pour la voir, ou joins une `image` pour demander si je l’ai créée.',
};
