import type { Room } from '../words.ts';

export const generate: Room<'generate'> = {
  reroll: 'Relancer',
  variations: 'Variations',
  change: 'Modifier…',
  editPrompt: 'Éditer le prompt',
  improve: 'Améliorer',
  details: 'Détails',
  favourite: 'Favori',
  delete: 'Supprimer',
  upscale: 'Agrandir',
  fixFace: 'Réparer le visage',
  cancel: 'Annuler',
  noThanks: 'Non merci',
  castPhotos: '{names} à partir des photos',
  castTrained: '{names} entraîné v{version}',
  style: 'style {style}',
  seed: 'seed {seed}',
  seedsFrom: 'seed {seed} et suivantes',
  seeds: 'seeds {seeds}',
  steps: '{steps, plural, one {# step} other {# steps}}',
  guidance: 'guidance {guidance, number}',
  fromCache: 'Du cache : gratuit',
  tokens: '{tokens, plural, one {# token} other {# tokens}} du budget du jour',
  forMember: 'pour {member}',

  cutOff:
    'Ce modèle lit {most, plural, one {# token} other {# tokens}} d’un prompt ; le tien en a {tokens, number}. La fin a été coupée.',
  standIn: '{actor} a été entraîné par un trainer factice : rien n’a vraiment été appris.',
  fromBrought: 'Créée à partir d’une image que {member} m’a donnée.',
  changedCopy: 'Une copie modifiée d’une image précédente, qui reste comme elle était.',
  upscaledCopy: 'Une copie agrandie d’une image précédente, qui reste comme elle était.',
  fixedCopy:
    'Une copie d’une image précédente, avec les visages réparés. L’originale reste comme elle était.',
  drawn: 'Créée comme un dessin, car la personne représentée ne veut pas d’images réalistes.',
  variationsOf: 'Variations d’une image précédente.',
  variationsFromWords:
    'Aucun modèle qui part d’une image n’est disponible en ce moment, donc elles sont créées avec les mêmes mots.',
  isActor: '**{name}** est un acteur ici. Pour l’avoir sur l’image, choisis-le comme `actor`.',
  unkept: 'Je n’ai pas pu stocker ça. Enregistre l’image maintenant ; ses boutons ne marcheront pas.',
  missing: '{images, plural, one {Il manque une image : {why}} other {Il manque # images : {why}}}',
  missingHere:
    '{images, plural, one {Il manque une image.} other {Il manque # images.}} Il n’y a que {member} qui voit pourquoi.',
  privateReady: 'Tes images privées sont prêtes.',
  showMe: 'Me les montrer',
  elsewhere: 'Les images sont dans {channel} : {link}',
  notTaken:
    'Tes images sont prêtes et stockées, mais Discord n’en a pas voulu ici. `/show id:{id}` les montre.',

  alt: 'Image créée à partir du prompt : {prompt}',
  altOf: 'Image de {names} créée à partir du prompt : {prompt}',
  altNth: 'Image {n, number} sur {images, number} créée à partir du prompt : {prompt}',
  altNthOf: 'Image {n, number} sur {images, number} de {names} créée à partir du prompt : {prompt}',

  likeness: '**Ressemblance** {figures} (ma propre mesure ; {needed} ou plus veut dire la même personne)',
  notMeasured: 'non mesurée',
  noFace: 'pas de visage',
  twiceThis: 'Cette image semble montrer deux fois la même des deux personnes.',
  twiceNth: 'L’image {n, number} semble montrer deux fois la même des deux personnes.',
  nobodyThis: 'Cette image ne montre aucun visage qui pourrait être celui de {actor}.',
  nobodyNth: 'L’image {n, number} ne montre aucun visage qui pourrait être celui de {actor}.',
  otherThis:
    'Cette image montre quelqu’un d’autre, pas {actor} : ressemblance {likeness} (il faut {needed}).',
  otherNth:
    'L’image {n, number} montre quelqu’un d’autre, pas {actor} : ressemblance {likeness} (il faut {needed}).',
  lookAlike: 'Les deux personnes se ressemblent sur leurs photos, donc je ne sais pas laquelle est laquelle.',
  rerollCosts:
    'Je ne refais pas d’images de moi-même. {images, plural, one {Relancer la refait} other {Relancer refait les #}} et coûte {tokens, plural, one {# token} other {# tokens}} du budget du jour.',

  settings: 'Réglages',
  promptSent: '**Prompt envoyé** {prompt}',
  negative: '**Négatif** {prompt}',
  model: '**Modèle** {repo} à {revision}',
  styleUsed: '**Style** {style}',
  actor: '**Acteur** {actor}',
  lora: '**LoRA** {repo} à {revision}, force {strength, number}',
  startsFrom: '**Part d’une image**, force {strength, number}',
  looksAtPicture: '**Part de** l’image à modifier',
  looksAtPhotos: '**Part de** {photos, plural, one {# photo} other {# photos}}',
  seedUsed: '**Seed** {seeds}',
  stepsUsed: '**Steps** {steps, number}',
  guidanceUsed: '**Guidance** {guidance, number}',
  size: '**Taille** {size}',
  madeBy: '**Créée** le {time} par {member}',
  fileSays: 'Image {id}. Les mêmes réglages sont dans le fichier lui-même, en texte PNG.',

  tooSexual:
    'Pas affichée ici : seulement dans les salons soumis à une limite d’âge, là où les admins l’autorisent.',
  looksYoung:
    'Pas affichée, car quelqu’un dessus a l’air d’avoir moins de 18 ans. C’est une estimation, et elle peut se tromper.',
  againstLimits: 'Pas affichée : la personne dessus ne veut plus d’images comme celle-ci.',
  unchecked:
    'Pas affichée, car le contrôle de sécurité n’a pas marché à l’instant. Réessaie dans quelques minutes.',
  pictureGone: 'L’image n’est plus stockée.',

  upscaleTitle: 'Agrandir cette image ?',
  fixFaceTitle: 'Réparer le visage sur cette image ?',
  upscaleWhat: '**{model}** la redessine en {size}. De petits détails peuvent changer.',
  fixFaceWhat: '**{model}** répare les visages en {size}. Vérifie que c’est toujours la même personne.',
  touchUpCosts:
    'Ça coûte {tokens, plural, one {# token} other {# tokens}} du budget du jour, environ {dollars}.',
  touchUpTokens: 'Ça coûte {tokens, plural, one {# token} other {# tokens}} du budget du jour.',
  touchUpAsks: 'Je demande d’abord à la personne représentée : {names}.',
  touchUpNth: 'Image {n, number}',
  touchUpCopy: 'Tu reçois une copie. L’image elle-même reste comme elle est.',

  deleteTitle: '{images, plural, one {Supprimer cette image ?} other {Supprimer ces # images ?}}',
  deleteWhat:
    '{images, plural, one {Elle disparaît de la galerie, et le message qui la montre est supprimé.} other {Elles disparaissent de la galerie, et le message qui les montre est supprimé.}} C’est définitif.',
  deleteNow: 'Supprimer pour de bon',
  keep: 'Garder',
  deleteHere: 'Supprimer cette image ?',
  deleteHereWords: 'Elle quitte la galerie et ce message. C’est définitif.',
  deleteHereSure: 'C’est sûr ?',
  actorsInServers:
    'Les acteurs appartiennent à leurs serveurs. Demande leurs images là-bas ; ici, je crée des images avec des mots.',
  deleted: 'Supprimé.',
  notDeleted: 'Rien n’a été supprimé.',
  showImage: 'Montrer l’image',
  goneHere:
    '{images, plural, one {{member}, une image que tu as créée a été supprimée.} other {{member}, des images que tu as créées ont été supprimées.}}',
  gone: '{images, plural, one {Une image de {names} que tu as créée a été supprimée : la personne représentée décide de ce qui reste.} other {# images de {names} que tu as créées ont été supprimées : la personne représentée décide de ce qui reste.}} Tu n’as rien à faire.',

  promptField: 'Prompt',
  editTitle: 'Éditer le prompt',
  makeOfMessageTitle: 'En faire une image',
  generateTitle: 'Générer {actor}',
  changeTitle: 'Modifier une image avec des mots',
  changeField: 'Qu’est-ce qui doit changer ?',
  changeExample: 'Passe à la nuit, avec de la neige sur les toits',
  whichImage: 'Quelle image ?',
  imageNth: 'Image {n, number}',
  variationsTitle: 'Quatre variations',
  howDifferent: 'À quel point différentes ?',
  aLittle: 'Un peu',
  clearly: 'Nettement',
  aLot: 'Beaucoup',
  noStart:
    'Aucun modèle qui part d’une image n’est disponible en ce moment, donc elles sont créées avec les mêmes mots et de nouvelles seeds.',
  madeByFirst: 'Créées par le premier modèle qui part d’une image.',
  madeByModel: 'Créées par **{model}**.',
  madeByOther: 'Créées par **{model}**, pas par **{before}**.',
  whatStays:
    'Le prompt, le prompt négatif et le format restent. Les steps et la guidance sont ceux de ce modèle, et les seeds sont nouvelles.',
  trainedUnused: 'La ressemblance vient de l’image ; la version entraînée n’est pas utilisée.',

  improveTitle: 'Et comme ça ?',
  youWrote: 'Tu as écrit : {prompt}',
  makeIt: 'Créer',
  editFirst: 'D’abord l’éditer',
  improvedBy:
    'C’est un modèle de chat qui l’a écrit, sans voir ni l’image ni le nom d’un acteur. Je le garde un jour.',

  costs: 'Ça coûte environ {dollars}',
  costsOne: 'Une image par **{model}**. Rien n’a encore été créé ni payé.',
  costsEach:
    '{images, plural, one {# image} other {# images}} par **{model}**, environ {dollars} chacune. Rien n’a encore été créé ni payé.',
  pay: '{images, plural, one {La créer pour {dollars}} other {Les créer pour {dollars}}}',
  whyAsked:
    'Les admins de ce serveur veulent que je demande d’abord. C’est une estimation, pas une facture. J’attends ta réponse un jour.',
  costsUnsaid:
    'Les images que tu as demandées coûtent assez pour que je doive te demander d’abord, et je n’ai pas pu te joindre. Redemande pour voir le prix.',
  notPaid: 'OK, rien n’a été créé ni payé.',
  agreedChannel: 'Les images apparaîtront dans {channel} dès qu’elles seront prêtes.',
  agreedPrivate: 'Je t’enverrai les images ici dès qu’elles seront prêtes.',

  inIt: 'Dessus : {names}.',
  firstOf: 'C’est la première des {pictures, number} images de ce message.',
  agreedTitle: 'L’accord a-t-il été donné ?',
  strangers:
    '{people, plural, one {Il y a quelqu’un sur cette image qui n’est pas un acteur ici.} other {Il y a # personnes sur cette image qui ne sont pas des acteurs ici.}} Dis-moi comment l’accord a été donné, et je peux l’utiliser.',
  theyAgreed: 'C’est accepté…',
  statementKept:
    'Ce que tu écris est gardé avec l’image. Je ne sais pas distinguer un visage dessiné d’une photo de quelqu’un.',
  canStart: 'Je peux partir de cette image',
  tellWhat: 'Dis-moi quoi changer.',
  onlyYou:
    '{days, plural, one {Utilisable seulement par toi, sur ce serveur, pendant # jour.} other {Utilisable seulement par toi, sur ce serveur, pendant # jours.}}',
  agreedForm: 'C’est accepté',
  howAgreed: 'Comment et quand l’accord a été donné',
  changePicture: 'Modifier une image avec des mots',
  noPicture: 'Ce message n’a pas d’image que je puisse utiliser.',
  noText: 'Ce message n’a pas de texte dont faire une image.',
  notMine: 'Ce message ne montre aucune image de moi. Choisis-en un que j’ai publié.',

  making: '{images, plural, one {Je crée ton image…} other {Je crée tes # images…}}',
  warmingUp: 'Le modèle chauffe : encore environ {seconds, number} s.',
  askedToWait: 'Hugging Face me demande d’attendre {seconds, number} s.',
  doneOf: '{done, number} sur {images, number}',
  next: 'Prochain dans la file d’attente.',
  nextIn: 'Prochain dans la file d’attente ; ça commence dans environ {seconds, number} s.',
  ahead: 'Dans la file d’attente, {images, plural, one {# image} other {# images}} avant.',
  aheadIn:
    'Dans la file d’attente, {images, plural, one {# image} other {# images}} avant ; ça commence dans environ {seconds, number} s.',
  cancelled: 'Annulé. Ce qui n’a pas encore commencé ne sera pas créé.',

  fromPhotosOption: '{name} (à partir des photos)',
  fromPhotos: 'à partir des photos',
  trainedModel: 'le modèle entraîné',
  unavailable: 'pas disponible en ce moment',
};
