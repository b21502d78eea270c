import type { Room } from '../words.ts';

export const albums: Room<'albums'> = {
  add: 'Ajouter à un album…',
  addTitle: 'Ajouter des images à un album',
  which: 'Quelles images',
  whichAlbum: 'Quel album',
  newAlbum: 'Un nouvel album',
  newName: 'Nom d’un nouvel album',
  chooseOrName: 'Choisis un de tes albums, ou donne un nom à un nouveau.',
  list: 'Albums',
  yours: 'Tes albums ici',
  none: 'Tu n’as pas d’albums sur ce serveur. *Ajouter à un album…* dans `/gallery` en commence un.',
  onlyYou: 'Tes albums ne sont visibles que pour toi, jusqu’à ce que tu en montres un dans un salon.',
  images: '{images, plural, =0 {aucune image} one {# image} other {# images}}',
  page: 'page {page, number} sur {pages, number}',
  emptyAlbum: 'Il n’y a rien dedans pour l’instant. *Ajouter à un album…* dans `/gallery` y met des images.',
  show: 'Le montrer ici',
  showPage: 'Montrer cette page ici',
  takeOut: 'Retirer des images…',
  takeOutTitle: 'Retirer des images d’un album',
  remove: 'Supprimer l’album',
  removeSure:
    'Supprimer l’album **{album}** ? Les messages qui le montrent partent avec lui. Les images restent dans ta galerie.',
  removeNow: 'Le supprimer',
  keep: 'Le garder',
  all: 'Tous les albums',
  newer: 'Retour',
  older: 'Suite',
  added:
    '{images, plural, =0 {Elles y étaient déjà toutes.} one {# image ajoutée.} other {# images ajoutées.}}',
  takenOut: 'Retirées, y compris des messages qui montrent l’album.',
  removed: 'L’album **{album}** n’existe plus, ni les messages qui le montraient.',
  showing: '{images, plural, one {Je publie # image ici.} other {Je publie # images ici.}}',
  leftOutElsewhere:
    '{images, plural, one {# n’est pas montrée : quelqu’un d’autre l’a créée dans un autre salon ou en privé.} other {# ne sont pas montrées : quelqu’un d’autre les a créées dans un autre salon ou en privé.}}',
  leftOutNotAgreed:
    '{images, plural, one {# n’est pas montrée : la personne dessus n’a pas accepté ça.} other {# ne sont pas montrées : les personnes dessus n’ont pas accepté ça.}}',
  leftOutWithheld:
    '{images, plural, one {# n’est pas montrée : ce salon ne le permet pas, ou la personne dessus l’a exclu.} other {# ne sont pas montrées : ce salon ne le permet pas, ou les personnes dessus l’ont exclu.}}',
  by: 'Un album de {member}',
  takeDown: 'Retirer',
  takenDown: 'Je le retire.',
  notPosted: 'Je n’ai pas pu montrer ton album **{album}** dans {channel} : je ne peux pas y écrire.',

  gone: 'Je n’ai plus cet album.',
  empty: 'Il n’y a rien à montrer dans cet album.',
  full: 'Un album contient au plus {most, number} images. Commences-en un autre, ou retires-en d’abord.',
  tooMany: 'Tu as {most, number} albums ici, et c’est le maximum. Supprimes-en d’abord un.',
  tooManyMessages: 'Cet album est déjà dans {most, number} messages. Retires-en d’abord un.',
  nameLength: 'Le nom d’un album a de 1 à {most, number} caractères.',
  madeElsewhere:
    'Je ne peux pas montrer ça ici : quelqu’un d’autre l’a créé dans un autre salon ou en privé. Chaque membre peut montrer ses propres images.',
  notAgreed:
    'Je ne peux pas montrer ça ici : les personnes dessus n’ont pas accepté d’être montrées dans un autre salon.',
  withheld: 'Je ne peux pas montrer ça ici : ce salon ne le permet pas, ou les personnes dessus l’ont exclu.',
  notYours:
    'Seuls le membre qui a montré ça, ceux qui ont créé ses images ou sont dessus, et les admins peuvent le retirer.',
};
