import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { isTheirs } from '../actors/access.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { cancelled, withoutCanceller } from './job/changes.ts';
import type { TrainingJob } from './job/job.ts';
import type { JobBoard } from './job/job-board.ts';

/** What members have to do with jobs that exist. */
export interface MembersJobs {
  /** For the requester, the people whose actor it is, and admins. @throws UserError not-found | not-allowed | gone */
  cancel(request: { guildId: string; jobId: string; memberId: string; admin: boolean }): Promise<TrainingJob>;
  /** Jobs that the member started, or of actors that are theirs, the newest first. */
  ofMember(guildId: string, memberId: string, actorId?: string): Promise<TrainingJob[]>;
  /** Removes a member's name from jobs that are not theirs; in one server only, where it is named. */
  forgetMember(memberId: string, guildId?: string): Promise<void>;
}

export function createMembersJobs({
  board,
  actors,
  now,
}: {
  board: JobBoard;
  actors: Pick<ActorsService, 'byId' | 'ofMember'>;
  now: () => number;
}): MembersJobs {
  const isFor = async (job: TrainingJob, memberId: string) => {
    if (job.requesterId === memberId) return true;
    const actor = await actors.byId(job.actorId);
    return actor !== undefined && isTheirs(actor, memberId);
  };

  return {
    async cancel({ guildId, jobId, memberId, admin }) {
      const known = await board.find(jobId);
      if (!known || known.guildId !== guildId) throw new UserError('not-found', said('training.unknown'));
      if (!admin && !(await isFor(known, memberId))) {
        throw new UserError('not-allowed', said('training.notYoursToCancel'));
      }
      const job = await board.change(jobId, current => cancelled(current, memberId, now()));
      if (job?.state !== 'cancelled') throw new UserError('gone', said('training.over'));
      return job;
    },

    async ofMember(guildId, memberId, actorId) {
      const own = await actors.ofMember(memberId, guildId);
      const found = await board.list([
        { index: 'requester', value: memberId, tags: [guildId] },
        { index: 'actor', value: own.map(({ id }) => id) },
      ]);
      return found
        .filter(job => !actorId || job.actorId === actorId)
        .sort((a, b) => b.createdAt - a.createdAt);
    },

    async forgetMember(memberId, guildId) {
      const tags = guildId === undefined ? {} : { tags: [guildId] };
      for (const { id } of await board.list({ index: 'canceller', value: memberId, ...tags }))
        await board.note(id, job => withoutCanceller(job, memberId));
    },
  };
}
