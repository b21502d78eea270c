import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { EventData, EventType } from './protocol.ts';

export interface EventSenderOptions {
  eventsUrl: string;
  /** `whsec_…` */
  secret: string;
  jobId: string;
  attempt: number;
  /** Delays of the retries in milliseconds; the last one repeats. */
  backoffMs?: readonly number[];
  /** How long a terminal event is retried before it is given up, in milliseconds. */
  terminalPatienceMs?: number;
  /** How often another event is tried. */
  maxTries?: number;
  /** Delivers instead of the signed request to `eventsUrl`. */
  post?: Post;
  /** Called once when the bot answers 410: the job is over and training should stop. */
  onGone(): void;
  log(text: string): void;
}

/** One try to deliver an event; status 0 for no answer at all. */
export type Post = (event: { id: string; body: string }) => Promise<{ status: number; retryAfterMs: number }>;

export interface EventSender {
  /** Queues an event and returns at once; delivery never holds up training. A newer progress replaces a waiting one. */
  send(type: EventType, data: EventData): void;
  /** Resolves when everything queued is delivered, refused or given up; true when the last event was accepted. */
  drained(): Promise<boolean>;
  /** Ends all delivery at once. */
  abort(): void;
}

interface QueuedEvent {
  id: string;
  type: EventType;
  body: string;
}

const defaultBackoff = [2_000, 5_000, 15_000, 30_000, 60_000];
const isTerminal = (type: EventType) => type === 'completed' || type === 'failed';

/**
 * Delivers training events in order, one at a time, signed by Standard Webhooks. An event keeps its id over all
 * retries, and every try carries a fresh timestamp. Network faults, 5xx and 429 (honouring Retry-After) are retried.
 */
export function createEventSender(options: EventSenderOptions): EventSender {
  const { backoffMs = defaultBackoff, terminalPatienceMs = 30 * 60_000, maxTries = 8, log } = options;
  const aborter = new AbortController();
  let queue: QueuedEvent[] = [];
  let worker: Promise<void> | undefined;
  let seq = 0;
  let gone = false;
  let lastAccepted = false;

  function send(type: EventType, data: EventData): void {
    if (gone || aborter.signal.aborted) return;
    seq += 1;
    const { jobId, attempt } = options;
    const body = JSON.stringify({ type: `training.${type}`, jobId, attempt, seq, ...data });
    const event = { id: `${jobId}-${attempt}-${seq}`, type, body };
    if (type === 'progress' && queue.at(-1)?.type === 'progress') queue.pop();
    queue.push(event);
    worker ??= work().finally(() => {
      worker = undefined;
    });
  }

  async function work(): Promise<void> {
    for (let event = queue.shift(); event && !gone; event = queue.shift()) {
      lastAccepted = await deliver(event);
    }
  }

  async function deliver(event: QueuedEvent): Promise<boolean> {
    const giveUpAt = Date.now() + terminalPatienceMs;
    for (let tries = 1; ; tries++) {
      const { status, retryAfterMs } = await (options.post ?? post)(event);
      if (status >= 200 && status < 300) return true;
      if (aborter.signal.aborted) return false;
      if (status === 410) {
        gone = true;
        queue = [];
        options.onGone();
        return false;
      }
      const what = status === 0 ? 'no answer from the bot' : `the bot answered ${status}`;
      if (status !== 0 && status < 500 && status !== 429) {
        log(`training.${event.type} was not accepted: ${what}.`);
        return false;
      }
      if (event.type === 'progress' && queue.length) {
        log(`training.progress skipped for a newer event: ${what}.`);
        return false;
      }
      if (isTerminal(event.type) ? Date.now() >= giveUpAt : tries >= maxTries) {
        log(`training.${event.type} given up after ${tries} tries: ${what}.`);
        return false;
      }
      const planned = backoffMs[Math.min(tries, backoffMs.length) - 1] ?? 0;
      const wait = Math.max(retryAfterMs, planned * (0.8 + Math.random() * 0.4));
      log(`training.${event.type}: ${what}; trying again in ${(wait / 1000).toFixed(1)} s.`);
      await sleep(wait, undefined, { signal: aborter.signal }).catch(() => undefined);
      if (aborter.signal.aborted) return false;
    }
  }

  async function post({ id, body }: QueuedEvent): Promise<{ status: number; retryAfterMs: number }> {
    const now = new Date();
    try {
      const response = await fetch(options.eventsUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(options.secret).sign(id, now, body),
        },
        body,
        signal: AbortSignal.any([aborter.signal, AbortSignal.timeout(20_000)]),
      });
      await response.body?.cancel();
      return { status: response.status, retryAfterMs: retryAfter(response.headers.get('retry-after')) };
    } catch {
      return { status: 0, retryAfterMs: 0 };
    }
  }

  return {
    send,
    async drained() {
      while (worker) await worker;
      return lastAccepted;
    },
    abort: () => aborter.abort(),
  };
}

/** Retry-After in milliseconds: seconds or a date, at most five minutes. */
function retryAfter(header: string | null): number {
  if (!header) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.min(ms, 300_000)) : 0;
}
