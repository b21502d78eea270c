import type { z } from 'zod';
import { jsonOf } from '../../../json-of.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { createReplayGuard } from '../../storage/signed-body.ts';
import { isActive, mayTrain, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import {
  erasedJob,
  invalid,
  noSuchJob,
  notAllowed,
  notSigned,
  type Refusal,
  repeated,
  senderSchema,
  stopped as stoppedBy,
} from './answers.ts';
import type { JobSecrets } from './job-secrets.ts';

/** A request as it came: nothing of it is believed before its signature is checked. */
export interface SignedCall {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Who asks: the job and the attempt that the request is bound to. */
export interface Caller {
  jobId: string;
  attempt: number;
}

/** Reads requests that only the trainer at work on a job may make. */
export interface SignedCalls {
  /** What it asks for, with the job that it is for; a refusal for everybody else, and for a replay. */
  read<Schema extends z.ZodType<Caller>>(
    call: SignedCall,
    schema: Schema,
  ): Promise<{ outcome: 'read'; asked: z.infer<Schema>; job: TrainingJob } | Refusal>;
  /** Why the trainer has to stop, if it has to by now. */
  stopped(caller: Caller): Promise<Refusal | undefined>;
}

export function createSignedCalls({
  board,
  erased,
  actors,
  secrets,
  now,
}: {
  board: Pick<JobBoard, 'find'>;
  erased: (jobId: string) => Promise<boolean>;
  actors: Pick<ActorsService, 'byId'>;
  secrets: Pick<JobSecrets, 'signed'>;
  now: () => number;
}): SignedCalls {
  const isReplay = createReplayGuard(now);

  async function stopped({ jobId, attempt }: Caller): Promise<Refusal | undefined> {
    if (await erased(jobId)) return erasedJob();
    const job = await board.find(jobId);
    if (!job) return noSuchJob();
    if (!isActive(job) || job.result || attempt < job.attempt) return stoppedBy(job);
    const actor = await actors.byId(job.actorId);
    return actor && mayTrain(actor, job) ? undefined : notAllowed();
  }

  return {
    stopped,
    async read({ headers, body }, schema) {
      const id = String(headers['webhook-id'] ?? '');
      const said = jsonOf(body);
      const sender = senderSchema.safeParse(said).data;
      if (!sender) return invalid('The body is not JSON with a jobId.');
      const { jobId, attempt } = sender;
      if (await erased(jobId)) return erasedJob();
      const job = await board.find(jobId);
      if (!job || !id || id.length > 200 || !secrets.signed(job, headers, body))
        return notSigned(job, attempt);
      const asked = schema.safeParse(said);
      if (!asked.success) {
        const reasons = asked.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
        return invalid(reasons.slice(0, 10).join('; '));
      }
      if (asked.data.attempt > job.attempt) return invalid('attempt: has not been handed out');
      if (isReplay(jobId, id)) return repeated('This request was answered before. Sign another one.');
      return (await stopped(asked.data)) ?? { outcome: 'read', asked: asked.data, job };
    },
  };
}
