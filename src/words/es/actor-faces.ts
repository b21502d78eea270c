import type { Room } from '../words.ts';

export const actorFaces: Room<'actorFaces'> = {
  samePerson:
    '{count, plural, one {{actors} muestra a la misma persona.} other {{actors} muestran a la misma persona.}} Dos looks de una persona están bien.',
  sameAs: 'La cara es la misma que la de {actors}. Los admins ya lo saben.',
  maybeSameAs: 'La cara puede ser la de {actors}. Los admins ya lo saben.',
  somebody: 'En este servidor ya hay alguien registrado con esta cara. Los admins ya lo saben.',
  maybeSomebody:
    'Puede que en este servidor ya haya alguien registrado con esta cara. Los admins ya lo saben.',

  title: 'La misma cara se registró otra vez',
  registered: '{member} registró a **{actor}**, que muestra a {person}.',
  registeredOutsider: '{member} registró a **{actor}**, que muestra a alguien de fuera de este servidor.',
  wasDeleted: 'Su cara era la de un actor que se ha eliminado.',
  cannotTellSays: 'No distingo su cara de la de **{actor}**, que según {member} muestra a {person}.',
  cannotTellAgreed:
    'No distingo su cara de la de **{actor}**, que muestra a {person}, como confirmó en persona.',
  cannotTellOutsider:
    'No distingo su cara de la de **{actor}**, que según {member} muestra a alguien de fuera de este servidor.',
  maybe: 'Su cara puede ser la de **{actor}**, que según {member} muestra a {person}.',
  maybeAgreed: 'Su cara puede ser la de **{actor}**, que muestra a {person}, como confirmó en persona.',
  maybeOutsider:
    'Su cara puede ser la de **{actor}**, que según {member} muestra a alguien de fuera de este servidor.',
  sameMember: 'Es el mismo miembro: un segundo look de una persona.',
  waits: 'No se puede usar hasta que un admin lo permita.',
  nothingHappens: 'No pasa nada automáticamente; `/settings consent` lo cambia para la próxima vez.',
  askBoth: 'No distingo a gemelos ni a dobles: pregunta a las dos personas antes de decidir.',
  deleteInServer: '`/actor delete` en el servidor lo elimina.',
  allow: 'Permitirlo',
  allowActor: 'Permitir a {actor}',
  delete: 'Eliminarlo…',
  forAdmins: 'Para los admins. `/settings channels` decide adónde van avisos como este.',
  refusedTitle: 'Se rechazó una cara ya registrada',
  refused:
    '{member} envió fotos para **{actor}**. La cara es la de {actors}, así que las fotos se rechazaron y no se guardaron.',
  refusedDeleted:
    '{member} envió fotos para **{actor}**. La cara es la de un actor que se ha eliminado, así que las fotos se rechazaron y no se guardaron.',
  refusedForAdmins:
    'Para los admins. `/settings consent` decide qué pasa cuando una cara se registra otra vez.',
  allowed: '{admin} permitió a **{actor}**, registrado por {member}.',
  waiting: '**Esperan a un admin, porque la cara ya está registrada** ({count, number})',
  waitingActor: '**{actor}**, registrado por {member}',

  yoursTitle: 'Tu cara se registró otra vez',
  yoursMaybeTitle: 'Puede que tu cara se haya registrado otra vez',
  yours:
    'En el servidor donde está registrado **{actor}**, alguien registró un actor cuya cara no distingo de la tuya.',
  yoursMaybe:
    'En el servidor donde está registrado **{actor}**, alguien registró un actor que se parece mucho a ti.',
  adminsTold: 'Avisé a los admins, que pueden eliminarlo.',
  yoursNext:
    'Si no lo quieres, escribe a un admin de ese servidor: sabe quién lo registró y puede eliminarlo. No distingo a gemelos ni a dobles. Tu propio actor sigue como está, y `/actor share` sigue decidiendo quién puede usarlo.',

  wasAllowed: 'Se permitió a **{actor}**. `/actor show` dice qué viene después.',
  wasAllowedUnnamed:
    '{member}, se permitió el actor que esperaba a un admin. `/actor show` dice qué viene después.',
  notAllowed:
    'Nadie permitió a **{actor}** en una semana, así que no está registrado y sus fotos se eliminaron.',
  notAllowedUnnamed:
    '{member}, nadie permitió en una semana el actor que esperaba a un admin, así que no está registrado y sus fotos se eliminaron.',

  onlyAdminAllows: 'Solo un admin del servidor puede permitirlo.',
};
