import { z } from 'zod';
import { inLanguage } from '../../../words/language.ts';
import { type PlainKey, type Said, said, together } from '../../../words/words.ts';

/** What the bot found when it ended a job, one sentence each. */
const keys = {
  'not-allowed': 'training.notAllowed',
  'no-longer-agreed': 'training.noLongerAgreed',
  'actor-deleted': 'training.actorDeleted',
  'code-ran-out': 'training.codeRanOut',
  'never-began': 'training.neverBegan',
  'trainer-stopped': 'training.trainerStopped',
  'trainer-stopped-silently': 'training.trainerStoppedSilently',
  'machine-gone': 'training.machineGone',
  'machine-completed': 'training.machineCompleted',
  'machine-cancelled': 'training.machineCancelled',
  'machine-error': 'training.machineError',
  'no-credit': 'training.noCredit',
  'token-starts-none': 'training.tokenStartsNone',
  'no-machine': 'training.noMachine',
  'photos-not-taken': 'training.photosNotTaken',
  'no-trainer-here': 'training.noTrainerHere',
  'not-started-here': 'training.notStartedHere',
  'not-started': 'training.notStarted',
  'nothing-trained': 'training.nothingTrained',
  'resume-goes-on': 'training.resumeGoesOn',
} as const satisfies Record<string, PlainKey>;

export type PlainReason = keyof typeof keys;

export const endReasonSchema = z.discriminatedUnion('what', [
  z.object({ what: z.enum(Object.keys(keys) as [PlainReason, ...PlainReason[]]) }),
  z.object({ what: z.enum(['notebook-lost', 'trainer-lost']), minutes: z.number() }),
  /** What the trainer printed last. */
  z.object({ what: z.literal('last-words'), words: z.string() }),
]);
/** Why the bot ended a job. A record keeps what happened: the sentence is said in the language of whoever reads it. */
export type EndReason = z.infer<typeof endReasonSchema>;

function sentence(reason: EndReason): Said {
  switch (reason.what) {
    case 'notebook-lost':
      return said('training.notebookLost', { minutes: reason.minutes });
    case 'trainer-lost':
      return said('training.trainerLost', { minutes: reason.minutes });
    case 'last-words':
      return said('training.lastWords', { words: reason.words });
    default:
      return said(keys[reason.what]);
  }
}

export const reasonsSaid = (why: readonly EndReason[]): Said => together(...why.map(sentence));

/** For logs, and for trainers. */
export const reasonsInEnglish = (...why: readonly EndReason[]): string => inLanguage('en', reasonsSaid(why));
