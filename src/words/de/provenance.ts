import type { Room } from '../words.ts';

export const provenance: Room<'provenance'> = {
  title: 'Ist das von uns?',
  titleSeveral: 'Sind die von uns?',
  ours: '**Ja, das habe ich gemacht.** Meine Signatur in der Datei ist gültig, und seitdem hat sich nichts geändert.',
  looksOurs: '**Ja, das sieht aus wie eines meiner Bilder.**',
  pictureChanged:
    '**Diese Datei habe ich signiert, aber ihr Bild wurde seitdem geändert,** oder meine Signatur wurde von einem anderen Bild kopiert. Es sieht keinem Bild ähnlich, das ich habe.',
  unknown: '**Nein, dieses Bild kenne ich nicht.**',
  limits:
    'Ich erkenne Bilder, die verkleinert oder neu gespeichert wurden. Nicht immer erkenne ich eines, das zugeschnitten oder übermalt wurde, Teil eines größeren Screenshots ist oder hier gelöscht wurde.',

  unsigned: 'Die Datei hat keine Signatur (Content Credentials).',
  fileChanged: 'Die Datei hat meine Signatur, wurde danach aber geändert.',
  forged: 'Die Datei behauptet, von mir signiert zu sein. **Diese Signatur ist gefälscht.**',
  invalid: 'Die Datei hat eine ungültige Signatur, sie beweist also nichts.',
  others:
    'Die Datei ist von jemand anderem signiert. Die Signatur ist gültig, aber wer das ist, kann ich nicht sagen.',
  othersNamed:
    'Die Datei ist von jemand anderem signiert, unter dem Namen „{name}“. Die Signatur ist gültig, aber wer das ist, kann ich nicht sagen.',
  othersChanged: 'Die Datei ist von jemand anderem signiert und wurde seitdem geändert.',
  othersNamedChanged:
    'Die Datei ist von jemand anderem signiert, unter dem Namen „{name}“, und wurde seitdem geändert.',

  madeBy: 'Gemacht von {member} {time} in {channel}',
  madeByPrivately: 'Gemacht von {member} {time} in {channel}, privat',
  comparesSamples: 'Es vergleicht Trainingsproben von **{actor}**.',
  sample: 'Es ist eine Trainingsprobe von **{actor}**, Version {version, number}.',
  whoIsTold:
    'Wer es gemacht hat, sage ich nur dem Mitglied selbst, der gezeigten Person, dem Mitglied, das den Actor registriert hat, und den Admins des Servers; ist es privat, nur den ersten beiden.',
  toldInServers:
    'Wer es gemacht hat, sage ich nur auf einem Server, der mich hinzugefügt hat, oder in Direktnachrichten.',
  details: 'Details',
  notLookedAt: 'und {pictures, number} weitere, die ich nicht angesehen habe',

  noPicture:
    'Diese Nachricht hat kein Bild, das ich ansehen kann. Um nach einer eigenen Datei zu fragen, nimm `/show image:`.',
  animation:
    'Diese Datei ist animiert. Ich kann nur Standbilder prüfen, also schick mir ein einzelnes Bild daraus.',
  unusable: 'Diese Datei kann ich nicht ansehen. {why}',
};
