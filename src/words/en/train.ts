/** Trainings: the plan, how it goes, how it ended, and `/train`. */
export const train = {
  // How it stands, in front of everything else.
  waiting: 'Waiting: {actor}',
  running: 'Training {actor}',
  verifying: 'Checking the likeness of {actor}',
  uploading: 'Uploading {actor}',
  succeeded: 'Trained: {actor}',
  failed: 'Training failed: {actor}',
  cancelled: 'Training cancelled: {actor}',

  // Buttons.
  cancel: 'Cancel',
  cancelTraining: 'Cancel training',
  cancelOf: 'Cancel {actor}',
  confirm: 'Confirm',
  resume: 'Resume',
  startAgain: 'Start again',
  trainAgain: 'Train again',
  useAnyway: 'Use it anyway',
  generate: 'Generate',
  takeInstead: 'Use {base} instead',
  trainAnyway: 'Train it anyway',
  openNotebook: 'Open the notebook',
  newCode: 'New code',
  newCodeFor: 'New code for {actor}',

  // The plan.
  planTitle: 'Train {actor}?',
  planIntro: 'Nothing has started yet. Here is what will happen:',
  base: '**Base** {base}',
  licence: 'licence {licence}',
  untried:
    'Nobody has trained on this base on a GPU yet, so how long it takes and how good it gets is unknown.',
  planSteps: '**Steps** {steps, number}',
  planPhotos: '**Photos** {photos, plural, one {# usable photo} other {# usable photos}}',
  planPhotosLeft:
    '**Photos** {photos, plural, one {# usable photo} other {# usable photos}} ({left, number} left out)',
  runs: '**Runs** {where}',
  takes: '**Takes** {time}',
  takesUnknown: 'That depends on the computer; I’ll know after the first training.',
  takesAsBefore:
    '{trainings, plural, one {about {time}, like the last training of this kind} other {about {time}, like the last # trainings of this kind}}',
  takesEstimated: 'about {time} on a T4 GPU (an estimate)',
  takesOnColab: 'about {time} on a T4 GPU, which Colab lends you for free (an estimate)',
  costs: '**Costs** {cost}',
  costsNothing: 'nothing',
  costsUnknown: 'by the minute; I couldn’t find out the price just now',
  costsAbout:
    'about {dollars}, from the shared Hugging Face account; the machine is switched off at {most} no matter what',
  relayed:
    'This bot has no address on the internet, so the photos and the reports travel over a private repo on Hugging Face, which is deleted when the training is over.',
  modelGoes:
    'The trained model goes to a private repo on Hugging Face; the person shown can have it deleted at any time.',
  seconds: '{seconds, number} s',

  // Where images of an actor trained on a base can be made.
  fromEndpoint: 'Images of the trained actor come from the bot’s own endpoint (`actor-lora serve`).',
  fromProvider:
    'Images of the trained actor come from {provider}, which gets the private model through a link that expires.',
  asksFirst: 'I’ll ask the person shown first: they agreed to an earlier text.',
  fromNobody:
    '**Nothing can make images with it right now.** No image service loads models trained on this base, and the bot has no endpoint of its own (`actor-lora serve`).',
  fromUnknown: 'I don’t know right now who can make images of the trained actor: Hugging Face didn’t say.',
  baseEndpoint: '{base}: images from the bot’s own endpoint',
  baseProvider: '{base}: images from {provider}',
  baseNobody: '{base}: ⚠ no images right now: nothing serves it',
  baseUnknown: '{base}: it’s unclear right now who serves it',
  baseUntried: '{base}, untried on a GPU',

  // Who can run the notebook.
  whoRelayed:
    '**Only somebody with a Hugging Face token that can write for {owner} can run it**, because this bot has no address on the internet where it could take the result. The people who run the bot can make the token unnecessary: with `PUBLIC_URL`, or with `TRAINING_BACKEND=hf-jobs` or `local`, where the bot starts the training itself.',
  whoGated:
    '**You need a Hugging Face account that has accepted this base’s terms** on [its page]({link}), and a read token for it.',
  tokenRelayed: 'Its secret `HF_TOKEN` has to be a Hugging Face token with write access to **{owner}**.',
  tokenGated:
    'Its secret `HF_TOKEN` has to be a Hugging Face token of an account that has accepted the terms of the base.',
  tokenNone: 'You don’t need a Hugging Face account or token: the bot publishes the result.',

  // After the start.
  startTitle: 'Train {actor}',
  resumeTitle: 'Resume the training of {actor}',
  steps: '{steps, plural, one {# step} other {# steps}}',
  attemptFrom: 'Attempt {attempt, number} continues from the last checkpoint, near step {step, number}.',
  afterOthers: 'It starts when the training before it is done.',
  startsHere: 'It starts in a moment, on the computer the bot runs on.',
  startsMachine: 'I’m requesting a machine; that takes a minute or two.',
  follow: 'You can follow it in the channel, and I’ll mention you when it’s done.',
  stepOpen: 'Open the notebook with the button below.',
  stepCopy: 'Copy this job code and paste it into the form of the notebook:',
  stepRun: 'Run the notebook.',
  updates: 'The first update takes a minute or two; then there is one every two minutes.',
  codeWorks:
    'The code works once and expires {time}. Keep it to yourself: anyone who has it gets the photos.',
  photosOverRepo:
    '{photos, plural, one {The photo goes} other {The # photos go}} to the notebook that you run, over a private repo on Hugging Face that is deleted at the end. The trained model goes to a private repo on Hugging Face.',
  photosOverLinks:
    '{photos, plural, one {The photo goes} other {The # photos go}} to the notebook that you run, over links that last an hour. The trained model goes to a private repo on Hugging Face.',
  dropped: 'Nothing was started. Use `/train start` whenever you’re ready.',
  codeReminder:
    '{member}, the job code for **{actor}** hasn’t been used yet, and it expires {time}. Paste it into the notebook, or get a fresh one here if you no longer have it.',

  // While it runs.
  stepOf: 'step {step, number} of {steps, number}',
  loss: 'loss {loss}',
  likeness: 'likeness {likeness}',
  likenessBest: 'likeness {likeness}, best {best} at step {step, number}',
  pace: '{pace} steps a second',
  timeLeft: 'about {time} left',
  silent:
    'Last heard from the trainer: {time}. If it was closed, **Resume** continues from its last checkpoint.',
  attempt: 'attempt {attempt, number}',
  startedBy: 'started by {member} {time}',
  ended: 'ended {time}',
  samplePhoto: 'Photo',
  sampleNewest: 'Newest sample',
  altSample: 'The newest sample of {actor}.',
  altSampleBeside: 'The newest sample of {actor} beside a photo.',
  altLoss: 'Loss from {first} at step {from, number} to {last} at step {to, number}.',
  chartTitle: 'Loss',
  chartStep: 'step {step, number}',

  // `/train status`.
  title: 'Trainings',
  none: 'You have no trainings here yet. `/train start` trains one of your actors.',
  codeExpires: 'The job code expires {time}. **New code** gives you a fresh one.',
  machineStarting: 'Its machine is starting.',
  waitsForRoom: 'It starts when there is room for it.',
  endedAtStep: '{time}, at step {step, number} of {steps, number}',
  fetching: 'Fetching the result from Hugging Face…',
  lastHeard: 'last heard from the trainer {time}',
  trainerLine: 'trainer: {line}',
  older: 'and {trainings, number} older',
  altChart: 'Loss while training {actor}: from {first} to {last}',
  lossOf: '**Loss of {actor}** · {first} → {last} over {steps, plural, one {# step} other {# steps}}',

  // How it ended.
  cancelledBySelf: '{member} cancelled the training of **{actor}**. Nothing from it was kept.',
  cancelledByOther: '{member}, {other} cancelled the training of **{actor}**. Nothing from it was kept.',
  failedTitle: 'The training of {actor} failed',
  noReason: 'The trainer gave no reason.',
  trainerSays: 'The trainer says: {reason}',
  trainedTitle: '{actor} is trained',
  ready:
    '{member}, version {version, number} is ready: {steps, plural, one {# step} other {# steps}} on {base}.',
  readyIn:
    '{member}, version {version, number} is ready: {steps, plural, one {# step} other {# steps}} on {base} in {time}.',
  kept: '{member}, version {version, number} is kept: {steps, plural, one {# step} other {# steps}} on {base}.',
  keptIn:
    '{member}, version {version, number} is kept: {steps, plural, one {# step} other {# steps}} on {base} in {time}.',
  belowBar: '**It’s below the bar**, so it’s kept but not used: version {version, number} stays in use.',
  belowBarNone: '**It’s below the bar**, so it’s kept but not used: no version is in use.',
  compares: '`/actor versions` compares them.',
  sample: 'Sample {n, number} of {actor}',
  standIn: 'Made by the playground’s stand-in trainer: nothing was trained. Its pictures are drawn previews.',

  // Stopping one.
  stopped: 'The training of **{actor}** is cancelled. Its trainer stops right away or at its next report.',
  whichToStop: 'Which training do you want to stop?',
  startedAt: 'started {time}',
  noneRunning: 'You have no training running, so there is nothing to cancel.',
  damaged: 'This button no longer works. Use `/train start`.',
  fromWorker:
    'Images of the trained actor come from this server’s own computer, which gets the private model through a link that expires.',
  baseWorker: '{base}: images from this server’s own computer',
  startsWorker: 'It starts as soon as this server’s own computer is free.',
} as const;
