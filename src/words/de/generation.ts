import type { Room } from '../words.ts';

export const generation: Room<'generation'> = {
  black:
    'Der Sicherheitsfilter des Anbieters hat ein schwarzes Bild geliefert. Es zählt nicht; ändere den Prompt.',
  cutOff: 'Das Bild kam beschädigt an. Es zählt nicht; versuch es noch einmal.',
  notAnImage: 'Der Anbieter hat kein Bild geschickt. Es zählt nicht; versuch es noch einmal.',

  deletedBefore: 'Die Bilder wurden gelöscht, bevor ich sie zeigen konnte.',
  againstLimits:
    'Jemand darauf will solche Bilder nicht mehr, deshalb zeige ich nicht, was ich gemacht habe.',
  tooSexual: 'Was ich gemacht habe, ist inzwischen zu sexuell, um es hier zu zeigen.',
  looksYoung: 'Jemand auf dem, was ich gemacht habe, sieht jünger als 18 aus, deshalb zeige ich es nicht.',
  unchecked:
    'Ich konnte gerade nicht noch einmal prüfen, was ich gemacht habe, deshalb zeige ich es hier nicht. Es ist in `/gallery`.',
  deletedMeanwhile: 'Was du wolltest, wurde inzwischen gelöscht, es gibt also nichts zu zeigen.',
  notKept: 'Dieses Bild ist nicht mehr gespeichert. Mach mit `/generate` ein neues.',
  channelClosed: 'Dieses Bild ist aus einem Kanal, den du nicht sehen kannst.',
  isPrivate: 'Dieses Bild ist privat: Sehen kann es nur, wer es gemacht hat.',
  notTheirsToDelete:
    'Löschen können dieses Bild nur das Mitglied, das es gemacht hat, die gezeigte Person und Admins.',

  nobodyCan: 'Gerade kann nichts dieses Bild machen.',
  trainedUnavailable:
    'Das trainierte Modell von **{actor}** ist gerade nicht verfügbar. Es wurde nichts ausgegeben.',
  otherAvailable: '**{model}** ist gerade verfügbar.',
  loraNotLoaded: 'Der Bilderdienst konnte das trainierte Modell nicht laden.',
  restarting: 'Ich starte gerade neu. Es wurde nichts ausgegeben; frag in einer Minute noch einmal.',
  interrupted:
    'Ich wurde neu gestartet, während ich das gemacht habe. Vielleicht ist es schon bezahlt, deshalb habe ich es nicht noch einmal gemacht. Frag noch einmal, wenn du es noch willst.',
  queueFull:
    '{images, plural, one {Die Warteschlange ist voll: # Bild wartet.} other {Die Warteschlange ist voll: # Bilder warten.}} Es wurde nichts ausgegeben; versuch es in ein paar Minuten noch einmal.',
  leftAlone:
    'Der Anbieter fällt immer wieder aus, deshalb lasse ich ihn {seconds, number} s in Ruhe. Es wurde nichts ausgegeben; versuch es dann noch einmal oder wähle ein anderes Modell.',
  photoGone:
    'Ein Foto, von dem das ausgeht, wurde inzwischen gelöscht, deshalb wurde das Bild nicht gemacht. Frag noch einmal.',
  startGone: 'Das Ausgangsbild wurde inzwischen gelöscht.',
  startRuledOut:
    'Jemand auf diesem Bild will solche Bilder nicht mehr, deshalb lässt sich daraus keins mehr machen. Es wurde nichts ausgegeben.',

  price: 'Das kostet etwa {dollars}. Noch wurde nichts gemacht.',
  priceOver: 'Ich warte nur einen Tag auf eine Antwort, und der ist um. Frag noch einmal nach den Bildern.',
  priceNotYours: 'Das kann nur beantworten, wer nach diesen Bildern gefragt hat.',
  suggestionForbidden:
    'Der Vorschlag hat gegen eine Regel verstoßen, deshalb zeige ich ihn nicht. Dein Prompt ist, wie er war.',
  noSuggestion:
    'Ich habe gerade keinen Vorschlag bekommen. Dein Prompt ist, wie er war; versuch es in einer Minute noch einmal.',

  imagesOff: 'Ein Admin dieses Servers hat neue Bilder für dich abgeschaltet.',
  waitingMost:
    'Du hast {requests, plural, one {# Anfrage} other {# Anfragen}} laufen, mehr erlaubt dir dieser Server nicht gleichzeitig. Frag wieder, wenn eine fertig ist.',
  done: 'Diese Anfrage ist schon erledigt.',
  notYoursToCancel: 'Abbrechen kann das nur, wer danach gefragt hat, oder ein Admin.',
  alreadyMaking: 'Es ist schon in Arbeit. Gleich ist es da, und dann kannst du es löschen.',
  cancelled: 'Abgebrochen. Was noch nicht begonnen war, wird nicht gemacht.',

  promptEmpty: 'Der Prompt ist leer. Beschreib, was das Bild zeigen soll.',
  promptLong: 'Der Prompt hat {characters, number} Zeichen; mehr als {most, number} gehen nicht. Kürz ihn.',
  actorFirst: 'Wähle auch `actor`: wer zuerst im Bild ist.',
  twoFromPhotos:
    'Bilder von zwei Personen werden aus ihren Fotos gemacht, weil ein trainiertes Modell nur eine davon kennt. Lass `using` weg.',
  oneTwice: '**{actor}** ist sowohl `actor` als auch `actor2`. Wähle zwei Personen.',
  samePerson: '**{actor}** und **{other}** zeigen dieselbe Person. Wähle zwei Personen.',
  notTrained: '**{actor}** ist noch nicht trainiert; das macht `/train start`.',
  noPhoto:
    '**{actor}** hat kein brauchbares Foto. Füge mit `/actor photos` welche hinzu; `/actor show` sagt, was mit den jetzigen nicht stimmt.',
  photosStay:
    'Die Fotos bleiben hier: Die gezeigte Person hat einem früheren Text zugestimmt, in dem nicht steht, dass sie an einen Bilderdienst gehen. Ich habe sie gefragt.',
  notFromPhotos: '**{actor}** lässt sich noch nicht aus Fotos machen.',
  notVaried:
    'Bilder von **{actor}** lassen sich noch nicht variieren oder ändern: Die gezeigte Person hat einem früheren Text zugestimmt, in dem nicht steht, dass Bilder von ihr an einen Bilderdienst gehen. Ich habe sie gefragt.',
  trainedOn:
    '**{actor}** wurde auf **{model}** trainiert und geht nur mit diesem Modell. Lass das Modell weg.',
  strangerIn:
    'Jemand auf diesem Bild hat dir hier keine Bilder von sich erlaubt, deshalb nehme ich es nicht als Ausgangsbild.',
  onlyRealistic:
    '**{actor}** will keine realistischen Bilder, und **{model}** macht nur solche. Wähle ein anderes Modell.',
  limitsChanged:
    '**{actor}** hat seit deiner Anfrage geändert, was gemacht werden darf, deshalb wurde es nicht gemacht. Es wurde nichts ausgegeben; frag noch einmal.',
  nowApproves:
    'Die gezeigte Person gibt jetzt jedes Bild von **{actor}** selbst frei. Frag noch einmal, dann frage ich sie.',

  afterConsent:
    '**{actor}** ist auf **{model}** trainiert, und {providers} könnten damit Bilder machen, aber die gezeigte Person hat einem früheren Text zugestimmt, nach dem das trainierte Modell beim Bot bleibt. Ich habe gefragt, ob es dorthin darf.',
  refusedBy: '**{actor}** ist auf **{model}** trainiert, und {provider} kann damit nichts anfangen.',
  askedAgain:
    'Nach einem Tag frage ich dort wieder. Wer den Bot betreibt, kann auch `INFERENCE_ENDPOINT_URL` setzen.',
  notServed:
    '**{actor}** ist auf **{model}** trainiert, aber das bietet gerade niemand an: Kein Bilderdienst lädt Modelle, die darauf trainiert sind. Es geht, sobald die, die den Bot betreiben, `INFERENCE_ENDPOINT_URL` setzen.',
  usePhotos: 'Bis dahin geht `using: photos`.',
  withoutActor: 'Bis dahin kannst du `/generate` ohne den Actor nutzen.',
  largeAlready: 'Größer kann ich dieses Bild nicht machen.',
  noTouchUp: 'Wer mich betreibt, hat das abgeschaltet.',
};
