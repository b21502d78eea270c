import type { Room } from '../words.ts';

export const actorLimits: Room<'actorLimits'> = {
  swimwear: 'Keine Bademode',
  violence: 'Keine Gewalt',
  politics: 'Keine Politik oder Werbung',
  others: 'Keine anderen Personen im Bild',
  realistic: 'Keine realistischen Bilder',
  mark: 'Ein sichtbares Zeichen auf jedem Bild',
  swimwearHow: 'Unterwäsche zählt auch. Ich prüfe den Prompt und das Bild.',
  violenceHow: 'Waffen zählen auch. Ich prüfe den Prompt; das Bild kann ich nicht prüfen.',
  politicsHow: 'Ich prüfe den Prompt; das Bild kann ich nicht prüfen.',
  othersHow: 'Ich prüfe den Prompt und zähle die Gesichter im Bild.',
  realisticHow: 'Ich bitte das Modell um eine Zeichnung. Ob das Bild eine ist, kann ich nicht prüfen.',
  markHow: 'Ein kleines „AI“ in der Ecke.',
  formTitle: 'Grenzen für Bilder',
  formIntro:
    'Was niemand von **{actor}** machen darf. Das gilt sofort, auch für das, was in der Warteschlange ist.',
  formLimits: 'Grenzen',
  formOwn: 'In deinen eigenen Worten (optional)',
  formOwnExample: 'nie rauchen, keine Clowns',
  formOwnHow: 'Ich prüfe den Prompt auf diese Wörter; das Bild kann ich nicht prüfen.',

  noSwimwear: 'keine Bademode',
  noViolence: 'keine Gewalt',
  noPolitics: 'keine Politik oder Werbung',
  noOthers: 'keine anderen Personen im Bild',
  noRealistic: 'keine realistischen Bilder',
  visibleMark: 'ein sichtbares Zeichen auf jedem Bild',
  quoted: '„{words}“',
  ownWords: 'etwas in eigenen Worten',
  none: 'keine',

  button: 'Grenzen…',
  listed: '**Grenzen für Bilder** {limits}',
  set: '**Grenzen von {actor}** {limits}',
  setNone: '**{actor}** hat jetzt keine Grenzen.',
  setFrom:
    'Das gilt sofort, auch für das, was in der Warteschlange ist. Schon gepostete Bilder bleiben, bis du sie in `/gallery` löschst.',

  onlyPerson: 'Grenzen für Bilder kann nur die gezeigte Person festlegen.',
  onlyOwner: 'Grenzen für Bilder kann nur das Mitglied festlegen, das diese Person registriert hat.',
  changedMeanwhile:
    'Die Grenzen haben sich geändert, seit du dieses Formular geöffnet hast, deshalb wurde nichts geändert. Öffne es noch einmal.',
};
