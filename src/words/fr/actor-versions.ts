import type { Room } from '../words.ts';

export const actorVersions: Room<'actorVersions'> = {
  title: 'Les versions de {actor}',
  empty: '**{actor}** n’a pas encore de version entraînée. `/train start` entraîne la première.',
  inUseNow: 'La version {version, number} est utilisée.',
  noneInUse: 'Aucune version n’est utilisée.',
  shown: 'Versions {first, number} à {last, number} sur {all, number}.',
  promptsShown: 'L’image montre {shown, number} prompts sur {all, number}.',
  seedsDiffer:
    'Leurs échantillons ont été tirés avec des seeds différentes, donc les images d’une colonne ne diffèrent pas que par la version.',
  newer: 'Plus récentes',
  older: 'Plus anciennes',
  use: 'Utiliser la version {version, number}',
  delete: 'Supprimer la version {version, number}',
  keep: 'La garder',
  alt: 'Échantillons de {actor}, une ligne par version : {versions}. Les colonnes : {columns}.',
  altVersion: 'version {version, number}',
  altLikeness: 'ressemblance {likeness}',
  altNotMeasured: 'ressemblance non mesurée',

  version: '**Version {version, number}**',
  inUse: 'utilisée',
  belowBar: 'sous le seuil',
  standIn: 'factice',
  trained: '{base}, {steps, number} steps, entraînée {time}',
  likeness: 'Ressemblance {likeness}, mesurée par le trainer',
  ownMeasure: 'Ma propre mesure {likeness}, un visage sur {faces, number} échantillons sur {samples, number}',
  ownFaces: 'Ma propre mesure : un visage sur {faces, number} échantillons sur {samples, number}',
  atLeast: '{likeness} (au moins {needed})',
  more: '{likeness}, +{by} par rapport à la version {version, number}',
  less: '{likeness}, −{by} par rapport à la version {version, number}',
  notMeasured: 'Ressemblance : non mesurée',
  trainerSays: 'Le trainer dit : {why}',
  trainerFailed: 'Le trainer dit qu’elle n’a pas passé son contrôle.',
  notThem: 'D’après ma propre mesure, les échantillons ne montrent pas la personne des photos.',
  unmeasured: 'Elle n’a pas pu être mesurée.',
  helpsMore:
    'Ce qui aide : remplacer les photos floues, sombres ou trop semblables (`/actor photos`), puis relancer un entraînement avec plus de steps (`/train start`, `steps: {steps}`). Ou l’utiliser quand même.',
  helpsFewer:
    'Ce qui aide : remplacer les photos floues, sombres ou trop semblables (`/actor photos`), puis relancer un entraînement avec moins de steps (`/train start`, `steps: {steps}`). Ou l’utiliser quand même.',

  pictureVersion: 'Version {version, number}',
  pictureLikeness: 'Ressemblance',
  pictureNotMeasured: 'non mesurée',
  pictureSeed: 'seed {seed}',
  pictureSeedsDiffer: 'seeds différentes',
  pictureNoSample: 'pas d’échantillon',

  anywayTitle: 'Utiliser quand même la version {version, number} de {actor} ?',
  anyway:
    'Elle est sous le seuil : elle ne ressemble peut-être pas à la personne des photos. Aucune version n’est utilisée.',
  anywayKeeps:
    'Elle est sous le seuil : elle ne ressemble peut-être pas à la personne des photos. La version {previous, number} reste utilisée.',
  useAnyway: 'Utiliser quand même la version {version, number}',
  used: 'Les images de **{actor}** sont maintenant créées avec la version {version, number}.',
  usedInstead:
    'Les images de **{actor}** sont maintenant créées avec la version {version, number} au lieu de la version {previous, number}.',
  usedBefore:
    'Les images précédentes restent comme elles sont. Si tu reviens en arrière, les mêmes demandes redonnent les mêmes images, gratuites là où elles sont encore stockées.',
  already: 'La version {version, number} de **{actor}** est déjà utilisée, donc rien n’a changé.',
  kept: 'Rien n’a été modifié.',
  generate: 'Générer',

  deleteTitle: 'Supprimer la version {version, number} de {actor} ?',
  deletesSamples: 'ses échantillons, et les images du cache créées avec elle que personne ne garde',
  deletesRepository:
    'son dépôt sur Hugging Face avec tout son historique : il ne contient aucune autre version',
  deletesTag: 'son tag sur Hugging Face',
  inUseThen:
    'Elle est utilisée. Ensuite, ce sera la version {next, number}, la plus récente des restantes qui passe le contrôle.',
  inUseThenNone:
    'Elle est utilisée. Ensuite, aucune version ne le sera, jusqu’à ce qu’une autre soit entraînée (`/train start`) ou choisie ici (`/actor versions`).',
  weightsStay:
    'Ses poids restent dans l’historique du dépôt privé, que les autres versions partagent, jusqu’à la suppression de l’acteur (`/actor delete`).',
  deleteFinal:
    'Les images dans les galeries et les salons restent. C’est définitif, et le numéro ne sera pas réutilisé.',
  deletedRepository:
    'La version {version, number} de **{actor}** est supprimée, avec ses échantillons et son dépôt sur Hugging Face.',
  deletedTag:
    'La version {version, number} de **{actor}** est supprimée, avec ses échantillons et son tag sur Hugging Face.',
  wasInUse:
    'Elle était utilisée. Maintenant, c’est la version {next, number}, la plus récente des restantes qui passe le contrôle.',
  wasInUseNone:
    'Elle était utilisée. Maintenant, aucune version ne l’est, jusqu’à ce qu’une autre soit entraînée (`/train start`) ou choisie ici (`/actor versions`).',

  untrained: '**{actor}** n’a pas de version entraînée. `/train start` en entraîne une.',
  wasDeleted:
    'La version {version, number} de **{actor}** a été supprimée. `/actor versions` montre celles qui existent.',
  noSuch: '**{actor}** n’a pas de version {version, number}. `/actor versions` montre celles qui existent.',
  onlyThey:
    'Seuls le membre qui a enregistré un acteur et la personne représentée peuvent voir et changer ses versions.',
  notAgreed:
    'La personne que montre **{actor}** n’a pas encore accepté, donc aucune version ne peut être utilisée. `/actor show` dit qui doit accepter.',
  damagedButton: 'Ce bouton est abîmé. Utilise `/actor versions`.',
};
