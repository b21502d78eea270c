/** The hub's jobs: a container each, stood in for by a function, from its start to its end. */
import { randomBytes } from 'node:crypto';
import { HubError } from '../hub/repositories.ts';

/** The stages of a job; the client's own types lack half of them. Nothing here makes a job DELETED. */
export type JobStage = 'SCHEDULING' | 'RUNNING' | 'COMPLETED' | 'ERROR' | 'CANCELED' | 'DELETED';

/**
 * Stands for a job's container and resolves to its exit code. The signal aborts when the job is cancelled, times
 * out, or the server closes; what is logged after that goes nowhere.
 */
export type JobImage = (job: {
  id: string;
  /** The command with its arguments. */
  command: string[];
  environment: Record<string, string>;
  secrets: Record<string, string>;
  flavor: string;
  signal: AbortSignal;
  log(line: string): void;
}) => Promise<number>;

/** What is known of a job. Of its secrets that is the names only. */
export interface JobRecord {
  id: string;
  namespace: string;
  /** The user who started it. */
  createdBy: string;
  status: { stage: JobStage; message: string | null };
  flavor: string;
  /** Either this or `spaceId`. */
  dockerImage: string | null;
  spaceId: string | null;
  command: string[];
  arguments: string[];
  environment: Record<string, string>;
  secretNames: string[];
  labels: Record<string, string>;
  timeoutSeconds: number;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** A line that a job logged. */
export interface JobLine {
  data: string;
  timestamp: string;
}

/** What a new job is made of. */
export interface JobRequest
  extends Pick<
    JobRecord,
    | 'namespace'
    | 'createdBy'
    | 'flavor'
    | 'dockerImage'
    | 'spaceId'
    | 'command'
    | 'arguments'
    | 'environment'
    | 'labels'
  > {
  secrets: Record<string, string>;
  timeoutSeconds?: number | null;
}

export type Jobs = ReturnType<typeof createJobs>;

interface Follower {
  line(line: JobLine): void;
  end(): void;
}

interface Job {
  record: JobRecord;
  lines: JobLine[];
  followers: Set<Follower>;
  controller: AbortController;
}

const defaultTimeoutSeconds = 30 * 60;
const defaultKeep = 100;
/** A training that runs for hours must not fill the memory with its log. */
const keptLines = 10_000;
/** Timers of Node fire at once when they are set to more than this. */
const longestTimerMs = 2 ** 31 - 1;

const nothingRuns: JobImage = async ({ log }) => {
  log('This is a stand-in for Hugging Face: nothing is run here.');
  return 0;
};

/** @param options `run` is what every job runs; `keep` is how many jobs are remembered at least. */
export function createJobs(options: { run?: JobImage | undefined; keep?: number | undefined } = {}) {
  const { run = nothingRuns, keep = defaultKeep } = options;
  const jobs = new Map<string, Job>();
  /** An image may need a while to end after its job did; these never fail. */
  const unfinished = new Set<Promise<void>>();
  let closed = false;

  function find(namespace: string, id: string): Job {
    const job = jobs.get(id);
    if (job?.record.namespace === namespace) return job;
    throw new HubError(404, 'Job not found');
  }

  function create(request: JobRequest): JobRecord {
    if (closed) throw new HubError(503, 'The server is closing');
    const { secrets, timeoutSeconds, ...rest } = request;
    const record: JobRecord = {
      ...rest,
      id: randomBytes(12).toString('hex'),
      status: { stage: 'SCHEDULING', message: null },
      secretNames: Object.keys(secrets),
      timeoutSeconds: timeoutSeconds ?? defaultTimeoutSeconds,
      createdAt: new Date().toISOString(),
      startedAt: null,
      finishedAt: null,
    };
    const controller = new AbortController();
    const job: Job = { record, lines: [], followers: new Set(), controller };
    jobs.set(record.id, job);
    const running = start(job, secrets).finally(() => unfinished.delete(running));
    unfinished.add(running);
    forgetOld();
    return copyOf(job);
  }

  /** Jobs that still run are kept whatever their number. */
  function forgetOld(): void {
    let excess = jobs.size - keep;
    for (const [id, job] of jobs) {
      if (excess <= 0) return;
      if (!isOver(job)) continue;
      jobs.delete(id);
      excess -= 1;
    }
  }

  async function start(job: Job, secrets: Record<string, string>): Promise<void> {
    const { record } = job;
    // The answer to whoever made the job says that it is being scheduled, as the hub's does.
    await new Promise(resolve => setImmediate(resolve));
    if (isOver(job)) return;
    record.startedAt = new Date().toISOString();
    record.status = { stage: 'RUNNING', message: null };
    log(job, `===== Job started at ${record.startedAt.slice(0, 19).replace('T', ' ')} =====`);
    const timer = setTimeout(
      () => end(job, 'ERROR', 'Job timeout'),
      Math.min(record.timeoutSeconds * 1000, longestTimerMs),
    );
    job.controller.signal.addEventListener('abort', () => clearTimeout(timer));
    const code = await exitCodeOf(job, secrets);
    clearTimeout(timer);
    if (code === 0) end(job, 'COMPLETED');
    else end(job, 'ERROR', `Job failed with exit code: ${code}. Reason: Error`);
  }

  async function exitCodeOf(job: Job, secrets: Record<string, string>): Promise<number> {
    const { id, command, environment, flavor } = job.record;
    try {
      return await run({
        id,
        command: [...command, ...job.record.arguments],
        environment: { ...environment },
        secrets: { ...secrets },
        flavor,
        signal: job.controller.signal,
        log: text => log(job, text),
      });
    } catch (error) {
      log(job, String(error));
      return 1;
    }
  }

  /** The first end counts: a cancelled job does not complete, however its image takes the abort. */
  function end(job: Job, stage: JobStage, message: string | null = null): void {
    if (isOver(job)) return;
    job.record.status = { stage, message };
    job.record.finishedAt = new Date().toISOString();
    for (const follower of job.followers) follower.end();
    job.followers.clear();
    job.controller.abort(new Error(message ?? `The job is ${stage.toLowerCase()}`));
  }

  /** Calls back for what was logged so far, for each further line, and at the end. Returns what stops it. */
  function follow(namespace: string, id: string, follower: Follower): () => void {
    const job = find(namespace, id);
    for (const line of job.lines) follower.line(line);
    if (isOver(job)) follower.end();
    else job.followers.add(follower);
    return () => job.followers.delete(follower);
  }

  return {
    create,
    follow,
    get: (namespace: string, id: string): JobRecord => copyOf(find(namespace, id)),
    /** Every job that is remembered, oldest first. */
    all: (): readonly JobRecord[] => [...jobs.values()].map(copyOf),
    /** A job that is over stays as it ended. */
    cancel(namespace: string, id: string): JobRecord {
      const job = find(namespace, id);
      end(job, 'CANCELED');
      return copyOf(job);
    },
    /** Aborts everything that runs, and waits for it. */
    async close(): Promise<void> {
      closed = true;
      for (const job of jobs.values()) end(job, 'CANCELED', 'The server was closed');
      await Promise.all(unfinished);
    },
  };
}

function isOver(job: Job): boolean {
  const { stage } = job.record.status;
  return stage !== 'SCHEDULING' && stage !== 'RUNNING';
}

function log(job: Job, text: string): void {
  if (isOver(job)) return;
  const timestamp = new Date().toISOString();
  for (const data of text.split('\n')) {
    const line = { data, timestamp };
    job.lines.push(line);
    for (const follower of job.followers) follower.line(line);
  }
  if (job.lines.length > keptLines) job.lines.splice(0, job.lines.length - keptLines);
}

function copyOf({ record }: Job): JobRecord {
  return structuredClone(record);
}
