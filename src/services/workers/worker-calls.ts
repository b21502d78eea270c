import type { z } from 'zod';
import { jsonOf } from '../../json-of.ts';
import { createReplayGuard, isSigned } from '../storage/signed-body.ts';
import { aliveSchema, askedSchema, byeSchema, endedSchema, failedSchema } from './asked.ts';
import type { Connected, Worker } from './connected.ts';
import { holderOf, type Reported } from './leases.ts';
import type { Handed, WorkLine } from './work.ts';
import type { WorkerKeys } from './worker-keys.ts';

/** A request as it came: nothing of it is believed before its signature is checked. */
export interface WorkerCall {
  method: string;
  /** Below the bot's address. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Why a worker is turned away; `why` is a sentence for the person at it. */
export interface WorkerRefusal {
  outcome: 'unauthorised' | 'repeated' | 'over' | 'invalid' | 'busy';
  why: string;
}

const refusal = (outcome: WorkerRefusal['outcome'], why: string): WorkerRefusal => ({ outcome, why });
const unauthorised = () =>
  refusal(
    'unauthorised',
    'This key isn’t known here, was revoked, or the signature is wrong or more than 5 minutes off. An admin makes keys with /settings workers. A worker older than the bot has to be updated.',
  );
const over = () => refusal('over', 'This work isn’t yours any more. Drop it.');

/** Long polls of one worker at a time. */
const pollsMost = 2;
/** Repos that a worker is told of at a time. */
const forgetMost = 500;

export interface WorkerCalls {
  /** @param gone aborted once nobody hears the answer any more */
  work(
    call: WorkerCall,
    gone: AbortSignal,
  ): Promise<{ outcome: 'work'; work: Handed[]; forget: string[] } | { outcome: 'none' } | WorkerRefusal>;
  alive(call: WorkerCall): { outcome: 'alive'; cancelled: string[]; forget: string[] } | WorkerRefusal;
  /** Every worker is told to drop what it has of this repo: at once, if it listens. */
  forget(repo: string): void;
  bye(call: WorkerCall): { outcome: 'done' } | WorkerRefusal;
  /** Before the body is read: whether this key may have that work, so that strangers can't make the bot read large bodies. */
  mayReport(headers: WorkerCall['headers'], id: string): WorkerRefusal | undefined;
  result(call: WorkerCall, id: string): { outcome: 'done' } | WorkerRefusal;
  failed(call: WorkerCall, id: string): { outcome: 'done' } | WorkerRefusal;
}

export function createWorkerCalls({
  keys,
  connected,
  line,
  now,
}: {
  keys: Pick<WorkerKeys, 'guildOf' | 'secretOf'>;
  connected: Pick<Connected, 'hear' | 'alive' | 'leave' | 'all'>;
  line: WorkLine;
  now: () => number;
}): WorkerCalls {
  const isReplay = createReplayGuard(now);
  const polls = new Map<string, number>();
  /** Ends what a worker waits for. */
  const waits = new Map<string, AbortController>();
  const keyIn = (headers: WorkerCall['headers']) => String(headers['x-worker-key'] ?? '');
  const workerIn = (headers: WorkerCall['headers']) => String(headers['x-worker'] ?? '');
  /** What is signed beside the body: else one who listens could send it to where it means something else. */
  const signedBefore = ({ method, path, headers }: WorkerCall) => `${method} ${path}\n${workerIn(headers)}\n`;

  /** Who signed the call: exactly this one, and for the first time. */
  function signer(
    call: WorkerCall,
  ): { outcome: 'signed'; keyId: string; id: string; guildId: string } | WorkerRefusal {
    const { headers, body } = call;
    const keyId = keyIn(headers);
    const messageId = String(headers['webhook-id'] ?? '');
    const guildId = keys.guildOf(keyId);
    if (guildId === undefined || !messageId || messageId.length > 200) return unauthorised();
    if (!isSigned(keys.secretOf(keyId), headers, body, signedBefore(call))) return unauthorised();
    if (isReplay(keyId, messageId)) {
      return refusal('repeated', 'This request was answered before. Sign another one.');
    }
    return { outcome: 'signed', keyId, id: workerIn(headers), guildId };
  }

  /** @returns what was asked for, and who did */
  function read<Schema extends z.ZodType<{ worker: string }>>(call: WorkerCall, schema: Schema) {
    const by = signer(call);
    if (by.outcome !== 'signed') return by;
    const asked = schema.safeParse(jsonOf(call.body));
    if (!asked.success) {
      const reasons = asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return refusal('invalid', reasons.slice(0, 10).join('; '));
    }
    if (asked.data.worker !== by.id) return refusal('invalid', 'worker: is not the one that signed.');
    return { ...by, outcome: 'read' as const, asked: asked.data as z.infer<Schema> };
  }

  /** What it is to drop; told once, for it asks the bot again before it uses what it keeps. */
  function forgetBy({ forget }: Worker): string[] {
    const repos = [...forget];
    forget.clear();
    return repos;
  }

  const reported = (how: Reported) => (how === 'over' ? over() : { outcome: 'done' as const });

  return {
    async work(call, gone) {
      const said = read(call, askedSchema);
      if (said.outcome !== 'read') return said;
      const { keyId, guildId, asked } = said;
      const worker = connected.hear(keyId, guildId, asked);
      if (!worker) return refusal('busy', 'Too many computers use this key. Make another one.');
      const holder = holderOf(worker);
      const open = polls.get(holder) ?? 0;
      if (open >= pollsMost) return refusal('busy', `A computer may ask ${pollsMost} times at once.`);
      line.renew(worker, asked.running);
      polls.set(holder, open + 1);
      const wait = waits.get(holder) ?? new AbortController();
      waits.set(holder, wait);
      try {
        const until = AbortSignal.any([gone, wait.signal]);
        if (worker.forget.size > 0) wait.abort();
        const work = await line.take(worker, asked.free, asked.waitS * 1_000, until);
        const forget = gone.aborted ? [] : forgetBy(worker);
        return work.length + forget.length > 0 ? { outcome: 'work', work, forget } : { outcome: 'none' };
      } finally {
        if (waits.get(holder) === wait) waits.delete(holder);
        const others = (polls.get(holder) ?? 1) - 1;
        if (others > 0) polls.set(holder, others);
        else polls.delete(holder);
      }
    },

    alive(call) {
      const said = read(call, aliveSchema);
      if (said.outcome !== 'read') return said;
      const { running } = said.asked;
      const worker = connected.alive(said.keyId, said.id, running);
      const cancelled = line.renew(said, running);
      return { outcome: 'alive', cancelled, forget: worker ? forgetBy(worker) : [] };
    },

    forget(repo) {
      for (const worker of connected.all()) {
        if (worker.forget.size < forgetMost) worker.forget.add(repo);
        waits.get(holderOf(worker))?.abort();
      }
    },

    bye(call) {
      const said = read(call, byeSchema);
      if (said.outcome !== 'read') return said;
      const worker = { keyId: said.keyId, id: said.id };
      connected.leave(worker.keyId, worker.id);
      waits.get(holderOf(worker))?.abort();
      line.left(worker);
      return { outcome: 'done' };
    },

    mayReport(headers, id) {
      const keyId = keyIn(headers);
      if (keys.guildOf(keyId) === undefined) return unauthorised();
      return line.holds(keyId, id) ? undefined : over();
    },

    result(call, id) {
      const worker = signer(call);
      if (worker.outcome !== 'signed') return worker;
      const type = String(call.headers['content-type'] ?? '');
      if (/^application\/json/.test(type)) {
        if (!endedSchema.safeParse(jsonOf(call.body)).success)
          return refusal('invalid', 'exitCode is missing.');
        return reported(line.finished(worker, id, Buffer.alloc(0)));
      }
      if (!/^image\//.test(type) || call.body.length === 0) {
        return refusal('invalid', 'A result is an image, or JSON with exitCode.');
      }
      return reported(line.finished(worker, id, call.body));
    },

    failed(call, id) {
      const said = read(call, failedSchema);
      if (said.outcome !== 'read') return said;
      const { worker: _signer, ...failure } = said.asked;
      return reported(line.failed(said, id, failure));
    },
  };
}
