import type { Room } from '../words.ts';

export const audit: Room<'audit'> = {
  title: 'Verlauf von {actor}',
  empty: 'Noch ist nichts eingetragen.',
  before: '… und {entries, number} davor.',
  foot: 'Das können nur die gezeigte Person und die Admins des Servers sehen. Einträge bleiben {days, number} Tage. `/privacy export` hat alle.',
  onlyPersonAndAdmins:
    'Den Verlauf eines Actors können nur die gezeigte Person und die Admins des Servers sehen.',

  theBot: 'der Bot',
  somebodyDeleted: 'jemand, dessen Daten gelöscht wurden',
  deletedActor: '(gelöschter Actor)',
  aMember: 'ein Mitglied',

  registered: 'hat {actor} registriert',
  registeredWho: 'hat {actor} registriert, zu sehen ist {person}',
  asked: 'hat {person} um Einwilligung für {actor} gebeten',
  askedAdmins: 'hat die Admins um Zustimmung zu {actor} gebeten',
  agreed: 'hat den Fotos von {actor} zugestimmt',
  agreedOutsider:
    'hat bestätigt, dass die in {actor} gezeigte Person, die nicht auf dem Server ist, zugestimmt hat',
  declined: 'hat die Anfrage für {actor} abgelehnt; der Actor wurde gelöscht',
  expired: 'hat {actor} gelöscht: Niemand hat rechtzeitig geantwortet',
  askedRenewal: 'hat gefragt, ob {actor} auch nach Einwilligungstext {version} verwendet werden darf',
  renewed: 'hat Einwilligungstext {version} für {actor} zugestimmt',
  keptEarlier: 'ist für {actor} beim früheren Einwilligungstext geblieben',
  photosChanged: 'hat die Fotos von {actor} geändert ({change})',
  allowedMember: 'hat {actor} für {member} erlaubt',
  disallowedMember: 'hat {actor} für {member} nicht mehr erlaubt',
  sharedOwner: 'hat festgelegt, wer {actor} verwenden darf: nur die gezeigte Person',
  sharedChosen: 'hat festgelegt, wer {actor} verwenden darf: ausgewählte Mitglieder',
  sharedAsk:
    'hat festgelegt, wer {actor} verwenden darf: der ganze Server, und die gezeigte Person gibt jede Anfrage frei',
  sharedGuild: 'hat festgelegt, wer {actor} verwenden darf: der ganze Server',
  sharedOther: 'hat festgelegt, wer {actor} verwenden darf: {level}',
  limited: 'hat die Grenzen für Bilder von {actor} geändert',
  approved: 'hat Bilder von {actor} freigegeben, um die {member} gebeten hat',
  refused: 'hat Bilder von {actor} abgelehnt, um die {member} gebeten hat',
  lapsed:
    'hat eine Anfrage nach Bildern von {actor} beendet, gestellt von {member}: keine Antwort in der Zeit',
  promoted: 'hat {actor} auf Version {version} umgestellt',
  faceAllowed: 'hat {actor} erlaubt, obwohl das Gesicht schon registriert war',
  exported: 'hat die eigenen Daten exportiert, darunter {actor} mit den Fotos',
  neverAsk: 'lässt sich von anderen nicht mehr um Einwilligung bitten',
  letAsk: 'lässt sich von anderen wieder um Einwilligung bitten',
  askerBlocked: 'hat ein Mitglied blockiert, das nun um nichts mehr bitten kann',
  askerUnblocked: 'lässt sich von blockierten Mitgliedern wieder fragen',
  withdrawn: 'hat die Einwilligung für {actor} zurückgezogen; der Actor wurde gelöscht',
  deleted: 'hat {actor} gelöscht',
  deletedWithMember: 'hat {actor} gelöscht, mit allen Daten eines Mitglieds',
  versionDeleted: 'hat Version {version} von {actor} gelöscht',
  pictureDeleted: 'hat ein Bild von {actor} gelöscht',
  emptied: 'hat Einträge dieses Protokolls geleert, weil die Daten eines Mitglieds gelöscht wurden',
  wasEmptied: 'wurde geleert',
  restored: 'wurde aus einem Backup wiederhergestellt: Einträge nach diesem Backup fehlen',

  broken: '**Dieses Protokoll ist nicht so, wie ich es geschrieben habe.** {fault}',
  brokenMore:
    '**Dieses Protokoll ist nicht so, wie ich es geschrieben habe.** {fault} Es gibt {faults, plural, one {# weiteren Fehler} other {# weitere Fehler}}.',
  brokenNext:
    'Jemand hat meine Datenbank geändert. Wer den Bot betreibt, kann es mit `npm run doctor` prüfen.',
  faultMissing: 'Eintrag {entry}: Einträge davor fehlen.',
  faultChanged: 'Eintrag {entry}: Er wurde geändert.',
  faultAdded: 'Eintrag {entry}: Er wurde von außen hinzugefügt.',
  faultEmptied: 'Eintrag {entry}: Er wurde ohne Löschung geleert.',
  faultCut: 'Eintrag {entry}: Er und die folgenden fehlen.',
};
