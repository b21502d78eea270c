import type { Room } from '../words.ts';

export const actors: Room<'actors'> = {
  gone: 'Este actor ya no existe.',
  unknown: 'No hay ningún actor con ese nombre que puedas usar. Los que tienes están en `/actor list`.',
  youHaveNotAgreed: 'Todavía no diste tu permiso para imágenes de este actor. Usa el botón en `/actor show`.',
  notAgreed: 'La persona retratada todavía no dio su permiso, así que este actor no se puede usar.',
  faceWaits:
    'La cara de este actor ya está registrada en este servidor, así que antes tiene que permitirlo un admin. Los admins ya lo saben.',
  notShared: 'La persona retratada decide quién puede usar este actor, y no estás en su lista.',
  onlyAsk:
    'La persona retratada aprueba cada imagen de este actor. Lo único que puedes hacer es pedir imágenes con `/generate`.',

  noneUsable: 'Ninguno de estos archivos se puede usar, así que no se guardó nada.',
  fileRefused: '`{file}`: {why}',
  badName:
    'El nombre de un actor tiene de 1 a 32 letras, cifras, espacios, puntos, apóstrofos o guiones, y empieza con una letra o una cifra.',
  nameTaken: 'En este servidor ya hay un actor con ese nombre. Elige otro.',
  faceKnown:
    'En este servidor ya hay alguien registrado con esta cara, y los admins no permiten una cara dos veces. No se guardó nada. Si es un error, habla con ellos.',
  offForYou: 'Un admin de este servidor te desactivó el registro de actores: tu límite es 0.',
  dataDeleted: 'Tus datos se eliminaron entretanto, así que no se registró nada.',
  sayHowAgreed:
    'Para alguien de fuera de este servidor, di cómo dio su permiso: `/actor register` con `outsider`.',
  onlyMembers:
    'En este servidor solo pueden ser actores sus propios miembros. Un admin puede cambiarlo con `/settings consent`.',
  cannotAsk:
    'Ahora no puedes preguntarle a este miembro, así que no se registró nada. Puede registrarse por su cuenta con `/actor register`.',

  onlyPersonShares: 'Solo la persona retratada decide quién puede usar un actor, con `/actor share`.',
  nothingToShare: 'La persona retratada todavía no dio su permiso, así que no hay nada que compartir.',
  memberWithChosen: 'Solo puedes elegir a un miembro con `visibility: Miembros elegidos`.',
  yoursAnyway: 'Tu propio actor siempre puedes usarlo.',
  chooseMember: 'Elige quién puede usarlo en la opción `member`.',
};
