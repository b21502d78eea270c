import type { Room } from '../words.ts';

export const ownPacks: Room<'ownPacks'> = {
  title: 'Pakete dieses Servers',
  none: 'Noch keine. Ein Paket besteht aus bis zu {most, number} Szenen, die Mitglieder mit einem Klick von einem Darsteller machen. Es steht dann neben denen, die ich mitbringe, unter *Pack…* in `/actor show`.',
  scenes: '{scenes, plural, one {# Szene} other {# Szenen}}',
  show: 'Pakete…',
  showSome: 'Pakete ({packs, number})…',
  showYours: 'Pakete eures Servers…',
  add: 'Neues Paket…',
  change: 'Ändern…',
  remove: 'Entfernen',
  all: 'Alle Pakete dieses Servers',
  addTitle: 'Ein Paket für diesen Server',
  changeTitle: 'Ein Paket ändern',
  name: 'Name',
  lines: 'Szenen, eine je Zeile ({least, number} bis {most, number})',
  example: '{actor} on a trail in the Alps, morning fog',
  whatActorIs: '{actor} steht für den Namen des Darstellers.',
  saved: 'Mitglieder finden es unter *Pack…* in `/actor show`.',
  sameAlready: 'Das war schon so eingestellt.',
  removed: 'Das Paket **{pack}** ist weg. Bilder, die damit gemacht wurden, bleiben.',

  adminsOnly: 'Nur Mitglieder, die den Server verwalten dürfen, können seine Pakete ändern.',
  changed:
    'Jemand aus der Verwaltung hat **{pack}** inzwischen geändert. Öffne es noch einmal, um den jetzigen Stand zu sehen.',
  nameTaken: 'Es gibt schon ein Paket **{pack}**. Nimm einen anderen Namen.',
  tooMany: 'Dieser Server hat schon {most, number} eigene Pakete, und mehr gehen nicht. Entferne erst eins.',
  nameLength: 'Der Name eines Pakets hat {least, number} bis {most, number} Zeichen.',
  scenesCount:
    'Ein Paket hat {least, number} bis {most, number} Szenen, eine je Zeile; ich habe {scenes, number} gezählt.',
  sceneLength: 'Szene {nth, number} hat {length, number} Zeichen; höchstens {most, number} gehen. Kürze sie.',
  sceneTwice: 'Szene {nth, number} ist dieselbe wie Szene {first, number}.',
  inScene: 'Szene {nth, number}: {why}',
};
