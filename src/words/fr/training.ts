import type { Room } from '../words.ts';

export const training: Room<'training'> = {
  unknown: 'Il n’y a pas d’entraînement comme ça sur ce serveur.',
  notYoursToCancel:
    'Seuls le membre qui a lancé un entraînement, la personne représentée ou un admin peuvent l’annuler.',
  over: 'Cet entraînement est déjà terminé, donc il n’y a rien à annuler.',
  photosNotPut:
    'Je n’ai pas pu mettre les photos là où le notebook les cherche : Hugging Face ne les a pas prises. Réessaie dans une minute.',
  actorGone: 'Cet acteur vient d’être supprimé, donc il n’y a rien à entraîner.',
  nothingToResume:
    'Cet entraînement tourne déjà, ou il n’y a rien à reprendre. `/train status` montre où il en est.',

  hubAway:
    'Hugging Face ne répond pas en ce moment, et l’entraînement en a besoin. Réessaie dans une minute.',
  notYours:
    'Seules la personne qui a enregistré un acteur et la personne représentée peuvent l’entraîner. Tu peux quand même l’utiliser dans `/generate`.',
  fewPhotos:
    '{missing, plural, one {L’entraînement demande au moins {least, number} photos utilisables, et il en manque #.} other {L’entraînement demande au moins {least, number} photos utilisables, et il en manque #.}} `/actor show` a un bouton pour en ajouter.',
  notSetUp: 'L’entraînement n’est pas encore configuré ici. Pour les personnes qui gèrent le bot : {what}',
  paused: 'Les admins de ce serveur ont mis le bot en pause. `/settings pause` leur permet de le relancer.',
  offForYou: 'Un admin de ce serveur a désactivé l’entraînement pour toi : ta limite est à 0.',
  offHere: 'Les admins de ce serveur n’autorisent pas l’entraînement.',
  running:
    'Cet acteur est en cours d’entraînement. `/train status` montre où ça en est ; `/train cancel` l’arrête.',
  mostOpen:
    '{trainings, plural, one {# entraînement est ouvert sur ce serveur, et ses admins n’en autorisent pas plus à la fois. Réessaie quand il sera terminé.} other {# entraînements sont ouverts sur ce serveur, et ses admins n’en autorisent pas plus à la fois. Réessaie quand l’un sera terminé.}}',
  baseUnknown: 'Je ne propose pas ce modèle de base. Choisis-en un dans la liste.',
  stepsRange: 'Les steps vont de {least, number} à {most, number}.',
  readOnly:
    'Le token Hugging Face du bot ne permet pas d’écrire, donc il n’y a nulle part où mettre un acteur entraîné. Pour les personnes qui gèrent le bot : utilisez un token qui peut écrire dans des dépôts.',
  baseGone: '{base} n’est plus sur Hugging Face. Choisis une autre base.',
  toBeResumed:
    'Un entraînement de cet acteur attend d’être repris. Pour en commencer un nouveau, utilise d’abord `/train cancel`.',
  waitsAlready: 'Un entraînement de cet acteur attend déjà son tour. `/train status` le montre.',
  codeWithOther:
    '{member} a déjà un code de tâche pour cet acteur. Laisse-lui le temps de l’utiliser, ou utilise d’abord `/train cancel`.',

  notAllowed: 'La personne représentée ne permet plus cet entraînement.',
  noLongerAgreed: 'La personne représentée n’est plus d’accord, donc je n’ai pas gardé le résultat.',
  actorDeleted: 'L’acteur a été supprimé pendant son entraînement.',
  codeRanOut: 'Le code de tâche a expiré avant qu’un notebook l’utilise. `/train start` en donne un nouveau.',
  neverBegan: 'Le trainer n’a jamais commencé : aucune machine n’a été libre en un jour. Réessaie plus tard.',
  notebookLost:
    'J’ai perdu le contact avec le notebook : il n’a rien envoyé pendant {minutes, plural, one {# minute} other {# minutes}}.',
  trainerLost:
    'J’ai perdu le contact avec le trainer : il n’a rien envoyé pendant {minutes, plural, one {# minute} other {# minutes}}.',
  trainerStopped: 'Le trainer s’est arrêté.',
  trainerStoppedSilently: 'Le trainer s’est arrêté sans dire pourquoi.',
  machineGone: 'La machine n’existe plus.',
  machineCompleted: 'La machine s’est terminée sans dire comment l’entraînement s’est passé.',
  machineCancelled: 'La machine a été annulée chez Hugging Face.',
  machineError: 'La machine s’est terminée par une erreur.',
  noCredit:
    'Le compte Hugging Face qui paie ici n’a plus de crédit pour des machines GPU. Un admin peut en ajouter.',
  tokenStartsNone:
    'Le token Hugging Face du bot ne peut pas démarrer de machines. Les personnes qui gèrent le bot peuvent changer ça.',
  noMachine: 'Hugging Face n’a pas démarré de machine pour lui.',
  photosNotTaken: 'Hugging Face n’a pas pris les photos.',
  noTrainerHere:
    'Il n’y a pas de trainer sur l’ordinateur du bot. Pour les personnes qui gèrent le bot : mettez dans TRAINER_PYTHON un Python où colab/ est installé.',
  notStartedHere: 'Le trainer n’a pas pu être démarré sur l’ordinateur du bot.',
  notStarted: 'Le trainer n’a pas pu être démarré.',
  nothingTrained: 'Rien n’a encore été entraîné.',
  lastWords: 'Ses derniers mots : « {words} ».',
  resumeGoesOn: '**Reprendre** continue à partir de son dernier checkpoint.',

  runsOnColab: 'dans un notebook Google Colab que tu ouvres, sur le GPU que Google te prête',
  photosToColab: 'Les photos vont au notebook que tu lances, et nulle part ailleurs.',
  runsOnMachine: 'sur une machine que Hugging Face loue à la minute ({machine})',
  photosToMachine:
    'Les photos vont à cette machine chez Hugging Face, qui disparaît à la fin de l’entraînement.',
  runsHere: 'sur l’ordinateur où tourne le bot',
  photosStay: 'Les photos restent sur l’ordinateur où tourne le bot.',
  runsOnWorker: 'sur un ordinateur de ce serveur',
  photosToWorker: 'Les photos vont à un ordinateur qu’un admin de ce serveur a connecté.',
  priceUnknown:
    'Je n’arrive pas à savoir ce que coûte la machine, et il y a un budget en dollars, donc je n’en loue pas. Réessaie plus tard.',
  placeChanged:
    'L’endroit où cet entraînement tournerait a changé depuis, donc rien n’a été lancé. `/train start` montre où il tourne maintenant.',
};
