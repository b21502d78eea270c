import type { Room } from '../words.ts';

export const workers: Room<'workers'> = {
  gone: 'Aucun ordinateur de ce serveur qui dessine avec ce modèle n’est encore connecté. Rien n’a été dépensé. Redemande : je prends alors ce qui le propose, et `/models list` le montre.',
  silent:
    'Les ordinateurs de ce serveur ont cessé de répondre pendant qu’ils dessinaient. Rien n’a été dépensé. Redemande, ou choisis un autre modèle.',
  tooLong:
    'L’ordinateur de ce serveur a mis plus de 10 minutes. Rien n’a été dépensé. Demande moins d’étapes, ou choisis un autre modèle.',
  notThere:
    'L’ordinateur de ce serveur n’a pas ce modèle, ou cette version de l’acteur. Rien n’a été dépensé. `/models list` montre ce qui est disponible.',
  refused: 'L’ordinateur de ce serveur n’a pas accepté cette demande. Change le prompt ou un réglage.',
  refusedSaying:
    'L’ordinateur de ce serveur n’a pas accepté cette demande : {reason}. Change le prompt ou un réglage.',
  failed:
    'Les ordinateurs de ce serveur n’ont pas réussi à dessiner ça. Rien n’a été dépensé. Préviens un admin, ou choisis un autre modèle.',
  failedSaying:
    'Les ordinateurs de ce serveur n’ont pas réussi à dessiner ça : {reason}. Rien n’a été dépensé. Préviens un admin, ou choisis un autre modèle.',
  tooMany: 'Ce serveur a déjà {most, number} clés, et je n’en garde pas plus. Révoques-en une d’abord.',
  nameTaken: 'Il y a déjà une clé nommée {name}. Choisis un autre nom, ou révoque-la d’abord.',
  title: 'Les ordinateurs de ce serveur',
  none: 'Pas encore de clé. `/settings workers` avec `new` en crée une. Un ordinateur qui l’a dessine et entraîne pour ce serveur seulement ; il se connecte à moi et n’a besoin d’aucun port ouvert.',
  noAddress:
    'Aucun ordinateur ne peut encore se connecter : les personnes qui gèrent le bot doivent définir `PUBLIC_URL`.',
  made: 'Voici la clé **{name}**. Je ne la montre que maintenant :',
  start:
    'Lance ceci sur l’ordinateur qui a le GPU, dans le dossier `colab` du projet ; son README dit comment l’installer :',
  startWindows: 'Sous Windows, dans PowerShell :',
  careful:
    'Un ordinateur qui a cette clé reçoit les prompts des membres, les modèles entraînés des personnes qui l’ont accepté, et les photos des entraînements qu’il fait. Garde la clé comme un mot de passe.',
  revoked: '**{name}** ne peut plus se connecter.',
  unknownKey: 'Il n’y a pas de clé de ce nom. `/settings workers` en donne la liste.',
  newOrRevoke: 'Crée une clé avec `new` ou retire-en une avec `revoke`, pas les deux.',
  key: '🔑 **{name}** · créée {time}',
  unused: 'aucun ordinateur ne l’a utilisée depuis mon démarrage',
  here: '🟢 **{name}** {facts} · {doing} · vu {time}',
  away: '🔴 **{name}** {facts} · déconnecté, vu {time}',
  idle: 'attend du travail',
  drawing: 'dessine {images, plural, one {# image} other {# images}}',
  training: 'entraîne',
  draws: '-# Dessine avec {models}',
  drawsAndTrains: '-# Dessine avec et entraîne {models}',
  trains: '-# Entraîne {models}',
};
