import type { Room } from '../words.ts';

export const privacy: Room<'privacy'> = {
  countActors:
    '{count, plural, one {# actor, con el registro de su consentimiento} other {# actores, con los registros de su consentimiento}}',
  countPhotos: '{count, plural, one {# foto} other {# fotos}}',
  countFaces:
    '{count, plural, one {# conjunto de medidas de una cara} other {# conjuntos de medidas de caras}}',
  countImages: '{count, plural, one {# imagen generada} other {# imágenes generadas}}',
  countVersions: '{count, plural, one {# versión entrenada} other {# versiones entrenadas}}',
  countTrainings:
    '{count, plural, one {# entrenamiento, detenido si todavía estaba en marcha} other {# entrenamientos, detenidos si todavía estaban en marcha}}',
  countRepositories:
    '{count, plural, one {# repositorio en Hugging Face} other {# repositorios en Hugging Face}}',
  countMyMessages: '{count, plural, one {# mensaje mío en Discord} other {# mensajes míos en Discord}}',
  countMessages: '{count, plural, one {# mensaje en Discord} other {# mensajes en Discord}}',
  countClosedMessages:
    '{count, plural, one {# mensaje en un canal al que no puedo entrar} other {# mensajes en canales a los que no puedo entrar}}',

  keepEverything: 'Conservar todo',
  cannotUndo:
    'No se puede deshacer. No llego a las respuestas privadas que solo ve una persona; esas las quita Discord por su cuenta.',
  logStays: 'El registro de quién hizo qué se queda un año, sin el nombre.',
  withdrawTitle: '¿Retirar tu consentimiento para {actor}?',
  deleteTitle: '¿Eliminar a {actor}?',
  deleteActor: 'Desde ese momento nadie puede usar {actor}, y se elimina esto:',
  withdraw: 'Retirar y eliminar',
  deleteAll: 'Eliminarlo todo',
  deleteYouTitle: '¿Eliminar todo sobre ti?',
  deleteYou: 'En todos los servidores donde estoy:',
  deleteMemberTitle: '¿Eliminar todo sobre {member} en este servidor?',
  nothingKept: 'No hay actores, imágenes ni entrenamientos.',
  actorsGoing: 'Actores que se eliminarán',
  actorShowsYou: '{actor} (te muestra)',
  actorShowsThem: '{actor} (muestra a esa persona)',
  actorByYou: '{actor} (lo registraste tú)',
  actorByThem: '{actor} (lo registró esa persona)',
  yourIdGoes:
    'Tu ID también se quita del presupuesto, de los registros y de las listas de quién puede usar un actor. Lo que gastaste del presupuesto de hoy queda gastado.',
  theirIdGoes:
    'Su ID también se quita de las listas de quién puede usar un actor. El presupuesto, los límites, un bloqueo y los registros se quedan.',
  copyFirst: '`/privacy export` te da antes una copia.',
  kept: 'No se eliminó nada.',

  goneActor: 'El actor está eliminado',
  goneMember: 'Todo está eliminado',
  goneServer: 'Los datos del servidor están eliminados',
  unfinished: 'Todavía no llego a una parte',
  goingOn: 'La eliminación empezó y sigue por su cuenta. Nada de esto se puede usar ya.',
  gone: 'Eliminado',
  nothingLeft: 'Ya no quedaba nada por eliminar.',
  stillTried: 'Sigo intentándolo',
  myOwn: 'lo que guardo yo',
  keepTrying:
    'Lo sigo intentando hasta que desaparezca, también después de reiniciarme, y entonces te lo digo.',
  outOfReach: 'Fuera de mi alcance',
  adminCan: 'Un admin de ese servidor puede eliminarlos.',
  receipt: 'Recibo `{id}` · se guarda 30 días, solo como números',
  checkProgress: 'Ver el progreso',
  receiptGone: 'Este recibo ya no está: los recibos se eliminan a los 30 días.',
  receiptOfOther: 'Este recibo es de otra persona.',

  actorsGone:
    '{count, plural, one {Se eliminó a {actors}, que registraste, con todo lo hecho con él.} other {Se eliminó a {actors}, que registraste, con todo lo hecho con ellos.}} No tienes que hacer nada.',
  actorGone: 'Se eliminó un actor que registraste, con todo lo hecho con él. No tienes que hacer nada.',
  actorGonePinged:
    '{member}, se eliminó un actor que registraste, con todo lo hecho con él. No tienes que hacer nada.',

  exportTitle: 'Lo que guardo sobre ti',
  exportInside: 'Dentro hay archivos JSON, JPEG y PNG; README.txt los explica.',
  exportFoot: 'Solo lo ves tú. Para eliminarlo todo: `/privacy delete`.',
  exportImagesTitle: 'Tus imágenes',
  exportImagesInside:
    'Dentro están las imágenes que hiciste, en todos los servidores, con sus ajustes y credenciales.',
  exportImagesOutside:
    'Dentro están las imágenes que hiciste fuera de los servidores, con sus ajustes y credenciales. Por mensaje directo conmigo las tienes todas.',
  exportImagesFoot: 'Solo lo ves tú. Todo lo que guardo sobre ti: `/privacy export`.',
  nothingToExport: 'No hay nada que exportar.',
  oneFile: 'Todo está en un archivo zip.',
  onePart: 'Parte {part, number} de {parts, number}.',
  someParts: 'Partes {first, number} a {last, number} de {parts, number}, cada una un archivo zip.',
  nextPart: 'Siguiente: parte {part, number}',
  partAlt: 'Parte {part, number} de {parts, number}, {size}',

  lessToExport: 'Ahora hay menos que exportar. Empieza de nuevo.',
  notYourButton: 'Este botón no es para ti.',
  onlyYourOwn:
    'Solo puedes eliminar tus propios datos. Un admin puede eliminar los datos de un miembro en su servidor.',
  hubKeepsVersion:
    'Hugging Face no eliminó la versión {version, number}, así que nada cambió. Inténtalo de nuevo en unos minutos.',
  trainingVersion:
    'Se está entrenando a **{actor}**, así que ahora no se puede eliminar la versión {version, number}. Espera a que termine o detenlo con `/train cancel`.',
};
