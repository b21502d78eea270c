import type { Room } from '../words.ts';

export const actorPhotos: Room<'actorPhotos'> = {
  enough: '{actor} a assez de photos',
  notEnough: '{actor} a besoin de plus de photos',
  usable:
    '{photos, plural, one {{usable, number} photo utilisable sur #.} other {{usable, number} photos utilisables sur #.}}',
  usableAsTheyAre:
    '{photos, plural, one {{usable, number} photo utilisable telle quelle sur #.} other {{usable, number} photos utilisables telles quelles sur #.}}',
  fileRefused: '**{file} :** {why}',
  photo: '**Photo {number, number} :** {why}',
  photoAccepted: '**Photo {number, number} :** {why} (Acceptée.)',
  good: '{count, plural, one {La **photo {photos}** est bonne.} other {Les **photos {photos}** sont bonnes.}}',
  moreInPicture: 'et {count, plural, one {# autre} other {# autres}}, voir l’image',
  none: 'Plus aucune photo.',
  wouldHelp: 'Ce qui aiderait',
  yourConsent: 'Ton consentement',
  noMetadata: 'Stockées sans métadonnées : ni lieu, ni heure, ni appareil.',
  acceptWarnings: 'Accepter malgré les avertissements',
  replace: 'Remplacer la {number, number}',
  remove: 'Retirer la {number, number}',

  alt: 'Planche-contact de {actor} : {good, plural, one {# bonne} other {# bonnes}}, {warned, number} avec avertissement, {unusable, plural, one {# inutilisable} other {# inutilisables}}. {photos}.',
  altPhoto: '{number, number} {verdict}',
  altNotTaken: '{letter} non prise, {why}',
  altGood: 'bonne',
  altWarn: 'avec un avertissement',
  altBad: 'inutilisable',

  replaceTitle: 'Remplacer la photo {number, number}',
  replaceField: 'Photo',
  replaceHow:
    'Elle remplace la photo {number, number} une fois vérifiée. Un acteur en a au plus {most, number}.',
  addTitle: 'Ajouter des photos',
  addField: 'Photos',
  addHow: 'Jusqu’à {most, number} de plus de la même personne',
  checking: 'Je vérifie tes photos…',
  progress: '{done, number} sur {total, number}',

  noSuchPhoto:
    'Il n’y a pas de photo {number} : {actor} en a {photos, number}. Donne des numéros comme `2` ou `2, 5`.',
  alreadyGone: 'Cette photo n’est déjà plus là. `/actor photos` montre les photos actuelles.',
  onlyPersonAdds: 'Seule la personne représentée peut ajouter des photos maintenant.',
  onlyTheySee:
    'Seuls le membre qui a enregistré un acteur et la personne représentée peuvent voir ses photos.',
  onlyPersonChanges:
    'La personne représentée a accepté ces photos, donc elle seule peut les changer maintenant.',
  onlyTheyChange:
    'Seuls le membre qui a enregistré un acteur et la personne représentée peuvent changer ses photos.',
  faceKnown:
    'Elle n’a pas été ajoutée : quelqu’un est déjà enregistré avec ce visage sur ce serveur, et les admins n’autorisent pas un visage deux fois.',
  changedMeanwhile: 'Elle n’a pas été ajoutée : les photos ont changé entre-temps. Regarde `/actor show`.',
  tooMany: 'Elle n’a pas été ajoutée : un acteur a au plus {most, number} photos.',
};
