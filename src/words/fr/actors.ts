import type { Room } from '../words.ts';

export const actors: Room<'actors'> = {
  gone: 'Cet acteur n’existe plus.',
  unknown: 'Tu n’as aucun acteur utilisable de ce nom. `/actor list` montre tes choix.',
  youHaveNotAgreed:
    'Tu n’as pas encore accepté d’images de cet acteur. Utilise le bouton dans `/actor show`.',
  notAgreed: 'La personne représentée n’a pas encore accepté, donc cet acteur ne peut pas être utilisé.',
  faceWaits:
    'Le visage de cet acteur est déjà enregistré sur ce serveur, donc un admin doit d’abord l’autoriser. Les admins sont prévenus.',
  notShared: 'La personne représentée décide qui peut utiliser cet acteur, et tu n’es pas sur sa liste.',
  onlyAsk:
    'La personne représentée approuve chaque image de cet acteur. Tu peux seulement demander des images, avec `/generate`.',

  noneUsable: 'Aucun de ces fichiers n’est utilisable, donc rien n’a été stocké.',
  fileRefused: '`{file}` : {why}',
  badName:
    'Le nom d’un acteur a de 1 à 32 lettres, chiffres, espaces, points, apostrophes ou traits d’union, et commence par une lettre ou un chiffre.',
  nameTaken: 'Ce serveur a déjà un acteur de ce nom. Choisis-en un autre.',
  faceKnown:
    'Quelqu’un est déjà enregistré avec ce visage sur ce serveur, et les admins n’autorisent pas un visage deux fois. Rien n’a été stocké. Si c’est une erreur, parles-en aux admins.',
  offForYou: 'Un admin de ce serveur a désactivé l’enregistrement pour toi : ta limite est à 0.',
  dataDeleted: 'Tes données ont été supprimées entre-temps, donc rien n’a été enregistré.',
  sayHowAgreed:
    'Pour une personne hors de ce serveur, dis comment elle a accepté : `/actor register` avec `outsider`.',
  onlyMembers:
    'Sur ce serveur, seuls ses propres membres peuvent être des acteurs. Un admin peut changer ça avec `/settings consent`.',
  cannotAsk:
    'Tu ne peux rien demander à ce membre en ce moment, donc rien n’a été enregistré. Il peut s’enregistrer lui-même avec `/actor register`.',

  onlyPersonShares: 'Seule la personne représentée décide qui peut utiliser un acteur, avec `/actor share`.',
  nothingToShare: 'La personne représentée n’a pas encore accepté, donc il n’y a rien à partager.',
  memberWithChosen: 'Tu ne peux choisir un membre qu’avec `visibility: Membres choisis`.',
  yoursAnyway: 'Tu peux toujours utiliser ton propre acteur.',
  chooseMember: 'Choisis qui peut l’utiliser dans l’option `member`.',
};
