import type { Room } from '../words.ts';

export const train: Room<'train'> = {
  waiting: 'En attente : {actor}',
  running: 'Entraînement de {actor}',
  verifying: 'Contrôle de la ressemblance de {actor}',
  uploading: 'Envoi de {actor}',
  succeeded: 'Entraîné : {actor}',
  failed: 'Entraînement échoué : {actor}',
  cancelled: 'Entraînement annulé : {actor}',

  cancel: 'Annuler',
  cancelTraining: 'Annuler l’entraînement',
  cancelOf: 'Annuler {actor}',
  confirm: 'Confirmer',
  resume: 'Reprendre',
  startAgain: 'Recommencer',
  trainAgain: 'Réentraîner',
  useAnyway: 'L’utiliser quand même',
  generate: 'Générer',
  takeInstead: 'Plutôt prendre {base}',
  trainAnyway: 'Entraîner quand même',
  openNotebook: 'Ouvrir le notebook',
  newCode: 'Nouveau code',
  newCodeFor: 'Nouveau code pour {actor}',

  planTitle: 'Entraîner {actor} ?',
  planIntro: 'Rien n’a encore commencé. Voici ce qui va se passer :',
  base: '**Base** {base}',
  licence: 'licence {licence}',
  untried:
    'Personne n’a encore entraîné sur cette base avec un GPU, donc on ne sait ni combien de temps ça prend ni ce que ça vaut.',
  planSteps: '**Steps** {steps, number}',
  planPhotos: '**Photos** {photos, plural, one {# photo utilisable} other {# photos utilisables}}',
  planPhotosLeft:
    '**Photos** {photos, plural, one {# photo utilisable} other {# photos utilisables}} ({left, plural, one {# laissée de côté} other {# laissées de côté}})',
  runs: '**Tourne** {where}',
  takes: '**Durée** {time}',
  takesUnknown: 'Ça dépend de l’ordinateur ; je le saurai après le premier entraînement.',
  takesAsBefore:
    '{trainings, plural, one {environ {time}, comme le dernier entraînement de ce genre} other {environ {time}, comme les # derniers entraînements de ce genre}}',
  takesEstimated: 'environ {time} sur un GPU T4 (une estimation)',
  takesOnColab: 'environ {time} sur un GPU T4, que Colab te prête gratuitement (une estimation)',
  costs: '**Coût** {cost}',
  costsNothing: 'rien',
  costsUnknown: 'à la minute ; je n’ai pas pu trouver le prix à l’instant',
  costsAbout:
    'environ {dollars}, du compte Hugging Face partagé ; la machine est éteinte à {most} quoi qu’il arrive',
  relayed:
    'Ce bot n’a pas d’adresse sur Internet, donc les photos et les rapports passent par un dépôt privé sur Hugging Face, supprimé à la fin de l’entraînement.',
  modelGoes:
    'Le modèle entraîné va dans un dépôt privé sur Hugging Face ; la personne représentée peut le faire supprimer à tout moment.',
  seconds: '{seconds, number} s',

  fromEndpoint: 'Les images de l’acteur entraîné viennent de l’endpoint du bot (`actor-lora serve`).',
  fromProvider:
    'Les images de l’acteur entraîné viennent de {provider}, qui reçoit le modèle privé par un lien qui expire.',
  asksFirst: 'Je demande d’abord à la personne représentée : elle a accepté un ancien texte.',
  fromNobody:
    '**Rien ne peut créer d’images avec en ce moment.** Aucun service d’images ne charge les modèles entraînés sur cette base, et le bot n’a pas d’endpoint à lui (`actor-lora serve`).',
  fromUnknown:
    'Je ne sais pas en ce moment qui peut créer des images de l’acteur entraîné : Hugging Face ne l’a pas dit.',
  baseEndpoint: '{base} : images par l’endpoint du bot',
  baseProvider: '{base} : images par {provider}',
  baseNobody: '{base} : ⚠ pas d’images en ce moment : rien ne la sert',
  baseUnknown: '{base} : on ne sait pas en ce moment qui la sert',
  baseUntried: '{base}, jamais essayée sur un GPU',

  whoRelayed:
    '**Seule une personne avec un token Hugging Face qui peut écrire pour {owner} peut le lancer**, car ce bot n’a pas d’adresse sur Internet où recevoir le résultat. Les personnes qui gèrent le bot peuvent rendre le token inutile : avec `PUBLIC_URL`, ou avec `TRAINING_BACKEND=hf-jobs` ou `local`, où le bot lance lui-même l’entraînement.',
  whoGated:
    '**Il te faut un compte Hugging Face qui a accepté les conditions de cette base** sur [sa page]({link}), et un token de lecture pour elle.',
  tokenRelayed: 'Son secret `HF_TOKEN` doit être un token Hugging Face avec accès en écriture à **{owner}**.',
  tokenGated:
    'Son secret `HF_TOKEN` doit être un token Hugging Face d’un compte qui a accepté les conditions de la base.',
  tokenNone: 'Pas besoin de compte ni de token Hugging Face : le bot publie le résultat.',

  startTitle: 'Entraîner {actor}',
  resumeTitle: 'Reprendre l’entraînement de {actor}',
  steps: '{steps, plural, one {# step} other {# steps}}',
  attemptFrom:
    'La tentative {attempt, number} continue à partir du dernier checkpoint, vers le step {step, number}.',
  afterOthers: 'Il commence quand l’entraînement d’avant est fini.',
  startsHere: 'Il commence dans un instant, sur l’ordinateur où tourne le bot.',
  startsMachine: 'Je demande une machine ; ça prend une minute ou deux.',
  follow: 'Tu peux le suivre dans le salon, et je te mentionne quand c’est fini.',
  stepOpen: 'Ouvre le notebook avec le bouton ci-dessous.',
  stepCopy: 'Copie ce code de tâche et colle-le dans le formulaire du notebook :',
  stepRun: 'Lance le notebook.',
  updates:
    'Les premières nouvelles prennent une minute ou deux ; ensuite, il y en a toutes les deux minutes.',
  codeWorks: 'Le code marche une fois et expire {time}. Garde-le pour toi : qui l’a reçoit les photos.',
  photosOverRepo:
    '{photos, plural, one {La photo va} other {Les # photos vont}} au notebook que tu lances, par un dépôt privé sur Hugging Face qui est supprimé à la fin. Le modèle entraîné va dans un dépôt privé sur Hugging Face.',
  photosOverLinks:
    '{photos, plural, one {La photo va} other {Les # photos vont}} au notebook que tu lances, par des liens qui durent une heure. Le modèle entraîné va dans un dépôt privé sur Hugging Face.',
  dropped: 'Rien n’a été lancé. Utilise `/train start` quand tu veux.',
  codeReminder:
    '{member}, le code de tâche pour **{actor}** n’a pas encore été utilisé, et il expire {time}. Colle-le dans le notebook, ou prends-en un nouveau ici si tu ne l’as plus.',

  stepOf: 'step {step, number} sur {steps, number}',
  loss: 'loss {loss}',
  likeness: 'ressemblance {likeness}',
  likenessBest: 'ressemblance {likeness}, meilleure {best} au step {step, number}',
  pace: '{pace} steps par seconde',
  timeLeft: 'encore environ {time}',
  silent:
    'Plus rien n’est venu du trainer depuis le {time}. S’il a été fermé, **Reprendre** continue à partir de son dernier checkpoint.',
  attempt: 'tentative {attempt, number}',
  startedBy: 'lancé par {member} {time}',
  ended: 'terminé {time}',
  samplePhoto: 'Photo',
  sampleNewest: 'Dernier échantillon',
  altSample: 'Le dernier échantillon de {actor}.',
  altSampleBeside: 'Le dernier échantillon de {actor} à côté d’une photo.',
  altLoss: 'Loss de {first} au step {from, number} à {last} au step {to, number}.',
  chartTitle: 'Loss',
  chartStep: 'step {step, number}',

  title: 'Entraînements',
  none: 'Tu n’as pas encore d’entraînements ici. `/train start` entraîne un de tes acteurs.',
  codeExpires: 'Le code de tâche expire {time}. **Nouveau code** t’en donne un autre.',
  machineStarting: 'Sa machine démarre.',
  waitsForRoom: 'Il commence dès qu’il y a de la place.',
  endedAtStep: '{time}, au step {step, number} sur {steps, number}',
  fetching: 'Je récupère le résultat sur Hugging Face…',
  lastHeard: 'dernier signe du trainer {time}',
  trainerLine: 'trainer : {line}',
  older: 'et {trainings, plural, one {# plus ancien} other {# plus anciens}}',
  altChart: 'Loss pendant l’entraînement de {actor} : de {first} à {last}',
  lossOf: '**Loss de {actor}** · {first} → {last} sur {steps, plural, one {# step} other {# steps}}',

  cancelledBySelf: '{member} a annulé l’entraînement de **{actor}**. Rien n’en a été gardé.',
  cancelledByOther: '{member}, {other} a annulé l’entraînement de **{actor}**. Rien n’en a été gardé.',
  failedTitle: 'L’entraînement de {actor} a échoué',
  noReason: 'Le trainer n’a pas donné de raison.',
  trainerSays: 'Le trainer dit : {reason}',
  trainedTitle: '{actor} est entraîné',
  ready:
    '{member}, la version {version, number} est prête : {steps, plural, one {# step} other {# steps}} sur {base}.',
  readyIn:
    '{member}, la version {version, number} est prête : {steps, plural, one {# step} other {# steps}} sur {base} en {time}.',
  kept: '{member}, la version {version, number} est gardée : {steps, plural, one {# step} other {# steps}} sur {base}.',
  keptIn:
    '{member}, la version {version, number} est gardée : {steps, plural, one {# step} other {# steps}} sur {base} en {time}.',
  belowBar:
    '**Elle est sous le seuil**, donc elle est gardée mais pas utilisée : la version {version, number} reste utilisée.',
  belowBarNone:
    '**Elle est sous le seuil**, donc elle est gardée mais pas utilisée : aucune version n’est utilisée.',
  compares: '`/actor versions` les compare.',
  sample: 'Échantillon {n, number} de {actor}',
  standIn:
    'Fait par le trainer factice du playground : rien n’a été entraîné. Ses images sont des aperçus dessinés.',

  stopped:
    'L’entraînement de **{actor}** est annulé. Son trainer s’arrête tout de suite ou à son prochain rapport.',
  whichToStop: 'Quel entraînement veux-tu arrêter ?',
  startedAt: 'lancé {time}',
  noneRunning: 'Tu n’as aucun entraînement en cours, donc il n’y a rien à annuler.',
  damaged: 'Ce bouton ne marche plus. Utilise `/train start`.',
  fromWorker:
    'Les images de l’acteur entraîné viennent d’un ordinateur de ce serveur, qui reçoit le modèle privé par un lien qui expire.',
  baseWorker: '{base} : images par un ordinateur de ce serveur',
  startsWorker: 'Il commence dès qu’un ordinateur de ce serveur est libre.',
};
