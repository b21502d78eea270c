import type { Room } from '../words.ts';

export const ownPacks: Room<'ownPacks'> = {
  title: 'Packs de este servidor',
  none: 'Todavía ninguno. Un pack son hasta {most, number} escenas que los miembros hacen de un actor con un clic. Se suma a los que traigo yo en *Pack…*, en `/actor show`.',
  scenes: '{scenes, plural, one {# escena} other {# escenas}}',
  show: 'Packs…',
  showSome: 'Packs ({packs, number})…',
  showYours: 'Los packs de tu servidor…',
  add: 'Pack nuevo…',
  change: 'Cambiar…',
  remove: 'Quitar',
  all: 'Todos los packs de este servidor',
  addTitle: 'Un pack para este servidor',
  changeTitle: 'Cambiar un pack',
  name: 'Nombre',
  lines: 'Escenas, una por línea (de {least, number} a {most, number})',
  example: '{actor} en un sendero de los Alpes, niebla matinal',
  whatActorIs: '{actor} representa el nombre del actor.',
  saved: 'Los miembros pueden elegirlo en *Pack…*, en `/actor show`.',
  sameAlready: 'Ya estaba puesto así.',
  removed: 'El pack **{pack}** ya no está. Las imágenes hechas con él se quedan.',

  adminsOnly: 'Solo quienes pueden gestionar el servidor pueden cambiar sus packs.',
  changed: 'Un admin cambió **{pack}** después. Ábrelo de nuevo para verlo como está ahora.',
  notSaved: 'No se guardó nada. Esto es lo que escribiste:',
  backToForm: 'Volver al formulario…',
  asItIsNow: 'Versión actual',
  nameTaken: 'Ya hay un pack **{pack}**, y dos no pueden llamarse igual.',
  tooMany: 'Este servidor ya tiene {most, number} packs propios, y no puede tener más. Antes quita uno.',
  nameLength: 'El nombre de un pack tiene de {least, number} a {most, number} caracteres.',
  scenesCount:
    'Un pack tiene de {least, number} a {most, number} escenas, una por línea; conté {scenes, number}.',
  sceneLength:
    'La escena {nth, number} tiene {length, number} caracteres; el máximo es {most, number}. Acórtala.',
  sceneTwice: 'La escena {nth, number} es igual que la {first, number}.',
  inScene: 'Escena {nth, number}: {why}',
};
