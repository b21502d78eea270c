import type { Said } from '../../../words/words.ts';
import { type PlainReason, reasonsInEnglish } from '../job/end-reason.ts';
import type { RunHandle, TrainingBackend, TrainingJob } from '../job/job.ts';

/** Why a trainer could not be started, which members are told. Another try would not help where it is `final`. */
export class LaunchError extends Error {
  readonly what: PlainReason;
  readonly final: boolean;

  constructor(what: PlainReason, final: boolean, options?: ErrorOptions) {
    super(reasonsInEnglish({ what }), options);
    this.name = 'LaunchError';
    this.what = what;
    this.final = final;
  }
}

/** Whether what a trainer left is needed still. Unknown are jobs of another bot, or of a database that was lost. */
export type Standing = 'needed' | 'over' | 'unknown';

/**
 * `again`: whether another start is made; `never` where it would end as this one did, `always` where none was lost but the
 * knowledge of it. By default, some times.
 */
export type Seen =
  | { running: true }
  | { running: false; why: PlainReason | undefined; again?: 'never' | 'always' };

/** Starts the trainers of jobs by itself, where that is not done by hand. */
export interface Launcher {
  /** How many at once; the others wait their turn. */
  atOnce: number;
  /** Starts the trainer with this job code. A trainer of the same job that was started before ends. @throws LaunchError */
  launch(job: TrainingJob, jobCode: string): Promise<RunHandle>;
  /** Whether it still runs; else what is known of why it ended. Rejects where that cannot be found out now. */
  look(job: TrainingJob): Promise<Seen>;
  /** The latest line that the trainer printed: nothing to be trusted. */
  lastLine(job: TrainingJob): string | undefined;
  /** Ends it, for real. Repeats are harmless. */
  stop(job: Pick<TrainingJob, 'id' | 'run'>): Promise<void>;
  /** Removes what it left with the bot: photos, checkpoints. */
  clear(job: Pick<TrainingJob, 'id'>): Promise<void>;
  /** Ends and removes everything that is found of jobs that are over. */
  prune(standingOf: (jobId: string) => Promise<Standing>): Promise<void>;
  /** Whether a trainer that died is started again by itself. */
  takesUpAgain: boolean;
  /** Lets go of what follows the trainers, and leaves them running. */
  close(): Promise<void>;
}

/** Where trainings run: chosen by TRAINING_BACKEND. */
export interface Runner {
  backend: TrainingBackend;
  /** What the operator of the bot has to set first, as a sentence; undefined where nothing is missing. */
  missing: string | undefined;
  /** In a few words, after "Runs": "on …". */
  where: Said;
  /** Who gets to see the photos, as a sentence. */
  photosGo: Said;
  /** US dollars an hour; undefined where nothing is billed, null where that could not be found out. */
  hourlyPrice(): Promise<number | null | undefined>;
  /** Where a person opens the notebook: then there is no launcher. */
  notebookUrl?: string;
  launcher?: Launcher;
}

/** The runner for new trainings, and every runner that an earlier one may still be with. */
export interface Runners {
  chosen: Runner;
  /** A computer that the server has connected comes first; undefined where none trains on that base now, or on any. */
  own?(guildId: string, base: string | undefined): Runner | undefined;
  of(backend: TrainingBackend): Runner;
}

/** Where a new training of a server runs, by the base where it is known: with a computer of its own, or as the operator has set. */
export type RunnerFor = (guildId: string, base: string | undefined) => Runner;
