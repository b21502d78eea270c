import type { Room } from '../words.ts';

export const actorConsent: Room<'actorConsent'> = {
  text: 'Ces photos me montrent, et je suis une personne adulte. J’accepte que ce bot les garde ainsi que des mesures de mon visage, qu’il entraîne à partir d’elles un modèle d’image (un LoRA) à ma ressemblance sur le service d’entraînement choisi pour ce bot, ou sur un ordinateur que ce serveur a connecté, qu’il garde ce modèle dans un dépôt privé, et qu’il crée des images de moi pour moi et pour le membre qui m’a enregistré. Pour cela, le service d’images utilisé par le serveur reçoit jusqu’à quatre de ces photos, ou le modèle entraîné, par un lien qui expire. Pour d’autres seulement si je partage l’acteur avec /actor share. Aucune image sexuelle de moi, et aucune qui me montre enfant. Je peux retirer mon accord à tout moment avec /actor delete ; tout est alors supprimé.',
  statement:
    'La personne sur ces photos n’est pas sur ce serveur. Elle est adulte et a accepté, comme indiqué ici, que ce bot garde ces photos et des mesures de son visage, qu’il entraîne un modèle d’image (un LoRA) à sa ressemblance et qu’il crée des images d’elle ; pour cela, le service d’images utilisé par le serveur reçoit jusqu’à quatre de ces photos, ou le modèle entraîné, par un lien qui expire. Je supprime tout cela si elle me le demande.',

  title: '{person}, tu veux bien être l’acteur **{actor}** ?',
  uploaded: '{member} a envoyé {photos, plural, one {# photo} other {# photos}} et dit que c’est toi.',
  titleOutsider: 'Approuver **{actor}**, qui n’est pas sur ce serveur ?',
  uploadedOutsider:
    '{member} a envoyé {photos, plural, one {# photo} other {# photos}} et explique comment la personne a accepté :',
  uploadedForAdmin:
    '{member} a envoyé {photos, plural, one {# photo} other {# photos}}. Un admin de ce serveur doit l’autoriser.',
  canRuleOut:
    'Tu peux exclure des choses (maillots de bain, violence, autres personnes, etc.), maintenant ou à tout moment.',
  canRuleOutShort: 'Tu peux exclure des choses, maintenant ou à tout moment.',
  nobodyMakes:
    'Tant que ce n’est pas approuvé, personne ne peut créer d’images de toi. Refuser supprime aussitôt les photos.',
  nobodyMakesOutsider:
    'Tant que ce n’est pas approuvé, personne ne peut créer d’images de la personne représentée. Refuser supprime aussitôt les photos.',
  deletedThen: 'Si tu ne réponds pas, elles seront supprimées {time}.',
  approve: 'Approuver',
  decline: 'Refuser',
  look: 'Voir les photos et répondre',
  photosAlt: 'Les photos de {actor}, numérotées',
  photosTitle: '{photos, plural, one {La photo de {actor}} other {Les # photos de {actor}}}',
  reminder:
    '{person}, {member} attend toujours ta réponse pour **{actor}**. Si tu ne réponds pas, les photos seront supprimées {time}.',
  reminderLink:
    '{person}, {member} attend toujours ta réponse pour **{actor}**. Les photos sont dans [la demande]({link}). Si tu ne réponds pas, elles seront supprimées {time}.',
  reminderAdmins:
    '{member} attend toujours la réponse d’un admin pour **{actor}**. Sans réponse, les photos seront supprimées {time}.',

  agreed: '{member} a accepté.',
  approved: '{member} a approuvé.',
  canMake:
    '**{actor}** est prêt pour les images. Un entraînement améliore encore la ressemblance : `/train start`.',
  howToChange:
    '`/actor share` choisit qui peut utiliser l’acteur, et ce que personne ne peut créer de toi. `/actor delete` retire ton consentement et supprime tout ce qui a été créé avec.',
  train: 'Lancer l’entraînement',
  addPhotos: 'Ajouter des photos',

  ended: '{member}, **{actor}** n’a pas été enregistré, et les photos ont été supprimées.',
  unreachable:
    'Je ne peux pas poser la question pour **{actor}** : je ne peux pas écrire dans {channel}, et {person} n’accepte pas mes messages privés. Je continue d’essayer, mais si rien ne change, les photos seront supprimées {time}. Donne-moi accès au salon, ou demande à {person} d’autoriser les messages privés des membres du serveur.',
  unreachableAdmins:
    'Je ne peux pas poser la question pour **{actor}** : je ne peux pas écrire dans {channel}, et aucun admin n’est joignable. Je continue d’essayer, mais si rien ne change, les photos seront supprimées {time}. Donne-moi accès au salon, ou demande à un admin de choisir un salon pour les avis aux admins.',
  youDeclined: 'Tu as refusé. **{actor}** n’a pas été enregistré, et les photos ont été supprimées.',
  notAgain: '{member} ne pourra pas te redemander avant {days, plural, one {# jour} other {# jours}}.',
  block: 'Bloquer ce membre',
  never: 'Ne laisser personne me demander',
  askable: 'Laisser les autres me demander',
  unblock: 'Débloquer',
  unblockAll: 'Tout débloquer',
  blocked: '{member} ne peut plus rien te demander, sur aucun serveur.',
  blockedHow: 'Tu peux changer ça ici, ou avec `/privacy requests`.',
  unblocked: '{member} peut à nouveau te demander.',
  unblockedAll: 'Toutes les personnes que tu avais bloquées peuvent à nouveau te demander.',
  neverAsked: 'Plus personne ne peut te demander d’être un acteur. Tu peux toujours t’enregistrer toi-même.',
  neverAskedHow: 'Tu peux changer ça avec `/privacy requests`.',
  askedAgain:
    'Les autres membres peuvent à nouveau te demander d’être un acteur. Ceux dont tu as refusé la demande doivent attendre {days, plural, one {# jour} other {# jours}}.',
  requests: 'Demandes que tu reçois',
  requestsNever: 'Personne ne peut te demander d’être un acteur, sur aucun serveur.',
  requestsAllowed:
    'Les autres membres peuvent te demander d’être un acteur. Rien n’est créé de toi avant ton accord.',
  blockedCount:
    '{members, plural, one {# membre que tu as bloqué ne peut} other {# membres que tu as bloqués ne peuvent}} rien te demander. Je ne garde pas la liste de qui c’est, donc ici tu ne peux que tout débloquer.',

  renewTitle: 'Le modèle entraîné de **{actor}** peut-il être envoyé à un service d’images ?',
  renew:
    '{person}, tu as accepté un texte de consentement où le modèle reste chez le bot. Maintenant, le service d’images que ce serveur utilise peut aussi créer des images avec : il reçoit le modèle par un lien qui expire. Voici le texte actuel :',
  renewOutsider:
    '{person}, tu as déclaré que la personne avait accepté un texte où le modèle reste chez le bot. Maintenant, le service d’images que ce serveur utilise peut aussi créer des images avec : il reçoit le modèle par un lien qui expire. Voici le texte actuel :',
  renewUntil:
    'Tant que tu n’as pas accepté, le modèle reste chez le bot, comme convenu avant. `/actor delete` retire ton consentement et supprime tout.',
  renewAgree: 'Accepter ce texte',
  renewKeep: 'Garder l’ancien texte',
  newerText: 'Un nouveau texte de consentement',
  renewed:
    '{person} a accepté : les images de **{actor}** peuvent maintenant aussi venir de services d’images.',
  keptEarlier:
    'Le modèle entraîné de **{actor}** reste chez le bot. Rien d’autre ne change, et je ne te redemanderai pas.',

  onlyPerson: 'Seule la personne sur les photos peut répondre à ça.',
  onlyAdmin: 'Seul un admin du serveur peut répondre à ça.',
  onlyPersonRenews: 'Seule la personne représentée peut répondre à ça.',
  onlyOwnerRenews: 'Seul le membre qui a enregistré cette personne peut répondre à ça.',
  photosChanged:
    'Les photos ont changé depuis que tu les as vues. Regarde à nouveau avec le bouton de la demande ou `/actor show`.',
  textChanged: 'Le texte a changé depuis. `/actor show` montre le texte actuel.',
  alreadyAgreed:
    'Tu as déjà accepté. `/actor delete` retire ton consentement et supprime tout ce qui a été créé avec l’acteur.',
};
