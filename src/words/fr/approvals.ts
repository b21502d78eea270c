import type { Room } from '../words.ts';

export const approvals: Room<'approvals'> = {
  title: 'Je peux créer {images, plural, one {une image} other {# images}} de {actors} ?',
  titleTogether:
    'Je peux créer {images, plural, one {une image} other {# images}} de {actors}, avec {others} ?',
  askedIn: '{member} demande, dans {channel} :',
  askedInServer: '{member} demande, sur {server}, {channel} :',
  pack: '{name}, une image par scène :',
  style: '**Style** {style} : {words}',
  keptOut: '**À éviter** {words}',
  changesShown: 'modifie l’image ci-dessus',
  changesHidden: 'modifie une image que je ne peux pas te montrer ici',
  enlargesShown: 'agrandit l’image ci-dessus',
  enlargesHidden: 'agrandit une image que je ne peux pas te montrer ici',
  repairsShown: 'répare les visages de l’image ci-dessus',
  repairsHidden: 'répare les visages d’une image que je ne peux pas te montrer ici',
  variesShown: 'décline l’image ci-dessus',
  variesHidden: 'décline une image que je ne peux pas te montrer ici',
  trained: 'avec le modèle entraîné',
  photos: 'à partir des photos',
  portrait: 'portrait',
  landscape: 'paysage',
  private: 'visible seulement pour ce membre et toi',
  public: 'publié dans le salon, pour tout le monde là-bas',
  startAlt: 'L’image de départ de la demande',
  once: 'Tu approuves exactement ça, une seule fois. Si tu ne réponds pas, la demande expire {time} et rien n’est créé.',
  approve: 'Approuver',
  decline: 'Refuser',
  declineAndBlock: 'Refuser et bloquer',

  hint: '{person}, je peux créer {images, plural, one {une image} other {# images}} de {actors} ?',
  hintFrom: '{member} demande. La demande expire {time}.',
  hintPrivate: 'Un membre demande. La demande expire {time}.',
  look: 'Voir la demande et répondre',

  declined:
    'Tu as refusé, donc je ne créerai rien de {actors}. Le membre apprend seulement que ça n’a pas été approuvé.',
  declinedHow: '`/actor share` change qui peut demander.',
  blocked:
    '{member} ne peut plus rien te demander, sur aucun serveur. Tout ce qui t’attendait d’autre de sa part est refusé aussi.',
  blockedHow: 'Tu peux changer ça ici, ou avec `/privacy requests`.',
  approved: 'Tu as approuvé {images, plural, one {une image} other {# images}} de {actors}. Ça arrive.',
  approvedWaiting:
    'Tu as approuvé {images, plural, one {une image} other {# images}} de {actors}. J’attends encore {others}.',
  settled: 'Cette demande a reçu sa réponse.',
  over: 'Cette demande est terminée. Il n’y a plus rien à répondre.',

  notDeclined: 'Ta demande d’images de {actors} n’a pas été approuvée. Rien n’a été créé ni facturé.',
  notExpired:
    'Ta demande d’images de {actors} n’a pas été approuvée en un jour. Rien n’a été créé ni facturé.',
  notNarrowed:
    'Ta demande d’images de {actors} n’est plus possible : qui peut utiliser l’acteur a changé. Rien n’a été créé ni facturé.',
  notDeleted:
    'Ta demande d’images de {actors} n’est plus possible : l’acteur a été supprimé. Rien n’a été créé ni facturé.',
  notUnreachable:
    'Je n’ai pas pu transmettre ta demande d’images de {actors} : la personne représentée n’accepte pas les messages privés, et je ne peux pas écrire dans ce salon. Rien n’a été créé ni facturé.',
  unnamedDeclined: 'Ta demande d’images n’a pas été approuvée. Rien n’a été créé ni facturé.',
  unnamedExpired: 'Ta demande d’images n’a pas été approuvée en un jour. Rien n’a été créé ni facturé.',
  unnamedNarrowed:
    'Ta demande d’images n’est plus possible : qui peut utiliser l’acteur a changé. Rien n’a été créé ni facturé.',
  unnamedDeleted:
    'Ta demande d’images n’est plus possible : l’acteur a été supprimé. Rien n’a été créé ni facturé.',
  unnamedUnreachable:
    'Je n’ai pas pu transmettre ta demande d’images : la personne représentée n’accepte pas les messages privés, et je ne peux pas écrire dans ce salon. Rien n’a été créé ni facturé.',
  inChannelDeclined: '{member}, ta demande d’images n’a pas été approuvée. Rien n’a été créé ni facturé.',
  inChannelExpired:
    '{member}, ta demande d’images n’a pas été approuvée en un jour. Rien n’a été créé ni facturé.',
  inChannelNarrowed:
    '{member}, ta demande d’images n’est plus possible : qui peut utiliser l’acteur a changé. Rien n’a été créé ni facturé.',
  inChannelDeleted:
    '{member}, ta demande d’images n’est plus possible : l’acteur a été supprimé. Rien n’a été créé ni facturé.',
  inChannelUnreachable:
    '{member}, je n’ai pas pu transmettre ta demande d’images : la personne représentée n’accepte pas les messages privés, et je ne peux pas écrire dans ce salon. Rien n’a été créé ni facturé.',

  onlyPerson: 'Seule la personne représentée peut répondre à ça.',
  cannotAsk:
    'Tu ne peux pas demander d’images de **{actor}** en ce moment, donc rien n’a été transmis, créé ni facturé.',
  tooManyOfYours:
    'Tu as déjà {requests, plural, one {# demande} other {# demandes}} en attente d’une réponse. Redemande quand l’une aura sa réponse, ou dans un jour.',
  tooManyOfTheirs:
    '**{actor}** a déjà {requests, plural, one {# demande} other {# demandes}} en attente d’une réponse. Réessaie plus tard.',
  already: 'C’est déjà approuvé. Je le crée ensuite et je te mentionne.',
  askedAgain: 'Tu as déjà demandé ça, et j’attends encore {people} : la demande expire {time}.',
  asked:
    '{count, plural, one {{people} approuve} other {{people} approuvent}} chaque image, donc j’ai transmis ta demande. Elle expire {time}.',
  askedNext: 'Une fois approuvée, je crée les images et je te mentionne. Rien n’est facturé avant.',
};
