import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { maxSeed } from '../generation.ts';
import type { GenerationRequest } from './plan.ts';
import { type StoredRequest, storedRequestSchema } from './stored-request.ts';

export const acceptedRequestSchema = z.object({
  /** Also the id of the generation that comes of it. */
  id: z.string(),
  request: storedRequestSchema,
  /** What the edge needs to answer the request, sealed. */
  answer: z.string(),
  acceptedAt: z.number(),
  /** Cache keys of the pictures whose call has left: after a restart it is unknown what became of them. */
  sent: z.array(z.string()).default([]),
  /** Pictures that came for it and have not gone their way yet, as they came: by cache key, in the blobs. */
  arrived: z.array(z.object({ key: z.string(), sha256: z.string() })).default([]),
  /** Of a pack: ids of the images that the member has been shown. */
  shown: z.array(z.string()).default([]),
  /** The member is asked whether it is worth so many millionths of a dollar. From `toldAt` on they know. */
  asking: z.object({ micros: z.number(), toldAt: z.number().optional() }).optional(),
  /** Where several processes work: the one that has it, or had it last. */
  holder: z.string().optional(),
  /** There, too: what was asked for has been deleted, or its member called it off. */
  dropped: z.boolean().optional(),
  cancelled: z.boolean().optional(),
  /**
   * There, too: whether it is with the process that computers of servers connect to; false once that one has left it to the
   * others.
   */
  own: z.boolean().optional(),
  /** There: cache keys of the pictures that such a computer was given. */
  begun: z.array(z.string()).optional(),
});
export type AcceptedRequest = z.infer<typeof acceptedRequestSchema>;

/** A request that is kept until its member was told how it ended. */
export interface Accepted {
  id: string;
  request: GenerationRequest;
  /** Where several processes work: whether it is for a computer of its server, or for those that pay. One alone does both. */
  own?: boolean | undefined;
}

/** `store` moves it into the store. Where that does not take it in the end it rejects: then nothing may be made of it. */
export interface Accepting extends Accepted {
  store(): Promise<void>;
}

/** A request of a process that ended before the member was told. */
export interface Untold extends Accepted {
  answer: string;
  acceptedAt: number;
}

/** What was left to the bot, and must come out the same after a restart: another way would be paid for anew. */
export type Settled = Pick<StoredRequest, 'model' | 'using'>;

/** Whose requests: a member's, everywhere or in one server, a server's, or those that show one of these actors. */
export type Whose =
  | { memberId: string; guildId?: string | undefined }
  | { guildId: string }
  | { actorIds: readonly string[] };

/** What of a request says whose it is. Actors are ids; a name that a member typed stands for nobody here. */
export function isOf(
  whose: Whose,
  {
    memberId,
    guildId,
    actor,
    actor2,
  }: { memberId: string; guildId: string; actor?: string | undefined; actor2?: string | undefined },
): boolean {
  if ('memberId' in whose)
    return memberId === whose.memberId && (whose.guildId === undefined || guildId === whose.guildId);
  if ('guildId' in whose) return guildId === whose.guildId;
  return [actor, actor2].some(id => id !== undefined && whose.actorIds.includes(id));
}

/** What a member was asked about. */
interface AskedFor {
  request: GenerationRequest;
  micros: number;
}

/**
 * Requests from the acknowledgement until the member was told, and the pictures that came for them, so that a killed
 * process loses neither.
 */
