import type { Room } from '../words.ts';

export const models: Room<'models'> = {
  available: 'Disponibles maintenant ({models, number})',
  fromPictures: 'Pour les acteurs à partir de photos, les modifications et les variations ({models, number})',
  notAvailable: 'Non disponibles ({models, number})',
  noneNow: 'Aucun en ce moment.',
  source: 'D’après Hugging Face, il y a dix minutes au plus.',
  hidden:
    '{count, plural, one {# caché} other {# cachés}} (visible des admins seulement) : {names}. `/models unhide` en montre un à nouveau.',
  hiddenMore:
    '{count, plural, one {# caché} other {# cachés}} (visible des admins seulement) : {names} et {more, plural, one {# autre} other {# autres}}. `/models unhide` en montre un à nouveau.',
  page: 'Page {page, number} sur {pages, number}',
  back: 'Retour',
  more: 'Suite',
  ownEndpoint: 'l’endpoint du serveur',
  recommendedFor: 'Pour {uses}',
  tokensOnce: 'tokens comptés une fois',
  tokensTimes: 'tokens comptés {times, number} fois',

  nothingToRecommend: 'Il n’y a aucun modèle à recommander : les admins de ce serveur les ont tous cachés.',
  whatFits: 'Ce qui convient',
  unavailableShort: 'non disponible',
  choose: 'Choisis-le comme `model` dans `/generate`.',
  qualityDated: 'qualité datée',
  qualityGood: 'bonne qualité',
  qualityVeryGood: 'très bonne qualité',
  qualityBest: 'la meilleure qualité ici',
  stepsAt: '{steps, plural, one {# step} other {# steps}} en {pixels} pixels',
  costsNoCredit: 'ne coûte pas de crédit : il tourne sur l’endpoint du serveur',
  trainable: 'on peut entraîner des acteurs dessus',
  trainableUntried: 'on peut entraîner des acteurs dessus, même si personne ne l’a encore fait sur un GPU',
  notTrainable:
    'on ne peut pas entraîner d’acteurs dessus : il ne connaît une personne que par une description',
  licenceNotFor: 'sa licence n’est pas pour {uses}',
  termsToAccept: 'ses conditions doivent être acceptées sur sa page Hugging Face',
  loraNeedsService:
    'les images d’acteurs entraînés dessus demandent un service d’images qui charge les modèles privés, ou INFERENCE_ENDPOINT_URL : `/train start` dit ce qu’il y a',
  goodAtPhoto: 'bon en photo',
  goodAtIllustration: 'bon en illustration',
  goodAtAnimation: 'bon en animation',
  goodAtLettering: 'bon en lettrage',
  goodAtLandscape: 'bon en paysages',

  added: '{model} est ajouté : les membres peuvent le choisir dans `/generate`.',
  addedSettings:
    '`{id}` · {type} · {steps, plural, one {# step} other {# steps}} · guidance {guidance, number} · {width} × {height} pixels',
  addedGated:
    'Son auteur veut que ses conditions soient acceptées. La personne à qui appartient le compte Hugging Face le fait sur la page du modèle.',
  addedAvailable: 'Disponible maintenant par {ways}.',
  addedNotAvailable: 'Pas disponible maintenant. {reason}',
  hiddenNow:
    '{model} est caché : personne ne peut plus l’utiliser ici. `/models unhide` le montre à nouveau.',
  unhidden: '{model} est de retour.',
  adminsOnly: 'Seuls les membres qui peuvent gérer le serveur peuvent changer ses modèles.',

  styles: 'Styles',
  ownStyle: '(propre à ce serveur)',
  chooseStyle: 'Choisis-en un comme `style` dans `/generate`.',
  noExamples: 'La première image créée ici dans un style devient son exemple.',
  examples: 'Exemples, dans l’ordre : {names}. Tous créés sur ce serveur.',
  removeOrChange: 'Retire-le ou change-le, pas les deux.',
  styleGone: 'Le style **{style}** n’existe plus. Les images créées avec restent.',
  styleThere: '**{style}** est là : les membres peuvent le choisir dans `/generate`.',
  styleNeedsWords: 'Dis dans `words` ce que le style ajoute à un prompt.',
  examplePrivate: 'Choisis un exemple qui n’est pas privé et ne montre personne de réel.',
  noStyle: 'Il n’y a pas de style « {style} » ici. `/models styles` les montre.',
  styleBuiltIn: '**{style}** est un style intégré. Choisis un autre nom.',
  styleStays: '**{style}** est intégré, donc il ne peut pas être retiré.',
  stylesFull: 'Ce serveur a déjà {most, number} styles à lui, et c’est le maximum. Retires-en d’abord un.',

  notOnHub: 'Il n’est plus sur Hugging Face.',
  needsEndpoint:
    'Aucun fournisseur ne le propose. Il devient disponible quand un admin définit INFERENCE_ENDPOINT_URL.',
  servedElsewhere: 'Seuls des fournisseurs que je ne peux pas utiliser le proposent.',
  notServed: 'Aucun fournisseur ne le propose en ce moment.',
  notYet: 'Hugging Face n’a pas encore dit qui le propose. Regarde à nouveau dans un instant.',
  unreachable: 'Hugging Face est injoignable en ce moment. Je réessaie toutes les demi-minutes.',

  unknown: 'Je ne connais pas de modèle de ce nom. `/models list` les montre tous.',
  unknownMeant:
    'Je ne connais pas de modèle de ce nom. Tu voulais dire {names} ? `/models list` les montre tous.',
  isHidden: 'Les admins de ce serveur ont caché **{model}**.',
  instead: '**{model}** est disponible maintenant.',
  noneAvailable: 'Aucun modèle n’est disponible en ce moment. `/models list` dit pourquoi.',
  isNotAvailable: '**{model}** n’est pas disponible.',
  wordsOnly: '**{model}** ne part que de mots et ne peut pas regarder de photos. Laisse le modèle vide.',
  looksAtFewer:
    '**{model}** ne regarde {pictures, plural, =1 {qu’une image} one {que # image} other {que # images}} ; il en faut {needed, number}. Laisse le modèle vide.',
  startsFromPictures:
    '**{model}** part d’images : il crée des acteurs à partir de leurs photos, des modifications et des variations.',
  baseHidden:
    'Cet acteur est entraîné sur **{model}**, que les admins de ce serveur ont caché. Un admin peut le faire revenir avec `/models unhide`.',
  baseUnknown: 'Je ne connais pas la base sur laquelle cet acteur a été entraîné.',
  fromPicturesHidden:
    'Les admins de ce serveur ont caché les modèles qui partent d’une image. `/models unhide` les fait revenir.',
  noneForPictures: 'Aucun modèle qui regarde {pictures, number} images à la fois n’est proposé en ce moment.',
  noneForPicture: 'Aucun modèle qui part d’une image n’est proposé en ce moment. **{model}** : {reason}',

  noId: 'Ce n’est pas un identifiant de modèle. Ça ressemble à `owner/name`, comme en haut de sa page Hugging Face.',
  isLora:
    '`{id}` ne peut pas être ajouté : c’est un LoRA, qui ne fait que compléter un modèle. Ajoute un modèle entier.',
  isFromPictures:
    '`{id}` ne peut pas être ajouté : il ne crée des images qu’à partir d’images, et `/generate` part de mots.',
  isForOther:
    '`{id}` ne peut pas être ajouté : d’après sa page, il sert à {task}. Ajoute un modèle text-to-image.',
  hasNoTask:
    '`{id}` ne peut pas être ajouté : sa page ne dit pas à quoi il sert. Ajoute un modèle text-to-image.',
  hubSilent:
    'Hugging Face n’a pas répondu, donc je n’ai pas pu vérifier le modèle. Réessaie dans une minute.',
  notPublic: 'Il n’y a pas de modèle public `{id}` sur Hugging Face. Vérifie l’orthographe.',
  alreadyHidden: '**{model}** est déjà caché.',
  notHidden: '**{model}** n’est pas caché.',
  alreadyThere: '**{model}** est déjà là.',
  thereButHidden: '**{model}** est déjà là, mais caché. `/models unhide` le montre à nouveau.',
  modelsFull:
    'Un serveur peut avoir {most, number} modèles à lui, et celui-ci les a. Caches-en un avec `/models hide` pour faire de la place.',
  ownComputer: 'un ordinateur de ce serveur',
  costsNoCreditOwn: 'ne coûte aucun crédit : il tourne sur un ordinateur de ce serveur',
};
