import { z } from 'zod';
import type { ActorRepos } from '../../huggingface/hub/actor-repos.ts';
import type { Change } from '../../huggingface/hub/large-files.ts';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import type { TrainingJob } from '../job/job.ts';
import { type Committed, invalid, type Refusal } from './answers.ts';
import { isOfAVersion } from './upload-table.ts';

/** Of `training.json`, what tells whether main has a job's result already. */
const recordSchema = z.object({ jobId: z.string(), version: z.string(), weightsSha256: z.string() });
const recordFile = 'training.json';
const mostRecordBytes = 1024 * 1024;

/** What the hub has under an actor's name, seen from one job's result. */
interface Standing {
  /** The version that this result is, or becomes. */
  version: string;
  /** Where main is; undefined where there is no such repo yet. */
  head: string | undefined;
  /** Whether that is this very result. */
  published: boolean;
  /** Whether it has its tag. */
  tagged: boolean;
}

/** The versions of an actor's repo: a commit on main for each, and its tag. */
export interface VersionsOf {
  standing(job: TrainingJob, weights: string | undefined): Promise<Standing>;
  /** Makes a version of these files. One that is there already only gets what it lacks. */
  publish(
    job: TrainingJob,
    result: { files: Pick<Change, 'large' | 'small'>; weights: string | undefined },
  ): Promise<Committed | Refusal>;
}

const numberOf = (tag: string): number => Number(/^v([1-9]\d{0,8})$/.exec(tag)?.[1] ?? 0);

export function createVersionsOf({
  repos,
  relayRepos,
}: {
  repos: ActorRepos;
  relayRepos: Pick<RelayRepos, 'look'>;
}): VersionsOf {
  /** What main says of itself at a commit. */
  async function recordAt(repo: string, revision: string) {
    const file = { kind: 'model', repo, revision, path: recordFile, maxBytes: mostRecordBytes } as const;
    const found = await relayRepos.look(file);
    return found.found && found.text !== undefined ? recordIn(found.text) : undefined;
  }

  async function standing(job: TrainingJob, weights: string | undefined): Promise<Standing> {
    const { branches, tags } = await repos.refs(job.spec.repo);
    const head = branches.get('main');
    const record = head ? await recordAt(job.spec.repo, head) : undefined;
    const published = record?.jobId === job.id && record.weightsSha256 === weights;
    const [own] = [...tags].find(([name, commit]) => published && commit === head && numberOf(name)) ?? [];
    const next = `v${Math.max(0, ...[...tags.keys()].map(numberOf)) + 1}`;
    const promised =
      published && !tags.has(record.version) && numberOf(record.version) ? record.version : next;
    return { version: own ?? promised, head, published, tagged: own !== undefined };
  }

  return {
    standing,
    async publish(job, { files, weights }) {
      const { repo } = job.spec;
      await repos.ensure(repo, 'main');
      const { version, head, published, tagged } = await standing(job, weights);
      const record = recordIn(files.small.find(({ path }) => path === recordFile)?.content ?? '');
      if (record?.jobId !== job.id || record.weightsSha256 !== weights)
        return invalid(`${recordFile}: must name this job and the SHA-256 of its weights`);
      if (published && head) {
        if (!tagged) await repos.tag(repo, version, head);
        return { outcome: 'committed', revision: head, version };
      }
      if (record.version !== version) return invalid(`${recordFile}: this is ${version}`);
      const paths = new Set([...files.large, ...files.small].map(({ path }) => path));
      const there = head ? await repos.files(repo, head) : [];
      const stale = there.map(({ path }) => path).filter(path => isOfAVersion(path) && !paths.has(path));
      const title = `${version}: ${job.spec.actorName} (job ${job.id})`;
      const revision = await repos.commit(repo, 'main', { title, ...files, remove: stale, parent: head });
      await repos.tag(repo, version, revision);
      return { outcome: 'committed', revision, version };
    },
  };
}

function recordIn(text: string): z.infer<typeof recordSchema> | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