export interface AcceptedRequests {
  /**
   * With the seed settled, so that the same pictures come of it however often it is taken up. Resolves once a kill
   * cannot lose it: it is noted beside the store, which takes one append for all that come together. Where the disk does
   * not answer, it resolves within a second all the same. An `id` that it has already changes nothing. `requireRoom` is
   * told how many of the member's requests in the server have not been told yet, in the moment in which this one comes.
   * @throws what `requireRoom` throws
   */
  accept(
    request: GenerationRequest,
    answer: string,
    options?: { id?: string; requireRoom?: (open: number) => void },
  ): Promise<Accepting>;
  /** To be called directly before the call for a picture leaves. `settled` is what the request came down to. */
  noteSent(id: string, key: string, settled?: Settled): Promise<void>;
  /** The same where it costs nothing, in several processes: from here on it is too late to call the request off. */
  noteBegun?(id: string, key: string): Promise<void>;
  /**
   * Stores a picture as it came, before anything else is done with it: a process that is killed from here on goes on
   * with it after its restart.
   */
  noteArrived(id: string, key: string, bytes: Buffer): Promise<void>;
  /** A picture that came, for whichever request, and whose process ended before it was done with it. */
  arrival(key: string): Promise<Buffer | undefined>;
  /** The file that has what just came, while it is kept; undefined where it is in none. */
  fileOf(bytes: Buffer): string | undefined;
  /** The picture has gone its way: what is kept of how it came is deleted. */
  settleArrival(id: string, key: string): Promise<void>;
  /** SHA-256 of everything that came and is still kept. */
  hashes(): Iterable<string> | Promise<Iterable<string>>;
  /** An image of a pack was shown. */
  noteShown(id: string, imageId: string): Promise<void>;
  /** Ids of the images of a pack that were shown. */
  shownOf(id: string): readonly string[] | Promise<readonly string[]>;
  /** Unless the member was asked something: then it waits for what they say, for a day. */
  told(id: string): Promise<void>;
  /** Notes that the member is asked about the price, in millionths of a dollar. */
  ask(id: string, micros: number): Promise<void>;
  /** Keeps a request that was suggested to its member, for a day, until they agree to it. Nothing is made of it before. */
  propose(request: GenerationRequest): Promise<string>;
  /** What a member was asked about. */
  asked(id: string): AskedFor | undefined | Promise<AskedFor | undefined>;
  /** The member said no. */
  decline(id: string): Promise<void>;
  /** Removes what nobody answered for a day. */
  prune(): Promise<void>;
  /** Whether a call for any of its pictures has left. */
  hasSent(id: string): boolean | Promise<boolean>;
  /** Whether the member is still to be told of it, and it was not forgotten. */
  has(id: string): boolean | Promise<boolean>;
  /** The same for one that was approved, under the id of the request that asked for it. */
  hasApproved(id: string): boolean | Promise<boolean>;
  /** What the process before this one left, the oldest first. */
  untold(): Untold[] | Promise<Untold[]>;
  /**
   * Whether a call for this picture had left when an earlier process ended: then this request, which is older than
   * that, must not ask for it again. A new request may.
   */
  wasSent(id: string, key: string): boolean;
  /** Resolves once no process makes anything of them any more. */
  forget(whose: Whose): Promise<void>;
  /**
   * That this process is still the one to go on with it. @throws UserError gone | cancelled where it was deleted or called
   * off in another process; a TakenOver where that goes on with it
   */
  confirm(id: string): Promise<void>;
  /**
   * Where several processes work: calls a request off, whichever has it. What is not sent by then is not made.
   * @throws UserError gone | not-allowed
   */
  cancel?(id: string, caller: { guildId: string; memberId: string; admin: boolean }): Promise<void>;
}

/** Another process goes on with the request: this one is to stop, and to say nothing. */
export class TakenOver extends Error {
  constructor(id: string) {
    super(`another process goes on with request ${id}`);
    this.name = 'TakenOver';
  }
}

/** It is not for this process to make: for the one that computers of servers connect to (`own`), or for one that pays. */
export class ForAnother extends Error {
  constructor(id: string, own: boolean) {
    super(`request ${id} is for ${own ? 'a computer of its server' : 'a process that pays'}`);
    this.name = 'ForAnother';
  }
}

/** How long a question about a price can be answered. */
export const answerWithinMs = 24 * 60 * 60_000;

/** A request as it is stored first. */
export const newRequest = (
  id: string,
  request: StoredRequest,
  answer: string,
  acceptedAt: number,
): AcceptedRequest => ({ id, request, answer, acceptedAt, sent: [], arrived: [], shown: [] });

/** With the seed settled. */
export const seeded = ({ fresh, ...request }: GenerationRequest): GenerationRequest =>
  fresh && request.seed === undefined ? { ...request, seed: randomInt(maxSeed) } : request;
