import type { Room } from '../words.ts';

export const actorConsent: Room<'actorConsent'> = {
  text: 'Estas fotos me muestran a mí, y soy mayor de edad. Acepto que este bot las guarde junto con medidas de mi cara, que con ellas entrene un modelo de imágenes (una LoRA) con mi apariencia en el servicio de entrenamiento elegido para este bot, o en un ordenador que este servidor haya conectado, que guarde ese modelo en un repositorio privado y que haga imágenes de mí para mí y para el miembro que me registró. Para ellas, el servicio de imágenes que usa el servidor recibe hasta cuatro de estas fotos, o el modelo entrenado, mediante un enlace que caduca. Para otras personas, solo si lo comparto con /actor share. Ninguna imagen sexual de mí, y ninguna en la que aparezca como menor de edad. Puedo retirar mi consentimiento en cualquier momento con /actor delete; entonces se elimina todo.',
  statement:
    'La persona de estas fotos no está en este servidor. Es mayor de edad y ha aceptado, como se declara aquí, que este bot guarde estas fotos y medidas de su cara, que entrene un modelo de imágenes (una LoRA) con su apariencia y que haga imágenes de ella, para las cuales el servicio de imágenes que usa el servidor recibe hasta cuatro de estas fotos, o el modelo entrenado, mediante un enlace que caduca. Eliminaré todo ello cuando me lo pida.',

  title: '{person}, ¿puedo registrarte como el actor **{actor}**?',
  uploaded: '{member} subió {photos, plural, one {# foto} other {# fotos}} y dice que te muestran a ti.',
  titleOutsider: '¿Aprobar a **{actor}**, que no está en este servidor?',
  uploadedOutsider:
    '{member} subió {photos, plural, one {# foto} other {# fotos}} y cuenta cómo dio su permiso la persona:',
  uploadedForAdmin:
    '{member} subió {photos, plural, one {# foto} other {# fotos}}. Tiene que permitirlo un admin de este servidor.',
  canRuleOut: 'Puedes excluir cosas (ropa de baño, violencia, otras personas y más), ahora o cuando quieras.',
  canRuleOutShort: 'Puedes excluir cosas, ahora o cuando quieras.',
  nobodyMakes:
    'Mientras no se apruebe, nadie puede hacer imágenes de ti. Si lo rechazas, las fotos se eliminan al momento.',
  nobodyMakesOutsider:
    'Mientras no se apruebe, nadie puede hacer imágenes de la persona retratada. Si se rechaza, las fotos se eliminan al momento.',
  deletedThen: 'Si no respondes, se eliminan {time}.',
  approve: 'Aprobar',
  decline: 'Rechazar',
  look: 'Ver las fotos y responder',
  photosAlt: 'Las fotos de {actor}, numeradas',
  photosTitle: '{photos, plural, one {La foto de {actor}} other {Las # fotos de {actor}}}',
  reminder:
    '{person}, {member} sigue esperando tu respuesta sobre **{actor}**. Si no respondes, las fotos se eliminan {time}.',
  reminderLink:
    '{person}, {member} sigue esperando tu respuesta sobre **{actor}**. Las fotos están en [la petición]({link}). Si no respondes, se eliminan {time}.',
  reminderAdmins:
    '{member} sigue esperando la respuesta de un admin sobre **{actor}**. Sin respuesta, las fotos se eliminarán {time}.',

  agreed: '{member} dio su permiso.',
  approved: '{member} lo aprobó.',
  canMake: 'Ya puedes hacer imágenes de **{actor}**. Si además lo entrenas, se parecerá más: `/train start`.',
  howToChange:
    '`/actor share` elige quién puede usar el actor y qué no puede hacer nadie de ti. `/actor delete` retira tu consentimiento y elimina todo lo hecho con él.',
  train: 'Empezar a entrenar',
  addPhotos: 'Añadir fotos',

  ended: '{member}, **{actor}** no se registró, y las fotos se eliminaron.',
  unreachable:
    'No puedo preguntar por **{actor}**: no puedo escribir en {channel} y {person} no acepta mensajes directos míos. Lo sigo intentando, pero si nada cambia, las fotos se eliminarán {time}. Dame acceso al canal o pide a {person} que permita mensajes directos de miembros del servidor.',
  unreachableAdmins:
    'No puedo preguntar por **{actor}**: no puedo escribir en {channel} y no hay ningún admin localizable. Lo sigo intentando, pero si nada cambia, las fotos se eliminarán {time}. Dame acceso al canal o pide a un admin que elija un canal para los avisos.',
  youDeclined: 'Lo rechazaste. **{actor}** no se registró, y las fotos se eliminaron.',
  notAgain: '{member} no puede volver a preguntarte durante {days, plural, one {# día} other {# días}}.',
  block: 'Bloquear a este miembro',
  never: 'Que nadie me pregunte',
  askable: 'Permitir que me pregunten',
  unblock: 'Desbloquear',
  unblockAll: 'Desbloquear a todos',
  blocked: '{member} ya no puede pedirte nada, en ningún servidor.',
  blockedHow: 'Puedes cambiarlo aquí o con `/privacy requests`.',
  unblocked: '{member} puede volver a preguntarte.',
  unblockedAll: 'Todas las personas que bloqueaste pueden volver a preguntarte.',
  neverAsked: 'Ya nadie puede pedirte que seas un actor. Tú sí puedes registrarte.',
  neverAskedHow: 'Puedes cambiarlo con `/privacy requests`.',
  askedAgain:
    'Otros miembros pueden volver a pedirte que seas un actor. Quienes recibieron un no tuyo tienen que esperar {days, plural, one {# día} other {# días}}.',
  requests: 'Peticiones para ti',
  requestsNever: 'Nadie puede pedirte que seas un actor, en ningún servidor.',
  requestsAllowed:
    'Otros miembros pueden pedirte que seas un actor. No se hace nada de ti antes de que des tu permiso.',
  blockedCount:
    '{members, plural, one {Un miembro que bloqueaste no puede pedirte nada.} other {# miembros que bloqueaste no pueden pedirte nada.}} No guardo una lista de quiénes son, así que aquí solo puedes desbloquear a todos.',

  renewTitle: '¿Se puede enviar el modelo entrenado de **{actor}** a un servicio de imágenes?',
  renew:
    '{person}, aceptaste un texto de consentimiento según el cual el modelo se queda en el bot. Ahora también el servicio de imágenes que usa este servidor puede hacer imágenes con él: recibe el modelo mediante un enlace que caduca. Este es el texto de hoy:',
  renewOutsider:
    '{person}, declaraste que la persona aceptó un texto según el cual el modelo se queda en el bot. Ahora también el servicio de imágenes que usa este servidor puede hacer imágenes con él: recibe el modelo mediante un enlace que caduca. Este es el texto de hoy:',
  renewUntil:
    'Mientras no aceptes, el modelo se queda en el bot, como aceptaste antes. `/actor delete` retira tu consentimiento y elimina todo.',
  renewAgree: 'Aceptar este texto',
  renewKeep: 'Seguir con el texto anterior',
  newerText: 'Un texto de consentimiento más nuevo',
  renewed:
    '{person} aceptó: ahora las imágenes de **{actor}** también pueden venir de servicios de imágenes.',
  keptEarlier:
    'El modelo entrenado de **{actor}** se queda en el bot. Nada más cambia, y no se te volverá a preguntar.',

  onlyPerson: 'Solo puede responder la persona que sale en las fotos.',
  onlyAdmin: 'Solo puede responder un admin del servidor.',
  onlyPersonRenews: 'Solo puede responder la persona retratada.',
  onlyOwnerRenews: 'Solo puede responder quien registró a esta persona.',
  photosChanged:
    'Las fotos cambiaron desde que las viste. Míralas de nuevo con el botón de la petición o con `/actor show`.',
  textChanged: 'El texto cambió desde entonces. El actual está en `/actor show`.',
  alreadyAgreed:
    'Ya diste tu permiso. `/actor delete` retira tu consentimiento y elimina todo lo hecho con el actor.',
};
