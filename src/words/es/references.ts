import type { Room } from '../words.ts';

export const references: Room<'references'> = {
  somebodyElse:
    'Alguien en esta imagen no dio su permiso para que hagas imágenes suyas aquí, así que no la usaré. Si sales tú, antes regístrate como actor con `/actor register`. Si es un dibujo, recórtalo sin las caras: no distingo una cara dibujada de una real.',
  actorNotYours:
    'En esta imagen sale **{actor}**, y ahora no puedes usar ese actor, así que no usaré la imagen. `/actor show` dice por qué.',
  nudity: 'Parece que esa imagen muestra desnudez, así que no la usaré.',
  unseen:
    'Ahora mismo no pude mirar esa imagen, y no uso imágenes sin mirarlas. Inténtalo de nuevo en unos minutos.',
  crowd:
    'En esa imagen hay demasiadas personas para saber si todas dieron su permiso. Recórtala e inténtalo de nuevo.',
  looksYoung: 'Alguien en esa imagen parece menor de 18 años, así que no la usaré.',
  tooManyActors:
    'Esa imagen muestra {actors, number} actores, y puedo distinguir como máximo {most, number}. Recórtala e inténtalo de nuevo.',
  unusable: 'No puedo usar esa imagen. {why}',
  animation: 'Esa imagen es una animación. Dame un fotograma.',
  dataDeleted: 'Tus datos se eliminaron entretanto, así que no guardé la imagen.',
  gone: 'Ya no tengo esa imagen. Elige otra vez *Usar como referencia* en el mensaje.',
  strangersStatement:
    'Todas las personas de esta imagen que no son actores aquí son mayores de edad y han aceptado, como describo abajo, que este bot haga imágenes a partir de ella y la envíe al servicio de imágenes que usa este servidor.',
};
