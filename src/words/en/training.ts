/** Why a training can’t start, go on or be cancelled, and where it runs. */
export const training = {
  unknown: 'There is no such training in this server.',
  notYoursToCancel: 'Only the member who started a training, the person shown, or an admin can cancel it.',
  over: 'This training is over already, so there is nothing to cancel.',
  photosNotPut:
    'The photos could not be put where the notebook finds them: Hugging Face did not take them. Try again in a minute.',
  actorGone: 'This actor was deleted a moment ago, so there is nothing to train.',
  nothingToResume:
    'This training goes on already, or there is nothing to resume. `/train status` shows how it stands.',

  hubAway: 'Hugging Face does not answer right now, and a training needs it. Try again in a minute.',
  notYours:
    'Only the person who registered an actor, or who is shown, can train it. You can still use it in `/generate`.',
  fewPhotos:
    '{missing, plural, one {Training needs at least {least, number} usable photos, and # is missing.} other {Training needs at least {least, number} usable photos, and # are missing.}} `/actor show` has a button to add some.',
  notSetUp: 'Training is not set up here yet. For whoever runs the bot: {what}',
  paused: 'The admins of this server have paused the bot. They switch it on again with `/settings pause`.',
  offForYou: 'An admin of this server has switched trainings off for you: your limit is 0.',
  offHere: 'The admins of this server allow no trainings.',
  running:
    'This actor is being trained right now. `/train status` shows how far it is; `/train cancel` stops it.',
  mostOpen:
    '{trainings, plural, one {A training is open in this server, which is the most that its admins allow at a time. Try again when it is over.} other {# trainings are open in this server, which is the most that its admins allow at a time. Try again when one is over.}}',
  baseUnknown: 'That base model is not offered. Pick one of the list.',
  stepsRange: 'Steps can be {least, number} to {most, number}.',
  readOnly:
    'The bot’s Hugging Face token may not write, so there is no place for a trained actor. For whoever runs the bot: use a token that may write repos.',
  baseGone: '{base} is no longer on Hugging Face. Pick another base.',
  toBeResumed: 'A training of this actor waits to be resumed. `/train cancel` it first to begin a new one.',
  waitsAlready: 'A training of this actor waits for its turn already. `/train status` shows it.',
  codeWithOther: '{member} has a job code for this actor already. Let them use it, or `/train cancel` first.',

  // Why I ended one.
  notAllowed: 'The person shown no longer allows this training.',
  noLongerAgreed: 'The person shown no longer agrees, so the result was not taken in.',
  actorDeleted: 'The actor was deleted while it was being trained.',
  codeRanOut: 'The job code ran out before a notebook used it. `/train start` gives a fresh one.',
  neverBegan: 'Its trainer never began: no machine was free for a day. Try again later.',
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
    'The bot’s Hugging Face token may not start machines. Whoever runs the bot can change that.',
  noMachine: 'Hugging Face did not start a machine for it.',
  photosNotTaken: 'Hugging Face did not take the photos.',
  noTrainerHere:
    'There is no trainer on the computer of the bot. For whoever runs the bot: set TRAINER_PYTHON to a Python with colab/ installed.',
  notStartedHere: 'The trainer could not be started on the computer of the bot.',
  notStarted: 'The trainer could not be started.',
  nothingTrained: 'Nothing was trained yet.',
  lastWords: 'Its last words: “{words}”.',
  resumeGoesOn: '**Resume** goes on from its last checkpoint.',

  // Where it runs, after “Runs”, and where the photos go.
  runsOnColab: 'in a Google Colab notebook that you open, on the GPU that Google lends you',
  photosToColab: 'The photos go to the notebook that you run, and to nobody else.',
  runsOnMachine: 'on a machine that Hugging Face lends by the minute ({machine})',
  photosToMachine: 'The photos go to that machine at Hugging Face, which is gone when the training is over.',
  runsHere: 'on the computer that the bot runs on',
  photosStay: 'The photos stay on the computer that the bot runs on.',
} as const;
