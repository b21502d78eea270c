/** Why a training can’t start, go on or be cancelled, and where it runs. */
export const training = {
  unknown: 'There is no such training in this server.',
  notYoursToCancel: 'Only the member who started a training, the person shown, or an admin can cancel it.',
  over: 'This training is already over, so there is nothing to cancel.',
  photosNotPut:
    'I couldn’t put the photos where the notebook looks for them: Hugging Face didn’t accept them. Try again in a minute.',
  actorGone: 'This actor was deleted a moment ago, so there is nothing to train.',
  nothingToResume:
    'This training is already running, or there’s nothing to resume. `/train status` shows where it stands.',

  hubAway: 'Hugging Face isn’t answering right now, and training needs it. Try again in a minute.',
  notYours:
    'Only the person who registered an actor, or the person shown, can train it. You can still use it in `/generate`.',
  fewPhotos:
    '{missing, plural, one {Training needs at least {least, number} usable photos, and # is missing.} other {Training needs at least {least, number} usable photos, and # are missing.}} `/actor show` has a button to add some.',
  notSetUp: 'Training isn’t set up here yet. For the people who run the bot: {what}',
  paused: 'The admins of this server have paused the bot. They can switch it back on with `/settings pause`.',
  offForYou: 'An admin of this server turned off training for you: your limit is 0.',
  offHere: 'The admins of this server don’t allow training.',
  running:
    'This actor is being trained right now. `/train status` shows how far along it is; `/train cancel` stops it.',
  mostOpen:
    '{trainings, plural, one {A training is open in this server, and its admins allow no more at a time. Try again when it is over.} other {# trainings are open in this server, and its admins allow no more at a time. Try again when one is over.}}',
  baseUnknown: 'I don’t offer that base model. Pick one from the list.',
  stepsRange: 'Steps can be {least, number} to {most, number}.',
  readOnly:
    'The bot’s Hugging Face token can’t write, so there’s nowhere to put a trained actor. For the people who run the bot: use a token that can write to repos.',
  baseGone: '{base} is no longer on Hugging Face. Pick another base.',
  toBeResumed:
    'A training of this actor is waiting to be resumed. To begin a new one, use `/train cancel` first.',
  waitsAlready: 'A training of this actor is already waiting for its turn. `/train status` shows it.',
  codeWithOther:
    '{member} has a job code for this actor already. Let them use it, or use `/train cancel` first.',

  // Why I ended one.
  notAllowed: 'The person shown no longer allows this training.',
  noLongerAgreed: 'The person shown no longer agrees, so I didn’t keep the result.',
  actorDeleted: 'The actor was deleted while it was being trained.',
  codeRanOut: 'The job code expired before a notebook used it. `/train start` gives a fresh one.',
  neverBegan: 'Its trainer never started: no machine was free for a day. Try again later.',
  notebookLost:
    'I lost contact with the notebook: nothing came from it for {minutes, plural, one {# minute} other {# minutes}}.',
  trainerLost:
    'I lost contact with the trainer: nothing came from it for {minutes, plural, one {# minute} other {# minutes}}.',
  trainerStopped: 'Its trainer stopped.',
  trainerStoppedSilently: 'The trainer stopped without saying why.',
  machineGone: 'The machine is gone.',
  machineCompleted: 'The machine ended without saying how the training went.',
  machineCancelled: 'The machine was cancelled at Hugging Face.',
  machineError: 'The machine ended with an error.',
  noCredit:
    'The Hugging Face account that pays here has no credit left for GPU machines. An admin can add some.',
  tokenStartsNone:
    'The bot’s Hugging Face token can’t start machines. The people who run the bot can change that.',
  noMachine: 'Hugging Face didn’t start a machine for it.',
  photosNotTaken: 'Hugging Face didn’t accept the photos.',
  noTrainerHere:
    'There’s no trainer on the bot’s computer. For the people who run the bot: set TRAINER_PYTHON to a Python with colab/ installed.',
  notStartedHere: 'The trainer couldn’t be started on the bot’s computer.',
  notStarted: 'The trainer couldn’t be started.',
  nothingTrained: 'Nothing was trained yet.',
  lastWords: 'Its last words: “{words}”.',
  resumeGoesOn: '**Resume** continues from its last checkpoint.',

  // Where it runs, after “Runs”, and where the photos go.
  runsOnColab: 'in a Google Colab notebook that you open, on the GPU that Google lends you',
  photosToColab: 'The photos go to the notebook that you run, and to nobody else.',
  runsOnMachine: 'on a machine that Hugging Face lends by the minute ({machine})',
  photosToMachine: 'The photos go to that machine at Hugging Face, which is gone when the training is over.',
  runsHere: 'on the computer that the bot runs on',
  photosStay: 'The photos stay on the computer that the bot runs on.',
  runsOnWorker: 'on this server’s own computer',
  photosToWorker: 'The photos go to a computer that an admin of this server has connected.',
  priceUnknown:
    'I can’t find out what the machine costs right now, and there’s a budget in dollars, so I won’t rent one. Try again later.',
  placeChanged:
    'Where this training would run has changed since, so nothing was started. `/train start` shows where it runs now.',
} as const;
