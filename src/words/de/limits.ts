import type { Room } from '../words.ts';

export const limits: Room<'limits'> = {
  tokensADay: '{tokens, plural, =0 {keine neuen Bilder} one {# Token am Tag} other {# Tokens am Tag}}',
  imagesADay: '{images, plural, =0 {keine neuen Bilder} one {# Bild am Tag} other {# Bilder am Tag}}',
  trainingsAWeek:
    '{trainings, plural, =0 {keine Trainings} one {# Training pro Woche} other {# Trainings pro Woche}}',
  requestsAtATime:
    '{requests, plural, =0 {keine Anfragen} one {# Anfrage gleichzeitig} other {# Anfragen gleichzeitig}}',
  nothingAtAll: 'keine neuen Bilder, Trainings oder Registrierungen',
  noLimit: 'kein Limit',
  noneOfTheirOwn: '{member} hat kein eigenes Limit, also gelten die für alle',
  fromNowOn: '{limit}, ab jetzt.',
  removed: '{member} hat kein eigenes Limit mehr.',

  title: 'Limits dieses Servers',
  server: '**Der ganze Server** {limit}',
  botsDefault: 'die Voreinstellung des Bots',
  roles: 'Rollen',
  noRoles: 'Keine Rolle hat ein Limit.',
  mostGenerous: 'Für Mitglieder mit mehreren Rollen gilt das großzügigste Limit.',
  members: '**Mitglieder mit eigenem Limit** ({members, number})',
  noMembers: 'Niemand: Für alle gelten dieselben Limits.',
  foot: '`/settings limits` ändert ein Limit, und `reset` entfernt es. Das gemeinsame Tagesbudget geht trotzdem vor. Bilder aus dem Cache sind immer kostenlos.',

  oneOnly: 'Wähle ein Mitglied, eine Rolle oder den ganzen Server: nur eines davon.',
  limitOrReset: 'Gib ein Limit oder `reset` an, nicht beides.',
  sayWhose: 'Sag, wessen Limit es ist: Wähle ein Mitglied oder eine Rolle, oder setze `server` auf True.',
  noTokensForRoles:
    'Tokens werden für Mitglieder und den ganzen Server begrenzt. Für eine Rolle nimm `images`.',
  serverInTokens:
    'Der ganze Server wird in `tokens` begrenzt. Um alle zu begrenzen, wähle die Rolle @everyone.',

  used: 'Was dieser Server verbraucht hat',
  today: '**Heute** {tokens} · {images}',
  tokens: '{tokens, plural, one {# Token} other {# Tokens}}',
  tokensOf: '{used, number} von {most, number} Tokens',
  images: '{images, plural, one {# Bild} other {# Bilder}}',
  todayAlone: 'heute {tokens, number}',
  dataDeleted: 'Mitglieder, deren Daten gelöscht wurden',
  byMemberToday: '**Nach Mitglied, heute**: {tokens, plural, one {# Token} other {# Tokens}}',
  byMember:
    '**Nach Mitglied, die letzten {days, number} Tage**: {tokens, plural, one {# Token} other {# Tokens}}',
  nothing: 'Nichts.',
  moreWith: '… und {members, number} weitere mit {tokens, plural, one {# Token} other {# Tokens}}',
  usageFoot: 'Tage beginnen um Mitternacht UTC. Bilder aus dem Cache sind kostenlos und zählen nicht.',
  usageAlt: 'Tokens, die dieser Server an jedem der letzten {days, number} Tage verbraucht hat: {used}.',
  pictureTitle: 'Tokens am Tag',
  pictureBusiest: 'stärkster Tag: {tokens, number}',
  pictureToday: 'heute',
};
