import type { Room } from '../words.ts';

export const photos: Room<'photos'> = {
  good: 'bonne',
  tooDarkShort: 'trop sombre',
  tooDark: 'Elle est trop sombre. Prends-la à la lumière du jour ou allume une lampe.',
  tooDarkForFace: 'Elle ne montre pas de visage net : elle est trop sombre. Prends-la à la lumière du jour.',
  tooBrightShort: 'trop claire',
  tooBright: 'Elle est surexposée : le visage n’a plus de détails. Prends-la avec moins de lumière.',
  tooBrightForFace:
    'Elle ne montre pas de visage net : elle est surexposée. Prends-la avec moins de lumière.',
  flatShort: 'peu de contraste',
  flat: 'Le visage n’a presque pas de contraste. Prends-la avec une meilleure lumière.',
  tooFlatForFace: 'Elle ne montre pas de visage net : elle n’a presque pas de contraste.',
  noFaceShort: 'pas de visage',
  noFace:
    'Elle ne montre pas de visage. Choisis-en une où le visage est tourné vers l’appareil, droit et bien visible.',
  faceSmallShort: 'visage trop petit',
  faceSmall:
    'Le visage n’y fait que {pixels, number} pixels de large ; il en faut {needed, number}. Recadre-la ou rapproche-toi.',
  blurredShort: 'floue',
  blurred: 'Elle est floue. Ne bouge pas, fais la mise au point sur le visage et reprends-la.',
  softShort: 'un peu floue',
  soft: 'La mise au point est un peu à côté. Une photo plus nette apprend plus.',
  cutOffShort: 'visage coupé',
  cutOff: 'Le visage est coupé au bord. Laisse un peu de place autour.',
  unseenShort: 'non vérifiée',
  unseen:
    'Elle a été stockée avant que je vérifie les photos. Remplace-la par la même photo pour la faire vérifier.',
  nudityShort: 'nudité',
  nudity: 'Elle semble montrer de la nudité, donc elle n’a pas été gardée. Envoies-en une autre.',
  upsideDownShort: 'à l’envers',
  upsideDown: 'Elle est à l’envers. Remets-la à l’endroit et renvoie-la.',
  sidewaysShort: 'sur le côté',
  sideways: 'Elle est couchée sur le côté. Redresse-la et renvoie-la.',
  looksYoungShort: 'mineur ?',
  looksYoung:
    'Elle montre peut-être quelqu’un de moins de 18 ans. C’est une estimation, et elle peut se tromper. Seuls des adultes peuvent être des acteurs : ne l’utilise que si la personne a 18 ans ou plus.',
  severalFacesShort: '{faces, plural, one {# visage} other {# visages}}',
  severalFaces:
    'Elle montre {faces, plural, one {# visage} other {# visages}}. Je prends celui qui est encadré ; recadre pour enlever les autres.',
  perhapsOtherShort: 'même personne ?',
  perhapsOther: 'Elle montre peut-être quelqu’un d’autre : le visage ressemble peu aux autres. Vérifie-la.',
  otherPersonShort: 'autre personne',
  otherPerson: 'Elle ne semble pas montrer la même personne que les autres photos.',
  otherPersonPicked:
    'Elle montre plusieurs visages, et celui que j’ai choisi n’est pas la personne des autres photos. Recadre-la sur le bon visage.',
  sameAsShort: 'comme la {photo, number}',
  twiceShort: 'en double',
  sameAs: 'C’est la même image que la photo {photo, number}.',
  sameAsFile: 'C’est la même image qu’un autre fichier.',
  nearlySameAs: 'C’est presque la même image que la photo {photo, number}. Une autre prise apprend plus.',
  nearlySameAsFile: 'C’est presque la même image qu’un autre fichier. Une autre prise apprend plus.',
  sameShotAsShort: 'comme photo {photo, number} ?',
  sameShotShort: 'même prise ?',
  sameShotAs:
    'On dirait la même prise que la photo {photo, number}, recadrée, tournée ou en miroir. Une autre prise apprend plus.',
  sameShotAsFile:
    'On dirait la même prise qu’un autre fichier, recadrée, tournée ou en miroir. Une autre prise apprend plus.',

  addMore: 'Ajoute {missing, plural, one {# photo} other {# photos}} : il en faut au moins {least, number}.',
  addMoreOrAccept:
    'Ajoute {missing, plural, one {# photo} other {# photos}}, ou accepte {acceptable, plural, one {celle qui a} other {les # qui ont}} un avertissement : il en faut au moins {least, number}.',
  allOneSession:
    'Toutes ont l’air d’une même séance. Ajoute des photos d’autres jours, avec une autre lumière et d’autres habits.',
  someOneSession:
    '{photos, number} sur {all, number} ont l’air d’une même séance. Ajoute des photos d’autres jours, avec une autre lumière et d’autres habits.',
  allClose: 'Ce sont toutes des gros plans. Ajoutes-en une à partir de la taille et une en pied.',
  allFar: 'Elles sont toutes prises de loin. Ajoute un gros plan du visage.',
  allDark: 'Elles sont toutes plutôt sombres. Ajoutes-en une à la lumière du jour.',
  moreIsBetter: 'Ça suffit pour commencer. Avec huit à dix photos, la ressemblance est meilleure.',

  tooLarge: 'Elle dépasse {megabytes, number} Mo. Envoie une copie plus petite.',
  notDownloaded: 'Je n’ai pas pu la télécharger depuis Discord. Joins-la à nouveau.',
  notDownloadedInTime: 'Je n’ai pas pu la télécharger à temps depuis Discord. Joins-la à nouveau.',
  notReached:
    'Elle n’a pas été vérifiée à temps, car les photos d’avant ont pris trop longtemps. Renvoie-la.',
  notChecked: 'Je n’ai pas pu la vérifier à l’instant. Renvoie-la dans une minute.',
  notRead: 'Je n’ai pas pu la lire.',
  damaged: 'Elle est abîmée ou incomplète. Renvoie-la ou choisis-en une autre.',
  noImage: 'Ce n’est pas une image, quoi que dise son nom. Envoie une photo JPEG, PNG, WebP ou AVIF.',
  heic: 'C’est une photo HEIC, que je ne sais pas lire. Envoie-la en JPEG ; sur un iPhone, mets Réglages → Appareil photo → Formats sur Le plus compatible.',
  gif: 'C’est un GIF, que je ne sais pas lire. Enregistre une de ses images en JPEG ou PNG et envoie-la.',
  tiff: 'C’est un TIFF ou le fichier brut d’un appareil photo, que je ne sais pas lire. Exporte-le en JPEG et envoie-le.',
  bmp: 'C’est un bitmap BMP, que je ne sais pas lire. Enregistre-le en JPEG ou PNG et envoie-le.',
  jpegXl: 'C’est une photo JPEG XL, que je ne sais pas lire. Exporte-la en JPEG et envoie-la.',
  svg: 'C’est un dessin (SVG), pas une photo. Envoie un JPEG, PNG ou WebP.',
  video: 'C’est une vidéo, pas une photo. Prends-en une capture et envoie-la en JPEG.',
  tooSmall:
    'Elle ne fait que {width} × {height} pixels. Le petit côté doit en avoir au moins {least, number}.',
  tooManyPixels:
    'Elle fait {width} × {height} pixels, plus que je ne peux lire. Envoie une copie plus petite, en JPEG.',
  tooMuchMemory:
    'En {width} × {height} pixels et enregistrée comme ça, elle prend trop de mémoire à ouvrir. Enregistre-la en JPEG ordinaire ou envoie une copie plus petite.',
  empty: 'Elle est presque vide pour ses {width} × {height} pixels. Envoie une photo.',
  packed:
    'Elle contient bien plus de données cachées qu’il n’en faut à une photo. Enregistre-la à nouveau en JPEG et envoie ce fichier.',
  tooSlow:
    'Elle a pris trop de temps à ouvrir. Enregistre-la en JPEG ordinaire ou envoie une copie plus petite.',
};
