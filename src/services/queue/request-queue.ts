/** A request as the queue knows it: everything else about it is in the store. */
export interface Queued {
  id: string;
  memberId: string;
  /** How many pictures it is for: so much it counts when turns are shared out. */
  pictures: number;
}

/**
 * What became of a request that was handed out: it is done with, it goes back to the front of its member's requests,
 * another process still has it, so that it is looked at again a little later, or it was left to one that needs no queue.
 */
export type Outcome = 'done' | 'back' | 'later' | 'left';

/** Requests on their way from the processes that take them in to those that make them. The store has the truth. */
export interface RequestQueue {
  /** A request that it has already changes nothing. @throws UserError queue-full; what Redis says */
  add(one: Queued): Promise<void>;
  /** Takes it out unless it is being worked at. Resolves to whether it did. */
  takeOut(id: string): Promise<boolean>;
  /** How many go first; undefined once it waits no longer. */
  ahead(id: string): Promise<number | undefined>;
  /**
   * Runs the work, which is told how many go first, while the request is sure to wait: nobody is handed it before the work
   * has ended, or has taken a minute, or its process has been gone for ten seconds. Resolves to false, without it, once it
   * waits no longer.
   */
  whileWaiting(id: string, work: (ahead: number) => Promise<void>): Promise<boolean>;
  /** Seconds until a request that has so many ahead of it begins; undefined before the first has ended. */
  etaSeconds(ahead: number): Promise<number | undefined>;
  /** Lets nothing begin for so long, in any process. The longest that was asked for counts. */
  hold(ms: number): Promise<void>;
  /** Takes the next moment in which a call may leave. Resolves to the milliseconds until then. */
  nextCall(): Promise<number>;
  /** How many wait or are worked at, in all processes. */
  length(): Promise<number>;
  /** Calls `listener` whenever Redis answers again: it may have lost what was in it. */
  onReturn(listener: () => void): void;
  /** Begins to hand requests out to this process: never more in all processes together than the account may have. */
  work(handle: (id: string) => Promise<Outcome>): Promise<void>;
  /** Hands nothing out any more. Resolves once what was handed out has ended. */
  stopWorking(): Promise<void>;
  close(): Promise<void>;
}
