import type { Room } from '../words.ts';

export const generation: Room<'generation'> = {
  black: 'El filtro de seguridad del proveedor devolvió una imagen negra. No cuenta; cambia el prompt.',
  cutOff: 'La imagen llegó dañada. No cuenta; inténtalo de nuevo.',
  notAnImage: 'El proveedor no envió una imagen. No cuenta; inténtalo de nuevo.',

  deletedBefore: 'Las imágenes se eliminaron antes de que pudiera mostrarlas.',
  againstLimits: 'Alguien que sale ya no quiere imágenes así, de modo que no mostraré lo que hice.',
  tooSexual: 'A estas alturas, lo que hice es demasiado sexual para mostrarlo aquí.',
  looksYoung: 'Alguien en lo que hice parece menor de 18 años, así que no lo mostraré.',
  unchecked:
    'Ahora mismo no pude volver a revisar lo que hice, así que no lo mostraré aquí. Está en `/gallery`.',
  deletedMeanwhile: 'Lo que pediste se eliminó entretanto, así que no hay nada que mostrar.',
  notKept: 'Esta imagen ya no está guardada. Usa `/generate` para hacer una nueva.',
  channelClosed: 'Esta imagen es de un canal que no puedes ver.',
  isPrivate: 'Esta imagen es privada de quien la hizo.',
  notTheirsToDelete: 'Solo pueden eliminarla quien hizo la imagen, la persona retratada y los admins.',

  nobodyCan: 'Ahora mismo nada puede hacer esta imagen.',
  trainedUnavailable: 'El modelo entrenado de **{actor}** no está disponible ahora mismo. No se gastó nada.',
  otherAvailable: '**{model}** está disponible ahora.',
  loraNotLoaded: 'El servicio de imágenes no pudo cargar el modelo entrenado.',
  restarting: 'Me estoy reiniciando. No se gastó nada; pídelo de nuevo en un minuto.',
  interrupted:
    'Me reiniciaron mientras hacía esto. Puede que ya se haya pagado, así que no lo hice otra vez. Pídelo de nuevo si todavía lo quieres.',
  queueFull:
    '{images, plural, one {La cola está llena: espera # imagen.} other {La cola está llena: esperan # imágenes.}} No se gastó nada; inténtalo de nuevo en unos minutos.',
  leftAlone:
    'El proveedor sigue fallando, así que lo dejo tranquilo {seconds, number} s. No se gastó nada; inténtalo después o elige otro modelo.',
  photoGone:
    'Una de las fotos de las que parte esto se eliminó entretanto, así que la imagen no se hizo. Pídela de nuevo.',
  startGone: 'La imagen de la que había que partir se eliminó entretanto.',
  startRuledOut:
    'Alguien de esa imagen ya no quiere imágenes así, así que no se puede hacer otra a partir de ella. No se gastó nada.',

  price: 'Esto cuesta unos {dollars}. Todavía no se hizo nada.',
  priceOver: 'Solo espero una respuesta durante un día, y ese día ya pasó. Pide las imágenes de nuevo.',
  priceNotYours: 'Solo quien pidió estas imágenes puede responder a eso.',
  suggestionForbidden: 'La sugerencia rompía una regla, así que no la muestro. Tu prompt sigue como estaba.',
  noSuggestion:
    'Ahora mismo no me llegó ninguna sugerencia. Tu prompt sigue como estaba; inténtalo de nuevo en un minuto.',

  imagesOff: 'Un admin de este servidor te desactivó las imágenes nuevas.',
  waitingMost:
    'Tienes {requests, plural, one {# petición} other {# peticiones}} en marcha, el máximo que este servidor te permite a la vez. Pídelo de nuevo cuando termine alguna.',
  done: 'Esta petición ya está lista.',
  notYoursToCancel: 'Solo pueden cancelarlo quien lo pidió y los admins.',
  alreadyMaking: 'Ya se está haciendo. Llegará en un momento, y entonces podrás eliminarla.',
  cancelled: 'Cancelado. Lo que no había empezado no se hará.',

  promptEmpty: 'El prompt está vacío. Describe qué debe mostrar la imagen.',
  promptLong: 'El prompt tiene {characters, number} caracteres; el máximo es {most, number}. Acórtalo.',
  actorFirst: 'Elige también `actor`: primero, quién sale en la imagen.',
  twoFromPhotos:
    'Las imágenes de dos personas se hacen con sus fotos, porque un modelo entrenado solo conoce a una. No uses `using`.',
  oneTwice: '**{actor}** está en `actor` y en `actor2`. Elige dos personas.',
  samePerson: '**{actor}** y **{other}** muestran a la misma persona. Elige dos personas.',
  notTrained: '**{actor}** todavía no está entrenado; eso se hace con `/train start`.',
  noPhoto:
    '**{actor}** no tiene ninguna foto utilizable. Añade algunas con `/actor photos`; `/actor show` dice qué les pasa a las actuales.',
  photosStay:
    'Sus fotos se quedan aquí: la persona retratada aceptó un texto anterior que no dice nada de enviarlas a un servicio de imágenes. Ya le pregunté.',
  notFromPhotos: '**{actor}** todavía no se puede hacer a partir de fotos.',
  notVaried:
    'Las imágenes de **{actor}** todavía no se pueden variar ni cambiar: la persona retratada aceptó un texto anterior que no dice nada de enviar imágenes suyas a un servicio de imágenes. Ya le pregunté.',
  trainedOn: '**{actor}** se entrenó sobre **{model}** y solo funciona con ese modelo. No elijas modelo.',
  strangerIn:
    'Alguien en esa imagen no ha dado permiso para que hagas imágenes suyas aquí, así que no partiré de ella.',
  onlyRealistic:
    '**{actor}** no quiere imágenes realistas, y **{model}** solo hace de esas. Elige otro modelo.',
  limitsChanged:
    '**{actor}** cambió qué se puede hacer con su imagen después de que pidieras esto, así que no se hizo. No se gastó nada; pídelo de nuevo.',
  nowApproves:
    'La persona retratada ahora aprueba cada imagen de **{actor}**. Pídelo de nuevo y le preguntaré.',
  largeAlready: 'Esta imagen ya es lo más grande que puedo hacer.',
  noTouchUp: 'Quienes me gestionan desactivaron esto.',

  afterConsent:
    '**{actor}** está entrenado sobre **{model}**, y con {providers} se podrían hacer imágenes con él, pero la persona retratada aceptó un texto anterior según el cual el modelo entrenado se queda en el bot. Ya le pregunté si se puede enviar allí.',
  refusedBy: '**{actor}** está entrenado sobre **{model}**, y {provider} no puede usarlo.',
  askedAgain:
    'Volveré a preguntarle dentro de un día. Quienes gestionan el bot también pueden configurar `INFERENCE_ENDPOINT_URL`.',
  notServed:
    '**{actor}** está entrenado sobre **{model}**, pero ahora mismo nada puede servirlo: ningún servicio de imágenes carga modelos entrenados sobre él. Funcionará cuando quienes gestionan el bot configuren `INFERENCE_ENDPOINT_URL`.',
  usePhotos: 'Hasta entonces funciona `using: photos`.',
  withoutActor: 'Hasta entonces puedes usar `/generate` sin el actor.',
};
