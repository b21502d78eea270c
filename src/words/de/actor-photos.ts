import type { Room } from '../words.ts';

export const actorPhotos: Room<'actorPhotos'> = {
  enough: '{actor} hat genug Fotos',
  notEnough: '{actor} braucht mehr Fotos',
  usable: '{usable, number} von {photos, plural, one {# Foto} other {# Fotos}} brauchbar.',
  usableAsTheyAre: '{usable, number} von {photos, plural, one {# Foto} other {# Fotos}} so brauchbar.',
  fileRefused: '**{file}:** {why}',
  photo: '**Foto {number, number}:** {why}',
  photoAccepted: '**Foto {number, number}:** {why} (Akzeptiert.)',
  good: '{count, plural, one {**Foto {photos}** ist gut.} other {**Fotos {photos}** sind gut.}}',
  moreInPicture: 'und {count, number} weitere, siehe Bild',
  none: 'Keine Fotos mehr.',
  wouldHelp: 'Was helfen würde',
  yourConsent: 'Deine Einwilligung',
  noMetadata: 'Ohne Metadaten gespeichert: kein Ort, keine Zeit, keine Kamera.',
  acceptWarnings: 'Trotz Warnungen akzeptieren',
  replace: '{number, number} ersetzen',
  remove: '{number, number} entfernen',

  alt: 'Kontaktbogen von {actor}: {good, number} gut, {warned, number} mit Warnung, {unusable, number} nicht brauchbar. {photos}.',
  altPhoto: '{number, number} {verdict}',
  altNotTaken: '{letter} nicht angenommen, {why}',
  altGood: 'gut',
  altWarn: 'mit Warnung',
  altBad: 'nicht brauchbar',

  replaceTitle: 'Foto {number, number} ersetzen',
  replaceField: 'Foto',
  replaceHow:
    'Es ersetzt Foto {number, number}, sobald es geprüft ist. Ein Actor hat höchstens {most, number}.',
  addTitle: 'Fotos hinzufügen',
  addField: 'Fotos',
  addHow: 'Bis zu {most, number} weitere derselben Person',
  checking: 'Deine Fotos werden geprüft…',
  progress: '{done, number} von {total, number}',

  noSuchPhoto:
    'Ein Foto {number} gibt es nicht: {actor} hat {photos, number}. Gib Nummern an wie `2` oder `2, 5`.',
  alreadyGone: 'Dieses Foto ist schon weg. `/actor photos` zeigt die aktuellen.',
  onlyPersonAdds: 'Fotos hinzufügen kann jetzt nur noch die gezeigte Person.',
  onlyTheySee:
    'Die Fotos eines Actors können nur das Mitglied, das ihn registriert hat, und die gezeigte Person sehen.',
  onlyPersonChanges:
    'Die gezeigte Person hat diesen Fotos zugestimmt, deshalb kann nur sie sie jetzt ändern.',
  onlyTheyChange:
    'Die Fotos eines Actors können nur das Mitglied, das ihn registriert hat, und die gezeigte Person ändern.',
  faceKnown:
    'Nicht hinzugefügt: Auf diesem Server ist schon jemand mit diesem Gesicht registriert, und die Admins erlauben kein Gesicht doppelt.',
  changedMeanwhile: 'Nicht hinzugefügt: Die Fotos haben sich inzwischen geändert. Siehe `/actor show`.',
  tooMany: 'Nicht hinzugefügt: Ein Actor hat höchstens {most, number} Fotos.',
};
