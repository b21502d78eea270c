import type { Room } from '../words.ts';

export const references: Room<'references'> = {
  somebodyElse:
    'Jemand auf diesem Bild hat dir hier keine Bilder von sich erlaubt, deshalb verwende ich es nicht. Zeigt es dich, caste dich zuerst mit `/actor register`. Ist es eine Zeichnung, schneide die Gesichter weg: Gezeichnete Gesichter kann ich nicht von echten unterscheiden.',
  actorNotYours:
    '**{actor}** ist auf diesem Bild, und du kannst diesen Actor gerade nicht verwenden, deshalb verwende ich das Bild nicht. `/actor show` sagt, warum.',
  nudity: 'Dieses Bild zeigt anscheinend Nacktheit, deshalb verwende ich es nicht.',
  unseen:
    'Ich konnte mir dieses Bild gerade nicht ansehen, und ungesehen verwende ich keine Bilder. Versuch es in ein paar Minuten noch einmal.',
  crowd:
    'Auf diesem Bild sind zu viele Menschen, als dass ich sagen könnte, ob alle zugestimmt haben. Schneide es zu und versuch es noch einmal.',
  looksYoung: 'Jemand auf diesem Bild sieht jünger als 18 aus, deshalb verwende ich es nicht.',
  tooManyActors:
    'Dieses Bild zeigt {actors, number} Actors, und mehr als {most, number} kann ich nicht auseinanderhalten. Schneide es zu und versuch es noch einmal.',
  unusable: 'Dieses Bild kann ich nicht verwenden. {why}',
  animation: 'Dieses Bild ist eine Animation. Gib mir ein Standbild daraus.',
  dataDeleted: 'Deine Daten wurden inzwischen gelöscht, deshalb habe ich das Bild nicht behalten.',
  gone: 'Dieses Bild habe ich nicht mehr. Wähle an der Nachricht noch einmal *Als Vorlage nehmen*.',
  strangersStatement:
    'Alle auf diesem Bild, die hier keine Actors sind, sind volljährig und haben, wie ich unten beschreibe, zugestimmt, dass dieser Bot daraus Bilder macht und es an den Bilderdienst schickt, den dieser Server verwendet.',
};
