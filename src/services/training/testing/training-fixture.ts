import { createHash } from 'node:crypto';
import { pino } from 'pino';
import sharp from 'sharp';
import { Webhook } from 'standardwebhooks';
import type { Actor } from '../../actors/actor.ts';
import { createActorsService } from '../../actors/actors-service.ts';
import { actorCollections } from '../../actors/testing/actor-collections.ts';
import { unsigned } from '../../credentials/testing/unsigned.ts';
import type { ActorRepos } from '../../huggingface/hub/actor-repos.ts';
import type { Hub } from '../../huggingface/hub/hub.ts';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import type { PhotosService } from '../../photos/photos-service.ts';
import { sightOf } from '../../photos/testing/sights.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { openMemoryStore, type Store } from '../../storage/store.ts';
import type { Claim } from '../callbacks/answers.ts';
import { newJob } from '../job/changes.ts';
import { type TrainingJob, tombstoneIndexes, tombstoneSchema, trainingJobSchema } from '../job/job.ts';
import { jobIndexes } from '../job/job-index.ts';
import { colabRunner } from '../runners/colab.ts';
import type { Runner, Runners } from '../runners/runner.ts';
import type { Started } from '../start/job-maker.ts';
import { createTrainingService } from '../training-service.ts';

export const guildId = '900000000000000001';
export const channelId = '900000000000000002';
export const ana = '900000000000000011';
export const ben = '900000000000000012';
export const logger = pino({ level: 'silent' });
export const revision = 'a'.repeat(40);

function memoryBlobs(): Blobs {
  const bytesOf = new Map<string, Buffer>();
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      bytesOf.set(sha256, Buffer.from(bytes));
      return sha256;
    },
    get: async sha256 => bytesOf.get(sha256),
    delete: async sha256 => void bytesOf.delete(sha256),
    size: async sha256 => bytesOf.get(sha256)?.length,
    async *pages() {
      yield [...bytesOf.keys()].map(sha256 => ({ sha256, modifiedAt: 0 }));
    },
    list: async () => [...bytesOf.keys()].map(sha256 => ({ sha256, modifiedAt: 0 })),
    requireRoom: async () => {},
    removeUnfinished: async () => 0,
  };
}

/** Stores every file as a small JPEG of its own, in which a flawless photo was seen. */
function drawnPhotos(blobs: Blobs): Pick<PhotosService, 'take' | 'thumbnail'> {
  let seen = 0;
  return {
    take: sources =>
      Promise.all(
        sources.map(async ({ name }, index) => {
          const background = { r: index * 20, g: 90, b: 200 };
          const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
            .jpeg()
            .toBuffer();
          const sight = sightOf(seen++ % 40);
          const sha256 = await blobs.put(bytes);
          return { name, photo: { sha256, width: 8, height: 8, addedAt: 0, accepted: true, sight } };
        }),
      ),
    thumbnail: async bytes => bytes,
  };
}

/** A hub whose files can be missing or broken, and that can be away for a number of requests. */
export interface FakeHub extends Pick<Hub, 'namespace' | 'download' | 'mayWrite' | 'modelPage'> {
  files: Map<string, Buffer>;
  away: number;
  asked: string[];
}

export function fakeHub(): FakeHub {
  const hub: FakeHub = {
    files: new Map(),
    away: 0,
    asked: [],
    namespace: async () => 'studio',
    mayWrite: async () => true,
    modelPage: async id => ({
      ...{ id, private: false, gated: false, task: 'text-to-image', tags: [] },
      licence: { id: 'creativeml-openrail-m', name: undefined },
    }),
    async download({ repo, revision: at, path }) {
      hub.asked.push(`${repo}@${at}/${path}`);
      if (hub.away > 0) {
        hub.away--;
        throw new TypeError('fetch failed');
      }
      return hub.files.get(path);
    },
  };
  return hub;
}

