import type { FailedWork, WorkKind } from './asked.ts';
import type { Worker } from './connected.ts';
import type { Holder, Reported } from './leases.ts';

/** Why work came to nothing. `gone`: no worker of the server is there for it; `silent`: those that had it were lost. */
export type NotDone = { why: 'gone' | 'silent' | 'too-long' | 'stopping' } | ({ why: 'failed' } & FailedWork);

export class NotDoneError extends Error {
  readonly reason: NotDone;
  constructor(reason: NotDone) {
    super(`a worker did not do it: ${reason.why}`);
    this.reason = reason;
  }
}

/** What is to be done for a server. */
export interface Work {
  kind: WorkKind;
  guildId: string;
  memberId: string;
  /** The model that it needs. */
  base: string;
  /** At its turn, before each time it is given to a worker: what the worker is told. Rejects where it may not be done any more. */
  begin(): Promise<object>;
  onQueued?: ((ahead: number) => void) | undefined;
  mayBegin?: (() => boolean) | undefined;
  /** Ends the wait for its turn, never what a worker has. */
  signal?: AbortSignal | undefined;
  /** Begins with the kind; without it, one is made. */
  id?: string;
}

/** As a worker is told. */
export interface Handed {
  id: string;
  kind: WorkKind;
  leaseS: number;
  [told: string]: unknown;
}

/** What waits for the computers of servers, and what they have. In memory: whoever waits for it asks again after a restart. */
export interface WorkLine {
  /** Resolves to what a worker made of it. @throws NotDoneError; the signal's reason; what `begin` throws */
  add(work: Work): Promise<Buffer>;
  /** Work for this worker, as soon as there is some, or nothing after so long. */
  take(worker: Worker, free: Record<WorkKind, number>, waitMs: number, gone: AbortSignal): Promise<Handed[]>;
  /** As `Leases.renew`. */
  renew(worker: Holder, running: readonly string[]): string[];
  /** As `Leases.holds`. */
  holds(keyId: string, id: string): boolean;
  finished(worker: Holder, id: string, made: Buffer): Reported;
  failed(worker: Holder, id: string, failure: FailedWork): Reported;
  /** The worker has gone: what it has is for others. */
  left(worker: Holder): void;
  /** Takes work out, whoever has it. */
  cancel(id: string): void;
  /** Whether it waits or somebody has it. */
  state(id: string): 'waiting' | { keyId: string } | undefined;
  /** What a worker has now. */
  heldBy(worker: Holder): WorkKind[];
  /** How many wait or are worked at. */
  length(): number;
  /** Seconds until a piece of this server's work begins that so many go before; undefined before the first was made. */
  etaSeconds(guildId: string, ahead: number): number | undefined;
  sweep(): void;
  stop(): void;
}
