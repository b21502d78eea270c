import type { Room } from '../words.ts';

export const huggingface: Room<'huggingface'> = {
  loraRefused: 'Le service d’images n’a pas pu charger le modèle entraîné. Rien n’a été dépensé.',
  loraRefusedSaying:
    'Le service d’images n’a pas pu charger le modèle entraîné : {reason}. Rien n’a été dépensé.',
  badRequest: 'Le fournisseur n’a pas accepté cette demande. Change le prompt ou un réglage.',
  badRequestSaying:
    'Le fournisseur n’a pas accepté cette demande : {reason}. Change le prompt ou un réglage.',
  notDownloaded:
    'Le fournisseur a créé l’image, mais je n’ai pas pu la télécharger. Elle compte dans le budget, donc je ne l’ai pas refaite.',
  pictureLost:
    'Le fournisseur a pris la demande et perdu l’image. Elle compte peut-être quand même dans le budget, donc je n’ai pas recommencé.',
  providerBalance:
    'Le compte partagé n’a plus de crédit chez ce fournisseur, ou y est bloqué. Rien n’a été dépensé ; choisis un autre modèle ou préviens un admin.',
  endpointAuth: 'L’endpoint du serveur m’a refusé. Demande à un admin de vérifier INFERENCE_ENDPOINT_TOKEN.',
  tokenRefused:
    'Hugging Face a refusé mon token. Demande à un admin de le renouveler ou de lui permettre les appels d’inférence.',
  termsNotAccepted:
    'Le compte partagé ne peut pas utiliser ce modèle tant que ses conditions ne sont pas acceptées sur Hugging Face. Préviens un admin ou choisis un autre modèle.',
  paymentMethod:
    'Ce fournisseur veut un moyen de paiement que le compte partagé n’a pas. Choisis un autre modèle.',
  creditsUsedUp:
    'Les crédits du compte Hugging Face partagé sont épuisés. Les images remarcheront quand un admin le rechargera ou à la fin du mois.',
  creditsStillUsedUp:
    'Les crédits du compte Hugging Face partagé sont épuisés, donc rien de nouveau n’est créé. Les admins sont prévenus. Les images du cache marchent toujours.',
  notOnEndpoint:
    'L’endpoint du serveur n’a pas ce modèle, ou pas cette version de l’acteur. `/models list` montre ce qui est disponible.',
  noLongerAvailable: 'Ce modèle n’est plus disponible. `/models list` montre ceux qui le sont.',
  slowDown:
    'Hugging Face demande à tout le monde de ralentir. Rien n’a été dépensé ; réessaie dans une minute.',
  warmingUp: 'Le modèle chauffe encore. Rien n’a été dépensé ; réessaie dans une minute.',
  trouble: 'Le fournisseur a des ennuis. Rien n’a été dépensé ; réessaie dans une minute.',
  timedOut:
    'Le fournisseur n’a pas répondu à temps. Ça compte peut-être quand même dans le budget, donc je n’ai pas recommencé.',
  endpointUnreachable:
    'L’endpoint du serveur est injoignable. Rien n’a été dépensé ; réessaie dans une minute.',
  unreachable: 'Hugging Face est injoignable. Rien n’a été dépensé ; réessaie dans une minute.',
  damaged: 'L’image est arrivée abîmée. Elle ne compte pas ; réessaie.',
  noRoute:
    'Ce modèle ne peut pas créer d’images à partir de texte chez son fournisseur. Choisis un autre modèle.',
  endpointError:
    'L’endpoint du serveur a répondu par une erreur : {reason}. Préviens un admin, ou choisis un autre modèle.',
  providerError:
    'Le fournisseur a répondu par une erreur : {reason}. Ça compte peut-être quand même dans le budget, donc je n’ai pas recommencé.',
  noPicture: 'Le fournisseur n’a pas envoyé d’image. Réessaie ou choisis un autre modèle.',
  refused: 'Le fournisseur a refusé la demande. Choisis un autre modèle ou réessaie plus tard.',
  connectionBroke:
    'La connexion au fournisseur s’est coupée. L’image compte peut-être quand même dans le budget, donc je n’ai pas recommencé.',
  noEndpoint: 'Il n’y a pas d’endpoint d’inférence.',
  noWords: 'Le modèle a répondu sans aucun mot.',
  notSendable: 'Ce modèle ne peut pas être envoyé.',
  weightsGone:
    'Le modèle entraîné de cet acteur n’est plus sur Hugging Face. Rien n’a été dépensé. `/train start` en crée un nouveau.',
  weightsNotServed:
    'Hugging Face ne fournit pas le modèle entraîné en ce moment. Rien n’a été dépensé ; réessaie dans une minute.',
};
