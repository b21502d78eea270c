import { setTimeout } from 'node:timers/promises';
import { type Acknowledged, type Answerable, acknowledge } from '../discord/acknowledge.ts';
import type { Answering } from '../discord/answering.ts';
import { isElsewhere } from '../discord/is-elsewhere.ts';
import type { StandingNow } from '../discord/standing-now.ts';
import { UserError } from '../errors.ts';
import { inRequest, type Logger } from '../logger.ts';
import type { Approvals } from '../services/approvals/approvals-service.ts';
import type { GenerationService } from '../services/generation/generation-service.ts';
import type { Accepting } from '../services/generation/requests/accepted-request.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { note } from '../views/components.ts';
import { agreedView } from '../views/generate/price-view.ts';
import { youTyped } from '../views/typed.ts';
import { unwatched, type Watch } from '../watch.ts';
import { type Language, language } from '../words/language.ts';
import { said, speaking } from '../words/words.ts';
import { isAgreedDirectly, type Readmit } from './agreed-directly.ts';
import { createApprovedRequests } from './approved-requests.ts';
import { createCalm } from './calm.ts';
import type { ErrorWords } from './error-words.ts';
import { createImageRun } from './image-run.ts';
import { marksOf, resumed, shownIn, spokenIn, type Task, typedFor } from './image-task.ts';
import { createSharedWork, left, type Shared } from './shared-work.ts';
import { failedHint } from './tell-result.ts';

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
  /** Where several processes work: a request was called off. Returns at once. */
  cancelled(id: string): void;
  /** Where several processes work: begins to make requests. */
  work(): Promise<void>;
  /** From now on, what is told to come back stays stored for the next start instead. */
  stop(): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

/** Discord waits three seconds for an acknowledgement; most of them are for the way to it. */
const momentMs = 400;

