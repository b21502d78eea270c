import type { Room } from '../words.ts';

export const actors: Room<'actors'> = {
  gone: 'Diesen Actor gibt es nicht mehr.',
  unknown:
    'Es gibt keinen Actor mit diesem Namen, den du verwenden kannst. `/actor list` zeigt deine Auswahl.',
  youHaveNotAgreed:
    'Du hast Bildern von diesem Actor noch nicht zugestimmt. Nimm den Button in `/actor show`.',
  notAgreed:
    'Die gezeigte Person hat noch nicht zugestimmt, deshalb lässt sich dieser Actor nicht verwenden.',
  faceWaits:
    'Das Gesicht dieses Actors ist auf diesem Server schon registriert, deshalb muss ihn erst ein Admin erlauben. Die Admins wissen Bescheid.',
  notShared:
    'Die gezeigte Person entscheidet, wer diesen Actor verwenden darf, und du stehst nicht auf ihrer Liste.',
  onlyAsk:
    'Die gezeigte Person gibt jedes Bild dieses Actors selbst frei. Du kannst nur um Bilder bitten, mit `/generate`.',

  noneUsable: 'Keine dieser Dateien ist brauchbar, deshalb wurde nichts gespeichert.',
  fileRefused: '`{file}`: {why}',
  badName:
    'Der Name eines Actors hat 1 bis 32 Buchstaben, Ziffern, Leerzeichen, Punkte, Apostrophe oder Bindestriche und beginnt mit einem Buchstaben oder einer Ziffer.',
  nameTaken: 'Auf diesem Server gibt es schon einen Actor mit diesem Namen. Wähle einen anderen.',
  faceKnown:
    'Auf diesem Server ist schon jemand mit diesem Gesicht registriert, und die Admins erlauben kein Gesicht doppelt. Es wurde nichts gespeichert. Falls das ein Irrtum ist, sprich mit ihnen.',
  offForYou: 'Ein Admin dieses Servers hat das Registrieren für dich abgeschaltet: Dein Limit ist 0.',
  dataDeleted: 'Deine Daten wurden inzwischen gelöscht, deshalb wurde nichts registriert.',
  sayHowAgreed:
    'Bei jemandem außerhalb dieses Servers sag, wie die Person zugestimmt hat: `/actor register` mit `outsider`.',
  onlyMembers:
    'Dieser Server castet nur eigene Mitglieder. Ein Admin kann das mit `/settings consent` ändern.',
  cannotAsk:
    'Dieses Mitglied kannst du gerade nicht fragen, deshalb wurde nichts registriert. Es kann sich selbst registrieren, mit `/actor register`.',

  onlyPersonShares:
    'Wer einen Actor verwenden darf, entscheidet nur die gezeigte Person, mit `/actor share`.',
  nothingToShare: 'Die gezeigte Person hat noch nicht zugestimmt, es gibt also nichts zu teilen.',
  memberWithChosen: 'Ein Mitglied kannst du nur zusammen mit `visibility: Ausgewählte Mitglieder` angeben.',
  yoursAnyway: 'Deinen eigenen Actor kannst du immer verwenden.',
  chooseMember: 'Wähle in der Option `member`, wer ihn verwenden darf.',
};
