import { EventEmitter, once } from 'node:events';
import type { ButtonInteraction, ChatInputCommandInteraction, ModalSubmitInteraction } from 'discord.js';
import type { ChannelMessages } from '../discord/channel-messages.ts';
import { fittedFiles } from '../discord/fitted-files.ts';
import { type AnswerKey, type InteractionAnswers, tooLate } from '../discord/interaction-answers.ts';
import { throttleLatest } from '../discord/throttle-latest.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import type {
  GenerationProgress,
  GenerationResult,
  GenerationService,
} from '../services/generation/generation-service.ts';
import type { Accepted } from '../services/generation/requests/accepted-requests.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { note, type View } from '../views/components.ts';
import { imageView, privateImageReadyView, waitingView } from '../views/generate/image-view.ts';
import type { createErrorWords } from './error-words.ts';

type Answerable = ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction;

/** Requests for images, from the acknowledgement until their member was told, over restarts too. */
export interface ImageRequests {
  /** Stores the request, acknowledges it with `defer`, and sees to it that its member is told. */
  take(
    interaction: Answerable,
    request: GenerationRequest,
    defer: () => Promise<Post | undefined>,
  ): Promise<void>;
  /** Goes on with what an earlier process did not end. Returns at once. */
  resume(): void;
  /** Tries again to tell what could not be told. */
  catchUp(): void;
  /** From now on, what is told to come back stays stored for the next start instead. */
  stop(): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

/** A request with the way to answer it. */
interface Task extends Accepted {
  key: AnswerKey;
  /** How large one file may be, in bytes. */
  fileBytesMost: number;
  acceptedAt: number;
  /** An earlier process began with it: whatever it told may stand there already. */
  again: boolean;
}

const progressEveryMs = 3_000;
/** Until then the message says that the bot is thinking, which is true and costs no edit. */
const firstProgressAfterMs = 1_200;
/** Discord takes answers for 15 minutes; the last minute is left for the upload. */
const answerableMs = 14 * 60_000;
/** What Discord takes in direct messages, and in servers without boosts. */
const directBytesMost = 10 * 1024 * 1024;
/** The longest that work waits for the acknowledgements of others. */
const calmWithinMs = 500;
const keptMs = 24 * 60 * 60_000;

export function createImageRequests({
  generation,
  answers,
  messages,
  wordsFor,
  now,
  logger,
}: {
  generation: Pick<GenerationService, 'accept' | 'generate' | 'told' | 'putOff' | 'untold' | 'noteShown'>;
  answers: InteractionAnswers;
  messages: Pick<ChannelMessages, 'send' | 'sendDirect' | 'delete' | 'find'>;
  wordsFor: ReturnType<typeof createErrorWords>;
  now: () => number;
  logger: Logger;
}): ImageRequests {
  let stopping = false;
  const underWay = new Set<Promise<void>>();
  const undelivered: Task[] = [];
  let acknowledging = 0;
  const calm = new EventEmitter().setMaxListeners(0);

  const mayAnswer = ({ acceptedAt, key }: Task) => key.token !== '' && now() < acceptedAt + answerableMs;

  /** To the member alone, wherever that is possible; `said` names nothing that others in the channel should not read. */
  async function sendPrivately({ id, request }: Task, view: View, said: View): Promise<void> {
    const { memberId, channelId } = request;
    try {
      await messages.sendDirect(memberId, view, { nonce: id });
    } catch {
      await messages.send(channelId, { ...said, pings: [memberId] }, { nonce: id });
    }
  }

  /** A message of its own in the channel, once, in place of the one that says that something is being made. */
  async function sendPublicly(task: Task, view: View, direct: View): Promise<Post> {
    const { channelId, memberId } = task.request;
    const found = task.again ? await messages.find(channelId, `details:${task.id}`) : undefined;
    let post: Post;
    try {
      const late = { ...view, pings: [memberId] };
      const messageId = found ?? (await messages.send(channelId, late, { nonce: task.id }));
      post = { channelId, messageId };
    } catch (error) {
      if (!forGood(error)) throw error;
      // The channel is gone, or closed to the bot. The member is the next best place.
      post = await messages.sendDirect(memberId, direct, { nonce: task.id });
    }
    await removeWaiting(task);
    return post;
  }

  async function removeWaiting(task: Task): Promise<void> {
    const { post, channelId } = task.request;
    try {
      if (mayAnswer(task)) return await answers.delete(task.key);
      const messageId = post?.messageId ?? (await messages.find(channelId, `cancel:${task.id}`));
      if (messageId) await messages.delete(channelId, messageId);
    } catch (error) {
      logger.info({ err: error, request: task.id }, 'a message about waiting stays');
    }
  }

  async function show(task: Task, result: GenerationResult): Promise<Post | undefined> {
    const view = await fittedFiles(imageView(result), task.fileBytesMost);
    const isPrivate = task.request.private === true;
    // An edit is the same however often it is made, so it hides that an earlier process may have shown it already.
    if (mayAnswer(task)) {
      try {
        const post = await answers.edit(task.key, view);
        return isPrivate ? undefined : post;
      } catch (error) {
        if (!tooLate(error)) throw error;
      }
    }
    const direct = await fittedFiles(imageView(result, { direct: true }), directBytesMost);
    if (!isPrivate) return sendPublicly(task, view, direct);
    await sendPrivately(task, direct, privateImageReadyView(result.record));
    return undefined;
  }

  async function tellWhyNot(task: Task, error: unknown): Promise<void> {
    const { id, key, request } = task;
    const cancelled = error instanceof UserError && error.code === 'cancelled';
    const { guildId, memberId } = request;
    const words = note(
      cancelled ? 'plain' : 'bad',
      wordsFor(error, { interaction: id, guild: guildId, member: memberId }),
    );
    if (mayAnswer(task)) {
      try {
        // In place where an earlier process may have told it already: an edit is the same however often it is made.
        if (request.private || task.again) await answers.edit(key, words);
        else {
          // Everybody saw that the bot was at work; what went wrong is for the one who asked.
          await answers.delete(key);
          if (!cancelled) await answers.tell(key, words);
        }
        return;
      } catch (cause) {
        if (!tooLate(cause)) throw cause;
      }
    }
    await removeWaiting(task);
    if (cancelled) return;
    await sendPrivately(
      task,
      words,
      note('bad', 'The images you asked for earlier could not be made. Ask again.'),
    );
  }

  async function run(task: Task): Promise<void> {
    const { id, request, key } = task;
    const shown = throttleLatest<GenerationProgress>(
      async progress => {
        if (mayAnswer(task)) await answers.edit(key, waitingView(progress));
      },
      // Twenty edits a second for all of them together, however many wait.
      Math.max(progressEveryMs, underWay.size * 50),
      { firstAfterMs: task.again ? 0 : firstProgressAfterMs },
    );
    let result: GenerationResult | undefined;
    let failure: unknown;
    try {
      if (now() > task.acceptedAt + keptMs) {
        throw new UserError(
          'gone',
          'You asked for images while I was away for long. Ask again if you still want them.',
        );
      }
      result = await generation.generate({ id, request }, shown.push);
    } catch (error) {
      // What waited for its turn goes on after the restart.
      if (stopping && error instanceof UserError && error.code === 'gone') return;
      failure = error;
    } finally {
      await shown.stop();
    }
    try {
      if (result) {
        const post = await show(task, result);
        if (post) await generation.noteShown(id, post);
      } else await tellWhyNot(task, failure);
    } catch (error) {
      if (!forGood(error)) {
        logger.warn({ err: error, request: id }, 'a result could not be told yet');
        generation.putOff(id);
        undelivered.push({ ...task, again: true });
        return;
      }
      // Discord does not take it. Then the member hears at least that, if that can be said.
      await tellWhyNot(task, error).catch(cause =>
        logger.error({ err: cause, request: id }, 'a result could not be told'),
      );
    }
    await generation.told(id);
  }

  function begin(task: Task): Promise<void> {
    const work = run(task)
      .catch(error => logger.error({ err: error, request: task.id }, 'a request was left for the next start'))
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return work;
  }

  return {
    async take(interaction, request, defer) {
      const { applicationId, token, attachmentSizeLimit } = interaction;
      const accepted = await generation.accept(
        request,
        JSON.stringify({ applicationId, token, fileBytesMost: attachmentSizeLimit }),
      );
      let post: Post | undefined;
      acknowledging++;
      try {
        post = await defer();
      } catch (error) {
        await generation.told(accepted.id);
        throw error;
      } finally {
        acknowledging--;
        if (acknowledging === 0) calm.emit('calm');
      }
      // Of a burst everybody is acknowledged before the work for the first begins.
      if (acknowledging > 0) {
        await once(calm, 'calm', { signal: AbortSignal.timeout(calmWithinMs) }).catch(() => undefined);
      }
      await begin({
        id: accepted.id,
        request: { ...accepted.request, post },
        key: { applicationId, token },
        fileBytesMost: attachmentSizeLimit,
        acceptedAt: interaction.createdTimestamp,
        again: false,
      });
    },

    resume() {
      for (const { answer, ...untold } of generation.untold()) {
        const { fileBytesMost = directBytesMost, ...key } = answer
          ? JSON.parse(answer)
          : { applicationId: '', token: '' };
        void begin({ ...untold, key, fileBytesMost, again: true });
      }
    },

    catchUp() {
      for (const task of undelivered.splice(0)) void begin(task);
    },

    stop() {
      stopping = true;
    },

    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** Whether Discord will say the same again: the channel is gone, or closed to the bot. */
function forGood(error: unknown): boolean {
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
}
