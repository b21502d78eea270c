import type { Room } from '../words.ts';

export const settings: Room<'settings'> = {
  adminsOnly: 'Seuls les membres qui peuvent gérer le serveur voient ses réglages.',
  adminsOnlyResume: 'Seules les personnes qui peuvent gérer le serveur peuvent faire ça.',
  adminsOnlyUndo: 'Seules les personnes qui peuvent gérer le serveur peuvent annuler ça.',

  changed: 'C’est modifié, avec effet immédiat.',
  changedWaitingToo: 'C’est modifié, avec effet immédiat, y compris pour les demandes en attente.',
  asBefore: 'C’était déjà réglé comme ça.',
  changedBy: 'Modifié par {member}. Tu as dix minutes pour annuler.',
  lastChanged: 'Dernière modification {time} par {member}.',
  lastChangedByDeleted: 'Dernière modification {time} par un admin dont les données ont été supprimées.',
  undo: 'Annuler',
  undone: 'Annulé',
  undoneBy: 'Annulé par {member}.',
  undoOver:
    'On peut annuler une modification pendant dix minutes, et elles sont passées. Change plutôt le réglage à nouveau.',
  changedSince:
    'Quelqu’un a encore changé ça entre-temps, donc je n’ai rien annulé. `/settings log` montre qui, et `/settings show` ce qui est réglé maintenant.',

  title: 'Réglages de ce serveur',
  consent: 'Consentement',
  outsidersNobody: 'Personnes hors de ce serveur : nul ne peut les enregistrer.',
  outsidersAdmins:
    'Personnes hors de ce serveur : tout membre peut les enregistrer avec une déclaration, une fois qu’un admin a accepté.',
  outsidersMembers: 'Personnes hors de ce serveur : tout membre peut les enregistrer avec une déclaration.',
  askedInChannel: 'Je demande aux membres dans le salon.',
  askedDirectly: 'Je demande aux membres en message privé, ou dans le salon s’ils n’en acceptent pas.',
  sameFaceTell: 'Un visage déjà enregistré sous une autre identité : les admins sont prévenus.',
  sameFaceAdmins:
    'Un visage déjà enregistré sous une autre identité : il attend un admin, et les admins sont prévenus.',
  sameFaceRefuse:
    'Un visage déjà enregistré sous une autre identité : il est refusé, et les admins sont prévenus ; si j’ai un doute, il attend un admin.',
  strangersRefuse: 'Une image de départ qui montre quelqu’un qui n’est pas un acteur : refusée.',
  strangersStatement:
    'Une image de départ qui montre quelqu’un qui n’est pas un acteur : utilisée si le membre dit comment cette personne a accepté.',

  safety: 'Sécurité',
  adultOn: 'Contenu sexuel sans acteur : dans les salons soumis à une limite d’âge.',
  adultOff: 'Contenu sexuel sans acteur : nulle part.',
  blockedWords: 'Mots bloqués ({count, number}) : {words}',
  noBlockedWords: 'Mots bloqués (0) : aucun',

  budget: 'Budget',
  serverLimit: 'Tout le serveur : {limit}. Membres qui ont leur propre limite : {members, number}.',
  noLimitOfItsOwn: 'pas de limite propre',
  generationOn: 'Création d’images : activée (`/settings pause`).',
  generationPaused: 'Création d’images : ⏸ **en pause** (`/settings pause`).',
  noticesIn: 'Avis aux admins : {channel} (`/settings channels`).',
  noticesToOwner: 'Avis aux admins : à la personne propriétaire du serveur (`/settings channels`).',

  members: 'Membres',
  everyRole: 'Chaque rôle peut tout faire.',
  rolesWithRules: 'Rôles avec des règles : {roles, number}.',
  blockedCount: 'Membres bloqués : {members, plural, =0 {aucun} other {#}}.',
  training: 'Entraînement',
  alwaysOn:
    'Toujours actif : pas d’image sexuelle d’un acteur, pas d’image d’un acteur en enfant, rien de sexuel avec des mineurs. `/settings log` montre ce qui a été arrêté.',

  trainingsOff: 'Les entraînements sont désactivés sur ce serveur.',
  trainingsMost:
    '{trainings, plural, one {# entraînement ouvert} other {# entraînements ouverts}} à la fois au maximum.',
  trainingsShownIn:
    'Ils sont affichés dans {channel} ou, si je ne peux pas y écrire, dans le salon où chacun a été lancé.',
  trainingsShownWhereStarted: 'Chacun est affiché dans le salon où il a été lancé.',

  channels: 'Salons',
  deletedChannel: 'un salon supprimé (`{id}`)',
  usableEverywhere: '**Les membres peuvent m’utiliser** dans tous les salons.',
  usableIn: '**Les membres peuvent m’utiliser** dans {channels}.',
  usableNowhere: 'Donc nulle part : pour l’instant, seuls les admins le peuvent.',
  everydayNone: '**Rien de sexuel, même avec limite d’âge :** aucun salon en particulier.',
  everydayIn: '**Rien de sexuel, même avec limite d’âge :** {channels}.',
  resultsIn:
    'Les images sont affichées dans {channel}, où que les membres les demandent. Pas les images privées, ni celles des salons soumis à une limite d’âge. Si je ne peux pas y écrire, elles sont affichées là où on les a demandées.',
  resultsHere: 'Les images sont affichées dans le salon où les membres les demandent.',
  noticesGoTo:
    'Les avis aux admins vont dans {channel}. Si je ne peux pas y écrire, ils vont directement à la personne propriétaire du serveur.',
  noticesGoToOwner: 'Les avis aux admins vont directement à la personne propriétaire du serveur.',
  channelsCleanup: '`/settings channels` avec `cleanup` retire les règles des salons supprimés.',
  channelsFoot:
    'Les fils suivent leur salon. `/privacy`, les suppressions et les réponses aux demandes de consentement marchent partout, et les admins peuvent m’utiliser partout. Le contenu sexuel n’est possible que dans les salons soumis à une limite d’âge, et seulement si `/settings safety` l’autorise.',
  channelsFull: '{most, number} salons ont déjà des règles, et je n’en garde pas plus.',
  noticesOrReset: 'Choisis `admin-notices` ou `reset`, pas les deux.',
  resultsOrHere: 'Choisis `results` ou `results-here`, pas les deux.',
  setOrClear: 'Tu ne peux pas régler et effacer le même salon à la fois. Choisis l’un des deux.',
  keptTo: 'Les admins de ce serveur me réservent à {channels}. Demande-moi là-bas.',
  keptToMore:
    'Les admins de ce serveur me réservent à {channels} et {more, plural, one {# autre salon} other {# autres salons}}. Demande-moi là-bas.',

  roles: 'Rôles',
  deletedRole: 'un rôle supprimé (`{id}`)',
  generateEverybody: '**Créer des images :** tout le monde',
  trainEverybody: '**Entraîner :** tout le monde',
  registerEverybody: '**Enregistrer des acteurs :** tout le monde',
  generateRoles: '**Créer des images :** {roles}.',
  trainRoles: '**Entraîner :** {roles}.',
  registerRoles: '**Enregistrer des acteurs :** {roles}.',
  nobodyButAdmins: 'Donc pour l’instant, seuls les admins.',
  limits: 'Limites',
  noRoleLimits: 'Aucune pour aucun rôle.',
  rolesCleanup:
    'Les règles des rôles supprimés restent jusqu’à ce que tu les retires avec `/settings roles` et son `cleanup`.',
  rolesFoot:
    'Les membres qui ont plusieurs rôles reçoivent la limite la plus généreuse. Leur propre limite (`/settings limits`) passe avant. Les rôles ne freinent jamais les admins.',
  rolesFull: '{most, number} rôles ont déjà des règles, et je n’en garde pas plus.',
  chooseRole: 'Choisis le `role` concerné.',
  rulesOrReset: 'Dis ce que le rôle peut faire ou utilise `reset`, pas les deux.',
  generateNeedsRole:
    'Pour créer des images sur ce serveur, il te faut le rôle {roles}. Un admin peut te le donner.',
  trainNeedsRole:
    'Pour entraîner des acteurs sur ce serveur, il te faut le rôle {roles}. Un admin peut te le donner.',
  registerNeedsRole:
    'Pour enregistrer des acteurs sur ce serveur, il te faut le rôle {roles}. Un admin peut te le donner.',

  blocks: 'Membres bloqués : {members, number}',
  blockedUntil: '{member} jusqu’au {time}',
  blockedForNow: '{member} jusqu’à ce que tu lèves le blocage',
  nobody: 'Personne.',
  andMore: '… et {count, plural, one {# autre} other {# autres}}',
  andDeleted: '… et {count, number} dont les données ont été supprimées',
  blocksFoot:
    'Les membres bloqués ne peuvent rien créer, entraîner ni enregistrer. Ils peuvent toujours utiliser `/privacy`, supprimer ce qui est à eux et répondre aux demandes de consentement. Les images déjà en cours sont encore livrées.',
  chooseMember: 'Choisis le membre (`member`) concerné.',
  blockOrLift: 'Bloque ce membre ou lève son blocage avec `lift`, pas les deux.',
  notYourself: 'Tu ne peux pas te bloquer toi-même.',
  notBots: 'De toute façon, les bots ne peuvent pas m’utiliser.',
  notAdmins: '{member} peut gérer le serveur, donc un blocage ne changerait rien.',
  letBackIn: '{member} peut à nouveau m’utiliser.',
  blockedNow: 'C’est fait : {member} ne peut plus m’utiliser.',
  youAreBlocked: 'Un admin t’empêche de m’utiliser sur ce serveur.',
  youAreBlockedUntil: 'Un admin t’empêche de m’utiliser sur ce serveur jusqu’au {time}.',
  blockReason: 'Raison : {reason}',
  stillYours:
    'Tes données restent à toi : `/privacy`, `/actor delete` et les réponses aux demandes de consentement marchent toujours, et tu peux regarder ce qui est à toi.',
  tooManyBlocked:
    '{most, number} membres sont déjà bloqués, et je n’en garde pas plus. Lève d’abord un blocage.',
  tooManyLimited:
    '{most, number} membres ont déjà leur propre limite, et je n’en garde pas plus. Retires-en d’abord une.',

  wordShape:
    'Un mot bloqué a de 2 à {most, number} caractères, dont des lettres ou des chiffres. Un `*` à la fin remplace n’importe quelle terminaison.',
  wordsFull:
    '{most, number} mots sont déjà bloqués, et je n’en garde pas plus. Retires-en un avec `/settings safety unblock`.',
  wordNotBlocked: 'Ce mot n’est pas bloqué. `/settings show` montre ceux qui le sont.',

  pausedNow:
    'Plus aucune image n’est créée sur ce serveur jusqu’à ce qu’un admin utilise `/settings pause state:off`. Les images en cours sont encore livrées ; les demandes en attente sont arrêtées quand vient leur tour.',
  goesOn: 'Je crée à nouveau des images sur ce serveur.',
  paused:
    'Les admins de ce serveur ont mis la création d’images en pause. `/settings pause` leur permet de la relancer.',
  pausedShort: 'Les admins de ce serveur ont mis la création d’images en pause.',
  accountRuns: 'Le compte Hugging Face n’est pas en pause.',
  accountTried: 'Je réessaierai à la prochaine image. Si Hugging Face refuse encore, je me remets en pause.',
  accountPaused: 'La création d’images est en pause',
  accountPausedHere:
    'En pause ({time}). Les images du cache marchent toujours. Je réessaie le compte une fois par heure ; dès qu’il a du crédit, **Reprendre maintenant** t’évite l’attente.',
  accountPausedElsewhere:
    'En pause ({time}). Les images du cache marchent toujours. Je réessaie le compte une fois par heure ; dès qu’il a du crédit, `/settings resume` sur le serveur t’évite l’attente.',
  goOn: 'Reprendre maintenant',
  forAdmins: 'Pour les admins. `/settings channels` règle où vont les avis comme celui-ci.',

  language: 'Langue',
  speaks: 'Dans les salons de ce serveur, je parle {language}, et en privé la langue de chaque membre.',
  speaksAsDiscord:
    'Dans les salons de ce serveur, je parle la langue que Discord indique pour le serveur, et en privé celle de chaque membre.',
};
