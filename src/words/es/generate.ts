import type { Room } from '../words.ts';

export const generate: Room<'generate'> = {
  reroll: 'Regenerar',
  variations: 'Variaciones',
  change: 'Cambiar…',
  editPrompt: 'Editar prompt',
  improve: 'Mejorar',
  details: 'Detalles',
  favourite: 'Favorito',
  delete: 'Eliminar',
  cancel: 'Cancelar',
  noThanks: 'No, gracias',
  castPhotos: '{names} desde fotos',
  castTrained: '{names} entrenado v{version}',
  style: 'estilo {style}',
  seed: 'seed {seed}',
  seedsFrom: 'seed {seed} en adelante',
  seeds: 'seeds {seeds}',
  steps: '{steps, plural, one {# paso} other {# pasos}}',
  guidance: 'guidance {guidance, number}',
  fromCache: 'De la caché: gratis',
  tokens: '{tokens, plural, one {# token} other {# tokens}} del presupuesto de hoy',
  forMember: 'para {member}',

  cutOff:
    'Este modelo lee {most, plural, one {# token} other {# tokens}} de un prompt; el tuyo tiene {tokens, number}. El final quedó cortado.',
  standIn: 'A {actor} lo entrenó un entrenador de prueba: en realidad no se aprendió nada.',
  fromBrought: 'Hecha a partir de una imagen que me dio {member}.',
  changedCopy: 'Una copia cambiada de una imagen anterior, que se queda como estaba.',
  drawn: 'Hecha como dibujo, porque la persona retratada no quiere imágenes realistas.',
  variationsOf: 'Variaciones de una imagen anterior.',
  variationsFromWords:
    'Ahora mismo no hay disponible ningún modelo que parta de una imagen, así que estas salen de las mismas palabras.',
  isActor: '**{name}** es un actor aquí. Si quieres que salga en la imagen, elígelo como `actor`.',
  unkept: 'No pude guardar esto: mi disco está lleno. Guarda la imagen ahora; sus botones no funcionarán.',
  missing: 'Falta una imagen: {why}',
  privateReady: 'Tus imágenes privadas están listas.',
  showMe: 'Enséñamelas',
  elsewhere: 'Las imágenes están en {channel}: {link}',
  notTaken:
    'Tus imágenes están listas y guardadas, pero Discord no las aceptó aquí. `/show id:{id}` las muestra.',

  alt: 'Imagen hecha con el prompt: {prompt}',
  altOf: 'Imagen de {names} hecha con el prompt: {prompt}',
  altNth: 'Imagen {n, number} de {images, number} hecha con el prompt: {prompt}',
  altNthOf: 'Imagen {n, number} de {images, number} de {names} hecha con el prompt: {prompt}',

  likeness: '**Parecido** {figures} (mi propia medida; desde {needed} es la misma persona)',
  notMeasured: 'sin medir',
  noFace: 'ninguna cara',
  twiceThis: 'Parece que en esta imagen una de las dos personas sale dos veces.',
  twiceNth: 'Parece que en la imagen {n, number} una de las dos personas sale dos veces.',
  nobodyThis: 'En esta imagen no hay ninguna cara que pueda ser la de {actor}.',
  nobodyNth: 'En la imagen {n, number} no hay ninguna cara que pueda ser la de {actor}.',
  otherThis: 'En esta imagen sale otra persona, no {actor}: parecido {likeness} (hace falta {needed}).',
  otherNth:
    'En la imagen {n, number} sale otra persona, no {actor}: parecido {likeness} (hace falta {needed}).',
  lookAlike: 'Las dos personas se parecen en sus fotos, así que no puedo distinguirlas.',
  rerollCosts:
    'No rehago imágenes por mi cuenta. {images, plural, one {Regenerar la hace de nuevo} other {Regenerar hace de nuevo las #}} y cuesta {tokens, plural, one {# token} other {# tokens}} del presupuesto de hoy.',

  settings: 'Ajustes',
  promptSent: '**Prompt enviado** {prompt}',
  negative: '**Negativo** {prompt}',
  model: '**Modelo** {repo} en {revision}',
  styleUsed: '**Estilo** {style}',
  actor: '**Actor** {actor}',
  lora: '**LoRA** {repo} en {revision}, fuerza {strength, number}',
  startsFrom: '**Parte de una imagen**, fuerza {strength, number}',
  looksAtPicture: '**Se basa en** la imagen que se cambia',
  looksAtPhotos: '**Se basa en** {photos, plural, one {una foto} other {# fotos}}',
  seedUsed: '**Seed** {seeds}',
  stepsUsed: '**Pasos** {steps, number}',
  guidanceUsed: '**Guidance** {guidance, number}',
  size: '**Tamaño** {size}',
  madeBy: '**Hecha** {time} por {member}',
  fileSays: 'Imagen {id}. Los mismos ajustes están en el propio archivo, como texto PNG.',

  tooSexual: 'Aquí no se muestra: solo en canales con restricción de edad donde los admins lo permitan.',
  looksYoung: 'No se muestra, porque alguien parece menor de 18 años. Es una estimación y puede fallar.',
  againstLimits: 'No se muestra: la persona que sale ya no quiere imágenes así.',
  unchecked:
    'No se muestra, porque ahora mismo falló el control de seguridad. Inténtalo de nuevo en unos minutos.',
  pictureGone: 'La imagen ya no está guardada.',

  deleteTitle: '{images, plural, one {¿Eliminar esta imagen?} other {¿Eliminar estas # imágenes?}}',
  deleteWhat:
    '{images, plural, one {Desaparece de la galería, y se elimina el mensaje que la muestra.} other {Desaparecen de la galería, y se elimina el mensaje que las muestra.}} No se puede deshacer.',
  deleteNow: 'Eliminar para siempre',
  keep: 'Conservar',
  deleted: 'Eliminado.',
  notDeleted: 'No se eliminó nada.',
  showImage: 'Mostrar la imagen',
  goneHere:
    '{images, plural, one {{member}, se eliminó una imagen que hiciste.} other {{member}, se eliminaron imágenes que hiciste.}}',
  gone:
    '{images, plural, one {Se eliminó una imagen de {names} que hiciste: la persona retratada decide qué se queda.} other {Se eliminaron # imágenes de {names} que hiciste: la persona retratada decide qué se queda.}} No tienes que hacer nada.',

  promptField: 'Prompt',
  editTitle: 'Editar el prompt',
  makeOfMessageTitle: 'Hacer una imagen de esto',
  generateTitle: 'Generar a {actor}',
  changeTitle: 'Cambiar una imagen con palabras',
  changeField: '¿Qué debe cambiar?',
  changeExample: 'Que sea de noche, con nieve en los tejados',
  whichImage: '¿Qué imagen?',
  imageNth: 'Imagen {n, number}',
  variationsTitle: 'Cuatro variaciones',
  howDifferent: '¿Qué tan distintas deben ser?',
  aLittle: 'Un poco',
  clearly: 'Claramente',
  aLot: 'Mucho',
  noStart:
    'Ahora mismo no hay disponible ningún modelo que parta de una imagen, así que se hacen con las mismas palabras y seeds nuevas.',
  madeByFirst: 'Las hace el primer modelo que parta de una imagen.',
  madeByModel: 'Las hace **{model}**.',
  madeByOther: 'Las hace **{model}**, no **{before}**.',
  whatStays:
    'El prompt, el prompt negativo y el formato se quedan igual. Los pasos y el guidance son los de ese modelo, y las seeds son nuevas.',
  trainedUnused: 'El parecido sale de la imagen; no se usa la versión entrenada.',

  improveTitle: '¿Qué tal así?',
  youWrote: 'Tú escribiste: {prompt}',
  makeIt: 'Hacerla así',
  editFirst: 'Editar antes',
  improvedBy: 'Lo escribió un modelo de chat, sin ver la imagen ni ningún nombre. Lo guardo un día.',

  costs: 'Esto cuesta unos {dollars}',
  costsOne: 'Una imagen de **{model}**. Todavía no se hizo ni se pagó nada.',
  costsEach:
    '{images, plural, one {# imagen} other {# imágenes}} de **{model}**, unos {dollars} cada una. Todavía no se hizo ni se pagó nada.',
  pay: '{images, plural, one {Hacerla por {dollars}} other {Hacerlas por {dollars}}}',
  whyAsked:
    'Los admins de este servidor quieren que pregunte antes. Es una estimación, no una factura. Espero tu respuesta un día.',
  costsUnsaid:
    'Las imágenes que pediste cuestan lo bastante como para preguntarte antes, y no pude contactarte. Pídelas de nuevo para ver el precio.',
  notPaid: 'OK, no se hizo ni se pagó nada.',

  inIt: 'Sale: {names}.',
  firstOf: 'Esta es la primera de las {pictures, number} imágenes de ese mensaje.',
  agreedTitle: '¿Dieron su permiso?',
  strangers:
    '{people, plural, one {En esta imagen hay una persona que no es un actor aquí.} other {En esta imagen hay # personas que no son actores aquí.}} Cuéntame cómo dieron su permiso y podré usarla.',
  theyAgreed: 'Dieron su permiso…',
  statementKept:
    'Lo que escribas se guarda con la imagen. No distingo una cara dibujada de la foto de una persona.',
  canStart: 'Puedo partir de esta imagen',
  tellWhat: 'Dime qué cambiar.',
  onlyYou:
    '{days, plural, one {Solo tú puedes usarla, en este servidor, durante # día.} other {Solo tú puedes usarla, en este servidor, durante # días.}}',
  agreedForm: 'Dieron su permiso',
  howAgreed: 'Cómo y cuándo dieron su permiso',
  changePicture: 'Cambiar una imagen con palabras',
  noPicture: 'Ese mensaje no tiene ninguna imagen que pueda usar.',
  noText: 'Ese mensaje no tiene texto para hacer una imagen.',
  notMine: 'Ese mensaje no muestra ninguna imagen mía. Elige uno que haya publicado yo.',

  making: '{images, plural, one {Haciendo tu imagen…} other {Haciendo tus # imágenes…}}',
  warmingUp: 'El modelo se está preparando: faltan unos {seconds, number} s.',
  askedToWait: 'Hugging Face me pide esperar {seconds, number} s.',
  doneOf: '{done, number} de {images, number}',
  next: 'Siguiente en la cola.',
  nextIn: 'Siguiente en la cola; empieza en unos {seconds, number} s.',
  ahead: 'En la cola, {images, plural, one {# imagen} other {# imágenes}} por delante.',
  aheadIn:
    'En la cola, {images, plural, one {# imagen} other {# imágenes}} por delante; empieza en unos {seconds, number} s.',
  cancelled: 'Cancelado. Lo que no había empezado no se hará.',

  fromPhotosOption: '{name} (desde fotos)',
  fromPhotos: 'desde fotos',
  trainedModel: 'el modelo entrenado',
  unavailable: 'no disponible ahora',
};
