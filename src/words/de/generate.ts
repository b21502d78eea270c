import type { Room } from '../words.ts';

export const generate: Room<'generate'> = {
  reroll: 'Neu würfeln',
  variations: 'Variationen',
  change: 'Ändern…',
  editPrompt: 'Prompt bearbeiten',
  improve: 'Verbessern',
  details: 'Details',
  favourite: 'Favorit',
  delete: 'Löschen',
  upscale: 'Hochskalieren',
  fixFace: 'Gesicht reparieren',
  cancel: 'Abbrechen',
  noThanks: 'Nein, danke',
  castPhotos: '{names} aus Fotos',
  castTrained: '{names} trainiert v{version}',
  style: 'Stil {style}',
  seed: 'Seed {seed}',
  seedsFrom: 'Seed {seed} aufwärts',
  seeds: 'Seeds {seeds}',
  steps: '{steps, plural, one {# Schritt} other {# Schritte}}',
  guidance: 'Guidance {guidance, number}',
  fromCache: 'Aus dem Cache: kostenlos',
  tokens: '{tokens, plural, one {# Token} other {# Tokens}} vom heutigen Budget',
  forMember: 'für {member}',

  cutOff:
    'Dieses Modell liest {most, plural, one {# Token} other {# Tokens}} eines Prompts; deiner hat {tokens, number}. Das Ende wurde abgeschnitten.',
  standIn: '{actor} wurde von einem Platzhalter trainiert: Gelernt wurde nichts.',
  fromBrought: 'Gemacht aus einem Bild, das {member} mir gegeben hat.',
  changedCopy: 'Eine geänderte Kopie eines früheren Bildes, das bleibt, wie es war.',
  upscaledCopy: 'Eine größere Kopie eines früheren Bildes, das bleibt, wie es war.',
  fixedCopy: 'Eine Kopie eines früheren Bildes mit reparierten Gesichtern. Das frühere bleibt, wie es war.',
  drawn: 'Als Zeichnung gemacht, weil die gezeigte Person keine realistischen Bilder will.',
  variationsOf: 'Variationen eines früheren Bildes.',
  variationsFromWords:
    'Gerade ist kein Modell verfügbar, das von einem Bild ausgeht, deshalb sind diese aus denselben Worten gemacht.',
  isActor: '**{name}** ist hier ein Actor. Soll die Person im Bild sein, wähle sie als `actor`.',
  unkept: 'Ich konnte das nicht speichern. Sichere das Bild jetzt; seine Buttons gehen nicht.',
  missing: '{images, plural, one {Ein Bild fehlt: {why}} other {# Bilder fehlen: {why}}}',
  missingHere: '{images, plural, one {Ein Bild fehlt.} other {# Bilder fehlen.}} Warum, sieht nur {member}.',
  privateReady: 'Deine privaten Bilder sind fertig.',
  showMe: 'Zeig sie mir',
  elsewhere: 'Die Bilder sind in {channel}: {link}',
  notTaken:
    'Deine Bilder sind fertig und gespeichert, aber Discord hat sie hier nicht angenommen. `/show id:{id}` zeigt sie.',

  alt: 'Bild zum Prompt: {prompt}',
  altOf: 'Bild von {names} zum Prompt: {prompt}',
  altNth: 'Bild {n, number} von {images, number} zum Prompt: {prompt}',
  altNthOf: 'Bild {n, number} von {images, number} mit {names} zum Prompt: {prompt}',

  likeness: '**Ähnlichkeit** {figures} (mein eigenes Maß; ab {needed} ist es dieselbe Person)',
  notMeasured: 'nicht gemessen',
  noFace: 'kein Gesicht',
  twiceThis: 'Dieses Bild zeigt anscheinend eine der beiden Personen doppelt.',
  twiceNth: 'Bild {n, number} zeigt anscheinend eine der beiden Personen doppelt.',
  nobodyThis: 'Dieses Bild zeigt kein Gesicht, das {actor} sein könnte.',
  nobodyNth: 'Bild {n, number} zeigt kein Gesicht, das {actor} sein könnte.',
  otherThis: 'Dieses Bild zeigt jemand anderen, nicht {actor}: Ähnlichkeit {likeness} (nötig {needed}).',
  otherNth: 'Bild {n, number} zeigt jemand anderen, nicht {actor}: Ähnlichkeit {likeness} (nötig {needed}).',
  lookAlike:
    'Die beiden Personen sehen sich auf ihren Fotos ähnlich, deshalb kann ich sie nicht unterscheiden.',
  rerollCosts:
    'Von selbst mache ich Bilder nicht neu. {images, plural, one {„Neu würfeln“ macht es noch einmal} other {„Neu würfeln“ macht alle # noch einmal}} und kostet {tokens, plural, one {# Token} other {# Tokens}} vom heutigen Budget.',

  settings: 'Einstellungen',
  promptSent: '**Gesendeter Prompt** {prompt}',
  negative: '**Negativ** {prompt}',
  model: '**Modell** {repo}, Stand {revision}',
  styleUsed: '**Stil** {style}',
  actor: '**Actor** {actor}',
  lora: '**LoRA** {repo}, Stand {revision}, Stärke {strength, number}',
  startsFrom: '**Geht von einem Bild aus**, Stärke {strength, number}',
  looksAtPicture: '**Arbeitet mit** dem Bild, das geändert wird',
  looksAtPhotos: '**Arbeitet mit** {photos, plural, one {einem Foto} other {# Fotos}}',
  seedUsed: '**Seed** {seeds}',
  stepsUsed: '**Schritte** {steps, number}',
  guidanceUsed: '**Guidance** {guidance, number}',
  size: '**Größe** {size}',
  madeBy: '**Gemacht** {time} von {member}',
  fileSays: 'Bild {id}. Dieselben Einstellungen stehen als PNG-Text in der Datei.',

  tooSexual: 'Wird hier nicht gezeigt: nur in Kanälen mit Altersbeschränkung, wo Admins es erlauben.',
  looksYoung:
    'Nicht gezeigt, weil jemand darauf jünger als 18 aussieht. Das ist eine Schätzung und kann falsch sein.',
  againstLimits: 'Nicht gezeigt: Die Person darauf will solche Bilder nicht mehr.',
  unchecked:
    'Nicht gezeigt, weil die Sicherheitsprüfung gerade nicht ging. Versuch es in ein paar Minuten noch einmal.',
  pictureGone: 'Das Bild ist nicht mehr gespeichert.',

  upscaleTitle: 'Dieses Bild hochskalieren?',
  fixFaceTitle: 'Das Gesicht in diesem Bild reparieren?',
  upscaleWhat: '**{model}** zeichnet es neu, in {size}. Kleine Details können sich ändern.',
  fixFaceWhat: '**{model}** repariert die Gesichter, in {size}. Prüf, ob es noch dieselbe Person ist.',
  touchUpCosts:
    'Das kostet {tokens, plural, one {# Token} other {# Tokens}} vom heutigen Budget, etwa {dollars}.',
  touchUpTokens: 'Das kostet {tokens, plural, one {# Token} other {# Tokens}} vom heutigen Budget.',
  touchUpAsks: 'Vorher frage ich die gezeigte Person: {names}.',
  touchUpNth: 'Bild {n, number}',
  touchUpCopy: 'Du bekommst eine Kopie. Das Bild selbst bleibt, wie es ist.',

  deleteTitle: '{images, plural, one {Dieses Bild löschen?} other {Diese # Bilder löschen?}}',
  deleteWhat:
    '{images, plural, one {Es verschwindet aus der Galerie, und die Nachricht, die es zeigt, wird gelöscht.} other {Sie verschwinden aus der Galerie, und die Nachricht, die sie zeigt, wird gelöscht.}} Das lässt sich nicht rückgängig machen.',
  deleteNow: 'Endgültig löschen',
  keep: 'Behalten',
  deleteHere: 'Dieses Bild löschen?',
  deleteHereWords:
    'Es verschwindet aus der Galerie und aus dieser Nachricht. Das lässt sich nicht rückgängig machen.',
  deleteHereSure: 'Sicher?',
  actorsInServers:
    'Actors gehören zu ihren Servern. Bilder von ihnen bekommst du dort; hier mache ich Bilder aus Worten.',
  deleted: 'Gelöscht.',
  notDeleted: 'Es wurde nichts gelöscht.',
  showImage: 'Bild zeigen',
  goneHere:
    '{images, plural, one {{member}, ein Bild, das du gemacht hast, wurde gelöscht.} other {{member}, Bilder, die du gemacht hast, wurden gelöscht.}}',
  gone: '{images, plural, one {Ein Bild von {names}, das du gemacht hast, wurde gelöscht: Die gezeigte Person entscheidet, was bleibt.} other {# Bilder von {names}, die du gemacht hast, wurden gelöscht: Die gezeigte Person entscheidet, was bleibt.}} Du musst nichts tun.',

  promptField: 'Prompt',
  editTitle: 'Prompt bearbeiten',
  makeOfMessageTitle: 'Ein Bild hiervon machen',
  generateTitle: '{actor} generieren',
  changeTitle: 'Ein Bild mit Worten ändern',
  changeField: 'Was soll sich ändern?',
  changeExample: 'Mach es Nacht, mit Schnee auf den Dächern',
  whichImage: 'Welches Bild?',
  imageNth: 'Bild {n, number}',
  variationsTitle: 'Vier Variationen',
  howDifferent: 'Wie anders sollen sie sein?',
  aLittle: 'Ein wenig',
  clearly: 'Deutlich',
  aLot: 'Sehr',
  noStart:
    'Gerade ist kein Modell verfügbar, das von einem Bild ausgeht, deshalb werden sie aus denselben Worten mit neuen Seeds gemacht.',
  madeByFirst: 'Gemacht vom ersten Modell, das von einem Bild ausgeht.',
  madeByModel: 'Gemacht von **{model}**.',
  madeByOther: 'Gemacht von **{model}**, nicht von **{before}**.',
  whatStays:
    'Der Prompt, der negative Prompt und das Format bleiben. Schritte und Guidance sind die dieses Modells, und die Seeds sind neu.',
  trainedUnused: 'Die Ähnlichkeit kommt aus dem Bild; die trainierte Version wird nicht verwendet.',

  improveTitle: 'Wie wär’s damit?',
  youWrote: 'Du hast geschrieben: {prompt}',
  makeIt: 'So machen',
  editFirst: 'Erst bearbeiten',
  improvedBy:
    'Das hat ein Chatmodell geschrieben, ohne das Bild oder den Namen eines Actors zu sehen. Ich hebe es einen Tag auf.',

  costs: 'Das kostet etwa {dollars}',
  costsOne: 'Ein Bild von **{model}**. Noch wurde nichts gemacht oder bezahlt.',
  costsEach:
    '{images, plural, one {# Bild} other {# Bilder}} von **{model}**, je etwa {dollars}. Noch wurde nichts gemacht oder bezahlt.',
  pay: '{images, plural, one {Für {dollars} machen} other {Alle für {dollars} machen}}',
  whyAsked:
    'Die Admins dieses Servers wollen, dass ich vorher frage. Das ist eine Schätzung, keine Rechnung. Ich warte einen Tag auf deine Antwort.',
  costsUnsaid:
    'Deine Bilder kosten so viel, dass ich dich vorher fragen muss, und ich konnte dich nicht erreichen. Frag noch einmal, dann siehst du den Preis.',
  notPaid: 'Okay, nichts wurde gemacht oder bezahlt.',
  agreedChannel: 'Die Bilder erscheinen in {channel}, sobald sie fertig sind.',
  agreedPrivate: 'Ich schicke dir die Bilder hier, sobald sie fertig sind.',

  inIt: 'Darauf: {names}.',
  firstOf: 'Das ist das erste der {pictures, number} Bilder in dieser Nachricht.',
  agreedTitle: 'Hat die Person zugestimmt?',
  strangers:
    '{people, plural, one {Auf diesem Bild ist jemand, der hier kein Actor ist.} other {Auf diesem Bild sind # Personen, die hier keine Actors sind.}} Sag mir, wie zugestimmt wurde, dann kann ich es verwenden.',
  theyAgreed: 'Ja, zugestimmt…',
  statementKept:
    'Was du schreibst, wird mit dem Bild gespeichert. Ein gezeichnetes Gesicht kann ich nicht von einem Foto unterscheiden.',
  canStart: 'Mit diesem Bild kann ich anfangen',
  tellWhat: 'Sag mir, was sich ändern soll.',
  onlyYou:
    '{days, plural, one {Nur du kannst es verwenden, auf diesem Server, # Tag lang.} other {Nur du kannst es verwenden, auf diesem Server, # Tage lang.}}',
  agreedForm: 'Zustimmung',
  howAgreed: 'Wie und wann zugestimmt wurde',
  changePicture: 'Ein Bild mit Worten ändern',
  noPicture: 'Diese Nachricht hat kein Bild, das ich verwenden kann.',
  noText: 'Diese Nachricht hat keinen Text, aus dem ich ein Bild machen kann.',
  notMine: 'Diese Nachricht zeigt kein Bild von mir. Wähle eine, die ich gepostet habe.',

  making: '{images, plural, one {Dein Bild entsteht…} other {Deine # Bilder entstehen…}}',
  warmingUp: 'Das Modell wärmt sich auf: noch etwa {seconds, number} s.',
  askedToWait: 'Hugging Face bittet mich, {seconds, number} s zu warten.',
  doneOf: '{done, number} von {images, number}',
  next: 'Als Nächstes dran.',
  nextIn: 'Als Nächstes dran; beginnt in etwa {seconds, number} s.',
  ahead: 'In der Warteschlange, {images, plural, one {# Bild} other {# Bilder}} davor.',
  aheadIn:
    'In der Warteschlange, {images, plural, one {# Bild} other {# Bilder}} davor; beginnt in etwa {seconds, number} s.',
  cancelled: 'Abgebrochen. Was noch nicht begonnen war, wird nicht gemacht.',

  fromPhotosOption: '{name} (aus Fotos)',
  fromPhotos: 'aus Fotos',
  trainedModel: 'das trainierte Modell',
  unavailable: 'gerade nicht verfügbar',
};
