import type { Logger } from '../../logger.ts';
import type { ImageRequest } from '../huggingface/inference/image-request.ts';
import { endpointParameters } from '../huggingface/inference/provider-parameters.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Seal } from '../storage/seal.ts';
import { createConnected } from './connected.ts';
import { type Seen, seenElsewhere, seenHere } from './seen.ts';
import { NotDoneError, type WorkLine } from './work.ts';
import { createWorkLine } from './work-line.ts';
import { createWorkerCalls, type WorkerCalls } from './worker-calls.ts';
import { failureOf } from './worker-failures.ts';
import { createWorkerKeys, type WorkerKeys } from './worker-keys.ts';

/** A picture for the computers of a server to draw. */
export interface Drawing {
  guildId: string;
  memberId: string;
  request: ImageRequest;
  /** Asked at its turn, before each time it is given to a worker. */
  mayStart(): Promise<void>;
  /** The bot's own address for the weights of its LoRA, made at its turn. */
  link(): Promise<string | undefined>;
  onStart(): void;
  onQueued(ahead: number, eta: (ahead: number) => number | undefined): void;
  mayBegin?: (() => boolean) | undefined;
  signal?: AbortSignal | undefined;
}

export type { ShownWorker } from './seen.ts';

/** Computers that the admins of a server have connected: they ask for work, and draw and train for that server alone. */
export interface Workers extends Omit<Seen, 'heard' | 'stop'> {
  keys: WorkerKeys;
  /** Where they reach the bot; undefined where they can't. */
  address: string | undefined;
  /** What they call over HTTP. */
  calls: WorkerCalls;
  /** @throws InferenceFailure that is free; the signal's reason; what `mayStart` throws */
  draw(drawing: Drawing): Promise<Buffer>;
  line: Pick<WorkLine, 'add' | 'state'> & {
    /** Takes work out, whoever has it, in whichever process. */
    cancel(id: string): void | Promise<void>;
  };
  length(): number;
  stop(): void;
}

export function createWorkers({
  settings,
  seal,
  address,
  many,
  backWithinMs,
  now,
  logger,
}: {
  settings: Pick<SettingsService, 'all' | 'get' | 'update'>;
  seal: Pick<Seal, 'sign'>;
  address: string | undefined;
  /** Where several processes work: computers connect to the one that leads. */
  many?: { leads: boolean; hasLeader: () => Promise<boolean> } | undefined;
  /** How long after a start those that were there before are waited for. */
  backWithinMs?: number;
  now: () => number;
  logger: Logger;
}): Workers {
  const keys = createWorkerKeys({ settings, seal });
  const isKey = (id: string) => keys.guildOf(id) !== undefined;
  const connected = createConnected({ isKey, now });
  const line = createWorkLine({ here: connected.here, isKey, now, logger });
  const seen =
    many && !many.leads
      ? seenElsewhere(settings, many.hasLeader)
      : seenHere({
          ...{ connected, line, settings, watched: many !== undefined, now, logger },
          ...(backWithinMs === undefined ? {} : { withinMs: backWithinMs }),
        });

  return {
    ...{ keys, address, line, ...seen },
    calls: createWorkerCalls({
      ...{ keys, line, now },
      connected: {
        ...connected,
        hear(...asked) {
          const worker = connected.hear(...asked);
          if (worker) seen.heard(worker);
          return worker;
        },
      },
    }),
    async draw({ guildId, memberId, request, mayStart, link, onStart, onQueued, mayBegin, signal }) {
      try {
        return await line.add({
          ...{ kind: 'image', guildId, memberId, base: request.model, mayBegin, signal },
          onQueued: ahead => onQueued(ahead, before => line.etaSeconds(guildId, before)),
          async begin() {
            await mayStart();
            const url = await link();
            onStart();
            return { call: callFor(request, url && pathOf(url, address)) };
          },
        });
      } catch (error) {
        throw error instanceof NotDoneError ? failureOf(error.reason) : error;
      }
    },
    length: line.length,
    stop() {
      seen.stop();
      line.stop();
    },
  };
}

/** Below the bot's address, so that a worker asks nobody else for anything. */
const pathOf = (url: string, address = ''): string => {
  if (!url.startsWith(`${address}/`)) throw new Error('the weights are not at the bot’s own address');
  return url.slice(address.length);
};

/** What `actor-lora serve` would be sent, with where the LoRA's weights are: a worker has no token for the hub. */
function callFor(request: ImageRequest, weights: string | undefined): object {
  const { lora } = request;
  return {
    inputs: request.prompt,
    parameters: {
      ...endpointParameters(request),
      ...(lora && weights ? { loras: [{ ...lora, weights }] } : {}),
    },
  };
}
