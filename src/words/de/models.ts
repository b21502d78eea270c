import type { Room } from '../words.ts';

export const models: Room<'models'> = {
  available: 'Gerade verfügbar ({models, number})',
  fromPictures: 'Für Actors aus Fotos, Änderungen und Variationen ({models, number})',
  notAvailable: 'Nicht verfügbar ({models, number})',
  noneNow: 'Gerade keine.',
  source: 'Von Hugging Face, höchstens zehn Minuten alt.',
  hidden:
    '{count, number} ausgeblendet (das sehen nur Admins): {names}. `/models unhide` zeigt eines wieder.',
  hiddenMore:
    '{count, number} ausgeblendet (das sehen nur Admins): {names} und {more, number} weitere. `/models unhide` zeigt eines wieder.',
  page: 'Seite {page, number} von {pages, number}',
  back: 'Zurück',
  more: 'Mehr',
  ownEndpoint: 'der eigene Endpoint des Servers',
  recommendedFor: 'Für {uses}',
  tokensOnce: 'Tokens zählen einfach',
  tokensTimes: 'Tokens zählen {times, number}-fach',

  nothingToRecommend: 'Es gibt kein Modell zu empfehlen: Die Admins dieses Servers haben alle ausgeblendet.',
  whatFits: 'Was passt',
  unavailableShort: 'nicht verfügbar',
  choose: 'Wähle es als `model` in `/generate`.',
  qualityDated: 'veraltet',
  qualityGood: 'gut',
  qualityVeryGood: 'sehr gut',
  qualityBest: 'die beste Qualität hier',
  stepsAt: '{steps, plural, one {# Schritt} other {# Schritte}} bei {pixels} Pixeln',
  costsNoCredit: 'kostet kein Guthaben: Es läuft auf dem eigenen Endpoint des Servers',
  trainable: 'Actors lassen sich darauf trainieren',
  trainableUntried: 'Actors lassen sich darauf trainieren, auf einer GPU hat es aber noch niemand',
  notTrainable: 'kein Actor lässt sich darauf trainieren: Personen kennt es nur aus Beschreibungen',
  licenceNotFor: 'seine Lizenz gilt nicht für {uses}',
  termsToAccept: 'seine Bedingungen müssen auf seiner Seite bei Hugging Face akzeptiert werden',
  loraNeedsService:
    'Bilder von Actors, die darauf trainiert sind, brauchen einen Bilderdienst, der private Modelle lädt, oder INFERENCE_ENDPOINT_URL: `/train start` sagt, was es gibt',
  goodAtPhoto: 'gut für Fotos',
  goodAtIllustration: 'gut für Illustrationen',
  goodAtAnimation: 'gut für Animationsstil',
  goodAtLettering: 'gut für Schrift',
  goodAtLandscape: 'gut für Landschaften',

  added: '{model} ist dabei: Mitglieder können es in `/generate` wählen.',
  addedSettings:
    '`{id}` · {type} · {steps, plural, one {# Schritt} other {# Schritte}} · Guidance {guidance, number} · {width} × {height} Pixel',
  addedGated:
    'Wer es veröffentlicht hat, verlangt, dass Bedingungen akzeptiert werden. Das macht, wem das Hugging-Face-Konto gehört, auf der Seite des Modells.',
  addedAvailable: 'Gerade verfügbar über {ways}.',
  addedNotAvailable: 'Gerade nicht verfügbar. {reason}',
  hiddenNow:
    '{model} ist ausgeblendet: Hier kann es niemand mehr verwenden. `/models unhide` zeigt es wieder.',
  unhidden: '{model} ist wieder da.',
  adminsOnly: 'Die Modelle eines Servers kann nur ändern, wer den Server verwalten darf.',

  styles: 'Stile',
  ownStyle: '(von diesem Server)',
  chooseStyle: 'Wähle einen als `style` in `/generate`.',
  noExamples: 'Das erste Bild, das hier in einem Stil gemacht wird, wird sein Beispiel.',
  examples: 'Beispiele, der Reihe nach: {names}. Alle auf diesem Server gemacht.',
  removeOrChange: 'Entferne oder ändere ihn, nicht beides.',
  styleGone: 'Der Stil **{style}** ist weg. Bilder, die damit gemacht wurden, bleiben.',
  styleThere: '**{style}** ist da: Mitglieder können ihn in `/generate` wählen.',
  styleNeedsWords: 'Sag in `words`, was der Stil zu einem Prompt hinzufügt.',
  examplePrivate: 'Wähle ein Beispiel, das nicht privat ist und keine echte Person zeigt.',
  noStyle: 'Hier gibt es keinen Stil „{style}“. `/models styles` zeigt alle.',
  styleBuiltIn: '**{style}** ist ein eingebauter Stil. Wähle einen anderen Namen.',
  styleStays: '**{style}** ist eingebaut und lässt sich deshalb nicht entfernen.',
  stylesFull:
    'Dieser Server hat schon {most, number} eigene Stile, und mehr kann er nicht haben. Entferne zuerst einen.',

  notOnHub: 'Bei Hugging Face gibt es das nicht mehr.',
  needsEndpoint: 'Kein Anbieter liefert es. Es wird verfügbar, wenn ein Admin INFERENCE_ENDPOINT_URL setzt.',
  servedElsewhere: 'Es liefern nur Anbieter, die ich nicht nutzen kann.',
  notServed: 'Gerade liefert es kein Anbieter.',
  notYet: 'Hugging Face hat noch nicht gesagt, wer es liefert. Schau gleich noch einmal.',
  unreachable: 'Hugging Face ist gerade nicht erreichbar. Ich versuche es jede halbe Minute wieder.',

  unknown: 'Ein Modell mit diesem Namen kenne ich nicht. `/models list` zeigt alle.',
  unknownMeant: 'Ein Modell mit diesem Namen kenne ich nicht. Meinst du {names}? `/models list` zeigt alle.',
  isHidden: 'Die Admins dieses Servers haben **{model}** ausgeblendet.',
  instead: '**{model}** ist gerade verfügbar.',
  noneAvailable: 'Gerade ist kein Modell verfügbar. `/models list` sagt, warum.',
  isNotAvailable: '**{model}** ist nicht verfügbar.',
  wordsOnly: '**{model}** arbeitet nur mit Worten und kann keine Fotos ansehen. Lass das Modell weg.',
  looksAtFewer:
    '**{model}** sieht nur {pictures, plural, =1 {ein Bild} other {# Bilder}} an; nötig sind {needed, number}. Lass das Modell weg.',
  startsFromPictures:
    '**{model}** geht von Bildern aus: Es macht Actors aus ihren Fotos, Änderungen und Variationen.',
  baseHidden:
    'Dieser Actor ist auf **{model}** trainiert, das die Admins dieses Servers ausgeblendet haben. Mit `/models unhide` kann ein Admin es zurückholen.',
  baseUnknown: 'Die Basis, auf der dieser Actor trainiert wurde, kenne ich nicht.',
  fromPicturesHidden:
    'Die Admins dieses Servers haben die Modelle ausgeblendet, die von einem Bild ausgehen. `/models unhide` holt sie zurück.',
  noneForPictures: 'Gerade wird kein Modell geliefert, das {pictures, number} Bilder auf einmal ansieht.',
  noneForPicture: 'Gerade wird kein Modell geliefert, das von einem Bild ausgeht. **{model}**: {reason}',

  noId: 'Das ist keine Modell-ID. Sie sieht aus wie `owner/name` und steht oben auf der Hugging-Face-Seite des Modells.',
  isLora:
    '`{id}` lässt sich nicht hinzufügen: Es ist ein LoRA, das ein Modell nur ergänzt. Füge ein ganzes Modell hinzu.',
  isFromPictures:
    '`{id}` lässt sich nicht hinzufügen: Es macht nur Bilder aus Bildern, und `/generate` beginnt mit Worten.',
  isForOther:
    '`{id}` lässt sich nicht hinzufügen: Laut seiner Seite ist es für {task}. Füge ein Text-zu-Bild-Modell hinzu.',
  hasNoTask:
    '`{id}` lässt sich nicht hinzufügen: Auf seiner Seite steht nicht, wofür es ist. Füge ein Text-zu-Bild-Modell hinzu.',
  hubSilent:
    'Hugging Face hat nicht geantwortet, deshalb konnte ich das Modell nicht prüfen. Versuch es in einer Minute noch einmal.',
  notPublic: 'Bei Hugging Face gibt es kein öffentliches Modell `{id}`. Prüf die Schreibweise.',
  alreadyHidden: '**{model}** ist schon ausgeblendet.',
  notHidden: '**{model}** ist nicht ausgeblendet.',
  alreadyThere: '**{model}** ist schon da.',
  thereButHidden: '**{model}** ist schon da, aber ausgeblendet. `/models unhide` zeigt es wieder.',
  modelsFull:
    'Ein Server kann {most, number} eigene Modelle haben, und so viele hat dieser schon. Blende mit `/models hide` eines aus, um Platz zu machen.',
  ownComputer: 'ein eigener Computer dieses Servers',
  costsNoCreditOwn: 'kostet kein Guthaben: es läuft auf einem eigenen Computer dieses Servers',
};
