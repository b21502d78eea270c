import type { Room } from '../words.ts';

export const ownPacks: Room<'ownPacks'> = {
  title: 'Packs dieses Servers',
  none: 'Noch keine. Ein Pack besteht aus bis zu {most, number} Szenen, die Mitglieder mit einem Klick von einem Actor machen. Es steht dann neben denen, die ich mitbringe, unter *Pack…* in `/actor show`.',
  scenes: '{scenes, plural, one {# Szene} other {# Szenen}}',
  show: 'Packs…',
  showSome: 'Packs ({packs, number})…',
  showYours: 'Packs eures Servers…',
  add: 'Neues Pack…',
  change: 'Ändern…',
  remove: 'Entfernen',
  all: 'Alle Packs dieses Servers',
  addTitle: 'Ein Pack für diesen Server',
  changeTitle: 'Ein Pack ändern',
  name: 'Name',
  lines: 'Szenen, eine je Zeile ({least, number} bis {most, number})',
  example: '{actor} auf einem Pfad in den Alpen, Morgennebel',
  whatActorIs: '{actor} steht für den Namen des Actors.',
  saved: 'Mitglieder finden es unter *Pack…* in `/actor show`.',
  sameAlready: 'Das war schon so eingestellt.',
  removed: 'Das Pack **{pack}** ist weg. Bilder, die damit gemacht wurden, bleiben.',

  adminsOnly: 'Nur Mitglieder, die den Server verwalten dürfen, können seine Packs ändern.',
  changed:
    'Ein Admin hat **{pack}** inzwischen geändert. Öffne es noch einmal, um den jetzigen Stand zu sehen.',
  notSaved: 'Nichts wurde gespeichert. Das hast du geschrieben:',
  backToForm: 'Zurück zum Formular…',
  asItIsNow: 'Aktuelle Fassung',
  nameTaken: 'Es gibt schon ein Pack **{pack}**, und zwei können nicht gleich heißen.',
  tooMany:
    'Dieser Server hat schon {most, number} eigene Packs, und mehr gehen nicht. Entferne zuerst eines.',
  nameLength: 'Der Name eines Packs hat {least, number} bis {most, number} Zeichen.',
  scenesCount:
    'Ein Pack hat {least, number} bis {most, number} Szenen, eine je Zeile; ich habe {scenes, number} gezählt.',
  sceneLength: 'Szene {nth, number} hat {length, number} Zeichen; höchstens {most, number} gehen. Kürze sie.',
  sceneTwice: 'Szene {nth, number} ist dieselbe wie Szene {first, number}.',
  inScene: 'Szene {nth, number}: {why}',
};
