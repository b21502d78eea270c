import type { Room } from '../words.ts';

export const provenance: Room<'provenance'> = {
  title: 'C’est de nous ?',
  titleSeveral: 'Elles sont de nous ?',
  ours: '**Oui, c’est moi qui l’ai créée.** Ma signature dans le fichier est valide, et rien n’a changé depuis.',
  looksOurs: '**Oui, on dirait une de mes images.**',
  pictureChanged:
    '**J’ai signé ce fichier, mais son image a été modifiée depuis,** ou ma signature a été copiée d’une autre image. Elle ne ressemble à aucune image que j’ai.',
  unknown: '**Non, je ne connais pas cette image.**',
  limits:
    'Je reconnais les images réduites ou réenregistrées. Je peux en manquer une qui a été recadrée, retouchée au dessin, prise dans une plus grande capture, ou supprimée ici.',

  unsigned: 'Le fichier n’a pas de signature (Content Credentials).',
  fileChanged: 'Le fichier a ma signature, mais il a été modifié après.',
  forged: 'Le fichier prétend être signé par moi. **Cette signature est fausse.**',
  invalid: 'Le fichier a une signature qui n’est pas valide, donc elle ne prouve rien.',
  others:
    'Le fichier est signé par quelqu’un d’autre. La signature est valide, mais je ne peux pas dire qui c’est.',
  othersNamed:
    'Le fichier est signé par quelqu’un d’autre, qui se nomme « {name} ». La signature est valide, mais je ne peux pas dire qui c’est.',
  othersChanged: 'Le fichier est signé par quelqu’un d’autre, et a été modifié depuis.',
  othersNamedChanged:
    'Le fichier est signé par quelqu’un d’autre, qui se nomme « {name} », et a été modifié depuis.',

  madeBy: 'Créée par {member} le {time} dans {channel}',
  madeByPrivately: 'Créée par {member} le {time} dans {channel}, en privé',
  comparesSamples: 'Elle compare des échantillons d’entraînement de **{actor}**.',
  sample: 'C’est un échantillon d’entraînement de **{actor}**, version {version, number}.',
  whoIsTold:
    'Je ne dis qui l’a créée qu’à ce membre, à la personne représentée, au membre qui a enregistré l’acteur et aux admins de leur serveur ; si elle est privée, seulement aux deux premiers.',
  toldInServers: 'Qui l’a créée, je ne le dis que dans un serveur qui m’a ajouté, ou en message privé.',
  details: 'Détails',
  notLookedAt:
    'et {pictures, plural, one {# autre que je n’ai pas regardée} other {# autres que je n’ai pas regardées}}',

  noPicture:
    'Ce message n’a pas d’image que je puisse regarder. Pour demander à propos d’un de tes fichiers, utilise `/show image:`.',
  animation: 'Ce fichier est animé. Je ne peux vérifier que des images fixes : envoie-m’en une seule image.',
  unusable: 'Je ne peux pas regarder ce fichier. {why}',
};
