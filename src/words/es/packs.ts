import type { Room } from '../words.ts';

export const packs: Room<'packs'> = {
  portraits: 'Retratos',
  seasons: 'Estaciones',
  professions: 'Profesiones',
  travel: 'Viajes',

  title: 'Packs con {actor}',
  hint: 'Un clic, una imagen por cada escena. Antes te digo el precio y el tiempo.',
  images: '{images, plural, one {# imagen} other {# imágenes}}',

  quoteTitle: '{pack} con {actor}',
  postedHere:
    '**{images, plural, one {# imagen} other {# imágenes}}** de **{model}**, que se publican aquí según van llegando',
  onlyYou: '**{images, plural, one {# imagen} other {# imágenes}}** de **{model}**, solo para ti',
  price: '**Precio** {price}',
  free: 'gratis, porque ya las tengo todas',
  tokens: '{tokens, plural, one {# token} other {# tokens}} del presupuesto de hoy',
  dollarsAndTokens:
    'unos {dollars} y {tokens, plural, one {# token} other {# tokens}} del presupuesto de hoy',
  time: '**Tiempo** {time}',
  timeUnknown: 'Todavía no sé cuánto tardará',
  rightAway: 'al momento',
  seconds: 'unos {seconds, number} s',
  minutes: 'unos {minutes, number} min',
  impossible:
    '{out, plural, one {# de las {scenes, number} escenas no es posible: {why}} other {# de las {scenes, number} escenas no son posibles: {why}}}',
  someFree:
    '{images, plural, one {# de ellas es gratis: ya la tengo.} other {# de ellas son gratis: ya las tengo.}}',
  enoughFor:
    '{images, plural, =0 {El presupuesto de hoy no alcanza para ninguna.} one {El presupuesto de hoy alcanza para # de ellas.} other {El presupuesto de hoy alcanza para # de ellas.}}',
  asksFirst:
    'La persona retratada aprueba cada petición de {names}, así que preguntaré una sola vez por todo el pack.',
  make: '{images, plural, one {Hacer # imagen} other {Hacer # imágenes}}',
  makeFor: '{images, plural, one {Hacer # imagen por {dollars}} other {Hacer # imágenes por {dollars}}}',
  postInstead: 'Mejor publicarlas aquí',
  onlyForMe: 'Solo para mí',
  others: 'Otros packs',
  inEnglish: 'Las escenas están en inglés porque es lo que mejor entienden los modelos.',
  estimate:
    'Es una estimación, no una factura. Puedes cancelar en cualquier momento: lo que no haya empezado no cuesta nada.',
  failed: 'Algo salió mal por mi parte.',
  unknown: 'Ya no tengo ese pack. Los demás están en `/actor show`.',

  cancelled:
    'Cancelado: {made, number} de {images, number} imágenes hechas. El resto no se hizo y no cuesta nada.',
  allHere: 'Aquí están las {images, number} imágenes.',
  someHere: '{made, number} de {images, number} imágenes hechas.',
  elsewhere: 'Están en {channel}.',
  again: 'Otra ronda',
};
