import type { Room } from '../words.ts';

export const privacy: Room<'privacy'> = {
  countActors:
    '{count, plural, one {# Actor mit Einwilligungsnachweis} other {# Actors mit Einwilligungsnachweisen}}',
  countPhotos: '{count, plural, one {# Foto} other {# Fotos}}',
  countFaces: '{count, plural, one {# Satz Gesichtsmaße} other {# Sätze Gesichtsmaße}}',
  countImages: '{count, plural, one {# erstelltes Bild} other {# erstellte Bilder}}',
  countVersions: '{count, plural, one {# trainierte Version} other {# trainierte Versionen}}',
  countTrainings:
    '{count, plural, one {# Training, gestoppt, falls es noch lief} other {# Trainings, gestoppt, falls sie noch liefen}}',
  countRepositories:
    '{count, plural, one {# Repository bei Hugging Face} other {# Repositorys bei Hugging Face}}',
  countMyMessages:
    '{count, plural, one {# Nachricht von mir in Discord} other {# Nachrichten von mir in Discord}}',
  countMessages: '{count, plural, one {# Nachricht in Discord} other {# Nachrichten in Discord}}',
  countClosedMessages:
    '{count, plural, one {# Nachricht in einem Kanal, zu dem ich keinen Zugang habe} other {# Nachrichten in Kanälen, zu denen ich keinen Zugang habe}}',

  keepEverything: 'Alles behalten',
  cannotUndo:
    'Das lässt sich nicht rückgängig machen. Private Antworten, die nur eine Person sieht, erreiche ich nicht; die entfernt Discord von selbst.',
  logStays: 'Das Protokoll, wer was getan hat, bleibt ein Jahr lang, ohne den Namen.',
  withdrawTitle: 'Deine Einwilligung für {actor} zurückziehen?',
  deleteTitle: '{actor} löschen?',
  deleteActor: 'Niemand kann {actor} dann noch verwenden, und das wird gelöscht:',
  withdraw: 'Einwilligung zurückziehen und löschen',
  deleteAll: 'Alles davon löschen',
  deleteYouTitle: 'Alles über dich löschen?',
  deleteYou: 'Auf jedem Server, auf dem ich bin:',
  deleteMemberTitle: 'Alles über {member} auf diesem Server löschen?',
  nothingKept: 'Es gibt keine Actors, Bilder oder Trainings.',
  actorsGoing: 'Actors, die gelöscht werden',
  actorShowsYou: '{actor} (zeigt dich)',
  actorShowsThem: '{actor} (zeigt das Mitglied)',
  actorByYou: '{actor} (von dir registriert)',
  actorByThem: '{actor} (vom Mitglied registriert)',
  yourIdGoes:
    'Deine ID verschwindet auch aus dem Budget, den Protokollen und den Listen, wer einen Actor verwenden darf. Was du vom heutigen Budget verbraucht hast, bleibt verbraucht.',
  theirIdGoes:
    'Die ID verschwindet auch aus den Listen, wer einen Actor verwenden darf. Budget, Limits, eine Sperre und die Protokolle bleiben.',
  copyFirst: '`/privacy export` gibt dir vorher eine Kopie.',
  kept: 'Es wurde nichts gelöscht.',

  goneActor: 'Der Actor ist gelöscht',
  goneMember: 'Alles ist gelöscht',
  goneServer: 'Die Daten des Servers sind gelöscht',
  unfinished: 'Einiges ist noch nicht erreichbar',
  goingOn: 'Die Löschung hat begonnen und läuft von selbst weiter. Verwenden lässt sich nichts davon mehr.',
  gone: 'Weg',
  nothingLeft: 'Es war nichts mehr zu löschen.',
  stillTried: 'Wird weiter versucht',
  myOwn: 'was ich selbst speichere',
  keepTrying: 'Ich versuche es weiter, bis es weg ist, auch nach einem Neustart, und sage dir dann Bescheid.',
  outOfReach: 'Nicht erreichbar',
  adminCan: 'Ein Admin jenes Servers kann sie löschen.',
  receipt: 'Beleg `{id}` · 30 Tage aufbewahrt, nur als Zahlen',
  checkProgress: 'Stand prüfen',
  receiptGone: 'Diesen Beleg gibt es nicht mehr: Belege werden nach 30 Tagen gelöscht.',
  receiptOfOther: 'Dieser Beleg gehört jemand anderem.',

  actorsGone:
    '{count, plural, one {{actors}, von dir registriert, wurde gelöscht, mit allem, was davon gemacht wurde.} other {{actors}, von dir registriert, wurden gelöscht, mit allem, was davon gemacht wurde.}} Du musst nichts tun.',
  actorGone:
    'Ein Actor, den du registriert hast, wurde gelöscht, mit allem, was davon gemacht wurde. Du musst nichts tun.',
  actorGonePinged:
    '{member}, ein Actor, den du registriert hast, wurde gelöscht, mit allem, was davon gemacht wurde. Du musst nichts tun.',

  exportTitle: 'Was ich über dich speichere',
  exportInside: 'Darin sind JSON-, JPEG- und PNG-Dateien; README.txt erklärt sie.',
  exportFoot: 'Das siehst nur du. Um alles zu löschen: `/privacy delete`.',
  exportImagesTitle: 'Deine Bilder',
  exportImagesInside:
    'Darin sind die Bilder, die du gemacht hast, auf jedem Server, mit ihren Einstellungen und Signaturen.',
  exportImagesOutside:
    'Darin sind die Bilder, die du außerhalb von Servern gemacht hast, mit ihren Einstellungen und Signaturen. In Direktnachrichten mit mir bekommst du alle.',
  exportImagesFoot: 'Das siehst nur du. Alles, was ich über dich speichere: `/privacy export`.',
  nothingToExport: 'Es gibt nichts zu exportieren.',
  oneFile: 'Alles ist in einer ZIP-Datei.',
  onePart: 'Teil {part, number} von {parts, number}.',
  someParts: 'Teile {first, number} bis {last, number} von {parts, number}, jeder eine ZIP-Datei.',
  nextPart: 'Weiter: Teil {part, number}',
  partAlt: 'Teil {part, number} von {parts, number}, {size}',

  lessToExport: 'Es gibt jetzt weniger zu exportieren. Fang noch einmal an.',
  notYourButton: 'Dieser Button ist nicht für dich.',
  onlyYourOwn:
    'Du kannst nur deine eigenen Daten löschen. Ein Admin kann die Daten eines Mitglieds auf dem eigenen Server löschen.',
  hubKeepsVersion:
    'Hugging Face hat Version {version, number} nicht gelöscht, deshalb hat sich nichts geändert. Versuch es in ein paar Minuten noch einmal.',
  trainingVersion:
    '**{actor}** wird gerade trainiert, deshalb lässt sich Version {version, number} jetzt nicht löschen. Warte, bis es fertig ist, oder stopp es mit `/train cancel`.',
};
