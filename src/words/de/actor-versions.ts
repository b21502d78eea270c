import type { Room } from '../words.ts';

export const actorVersions: Room<'actorVersions'> = {
  title: 'Die Versionen von {actor}',
  empty: '**{actor}** hat noch keine trainierte Version. `/train start` trainiert die erste.',
  inUseNow: 'Version {version, number} ist in Gebrauch.',
  noneInUse: 'Keine Version ist in Gebrauch.',
  shown: 'Versionen {first, number} bis {last, number} von {all, number}.',
  promptsShown: 'Das Bild zeigt {shown, number} von {all, number} Prompts.',
  seedsDiffer:
    'Ihre Proben wurden mit verschiedenen Seeds gezeichnet, die Bilder einer Spalte unterscheiden sich also nicht nur durch die Version.',
  newer: 'Neuere',
  older: 'Ältere',
  use: 'Version {version, number} verwenden',
  delete: 'Version {version, number} löschen',
  keep: 'Behalten',
  alt: 'Proben von {actor}, eine Zeile pro Version: {versions}. Die Spalten: {columns}.',
  altVersion: 'Version {version, number}',
  altLikeness: 'Ähnlichkeit {likeness}',
  altNotMeasured: 'Ähnlichkeit nicht gemessen',

  version: '**Version {version, number}**',
  inUse: 'in Gebrauch',
  belowBar: 'unter der Schwelle',
  standIn: 'Platzhalter',
  trained: '{base}, {steps, number} Schritte, trainiert {time}',
  likeness: 'Ähnlichkeit {likeness}, vom Trainer gemessen',
  ownMeasure: 'Mein eigenes Maß {likeness}, ein Gesicht in {faces, number} von {samples, number} Proben',
  ownFaces: 'Mein eigenes Maß: ein Gesicht in {faces, number} von {samples, number} Proben',
  atLeast: '{likeness} (mindestens {needed})',
  more: '{likeness}, +{by} gegenüber Version {version, number}',
  less: '{likeness}, −{by} gegenüber Version {version, number}',
  notMeasured: 'Ähnlichkeit: nicht gemessen',
  trainerSays: 'Der Trainer sagt: {why}',
  trainerFailed: 'Der Trainer sagt, dass sie seine Prüfung nicht bestanden hat.',
  notThem: 'Nach meinem eigenen Maß zeigen die Proben nicht die Person auf den Fotos.',
  unmeasured: 'Sie ließ sich nicht messen.',
  helpsMore:
    'Was hilft: Ersetze Fotos, die unscharf, dunkel oder zu ähnlich sind (`/actor photos`), und trainiere dann mit mehr Schritten noch einmal (`/train start`, `steps: {steps}`). Oder verwende sie trotzdem.',
  helpsFewer:
    'Was hilft: Ersetze Fotos, die unscharf, dunkel oder zu ähnlich sind (`/actor photos`), und trainiere dann mit weniger Schritten noch einmal (`/train start`, `steps: {steps}`). Oder verwende sie trotzdem.',

  pictureVersion: 'Version {version, number}',
  pictureLikeness: 'Ähnlichkeit',
  pictureNotMeasured: 'nicht gemessen',
  pictureSeed: 'Seed {seed}',
  pictureSeedsDiffer: 'verschiedene Seeds',
  pictureNoSample: 'keine Probe',

  anywayTitle: 'Version {version, number} von {actor} trotzdem verwenden?',
  anyway:
    'Sie liegt unter der Schwelle: Womöglich sieht sie der Person auf den Fotos nicht ähnlich. Keine Version ist in Gebrauch.',
  anywayKeeps:
    'Sie liegt unter der Schwelle: Womöglich sieht sie der Person auf den Fotos nicht ähnlich. Version {previous, number} bleibt in Gebrauch.',
  useAnyway: 'Version {version, number} trotzdem verwenden',
  used: 'Bilder von **{actor}** werden jetzt mit Version {version, number} gemacht.',
  usedInstead:
    'Bilder von **{actor}** werden jetzt mit Version {version, number} statt mit Version {previous, number} gemacht.',
  usedBefore:
    'Frühere Bilder bleiben, wie sie sind. Gehst du zurück, ergeben dieselben Anfragen wieder dieselben Bilder, kostenlos, wo sie noch gespeichert sind.',
  already: 'Version {version, number} von **{actor}** ist schon in Gebrauch, also hat sich nichts geändert.',
  kept: 'Es wurde nichts geändert.',
  generate: 'Generieren',

  deleteTitle: 'Version {version, number} von {actor} löschen?',
  deletesSamples: 'ihre Proben und die mit ihr gemachten Bilder im Cache, die niemand behält',
  deletesRepository:
    'ihr Repository bei Hugging Face mit dem ganzen Verlauf: Eine andere Version ist nicht darin',
  deletesTag: 'ihr Tag bei Hugging Face',
  inUseThen:
    'Sie ist in Gebrauch. Danach wird Version {next, number} verwendet, die neueste übrige, die die Prüfung besteht.',
  inUseThenNone:
    'Sie ist in Gebrauch. Danach ist keine Version in Gebrauch, bis eine trainiert (`/train start`) oder hier gewählt wird (`/actor versions`).',
  weightsStay:
    'Ihre Gewichte bleiben im Verlauf des privaten Repositorys, das sie mit den anderen Versionen teilt, bis der Actor gelöscht wird (`/actor delete`).',
  deleteFinal:
    'Bilder in Galerien und Kanälen bleiben. Das lässt sich nicht rückgängig machen, und die Nummer wird nicht wieder vergeben.',
  deletedRepository:
    'Version {version, number} von **{actor}** ist gelöscht, mit ihren Proben und ihrem Repository bei Hugging Face.',
  deletedTag:
    'Version {version, number} von **{actor}** ist gelöscht, mit ihren Proben und ihrem Tag bei Hugging Face.',
  wasInUse:
    'Sie war in Gebrauch. Jetzt wird Version {next, number} verwendet, die neueste übrige, die die Prüfung besteht.',
  wasInUseNone:
    'Sie war in Gebrauch. Jetzt ist keine Version in Gebrauch, bis eine trainiert (`/train start`) oder hier gewählt wird (`/actor versions`).',

  untrained: '**{actor}** hat keine trainierte Version. `/train start` trainiert eine.',
  wasDeleted:
    'Version {version, number} von **{actor}** wurde gelöscht. `/actor versions` zeigt, welche es gibt.',
  noSuch: '**{actor}** hat keine Version {version, number}. `/actor versions` zeigt, welche es gibt.',
  onlyThey:
    'Die Versionen eines Actors können nur das Mitglied, das ihn registriert hat, und die gezeigte Person sehen und ändern.',
  notAgreed:
    'Die in **{actor}** gezeigte Person hat noch nicht zugestimmt, deshalb lässt sich keine Version verwenden. `/actor show` sagt, wer zustimmen muss.',
  damagedButton: 'Dieser Button ist beschädigt. Nimm `/actor versions`.',
};
