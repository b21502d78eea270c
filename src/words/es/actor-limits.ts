import type { Room } from '../words.ts';

export const actorLimits: Room<'actorLimits'> = {
  swimwear: 'Sin ropa de baño',
  violence: 'Sin violencia',
  politics: 'Sin política ni publicidad',
  others: 'Sin otras personas en la imagen',
  realistic: 'Sin imágenes realistas',
  mark: 'Una marca visible en cada imagen',
  swimwearHow: 'La ropa interior también cuenta. Reviso el prompt y la imagen.',
  violenceHow: 'Las armas también cuentan. Reviso el prompt; la imagen no puedo revisarla.',
  politicsHow: 'Reviso el prompt; la imagen no puedo revisarla.',
  othersHow: 'Reviso el prompt y cuento las caras de la imagen.',
  realisticHow: 'Le pido al modelo un dibujo. No puedo comprobar que la imagen lo sea.',
  markHow: 'Un pequeño “AI” en la esquina.',
  formTitle: 'Límites de las imágenes',
  formIntro: 'Qué no puede hacer nadie de **{actor}**. Vale desde ya, también para lo que está en la cola.',
  formLimits: 'Límites',
  formOwn: 'Con tus palabras (opcional)',
  formOwnExample: 'nunca fumando, sin payasos',
  formOwnHow: 'Busco estas palabras en el prompt; la imagen no puedo revisarla.',

  noSwimwear: 'sin ropa de baño',
  noViolence: 'sin violencia',
  noPolitics: 'sin política ni publicidad',
  noOthers: 'sin otras personas en la imagen',
  noRealistic: 'sin imágenes realistas',
  visibleMark: 'una marca visible en cada imagen',
  quoted: '“{words}”',
  ownWords: 'algo con sus propias palabras',
  none: 'ninguno',

  button: 'Límites…',
  listed: '**Límites de las imágenes** {limits}',
  set: '**Límites de {actor}** {limits}',
  setNone: '**{actor}** ya no tiene límites.',
  setFrom:
    'Vale desde ya, también para lo que está en la cola. Las imágenes ya publicadas se quedan hasta que las elimines en `/gallery`.',

  onlyPerson: 'Solo la persona retratada puede fijar límites para sus imágenes.',
  onlyOwner: 'Solo quien registró a esta persona puede fijar límites para sus imágenes.',
  changedMeanwhile:
    'Los límites cambiaron desde que abriste este formulario, así que no se cambió nada. Ábrelo de nuevo.',
};
