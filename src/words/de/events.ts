import type { Room } from '../words.ts';

export const events: Room<'events'> = {
  commandGone: 'Diesen Befehl gibt es nicht mehr. Lade Discord neu und versuch es noch einmal.',
  buttonGone: 'Dieser Button stammt von einer älteren Version des Bots und funktioniert nicht mehr.',
  formGone: 'Dieses Formular stammt von einer älteren Version des Bots. Fang noch einmal an.',
  formSlow: 'Ich habe zu lange gebraucht, um das Formular zu öffnen. {again}',
  commandAgain: 'Gib den Befehl noch einmal ein.',
  menuAgain: 'Wähle es noch einmal aus dem Menü.',
  buttonAgain: 'Drück den Button noch einmal.',
  restarting: 'Ich starte gerade neu. Frag in einer Minute noch einmal.',
  onlyInServer: 'Das geht nur auf einem Server, nicht in Direktnachrichten.',
  notInServer: 'Du bist nicht mehr auf diesem Server.',
  notInstalled:
    'Ich bin auf diesem Server nicht installiert. Zuerst muss mich jemand hinzufügen, der ihn verwalten darf.',
  onlyWhereAdded: 'Das geht nur auf Servern, die mich hinzugefügt haben.',
  notYourButtons:
    'Diese Buttons kann nur benutzen, wer gefragt hat. Füge mich deinen eigenen Apps hinzu, um selbst zu fragen.',
  unexpected:
    'Bei mir ist etwas schiefgegangen. Versuch es noch einmal. Passiert es immer wieder, gib einem Admin die ID `{id}`; sie steht im Protokoll.',
  late: 'Das hat für Discord zu lange gedauert, und die Antwort war nur für dich, deshalb konnte ich sie nicht posten. Bitte frag noch einmal.',
  tooLarge: 'Das Ergebnis ist hier zu groß für eine Discord-Nachricht.',
  failed: 'Deine frühere Anfrage hat nicht geklappt. Frag noch einmal.',
  imagesFailed: 'Die Bilder, die du vorhin wolltest, konnte ich nicht erstellen. Frag noch einmal.',
  unsigned:
    'Ich konnte, was ich erstellt habe, nicht als Werk eines Modells signieren, und wer mich betreibt, lässt ohne das nichts hinaus. Es bleibt gespeichert: Schau in ein paar Minuten in `/gallery`. Den Grund zeigt mein Protokoll.',
  offline:
    'Nachdem du nach Bildern gefragt hast, war ich lange offline. Frag noch einmal, wenn du sie noch willst.',
  notStored:
    'Ich konnte deine Anfrage nicht speichern, deshalb wurde nichts erstellt und nichts bezahlt. Frag in einer Minute noch einmal. Passiert es immer wieder, sag einem Admin, dass meine Festplatte voll oder ausgelastet ist.',
  youTyped: 'Das hast du geschrieben – so kannst du es kopieren:',
};
