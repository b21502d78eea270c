import type { Room } from '../words.ts';

export const actor: Room<'actor'> = {
  listTitle: 'Ton casting',
  listEmptyTitle: 'Aucun acteur à utiliser pour l’instant',
  listEmpty:
    'Enregistre quelqu’un avec `/actor register`. Il faut un nom, 5 à 10 photos et l’accord de la personne qu’elles montrent.',
  listed: '**{actor}** · {photos, plural, one {# photo} other {# photos}}',

  needsMore:
    'Il manque {missing, plural, one {# photo utilisable} other {# photos utilisables}} avant l’entraînement (il en faut au moins {least, number}).',
  needsMoreOrAccept:
    'Il manque {missing, plural, one {# photo utilisable} other {# photos utilisables}} avant l’entraînement : ajoutes-en, ou accepte celles avec avertissement (`/actor photos`).',
  waitsForFace: 'Attend un admin, car son visage est déjà enregistré sur ce serveur.',
  waitsForConsent: 'Attend le consentement de {person}.',
  waitsForAdmin: 'Attend un admin, car la personne représentée n’est pas sur ce serveur.',
  trained: 'Entraîné : version {version, number}. Prêt pour `/generate`.',
  ready: 'Prêt pour `/generate`, à partir des photos. `/train start` entraîne un modèle plus ressemblant.',

  agree: 'Ces photos me montrent, et j’accepte',
  addPhotos: 'Ajouter des photos',
  generate: 'Générer',
  train: 'Lancer l’entraînement',
  trainAgain: 'Réentraîner',
  packs: 'Pack…',
  history: 'Historique',

  shows: '**Montre** {person} · **enregistré par** {member} {time}',
  showsOutsider: '**Montre** une personne hors de ce serveur · **enregistré par** {member} {time}',
  canUse: '**Qui peut l’utiliser** {who}',
  everyone: 'tout le monde sur ce serveur',
  askPerson: 'tout le monde sur ce serveur, et la personne représentée approuve chaque demande',
  askOwner: 'tout le monde sur ce serveur, et {member} approuve chaque demande',
  onlyPerson: 'seulement la personne représentée',
  onlyOwner: 'seulement {member}',
  personAndMembers: 'la personne représentée et {members}',
  limits: '**Limites pour les images** {limits}',
  consentGiven: '**Consentement** donné par {member} {time}, texte {version, number}',
  consentApproved: '**Consentement** approuvé par {member} {time}, texte {version, number}',
  consentMissing: '**Consentement** pas encore donné',
  statement: '**Déclaration** {words}',
  photos: '**Photos** {photos, number}',
  version: '**Version** {version, number}, entraînée {time} sur `{base}`, {steps, number} steps',
  versionStandIn:
    '**Version** {version, number}, entraînée {time} sur `{base}`, {steps, number} steps (par un trainer factice : rien n’a vraiment été entraîné)',
  versionsUnused:
    '**Version** aucune utilisée, {versions, plural, one {# gardée} other {# gardées}} : `/actor versions` les compare',
  versionNone: '**Version** aucune pour l’instant',
  yourConsent: 'Ton consentement',
  samplesLikeness: '**Ressemblance de ses échantillons** {likeness}',
  samplesNotMeasured: '**Ressemblance de ses échantillons** non mesurée',
  photoAlt: 'Photo {number, number} de {actor}',
  sampleAlt: 'Échantillon {number, number} de {actor}',

  imagesLikeness: '**Ressemblance de ses images**, d’après ma propre mesure',
  likenessPhotos: 'à partir des photos, {model}',
  likenessTrained: 'entraîné v{version, number}, {model}',
  likenessEarlier: 'à partir d’une image précédente, {model}',
  likenessIn: '{way} : **{likeness}** sur {images, plural, one {# image} other {# images}}',
  likenessNoFace: '{way} : aucun visage sur {images, plural, one {# image} other {# images}}',
  ofSomebodyElse: '{images, number} de quelqu’un d’autre',
  withoutFace: '{images, number} sans visage',

  fromEndpoint: '**Avec le modèle entraîné** par l’endpoint du bot.',
  fromProvider: '**Avec le modèle entraîné** par {provider}.',
  fromProviderLink:
    '**Avec le modèle entraîné** par {provider}, qui reçoit le modèle privé par un lien qui expire.',
  fromAfterConsent:
    '**Avec le modèle entraîné** par {providers}, une fois que la personne représentée accepte que le modèle y soit envoyé.',
  fromNowhere: '**Avec le modèle entraîné** impossible en ce moment.',
  fromNowhereYet:
    '**Avec le modèle entraîné** impossible en ce moment : aucun service d’images ne charge les modèles entraînés sur cette base.',
  refusal: '{provider} l’a refusé {time} : {why}',
  refusalUnexplained: '{provider} l’a refusé {time}, sans dire pourquoi',
  photosNotYet:
    '**À partir des photos** pas encore : la personne représentée a accepté un ancien texte qui ne parle pas d’envoyer des photos.',
  photosAtOnce:
    '**À partir des photos** tout de suite, par **{model}** : {photos, plural, one {une photo est envoyée} other {les # meilleures photos sont envoyées}} avec chaque demande ; {costs}',

  sharedEveryone: 'Tout le monde sur ce serveur peut maintenant utiliser **{actor}**.',
  sharedAskPerson:
    'Tout le monde sur ce serveur peut maintenant demander des images de **{actor}**, et la personne représentée approuve chaque demande.',
  sharedAskOwner:
    'Tout le monde sur ce serveur peut maintenant demander des images de **{actor}**, et {member} approuve chaque demande.',
  sharedOnlyPerson: 'Seule la personne représentée peut maintenant utiliser **{actor}**.',
  sharedOnlyOwner: 'Seulement {member} peut maintenant utiliser **{actor}**.',
  sharedPersonAndMembers: 'La personne représentée et {members} peuvent maintenant utiliser **{actor}**.',
  sharedMembers: 'Peuvent maintenant utiliser **{actor}** : {members}.',
  sharedAtOnce: 'Ça vaut aussi pour ce qui est dans la file d’attente.',

  formTitle: 'Créer un acteur',
  formName: 'Nom',
  formPhotos: 'Photos',
  formPhotosHow:
    '5 à 10 d’une même personne : nettes, bien éclairées, de jours différents. JPEG, PNG, WebP ou AVIF.',
  formAbout: 'À propos (facultatif)',
  formConsent: 'Ton consentement',
  formStatement: 'Comment et quand la personne a accepté',

  botIsNoActor: 'Un bot ne peut pas être un acteur. Choisis un membre.',
  botInPhotos: 'Un bot ne peut pas être un acteur. Choisis le membre qui est sur les photos.',
  botIsNoUser: 'Un bot ne peut pas utiliser un acteur. Choisis un membre.',
  eitherMemberOrOutsider:
    'Choisis le membre qui est sur les photos ou dis comment une personne extérieure a accepté, pas les deux.',
  onlyTheyDelete:
    'Seuls le membre qui a enregistré un acteur, la personne représentée ou un admin peuvent le supprimer.',
  oldButton: 'Ce bouton ne marche plus.',
  fromWorker:
    '**Avec le modèle entraîné** par un ordinateur de ce serveur, qui le reçoit par un lien qui expire.',
};
