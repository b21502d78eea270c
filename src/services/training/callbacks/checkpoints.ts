import { z } from 'zod';
import type { Logger } from '../../../logger.ts';
import type { ActorRepos } from '../../huggingface/hub/actor-repos.ts';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import type { TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { type CheckpointFiles, noSuchJob, type Refusal } from './answers.ts';
import { askingTheHub } from './hub-refusals.ts';
import type { SignedCall, SignedCalls } from './signed-calls.ts';
import { stepOf } from './upload-table.ts';

/** What a trainer goes on from that takes over a job: the files of its branch. */
export interface Checkpoints {
  /** Large files by addresses that need no token and last about an hour; texts as they are. */
  checkpoint(call: SignedCall): Promise<CheckpointFiles | Refusal>;
}

/** Where a file of a private repo can be had without a token for a while. */
export type SignedAddress = (file: { repo: string; revision: string; path: string }) => Promise<string>;

const schema = z.object({
  type: z.literal('training.checkpoint-files'),
  jobId: z.string().min(1).max(40),
  attempt: z.number().int().min(1).max(1_000),
});
const mostTextBytes = 64 * 1024;
/** LoRAs of all checkpoints and the states of the last. */
const mostFiles = 64;

export function createCheckpoints({
  board,
  calls,
  repos,
  relayRepos,
  signedAddress,
  logger,
}: {
  board: Pick<JobBoard, 'during'>;
  calls: SignedCalls;
  repos: Pick<ActorRepos, 'refs' | 'files'>;
  relayRepos: Pick<RelayRepos, 'look'>;
  signedAddress: SignedAddress;
  logger: Logger;
}): Checkpoints {
  async function filesOf({ spec: { repo, branch } }: TrainingJob): Promise<CheckpointFiles> {
    const revision = (await repos.refs(repo)).branches.get(branch);
    if (!revision) return { outcome: 'checkpoint', files: [] };
    const there = await repos.files(repo, revision);
    const wanted = there.filter(({ path }) => path === 'run.json' || stepOf(path)).slice(-mostFiles);
    const files: CheckpointFiles['files'] = [];
    for (const { path, size, oid } of wanted) {
      if (oid) files.push({ path, size, sha256: oid, url: await signedAddress({ repo, revision, path }) });
      else {
        const file = { kind: 'model', repo, revision, path, maxBytes: mostTextBytes } as const;
        const found = await relayRepos.look(file);
        if (found.found && found.text !== undefined) files.push({ path, content: found.text });
      }
    }
    return { outcome: 'checkpoint', files };
  }

  return {
    async checkpoint(call) {
      const read = await calls.read(call, schema);
      if (read.outcome !== 'read') return read;
      const { asked, job } = read;
      const found = await board.during(job.id, () => askingTheHub(job, () => filesOf(job), logger));
      return (await calls.stopped(asked)) ?? found ?? noSuchJob();
    },
  };
}
