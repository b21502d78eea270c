import type { Room } from '../words.ts';

export const help: Room<'help'> = {
  start: 'Premiers pas',
  images: 'Images',
  actors: 'Acteurs',
  yours: 'Toi et tes données',
  admins: 'Pour les admins',

  startTitle: 'De cinq photos à ton propre acteur',
  startCast: '**Crée** un acteur avec {actorRegister} : 5 à 10 photos d’une personne, qui doit accepter.',
  startGenerate:
    '**Génère** tout de suite avec {generate} : un service d’images reçoit jusqu’à quatre des photos. `actor2` ajoute une deuxième personne, et *Modifier…* sous une image la change avec des mots.',
  startTrain:
    '**Entraîne** avec {trainStart}, si les images ne ressemblent pas assez à la personne : il te dit ce qui va se passer avant de commencer, puis où ça en est. `using` dans {generate} choisit les photos ou le modèle entraîné ; sans lui, je prends ce qui a été le plus ressemblant. Les chiffres sont dans {actorShow}.',
  startWithout: '{generate} marche aussi sans acteur : laisse l’option vide.',

  imagesGenerate:
    '{generate} prend tes mots et crée de 1 à 4 images. Deux fois la même demande, c’est gratuit : elle vient du cache. Relancer en crée de nouvelles.',
  imagesPack:
    '*Pack…* dans {actorShow} crée huit images d’un acteur dans huit scènes : portraits, saisons, métiers, voyages, ou un pack de ce serveur. Il te dit d’abord le prix et la durée, et tu peux annuler en route.',
  imagesImprove: '*Améliorer* sous une image propose de meilleurs mots pour son prompt. Tu les lis d’abord.',
  imagesFavourites:
    '*Favori* sous une image la garde pour {gallery} avec `favourites:True` ; *Sauvegarder mes images…* te donne un zip des tiennes, et *Ajouter à un album…* commence un album que tu peux montrer dans un salon.',
  imagesMenu:
    'Dans le menu d’un message (Applications), *En faire une image* prend son texte comme prompt, *Utiliser comme référence* part de son image si tout le monde dessus a accepté, *Voir les réglages* te dit comment j’ai créé une image, et *C’est de nous ?* si une image est de moi. Tout ce que je crée est signé comme l’œuvre d’un modèle.',

  actorsRegister:
    'Un acteur est une personne que tu peux mettre dans des images. {actorRegister} prend 5 à 10 photos, et la personne doit accepter. Avec les seules photos, un acteur marche tout de suite ; {trainStart} crée un modèle qui connaît mieux le visage.',
  actorsYou:
    'Si c’est toi, {actorShare} décide qui peut créer des images de toi, ou te demande à chaque fois, et *Limites…* y dit ce que personne ne peut créer. {actorShow} règle ton récapitulatif de ce que d’autres ont créé.',

  yoursWords:
    '{quota} montre ce qu’il te reste aujourd’hui, et ce que les admins ont réglé pour toi. {privacyExport} te donne tout ce que je garde sur toi, et {privacyDelete} le supprime.',

  adminsWords:
    '{settingsShow} montre chaque réglage de ce serveur. Une sous-commande sans option montre ce qui est réglé ; chaque modification peut être annulée pendant dix minutes, et {settingsLog} dit qui l’a faite.',

  englishNames:
    'Les commandes et leurs options portent des noms anglais dans toutes les langues ; leur description est en français.',
  foot: 'La personne représentée décide : nul ne peut utiliser un acteur avant que la personne sur les photos ait accepté.',

  hello: 'Salut, je crée des images',
  helloGenerate:
    '{generate} transforme tes mots en image. Je peux aussi y mettre une personne : cinq photos, son accord, et c’est un acteur à toi.',
  helloFirst: 'Essaie d’abord {generate}, puis {actorRegister} pour un acteur. {help} a le reste.',
  helloConsent:
    'La personne sur les photos décide. Nul ne peut utiliser un acteur avant son accord, et elle peut le retirer à tout moment.',

  thanks: 'Merci de m’avoir ajouté. Quatre choses à décider',
  decideWhere:
    '**Où :** {settingsChannels} choisit les salons où les membres peuvent m’utiliser, et où les admins reçoivent les avis.',
  decideWho: '**Qui :** {settingsRoles} dit qui peut créer des images, entraîner et enregistrer des acteurs.',
  decideHowMuch:
    '**Combien :** {settingsMoney} fixe des budgets en dollars, {settingsLimits} en images et en tokens.',
  decideWhom:
    '**Quelles personnes :** {settingsConsent} dit qui peut enregistrer quelqu’un d’extérieur au serveur. Tant que tu ne changes rien, personne.',
  strictest:
    'Tout commence au plus strict : rien de sexuel, seulement des membres qui acceptent eux-mêmes. Les membres peuvent m’utiliser tout de suite.',
  everySetting: '{settingsShow} montre chaque réglage, et {settingsLog} qui a changé quoi.',

  outsideTitle: 'Des images avec des mots, où que tu sois',
  outsideGenerate:
    '{generate} crée des images avec tes mots. Les boutons dessous les modifient, les améliorent ou les suppriment.',
  outsideYours: '{gallery} contient ce que tu as créé, et {quota} te dit ce qu’il te reste aujourd’hui.',
  outsideActors: 'Les acteurs appartiennent à leurs serveurs : je ne crée des images d’eux que là-bas.',
  outsideMenu:
    'Dans le menu d’un message (Applications), *En faire une image* prend son texte comme prompt, *Voir les réglages* te dit comment j’ai créé une image, et *C’est de nous ?* si une image est de moi. Tout ce que je crée est signé comme l’œuvre d’un modèle.',
  outsideWords:
    '{quota} montre ce qu’il te reste aujourd’hui. {privacyExport} te donne tout ce que je garde sur toi, et {privacyDelete} le supprime.',
  outsideReach:
    'Je n’ai pas accès à mes messages sur un serveur ou dans une conversation dont je ne fais pas partie : appuie sur *Supprimer* sous une image pour la retirer aussi du message.',
};
