import type { Room } from '../words.ts';

export const gallery: Room<'gallery'> = {
  title: 'Bilder',
  favouritesTitle: 'Deine Favoriten',
  results: '{results, plural, one {# Ergebnis} other {# Ergebnisse}}',
  ofActor: 'von **{actor}**',
  byMember: 'gemacht von {member}',
  byModel: 'gemacht mit **{model}**',
  thatModel: 'diesem Modell',
  page: 'Seite {page, number} von {pages, number}',
  everythingOfYou:
    'Das ist alles, was von diesem Actor gemacht wurde, auch private Bilder. Was du löschst, ist für alle weg.',

  empty: 'Noch keine Bilder. `/generate` macht das erste.',
  noMatch: 'Es gibt keine Bilder, zu denen das passt: {filters}.',
  noMatchForYou: 'Es gibt keine Bilder, die du sehen kannst und zu denen das passt: {filters}.',
  noFavourites: 'Du hast hier keine Favoriten. *Favorit* unter einem Bild fügt es hinzu.',
  noFavouritesMatch: 'Du hast hier keine Favoriten, zu denen das passt: {filters}.',
  nothingToSave: 'Du hast keine Bilder gemacht, die noch hier sind. `/generate` macht das erste.',

  pictures: '{pictures, plural, one {# Bild} other {# Bilder}}',
  private: 'privat',
  details: 'Details',
  favourite: 'Favorit',
  noFavourite: 'Favorit entfernen',
  delete: 'Löschen',
  newer: 'Neuere',
  older: 'Ältere',
  small: 'Kleine Bilder',
  large: 'Große Bilder',
  save: 'Meine Bilder sichern…',

  favouriteNow:
    'Es gehört jetzt zu deinen Favoriten. `/gallery favourites:True` zeigt sie alle; niemand sonst kann sie sehen.',
  favouriteNoLonger: 'Es gehört nicht mehr zu deinen Favoriten.',
  noActorOfYou: 'Kein Actor mit diesem Namen zeigt dich.',
  giveIdOrImage:
    'Gib die `id` eines Bildes an, um es zu sehen, oder hänge ein Bild (`image`) an, um zu fragen, ob ich es gemacht habe.',
};