export function createImageRequests({
  generation,
  approvals,
  standingNow,
  readmit,
  answering,
  wordsFor,
  languageOf = () => 'en',
  resultsIn = () => undefined,
  shared,
  isOurs = () => true,
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
    | 'packEnded'
    | 'told'
    | 'putOff'
    | 'untold'
    | 'noteShown'
    | 'touchUpsIn'
    | 'confirmAgain'
  >;
  approvals: Pick<Approvals, 'approved' | 'takeUp' | 'settle'>;
  standingNow: StandingNow;
  readmit: Readmit;
  answering: Answering;
  wordsFor: ErrorWords;
  /** What is spoken in the channels of a server. */
  languageOf?: (guildId: string) => Language;
  /** The channel of a server in which public images are shown, where its admins chose one. */
  resultsIn?: (guildId: string) => string | undefined;
  /** Where several processes work. */
  shared?: Shared | undefined;
  /** Whether this process sees to what is asked for in a server: each server's requests are one process's. */
  isOurs?: ((guildId: string) => boolean) | undefined;
  now: () => number;
  logger: Logger;
  watch?: Watch;
}): ImageRequests {
  let stopping = false;
  const underWay = new Set<Promise<string>>();
  const undelivered: Task[] = [];
  const calm = createCalm();
  const { run, tellWhyNot, placeFor } = createImageRun({
    ...{ generation, answering, wordsFor, resultsIn, now, logger, watch },
    confirm: async id => shared?.requests.confirm(id),
    stopping: () => stopping,
    busy: () => underWay.size,
    putOff(task) {
      // Of several processes, this one keeps it in hand: see `shared-work.ts`.
      if (shared) return;
      generation.putOff(task.id);
      undelivered.push({ ...task, to: { ...task.to, again: true } });
    },
    onAsked: () => void approved.takeUp(),
  });

  async function accept(interaction: Answerable, request: GenerationRequest): Promise<Accepting> {
    if (isAgreedDirectly(interaction, request)) {
      const spoken = { theirs: language(), here: languageOf(request.guildId) };
      return generation.accept(spokenIn(await readmit(request), spoken), '');
    }
    const { applicationId, token, attachmentSizeLimit: fileBytesMost, guildId } = interaction;
    const elsewhere = isElsewhere(interaction) || undefined;
    const answer = JSON.stringify({ applicationId, token, fileBytesMost, elsewhere });
    const theirs = language();
    const here = elsewhere || guildId === null ? theirs : languageOf(guildId);
    return generation.accept(spokenIn(request, { theirs, here }), answer);
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
    if (request && isAgreedDirectly(interaction, request)) {
      // What it has to be asked about first takes longer than Discord waits.
      const to = await acknowledge(interaction, 'replace');
      return { to, accepting: accept(interaction, request) };
    }
    const accepting = request
      ? accept(interaction, request)
      : Promise.resolve(asking).then(known =>
          accept(interaction, isAgreedDirectly(interaction, known) ? known : hidden(known)),
        );
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

  /** `request` where it is known what was asked for: a form or a command gives back itself what it could not read. */
  async function tellNotStored(
    to: Acknowledged,
    {
      guild,
      error,
      request,
    }: { guild: string | null; error: unknown; request: GenerationRequest | undefined },
  ): Promise<undefined> {
    const why = wordsFor(error, { interaction: to.id, guild, member: to.memberId });
    const words = note('bad', why + youTyped(request ? typedFor(request) : []));
    const here = to.elsewhere || guild === null ? language() : languageOf(guild);
    const hint = await speaking(here, async () => failedHint());
    await answering
      .tellWhyNot(to, words, hint)
      .catch(cause => logger.error({ err: cause, interaction: to.id }, 'an error could not be told'));
    return undefined;
  }

  /** In place of the question; the images are shown as those of a late answer are. */
  async function tellAgreed(to: Acknowledged, request: GenerationRequest): Promise<void> {
    const channelId = placeFor(request)?.channelId ?? request.channelId;
    const view = agreedView(request.private ? undefined : channelId);
    await answering
      .show(to, { view, hint: view })
      .catch(error => logger.info({ err: error, interaction: to.id }, 'a price question stays'));
  }

  /** Resolves to a word for how it ended. */
  function beginHere(task: Task): Promise<string> {
    const { id, to } = task;
    const work = inRequest(id, () =>
      watch(
        'image_request',
        { details: { request: id }, since: to.askedAt },
        () => speaking(shownIn(task.request), () => run(task)),
        ended => ended,
      ),
    )
      .catch(error => {
        logger.error({ err: error, request: task.id }, 'a request was left for the next start');
        return left;
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  }

  const work =
    shared &&
    createSharedWork({
      shared,
      ...{ untold: generation.untold, isOurs, isAtIt: generation.confirmAgain },
      begin: beginHere,
      tellWhyNot,
      told: generation.told,
      answering,
      stopping: () => stopping,
      logger,
    });
  const begin = async (task: Task) => void (await (work ? work.hand(task) : beginHere(task)));

  /** Goes on with what is stored. */
  async function goOn(): Promise<void> {
    if (work) return work.fill();
    for (const one of await generation.untold()) if (isOurs(one.request.guildId)) void begin(resumed(one));
  }

  const approved = createApprovedRequests({
    ...{ approvals, generation, standingNow, isOurs, now, logger },
    stopping: () => stopping,
    begin: one => void begin(resumed(one)),
  });

  return {
    takeUpApproved: () => void approved.takeUp(),

    async take(interaction, asking) {
      const { to, accepting } = await calm.during(takeIn(interaction, asking));
      await calm.reached();
      const accepted = await stored(accepting).catch(async error => {
        const request = await Promise.resolve(asking).catch(() => undefined);
        return tellNotStored(to, { guild: interaction.guildId, error, request });
      });
      if (!accepted) return;
      const { id } = accepted;
      if (isAgreedDirectly(interaction, accepted.request)) {
        await tellAgreed(to, accepted.request);
        return begin(resumed({ ...accepted, answer: '', acceptedAt: now() }));
      }
      await begin({
        id,
        request: { ...accepted.request, post: to.post },
        to: { ...to, id, marks: marksOf(id, accepted.request) },
      });
    },

    resume() {
      void approved
        .strikeOut()
        .catch(error => logger.warn({ err: error }, 'approved requests could not be read'))
        .then(goOn)
        .then(approved.takeUp);
    },

    cancelled: id => work?.cancelled(id),
    work: async () => work?.start(),

    catchUp() {
      work?.fill();
      for (const task of undelivered.splice(0)) void begin(task);
      void approved.takeUp();
    },

    stop() {
      stopping = true;
      void work?.stop();
    },

    async settled() {
      await work?.stop();
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

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
