import type { Room } from '../words.ts';

export const albums: Room<'albums'> = {
  add: 'Añadir a un álbum…',
  addTitle: 'Añadir imágenes a un álbum',
  which: 'Qué imágenes',
  whichAlbum: 'Qué álbum',
  newAlbum: 'Un álbum nuevo',
  newName: 'Nombre de un álbum nuevo',
  chooseOrName: 'Elige uno de tus álbumes o ponle nombre a uno nuevo.',
  list: 'Álbumes',
  yours: 'Tus álbumes aquí',
  none: 'No tienes álbumes en este servidor. *Añadir a un álbum…* en `/gallery` crea uno.',
  onlyYou: 'Tus álbumes solo los ves tú, hasta que muestres uno en un canal.',
  images: '{images, plural, =0 {ninguna imagen} one {# imagen} other {# imágenes}}',
  page: 'página {page, number} de {pages, number}',
  emptyAlbum: 'Ahora no hay nada dentro. *Añadir a un álbum…* en `/gallery` pone imágenes.',
  show: 'Mostrarlo aquí',
  showPage: 'Mostrar esta página aquí',
  takeOut: 'Sacar imágenes…',
  takeOutTitle: 'Sacar imágenes de un álbum',
  remove: 'Eliminar álbum',
  removeSure:
    '¿Eliminar el álbum **{album}**? Los mensajes que lo muestran se van con él. Las imágenes se quedan en tu galería.',
  removeNow: 'Eliminarlo',
  keep: 'Conservarlo',
  all: 'Todos los álbumes',
  newer: 'Atrás',
  older: 'Siguiente',
  added:
    '{images, plural, =0 {Ya estaban todas dentro.} one {# imagen añadida.} other {# imágenes añadidas.}}',
  takenOut: 'Fuera, también de los mensajes que muestran el álbum.',
  removed: 'El álbum **{album}** ya no está, ni los mensajes que lo mostraban.',
  showing: '{images, plural, one {Publico # imagen aquí.} other {Publico # imágenes aquí.}}',
  leftOutElsewhere:
    '{images, plural, one {# no se muestra: la hizo otra persona en otro canal o en privado.} other {# no se muestran: las hizo otra persona en otro canal o en privado.}}',
  leftOutNotAgreed:
    '{images, plural, one {# no se muestra: la persona que sale no dio su permiso para eso.} other {# no se muestran: las personas que salen no dieron su permiso para eso.}}',
  leftOutWithheld:
    '{images, plural, one {# no se muestra: no puede mostrarse en este canal, o la persona que sale lo ha excluido.} other {# no se muestran: no pueden mostrarse en este canal, o las personas que salen lo han excluido.}}',
  by: 'Un álbum de {member}',
  takeDown: 'Retirar',
  takenDown: 'Lo estoy retirando.',
  notPosted: 'No pude mostrar tu álbum **{album}** en {channel}: no puedo escribir ahí.',

  gone: 'Ya no tengo ese álbum.',
  empty: 'En este álbum no hay nada que mostrar.',
  full: 'En un álbum caben {most, number} imágenes. Empieza otro o saca antes algunas.',
  tooMany: 'Aquí tienes {most, number} álbumes, y ese es el máximo. Antes elimina uno.',
  tooManyMessages: 'Este álbum ya está en {most, number} mensajes. Antes retira uno.',
  nameLength: 'El nombre de un álbum tiene de 1 a {most, number} caracteres.',
  madeElsewhere:
    'No puedo mostrarlas aquí: las hizo otra persona en otro canal o en privado. Cada miembro puede mostrar sus propias imágenes.',
  notAgreed:
    'No puedo mostrarlas aquí: las personas que salen no dieron su permiso para mostrarlas en otro canal.',
  withheld: 'No puedo mostrarlas aquí: este canal no lo permite, o las personas que salen lo han excluido.',
  notYours:
    'Solo pueden retirarlo quien lo mostró, quienes hicieron sus imágenes o salen en ellas, y los admins.',
};
