import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { Logger } from '../../../logger.ts';
import { mayUse } from '../../actors/access.ts';
import type { Actor } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { usablePhotos } from '../../photos/assess.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { hashOf, type Seal, sameText } from '../../storage/seal.ts';
import { contentTypeOf } from '../../vision/decoding/sniff-image.ts';
import { isActive, isOver, type TrainingJob, type TrainingSpec, transition } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { trainingEventSchema } from '../job/training-event.ts';

const photoLinkLifeMs = 60 * 60 * 1000;
const mostEventBytes = 20 * 1024;
const namedSchema = z.object({ jobId: z.string().max(40) });

/** Why a trainer is turned away; `why` is a sentence for the person at the notebook. */
export interface Refusal {
  outcome: 'unauthorised' | 'taken' | 'over' | 'too-large' | 'invalid';
  why: string;
}

export interface Claim {
  outcome: 'claimed';
  jobId: string;
  attempt: number;
  secret: string;
  eventsUrl: string;
  spec: TrainingSpec;
  photos: { url: string; sha256: string; contentType: string }[];
}

export interface PhotoFile {
  outcome: 'photo';
  bytes: Buffer;
  contentType: string;
}

interface Stored {
  outcome: 'stored';
}

/** What a trainer may ask of the bot. Nothing it sends is believed before its token or signature is checked. */
export interface TrainerDoor {
  /**
   * Trades the one-time token of a job code for the job. Works once; the same `claimId` again, before anything was
   * reported, gets the same answer: it may have been lost on its way.
   */
  claim(request: { jobId: string; token: string; claimId?: string | undefined }): Promise<Claim | Refusal>;
  /** A photo by a link from the claim. `expires` is in ms since 1970. */
  photo(request: {
    jobId: string;
    sha256: string;
    expires: string;
    signature: string;
  }): Promise<PhotoFile | Refusal>;
  /** Takes an event in; it is stored when this resolves. A repeat of one that was stored is stored as well. */
  receive(request: {
    headers: Record<string, string | string[] | undefined>;
    body: Buffer;
  }): Promise<Stored | Refusal>;
  /** A trainer has claimed the job at the hub. One claim an attempt; a repeat changes nothing. */
  claimedOnHub(claim: { jobId: string; attempt: number; claimId: string }): Promise<void>;
  /** Takes in an event that was found at the hub, which lets nobody write there but the trainers of this account. */
  takeIn(jobId: string, said: { id: string; [field: string]: unknown }): Promise<void>;
}

/** The job as a trainer that has just claimed it finds it. */
export function claimed(job: TrainingJob, at: number): TrainingJob {
  const { startStep: _before, etaSeconds: _outdated, silent: _heard, ...known } = job;
  const { claimHash: _other, launches: _made, ...rest } = known;
  return {
    ...rest,
    state: 'running',
    attempt: job.attempt + 1,
    lastSeq: -1,
    startedAt: at,
    lastEventAt: at,
    // Its trainer makes the branch.
    litter: { ...job.litter, branch: true },
  };
}

function stopWords(job: TrainingJob): string {
  if (job.state === 'cancelled') return 'This training was cancelled in Discord.';
  if (job.lost)
    return 'This notebook had not been heard of for too long. Discord has a Resume button: it goes on.';
  return isOver(job)
    ? 'This training is over. Start a new one in Discord with /train start.'
    : 'Another notebook goes on with this training.';
}

/** Whether this is the trainer that has claimed the job, and nothing came from it yet. */
const isAnswerLost = (job: TrainingJob, claimId: string) =>
  job.state === 'running' &&
  job.lastSeq === -1 &&
  job.claimHash !== undefined &&
  sameText(hashOf(claimId), job.claimHash);

/** Whoever asked for the training may use the actor still. */
export const mayTrain = (actor: Actor, { requesterId }: Pick<TrainingJob, 'requesterId'>) =>
  mayUse(actor, requesterId);

export const notAllowed = 'The person shown no longer allows this training.';

