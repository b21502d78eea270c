import type { Room } from '../words.ts';

export const models: Room<'models'> = {
  available: 'Disponibles ahora ({models, number})',
  fromPictures: 'Para actores desde fotos, cambios y variaciones ({models, number})',
  notAvailable: 'No disponibles ({models, number})',
  noneNow: 'Ninguno ahora mismo.',
  source: 'De Hugging Face, con un máximo de diez minutos de antigüedad.',
  hidden: '{count, number} ocultos (solo lo ven los admins): {names}. `/models unhide` vuelve a mostrar uno.',
  hiddenMore:
    '{count, number} ocultos (solo lo ven los admins): {names} y {more, number} más. `/models unhide` vuelve a mostrar uno.',
  page: 'Página {page, number} de {pages, number}',
  back: 'Atrás',
  more: 'Más',
  ownEndpoint: 'el endpoint propio del servidor',
  recommendedFor: 'Para {uses}',
  tokensOnce: 'los tokens cuentan una vez',
  tokensTimes: 'los tokens cuentan {times, number} veces',

  nothingToRecommend: 'No hay ningún modelo que recomendar: los admins de este servidor los ocultaron todos.',
  whatFits: 'Qué te va bien',
  unavailableShort: 'no disponible',
  choose: 'Elígelo como `model` en `/generate`.',
  qualityDated: 'anticuado',
  qualityGood: 'bueno',
  qualityVeryGood: 'muy bueno',
  qualityBest: 'la mejor calidad de aquí',
  stepsAt: '{steps, plural, one {# paso} other {# pasos}} a {pixels} píxeles',
  costsNoCredit: 'no gasta crédito: va en el endpoint propio del servidor',
  trainable: 'se pueden entrenar actores sobre él',
  trainableUntried: 'se pueden entrenar actores sobre él, aunque nadie lo ha hecho todavía en una GPU',
  notTrainable: 'no se puede entrenar ningún actor sobre él: solo conoce a una persona por su descripción',
  licenceNotFor: 'su licencia no es para {uses}',
  termsToAccept: 'hay que aceptar sus condiciones en su página de Hugging Face',
  loraNeedsService:
    'las imágenes de actores entrenados sobre él necesitan un servicio de imágenes que cargue modelos privados, o INFERENCE_ENDPOINT_URL: `/train start` dice cuál hay',
  goodAtPhoto: 'bueno en fotografías',
  goodAtIllustration: 'bueno en ilustración',
  goodAtAnimation: 'bueno en animación',
  goodAtLettering: 'bueno en letras y rótulos',
  goodAtLandscape: 'bueno en paisajes',

  added: '{model} está añadido: los miembros pueden elegirlo en `/generate`.',
  addedSettings:
    '`{id}` · {type} · {steps, plural, one {# paso} other {# pasos}} · guidance {guidance, number} · {width} × {height} píxeles',
  addedGated:
    'Su autor pide que se acepten unas condiciones. Lo hace quien tiene la cuenta de Hugging Face, en la página del modelo.',
  addedAvailable: 'Disponible ahora a través de {ways}.',
  addedNotAvailable: 'No disponible ahora. {reason}',
  hiddenNow: '{model} está oculto: aquí ya nadie puede usarlo. `/models unhide` lo vuelve a mostrar.',
  unhidden: '{model} está de vuelta.',
  adminsOnly: 'Solo quienes pueden gestionar el servidor pueden cambiar sus modelos.',

  styles: 'Estilos',
  ownStyle: '(propio de este servidor)',
  chooseStyle: 'Elige uno como `style` en `/generate`.',
  noExamples: 'La primera imagen que se haga aquí con un estilo será su ejemplo.',
  examples: 'Ejemplos, en orden: {names}. Todos hechos en este servidor.',
  removeOrChange: 'Quítalo o cámbialo, no las dos cosas.',
  styleGone: 'El estilo **{style}** ya no está. Las imágenes hechas con él se quedan.',
  styleThere: '**{style}** ya está: los miembros pueden elegirlo en `/generate`.',
  styleNeedsWords: 'Di en `words` qué añade el estilo a un prompt.',
  examplePrivate: 'Elige un ejemplo que no sea privado y que no muestre a nadie real.',
  noStyle: 'Aquí no hay ningún estilo “{style}”. Todos están en `/models styles`.',
  styleBuiltIn: '**{style}** es un estilo que viene de serie. Elige otro nombre.',
  styleStays: '**{style}** viene de serie, así que no se puede quitar.',
  stylesFull: 'Este servidor ya tiene {most, number} estilos propios, y no puede tener más. Antes quita uno.',

  notOnHub: 'Ya no está en Hugging Face.',
  needsEndpoint:
    'Ningún proveedor lo sirve. Estará disponible cuando un admin configure INFERENCE_ENDPOINT_URL.',
  servedElsewhere: 'Solo lo sirven proveedores que no puedo usar.',
  notServed: 'Ningún proveedor lo sirve ahora mismo.',
  notYet: 'Hugging Face todavía no dijo quién lo sirve. Mira de nuevo en un momento.',
  unreachable: 'No se puede acceder a Hugging Face ahora mismo. Lo intento de nuevo cada medio minuto.',

  unknown: 'No conozco ningún modelo con ese nombre. Todos están en `/models list`.',
  unknownMeant:
    'No conozco ningún modelo con ese nombre. ¿Querías decir {names}? Todos están en `/models list`.',
  isHidden: 'Los admins de este servidor ocultaron **{model}**.',
  instead: '**{model}** está disponible ahora.',
  noneAvailable: 'No hay ningún modelo disponible ahora mismo. `/models list` dice por qué.',
  isNotAvailable: '**{model}** no está disponible.',
  wordsOnly: '**{model}** solo trabaja con palabras y no puede mirar fotos. No elijas modelo.',
  looksAtFewer:
    '**{model}** solo mira {pictures, plural, =1 {una imagen} other {# imágenes}}; hacen falta {needed, number}. No elijas modelo.',
  startsFromPictures:
    '**{model}** parte de imágenes: hace actores a partir de sus fotos, cambios y variaciones.',
  baseHidden:
    'Este actor está entrenado sobre **{model}**, que los admins de este servidor ocultaron. Un admin puede recuperarlo con `/models unhide`.',
  baseUnknown: 'No conozco la base sobre la que se entrenó este actor.',
  fromPicturesHidden:
    'Los admins de este servidor ocultaron los modelos que parten de una imagen. `/models unhide` los recupera.',
  noneForPictures: 'Ahora mismo no se sirve ningún modelo que mire {pictures, number} imágenes a la vez.',
  noneForPicture: 'Ahora mismo no se sirve ningún modelo que parta de una imagen. **{model}**: {reason}',

  noId: 'Eso no es el id de un modelo. Se ve como `owner/name` y está arriba en su página de Hugging Face.',
  isLora:
    '`{id}` no se puede añadir: es una LoRA, que solo agrega algo a un modelo. Añade un modelo completo.',
  isFromPictures:
    '`{id}` no se puede añadir: solo hace imágenes a partir de imágenes, y `/generate` parte de palabras.',
  isForOther:
    '`{id}` no se puede añadir: su página dice que es para {task}. Añade un modelo de texto a imagen.',
  hasNoTask: '`{id}` no se puede añadir: su página no dice para qué es. Añade un modelo de texto a imagen.',
  hubSilent:
    'Hugging Face no respondió, así que no pude comprobar el modelo. Inténtalo de nuevo en un minuto.',
  notPublic: 'En Hugging Face no hay ningún modelo público `{id}`. Revisa cómo está escrito.',
  alreadyHidden: '**{model}** ya está oculto.',
  notHidden: '**{model}** no está oculto.',
  alreadyThere: '**{model}** ya está.',
  thereButHidden: '**{model}** ya está, pero oculto. `/models unhide` lo vuelve a mostrar.',
  modelsFull:
    'Un servidor puede tener {most, number} modelos propios, y este ya llegó a ese número. Oculta uno con `/models hide` para hacer sitio.',
  ownComputer: 'un equipo de este servidor',
  costsNoCreditOwn: 'no gasta crédito: funciona en un equipo de este servidor',
};
