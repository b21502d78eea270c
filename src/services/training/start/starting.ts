import type { ActorsService } from '../../actors/actors-service.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { JobMaker, Started, StartRequest } from './job-maker.ts';
import type { LaunchQueue } from './launch-queue.ts';
import type { ResumePlan, ResumeRequest, Resumer } from './resume-job.ts';

/** Starts and resumes trainings, each in its turn. */
export interface Starting {
  /**
   * Makes a job, or a fresh code for the member's own job that no trainer has taken yet.
   * @throws UserError not-found | consent-needed | not-allowed | bad-input | training-running | training-unavailable
   */
  start(request: StartRequest): Promise<Started>;
  /**
   * A code for another attempt, from the last checkpoint, of a job whose trainer was lost or is silent. Where a machine is
   * paid for it, `backend` says that its member was shown the price, and it counts for the week as a start does.
   * @throws UserError as `start` does, and gone where there is nothing to resume
   */
  resume(request: ResumeRequest): Promise<Started>;
  /** What that would cost, after all that it checks; undefined where nothing is billed. Changes nothing. */
  planResume(request: ResumeRequest): Promise<ResumePlan | undefined>;
}

export function createStarting({
  board,
  actors,
  jobMaker,
  resumer,
  launchQueue,
  clearing,
  machines,
}: {
  board: JobBoard;
  actors: Pick<ActorsService, 'usable'>;
  jobMaker: JobMaker;
  resumer: Resumer;
  launchQueue: Pick<LaunchQueue, 'next'>;
  clearing: {
    /** Resolves when nothing that the job left is being removed. */
    settled(jobId: string): Promise<void>;
  };
  machines: {
    /** Stops the trainers that another one replaces. */
    stopFormer(jobId: string): Promise<void>;
  };
}): Starting {
  /** Starts of one server follow each other, because they are counted; those of one actor in any case. */
  const inTurn = <T>(guildId: string, actorId: string, work: () => Promise<T>) =>
    board.inTurn(`guild ${guildId}`, () => board.inTurn(actorId, work));

  return {
    async start(request) {
      const { id } = await actors.usable(request.guildId, request.memberId, request.actor);
      const started = await inTurn(request.guildId, id, () => jobMaker.make({ ...request, actor: id }));
      void launchQueue.next();
      return started;
    },

    planResume: resumer.plan,

    async resume(request) {
      const actorId = (await board.find(request.jobId))?.actorId ?? request.jobId;
      const started = await inTurn(request.guildId, actorId, async () => {
        await clearing.settled(request.jobId);
        const started = await resumer.resume(request);
        // The trainer before may hang: it holds a machine, and nothing listens to it any more.
        await machines.stopFormer(request.jobId);
        return started;
      });
      void launchQueue.next();
      return started;
    },
  };
}
