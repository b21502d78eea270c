import type { Room } from '../words.ts';

export const settings: Room<'settings'> = {
  adminsOnly: 'Solo quienes pueden gestionar el servidor pueden ver sus ajustes.',
  adminsOnlyResume: 'Solo quienes pueden gestionar el servidor pueden hacer eso.',
  adminsOnlyUndo: 'Solo quienes pueden gestionar el servidor pueden deshacer eso.',

  changed: 'Cambiado. Vale desde ya.',
  changedWaitingToo: 'Cambiado. Vale desde ya, también para las peticiones en espera.',
  asBefore: 'Ya estaba puesto así.',
  changedBy: 'Lo cambió {member}. Puedes deshacerlo durante diez minutos.',
  lastChanged: 'Último cambio {time}, de {member}.',
  lastChangedByDeleted: 'Último cambio {time}, de un admin cuyos datos se eliminaron.',
  undo: 'Deshacer',
  undone: 'Deshecho',
  undoneBy: 'Lo deshizo {member}.',
  undoOver:
    'Un cambio se puede deshacer durante diez minutos, y ya pasaron. Mejor ponlo de nuevo como quieras.',
  changedSince:
    'Alguien volvió a cambiar esto después, así que no deshice nada. `/settings log` muestra quién fue, y `/settings show` lo que hay puesto ahora.',

  title: 'Ajustes de este servidor',
  consent: 'Consentimiento',
  outsidersNobody: 'Personas de fuera de este servidor: nadie puede registrarlas.',
  outsidersAdmins:
    'Personas de fuera de este servidor: cualquier miembro puede registrarlas con una declaración, si un admin lo aprueba.',
  outsidersMembers:
    'Personas de fuera de este servidor: cualquier miembro puede registrarlas con una declaración.',
  askedInChannel: 'A los miembros se les pregunta en el canal.',
  askedDirectly: 'A los miembros se les pregunta por mensaje directo, o en el canal si no los aceptan.',
  sameFaceTell: 'Una cara ya registrada como otra persona: se avisa a los admins.',
  sameFaceAdmins: 'Una cara ya registrada como otra persona: espera a un admin, y se avisa a los admins.',
  sameFaceRefuse:
    'Una cara ya registrada como otra persona: se rechaza, y se avisa a los admins; si no lo tengo claro, espera a un admin.',
  strangersRefuse: 'Una imagen de partida en la que sale alguien que no es un actor: se rechaza.',
  strangersStatement:
    'Una imagen de partida en la que sale alguien que no es un actor: se usa si el miembro dice cómo dio su permiso.',

  safety: 'Seguridad',
  adultOn: 'Contenido sexual sin actor: en canales con restricción de edad.',
  adultOff: 'Contenido sexual sin actor: en ninguna parte.',
  blockedWords: 'Palabras bloqueadas ({count, number}): {words}',
  noBlockedWords: 'Palabras bloqueadas (0): ninguna',

  budget: 'Presupuesto',
  serverLimit: 'Todo el servidor: {limit}. Miembros con límite propio: {members, number}.',
  noLimitOfItsOwn: 'sin límite propio',
  generationOn: 'Generación de imágenes: activada (`/settings pause`).',
  generationPaused: 'Generación de imágenes: ⏸ **en pausa** (`/settings pause`).',
  noticesIn: 'Avisos para admins: {channel} (`/settings channels`).',
  noticesToOwner: 'Avisos para admins: al dueño del servidor (`/settings channels`).',

  members: 'Miembros',
  everyRole: 'Todos los roles pueden hacer de todo.',
  rolesWithRules: 'Roles con reglas: {roles, number}.',
  blockedCount: 'Miembros bloqueados: {members, plural, =0 {ninguno} other {#}}.',
  training: 'Entrenamiento',
  alwaysOn:
    'Siempre activo: ninguna imagen sexual de un actor, ninguna imagen de un actor como menor, nada sexual con menores. `/settings log` lista lo que se paró.',

  trainingsOff: 'Los entrenamientos están desactivados en este servidor.',
  trainingsMost:
    'Como máximo {trainings, plural, one {# entrenamiento abierto} other {# entrenamientos abiertos}} a la vez.',
  trainingsShownIn:
    'Se muestran en {channel} o, si no puedo escribir ahí, en el canal donde se inició cada uno.',
  trainingsShownWhereStarted: 'Cada uno se muestra en el canal donde se inició.',

  channels: 'Canales',
  deletedChannel: 'un canal eliminado (`{id}`)',
  usableEverywhere: '**Los miembros pueden usarme** en todos los canales.',
  usableIn: '**Los miembros pueden usarme** en {channels}.',
  usableNowhere: 'Eso no es ninguna parte, así que por ahora solo pueden los admins.',
  everydayNone: '**Nada sexual, ni con restricción de edad:** ningún canal en particular.',
  everydayIn: '**Nada sexual, ni con restricción de edad:** {channels}.',
  resultsIn:
    'Las imágenes se muestran en {channel}, las pidan donde las pidan los miembros. Las privadas y las de canales con restricción de edad, no. Si no puedo escribir ahí, se muestran donde se pidieron.',
  resultsHere: 'Las imágenes se muestran en el canal donde las piden los miembros.',
  noticesGoTo:
    'Los avisos para admins van a {channel}. Si no puedo escribir ahí, van directamente al dueño del servidor.',
  noticesGoToOwner: 'Los avisos para admins van directamente al dueño del servidor.',
  channelsCleanup: '`/settings channels` con `cleanup` quita las reglas de canales eliminados.',
  channelsFoot:
    'Los hilos siguen a su canal. `/privacy`, eliminar y responder a peticiones de consentimiento funcionan en todas partes, y los admins pueden usarme en todas partes. El contenido sexual solo es posible en canales con restricción de edad, y solo si `/settings safety` lo permite.',
  channelsFull: 'Ya hay {most, number} canales con reglas, y no guardo más.',
  noticesOrReset: 'Elige `admin-notices` o `reset`, no los dos.',
  resultsOrHere: 'Elige `results` o `results-here`, no los dos.',
  setOrClear: 'No puedes poner y quitar a la vez las reglas del mismo canal. Elige una cosa.',
  keptTo: 'Los admins de este servidor solo me dejan estar en {channels}. Pídemelo ahí.',
  keptToMore:
    'Los admins de este servidor solo me dejan estar en {channels} y {more, number} más. Pídemelo ahí.',

  roles: 'Roles',
  deletedRole: 'un rol eliminado (`{id}`)',
  generateEverybody: '**Hacer imágenes:** todo el mundo',
  trainEverybody: '**Entrenar:** todo el mundo',
  registerEverybody: '**Registrar actores:** todo el mundo',
  generateRoles: '**Hacer imágenes:** {roles}.',
  trainRoles: '**Entrenar:** {roles}.',
  registerRoles: '**Registrar actores:** {roles}.',
  nobodyButAdmins: 'Así que por ahora solo pueden los admins.',
  limits: 'Límites',
  noRoleLimits: 'Ningún rol tiene.',
  rolesCleanup:
    'Las reglas de roles eliminados se quedan hasta que las quites con `/settings roles` y su `cleanup`.',
  rolesFoot:
    'A quien tiene varios roles le vale el límite más generoso. Un límite propio (`/settings limits`) va primero. Los roles nunca frenan a los admins.',
  rolesFull: 'Ya hay {most, number} roles con reglas, y no guardo más.',
  chooseRole: 'Elige de qué rol (`role`) se trata.',
  rulesOrReset: 'Di qué puede hacer el rol o usa `reset`, no las dos cosas.',
  generateNeedsRole:
    'Para hacer imágenes en este servidor necesitas el rol {roles}. Te lo puede dar un admin.',
  trainNeedsRole:
    'Para entrenar actores en este servidor necesitas el rol {roles}. Te lo puede dar un admin.',
  registerNeedsRole:
    'Para registrar actores en este servidor necesitas el rol {roles}. Te lo puede dar un admin.',

  blocks: 'Miembros bloqueados: {members, number}',
  blockedUntil: '{member} hasta {time}',
  blockedForNow: '{member} hasta que lo dejes volver',
  nobody: 'Nadie.',
  andMore: '… y {count, number} más',
  andDeleted: '… y {count, number} cuyos datos se eliminaron',
  blocksFoot:
    'Los miembros bloqueados no pueden hacer, entrenar ni registrar nada. Sí pueden usar `/privacy`, eliminar lo suyo y responder a peticiones de consentimiento. Las imágenes que ya se están haciendo se entregan.',
  chooseMember: 'Elige de qué miembro (`member`) se trata.',
  blockOrLift: 'Bloquéalo o déjalo volver con `lift`, no las dos cosas.',
  notYourself: 'No puedes bloquearte a ti.',
  notBots: 'Los bots no pueden usarme de todos modos.',
  notAdmins: '{member} puede gestionar el servidor, así que bloquearlo no cambiaría nada.',
  letBackIn: '{member} puede volver a usarme.',
  blockedNow: '{member} tiene el acceso bloqueado desde ahora.',
  youAreBlocked: 'Un admin te bloqueó y no puedes usarme en este servidor.',
  youAreBlockedUntil: 'Un admin te bloqueó y no puedes usarme en este servidor hasta {time}.',
  blockReason: 'Motivo: {reason}',
  stillYours:
    'Tus datos siguen siendo tuyos: `/privacy`, `/actor delete` y responder a peticiones de consentimiento funcionan igual, y puedes ver lo que es tuyo.',
  tooManyBlocked: 'Ya hay {most, number} miembros bloqueados, y no guardo más. Antes quita uno.',
  tooManyLimited: 'Ya hay {most, number} miembros con límite propio, y no guardo más. Antes quita uno.',

  wordShape:
    'Una palabra bloqueada tiene de 2 a {most, number} caracteres, con alguna letra o cifra. Un `*` al final vale por cualquier terminación.',
  wordsFull:
    'Ya hay {most, number} palabras bloqueadas, y no guardo más. Quita una con `/settings safety unblock`.',
  wordNotBlocked: 'Esa palabra no está bloqueada. Las bloqueadas están en `/settings show`.',

  pausedNow:
    'En este servidor no se hacen imágenes hasta que un admin use `/settings pause state:off`. Las que ya se están haciendo se entregan; las peticiones en espera se paran cuando les toca.',
  goesOn: 'Vuelvo a hacer imágenes en este servidor.',
  paused:
    'Los admins de este servidor pausaron la generación de imágenes. Pueden activarla de nuevo con `/settings pause`.',
  pausedShort: 'Los admins de este servidor pausaron la generación de imágenes.',
  accountRuns: 'La cuenta de Hugging Face no está en pausa.',
  accountTried:
    'Lo intento otra vez con la próxima imagen. Si Hugging Face la sigue rechazando, pauso de nuevo.',
  accountPaused: 'La generación de imágenes está en pausa',
  accountPausedHere:
    'En pausa {time}. Las imágenes de la caché siguen funcionando. Pruebo la cuenta de nuevo cada hora; cuando tenga crédito, **Seguir ahora** te ahorra la espera.',
  accountPausedElsewhere:
    'En pausa {time}. Las imágenes de la caché siguen funcionando. Pruebo la cuenta de nuevo cada hora; cuando tenga crédito, `/settings resume` en el servidor te ahorra la espera.',
  goOn: 'Seguir ahora',
  forAdmins: 'Para los admins. `/settings channels` fija adónde van avisos como este.',

  language: 'Idioma',
  speaks: 'En los canales de este servidor hablo {language}, y en privado el idioma de cada miembro.',
  speaksAsDiscord:
    'En los canales de este servidor hablo el idioma que Discord dice del servidor, y en privado el de cada miembro.',
};
