import type { Room } from '../words.ts';

export const gallery: Room<'gallery'> = {
  title: 'Imágenes',
  favouritesTitle: 'Tus favoritos',
  results: '{results, plural, one {# resultado} other {# resultados}}',
  ofActor: 'de **{actor}**',
  byMember: 'hechas por {member}',
  byModel: 'hechas con **{model}**',
  thatModel: 'ese modelo',
  page: 'página {page, number} de {pages, number}',
  everythingOfYou:
    'Esto es todo lo que se hizo de este actor, también las imágenes privadas. Lo que elimines desaparece para todo el mundo.',

  empty: 'Todavía no hay imágenes. `/generate` hace la primera.',
  noMatch: 'No hay imágenes que coincidan con esto: {filters}.',
  noMatchForYou: 'No hay imágenes que puedas ver y que coincidan con esto: {filters}.',
  noFavourites: 'Aquí no tienes favoritos. *Favorito* debajo de una imagen la añade.',
  noFavouritesMatch: 'Aquí no tienes favoritos que coincidan con esto: {filters}.',
  nothingToSave: 'No has hecho imágenes que sigan aquí. `/generate` hace la primera.',

  pictures: '{pictures, plural, one {# imagen} other {# imágenes}}',
  private: 'privada',
  details: 'Detalles',
  favourite: 'Favorito',
  noFavourite: 'Quitar favorito',
  delete: 'Eliminar',
  newer: 'Más nuevas',
  older: 'Más antiguas',
  small: 'Imágenes pequeñas',
  large: 'Imágenes grandes',
  save: 'Guardar mis imágenes…',

  favouriteNow:
    'Ahora está entre tus favoritos. `/gallery favourites:True` los muestra todos; nadie más puede verlos.',
  favouriteNoLonger: 'Ya no está entre tus favoritos.',
  noActorOfYou: 'Ningún actor con ese nombre te muestra a ti.',
  giveIdOrImage:
    'Pon el `id` de una imagen para verla, o adjunta una imagen (`image`) para preguntar si la hice yo.',
};
