import { setTimeout } from 'node:timers/promises';
import { type Acknowledged, type Answerable, acknowledge } from '../discord/acknowledge.ts';
import type { Answering } from '../discord/answering.ts';
import { isRefused } from '../discord/discord-errors.ts';
import type { StandingNow } from '../discord/standing-now.ts';
import { throttleLatest } from '../discord/throttle-latest.ts';
import { UserError } from '../errors.ts';
import { inRequest, type Logger } from '../logger.ts';
import type { Approvals } from '../services/approvals/approvals-service.ts';
import type {
  GenerationProgress,
  GenerationResult,
  GenerationService,
  PackResult,
} from '../services/generation/generation-service.ts';
import type { Accepting } from '../services/generation/requests/accepted-requests.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { note } from '../views/components.ts';
import { waitingView } from '../views/generate/waiting-view.ts';
import { outcomeOfError, unwatched, type Watch } from '../watch.ts';
import { type Language, language } from '../words/language.ts';
import { said, speaking } from '../words/words.ts';
import { createApprovedRequests } from './approved-requests.ts';
import { createCalm } from './calm.ts';
import type { ErrorWords } from './error-words.ts';
import { marksOf, resumed, type Task } from './image-task.ts';
import { createPackPosts } from './pack-images.ts';
import { progressPace } from './progress-pace.ts';
import { createTellResult, failedHint } from './tell-result.ts';

