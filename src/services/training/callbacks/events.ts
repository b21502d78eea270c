import { jsonOf } from '../../../json-of.ts';
import type { Logger } from '../../../logger.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { failed, transition } from '../job/changes.ts';
import { isActive, mayTrain, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { trainingEventSchema } from '../job/training-event.ts';
import {
  erasedJob,
  invalid,
  noSuchJob,
  notAllowed,
  notSigned,
  type Refusal,
  type Stored,
  senderSchema,
  stopped,
} from './answers.ts';
import type { JobSecrets } from './job-secrets.ts';

const mostEventBytes = 20 * 1024;

export interface SignedEvent {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** An event as it lies on the hub. */
export interface EventOnHub {
  id: string;
  [field: string]: unknown;
}

/** Takes in what trainers report. */
export interface EventIntake {
  /** The event is stored when this resolves. A repeat of one that was stored counts as stored as well. */
  receive(event: SignedEvent): Promise<Stored | Refusal>;
  /** The same for an event on the hub, where only the trainers of this account can write. */
  takeIn(jobId: string, event: EventOnHub): Promise<void>;
}

export function createEventIntake({
  board,
  erased,
  actors,
  secrets,
  onCompleted,
  now,
  logger,
}: {
  board: JobBoard;
  erased: (jobId: string) => Promise<boolean>;
  actors: Pick<ActorsService, 'byId'>;
  secrets: Pick<JobSecrets, 'signed'>;
  onCompleted: (jobId: string) => void;
  now: () => number;
  logger: Logger;
}): EventIntake {
  /** Takes in what is known to come from the job's trainer. */
  async function takeEvent(known: TrainingJob, id: string, said: unknown): Promise<Stored | Refusal> {
    const actor = await actors.byId(known.actorId);
    if (isActive(known) && actor && !mayTrain(actor, known)) {
      await board.change(known.id, job =>
        isActive(job) ? failed(job, { from: 'bot', why: [{ what: 'not-allowed' }], at: now() }) : job,
      );
      return notAllowed();
    }
    const event = trainingEventSchema.safeParse(said);
    if (!event.success) {
      const reasons = event.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
      return invalid(reasons.join('; '));
    }
    const { data } = event;
    if (data.type === 'training.completed' && data.repo !== known.spec.repo)
      return invalid(`repo: must be ${known.spec.repo}`);
    if (data.attempt > known.attempt) return invalid('attempt: has not been handed out');
    const apply = (job: TrainingJob) => transition(job, { ...data, id, at: now() });
    const current = await board.find(known.id);
    // An event that changes nothing now never will, and need not wait for what is being written of this job.
    const job = current && apply(current) === current ? current : await board.change(known.id, apply);
    if (!job) return noSuchJob();
    const repeated = job.eventsSeen.includes(id);
    // A fresh code was asked for, so that another trainer is about to go on with the job.
    const replaced = data.attempt < job.attempt || job.state === 'waiting';
    const outdated = replaced || job.state === 'failed';
    if (job.state === 'cancelled' || (outdated && !repeated)) return stopped(job);
    if (job.state === 'uploading' && job.result) onCompleted(job.id);
    return { outcome: 'stored' };
  }

  return {
    async receive({ headers, body }) {
      if (body.length > mostEventBytes)
        return { outcome: 'too-large', why: `An event has at most ${mostEventBytes} bytes.` };
      const id = String(headers['webhook-id'] ?? '');
      const said = jsonOf(body);
      if (said === undefined) return invalid('The body is not JSON.');
      // The body names the job, and the job has the secret; nothing else is read before the signature is right.
      const named = senderSchema.safeParse(said);
      if (!named.success) return invalid('jobId is missing.');
      // There is no secret left to check a signature with, and the answer gives nothing away.
      if (await erased(named.data.jobId)) return erasedJob();
      const known = await board.find(named.data.jobId);
      if (!known || !id || id.length > 200 || !secrets.signed(known, headers, body))
        return notSigned(known, named.data.attempt);
      return takeEvent(known, id, said);
    },

    async takeIn(jobId, { id, ...said }) {
      const job = board.byId(jobId);
      const answer = job && (await takeEvent(job, id, said));
      if (answer?.outcome === 'invalid')
        logger.warn({ job: jobId, why: answer.why }, 'an event on the hub is not as agreed');
    },
  };
}
