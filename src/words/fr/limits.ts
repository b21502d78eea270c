import type { Room } from '../words.ts';

export const limits: Room<'limits'> = {
  tokensADay: '{tokens, plural, =0 {aucune nouvelle image} one {# token par jour} other {# tokens par jour}}',
  imagesADay: '{images, plural, =0 {aucune nouvelle image} one {# image par jour} other {# images par jour}}',
  trainingsAWeek:
    '{trainings, plural, =0 {aucun entraînement} one {# entraînement par semaine} other {# entraînements par semaine}}',
  requestsAtATime:
    '{requests, plural, =0 {aucune demande} one {# demande à la fois} other {# demandes à la fois}}',
  nothingAtAll: 'ni nouvelles images, ni entraînements, ni enregistrements',
  noLimit: 'pas de limite',
  noneOfTheirOwn: '{member} n’a pas de limite propre, donc celles de tout le monde s’appliquent',
  fromNowOn: 'À partir de maintenant : {limit}.',
  removed: '{member} n’a plus de limite propre.',

  title: 'Limites de ce serveur',
  server: '**Tout le serveur** {limit}',
  botsDefault: 'la valeur par défaut du bot',
  roles: 'Rôles',
  noRoles: 'Aucun rôle n’a de limite.',
  mostGenerous: 'Les membres qui ont plusieurs rôles reçoivent la limite la plus généreuse.',
  members: '**Membres qui ont leur propre limite** ({members, number})',
  noMembers: 'Aucun : tout le monde a les mêmes limites.',
  foot: '`/settings limits` change une limite, et son `reset` la retire. Le budget commun du jour passe toujours avant. Les images du cache sont toujours gratuites.',

  oneOnly: 'Choisis un membre, un rôle ou tout le serveur : un seul des trois.',
  limitOrReset: 'Donne une limite ou `reset`, pas les deux.',
  sayWhose: 'Dis de qui est la limite : choisis un membre ou un rôle, ou mets `server` sur True.',
  noTokensForRoles:
    'Les tokens se limitent pour les membres et pour tout le serveur. Pour un rôle, utilise `images`.',
  serverInTokens:
    'Tout le serveur se limite en `tokens`. Pour limiter tout le monde, choisis le rôle @everyone.',

  used: 'Ce que ce serveur a utilisé',
  today: '**Aujourd’hui** {tokens} · {images}',
  tokens: '{tokens, plural, one {# token} other {# tokens}}',
  tokensOf: '{used, number} tokens sur {most, number}',
  images: '{images, plural, one {# image} other {# images}}',
  todayAlone: 'aujourd’hui {tokens, number}',
  dataDeleted: 'Membres dont les données ont été supprimées',
  byMemberToday: '**Par membre, aujourd’hui** : {tokens, plural, one {# token} other {# tokens}}',
  byMember:
    '**Par membre, les {days, number} derniers jours** : {tokens, plural, one {# token} other {# tokens}}',
  nothing: 'Rien.',
  moreWith:
    '… et {members, plural, one {# autre} other {# autres}}, avec {tokens, plural, one {# token} other {# tokens}}',
  usageFoot: 'Les jours commencent à minuit UTC. Les images du cache sont gratuites et ne comptent pas.',
  usageAlt: 'Tokens utilisés par ce serveur chacun des {days, number} derniers jours : {used}.',
  pictureTitle: 'Tokens par jour',
  pictureBusiest: 'jour le plus chargé : {tokens, number}',
  pictureToday: 'aujourd’hui',
};
