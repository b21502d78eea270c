import type { Room } from '../words.ts';

export const training: Room<'training'> = {
  unknown: 'En este servidor no hay tal entrenamiento.',
  notYoursToCancel: 'Solo pueden cancelar un entrenamiento quien lo inició, la persona retratada o un admin.',
  over: 'Este entrenamiento ya terminó, así que no hay nada que cancelar.',
  photosNotPut:
    'No pude dejar las fotos donde las busca el cuaderno: Hugging Face no las aceptó. Inténtalo de nuevo en un minuto.',
  actorGone: 'Este actor se eliminó hace un momento, así que no hay nada que entrenar.',
  nothingToResume:
    'Este entrenamiento ya está en marcha o no hay nada que reanudar. `/train status` muestra cómo va.',

  hubAway:
    'Hugging Face no responde ahora mismo, y para entrenar hace falta. Inténtalo de nuevo en un minuto.',
  notYours:
    'Solo pueden entrenar a un actor quien lo registró o la persona retratada. Tú puedes seguir usándolo en `/generate`.',
  fewPhotos:
    '{missing, plural, one {Para entrenar hacen falta al menos {least, number} fotos utilizables, y falta #.} other {Para entrenar hacen falta al menos {least, number} fotos utilizables, y faltan #.}} En `/actor show` hay un botón para añadir más.',
  notSetUp: 'Aquí el entrenamiento todavía no está configurado. Para quienes gestionan el bot: {what}',
  paused: 'Los admins de este servidor pausaron el bot. Pueden activarlo de nuevo con `/settings pause`.',
  offForYou: 'Un admin de este servidor te desactivó los entrenamientos: tu límite es 0.',
  offHere: 'Los admins de este servidor no permiten entrenar.',
  running:
    'Este actor se está entrenando ahora mismo. `/train status` muestra por dónde va; `/train cancel` lo detiene.',
  mostOpen:
    '{trainings, plural, one {En este servidor hay un entrenamiento abierto, y sus admins no permiten más a la vez. Inténtalo de nuevo cuando termine.} other {En este servidor hay # entrenamientos abiertos, y sus admins no permiten más a la vez. Inténtalo de nuevo cuando termine alguno.}}',
  baseUnknown: 'No ofrezco ese modelo base. Elige uno de la lista.',
  stepsRange: 'Los pasos pueden ir de {least, number} a {most, number}.',
  readOnly:
    'El token de Hugging Face del bot no puede escribir, así que no hay dónde dejar un actor entrenado. Para quienes gestionan el bot: usen un token que pueda escribir en repositorios.',
  baseGone: '{base} ya no está en Hugging Face. Elige otra base.',
  toBeResumed:
    'Un entrenamiento de este actor espera a que lo reanudes. Para empezar uno nuevo, usa antes `/train cancel`.',
  waitsAlready: 'Un entrenamiento de este actor ya espera su turno. Lo muestra `/train status`.',
  codeWithOther:
    '{member} ya tiene un código de trabajo para este actor. Deja que lo use, o usa antes `/train cancel`.',

  notAllowed: 'La persona retratada ya no permite este entrenamiento.',
  noLongerAgreed: 'La persona retratada retiró su permiso, así que no guardé el resultado.',
  actorDeleted: 'El actor se eliminó mientras se entrenaba.',
  codeRanOut: 'El código de trabajo caducó antes de que lo usara un cuaderno. `/train start` da uno nuevo.',
  neverBegan: 'Su entrenador nunca empezó: no hubo una máquina libre en un día. Inténtalo más tarde.',
  notebookLost:
    'Perdí el contacto con el cuaderno: no llegó nada de él durante {minutes, plural, one {# minuto} other {# minutos}}.',
  trainerLost:
    'Perdí el contacto con el entrenador: no llegó nada de él durante {minutes, plural, one {# minuto} other {# minutos}}.',
  trainerStopped: 'Su entrenador se detuvo.',
  trainerStoppedSilently: 'El entrenador se detuvo sin decir por qué.',
  machineGone: 'La máquina ya no está.',
  machineCompleted: 'La máquina terminó sin decir cómo fue el entrenamiento.',
  machineCancelled: 'La máquina se canceló en Hugging Face.',
  machineError: 'La máquina terminó con un error.',
  noCredit:
    'La cuenta de Hugging Face que paga aquí no tiene más crédito para máquinas con GPU. Un admin puede añadirlo.',
  tokenStartsNone:
    'El token de Hugging Face del bot no puede iniciar máquinas. Quienes gestionan el bot pueden cambiarlo.',
  noMachine: 'Hugging Face no inició ninguna máquina para esto.',
  photosNotTaken: 'Hugging Face no aceptó las fotos.',
  noTrainerHere:
    'En el equipo del bot no hay ningún entrenador. Para quienes gestionan el bot: pongan en TRAINER_PYTHON un Python con colab/ instalado.',
  notStartedHere: 'No se pudo iniciar el entrenador en el equipo del bot.',
  notStarted: 'No se pudo iniciar el entrenador.',
  nothingTrained: 'Todavía no se entrenó nada.',
  lastWords: 'Sus últimas palabras: “{words}”.',
  resumeGoesOn: '**Reanudar** sigue desde su último punto guardado.',

  runsOnColab: 'en un cuaderno de Google Colab que abres tú, en la GPU que te presta Google',
  photosToColab: 'Las fotos van al cuaderno que ejecutas, y a nadie más.',
  runsOnMachine: 'en una máquina que Hugging Face alquila por minutos ({machine})',
  photosToMachine:
    'Las fotos van a esa máquina de Hugging Face, que desaparece cuando termina el entrenamiento.',
  runsHere: 'en el equipo donde funciona el bot',
  photosStay: 'Las fotos se quedan en el equipo donde funciona el bot.',
  runsOnWorker: 'en un equipo de este servidor',
  photosToWorker: 'Las fotos van a un equipo que conectó un admin de este servidor.',
  priceUnknown:
    'Ahora no puedo averiguar cuánto cuesta la máquina, y hay un presupuesto en dólares, así que no alquilo ninguna. Inténtalo más tarde.',
  placeChanged:
    'El lugar donde se haría este entrenamiento ha cambiado, así que no se inició nada. `/train start` muestra dónde se hace ahora.',
};
