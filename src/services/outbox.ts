import type { Actor } from './actors/actor.ts';
import type { RefusedFace } from './actors/same-face.ts';
import type { Approval } from './approvals/approval.ts';
import type { Erasure } from './privacy/erasure.ts';
import type { TrainingJob } from './training/job/job.ts';

/** News of one kind on its way from the service where it happens to the one part of the bot that tells it. */
export interface News<T> extends AsyncIterable<T> {
  /** Returns at once. What is put before somebody reads waits for them. */
  put(value: T): void;
  /** Ends the reading, once everything that was put has been read. */
  close(): void;
}

export function createNews<T>(): News<T> {
  const waiting: T[] = [];
  let closed = false;
  let wake = () => {};
  return {
    put(value) {
      waiting.push(value);
      wake();
    },
    close() {
      closed = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) yield value;
        if (closed) return;
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    },
  };
}

export interface ConsentAnswer {
  actor: Actor;
  answer: 'granted' | 'declined';
  memberId: string;
}

/**
 * What happens in the services that nobody asked for at that moment, and that people have to hear of. All of it but
 * the answers is in the store too, where a sweep finds what was not told: this only makes it quick.
 */
export interface Outbox {
  /** Somebody is to be asked for consent, or admins are to be told of a face that is registered again. */
  consentAsked: News<true>;
  consentAnswered: News<ConsentAnswer>;
  /** Access to an actor has changed; its id. */
  shared: News<string>;
  /** Somebody has to be asked to approve a request, or told that it wasn't approved. */
  approvalDue: News<true>;
  /** Somebody answered a request that they were asked to approve. */
  approvalAnswered: News<Approval>;
  /** A request was approved, and may be made. */
  approvalGiven: News<true>;
  /** Where several processes work: a request was called off, whichever of them has it. */
  requestCancelled: News<string>;
  /** The member who made an image has to be told that the person shown deleted it. */
  makersToTell: News<true>;
  /** Images are gone, or some of their pictures; their ids. */
  imagesGone: News<readonly string[]>;
  /** Messages that show albums have to be sent, drawn anew or deleted. */
  albumsDue: News<true>;
  /** Photos were refused because their face is registered already. */
  faceRefused: News<RefusedFace>;
  /** An admin has allowed an actor whose face was registered already. */
  faceAllowed: News<{ actor: Actor; adminId: string }>;
  /** The account that pays was paused, at this time. */
  accountPaused: News<number>;
  /** A training's stored state changed. */
  trainingChanged: News<TrainingJob>;
  /** A deletion that a member asked for is done. */
  erased: News<Erasure>;
  /** Actors were deleted by others than those who registered them. That is in the store, without the names. */
  ownersToTell: News<{ erasureId: string; actors: Pick<Actor, 'ownerId' | 'name'>[] }>;
}

export const createOutbox = (): Outbox => ({
  consentAsked: createNews(),
  consentAnswered: createNews(),
  shared: createNews(),
  approvalDue: createNews(),
  approvalAnswered: createNews(),
  approvalGiven: createNews(),
  requestCancelled: createNews(),
  makersToTell: createNews(),
  imagesGone: createNews(),
  albumsDue: createNews(),
  faceRefused: createNews(),
  faceAllowed: createNews(),
  accountPaused: createNews(),
  trainingChanged: createNews(),
  erased: createNews(),
  ownersToTell: createNews(),
});
