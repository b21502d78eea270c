import type { Room } from '../words.ts';

export const exportReadme: Room<'exportReadme'> = {
  title: 'Ce que ce bot garde sur toi, au {date}.',
  part: 'Partie {part, number} sur {parts, number}. Les parties sont des fichiers zip indépendants ; la partie 1 contient les données.',
  actors:
    'les acteurs qui te montrent ou que tu as enregistrés, avec les mesures de leurs photos, les données de ton visage, les textes de consentement et leur date d’acceptation, les limites, les versions entraînées',
  chosenFor: 'les acteurs d’autres personnes que tu peux utiliser',
  images: 'les images que tu as créées, et celles que d’autres ont créées de toi, avec tous les réglages',
  favourites: 'les images que tu as mises en favoris, les tiennes ou celles d’autres personnes',
  albums: 'tes albums : quelles images ils contiennent, et où tu les as montrés',
  given:
    'les images de départ que tu as données, et comment les personnes dessus ont accepté, si tu l’as dit',
  trainings: 'les entraînements que tu as lancés, et ceux de ces acteurs',
  budget: 'les tokens que tu as utilisés, par jour (UTC)',
  trainingsThisWeek: 'quand tu as lancé des entraînements ces 7 derniers jours',
  language: 'la langue dans laquelle je t’écris, si ce n’est pas l’anglais',
  rules: 'les limites et blocages que des admins de serveurs ont fixés pour toi',
  changed: 'les réglages de serveurs que tu as changés en tant qu’admin',
  failed: 'tes demandes qui ont échoué ; ce que tu as demandé n’est pas gardé',
  stopped: 'tes demandes que les règles de sécurité ont arrêtées ; ce que tu as demandé n’est pas gardé',
  history: 'ce qui concerne des personnes et te cite : qui a enregistré, accepté, partagé, supprimé, etc.',
  approvals: 'les demandes d’images en attente d’une approbation : les tiennes, et celles qui te concernent',
  digests: 'les récapitulatifs d’images de toi que je t’ai envoyés : ce qu’ils citent, et où ils sont',
  requests: 'si les autres peuvent te demander d’être un acteur, et combien de membres tu as bloqués',
  photoFiles: 'les photos de ces acteurs, telles que stockées (JPEG)',
  sampleFiles: 'les échantillons de leurs entraînements (JPEG)',
  givenFiles: 'les images que tu as données (JPEG)',
  imageFiles: 'les images (PNG) ; les réglages sont aussi dans chaque fichier',
  ruledOut:
    'Absentes de cette partie : {images, plural, one {# image. Quelqu’un d’autre dessus ne veut plus d’images de ce genre.} other {# images. Quelqu’un d’autre dessus ne veut plus d’images de ce genre.}}',
  unchecked:
    'Absentes de cette partie : {images, plural, one {# image qui n’a pas pu être vérifiée à l’instant. Exporte à nouveau plus tard pour l’avoir.} other {# images qui n’ont pas pu être vérifiées à l’instant. Exporte à nouveau plus tard pour les avoir.}}',
  delete: 'Pour tout supprimer : /privacy delete',

  imagesTitle: 'Les images que tu as créées, au {date}.',
  imagesPart:
    'Partie {part, number} sur {parts, number}. Chaque fichier contient ses réglages, et des Content Credentials qui disent qu’un modèle l’a créé.',
  everything: 'Une copie de tout ce que ce bot garde sur toi : /privacy export',
};
