import { z } from 'zod';
import { jsonOf } from '../../../json-of.ts';
import type { Logger } from '../../../logger.ts';
import type { ActorRepos } from '../../huggingface/hub/actor-repos.ts';
import type { LargeFile } from '../../huggingface/hub/large-files.ts';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import { createTurns } from '../../storage/turns.ts';
import { isActive, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { type Committed, invalid, noSuchJob, type Places, type Refusal } from './answers.ts';
import { askingTheHub } from './hub-refusals.ts';
import type { SignedCall, SignedCalls } from './signed-calls.ts';
import { type Destination, isState, type Offered, stepOf, whyNot } from './upload-table.ts';
import { createVersionsOf, type VersionsOf } from './versions-of.ts';

/** Lets a trainer without a token write into its actor's repo: what the table allows, for as long as its job goes on. */
export interface Uploads {
  /** Where its large files can be put, for a quarter of an hour each. Their bytes never come through here. */
  places(call: SignedCall): Promise<Places | Refusal>;
  /**
   * Commits what was put, and texts that come along; a result gets its tag too. The same again, because the answer was
   * lost, makes no second version: nothing about an upload is kept here, what the hub has is what counts.
   */
  commit(call: SignedCall): Promise<Committed | Refusal>;
}

const caller = {
  jobId: z.string().min(1).max(40),
  attempt: z.number().int().min(1).max(1_000),
  to: z.enum(['result', 'branch']),
};
const path = z.string().min(1).max(300);
const large = z.strictObject({
  path,
  size: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256'),
});
const placesSchema = z.object({
  type: z.literal('training.uploads'),
  ...caller,
  files: z.array(large).min(1).max(100),
});
const commitSchema = z.object({
  type: z.literal('training.commit'),
  ...caller,
  files: z
    .array(z.union([large, z.strictObject({ path, content: z.string() })]))
    .min(1)
    .max(100),
});

/** What one job may put in all, in bytes. A training with fifteen checkpoints of SDXL has some 6 GB. */
const mostOfJob = 32 * 1024 ** 3;
/** The jobs that were offered places last: more do not train at a time. */
const jobsRemembered = 1_000;

interface Needs {
  board: Pick<JobBoard, 'find' | 'during'>;
  calls: SignedCalls;
  repos: ActorRepos;
  relayRepos: Pick<RelayRepos, 'look' | 'deleteBranch'>;
  logger: Logger;
}

export function createUploads(needs: Needs): Uploads {
  const { board, calls, logger } = needs;
  const versions = createVersionsOf(needs);
  const inTurn = createTurns();
  const withHub = <T>(job: TrainingJob, work: () => Promise<T | Refusal>): Promise<T | Refusal> =>
    inTurn(
      job.id,
      async () =>
        // An erasure waits until this has ended.
        (await board.during(job.id, () => askingTheHub(job, work, logger))) ?? noSuchJob(),
    );
  const offer = createOffer(needs, versions);
  const take = createTake(needs, versions);

  return {
    async places(call) {
      const read = await calls.read(call, placesSchema);
      if (read.outcome !== 'read') return read;
      const { asked, job } = read;
      const wrong = whyNot(asked.to, job.spec, asked.files, { whole: false });
      if (wrong) return invalid(wrong);
      return withHub(job, async () => (await calls.stopped(asked)) ?? offer(job, asked.to, asked.files));
    },

    async commit(call) {
      const read = await calls.read(call, commitSchema);
      if (read.outcome !== 'read') return read;
      const { asked, job } = read;
      const wrong = whyNot(asked.to, job.spec, asked.files, { whole: true });
      if (wrong) return invalid(wrong);
      return withHub(job, async () => {
        // Another commit of it may have gone before.
        const stopped = await calls.stopped(asked);
        if (stopped) return stopped;
        const taken = await take(job, asked.to, asked.files);
        return (await stoppedMeanwhile(needs, job, asked)) ?? taken;
      });
    },
  };
}

const branchOf = ({ spec }: TrainingJob, to: Destination) => (to === 'result' ? 'main' : spec.branch);
const isLarge = (file: Offered): file is Extract<Offered, { sha256: string }> => 'sha256' in file;
const pointerOf = ({ path, size, sha256 }: Extract<Offered, { sha256: string }>): LargeFile => ({
  ...{ path, size, oid: sha256 },
});

/**
 * A job that ended while something of it was committed. Its branch may have been cleared away, and made again just now.
 */
async function stoppedMeanwhile(
  { board, calls, relayRepos }: Needs,
  job: TrainingJob,
  asked: { jobId: string; attempt: number; to: Destination },
): Promise<Refusal | undefined> {
  const stopped = await calls.stopped(asked);
  const current = await board.find(job.id);
  const branchStays = current && (isActive(current) || current.state === 'waiting' || current.lost);
  if (stopped && asked.to === 'branch' && !branchStays)
    await relayRepos.deleteBranch(job.spec.repo, job.spec.branch);
  return stopped;
}

function createOffer({ repos }: Needs, versions: VersionsOf) {
  const given = new Map<string, number>();
  return async (
    job: TrainingJob,
    to: Destination,
    files: Extract<Offered, { sha256: string }>[],
  ): Promise<Places | Refusal> => {
    const { repo } = job.spec;
    const branch = branchOf(job, to);
    await repos.ensure(repo, branch);
    const addresses = await repos.places(repo, branch, files.map(pointerOf));
    const bytes = files.reduce((sum, { sha256, size }) => sum + (addresses.has(sha256) ? size : 0), 0);
    const all = (given.get(job.id) ?? 0) + bytes;
    if (all > mostOfJob)
      return { outcome: 'too-large', why: `A training may upload ${mostOfJob} bytes in all.` };
    given.delete(job.id);
    given.set(job.id, all);
    const [oldest] = given.keys();
    if (given.size > jobsRemembered && oldest !== undefined) given.delete(oldest);
    return {
      outcome: 'places',
      places: files.map(({ path, sha256 }) => {
        const url = addresses.get(sha256);
        return { path, ...(url ? { url } : {}) };
      }),
      ...(to === 'result' ? { version: (await versions.standing(job, weightsOf(files))).version } : {}),
    };
  };
}

const weightsOf = (files: readonly Offered[]): string | undefined =>
  files.filter(isLarge).find(({ path }) => path === 'pytorch_lora_weights.safetensors')?.sha256;

type Take = (job: TrainingJob, to: Destination, files: Offered[]) => Promise<Committed | Refusal>;

function createTake({ repos }: Needs, versions: VersionsOf): Take {
  async function toBranch({ spec: { repo, branch } }: TrainingJob, files: Offered[]): Promise<Committed> {
    await repos.ensure(repo, branch);
    const step = files.map(file => stepOf(file.path)).find(Boolean);
    const there = step ? await repos.files(repo, branch) : [];
    const isOfIt = stepsIn(files.find(({ path }) => path === 'run.json'));
    const stale = there
      .map(file => file.path)
      .filter(path => stepOf(path) !== step && (isState(path) || !isOfIt(stepOf(path))));
    const [first] = files;
    const about = step ? `Checkpoint ${step}` : (first?.path ?? '');
    const revision = await repos.commit(repo, branch, { title: about, ...sorted(files), remove: stale });
    return { outcome: 'committed', revision };
  }

  return (job, to, files) =>
    to === 'branch'
      ? toBranch(job, files)
      : versions.publish(job, { files: sorted(files), weights: weightsOf(files) });
}

const runSchema = z.object({ steps: z.array(z.number().int().min(0)).max(1_000) });

/**
 * Whether a checkpoint is of the training that `run.json` tells about. Others are of one with other settings, or that had
 * come further before this one began anew, and a version could be made of them. Earlier trainers list none.
 */
function stepsIn(run: Offered | undefined): (step: string | undefined) => boolean {
  const listed = run && 'content' in run ? runSchema.safeParse(jsonOf(run.content)).data?.steps : undefined;
  if (!listed) return () => true;
  const steps = new Set(listed);
  return step => step === undefined || steps.has(Number(step.slice('step-'.length)));
}

const sorted = (files: Offered[]) => ({
  large: files.filter(isLarge).map(pointerOf),
  small: files.flatMap(file => ('content' in file ? [file] : [])),
});
