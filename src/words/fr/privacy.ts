import type { Room } from '../words.ts';

export const privacy: Room<'privacy'> = {
  countActors:
    '{count, plural, one {# acteur, avec sa preuve de consentement} other {# acteurs, avec leurs preuves de consentement}}',
  countPhotos: '{count, plural, one {# photo} other {# photos}}',
  countFaces: '{count, plural, one {# jeu de mesures de visage} other {# jeux de mesures de visage}}',
  countImages: '{count, plural, one {# image générée} other {# images générées}}',
  countVersions: '{count, plural, one {# version entraînée} other {# versions entraînées}}',
  countTrainings:
    '{count, plural, one {# entraînement, arrêté s’il tournait encore} other {# entraînements, arrêtés s’ils tournaient encore}}',
  countRepositories: '{count, plural, one {# dépôt sur Hugging Face} other {# dépôts sur Hugging Face}}',
  countMyMessages:
    '{count, plural, one {# de mes messages sur Discord} other {# de mes messages sur Discord}}',
  countMessages: '{count, plural, one {# message sur Discord} other {# messages sur Discord}}',
  countClosedMessages:
    '{count, plural, one {# message dans un salon qui m’est fermé} other {# messages dans des salons qui me sont fermés}}',

  keepEverything: 'Tout garder',
  cannotUndo:
    'C’est définitif. Je ne peux pas atteindre les réponses privées qu’une seule personne voit ; Discord les retire de lui-même.',
  logStays: 'Le journal de qui a fait quoi reste un an, sans le nom.',
  withdrawTitle: 'Retirer ton consentement pour {actor} ?',
  deleteTitle: 'Supprimer {actor} ?',
  deleteActor: 'Dès lors, personne ne peut plus utiliser {actor}, et voici ce qui est supprimé :',
  withdraw: 'Retirer le consentement et supprimer',
  deleteAll: 'Tout supprimer',
  deleteYouTitle: 'Supprimer tout ce qui te concerne ?',
  deleteYou: 'Sur tous les serveurs où je suis :',
  deleteMemberTitle: 'Supprimer tout ce qui concerne {member} sur ce serveur ?',
  nothingKept: 'Il n’y a ni acteurs, ni images, ni entraînements.',
  actorsGoing: 'Acteurs qui seront supprimés',
  actorShowsYou: '{actor} (c’est toi)',
  actorShowsThem: '{actor} (c’est ce membre)',
  actorByYou: '{actor} (enregistré par toi)',
  actorByThem: '{actor} (enregistré par ce membre)',
  yourIdGoes:
    'Ton identifiant est aussi retiré du budget, des journaux et des listes de qui peut utiliser un acteur. Ce que tu as dépensé du budget du jour reste dépensé.',
  theirIdGoes:
    'Son identifiant est aussi retiré des listes de qui peut utiliser un acteur. Le budget, les limites, un blocage et les journaux restent.',
  copyFirst: '`/privacy export` t’en donne d’abord une copie.',
  kept: 'Rien n’a été supprimé.',

  goneActor: 'L’acteur est supprimé',
  goneMember: 'Tout est supprimé',
  goneServer: 'Les données du serveur sont supprimées',
  unfinished: 'Une partie est encore hors de portée',
  goingOn: 'La suppression a commencé et continue toute seule. Plus rien de tout ça n’est utilisable.',
  gone: 'Supprimé',
  nothingLeft: 'Il ne restait rien à supprimer.',
  stillTried: 'Encore en cours',
  myOwn: 'ce que je garde moi-même',
  keepTrying:
    'Je continue d’essayer jusqu’à ce que ce soit parti, même après un redémarrage, et je te préviens alors.',
  outOfReach: 'Hors de portée',
  adminCan: 'Un admin de ce serveur peut les supprimer.',
  receipt: 'Reçu `{id}` · gardé 30 jours, en chiffres seulement',
  checkProgress: 'Voir où ça en est',
  receiptGone: 'Ce reçu n’existe plus : les reçus sont supprimés après 30 jours.',
  receiptOfOther: 'Ce reçu est à quelqu’un d’autre.',

  actorsGone:
    '{count, plural, one {{actors}, que tu avais enregistré, a été supprimé, avec tout ce qui en a été créé.} other {{actors}, que tu avais enregistrés, ont été supprimés, avec tout ce qui en a été créé.}} Tu n’as rien à faire.',
  actorGone:
    'Un acteur que tu avais enregistré a été supprimé, avec tout ce qui en a été créé. Tu n’as rien à faire.',
  actorGonePinged:
    '{member}, un acteur que tu avais enregistré a été supprimé, avec tout ce qui en a été créé. Tu n’as rien à faire.',

  exportTitle: 'Ce que je garde sur toi',
  exportInside: 'Il y a dedans des fichiers JSON, JPEG et PNG ; README.txt les explique.',
  exportFoot: 'Visible seulement pour toi. Pour tout supprimer : `/privacy delete`.',
  exportImagesTitle: 'Tes images',
  exportImagesInside:
    'Il y a dedans les images que tu as créées, sur tous les serveurs, avec leurs réglages et leurs credentials.',
  exportImagesOutside:
    'Il contient les images que tu as créées hors des serveurs, avec leurs réglages et leurs credentials. En message privé avec moi, tu les as toutes.',
  exportImagesFoot: 'Visible seulement pour toi. Tout ce que je garde sur toi : `/privacy export`.',
  nothingToExport: 'Il n’y a rien à exporter.',
  oneFile: 'Tout est dans un seul fichier zip.',
  onePart: 'Partie {part, number} sur {parts, number}.',
  someParts: 'Parties {first, number} à {last, number} sur {parts, number}, chacune un fichier zip.',
  nextPart: 'Suite : partie {part, number}',
  partAlt: 'Partie {part, number} sur {parts, number}, {size}',

  lessToExport: 'Il y a moins à exporter maintenant. Recommence.',
  notYourButton: 'Ce bouton n’est pas pour toi.',
  onlyYourOwn:
    'Tu ne peux supprimer que tes propres données. Un admin peut supprimer celles d’un membre sur son serveur.',
  hubKeepsVersion:
    'Hugging Face n’a pas supprimé la version {version, number}, donc rien n’a changé. Réessaie dans quelques minutes.',
  trainingVersion:
    '**{actor}** est en cours d’entraînement, donc la version {version, number} ne peut pas être supprimée maintenant. Attends la fin, ou arrête-le avec `/train cancel`.',
};
