import type { Room } from '../words.ts';

export const train: Room<'train'> = {
  waiting: 'En espera: {actor}',
  running: 'Entrenando a {actor}',
  verifying: 'Comprobando el parecido de {actor}',
  uploading: 'Subiendo a {actor}',
  succeeded: 'Entrenado: {actor}',
  failed: 'Entrenamiento fallido: {actor}',
  cancelled: 'Entrenamiento cancelado: {actor}',

  cancel: 'Cancelar',
  cancelTraining: 'Cancelar entrenamiento',
  cancelOf: 'Cancelar {actor}',
  confirm: 'Confirmar',
  resume: 'Reanudar',
  startAgain: 'Empezar de nuevo',
  trainAgain: 'Entrenar otra vez',
  useAnyway: 'Usarla de todos modos',
  generate: 'Generar',
  takeInstead: 'Mejor {base}',
  trainAnyway: 'Entrenar de todos modos',
  openNotebook: 'Abrir el cuaderno',
  newCode: 'Código nuevo',
  newCodeFor: 'Código nuevo para {actor}',

  planTitle: '¿Entrenar a {actor}?',
  planIntro: 'Todavía no empezó nada. Esto es lo que va a pasar:',
  base: '**Base** {base}',
  licence: 'licencia {licence}',
  untried:
    'Nadie ha entrenado todavía sobre esta base en una GPU, así que no se sabe cuánto tarda ni qué tan bien queda.',
  planSteps: '**Pasos** {steps, number}',
  planPhotos: '**Fotos** {photos, plural, one {# foto utilizable} other {# fotos utilizables}}',
  planPhotosLeft:
    '**Fotos** {photos, plural, one {# foto utilizable} other {# fotos utilizables}} ({left, number} sin usar)',
  runs: '**Dónde** {where}',
  takes: '**Tarda** {time}',
  takesUnknown: 'Depende del equipo; lo sabré después del primer entrenamiento.',
  takesAsBefore:
    '{trainings, plural, one {unos {time}, como el último entrenamiento de este tipo} other {unos {time}, como los últimos # entrenamientos de este tipo}}',
  takesEstimated: 'unos {time} en una GPU T4 (una estimación)',
  takesOnColab: 'unos {time} en una GPU T4, que Colab te presta gratis (una estimación)',
  costs: '**Cuesta** {cost}',
  costsNothing: 'nada',
  costsUnknown: 'por minutos; ahora mismo no pude averiguar el precio',
  costsAbout:
    'unos {dollars}, de la cuenta compartida de Hugging Face; pase lo que pase, la máquina se apaga al llegar a {most}',
  relayed:
    'Este bot no tiene dirección en internet, así que las fotos y los informes viajan por un repositorio privado de Hugging Face, que se elimina cuando termina el entrenamiento.',
  modelGoes:
    'El modelo entrenado va a un repositorio privado de Hugging Face; la persona retratada puede hacer que se elimine en cualquier momento.',
  seconds: '{seconds, number} s',

  fromEndpoint: 'Las imágenes del actor entrenado salen del endpoint propio del bot (`actor-lora serve`).',
  fromProvider:
    'Las imágenes del actor entrenado salen de {provider}, que recibe el modelo privado mediante un enlace que caduca.',
  asksFirst: 'Antes le pregunto a la persona retratada: aceptó un texto anterior.',
  fromNobody:
    '**Ahora mismo nada puede hacer imágenes con él.** Ningún servicio de imágenes carga modelos entrenados sobre esta base, y el bot no tiene endpoint propio (`actor-lora serve`).',
  fromUnknown: 'Ahora mismo no sé quién puede hacer imágenes del actor entrenado: Hugging Face no lo dijo.',
  baseEndpoint: '{base}: imágenes desde el endpoint propio del bot',
  baseProvider: '{base}: imágenes desde {provider}',
  baseNobody: '{base}: ⚠ sin imágenes ahora mismo: nadie lo sirve',
  baseUnknown: '{base}: ahora mismo no está claro quién lo sirve',
  baseUntried: '{base}, sin probar en una GPU',

  whoRelayed:
    '**Solo puede ejecutarlo alguien con un token de Hugging Face que pueda escribir en {owner}**, porque este bot no tiene una dirección en internet donde recibir el resultado. Quienes gestionan el bot pueden hacer que el token no haga falta: con `PUBLIC_URL`, o con `TRAINING_BACKEND=hf-jobs` o `local`, donde el propio bot inicia el entrenamiento.',
  whoGated:
    '**Necesitas una cuenta de Hugging Face que haya aceptado las condiciones de esta base** en [su página]({link}), y un token de lectura de esa cuenta.',
  tokenRelayed:
    'Su secreto `HF_TOKEN` tiene que ser un token de Hugging Face con permiso de escritura en **{owner}**.',
  tokenGated:
    'Su secreto `HF_TOKEN` tiene que ser un token de Hugging Face de una cuenta que haya aceptado las condiciones de la base.',
  tokenNone: 'No necesitas cuenta ni token de Hugging Face: el bot publica el resultado.',

  startTitle: 'Entrenar a {actor}',
  resumeTitle: 'Reanudar el entrenamiento de {actor}',
  steps: '{steps, plural, one {# paso} other {# pasos}}',
  attemptFrom:
    'El intento {attempt, number} sigue desde el último punto guardado, cerca del paso {step, number}.',
  afterOthers: 'Empieza cuando termine el entrenamiento anterior.',
  startsHere: 'Empieza en un momento, en el equipo donde funciona el bot.',
  startsMachine: 'Estoy pidiendo una máquina; eso tarda uno o dos minutos.',
  follow: 'Puedes seguirlo en el canal, y te mencionaré cuando esté listo.',
  stepOpen: 'Abre el cuaderno con el botón de abajo.',
  stepCopy: 'Copia este código de trabajo y pégalo en el formulario del cuaderno:',
  stepRun: 'Ejecuta el cuaderno.',
  updates: 'La primera novedad tarda uno o dos minutos; después hay una cada dos minutos.',
  codeWorks:
    'El código funciona una vez y caduca {time}. No se lo des a nadie: quien lo tenga recibe las fotos.',
  photosOverRepo:
    '{photos, plural, one {La foto va} other {Las # fotos van}} al cuaderno que ejecutas, por un repositorio privado de Hugging Face que se elimina al final. El modelo entrenado va a un repositorio privado de Hugging Face.',
  photosOverLinks:
    '{photos, plural, one {La foto va} other {Las # fotos van}} al cuaderno que ejecutas, por enlaces que duran una hora. El modelo entrenado va a un repositorio privado de Hugging Face.',
  dropped: 'No se inició nada. Usa `/train start` cuando quieras.',
  codeReminder:
    '{member}, el código de trabajo de **{actor}** todavía no se usó, y caduca {time}. Pégalo en el cuaderno, o pide aquí uno nuevo si ya no lo tienes.',

  stepOf: 'paso {step, number} de {steps, number}',
  loss: 'pérdida {loss}',
  likeness: 'parecido {likeness}',
  likenessBest: 'parecido {likeness}, el mejor {best} en el paso {step, number}',
  pace: '{pace} pasos por segundo',
  timeLeft: 'faltan unos {time}',
  silent:
    'Del entrenador no llega nada desde {time}. Si se cerró, **Reanudar** sigue desde su último punto guardado.',
  attempt: 'intento {attempt, number}',
  startedBy: 'iniciado por {member} {time}',
  ended: 'terminado {time}',
  samplePhoto: 'Foto',
  sampleNewest: 'Última muestra',
  altSample: 'La última muestra de {actor}.',
  altSampleBeside: 'La última muestra de {actor} junto a una foto.',
  altLoss: 'Pérdida de {first} en el paso {from, number} a {last} en el paso {to, number}.',
  chartTitle: 'Pérdida',
  chartStep: 'paso {step, number}',

  title: 'Entrenamientos',
  none: 'Todavía no tienes entrenamientos aquí. `/train start` entrena a uno de tus actores.',
  codeExpires: 'El código de trabajo caduca {time}. **Código nuevo** te da otro.',
  machineStarting: 'Su máquina está arrancando.',
  waitsForRoom: 'Empieza cuando haya sitio.',
  endedAtStep: '{time}, en el paso {step, number} de {steps, number}',
  fetching: 'Trayendo el resultado de Hugging Face…',
  lastHeard: 'última señal del entrenador {time}',
  trainerLine: 'entrenador: {line}',
  older: 'y {trainings, number} anteriores',
  altChart: 'Pérdida al entrenar a {actor}: de {first} a {last}',
  lossOf: '**Pérdida de {actor}** · {first} → {last} en {steps, plural, one {# paso} other {# pasos}}',

  cancelledBySelf: '{member} canceló el entrenamiento de **{actor}**. No se guardó nada.',
  cancelledByOther: '{member}, {other} canceló el entrenamiento de **{actor}**. No se guardó nada.',
  failedTitle: 'El entrenamiento de {actor} falló',
  noReason: 'El entrenador no dio ningún motivo.',
  trainerSays: 'El entrenador dice: {reason}',
  trainedTitle: '{actor} está entrenado',
  ready:
    '{member}, la versión {version, number} está lista: {steps, plural, one {# paso} other {# pasos}} sobre {base}.',
  readyIn:
    '{member}, la versión {version, number} está lista: {steps, plural, one {# paso} other {# pasos}} sobre {base} en {time}.',
  kept: '{member}, la versión {version, number} está guardada: {steps, plural, one {# paso} other {# pasos}} sobre {base}.',
  keptIn:
    '{member}, la versión {version, number} está guardada: {steps, plural, one {# paso} other {# pasos}} sobre {base} en {time}.',
  belowBar:
    '**Está por debajo del mínimo**, así que se guarda pero no se usa: la versión {version, number} sigue en uso.',
  belowBarNone:
    '**Está por debajo del mínimo**, así que se guarda pero no se usa: no hay ninguna versión en uso.',
  compares: '`/actor versions` las compara.',
  sample: 'Muestra {n, number} de {actor}',
  standIn: 'Lo hizo el entrenador de prueba: no se entrenó nada. Sus imágenes son vistas previas dibujadas.',

  stopped:
    'El entrenamiento de **{actor}** está cancelado. Su entrenador se detiene ahora mismo o en su próximo informe.',
  whichToStop: '¿Qué entrenamiento quieres detener?',
  startedAt: 'iniciado {time}',
  noneRunning: 'No tienes ningún entrenamiento en marcha, así que no hay nada que cancelar.',
  damaged: 'Este botón ya no funciona. Usa `/train start`.',
  fromWorker:
    'Las imágenes del actor entrenado salen de un equipo de este servidor, que recibe el modelo privado por un enlace que caduca.',
  baseWorker: '{base}: imágenes desde un equipo de este servidor',
  startsWorker: 'Empieza en cuanto un equipo de este servidor esté libre.',
};
