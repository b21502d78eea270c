import type { Room } from '../words.ts';

export const actorPhotos: Room<'actorPhotos'> = {
  enough: '{actor} tiene suficientes fotos',
  notEnough: '{actor} necesita más fotos',
  usable: 'Se pueden usar {usable, number} de {photos, plural, one {# foto} other {# fotos}}.',
  usableAsTheyAre:
    'Se pueden usar tal cual {usable, number} de {photos, plural, one {# foto} other {# fotos}}.',
  fileRefused: '**{file}:** {why}',
  photo: '**Foto {number, number}:** {why}',
  photoAccepted: '**Foto {number, number}:** {why} (Aceptada.)',
  good: '{count, plural, one {**La foto {photos}** está bien.} other {**Las fotos {photos}** están bien.}}',
  moreInPicture: 'y {count, number} más, mira la imagen',
  none: 'No queda ninguna foto.',
  wouldHelp: 'Qué ayudaría',
  yourConsent: 'Tu consentimiento',
  noMetadata: 'Se guardan sin metadatos: ni lugar, ni hora, ni cámara.',
  acceptWarnings: 'Aceptar con avisos',
  replace: 'Cambiar la {number, number}',
  remove: 'Quitar la {number, number}',

  alt: 'Hoja de contactos de {actor}: {good, number} bien, {warned, number} con avisos, {unusable, number} no utilizables. {photos}.',
  altPhoto: '{number, number} {verdict}',
  altNotTaken: '{letter} no aceptada, {why}',
  altGood: 'bien',
  altWarn: 'con un aviso',
  altBad: 'no utilizable',

  replaceTitle: 'Cambiar la foto {number, number}',
  replaceField: 'Foto',
  replaceHow:
    'Ocupa el lugar de la foto {number, number} una vez revisada. Un actor tiene como máximo {most, number}.',
  addTitle: 'Añadir fotos',
  addField: 'Fotos',
  addHow: 'Hasta {most, number} más de la misma persona',
  checking: 'Revisando tus fotos…',
  progress: '{done, number} de {total, number}',

  noSuchPhoto: 'No hay ninguna foto {number}: {actor} tiene {photos, number}. Pon números como `2` o `2, 5`.',
  alreadyGone: 'Esa foto ya no está. Las actuales están en `/actor photos`.',
  onlyPersonAdds: 'Ahora solo la persona retratada puede añadir fotos.',
  onlyTheySee: 'Solo quien registró un actor y la persona retratada pueden ver sus fotos.',
  onlyPersonChanges:
    'La persona retratada dio su permiso para estas fotos, así que ahora solo ella puede cambiarlas.',
  onlyTheyChange: 'Solo quien registró un actor y la persona retratada pueden cambiar sus fotos.',
  faceKnown:
    'No se añadió: en este servidor ya hay alguien registrado con esta cara, y los admins no permiten una cara dos veces.',
  changedMeanwhile: 'No se añadió: las fotos cambiaron entretanto. Mira `/actor show`.',
  tooMany: 'No se añadió: un actor tiene como máximo {most, number} fotos.',
};
