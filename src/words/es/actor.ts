import type { Room } from '../words.ts';

export const actor: Room<'actor'> = {
  listTitle: 'Tus actores',
  listEmptyTitle: 'Todavía no hay actores que puedas usar',
  listEmpty:
    'Registra a alguien con `/actor register`. Hacen falta un nombre, de 5 a 10 fotos y el consentimiento de la persona que sale en ellas.',
  listed: '**{actor}** · {photos, plural, one {# foto} other {# fotos}}',

  needsMore:
    '{missing, plural, one {Le falta # foto utilizable} other {Le faltan # fotos utilizables}} para poder entrenar (hacen falta al menos {least, number}).',
  needsMoreOrAccept:
    '{missing, plural, one {Le falta # foto utilizable} other {Le faltan # fotos utilizables}} para poder entrenar: añade algunas o acepta las que tienen avisos (`/actor photos`).',
  waitsForFace: 'Espera a un admin, porque su cara ya está registrada en este servidor.',
  waitsForConsent: 'Espera el consentimiento de {person}.',
  waitsForAdmin: 'Espera a un admin, porque la persona retratada no está en este servidor.',
  trained: 'Entrenado: versión {version, number}. Listo para `/generate`.',
  ready:
    'Listo para `/generate`, a partir de las fotos. `/train start` entrena un modelo para que se parezca más.',

  agree: 'Soy yo en estas fotos y doy mi permiso',
  addPhotos: 'Añadir fotos',
  generate: 'Generar',
  train: 'Empezar a entrenar',
  trainAgain: 'Entrenar otra vez',
  packs: 'Pack…',
  history: 'Historial',

  shows: '**Muestra a** {person} · **registrado por** {member} {time}',
  showsOutsider: '**Muestra a** alguien de fuera de este servidor · **registrado por** {member} {time}',
  canUse: '**Quién puede usarlo** {who}',
  everyone: 'todo el mundo en este servidor',
  askPerson: 'todo el mundo en este servidor, y la persona retratada aprueba cada petición',
  askOwner: 'todo el mundo en este servidor, y {member} aprueba cada petición',
  onlyPerson: 'solo la persona retratada',
  onlyOwner: 'solo {member}',
  personAndMembers: 'la persona retratada y {members}',
  limits: '**Límites de las imágenes** {limits}',
  consentGiven: '**Consentimiento** dado por {member} {time}, texto {version, number}',
  consentApproved: '**Consentimiento** aprobado por {member} {time}, texto {version, number}',
  consentMissing: '**Consentimiento** todavía no',
  statement: '**Declaración** {words}',
  photos: '**Fotos** {photos, number}',
  version: '**Versión** {version, number}, entrenada {time} sobre `{base}`, {steps, number} pasos',
  versionStandIn:
    '**Versión** {version, number}, entrenada {time} sobre `{base}`, {steps, number} pasos (por un entrenador de prueba: en realidad no se entrenó nada)',
  versionsUnused: '**Versión** ninguna en uso, {versions, number} guardadas: `/actor versions` las compara',
  versionNone: '**Versión** ninguna todavía',
  yourConsent: 'Tu consentimiento',
  samplesLikeness: '**Parecido de sus muestras** {likeness}',
  samplesNotMeasured: '**Parecido de sus muestras** sin medir',
  photoAlt: 'Foto {number, number} de {actor}',
  sampleAlt: 'Muestra {number, number} de {actor}',

  imagesLikeness: '**Parecido de sus imágenes**, según mi propia medida',
  likenessPhotos: 'desde fotos, {model}',
  likenessTrained: 'entrenado v{version, number}, {model}',
  likenessEarlier: 'desde una imagen anterior, {model}',
  likenessIn: '{way}: **{likeness}** en {images, plural, one {# imagen} other {# imágenes}}',
  likenessNoFace: '{way}: ninguna cara en {images, plural, one {# imagen} other {# imágenes}}',
  ofSomebodyElse: '{images, number} de otra persona',
  withoutFace: '{images, number} sin cara',

  fromEndpoint: '**Con el modelo entrenado** desde el endpoint propio del bot.',
  fromProvider: '**Con el modelo entrenado** desde {provider}.',
  fromProviderLink:
    '**Con el modelo entrenado** desde {provider}, que recibe el modelo privado mediante un enlace que caduca.',
  fromAfterConsent:
    '**Con el modelo entrenado** desde {providers}, cuando la persona retratada acepte que el modelo se envíe allí.',
  fromNowhere: '**Con el modelo entrenado** no es posible ahora mismo.',
  fromNowhereYet:
    '**Con el modelo entrenado** no es posible ahora mismo: ningún servicio de imágenes carga modelos entrenados sobre esta base.',
  refusal: '{provider} lo rechazó {time}: {why}',
  refusalUnexplained: '{provider} lo rechazó {time}: no dijo por qué',
  photosNotYet:
    '**Desde fotos** todavía no: la persona retratada aceptó un texto anterior que no dice nada de enviar fotos.',
  photosAtOnce:
    '**Desde fotos** al momento, con **{model}**: {photos, plural, one {se envía una foto} other {se envían las # mejores fotos}} con cada petición; {costs}',

  sharedEveryone: 'Ahora todo el mundo en este servidor puede usar **{actor}**.',
  sharedAskPerson:
    'Ahora todo el mundo en este servidor puede pedir imágenes de **{actor}**, y la persona retratada aprueba cada petición.',
  sharedAskOwner:
    'Ahora todo el mundo en este servidor puede pedir imágenes de **{actor}**, y {member} aprueba cada petición.',
  sharedOnlyPerson: 'Ahora solo la persona retratada puede usar **{actor}**.',
  sharedOnlyOwner: 'Ahora solo {member} puede usar **{actor}**.',
  sharedPersonAndMembers: 'Ahora la persona retratada y {members} pueden usar **{actor}**.',
  sharedMembers: 'Ahora pueden usar **{actor}**: {members}.',
  sharedAtOnce: 'También vale para lo que está en la cola.',

  formTitle: 'Crear un actor',
  formName: 'Nombre',
  formPhotos: 'Fotos',
  formPhotosHow: 'De 5 a 10 de una persona: nítidas, con luz y de días distintos. JPEG, PNG, WebP o AVIF.',
  formAbout: 'Descripción (opcional)',
  formConsent: 'Tu consentimiento',
  formStatement: 'Cómo y cuándo dio su permiso',

  botIsNoActor: 'Un bot no puede ser un actor. Elige a un miembro.',
  botInPhotos: 'Un bot no puede ser un actor. Elige al miembro que sale en las fotos.',
  botIsNoUser: 'Un bot no puede usar un actor. Elige a un miembro.',
  eitherMemberOrOutsider:
    'Elige al miembro que sale en las fotos o di cómo dio su permiso alguien de fuera, no las dos cosas.',
  onlyTheyDelete: 'Solo pueden eliminar un actor quien lo registró, la persona retratada o un admin.',
  oldButton: 'Este botón ya no funciona.',
  fromWorker:
    '**Con el modelo entrenado** desde un equipo de este servidor, que lo recibe por un enlace que caduca.',
};
