import type { MakingSigns } from '../making/image-maker.ts';
import type { Limiter } from '../making/limiter.ts';
import type { RequestUnderWay } from './under-way.ts';

/** Where a request stands, for the message that its member looks at. */
export interface GenerationProgress {
  /** The accepted request. */
  id: string;
  total: number;
  done: number;
  started: boolean;
  /** Some of it still waits for its turn, and can be cancelled. */
  waiting: boolean;
  /** How many calls of everybody go first; absent until the request has its place. */
  ahead?: number;
  /** Seconds until it begins; absent where no call has been timed yet. */
  etaSeconds?: number | undefined;
  /** The provider asked to wait, from now on that long. */
  wait?: { seconds: number; warmingUp: boolean } | undefined;
}

export interface RequestProgress {
  pictureDone(): void;
  signs: MakingSigns;
}

/** Turns what happens to the pictures of one request into what is told of it. */
export function createProgress({
  id,
  total,
  done = 0,
  mine,
  limiter,
  onProgress,
}: {
  id: string;
  total: number;
  /** Pictures that an earlier process made. */
  done?: number;
  mine: RequestUnderWay;
  limiter: Pick<Limiter, 'etaSeconds'>;
  onProgress: (progress: GenerationProgress) => void;
}): RequestProgress {
  let progress: GenerationProgress = { id, total, done, started: false, waiting: true };
  const tell = (change: Partial<GenerationProgress>) => {
    progress = { ...progress, ...change, waiting: !mine.begun };
    onProgress(progress);
  };
  return {
    pictureDone: () => tell({ done: progress.done + 1 }),
    signs: {
      onQueued: (ahead, eta = limiter.etaSeconds) => {
        if (!progress.started) tell({ ahead, etaSeconds: eta(ahead) });
      },
      onStart: () => tell({ started: true, wait: undefined }),
      onWait: (seconds, warmingUp) => tell({ wait: { seconds, warmingUp } }),
    },
  };
}
