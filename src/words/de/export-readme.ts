import type { Room } from '../words.ts';

export const exportReadme: Room<'exportReadme'> = {
  title: 'Was dieser Bot über dich speichert, Stand {date}.',
  part: 'Teil {part, number} von {parts, number}. Die Teile sind eigenständige ZIP-Dateien; in Teil 1 sind die Datensätze.',
  actors:
    'Actors, die dich zeigen oder die du registriert hast, mit den Maßen ihrer Fotos, deinen Gesichtsdaten, den Einwilligungstexten und wann zugestimmt wurde, Grenzen, trainierten Versionen',
  chosenFor: 'Actors anderer, die du verwenden darfst',
  images:
    'Bilder, die du gemacht hast, und Bilder, die andere von dir gemacht haben, mit allen Einstellungen',
  favourites: 'Bilder, die du als Favoriten markiert hast, deine oder die anderer',
  albums: 'deine Alben: welche Bilder darin sind und wo du sie gezeigt hast',
  given:
    'Ausgangsbilder, die du gegeben hast, und wie die Personen darauf zugestimmt haben, falls du es gesagt hast',
  trainings: 'Trainings, die du gestartet hast, und Trainings jener Actors',
  budget: 'Tokens, die du verbraucht hast, nach Tagen (UTC)',
  trainingsThisWeek: 'wann du in den letzten 7 Tagen Trainings gestartet hast',
  language: 'in welcher Sprache ich dir schreibe, wenn es nicht Englisch ist',
  rules: 'Limits und Sperren, die Admins von Servern für dich festgelegt haben',
  changed: 'Einstellungen von Servern, die du als Admin geändert hast',
  failed: 'Anfragen von dir, die fehlgeschlagen sind; was du wolltest, wird nicht gespeichert',
  stopped:
    'Anfragen von dir, die die Sicherheitsregeln gestoppt haben; was du wolltest, wird nicht gespeichert',
  history:
    'was Personen betraf und dich nennt: wer registriert, zugestimmt, geteilt, gelöscht hat und so weiter',
  approvals: 'Anfragen nach Bildern, die auf eine Freigabe warten: deine und die, die dich betreffen',
  digests: 'Übersichten der Bilder von dir, die ich dir geschickt habe: was darin steht und wo sie sind',
  requests:
    'ob andere fragen können, ob du gecastet werden willst, und wie viele Mitglieder du dafür blockiert hast',
  photoFiles: 'die Fotos jener Actors, wie sie gespeichert sind (JPEG)',
  sampleFiles: 'Proben ihrer Trainings (JPEG)',
  givenFiles: 'die Ausgangsbilder, die du gegeben hast (JPEG)',
  imageFiles: 'die Bilder (PNG); die Einstellungen stehen auch in jeder Datei',
  ruledOut:
    'In diesem Teil {images, plural, one {fehlt # Bild. Jemand anderes darauf will solche Bilder nicht mehr.} other {fehlen # Bilder. Jemand anderes darauf will solche Bilder nicht mehr.}}',
  unchecked:
    'In diesem Teil {images, plural, one {fehlt # Bild, das sich gerade nicht prüfen ließ. Exportiere später noch einmal, um es zu bekommen.} other {fehlen # Bilder, die sich gerade nicht prüfen ließen. Exportiere später noch einmal, um sie zu bekommen.}}',
  delete: 'Um alles zu löschen: /privacy delete',

  imagesTitle: 'Die Bilder, die du gemacht hast, Stand {date}.',
  imagesPart:
    'Teil {part, number} von {parts, number}. Jede Datei hat ihre Einstellungen und Content Credentials, die sagen, dass ein Modell sie gemacht hat.',
  everything: 'Eine Kopie von allem, was dieser Bot über dich speichert: /privacy export',
};
