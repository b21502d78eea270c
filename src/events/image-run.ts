import type { Answering } from '../discord/answering.ts';
import { isRefused } from '../discord/discord-errors.ts';
import { throttleLatest } from '../discord/throttle-latest.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type {
  GenerationProgress,
  GenerationResult,
  GenerationService,
  PackResult,
} from '../services/generation/generation-service.ts';
import { ForAnother, TakenOver } from '../services/generation/requests/accepted-request.ts';
import { waitingView } from '../views/generate/waiting-view.ts';
import { outcomeOfError, type Watch } from '../watch.ts';
import { said } from '../words/words.ts';
import type { ErrorWords } from './error-words.ts';
import type { Task } from './image-task.ts';
import { createPackPosts } from './pack-images.ts';
import { progressPace } from './progress-pace.ts';
import { createTellResult } from './tell-result.ts';

const keptMs = 24 * 60 * 60_000;

/** Words for how a request ended that has not ended. */
export const [handedOn, notToldYet, forAnother] = ['handed-on', 'not-told-yet', 'for-another'];

/** What came of a request. */
type Made = { result: GenerationResult } | { pack: PackResult } | { untold: true } | { error: unknown };

const isGone = (error: unknown) => error instanceof UserError && error.code === 'gone';

/** Makes what was accepted, and tells its member what became of it. */
export function createImageRun({
  generation,
  answering,
  wordsFor,
  resultsIn,
  confirm,
  stopping,
  busy,
  putOff,
  onAsked,
  now,
  logger,
  watch,
}: {
  generation: Pick<
    GenerationService,
    'generate' | 'generatePack' | 'packImageShown' | 'packEnded' | 'told' | 'noteShown' | 'touchUpsIn'
  >;
  answering: Answering;
  wordsFor: ErrorWords;
  resultsIn: (guildId: string) => string | undefined;
  /** That this process is still the one to tell it. @throws UserError, TakenOver */
  confirm: (id: string) => Promise<void>;
  /** Whether what is told to come back goes on after a restart, or in another process. */
  stopping: () => boolean;
  /** How many are under way. */
  busy: () => number;
  putOff: (task: Task) => void;
  /** The people shown were asked about a request. */
  onAsked: () => void;
  now: () => number;
  logger: Logger;
  watch: Watch;
}) {
  const { show, tellMissing, tellWhyNot, tellWhereKept, placeFor } = createTellResult({
    ...{ generation, answering, wordsFor, resultsIn, logger },
  });

  const packPosts = createPackPosts({ generation, answering, wordsFor, placeFor, tellMissing, logger });

  /** @throws UserError; whatever else went wrong */
  async function makePack(
    task: Task,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<Made | undefined> {
    const images = packPosts.images(task);
    const pack = await generation.generatePack(task, onProgress, images.show);
    if (images.untold() > 0) return { untold: true };
    return stopping() && pack.failures.some(isGone) ? undefined : { pack };
  }

  /** Resolves to nothing where the request goes on after the restart. */
  async function make(task: Task): Promise<Made | undefined> {
    const { id, request, own, to } = task;
    const { everyMs, firstAfterMs } = progressPace(busy());
    const shown = throttleLatest<GenerationProgress>(
      progress => answering.progress(to, waitingView(progress)),
      everyMs,
      { firstAfterMs: to.again ? 0 : firstAfterMs },
    );
    try {
      if (now() > to.askedAt + keptMs) {
        throw new UserError('gone', said('events.offline'));
      }
      if (request.pack) return await makePack(task, shown.push);
      return { result: await generation.generate({ id, request, own }, shown.push) };
    } catch (error) {
      return stopping() && isGone(error) ? undefined : { error };
    } finally {
      await shown.stop();
    }
  }

  function tell(task: Task, made: Exclude<Made, { untold: true }>): Promise<void> {
    if ('result' in made) return show(task, made.result);
    return 'pack' in made ? packPosts.showEnd(task, made.pack) : tellWhyNot(task, made.error);
  }

  /** Discord takes nothing now: told when it does. */
  function later(task: Task): string {
    putOff(task);
    return notToldYet;
  }

  /** What is to be told; undefined where another process goes on with it. */
  async function confirmed(
    { id }: Task,
    made: Exclude<Made, { untold: true }>,
  ): Promise<typeof made | undefined> {
    if ('error' in made && made.error instanceof TakenOver) return undefined;
    try {
      await confirm(id);
      return made;
    } catch (error) {
      if (error instanceof TakenOver) return undefined;
      if (error instanceof UserError) return { error };
      throw error;
    }
  }

  /** Resolves to a word for how it ended. */
  async function run(task: Task): Promise<string> {
    const came = await make(task);
    if (!came) return handedOn;
    if ('untold' in came) return later(task);
    if ('error' in came && came.error instanceof ForAnother) return forAnother;
    const made = await confirmed(task, came);
    if (!made) return handedOn;
    try {
      await watch('post', {}, () => tell(task, made));
    } catch (error) {
      if (!isRefused(error)) {
        logger.warn({ err: error, request: task.id }, 'a result could not be told yet');
        return later(task);
      }
      logger.error({ err: error, request: task.id }, 'Discord refused a result in every form');
      // It is paid for and kept. Then the member hears at least that, if that can be said.
      if ('result' in made) await tellWhereKept(task, made.result);
    }
    await generation.told(task.id);
    // It may have been approved while its member was being told.
    if ('error' in made && outcomeOfError(made.error) === 'asked') onAsked();
    return 'error' in made ? outcomeOfError(made.error) : 'made';
  }

  return { run, tellWhyNot, placeFor };
}