const unauthorised = (why: string): Refusal => ({ outcome: 'unauthorised', why });
const over = (why: string): Refusal => ({ outcome: 'over', why });
const gone = () =>
  over('This training and everything of its actor were deleted. Delete what this notebook has of it too.');

export function createTrainerDoor({
  board,
  erased,
  actors,
  blobs,
  seal,
  addressFor,
  now,
  logger,
  onCompleted,
}: {
  board: JobBoard;
  /** Whether there was such a job, and it was erased. */
  erased: (jobId: string) => boolean;
  actors: ActorsService;
  blobs: Blobs;
  seal: Seal;
  /** Where the trainers of this job reach the bot. */
  addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  now: () => number;
  logger: Logger;
  onCompleted: (jobId: string) => void;
}): TrainerDoor {
  const linkWords = (jobId: string, sha256: string, expires: string) => `photo/${jobId}/${sha256}/${expires}`;

  function photoUrl(job: TrainingJob, sha256: string): string {
    const jobId = job.id;
    const expires = String(now() + photoLinkLifeMs);
    const query = new URLSearchParams({ expires, signature: seal.sign(linkWords(jobId, sha256, expires)) });
    return `${addressFor(job)}/training/photos/${jobId}/${sha256}?${query}`;
  }

  /** Opens the job's secret; undefined where it was sealed under another bot token. */
  function secretOf(job: TrainingJob): string | undefined {
    if (!job.sealedSecret) return undefined;
    try {
      return seal.open(job.sealedSecret, job.id);
    } catch (error) {
      logger.warn({ err: error, job: job.id }, 'the secret of a training job cannot be opened');
      return undefined;
    }
  }

  function signed(job: TrainingJob, headers: Record<string, string | string[] | undefined>, body: Buffer) {
    const secret = secretOf(job);
    if (!secret) return false;
    const own = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
    try {
      new Webhook(secret).verify(
        body,
        Object.fromEntries(own.map(name => [name, String(headers[name] ?? '')])),
        {
          jsonParse: false,
        },
      );
      return true;
    } catch {
      return false;
    }
  }

  /** Takes in what is known to come from the job's trainer. */
  async function takeEvent(known: TrainingJob, id: string, said: unknown): Promise<Stored | Refusal> {
    const actor = await actors.byId(known.actorId);
    if (isActive(known) && actor && !mayTrain(actor, known)) {
      await board.change(known.id, job =>
        isActive(job)
          ? { ...job, state: 'failed', reason: notAllowed, reasonFrom: 'bot', endedAt: now() }
          : job,
      );
      return over(notAllowed);
    }
    const event = trainingEventSchema.safeParse(said);
    if (!event.success) {
      const reasons = event.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
      return { outcome: 'invalid', why: reasons.join('; ') };
    }
    const { data } = event;
    if (data.type === 'training.completed' && data.repo !== known.spec.repo) {
      return { outcome: 'invalid', why: `repo: must be ${known.spec.repo}` };
    }
    if (data.attempt > known.attempt) return { outcome: 'invalid', why: 'attempt: has not been handed out' };
    const apply = (job: TrainingJob) => transition(job, { ...data, id, at: now() });
    const current = board.byId(known.id);
    // What changes nothing now never will, and need not wait for what is written of this job.
    const job = current && apply(current) === current ? current : await board.change(known.id, apply);
    if (!job) return over('This training does not exist any more.');
    const repeated = job.eventsSeen.includes(id);
    // A fresh code was asked for, so that somebody else is about to take it up.
    const replaced = data.attempt < job.attempt || job.state === 'waiting';
    const outdated = replaced || job.state === 'failed';
    if (job.state === 'cancelled' || (outdated && !repeated)) return over(stopWords(job));
    if (job.state === 'uploading' && job.result) onCompleted(job.id);
    return { outcome: 'stored' };
  }

  return {
    async claim({ jobId, token, claimId }) {
      if (erased(jobId)) return gone();
      const known = board.byId(jobId);
      if (!known || !sameText(hashOf(token), known.tokenHash)) {
        return unauthorised(
          'This job code is not valid, or a newer one has replaced it. Copy the latest one from Discord.',
        );
      }
      const actor = await actors.byId(known.actorId);
      if (!actor || !mayTrain(actor, known)) return over(notAllowed);
      const secret = `whsec_${randomBytes(24).toString('base64')}`;
      let refused: Refusal | undefined;
      const job = await board.change(jobId, current => {
        refused = undefined;
        if (!sameText(hashOf(token), current.tokenHash)) refused = unauthorised('A newer job code exists.');
        else if (isOver(current)) refused = over(stopWords(current));
        else if (claimId && isAnswerLost(current, claimId)) return current;
        else if (current.state !== 'waiting') {
          refused = {
            outcome: 'taken',
            why: 'A notebook has already taken this job. To begin again: /train cancel, then /train start.',
          };
        } else if (current.tokenExpiresAt <= now())
          refused = over('This job code has expired. /train start in Discord gives a fresh one.');
        if (refused) return current;
        return {
          ...claimed(current, now()),
          sealedSecret: seal.seal(secret, current.id),
          ...(claimId ? { claimHash: hashOf(claimId) } : {}),
        };
      });
      if (refused || !job) return refused ?? over('This training does not exist any more.');
      const photos = [];
      for (const { sha256 } of usablePhotos(actor.photos)) {
        const bytes = await blobs.get(sha256);
        if (bytes) photos.push({ sha256, contentType: contentTypeOf(bytes), url: photoUrl(job, sha256) });
      }
      return {
        outcome: 'claimed',
        jobId,
        attempt: job.attempt,
        secret: secretOf(job) ?? secret,
        eventsUrl: `${addressFor(job)}/training/events`,
        spec: job.spec,
        photos,
      };
    },

    async photo({ jobId, sha256, expires, signature }) {
      if (!sameText(signature, seal.sign(linkWords(jobId, sha256, expires))))
        return unauthorised('This photo link is not valid.');
      if (Number(expires) <= now()) return over('This photo link has expired.');
      if (erased(jobId)) return gone();
      const job = board.byId(jobId);
      if (!job || !isActive(job))
        return over(job ? stopWords(job) : 'This training does not exist any more.');
      const actor = await actors.byId(job.actorId);
      const wanted = actor && mayTrain(actor, job) && actor.photos.some(photo => photo.sha256 === sha256);
      const bytes = wanted ? await blobs.get(sha256) : undefined;
      if (!bytes) return over('This photo was removed.');
      return { outcome: 'photo', bytes, contentType: contentTypeOf(bytes) };
    },

    async receive({ headers, body }) {
      if (body.length > mostEventBytes) {
        return { outcome: 'too-large', why: `An event has at most ${mostEventBytes} bytes.` };
      }
      const id = String(headers['webhook-id'] ?? '');
      let said: unknown;
      try {
        said = JSON.parse(body.toString('utf8'));
      } catch {
        return { outcome: 'invalid', why: 'The body is not JSON.' };
      }
      // The body names the job, and the job has the secret; nothing else is read before the signature is right.
      const named = namedSchema.safeParse(said);
      if (!named.success) return { outcome: 'invalid', why: 'jobId is missing.' };
      // There is no secret left to check a signature with, and nothing that the answer gives away.
      if (erased(named.data.jobId)) return gone();
      const known = board.byId(named.data.jobId);
      if (!known || !id || id.length > 200 || !signed(known, headers, body)) {
        return unauthorised('The signature is wrong, or its timestamp is more than 5 minutes off.');
      }
      return takeEvent(known, id, said);
    },

    async claimedOnHub({ jobId, attempt, claimId }) {
      await board.change(jobId, current =>
        current.state === 'waiting' && current.relay && attempt === current.attempt + 1
          ? { ...claimed(current, now()), relay: { ...current.relay, claimId } }
          : current,
      );
    },

    async takeIn(jobId, { id, ...said }) {
      const job = board.byId(jobId);
      const answer = job && (await takeEvent(job, id, said));
      if (answer?.outcome === 'invalid')
        logger.warn({ job: jobId, why: answer.why }, 'an event on the hub is not as agreed');
    },
  };
}
