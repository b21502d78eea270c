import type { Room } from '../words.ts';

export const actorVersions: Room<'actorVersions'> = {
  title: 'Las versiones de {actor}',
  empty: '**{actor}** todavía no tiene ninguna versión entrenada. `/train start` entrena la primera.',
  inUseNow: 'La versión {version, number} está en uso.',
  noneInUse: 'No hay ninguna versión en uso.',
  shown: 'Versiones {first, number} a {last, number} de {all, number}.',
  promptsShown: 'La imagen muestra {shown, number} de {all, number} prompts.',
  seedsDiffer:
    'Sus muestras se hicieron con seeds distintas, así que las imágenes de una columna no solo se diferencian por la versión.',
  newer: 'Más nuevas',
  older: 'Más antiguas',
  use: 'Usar la versión {version, number}',
  delete: 'Eliminar la versión {version, number}',
  keep: 'Conservarla',
  alt: 'Muestras de {actor}, una fila por versión: {versions}. Las columnas: {columns}.',
  altVersion: 'versión {version, number}',
  altLikeness: 'parecido {likeness}',
  altNotMeasured: 'parecido sin medir',

  version: '**Versión {version, number}**',
  inUse: 'en uso',
  belowBar: 'por debajo del mínimo',
  standIn: 'de prueba',
  trained: '{base}, {steps, number} pasos, entrenada {time}',
  likeness: 'Parecido {likeness}, medido por el entrenador',
  ownMeasure: 'Mi propia medida {likeness}, una cara en {faces, number} de {samples, number} muestras',
  ownFaces: 'Mi propia medida: una cara en {faces, number} de {samples, number} muestras',
  atLeast: '{likeness} (mínimo {needed})',
  more: '{likeness}, +{by} frente a la versión {version, number}',
  less: '{likeness}, −{by} frente a la versión {version, number}',
  notMeasured: 'Parecido: sin medir',
  trainerSays: 'El entrenador dice: {why}',
  trainerFailed: 'El entrenador dice que no pasó su control.',
  notThem: 'Según mi propia medida, las muestras no muestran a la persona de las fotos.',
  unmeasured: 'No se pudo medir.',
  helpsMore:
    'Qué ayuda: cambia las fotos borrosas, oscuras o demasiado parecidas (`/actor photos`) y entrena otra vez con más pasos (`/train start`, `steps: {steps}`). O úsala de todos modos.',
  helpsFewer:
    'Qué ayuda: cambia las fotos borrosas, oscuras o demasiado parecidas (`/actor photos`) y entrena otra vez con menos pasos (`/train start`, `steps: {steps}`). O úsala de todos modos.',

  pictureVersion: 'Versión {version, number}',
  pictureLikeness: 'Parecido',
  pictureNotMeasured: 'sin medir',
  pictureSeed: 'seed {seed}',
  pictureSeedsDiffer: 'seeds distintas',
  pictureNoSample: 'sin muestra',

  anywayTitle: '¿Usar de todos modos la versión {version, number} de {actor}?',
  anyway:
    'Está por debajo del mínimo: puede que no se parezca a la persona de las fotos. No hay ninguna versión en uso.',
  anywayKeeps:
    'Está por debajo del mínimo: puede que no se parezca a la persona de las fotos. La versión {previous, number} sigue en uso.',
  useAnyway: 'Usar la versión {version, number} igual',
  used: 'Las imágenes de **{actor}** ahora se hacen con la versión {version, number}.',
  usedInstead:
    'Las imágenes de **{actor}** ahora se hacen con la versión {version, number} en lugar de la {previous, number}.',
  usedBefore:
    'Las imágenes anteriores se quedan como están. Si vuelves atrás, las mismas peticiones dan otra vez las mismas imágenes, gratis si todavía están guardadas.',
  already: 'La versión {version, number} de **{actor}** ya está en uso, así que nada cambió.',
  kept: 'No se cambió nada.',
  generate: 'Generar',

  deleteTitle: '¿Eliminar la versión {version, number} de {actor}?',
  deletesSamples: 'sus imágenes de muestra y las imágenes de la caché hechas con ella que nadie conserva',
  deletesRepository: 'su repositorio en Hugging Face con todo el historial: ahí no hay ninguna otra versión',
  deletesTag: 'su etiqueta en Hugging Face',
  inUseThen:
    'Está en uso. Después se usa la versión {next, number}, la más nueva de las que quedan que pasa el control.',
  inUseThenNone:
    'Está en uso. Después no hay ninguna versión en uso, hasta que se entrene una (`/train start`) o se elija aquí (`/actor versions`).',
  weightsStay:
    'Sus pesos se quedan en el historial del repositorio privado, que comparten las demás versiones, hasta que se elimine el actor (`/actor delete`).',
  deleteFinal:
    'Las imágenes de galerías y canales se quedan. No se puede deshacer, y el número no se reutiliza.',
  deletedRepository:
    'La versión {version, number} de **{actor}** está eliminada, con sus muestras y su repositorio en Hugging Face.',
  deletedTag:
    'La versión {version, number} de **{actor}** está eliminada, con sus muestras y su etiqueta en Hugging Face.',
  wasInUse:
    'Estaba en uso. Ahora se usa la versión {next, number}, la más nueva de las que quedan que pasa el control.',
  wasInUseNone:
    'Estaba en uso. Ahora no hay ninguna versión en uso, hasta que se entrene una (`/train start`) o se elija aquí (`/actor versions`).',

  untrained: '**{actor}** no tiene ninguna versión entrenada. `/train start` entrena una.',
  wasDeleted:
    'La versión {version, number} de **{actor}** se eliminó. Las que existen están en `/actor versions`.',
  noSuch: '**{actor}** no tiene versión {version, number}. Las que existen están en `/actor versions`.',
  onlyThey: 'Solo quien registró un actor y la persona retratada pueden ver y cambiar sus versiones.',
  notAgreed:
    'La persona retratada en **{actor}** todavía no dio su permiso, así que no se puede usar ninguna versión. `/actor show` dice quién tiene que darlo.',
  damagedButton: 'Este botón está dañado. Usa `/actor versions`.',
};