/** Requests for images, from the acknowledgement until their member was told, over restarts too. */
export interface ImageRequests {
  /**
   * Notes the request, acknowledges it, stores it, and sees to it that its member is told. Where it takes longer than a
   * moment to know or to note the request, it is acknowledged first. Where it then cannot be stored, that is told.
   */
  take(interaction: Answerable, asking: GenerationRequest | Promise<GenerationRequest>): Promise<void>;
  /** Goes on with what an earlier process did not end. Returns at once. */
  resume(): void;
  /** Goes on with requests that were approved. Returns at once. */
  takeUpApproved(): void;
  /** Retries messages that could not be delivered, and continues approved requests. */
  catchUp(): void;
  /** From now on, what is told to come back stays stored for the next start instead. */
  stop(): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

const keptMs = 24 * 60 * 60_000;

/** Discord waits three seconds for an acknowledgement; most of them are for the way to it. */
const momentMs = 400;

export function createImageRequests({
  generation,
  approvals,
  standingNow,
  answering,
  wordsFor,
  languageOf = () => 'en',
  resultsIn = () => undefined,
  now,
  logger,
  watch = unwatched,
}: {
  generation: Pick<
    GenerationService,
    | 'accept'
    | 'acceptApproved'
    | 'isAccepted'
    | 'isTakenUp'
    | 'generate'
    | 'generatePack'
    | 'packImageShown'
    | 'told'
    | 'putOff'
    | 'untold'
    | 'noteShown'
  >;
  approvals: Pick<Approvals, 'approved' | 'takeUp' | 'settle'>;
  standingNow: StandingNow;
  answering: Answering;
  wordsFor: ErrorWords;
  /** What is spoken in the channels of a server. */
  languageOf?: (guildId: string) => Language;
  /** The channel of a server in which public images are shown, where its admins chose one. */
  resultsIn?: (guildId: string) => string | undefined;
  now: () => number;
  logger: Logger;
  watch?: Watch;
}): ImageRequests {
  let stopping = false;
  const underWay = new Set<Promise<void>>();
  const undelivered: Task[] = [];
  const calm = createCalm();
  const { show, tellWhyNot, tellWhereKept, placeFor } = createTellResult({
    ...{ generation, answering, wordsFor, resultsIn, logger },
  });

  const packPosts = createPackPosts({ generation, answering, wordsFor, placeFor, logger });

  /** @throws UserError; whatever else went wrong */
  async function makePack(
    task: Task,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<Made | undefined> {
    const images = packPosts.images(task);
    const pack = await generation.generatePack(task, onProgress, images.show);
    if (images.untold() > 0) return { untold: true };
    return stopping && pack.failures.some(isGone) ? undefined : { pack };
  }

  /** Resolves to nothing where the request goes on after the restart. */
  async function make(task: Task): Promise<Made | undefined> {
    const { id, request, to } = task;
    const { everyMs, firstAfterMs } = progressPace(underWay.size);
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
      return { result: await generation.generate({ id, request }, shown.push) };
    } catch (error) {
      return stopping && isGone(error) ? undefined : { error };
    } finally {
      await shown.stop();
    }
  }

  function tell(task: Task, made: Exclude<Made, { untold: true }>): Promise<void> {
    if ('result' in made) return show(task, made.result);
    return 'pack' in made ? packPosts.showEnd(task, made.pack) : tellWhyNot(task, made.error);
  }

  /** Discord takes nothing now: told when it does. */
  function putOff(task: Task): string {
    generation.putOff(task.id);
    undelivered.push({ ...task, to: { ...task.to, again: true } });
    return 'not-told-yet';
  }

  /** Resolves to a word for how it ended. */
  async function run(task: Task): Promise<string> {
    const made = await make(task);
    if (!made) return 'handed-on';
    if ('untold' in made) return putOff(task);
    try {
      await watch('post', {}, () => tell(task, made));
    } catch (error) {
      if (!isRefused(error)) {
        logger.warn({ err: error, request: task.id }, 'a result could not be told yet');
        return putOff(task);
      }
      logger.error({ err: error, request: task.id }, 'Discord refused a result in every form');
      // It is paid for and kept. Then the member hears at least that, if that can be said.
      if ('result' in made) await tellWhereKept(task, made.result);
    }
    await generation.told(task.id);
    // It may have been approved while its member was being told.
    if ('error' in made && outcomeOfError(made.error) === 'asked') void approved.takeUp();
    return 'error' in made ? outcomeOfError(made.error) : 'made';
  }

  /** Only what differs from English is stored. */
  function spokenBy(guildId: string | null): Pick<GenerationRequest, 'language' | 'channelLanguage'> {
    const theirs = language();
    const here = guildId === null ? theirs : languageOf(guildId);
    return {
      ...(theirs === 'en' ? {} : { language: theirs }),
      ...(here === 'en' ? {} : { channelLanguage: here }),
    };
  }

  function accept(
    { applicationId, token, attachmentSizeLimit, guildId }: Answerable,
    request: GenerationRequest,
  ): Promise<Accepting> {
    const answer = JSON.stringify({ applicationId, token, fileBytesMost: attachmentSizeLimit });
    return generation.accept({ ...request, ...spokenBy(guildId) }, answer);
  }

  /** A request that is known within a moment is safe before it is acknowledged; another one is accepted afterwards. */
  async function takeIn(
    interaction: Answerable,
    asking: GenerationRequest | Promise<GenerationRequest>,
  ): Promise<{ to: Acknowledged; accepting: Promise<Accepting> }> {
    const request =
      asking instanceof Promise
        ? await Promise.race([asking, setTimeout(momentMs, undefined, { ref: false })])
        : asking;
    const accepting = request
      ? accept(interaction, request)
      : Promise.resolve(asking).then(known => accept(interaction, hidden(known)));
    // Read only after the acknowledgement.
    accepting.catch(() => undefined);
    if (request) await accepting.catch(() => undefined);
    try {
      return {
        to: await acknowledge(interaction, request && !request.private ? 'public' : 'private'),
        accepting,
      };
    } catch (error) {
      await accepting.then(({ id }) => generation.told(id)).catch(() => undefined);
      throw error;
    }
  }

  async function tellNotStored(to: Acknowledged, guild: string | null, error: unknown): Promise<undefined> {
    const words = note('bad', wordsFor(error, { interaction: to.id, guild, member: to.memberId }));
    await answering
      .tellWhyNot(to, words, failedHint())
      .catch(cause => logger.error({ err: cause, interaction: to.id }, 'an error could not be told'));
    return undefined;
  }

  function begin(task: Task): Promise<void> {
    const { id, to } = task;
    const work = inRequest(id, () =>
      watch(
        'image_request',
        { details: { request: id }, since: to.askedAt },
        () => speaking(shownIn(task.request), () => run(task)),
        ended => ended,
      ),
    )
      .then(() => undefined)
      .catch(error => logger.error({ err: error, request: task.id }, 'a request was left for the next start'))
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  }

  const approved = createApprovedRequests({
    ...{ approvals, generation, standingNow, now, logger },
    stopping: () => stopping,
    begin: one => void begin(resumed(one)),
  });

  return {
    takeUpApproved: () => void approved.takeUp(),

    async take(interaction, asking) {
      const { to, accepting } = await calm.during(takeIn(interaction, asking));
      await calm.reached();
      const accepted = await stored(accepting).catch(error => tellNotStored(to, interaction.guildId, error));
      if (!accepted) return;
      const { id } = accepted;
      await begin({
        id,
        request: { ...accepted.request, post: to.post },
        to: { ...to, id, marks: marksOf(id, accepted.request) },
      });
    },

    resume() {
      const goOn = () => {
        for (const untold of generation.untold()) void begin(resumed(untold));
      };
      void approved
        .strikeOut()
        .catch(error => logger.warn({ err: error }, 'approved requests could not be read'))
        .then(goOn)
        .then(approved.takeUp);
    },

    catchUp() {
      for (const task of undelivered.splice(0)) void begin(task);
      void approved.takeUp();
    },

    stop() {
      stopping = true;
    },

    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** What came of a request. */
type Made = { result: GenerationResult } | { pack: PackResult } | { untold: true } | { error: unknown };

const shownIn = ({ private: hidden, language: theirs = 'en', channelLanguage = 'en' }: GenerationRequest) =>
  hidden ? theirs : channelLanguage;

const isGone = (error: unknown) => error instanceof UserError && error.code === 'gone';

/** @throws UserError not-stored; what says why no request came of it, as it came */
async function stored(accepting: Promise<Accepting>): Promise<Accepting> {
  const accepted = await accepting;
  await accepted.store().catch(error => {
    throw new UserError('not-stored', said('events.notStored'), { cause: error });
  });
  return accepted;
}

/** It was not known in time whether it is private. */
const hidden = (request: GenerationRequest): GenerationRequest => ({ ...request, private: true });
