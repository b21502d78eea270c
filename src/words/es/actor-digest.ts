import type { Room } from '../words.ts';

export const actorDigest: Room<'actorDigest'> = {
  title: 'Imágenes de {actor} que hicieron otros',
  span: '{requests, plural, one {Una petición} other {# peticiones}}, de {from} a {to}.',
  spanServer:
    '{requests, plural, one {Una petición} other {# peticiones}} en **{server}**, de {from} a {to}.',
  alt: 'Imágenes de {actor}, numeradas',
  made: '**{number, number}** {member}: {prompt}',
  pictures: '{pictures, plural, one {# imagen} other {# imágenes}}',
  private: 'solo para quien la pidió',
  posted: '[publicada]({link}) en {channel}',
  inChannel: 'en {channel}',
  delete: 'Eliminar',
  more: 'y {count, number} más, en la galería.',
  howOften:
    'Lo que elimines desaparece para todo el mundo, y se lo digo a quien lo hizo. ¿Cada cuánto quieres este resumen?',
  allImages: 'Todas las imágenes de {actor}',
  allOfYou: 'Todas las imágenes de ti',
  empty: 'Todo lo que había en este resumen de **{actor}** se eliminó.',
  old: 'Este resumen de imágenes de ti, de {from} a {to}, tiene más de {days, plural, one {# día} other {# días}}, así que le quité las imágenes. Las que no se eliminaron están en la galería.',

  daily: 'Cada día',
  weekly: 'Cada semana',
  never: 'Nunca',
  chosenDaily: 'Cada día recibirás un resumen de las imágenes de **{actor}** que hicieron otros, si las hay.',
  chosenWeekly:
    'Cada lunes recibirás un resumen de las imágenes de **{actor}** que hicieron otros, si las hay.',
  chosenNever:
    'Ya no recibirás resúmenes de **{actor}**. `/gallery` sigue mostrando todas las imágenes de ti.',
  isDaily: '**Resumen de imágenes que hacen otros** cada día, por mensaje directo',
  isWeekly: '**Resumen de imágenes que hacen otros** cada lunes, por mensaje directo',
  isNever: '**Resumen de imágenes que hacen otros** nunca',
  closed:
    'El último no pudo llegarte ({time}): no aceptas mensajes directos míos. El próximo incluirá lo que tenía.',

  onlyPerson: 'Solo la persona retratada puede elegir cada cuánto recibe este resumen.',
};
