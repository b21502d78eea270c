import type { Room } from '../words.ts';

export const actorFaces: Room<'actorFaces'> = {
  samePerson:
    '{count, plural, one {{actors} zeigt dieselbe Person.} other {{actors} zeigen dieselbe Person.}} Zwei Looks einer Person sind in Ordnung.',
  sameAs: 'Das Gesicht ist dasselbe wie das von {actors}. Die Admins wissen Bescheid.',
  maybeSameAs: 'Das Gesicht könnte das von {actors} sein. Die Admins wissen Bescheid.',
  somebody: 'Auf diesem Server ist schon jemand mit diesem Gesicht registriert. Die Admins wissen Bescheid.',
  maybeSomebody:
    'Auf diesem Server ist womöglich schon jemand mit diesem Gesicht registriert. Die Admins wissen Bescheid.',

  title: 'Dasselbe Gesicht wurde noch einmal registriert',
  registered: '{member} hat **{actor}** registriert. Der Actor zeigt {person}.',
  registeredOutsider:
    '{member} hat **{actor}** registriert. Der Actor zeigt jemanden außerhalb dieses Servers.',
  wasDeleted: 'Das Gesicht war das eines Actors, der gelöscht wurde.',
  cannotTellSays:
    'Ich kann das Gesicht nicht von dem von **{actor}** unterscheiden. Laut {member} zeigt dieser Actor {person}.',
  cannotTellAgreed:
    'Ich kann das Gesicht nicht von dem von **{actor}** unterscheiden. Dieser Actor zeigt {person}, das ist bestätigt.',
  cannotTellOutsider:
    'Ich kann das Gesicht nicht von dem von **{actor}** unterscheiden. Laut {member} zeigt dieser Actor jemanden außerhalb dieses Servers.',
  maybe: 'Das Gesicht könnte das von **{actor}** sein. Laut {member} zeigt dieser Actor {person}.',
  maybeAgreed: 'Das Gesicht könnte das von **{actor}** sein. Dieser Actor zeigt {person}, das ist bestätigt.',
  maybeOutsider:
    'Das Gesicht könnte das von **{actor}** sein. Laut {member} zeigt dieser Actor jemanden außerhalb dieses Servers.',
  sameMember: 'Es ist dasselbe Mitglied: ein zweiter Look einer Person.',
  waits: 'Verwenden lässt sich der Actor erst, wenn ein Admin ihn erlaubt.',
  nothingHappens: 'Von selbst passiert nichts; mit `/settings consent` änderst du das für das nächste Mal.',
  askBoth:
    'Zwillinge und Doppelgänger kann ich nicht unterscheiden: Frag beide Personen, bevor du entscheidest.',
  deleteInServer: '`/actor delete` auf dem Server löscht ihn.',
  allow: 'Erlauben',
  allowActor: '{actor} erlauben',
  delete: 'Löschen…',
  forAdmins: 'Für Admins. `/settings channels` legt fest, wohin solche Hinweise gehen.',
  refusedTitle: 'Ein schon registriertes Gesicht wurde abgelehnt',
  refused:
    '{member} hat Fotos für **{actor}** geschickt. Das Gesicht ist das von {actors}, deshalb wurden die Fotos abgelehnt und nicht gespeichert.',
  refusedDeleted:
    '{member} hat Fotos für **{actor}** geschickt. Das Gesicht ist das eines Actors, der gelöscht wurde, deshalb wurden die Fotos abgelehnt und nicht gespeichert.',
  refusedForAdmins:
    'Für Admins. `/settings consent` legt fest, was passiert, wenn ein Gesicht noch einmal registriert wird.',
  allowed: '{admin} hat **{actor}** erlaubt, registriert von {member}.',
  waiting: '**Wartet auf einen Admin, weil das Gesicht schon registriert ist** ({count, number})',
  waitingActor: '**{actor}**, registriert von {member}',

  yoursTitle: 'Dein Gesicht wurde noch einmal registriert',
  yoursMaybeTitle: 'Dein Gesicht wurde womöglich noch einmal registriert',
  yours:
    'Auf dem Server, auf dem **{actor}** registriert ist, hat jemand einen Actor registriert, dessen Gesicht ich nicht von deinem unterscheiden kann.',
  yoursMaybe:
    'Auf dem Server, auf dem **{actor}** registriert ist, hat jemand einen Actor registriert, der dir sehr ähnlich sieht.',
  adminsTold: 'Ich habe den Admins Bescheid gesagt; sie können ihn löschen.',
  yoursNext:
    'Willst du das nicht, schreib einem Admin jenes Servers: Die Admins wissen, wer ihn registriert hat, und können ihn löschen. Zwillinge und Doppelgänger kann ich nicht unterscheiden. Dein eigener Actor bleibt, wie er ist, und `/actor share` legt weiterhin fest, wer ihn verwenden darf.',

  wasAllowed: '**{actor}** wurde erlaubt. `/actor show` sagt, wie es weitergeht.',
  wasAllowedUnnamed:
    '{member}, der Actor, der auf einen Admin gewartet hat, wurde erlaubt. `/actor show` sagt, wie es weitergeht.',
  notAllowed:
    '**{actor}** wurde nicht innerhalb einer Woche erlaubt, ist deshalb nicht registriert, und die Fotos wurden gelöscht.',
  notAllowedUnnamed:
    '{member}, der Actor, der auf einen Admin gewartet hat, wurde nicht innerhalb einer Woche erlaubt, ist deshalb nicht registriert, und die Fotos wurden gelöscht.',

  onlyAdminAllows: 'Das kann nur ein Admin des Servers erlauben.',
};
