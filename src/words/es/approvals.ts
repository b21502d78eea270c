import type { Room } from '../words.ts';

export const approvals: Room<'approvals'> = {
  title: '¿Puedo hacer {images, plural, one {una imagen} other {# imágenes}} de {actors}?',
  titleTogether:
    '¿Puedo hacer {images, plural, one {una imagen} other {# imágenes}} de {actors}, junto con {others}?',
  askedIn: '{member} pide, en {channel}:',
  askedInServer: '{member} pide, en {server}, {channel}:',
  pack: '{name}, una imagen de cada:',
  style: '**Estilo** {style}: {words}',
  keptOut: '**Qué no debe salir** {words}',
  enlargesShown: 'amplía la imagen de arriba',
  enlargesHidden: 'amplía una imagen que no puedo mostrarte aquí',
  repairsShown: 'repara las caras de la imagen de arriba',
  repairsHidden: 'repara las caras de una imagen que no puedo mostrarte aquí',
  changesShown: 'cambia la imagen de arriba',
  changesHidden: 'cambia una imagen que no puedo mostrarte aquí',
  variesShown: 'varía la imagen de arriba',
  variesHidden: 'varía una imagen que no puedo mostrarte aquí',
  trained: 'con el modelo entrenado',
  photos: 'desde las fotos',
  portrait: 'vertical',
  landscape: 'horizontal',
  private: 'solo para esa persona y para ti',
  public: 'publicada en el canal para todo el mundo',
  startAlt: 'La imagen de la que parte la petición',
  once: 'Apruebas exactamente esto, una vez. Si no respondes, caduca {time} y no se hace nada.',
  approve: 'Aprobar',
  decline: 'Rechazar',
  declineAndBlock: 'Rechazar y bloquear',

  hint: '{person}, ¿puedo hacer {images, plural, one {una imagen} other {# imágenes}} de {actors}?',
  hintFrom: 'Lo pide {member}. La petición caduca {time}.',
  hintPrivate: 'Lo pide un miembro. La petición caduca {time}.',
  look: 'Ver la petición y responder',

  declined: 'Lo rechazaste, así que no haré nada de {actors}. Quien lo pidió solo sabrá que no se aprobó.',
  declinedHow: '`/actor share` cambia quién puede preguntar.',
  blocked:
    '{member} ya no puede pedirte nada, en ningún servidor. También se rechaza todo lo demás suyo que te estuviera esperando.',
  blockedHow: 'Puedes cambiarlo aquí o con `/privacy requests`.',
  approved: 'Aprobaste {images, plural, one {una imagen} other {# imágenes}} de {actors}. Ya está en camino.',
  approvedWaiting:
    'Aprobaste {images, plural, one {una imagen} other {# imágenes}} de {actors}. Falta la respuesta de {others}.',
  settled: 'Esta petición ya tiene respuesta.',
  over: 'Esta petición terminó. Ya no hay nada que responder.',

  notDeclined: 'Tu petición de imágenes de {actors} no se aprobó. No se hizo ni se cobró nada.',
  notExpired: 'Tu petición de imágenes de {actors} no se aprobó en un día. No se hizo ni se cobró nada.',
  notNarrowed:
    'Tu petición de imágenes de {actors} ya no es posible: cambió quién puede usar el actor. No se hizo ni se cobró nada.',
  notDeleted:
    'Tu petición de imágenes de {actors} ya no es posible: el actor se eliminó. No se hizo ni se cobró nada.',
  notUnreachable:
    'No pude pasar tu petición de imágenes de {actors}, porque la persona retratada no acepta mensajes directos y no puedo escribir en ese canal. No se hizo ni se cobró nada.',
  unnamedDeclined: 'Tu petición de imágenes no se aprobó. No se hizo ni se cobró nada.',
  unnamedExpired: 'Tu petición de imágenes no se aprobó en un día. No se hizo ni se cobró nada.',
  unnamedNarrowed:
    'Tu petición de imágenes ya no es posible: cambió quién puede usar el actor. No se hizo ni se cobró nada.',
  unnamedDeleted:
    'Tu petición de imágenes ya no es posible: el actor se eliminó. No se hizo ni se cobró nada.',
  unnamedUnreachable:
    'No pude pasar tu petición de imágenes, porque la persona retratada no acepta mensajes directos y no puedo escribir en ese canal. No se hizo ni se cobró nada.',
  inChannelDeclined: '{member}, tu petición de imágenes no se aprobó. No se hizo ni se cobró nada.',
  inChannelExpired: '{member}, tu petición de imágenes no se aprobó en un día. No se hizo ni se cobró nada.',
  inChannelNarrowed:
    '{member}, tu petición de imágenes ya no es posible: cambió quién puede usar el actor. No se hizo ni se cobró nada.',
  inChannelDeleted:
    '{member}, tu petición de imágenes ya no es posible: el actor se eliminó. No se hizo ni se cobró nada.',
  inChannelUnreachable:
    '{member}, no pude pasar tu petición de imágenes, porque la persona retratada no acepta mensajes directos y no puedo escribir en ese canal. No se hizo ni se cobró nada.',

  onlyPerson: 'Solo puede responder la persona retratada.',
  cannotAsk: 'Ahora no puedes pedir imágenes de **{actor}**, así que no se pasó, hizo ni cobró nada.',
  tooManyOfYours:
    'Ya tienes {requests, plural, one {# petición} other {# peticiones}} a la espera de respuesta. Pídelo de nuevo cuando alguna la tenga, o en un día.',
  tooManyOfTheirs:
    '**{actor}** ya tiene {requests, plural, one {# petición} other {# peticiones}} a la espera de respuesta. Inténtalo más tarde.',
  already: 'Esto ya se aprobó. Es lo siguiente que haré, y te mencionaré.',
  askedAgain: 'Ya pediste esto, y todavía puede llegar la respuesta de {people}: la petición caduca {time}.',
  asked:
    '{count, plural, one {{people} aprueba} other {{people} aprueban}} cada imagen, así que pasé tu petición. Caduca {time}.',
  askedNext: 'Cuando se apruebe, haré las imágenes y te mencionaré. Antes de eso no se cobra nada.',
};
