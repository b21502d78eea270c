import type { Room } from '../words.ts';

export const ownPacks: Room<'ownPacks'> = {
  title: 'Packs de ce serveur',
  none: 'Aucun pour l’instant. Un pack, c’est jusqu’à {most, number} scènes que les membres créent d’un acteur en un clic. Il rejoint ceux fournis avec moi dans *Pack…* sous `/actor show`.',
  scenes: '{scenes, plural, one {# scène} other {# scènes}}',
  show: 'Packs…',
  showSome: 'Packs ({packs, number})…',
  showYours: 'Les packs de ton serveur…',
  add: 'Nouveau pack…',
  change: 'Modifier…',
  remove: 'Retirer',
  all: 'Tous les packs de ce serveur',
  addTitle: 'Un pack pour ce serveur',
  changeTitle: 'Modifier un pack',
  name: 'Nom',
  lines: 'Scènes, une par ligne ({least, number} à {most, number})',
  example: '{actor} sur un sentier des Alpes, brume du matin',
  whatActorIs: '{actor} remplace le nom de l’acteur.',
  saved: 'Les membres peuvent le choisir dans *Pack…* sous `/actor show`.',
  sameAlready: 'C’était déjà réglé comme ça.',
  removed: 'Le pack **{pack}** n’existe plus. Les images créées avec restent.',

  adminsOnly: 'Seuls les membres qui peuvent gérer le serveur peuvent changer ses packs.',
  changed: 'Un admin a changé **{pack}** depuis. Ouvre-le à nouveau pour le voir tel qu’il est.',
  notSaved: 'Rien n’a été enregistré. Voici ce que tu avais écrit :',
  backToForm: 'Revenir au formulaire…',
  asItIsNow: 'Version actuelle',
  nameTaken: 'Il y a déjà un pack **{pack}**, et deux packs ne peuvent pas avoir le même nom.',
  tooMany: 'Ce serveur a déjà {most, number} packs à lui, et c’est le maximum. Retires-en d’abord un.',
  nameLength: 'Le nom d’un pack a de {least, number} à {most, number} caractères.',
  scenesCount:
    'Un pack a de {least, number} à {most, number} scènes, une par ligne ; j’en ai compté {scenes, number}.',
  sceneLength:
    'La scène {nth, number} a {length, number} caractères ; le maximum est {most, number}. Raccourcis-la.',
  sceneTwice: 'La scène {nth, number} est la même que la scène {first, number}.',
  inScene: 'Scène {nth, number} : {why}',
};
