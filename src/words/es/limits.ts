import type { Room } from '../words.ts';

export const limits: Room<'limits'> = {
  tokensADay: '{tokens, plural, =0 {ninguna imagen nueva} one {# token al día} other {# tokens al día}}',
  imagesADay: '{images, plural, =0 {ninguna imagen nueva} one {# imagen al día} other {# imágenes al día}}',
  trainingsAWeek:
    '{trainings, plural, =0 {ningún entrenamiento} one {# entrenamiento a la semana} other {# entrenamientos a la semana}}',
  requestsAtATime:
    '{requests, plural, =0 {ninguna petición} one {# petición a la vez} other {# peticiones a la vez}}',
  nothingAtAll: 'nada de imágenes nuevas, entrenamientos ni registros',
  noLimit: 'sin límite',
  noneOfTheirOwn: '{member} no tiene límite propio, así que valen los de todo el mundo',
  fromNowOn: '{limit}, desde ahora.',
  removed: '{member} ya no tiene límite propio.',

  title: 'Límites de este servidor',
  server: '**Todo el servidor** {limit}',
  botsDefault: 'lo predeterminado del bot',
  roles: 'Roles',
  noRoles: 'Ningún rol tiene límite.',
  mostGenerous: 'A quien tiene varios roles le vale el límite más generoso.',
  members: '**Miembros con límite propio** ({members, number})',
  noMembers: 'Nadie: todo el mundo tiene los mismos límites.',
  foot: '`/settings limits` cambia un límite, y su `reset` lo quita. El presupuesto diario compartido va siempre primero. Las imágenes de la caché siempre son gratis.',

  oneOnly: 'Elige un miembro, un rol o todo el servidor: solo una de las tres cosas.',
  limitOrReset: 'Pon un límite o `reset`, no las dos cosas.',
  sayWhose: 'Di de quién es el límite: elige un miembro o un rol, o pon `server` en True.',
  noTokensForRoles: 'Los tokens se limitan para miembros y para todo el servidor. Para un rol, usa `images`.',
  serverInTokens:
    'Todo el servidor se limita en `tokens`. Para limitar a todo el mundo, elige el rol @everyone.',

  used: 'Lo que usó este servidor',
  today: '**Hoy** {tokens} · {images}',
  tokens: '{tokens, plural, one {# token} other {# tokens}}',
  tokensOf: '{used, number} de {most, number} tokens',
  images: '{images, plural, one {# imagen} other {# imágenes}}',
  todayAlone: 'hoy {tokens, number}',
  dataDeleted: 'Miembros cuyos datos se eliminaron',
  byMemberToday: '**Por miembro, hoy**: {tokens, plural, one {# token} other {# tokens}}',
  byMember:
    '**Por miembro, los últimos {days, number} días**: {tokens, plural, one {# token} other {# tokens}}',
  nothing: 'Nada.',
  moreWith: '… y {members, number} más con {tokens, plural, one {# token} other {# tokens}}',
  usageFoot: 'Los días empiezan a medianoche UTC. Las imágenes de la caché son gratis y no cuentan.',
  usageAlt: 'Tokens que usó este servidor en cada uno de los últimos {days, number} días: {used}.',
  pictureTitle: 'Tokens al día',
  pictureBusiest: 'día de más uso: {tokens, number}',
  pictureToday: 'hoy',
};
