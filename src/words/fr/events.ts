import type { Room } from '../words.ts';

export const events: Room<'events'> = {
  commandGone: 'Cette commande n’existe plus. Recharge Discord et réessaie.',
  buttonGone: 'Ce bouton vient d’une ancienne version du bot et ne marche plus.',
  formGone: 'Ce formulaire vient d’une ancienne version du bot. Recommence.',
  formSlow: 'J’ai mis trop de temps à ouvrir le formulaire. {again}',
  commandAgain: 'Relance la commande.',
  menuAgain: 'Choisis-le à nouveau dans le menu.',
  buttonAgain: 'Appuie encore une fois sur le bouton.',
  restarting: 'Je redémarre. Redemande dans une minute.',
  onlyInServer: 'Ça ne marche que sur un serveur, pas en message privé.',
  notInServer: 'Tu n’es plus sur ce serveur.',
  notInstalled:
    'Je ne suis pas installé sur ce serveur. Une personne qui peut le gérer doit d’abord m’ajouter.',
  onlyWhereAdded: 'Ça ne marche que sur les serveurs qui m’ont ajouté.',
  notYourButtons:
    'Seule la personne qui a demandé peut utiliser ces boutons. Ajoute-moi à tes propres applications pour demander toi-même.',
  unexpected:
    'Quelque chose a mal tourné de mon côté. Réessaie. Si ça continue, donne l’identifiant `{id}` à un admin ; il est dans le journal.',
  late: 'Ça a pris trop de temps pour Discord, et la réponse n’était que pour toi, donc je n’ai pas pu la publier. Redemande, s’il te plaît.',
  tooLarge: 'Le résultat est trop gros pour un seul message Discord ici.',
  failed: 'Ta demande de tout à l’heure n’a pas marché. Redemande.',
  imagesFailed: 'Je n’ai pas pu créer les images que tu as demandées tout à l’heure. Redemande-les.',
  unsigned:
    'Je n’ai pas pu signer ce que j’ai créé comme l’œuvre d’un modèle, et les personnes qui me gèrent ne laissent rien sortir sans ça. C’est gardé : regarde dans `/gallery` dans quelques minutes. Elles voient pourquoi dans mon journal.',
  offline: 'Après ta demande d’images, j’ai été hors ligne longtemps. Redemande si tu les veux toujours.',
  notStored:
    'Je n’ai pas pu enregistrer ta demande, donc rien n’a été créé ni payé. Redemande dans une minute. Si ça continue, dis à un admin que mon disque est plein ou occupé.',
  youTyped: 'Voici ce que tu avais écrit, pour que tu puisses le copier :',
};
