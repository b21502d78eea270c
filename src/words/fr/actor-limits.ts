import type { Room } from '../words.ts';

export const actorLimits: Room<'actorLimits'> = {
  swimwear: 'Pas de maillots de bain',
  violence: 'Pas de violence',
  politics: 'Ni politique ni publicité',
  others: 'Pas d’autres personnes sur l’image',
  realistic: 'Pas d’images réalistes',
  mark: 'Une marque visible sur chaque image',
  swimwearHow: 'Les sous-vêtements comptent aussi. Je vérifie le prompt et l’image.',
  violenceHow: 'Les armes comptent aussi. Je vérifie le prompt ; je ne peux pas vérifier l’image.',
  politicsHow: 'Je vérifie le prompt ; je ne peux pas vérifier l’image.',
  othersHow: 'Je vérifie le prompt et je compte les visages sur l’image.',
  realisticHow: 'Je demande un dessin au modèle. Je ne peux pas vérifier que l’image en est un.',
  markHow: 'Un petit « AI » dans le coin.',
  formTitle: 'Limites pour les images',
  formIntro:
    'Ce que personne ne peut créer de **{actor}**. Ça vaut tout de suite, y compris pour la file d’attente.',
  formLimits: 'Limites',
  formOwn: 'Dans tes propres mots (facultatif)',
  formOwnExample: 'jamais de cigarette, pas de clowns',
  formOwnHow: 'Je cherche ces mots dans le prompt ; je ne peux pas vérifier l’image.',

  noSwimwear: 'pas de maillots de bain',
  noViolence: 'pas de violence',
  noPolitics: 'ni politique ni publicité',
  noOthers: 'pas d’autres personnes sur l’image',
  noRealistic: 'pas d’images réalistes',
  visibleMark: 'une marque visible sur chaque image',
  quoted: '« {words} »',
  ownWords: 'une exclusion dans ses propres mots',
  none: 'aucune',

  button: 'Limites…',
  listed: '**Limites pour les images** {limits}',
  set: '**Limites de {actor}** {limits}',
  setNone: '**{actor}** n’a plus de limites.',
  setFrom:
    'Ça vaut tout de suite, y compris pour la file d’attente. Les images déjà publiées restent jusqu’à ce que tu les supprimes dans `/gallery`.',

  onlyPerson: 'Seule la personne représentée peut fixer des limites pour ses images.',
  onlyOwner: 'Seul le membre qui a enregistré cette personne peut fixer des limites pour ses images.',
  changedMeanwhile:
    'Les limites ont changé depuis que tu as ouvert ce formulaire, donc rien n’a été modifié. Ouvre-le à nouveau.',
};