/** A bot's training with everything around it in memory. `open` again is the same bot after a restart. */
export async function createTrainingWorld({
  store = openMemoryStore(),
  wiring: own = {},
}: {
  store?: Store;
  wiring?: Partial<Parameters<typeof createTrainingService>[0]>;
} = {}) {
  const blobs = memoryBlobs();
  const hub = fakeHub();
  const clock = { ms: 1_700_000_000_000 };
  const now = () => clock.ms;
  const repos: RelayRepos = {
    publish: async () => {},
    look: async () => ({ found: false }),
    deleteRepo: async () => {},
    deleteBranch: async () => {},
  };
  const runner = colabRunner({ notebookUrl: 'https://colab.example/notebook' });
  type Wiring = Partial<Parameters<typeof createTrainingService>[0]>;
  const waiters: { until: (job: TrainingJob) => boolean; resolve: (job: TrainingJob) => void }[] = [];
  const listeners: ((job: TrainingJob) => void)[] = [];

  const open = async (wiring: Wiring = {}) => {
    const actors = await createActorsService({
      ...(await actorCollections(store)),
      photos: drawnPhotos(blobs),
      blobs,
      now,
    });
    const training = await createTrainingService({
      jobs: await store.collection('jobs', trainingJobSchema, jobIndexes),
      tombstones: await store.collection('tombstones', tombstoneSchema, tombstoneIndexes),
      actors,
      blobs,
      credentials: unsigned,
      hub,
      repos,
      actorRepos: noRepos,
      signedAddress: nowhere,
      runners: { chosen: runner, of: () => runner },
      look: noEyes,
      secret: 'bot-token',
      addresses: { public: 'https://bot.example', local: 'http://127.0.0.1:8787' },
      now,
      logger,
      pace: { retryDelaysMs: [1] },
      onChange(job) {
        for (const listener of listeners) listener(job);
        for (const waiter of [...waiters]) if (waiter.until(job)) waiter.resolve(job);
      },
      ...own,
      ...wiring,
    });
    return { actors, training };
  };
  const { actors, training } = await open();

  const register = async (
    form: { name?: string; photos?: number; agreed?: boolean; subjectId?: string } = {},
  ): Promise<Actor> => {
    const { actor } = await actors.register({
      guildId,
      channelId,
      ownerId: ana,
      admin: false,
      subjectId: form.subjectId ?? ana,
      name: form.name ?? 'Nova',
      files: Array.from({ length: form.photos ?? 5 }, (_, index) => ({ url: 'x', name: `p${index}` })),
      agreed: form.agreed ?? true,
    });
    return actor;
  };

  return {
    actors,
    training,
    blobs,
    hub,
    clock,
    open,
    register,
    start: async (actor: string, more: { memberId?: string; base?: string; steps?: number } = {}) =>
      withCode(await training.start({ guildId, channelId, memberId: ana, actor, ...more })),
    onChange: (listener: (job: TrainingJob) => void) => void listeners.push(listener),
    /** The next change after which the condition holds. */
    next: (until: (job: TrainingJob) => boolean) =>
      new Promise<TrainingJob>(resolve => waiters.push({ until, resolve })),
  };
}

/** A job that waits for its trainer, without a world around it. */
export const aJob = (): TrainingJob =>
  newJob(
    {
      ...{ id: 'job1', guildId: 'g', channelId: 'c', requesterId: 'm', actorId: 'a', actorName: 'Nova' },
      backend: 'colab',
      spec: {
        ...{ actorName: 'Nova', triggerWord: 'nova', baseModel: 'b', steps: 100, resolution: 512 },
        ...{ rank: 16, learningRate: 1e-4, seed: 1, repo: 'studio/nova', branch: 'job-job1' },
        ...{ instancePrompt: '', samplePrompts: [], consentNote: '' },
      },
    },
    0,
  );

/** A job as it would be stored with this change; it has to fit its state. */
export const jobWith = (job: TrainingJob, change: Record<string, unknown>): TrainingJob =>
  trainingJobSchema.parse({ ...job, ...change });

/** One runner for everything. */
export const always = (runner: Runner): Runners => ({ chosen: runner, of: () => runner });

/** Nothing can be seen. */
export const noEyes = async () => {
  throw new Error('there are no eyes here');
};

/** No trainer without a token is expected. */
export const nowhere = async () => {
  throw new Error('there is no hub here');
};
export const noRepos: ActorRepos = {
  ...{ ensure: nowhere, refs: nowhere, files: nowhere },
  ...{ tag: nowhere, places: nowhere, commit: nowhere },
};

/** With the code at hand. */
export const withCode = (started: Started) => ({ ...started, jobCode: started.byHand?.jobCode ?? '' });

export const decode = (jobCode: string) =>
  JSON.parse(Buffer.from(jobCode, 'base64url').toString('utf8')) as {
    apiUrl: string;
    jobId: string;
    oneTimeToken: string;
  };

/** Signs events as a trainer does, with the library that trainers use. */
export function signedEvent(
  claim: Pick<Claim, 'jobId' | 'attempt' | 'secret'>,
  event: Record<string, unknown> & { type: string; seq: number },
  { id = `msg_${event.seq}`, at = new Date(), secret = claim.secret } = {},
) {
  const { jobId, attempt } = claim;
  const body = JSON.stringify({ jobId, attempt, step: 0, totalSteps: 800, ...event });
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
    body,
  };
}

export const picture = (red = 200) =>
  sharp({ create: { width: 32, height: 32, channels: 3, background: { r: red, g: 40, b: 90 } } })
    .png()
    .toBuffer();
