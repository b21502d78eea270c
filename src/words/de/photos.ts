import type { Room } from '../words.ts';

export const photos: Room<'photos'> = {
  good: 'gut',
  tooDarkShort: 'zu dunkel',
  tooDark: 'Es ist zu dunkel. Nimm es bei Tageslicht auf oder mach Licht an.',
  tooDarkForFace: 'Es zeigt kein klares Gesicht: Es ist zu dunkel. Nimm es bei Tageslicht auf.',
  tooBrightShort: 'zu hell',
  tooBright: 'Es ist überbelichtet: Das Gesicht hat keine Details mehr. Nimm es mit weniger Licht auf.',
  tooBrightForFace: 'Es zeigt kein klares Gesicht: Es ist überbelichtet. Nimm es mit weniger Licht auf.',
  flatShort: 'wenig Kontrast',
  flat: 'Im Gesicht ist fast kein Kontrast. Nimm es bei besserem Licht auf.',
  tooFlatForFace: 'Es zeigt kein klares Gesicht: Es hat fast keinen Kontrast.',
  noFaceShort: 'kein Gesicht',
  noFace: 'Es zeigt kein Gesicht. Nimm eines, auf dem das Gesicht aufrecht, frei und zur Kamera gewandt ist.',
  faceSmallShort: 'Gesicht klein',
  faceSmall:
    'Das Gesicht ist darauf nur {pixels, number} Pixel breit; nötig sind {needed, number}. Schneide es zu oder geh näher heran.',
  blurredShort: 'unscharf',
  blurred: 'Es ist verwackelt oder unscharf. Halt still, stell auf das Gesicht scharf und nimm es neu auf.',
  softShort: 'fast scharf',
  soft: 'Es ist ein wenig unscharf. Aus einem schärferen lernt das Modell mehr.',
  cutOffShort: 'abgeschnitten',
  cutOff: 'Das Gesicht ist am Rand abgeschnitten. Lass etwas Platz darum.',
  unseenShort: 'ungeprüft',
  unseen:
    'Es wurde gespeichert, bevor ich Fotos geprüft habe. Ersetze es durch dasselbe Foto, dann wird es geprüft.',
  nudityShort: 'Nacktheit',
  nudity: 'Es zeigt anscheinend Nacktheit, deshalb wurde es nicht gespeichert. Schick ein anderes.',
  upsideDownShort: 'kopfüber',
  upsideDown: 'Es steht auf dem Kopf. Dreh es richtig herum und schick es noch einmal.',
  sidewaysShort: 'liegt quer',
  sideways: 'Es liegt auf der Seite. Dreh es richtig herum und schick es noch einmal.',
  looksYoungShort: 'minderjährig?',
  looksYoung:
    'Es zeigt womöglich jemanden unter 18. Das ist eine Schätzung und kann falsch sein. Nur Erwachsene können Actors sein: Verwende es nur, wenn die Person 18 oder älter ist.',
  severalFacesShort: '{faces, plural, one {# Gesicht} other {# Gesichter}}',
  severalFaces:
    'Es zeigt {faces, plural, one {# Gesicht} other {# Gesichter}}. Genommen wird das umrahmte; schneide zur Sicherheit die anderen weg.',
  perhapsOtherShort: 'andere Person?',
  perhapsOther: 'Es zeigt womöglich jemand anderen: Das Gesicht ist den anderen kaum ähnlich. Prüf es.',
  otherPersonShort: 'andere Person',
  otherPerson: 'Es zeigt anscheinend nicht dieselbe Person wie die anderen Fotos.',
  otherPersonPicked:
    'Es zeigt mehrere Gesichter, und das, das ich genommen habe, ist nicht die Person auf den anderen Fotos. Schneide es auf das richtige Gesicht zu.',
  sameAsShort: 'wie {photo, number}',
  twiceShort: 'doppelt',
  sameAs: 'Es ist dasselbe Bild wie Foto {photo, number}.',
  sameAsFile: 'Es ist dasselbe Bild wie eine andere Datei.',
  nearlySameAs:
    'Es ist fast dasselbe Bild wie Foto {photo, number}. Aus einer anderen Aufnahme lernt das Modell mehr.',
  nearlySameAsFile:
    'Es ist fast dasselbe Bild wie eine andere Datei. Aus einer anderen Aufnahme lernt das Modell mehr.',
  sameShotAsShort: 'wie Foto {photo, number}?',
  sameShotShort: 'doppelt?',
  sameShotAs:
    'Es sieht nach derselben Aufnahme wie Foto {photo, number} aus, zugeschnitten, gedreht oder gespiegelt. Aus einer anderen lernt das Modell mehr.',
  sameShotAsFile:
    'Es sieht nach derselben Aufnahme wie eine andere Datei aus, zugeschnitten, gedreht oder gespiegelt. Aus einer anderen lernt das Modell mehr.',

  addMore:
    'Füge noch {missing, plural, one {# Foto} other {# Fotos}} hinzu: Mindestens {least, number} sind nötig.',
  addMoreOrAccept:
    'Füge noch {missing, plural, one {# Foto} other {# Fotos}} hinzu oder akzeptiere {acceptable, plural, one {das mit Warnung} other {die # mit Warnungen}}: Mindestens {least, number} sind nötig.',
  allOneSession:
    'Alle sehen nach demselben Anlass aus. Füge Fotos von anderen Tagen hinzu, in anderem Licht und anderer Kleidung.',
  someOneSession:
    '{photos, number} von {all, number} sehen nach demselben Anlass aus. Füge Fotos von anderen Tagen hinzu, in anderem Licht und anderer Kleidung.',
  allClose: 'Alle sind Nahaufnahmen. Füge eines ab der Hüfte aufwärts und eines vom ganzen Körper hinzu.',
  allFar: 'Alle sind aus der Entfernung. Füge eine Nahaufnahme des Gesichts hinzu.',
  allDark: 'Alle sind eher dunkel. Füge eines bei Tageslicht hinzu.',
  moreIsBetter: 'Das reicht für den Anfang. Mit acht bis zehn Fotos wird die Ähnlichkeit besser.',

  tooLarge: 'Es ist größer als {megabytes, number} MB. Schick eine kleinere Kopie.',
  notDownloaded: 'Es ließ sich nicht von Discord herunterladen. Häng es noch einmal an.',
  notDownloadedInTime: 'Es ließ sich nicht rechtzeitig von Discord herunterladen. Häng es noch einmal an.',
  notReached:
    'Es wurde nicht rechtzeitig geprüft, weil die Fotos davor zu lange gebraucht haben. Schick es noch einmal.',
  notChecked: 'Es ließ sich gerade nicht prüfen. Schick es in einer Minute noch einmal.',
  notRead: 'Es ließ sich nicht lesen.',
  damaged: 'Es ist beschädigt oder unvollständig. Schick es noch einmal oder nimm ein anderes.',
  noImage: 'Es ist kein Bild, auch wenn der Name das sagt. Schick ein Foto als JPEG, PNG, WebP oder AVIF.',
  heic: 'Es ist ein HEIC-Foto, das ich nicht lesen kann. Schick es als JPEG; auf einem iPhone stell Einstellungen → Kamera → Formate auf Maximale Kompatibilität.',
  gif: 'Es ist ein GIF, das ich nicht lesen kann. Speichere ein Bild daraus als JPEG oder PNG und schick das.',
  tiff: 'Es ist ein TIFF oder die RAW-Datei einer Kamera, die ich nicht lesen kann. Exportiere es als JPEG und schick das.',
  bmp: 'Es ist ein BMP, das ich nicht lesen kann. Speichere es als JPEG oder PNG und schick das.',
  jpegXl: 'Es ist ein JPEG-XL-Foto, das ich nicht lesen kann. Exportiere es als JPEG und schick das.',
  svg: 'Es ist eine Zeichnung (SVG), kein Foto. Schick ein JPEG, PNG oder WebP.',
  video: 'Es ist ein Video, kein Foto. Nimm ein Standbild daraus und schick das als JPEG.',
  tooSmall: 'Es hat nur {width} × {height} Pixel. Die kürzere Seite braucht mindestens {least, number}.',
  tooManyPixels:
    'Es hat {width} × {height} Pixel, mehr, als ich lesen kann. Schick eine kleinere Kopie, als JPEG.',
  tooMuchMemory:
    'So, wie es gespeichert ist, braucht es mit {width} × {height} Pixeln zu viel Speicher zum Öffnen. Speichere es als normales JPEG oder schick eine kleinere Kopie.',
  empty: 'Für seine {width} × {height} Pixel ist es fast leer. Schick ein Foto.',
  packed:
    'Es enthält viel mehr versteckte Daten, als ein Foto braucht. Speichere es neu als JPEG und schick das.',
  tooSlow:
    'Es zu öffnen hat zu lange gedauert. Speichere es als normales JPEG oder schick eine kleinere Kopie.',
};
