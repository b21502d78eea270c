import { type HubAccess, timed } from './hub-access.ts';
import { hubClient, isAnswer } from './hub-client.ts';

/** A machine at Hugging Face, and what is to run on it. Never to be logged: `secrets` are in the clear. */
export interface HubJobRequest {
  dockerImage: string;
  command: string[];
  flavor: string;
  timeoutSeconds: number;
  environment: Record<string, string>;
  secrets: Record<string, string>;
  labels: Record<string, string>;
}

/** A job that was handed to Hugging Face. */
export interface HubJob {
  namespace: string;
  id: string;
}

export interface LabelledJob extends HubJob {
  labels: Record<string, string>;
}

/** Machines of Hugging Face by the minute ("Jobs"); the account of the token pays. */
export interface HubJobs {
  /** @throws HubApiError 402 without credit, 403 where the token may not */
  run(namespace: string, request: HubJobRequest): Promise<HubJob>;
  /** Every job of the namespace with this label that is waiting or running, with all of its labels. */
  find(namespace: string, label: { name: string; value: string }): Promise<LabelledJob[]>;
  /** SCHEDULING, RUNNING, COMPLETED, CANCELED, ERROR, DELETED …; undefined where there is no such job any more. */
  stage(job: HubJob): Promise<{ stage: string; message: string | undefined } | undefined>;
  /** Repeats, and jobs that are over, are fine. */
  cancel(job: HubJob): Promise<void>;
  /** What it prints, from the beginning, until it ends or `signal` does. */
  logs(job: HubJob, signal: AbortSignal): AsyncGenerator<string, void>;
  /** US dollars an hour; undefined where the hub does not list the flavor. */
  hourlyPrice(flavor: string): Promise<number | undefined>;
}

const atWork = (stage: string) => !['COMPLETED', 'CANCELED', 'ERROR', 'DELETED'].includes(stage);
const minutesIn: Record<string, number> = { minute: 60, hour: 1 };

/** @throws HubApiError and network errors, as they come */
export function createHubJobs({ hubUrl, token }: HubAccess): HubJobs {
  const access = () => ({ hubUrl, accessToken: token, fetch: timed() });
  return {
    async run(namespace, request) {
      const { runJob } = await hubClient();
      const { flavor, ...rest } = request;
      // Flavors come and go faster than the client's list of them.
      const known = flavor as Parameters<typeof runJob>[0]['flavor'];
      const { id } = await runJob({ ...access(), namespace, ...rest, flavor: known });
      return { namespace, id };
    },

    async find(namespace, { name, value }) {
      const { listJobs } = await hubClient();
      const jobs = await everyPage(`${name}=${value}`, fetch =>
        listJobs({ hubUrl, accessToken: token, namespace, fetch }),
      );
      // A hub that knows no labels lists all jobs.
      return jobs
        .filter(job => job.labels?.[name] === value && atWork(String(job.status.stage)))
        .map(({ id, labels = {} }) => ({ namespace, id, labels: labels ?? {} }));
    },

    async stage({ namespace, id }) {
      const { getJob } = await hubClient();
      try {
        const { status } = await getJob({ ...access(), namespace, jobId: id });
        return { stage: String(status.stage), message: status.message ?? undefined };
      } catch (error) {
        if (isAnswer(error, 404)) return undefined;
        throw error;
      }
    },

    async cancel({ namespace, id }) {
      const { cancelJob } = await hubClient();
      try {
        await cancelJob({ ...access(), namespace, jobId: id });
      } catch (error) {
        // Gone, or over already: there is nothing left to cancel.
        if (!isAnswer(error, 400, 404, 409, 410)) throw error;
      }
    },

    async *logs({ namespace, id }, signal) {
      const { streamJobLogs } = await hubClient();
      const followed: typeof fetch = (input, init) => fetch(input, { ...init, signal });
      const lines = streamJobLogs({ hubUrl, accessToken: token, namespace, jobId: id, fetch: followed });
      for await (const { message } of lines) yield message;
    },

    async hourlyPrice(flavor) {
      const { listJobHardware } = await hubClient();
      const machine = (await listJobHardware(access())).find(({ name }) => name === flavor);
      const factor = machine && minutesIn[machine.unitLabel];
      return machine && factor ? machine.unitCostUSD * factor : undefined;
    },
  };
}

/** No account has this many pages of trainings. */
const mostPages = 1_000;

/** The client asks for the first page of all jobs: its fetch is led to those with the label, and on from page to page. */
async function everyPage<T>(
  label: string,
  list: (fetch: typeof globalThis.fetch) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = [];
  const seen = new Set<string | undefined>();
  let next: string | undefined;
  do {
    const from: string | undefined = next;
    // Its links lead in a circle, or never end: what was found so far must not pass for all there is.
    if (seen.has(from) || seen.size >= mostPages) throw new Error('the hub lists jobs without an end');
    seen.add(from);
    next = undefined;
    const jobs = await list(async (input, init) => {
      const first = new URL(String(input));
      const url = from === undefined ? first : new URL(from, first);
      // The token goes along, so that it may not go anywhere else.
      if (url.origin !== first.origin) throw new Error(`the list of jobs goes on at ${url.origin}`);
      url.searchParams.set('label', label);
      const response = await timed()(url, init);
      next = nextLink(response.headers.get('link'));
      return response;
    });
    all.push(...jobs);
  } while (next !== undefined);
  return all;
}

const nextLink = (header: string | null) => header?.match(/<([^>]+)>\s*;\s*rel="?next"?/)?.[1];
