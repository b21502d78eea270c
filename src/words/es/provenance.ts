import type { Room } from '../words.ts';

export const provenance: Room<'provenance'> = {
  title: '¿Es nuestra?',
  titleSeveral: '¿Son nuestras?',
  ours: '**Sí, la hice yo.** Mi firma en el archivo es válida, y nada cambió desde entonces.',
  looksOurs: '**Sí, parece una de mis imágenes.**',
  pictureChanged:
    '**Este archivo lo firmé yo, pero su imagen cambió después,** o copiaron mi firma de otra imagen. No se parece a ninguna imagen que yo tenga.',
  unknown: '**No, no conozco esta imagen.**',
  limits:
    'Reconozco imágenes reducidas o guardadas de nuevo. Se me puede escapar una recortada, con algo dibujado encima, dentro de una captura más grande o eliminada aquí.',

  unsigned: 'El archivo no tiene firma (Content Credentials).',
  fileChanged: 'El archivo tiene mi firma, pero lo cambiaron después de que lo firmé.',
  forged: 'El archivo dice estar firmado por mí. **Esa firma es falsa.**',
  invalid: 'El archivo tiene una firma que no es válida, así que no demuestra nada.',
  others: 'El archivo lo firmó alguien más. La firma es válida, pero no sé de quién es.',
  othersNamed:
    'El archivo lo firmó alguien más, que se hace llamar “{name}”. La firma es válida, pero no sé de quién es.',
  othersChanged: 'El archivo lo firmó alguien más, y lo cambiaron después.',
  othersNamedChanged: 'El archivo lo firmó alguien más, que se hace llamar “{name}”, y lo cambiaron después.',

  madeBy: 'Hecha por {member} {time} en {channel}',
  madeByPrivately: 'Hecha por {member} {time} en {channel}, en privado',
  comparesSamples: 'Compara muestras de entrenamiento de **{actor}**.',
  sample: 'Es una muestra de entrenamiento de **{actor}**, versión {version, number}.',
  whoIsTold:
    'Solo le digo quién la hizo al miembro que la hizo, a la persona retratada, a quien registró el actor y a los admins de su servidor; si es privada, solo a los dos primeros.',
  toldInServers: 'Quién la hizo solo lo digo en un servidor que me haya añadido o por mensaje directo.',
  details: 'Detalles',
  notLookedAt: 'y {pictures, number} más que no miré',

  noPicture:
    'Ese mensaje no tiene ninguna imagen que pueda mirar. Para preguntar por un archivo tuyo, usa `/show image:`.',
  animation:
    'Ese archivo está animado. Solo puedo comprobar imágenes fijas, así que envíame un solo fotograma.',
  unusable: 'No puedo mirar ese archivo. {why}',
};
