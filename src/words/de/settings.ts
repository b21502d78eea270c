import type { Room } from '../words.ts';

export const settings: Room<'settings'> = {
  adminsOnly: 'Die Einstellungen kann nur sehen, wer den Server verwalten darf.',
  adminsOnlyResume: 'Das kann nur, wer den Server verwalten darf.',
  adminsOnlyUndo: 'Rückgängig machen kann das nur, wer den Server verwalten darf.',

  changed: 'Geändert. Das gilt ab sofort.',
  changedWaitingToo: 'Geändert. Das gilt ab sofort, auch für wartende Anfragen.',
  asBefore: 'Das war schon so eingestellt.',
  changedBy: 'Geändert von {member}. Zehn Minuten lang kannst du das rückgängig machen.',
  lastChanged: 'Zuletzt geändert {time} von {member}.',
  lastChangedByDeleted: 'Zuletzt geändert {time} von einem Admin, dessen Daten gelöscht wurden.',
  undo: 'Rückgängig',
  undone: 'Rückgängig gemacht',
  undoneBy: 'Rückgängig gemacht von {member}.',
  undoOver:
    'Eine Änderung lässt sich zehn Minuten lang rückgängig machen, und die sind um. Stell es stattdessen neu ein.',
  changedSince:
    'Das hat inzwischen wieder jemand geändert, deshalb habe ich nichts rückgängig gemacht. `/settings log` zeigt, wer es war, und `/settings show`, was jetzt eingestellt ist.',

  title: 'Einstellungen dieses Servers',
  consent: 'Einwilligung',
  outsidersNobody: 'Personen außerhalb dieses Servers: Niemand kann sie registrieren.',
  outsidersAdmins:
    'Personen außerhalb dieses Servers: Jedes Mitglied kann sie mit einer Erklärung registrieren, sobald ein Admin zustimmt.',
  outsidersMembers:
    'Personen außerhalb dieses Servers: Jedes Mitglied kann sie mit einer Erklärung registrieren.',
  askedInChannel: 'Mitglieder werden im Kanal gefragt.',
  askedDirectly: 'Mitglieder werden per Direktnachricht gefragt, oder im Kanal, wenn sie keine annehmen.',
  sameFaceTell: 'Ein Gesicht, das schon als jemand anderes registriert ist: Admins erfahren davon.',
  sameFaceAdmins:
    'Ein Gesicht, das schon als jemand anderes registriert ist: Es wartet auf einen Admin, und Admins erfahren davon.',
  sameFaceRefuse:
    'Ein Gesicht, das schon als jemand anderes registriert ist: Es wird abgelehnt, und Admins erfahren davon; bin ich nicht sicher, wartet es auf einen Admin.',
  strangersRefuse: 'Ein Ausgangsbild, das jemanden zeigt, der kein Actor ist: abgelehnt.',
  strangersStatement:
    'Ein Ausgangsbild, das jemanden zeigt, der kein Actor ist: Es wird verwendet, wenn das Mitglied sagt, wie die Person zugestimmt hat.',

  safety: 'Sicherheit',
  adultOn: 'Sexuelle Inhalte ohne Actor: in Kanälen mit Altersbeschränkung.',
  adultOff: 'Sexuelle Inhalte ohne Actor: nirgends.',
  blockedWords: 'Gesperrte Wörter ({count, number}): {words}',
  noBlockedWords: 'Gesperrte Wörter (0): keine',

  budget: 'Budget',
  serverLimit: 'Der ganze Server: {limit}. Mitglieder mit eigenem Limit: {members, number}.',
  noLimitOfItsOwn: 'kein eigenes Limit',
  generationOn: 'Bilderstellung: an (`/settings pause`).',
  generationPaused: 'Bilderstellung: ⏸ **pausiert** (`/settings pause`).',
  noticesIn: 'Hinweise für Admins: {channel} (`/settings channels`).',
  noticesToOwner: 'Hinweise für Admins: an die Person, der der Server gehört (`/settings channels`).',

  members: 'Mitglieder',
  everyRole: 'Jede Rolle darf alles.',
  rolesWithRules: 'Rollen mit Regeln: {roles, number}.',
  blockedCount: 'Gesperrte Mitglieder: {members, plural, =0 {keine} other {#}}.',
  training: 'Training',
  alwaysOn:
    'Gilt immer: keine sexuellen Bilder von einem Actor, keine Bilder von einem Actor als Kind, nichts Sexuelles mit Minderjährigen. `/settings log` zeigt, was gestoppt wurde.',

  trainingsOff: 'Trainings sind auf diesem Server abgeschaltet.',
  trainingsMost:
    'Höchstens {trainings, plural, one {# Training ist} other {# Trainings sind}} gleichzeitig offen.',
  trainingsShownIn:
    'Gezeigt werden sie in {channel} oder, falls ich dort nicht schreiben kann, in dem Kanal, in dem sie gestartet wurden.',
  trainingsShownWhereStarted: 'Jedes wird in dem Kanal gezeigt, in dem es gestartet wurde.',

  channels: 'Kanäle',
  deletedChannel: 'ein gelöschter Kanal (`{id}`)',
  usableEverywhere: '**Mitglieder können mich** in jedem Kanal nutzen.',
  usableIn: '**Mitglieder können mich** in {channels} nutzen.',
  usableNowhere: 'Also nirgends: Vorerst können mich nur Admins nutzen.',
  everydayNone: '**Nichts Sexuelles, auch mit Altersbeschränkung:** kein Kanal im Besonderen.',
  everydayIn: '**Nichts Sexuelles, auch mit Altersbeschränkung:** {channels}.',
  resultsIn:
    'Bilder werden in {channel} gezeigt, egal wo Mitglieder sie anfordern. Private Bilder und die aus Kanälen mit Altersbeschränkung nicht. Kann ich dort nicht schreiben, werden sie gezeigt, wo sie angefordert wurden.',
  resultsHere: 'Bilder werden in dem Kanal gezeigt, in dem Mitglieder sie anfordern.',
  noticesGoTo:
    'Hinweise für Admins gehen an {channel}. Kann ich dort nicht schreiben, gehen sie direkt an die Person, der der Server gehört.',
  noticesGoToOwner: 'Hinweise für Admins gehen direkt an die Person, der der Server gehört.',
  channelsCleanup: '`/settings channels` mit `cleanup` entfernt die Regeln gelöschter Kanäle.',
  channelsFoot:
    'Threads folgen ihrem Kanal. `/privacy`, Löschen und Antworten auf Bitten um Einwilligung gehen überall, und Admins können mich überall nutzen. Sexuelle Inhalte sind ohnehin nur in Kanälen mit Altersbeschränkung möglich, und nur, wenn `/settings safety` sie erlaubt.',
  channelsFull: '{most, number} Kanäle haben schon Regeln, und mehr merke ich mir nicht.',
  noticesOrReset: 'Wähle `admin-notices` oder `reset`, nicht beides.',
  resultsOrHere: 'Wähle `results` oder `results-here`, nicht beides.',
  setOrClear: 'Du kannst denselben Kanal nicht zugleich setzen und entfernen. Entscheide dich für eines.',
  keptTo: 'Die Admins dieses Servers lassen mich nur in {channels} zu. Frag mich dort.',
  keptToMore:
    'Die Admins dieses Servers lassen mich nur in {channels} und {more, number} weiteren Kanälen zu. Frag mich dort.',

  roles: 'Rollen',
  deletedRole: 'eine gelöschte Rolle (`{id}`)',
  generateEverybody: '**Bilder erstellen:** alle',
  trainEverybody: '**Trainieren:** alle',
  registerEverybody: '**Actors registrieren:** alle',
  generateRoles: '**Bilder erstellen:** {roles}.',
  trainRoles: '**Trainieren:** {roles}.',
  registerRoles: '**Actors registrieren:** {roles}.',
  nobodyButAdmins: 'Vorerst also nur Admins.',
  limits: 'Limits',
  noRoleLimits: 'Für keine Rolle.',
  rolesCleanup: 'Regeln gelöschter Rollen bleiben, bis du sie mit `/settings roles` und `cleanup` entfernst.',
  rolesFoot:
    'Für Mitglieder mit mehreren Rollen gilt das großzügigste Limit. Ein eigenes Limit (`/settings limits`) geht vor. Admins werden von Rollen nie eingeschränkt.',
  rolesFull: '{most, number} Rollen haben schon Regeln, und mehr merke ich mir nicht.',
  chooseRole: 'Wähle die `role`, um die es geht.',
  rulesOrReset: 'Sag entweder, was die Rolle darf, oder nimm `reset`, nicht beides.',
  generateNeedsRole:
    'Um auf diesem Server Bilder zu erstellen, brauchst du die Rolle {roles}. Ein Admin kann sie dir geben.',
  trainNeedsRole:
    'Um auf diesem Server Actors zu trainieren, brauchst du die Rolle {roles}. Ein Admin kann sie dir geben.',
  registerNeedsRole:
    'Um auf diesem Server Actors zu registrieren, brauchst du die Rolle {roles}. Ein Admin kann sie dir geben.',

  blocks: 'Gesperrte Mitglieder: {members, number}',
  blockedUntil: '{member} bis {time}',
  blockedForNow: '{member}, bis du die Sperre aufhebst',
  nobody: 'Niemand.',
  andMore: '… und {count, number} weitere',
  andDeleted: '… und {count, number}, deren Daten gelöscht wurden',
  blocksFoot:
    'Gesperrte Mitglieder können nichts erstellen, trainieren oder registrieren. `/privacy` nutzen, Eigenes löschen und Bitten um Einwilligung beantworten können sie weiterhin. Bilder, die schon in Arbeit sind, werden noch geliefert.',
  chooseMember: 'Wähle das Mitglied (`member`), um das es geht.',
  blockOrLift: 'Sperre das Mitglied oder hebe die Sperre mit `lift` auf, nicht beides.',
  notYourself: 'Du kannst dich nicht selbst sperren.',
  notBots: 'Bots können mich ohnehin nicht nutzen.',
  notAdmins: '{member} kann den Server verwalten, eine Sperre würde also nichts ändern.',
  letBackIn: '{member} kann mich wieder nutzen.',
  blockedNow: '{member} ist ab jetzt gesperrt.',
  youAreBlocked: 'Ein Admin hat dich auf diesem Server für mich gesperrt.',
  youAreBlockedUntil: 'Ein Admin hat dich auf diesem Server bis {time} für mich gesperrt.',
  blockReason: 'Grund: {reason}',
  stillYours:
    'Deine Daten bleiben deine: `/privacy`, `/actor delete` und Antworten auf Bitten um Einwilligung gehen weiterhin, und du kannst ansehen, was dir gehört.',
  tooManyBlocked:
    '{most, number} Mitglieder sind schon gesperrt, und mehr merke ich mir nicht. Hebe zuerst eine Sperre auf.',
  tooManyLimited:
    '{most, number} Mitglieder haben schon ein eigenes Limit, und mehr merke ich mir nicht. Entferne zuerst eines.',

  wordShape:
    'Ein gesperrtes Wort hat 2 bis {most, number} Zeichen, darunter Buchstaben oder Ziffern. Ein `*` am Ende steht für jede Endung.',
  wordsFull:
    '{most, number} Wörter sind schon gesperrt, und mehr merke ich mir nicht. Entferne eines mit `/settings safety unblock`.',
  wordNotBlocked: 'Dieses Wort ist nicht gesperrt. `/settings show` zeigt die gesperrten.',

  pausedNow:
    'Bis ein Admin `/settings pause state:off` verwendet, werden auf diesem Server keine Bilder erstellt. Bilder, die schon in Arbeit sind, werden noch geliefert; wartende Anfragen werden gestoppt, wenn sie an der Reihe sind.',
  goesOn: 'Ich erstelle auf diesem Server wieder Bilder.',
  paused:
    'Die Admins dieses Servers haben das Erstellen von Bildern pausiert. Mit `/settings pause` können sie es wieder einschalten.',
  pausedShort: 'Die Admins dieses Servers haben das Erstellen von Bildern pausiert.',
  accountRuns: 'Das Hugging-Face-Konto ist nicht pausiert.',
  accountTried:
    'Beim nächsten Bild versuche ich es wieder. Lehnt Hugging Face weiterhin ab, pausiere ich erneut.',
  accountPaused: 'Das Erstellen von Bildern ist pausiert',
  accountPausedHere:
    'Pausiert {time}. Bilder aus dem Cache gehen weiterhin. Ich probiere das Konto einmal pro Stunde wieder; sobald es Guthaben hat, erspart dir **Jetzt weiter** das Warten.',
  accountPausedElsewhere:
    'Pausiert {time}. Bilder aus dem Cache gehen weiterhin. Ich probiere das Konto einmal pro Stunde wieder; sobald es Guthaben hat, erspart dir `/settings resume` auf dem Server das Warten.',
  goOn: 'Jetzt weiter',
  forAdmins: 'Für die Admins. `/settings channels` legt fest, wohin solche Hinweise gehen.',

  language: 'Sprache',
  speaks:
    'In den Kanälen dieses Servers spreche ich {language}, privat die Sprache des jeweiligen Mitglieds.',
  speaksAsDiscord:
    'In den Kanälen dieses Servers spreche ich die Sprache, die Discord für den Server angibt, privat die des jeweiligen Mitglieds.',
};
