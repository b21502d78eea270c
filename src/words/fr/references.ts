import type { Room } from '../words.ts';

export const references: Room<'references'> = {
  somebodyElse:
    'Quelqu’un sur cette image n’a pas accepté que tu crées des images de sa personne ici, donc je ne l’utilise pas. Si l’image te montre, fais d’abord de toi un acteur avec `/actor register`. Si c’est un dessin, recadre-le sans les visages : je ne sais pas distinguer un visage dessiné d’un vrai.',
  actorNotYours:
    '**{actor}** est sur cette image, et tu ne peux pas utiliser cet acteur maintenant, donc je n’utilise pas l’image. `/actor show` dit pourquoi.',
  nudity: 'Cette image semble montrer de la nudité, donc je ne l’utilise pas.',
  unseen:
    'Je n’ai pas pu regarder cette image à l’instant, et je n’utilise rien sans l’avoir vu. Réessaie dans quelques minutes.',
  crowd:
    'Il y a trop de monde sur cette image pour que je sache si chaque personne a accepté. Recadre-la et réessaie.',
  looksYoung: 'Quelqu’un sur cette image a l’air d’avoir moins de 18 ans, donc je ne l’utilise pas.',
  tooManyActors:
    'Cette image montre {actors, number} acteurs, et je sais en distinguer au plus {most, number}. Recadre-la et réessaie.',
  unusable: 'Je ne peux pas utiliser cette image. {why}',
  animation: 'Cette image est une animation. Donne-m’en une image fixe.',
  dataDeleted: 'Tes données ont été supprimées entre-temps, donc je n’ai pas gardé l’image.',
  gone: 'Je n’ai plus cette image. Choisis à nouveau *Utiliser comme référence* sur le message.',
  strangersStatement:
    'Chaque personne sur cette image qui n’est pas un acteur ici est adulte et a accepté, comme je le décris ci-dessous, que ce bot crée des images à partir d’elle et l’envoie au service d’images que ce serveur utilise.',
};
