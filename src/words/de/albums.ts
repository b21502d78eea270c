import type { Room } from '../words.ts';

export const albums: Room<'albums'> = {
  add: 'Zu einem Album…',
  addTitle: 'Bilder zu einem Album hinzufügen',
  which: 'Welche Bilder',
  whichAlbum: 'Welches Album',
  newAlbum: 'Ein neues Album',
  newName: 'Name des neuen Albums',
  chooseOrName: 'Wähle eines deiner Alben oder gib einem neuen einen Namen.',
  list: 'Alben',
  yours: 'Deine Alben hier',
  none: 'Du hast auf diesem Server keine Alben. *Zu einem Album…* in `/gallery` beginnt eines.',
  onlyYou: 'Deine Alben siehst nur du, bis du eines in einem Kanal zeigst.',
  images: '{images, plural, =0 {keine Bilder} one {# Bild} other {# Bilder}}',
  page: 'Seite {page, number} von {pages, number}',
  emptyAlbum: 'Gerade ist nichts darin. *Zu einem Album…* in `/gallery` legt Bilder hinein.',
  show: 'Hier zeigen',
  showPage: 'Diese Seite hier zeigen',
  takeOut: 'Bilder herausnehmen…',
  takeOutTitle: 'Bilder aus einem Album herausnehmen',
  remove: 'Album löschen',
  removeSure:
    'Das Album **{album}** löschen? Die Nachrichten, die es zeigen, verschwinden mit. Die Bilder bleiben in deiner Galerie.',
  removeNow: 'Löschen',
  keep: 'Behalten',
  all: 'Alle Alben',
  newer: 'Zurück',
  older: 'Weiter',
  added:
    '{images, plural, =0 {Sie waren alle schon darin.} one {# Bild hinzugefügt.} other {# Bilder hinzugefügt.}}',
  takenOut: 'Herausgenommen, auch aus Nachrichten, die das Album zeigen.',
  removed: 'Das Album **{album}** ist weg, mit den Nachrichten, die es gezeigt haben.',
  showing: '{images, plural, one {Ich poste hier # Bild.} other {Ich poste hier # Bilder.}}',
  leftOutElsewhere:
    '{images, plural, one {# wird nicht gezeigt: Jemand anderes hat es in einem anderen Kanal oder privat gemacht.} other {# werden nicht gezeigt: Jemand anderes hat sie in einem anderen Kanal oder privat gemacht.}}',
  leftOutNotAgreed:
    '{images, plural, one {# wird nicht gezeigt: Die Person darauf hat dem nicht zugestimmt.} other {# werden nicht gezeigt: Die Personen darauf haben dem nicht zugestimmt.}}',
  leftOutWithheld:
    '{images, plural, one {# wird nicht gezeigt: Es darf in diesem Kanal nicht gezeigt werden, oder die Person darauf hat es ausgeschlossen.} other {# werden nicht gezeigt: Sie dürfen in diesem Kanal nicht gezeigt werden, oder die Personen darauf haben sie ausgeschlossen.}}',
  by: 'Ein Album von {member}',
  takeDown: 'Entfernen',
  takenDown: 'Es wird jetzt entfernt.',
  notPosted: 'Dein Album **{album}** konnte ich in {channel} nicht zeigen: Dort kann ich nicht schreiben.',

  gone: 'Dieses Album habe ich nicht mehr.',
  empty: 'In diesem Album ist nichts, was sich zeigen lässt.',
  full: 'In ein Album passen {most, number} Bilder. Beginne ein neues oder nimm zuerst welche heraus.',
  tooMany: 'Du hast hier {most, number} Alben, und mehr gehen nicht. Lösche zuerst eines.',
  tooManyMessages: 'Dieses Album ist schon in {most, number} Nachrichten. Entferne zuerst eine davon.',
  nameLength: 'Der Name eines Albums hat 1 bis {most, number} Zeichen.',
  madeElsewhere:
    'Die kann ich hier nicht zeigen: Jemand anderes hat sie in einem anderen Kanal oder privat gemacht. Eigene Bilder kann jedes Mitglied selbst zeigen.',
  notAgreed:
    'Die kann ich hier nicht zeigen: Die Personen darauf haben nicht zugestimmt, in einem anderen Kanal gezeigt zu werden.',
  withheld:
    'Die kann ich hier nicht zeigen: Dieser Kanal erlaubt es nicht, oder die Personen darauf haben es ausgeschlossen.',
  notYours:
    'Entfernen kann das nur, wer es gezeigt hat, wer die Bilder gemacht hat oder darauf ist, und Admins.',
};
