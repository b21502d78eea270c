import type { Room } from '../words.ts';

export const actor: Room<'actor'> = {
  listTitle: 'Deine Besetzung',
  listEmptyTitle: 'Noch keine Actors, die du verwenden kannst',
  listEmpty:
    'Registriere jemanden mit `/actor register`. Es braucht einen Namen, 5 bis 10 Fotos und die Zustimmung der Person darauf.',
  listed: '**{actor}** · {photos, plural, one {# Foto} other {# Fotos}}',

  needsMore:
    'Braucht vor dem Training noch {missing, plural, one {# brauchbares Foto} other {# brauchbare Fotos}} (mindestens {least, number} sind nötig).',
  needsMoreOrAccept:
    'Braucht vor dem Training noch {missing, plural, one {# brauchbares Foto} other {# brauchbare Fotos}}: Füge welche hinzu oder akzeptiere die mit Warnungen (`/actor photos`).',
  waitsForFace: 'Wartet auf einen Admin, weil das Gesicht auf diesem Server schon registriert ist.',
  waitsForConsent: 'Wartet auf die Einwilligung von {person}.',
  waitsForAdmin: 'Wartet auf einen Admin, weil die gezeigte Person nicht auf diesem Server ist.',
  trained: 'Trainiert: Version {version, number}. Bereit für `/generate`.',
  ready:
    'Bereit für `/generate`, aus den Fotos. `/train start` trainiert ein Modell, das der Person ähnlicher wird.',

  agree: 'Diese Fotos zeigen mich, und ich stimme zu',
  addPhotos: 'Fotos hinzufügen',
  generate: 'Generieren',
  train: 'Training starten',
  trainAgain: 'Noch einmal trainieren',
  packs: 'Pack…',
  history: 'Verlauf',

  shows: '**Zeigt** {person} · **registriert von** {member} {time}',
  showsOutsider: '**Zeigt** jemanden außerhalb dieses Servers · **registriert von** {member} {time}',
  canUse: '**Wer ihn verwenden darf** {who}',
  everyone: 'alle auf diesem Server',
  askPerson: 'alle auf diesem Server, und die gezeigte Person gibt jede Anfrage frei',
  askOwner: 'alle auf diesem Server, und {member} gibt jede Anfrage frei',
  onlyPerson: 'nur die gezeigte Person',
  onlyOwner: 'nur {member}',
  personAndMembers: 'die gezeigte Person und {members}',
  limits: '**Grenzen für Bilder** {limits}',
  consentGiven: '**Einwilligung** gegeben von {member} {time}, Text {version, number}',
  consentApproved: '**Einwilligung** bestätigt von {member} {time}, Text {version, number}',
  consentMissing: '**Einwilligung** noch nicht gegeben',
  statement: '**Erklärung** {words}',
  photos: '**Fotos** {photos, number}',
  version: '**Version** {version, number}, trainiert {time} auf `{base}`, {steps, number} Schritte',
  versionStandIn:
    '**Version** {version, number}, trainiert {time} auf `{base}`, {steps, number} Schritte (von einem Platzhalter: Gelernt wurde nichts)',
  versionsUnused:
    '**Version** keine in Gebrauch, {versions, number} gespeichert: `/actor versions` vergleicht sie',
  versionNone: '**Version** noch keine',
  yourConsent: 'Deine Einwilligung',
  samplesLikeness: '**Ähnlichkeit der Proben** {likeness}',
  samplesNotMeasured: '**Ähnlichkeit der Proben** nicht gemessen',
  photoAlt: 'Foto {number, number} von {actor}',
  sampleAlt: 'Probe {number, number} von {actor}',

  imagesLikeness: '**Ähnlichkeit der Bilder**, nach meinem eigenen Maß',
  likenessPhotos: 'aus Fotos, {model}',
  likenessTrained: 'trainiert v{version, number}, {model}',
  likenessEarlier: 'aus einem früheren Bild, {model}',
  likenessIn: '{way}: **{likeness}** in {images, plural, one {# Bild} other {# Bildern}}',
  likenessNoFace: '{way}: kein Gesicht in {images, plural, one {# Bild} other {# Bildern}}',
  ofSomebodyElse: '{images, number} von jemand anderem',
  withoutFace: '{images, number} ohne Gesicht',

  fromEndpoint: '**Mit dem trainierten Modell** vom eigenen Endpoint des Bots.',
  fromProvider: '**Mit dem trainierten Modell** von {provider}.',
  fromProviderLink:
    '**Mit dem trainierten Modell** von {provider}. Das private Modell geht über einen Link dorthin, der abläuft.',
  fromAfterConsent:
    '**Mit dem trainierten Modell** von {providers}, sobald die gezeigte Person zustimmt, dass das Modell dorthin geht.',
  fromNowhere: '**Mit dem trainierten Modell** gerade nicht möglich.',
  fromNowhereYet:
    '**Mit dem trainierten Modell** gerade nicht möglich: Kein Bilderdienst lädt Modelle, die auf dieser Basis trainiert sind.',
  refusal: '{provider} hat es {time} abgelehnt: {why}',
  refusalUnexplained: '{provider} hat es {time} abgelehnt, ohne zu sagen, warum',
  photosNotYet:
    '**Aus Fotos** noch nicht: Die gezeigte Person hat einem früheren Text zugestimmt, in dem nichts vom Verschicken der Fotos steht.',
  photosAtOnce:
    '**Aus Fotos** sofort, mit **{model}**: {photos, plural, one {Ein Foto geht} other {Die # besten Fotos gehen}} mit jeder Anfrage mit; {costs}',

  sharedEveryone: 'Alle auf diesem Server können **{actor}** jetzt verwenden.',
  sharedAskPerson:
    'Alle auf diesem Server können jetzt um Bilder von **{actor}** bitten, und die gezeigte Person gibt jede Anfrage frei.',
  sharedAskOwner:
    'Alle auf diesem Server können jetzt um Bilder von **{actor}** bitten, und {member} gibt jede Anfrage frei.',
  sharedOnlyPerson: 'Nur die gezeigte Person kann **{actor}** jetzt verwenden.',
  sharedOnlyOwner: 'Nur {member} kann **{actor}** jetzt verwenden.',
  sharedPersonAndMembers: 'Die gezeigte Person und {members} können **{actor}** jetzt verwenden.',
  sharedMembers: 'Wer **{actor}** jetzt verwenden kann: {members}.',
  sharedAtOnce: 'Das gilt auch für das, was in der Warteschlange ist.',

  formTitle: 'Einen Actor casten',
  formName: 'Name',
  formPhotos: 'Fotos',
  formPhotosHow:
    '5 bis 10 einer Person: scharf, gut beleuchtet, von verschiedenen Tagen. JPEG, PNG, WebP oder AVIF.',
  formAbout: 'Über den Actor (optional)',
  formConsent: 'Deine Einwilligung',
  formStatement: 'Wie und wann zugestimmt wurde',

  botIsNoActor: 'Ein Bot kann kein Actor sein. Wähle ein Mitglied.',
  botInPhotos: 'Ein Bot kann kein Actor sein. Wähle das Mitglied auf den Fotos.',
  botIsNoUser: 'Ein Bot kann keinen Actor verwenden. Wähle ein Mitglied.',
  eitherMemberOrOutsider:
    'Wähle das Mitglied auf den Fotos, oder sag, wie eine Person außerhalb des Servers zugestimmt hat, nicht beides.',
  onlyTheyDelete:
    'Einen Actor löschen kann nur, wer ihn registriert hat, die gezeigte Person oder ein Admin.',
  oldButton: 'Dieser Button funktioniert nicht mehr.',
  fromWorker:
    '**Mit dem trainierten Modell** von einem eigenen Computer dieses Servers, der es über einen Link bekommt, der abläuft.',
};
