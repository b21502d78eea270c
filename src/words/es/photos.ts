import type { Room } from '../words.ts';

export const photos: Room<'photos'> = {
  good: 'bien',
  tooDarkShort: 'muy oscura',
  tooDark: 'Es demasiado oscura. Hazla con luz de día o enciende una luz.',
  tooDarkForFace: 'No muestra ninguna cara clara: es demasiado oscura. Hazla con luz de día.',
  tooBrightShort: 'muy clara',
  tooBright: 'Está sobreexpuesta: en la cara ya no hay detalle. Hazla con menos luz.',
  tooBrightForFace: 'No muestra ninguna cara clara: está sobreexpuesta. Hazla con menos luz.',
  flatShort: 'poco contraste',
  flat: 'Casi no tiene contraste en la cara. Hazla con mejor luz.',
  tooFlatForFace: 'No muestra ninguna cara clara: casi no tiene contraste.',
  noFaceShort: 'sin cara',
  noFace: 'No muestra ninguna cara. Elige una con la cara hacia la cámara, derecha y a la vista.',
  faceSmallShort: 'cara pequeña',
  faceSmall:
    'La cara solo mide {pixels, number} píxeles de ancho; hacen falta {needed, number}. Recórtala o acércate más.',
  blurredShort: 'borrosa',
  blurred: 'Está borrosa. Mantén el pulso, enfoca la cara y repítela.',
  softShort: 'algo borrosa',
  soft: 'Está un poco desenfocada. Una más nítida enseña más.',
  cutOffShort: 'cara cortada',
  cutOff: 'Corta la cara en el borde. Deja algo de espacio alrededor.',
  unseenShort: 'sin revisar',
  unseen: 'Se guardó antes de que yo revisara las fotos. Cámbiala por la misma foto para que la revise.',
  nudityShort: 'desnudez',
  nudity: 'Parece que muestra desnudez, así que no se guardó. Envía otra.',
  upsideDownShort: 'al revés',
  upsideDown: 'Está boca abajo. Ponla derecha y envíala de nuevo.',
  sidewaysShort: 'de lado',
  sideways: 'Está de lado. Ponla derecha y envíala de nuevo.',
  looksYoungShort: '¿menor?',
  looksYoung:
    'Puede que muestre a alguien menor de 18 años. Es una estimación y puede fallar. Solo los adultos pueden ser actores: úsala solo si tiene 18 años o más.',
  severalFacesShort: '{faces, plural, one {# cara} other {# caras}}',
  severalFaces:
    'Muestra {faces, plural, one {# cara} other {# caras}}. Se usa la del recuadro; recorta las demás para ir sobre seguro.',
  perhapsOtherShort: '¿es la misma?',
  perhapsOther: 'Puede que muestre a otra persona: la cara no se parece mucho a las demás. Compruébalo.',
  otherPersonShort: 'otra persona',
  otherPerson: 'No parece mostrar a la misma persona que las otras fotos.',
  otherPersonPicked:
    'Muestra varias caras, y la que elegí no es la de la persona de las otras fotos. Recórtala para dejar la cara correcta.',
  sameAsShort: 'igual que la {photo, number}',
  twiceShort: 'repetida',
  sameAs: 'Es la misma imagen que la foto {photo, number}.',
  sameAsFile: 'Es la misma imagen que otro archivo.',
  nearlySameAs: 'Es casi la misma imagen que la foto {photo, number}. Una toma distinta enseña más.',
  nearlySameAsFile: 'Es casi la misma imagen que otro archivo. Una toma distinta enseña más.',
  sameShotAsShort: '¿como la {photo, number}?',
  sameShotShort: '¿misma toma?',
  sameShotAs:
    'Parece la misma toma que la foto {photo, number}, recortada, girada o reflejada. Una toma distinta enseña más.',
  sameShotAsFile:
    'Parece la misma toma que otro archivo, recortada, girada o reflejada. Una toma distinta enseña más.',

  addMore:
    'Añade {missing, plural, one {# foto más} other {# fotos más}}: hacen falta al menos {least, number}.',
  addMoreOrAccept:
    'Añade {missing, plural, one {# foto más} other {# fotos más}}, o acepta {acceptable, plural, one {la que tiene avisos} other {las # que tienen avisos}}: hacen falta al menos {least, number}.',
  allOneSession: 'Todas parecen de una misma sesión. Añade fotos de otros días, con otra luz y otra ropa.',
  someOneSession:
    '{photos, number} de {all, number} parecen de una misma sesión. Añade fotos de otros días, con otra luz y otra ropa.',
  allClose: 'Todas son primeros planos. Añade una de la cintura hacia arriba y una de cuerpo entero.',
  allFar: 'Todas son de lejos. Añade un primer plano de la cara.',
  allDark: 'Todas son bastante oscuras. Añade una con luz de día.',
  moreIsBetter: 'Con estas puedes empezar. Con ocho a diez fotos, el parecido mejora.',

  tooLarge: 'Pesa más de {megabytes, number} MB. Envía una copia más pequeña.',
  notDownloaded: 'No se pudo descargar de Discord. Adjúntala de nuevo.',
  notDownloadedInTime: 'No se pudo descargar de Discord a tiempo. Adjúntala de nuevo.',
  notReached: 'No dio tiempo a revisarla, porque las fotos anteriores tardaron demasiado. Envíala de nuevo.',
  notChecked: 'Ahora mismo no se pudo revisar. Envíala de nuevo en un minuto.',
  notRead: 'No se pudo leer.',
  damaged: 'Está dañada o incompleta. Envíala de nuevo o elige otra.',
  noImage: 'No es una imagen, diga lo que diga su nombre. Envía una foto JPEG, PNG, WebP o AVIF.',
  heic: 'Es una foto HEIC, y no puedo leerlas. Envíala como JPEG; en un iPhone, pon Ajustes → Cámara → Formatos en «Más compatible».',
  gif: 'Es un GIF, y no puedo leerlos. Guarda una de sus imágenes como JPEG o PNG y envía esa.',
  tiff: 'Es un TIFF o un archivo RAW de cámara, y no puedo leerlos. Expórtala como JPEG y envía ese.',
  bmp: 'Es un mapa de bits BMP, y no puedo leerlos. Guárdala como JPEG o PNG y envía ese.',
  jpegXl: 'Es una foto JPEG XL, y no puedo leerlas. Expórtala como JPEG y envía ese.',
  svg: 'Es un dibujo (SVG), no una foto. Envía un JPEG, PNG o WebP.',
  video: 'Es un video, no una foto. Saca un fotograma y envíalo como JPEG.',
  tooSmall: 'Solo tiene {width} × {height} píxeles. El lado más corto necesita al menos {least, number}.',
  tooManyPixels:
    'Tiene {width} × {height} píxeles, más de los que puedo leer. Envía una copia más pequeña, como JPEG.',
  tooMuchMemory:
    'Con {width} × {height} píxeles y tal como se guardó, abrirla ocupa demasiada memoria. Guárdala como JPEG normal o envía una copia más pequeña.',
  empty: 'Está casi vacía para sus {width} × {height} píxeles. Envía una foto.',
  packed:
    'Lleva muchos más datos ocultos de los que necesita una foto. Guárdala otra vez como JPEG y envía ese.',
  tooSlow: 'Tardó demasiado en abrirse. Guárdala como JPEG normal o envía una copia más pequeña.',
};
