import type { ChannelMessages } from '../discord/channel-messages.ts';
import { isChannelClosed, isFixed, isMemberClosed } from '../discord/discord-errors.ts';
import { type ThrottledLatest, throttleLatest } from '../discord/throttle-latest.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import { isOver, type TrainingJob } from '../services/training/job/job.ts';
import type { TrainingService } from '../services/training/training-service.ts';
import type { View } from '../views/components.ts';
import { progressPicture } from '../views/train/progress-picture.ts';
import { trainingEndView } from '../views/train/training-end-view.ts';
import { trainingProgressView } from '../views/train/training-progress-view.ts';
import { codeReminderView } from '../views/train/training-start-view.ts';

const progressEveryMs = 5_000;

const isClosed = (error: unknown) => isChannelClosed(error) || isMemberClosed(error);

/** Keeps a server's picture of its trainings up to date: one progress message, then how each ended, once. */
export interface TrainingPosts {
  /** A job's stored state changed. Returns at once. */
  changed(job: TrainingJob): void;
  /** Posts whatever the store says was not posted: at start, and now and then for what failed. */
  catchUp(): void;
  /** Ends the edits; resolves when nothing is under way. What was not posted is, after the next start. */
  stop(): Promise<void>;
}

export function createTrainingPosts({
  messages,
  training,
  channelFor = () => undefined,
  logger,
  everyMs = progressEveryMs,
}: {
  messages: Pick<ChannelMessages, 'send' | 'sendDirect' | 'edit' | 'delete'>;
  training: Pick<
    TrainingService,
    | 'byId'
    | 'samples'
    | 'glimpse'
    | 'outcome'
    | 'unfinishedPosts'
    | 'dueReminders'
    | 'recordMessage'
    | 'recordEnd'
    | 'recordShown'
    | 'recordReminder'
  >;
  /** The training channel of a server, where its admins chose one. */
  channelFor?: (guildId: string) => string | undefined;
  logger: Logger;
  everyMs?: number;
}): TrainingPosts {
  const following = new Map<string, ThrottledLatest<string>>();
  const ending = new Map<string, Promise<void>>();
  const reminding = new Map<string, Promise<void>>();
  /** Jobs of which no channel takes progress. */
  const unseen = new Set<string>();
  let stopped = false;

  /** The job was erased while its message was on the way: what shows the actor goes too. */
  const takeBack = ({ channelId, messageId }: Post) => messages.delete(channelId, messageId);

  /** Sends to the first place that takes it. Rejects with the last refusal, or at once where asking again may help. */
  async function sendTo(job: TrainingJob, view: View, nonce: string, { direct = false } = {}): Promise<Post> {
    const chosen = channelFor(job.guildId);
    const channels = [...new Set([...(chosen ? [chosen] : []), job.channelId])];
    const ways = channels.map(channelId => async () => ({
      channelId,
      messageId: await messages.send(channelId, view, { nonce }),
    }));
    if (direct) ways.push(() => messages.sendDirect(job.requesterId, view, { nonce }));
    let refusal: unknown;
    for (const send of ways) {
      try {
        return await send();
      } catch (error) {
        if (!isClosed(error)) throw error;
        logger.info(
          { err: error, job: job.id },
          'a training cannot be shown here; the next best place is tried',
        );
        refusal = error;
      }
    }
    throw refusal;
  }

  /** Edits the progress message, or sends one where there is none that can be edited. */
  async function showProgress(job: TrainingJob, view: View): Promise<void> {
    const { message } = job;
    if (message) {
      try {
        await messages.edit(message.channelId, message.messageId, view);
        return;
      } catch (error) {
        if (!isFixed(error) && !isClosed(error)) throw error;
      }
    }
    // The nonce is the same after a crash between sending and storing, so that Discord drops the repeat.
    const post = await sendTo(job, view, `${job.id}-p${message?.messageId.slice(-12) ?? ''}`);
    if (!(await training.recordMessage(job.id, post))) await takeBack(post);
  }

  async function progress(jobId: string): Promise<void> {
    const job = training.byId(jobId);
    if (!job || isOver(job) || unseen.has(jobId)) return;
    try {
      const picture = await progressPicture(job, await training.glimpse(job)).catch(error => {
        logger.warn({ err: error, job: jobId }, 'the picture of a training could not be drawn');
        return undefined;
      });
      const latest = training.byId(jobId);
      if (latest && !isOver(latest)) await showProgress(latest, trainingProgressView(latest, picture));
      await withdrawReminder(job);
    } catch (error) {
      if (isClosed(error)) unseen.add(jobId);
      logger.warn({ err: error, job: jobId, channel: job.channelId }, 'training progress could not be shown');
    }
  }

  function follow(jobId: string): void {
    if (ending.has(jobId) || unseen.has(jobId)) return;
    const follower = following.get(jobId) ?? throttleLatest(progress, everyMs);
    following.set(jobId, follower);
    follower.push(jobId);
  }

  async function tellEnd(jobId: string): Promise<void> {
    await following.get(jobId)?.stop();
    following.delete(jobId);
    await reminding.get(jobId);
    const job = training.byId(jobId);
    if (!job || job.shown === job.state) return;
    try {
      // Somebody who cancels their own code that nobody else has seen has been answered already.
      if (job.attempt > 0 || job.state !== 'cancelled' || job.cancelledBy !== job.requesterId) {
        const view = trainingEndView(job, await training.samples(job), await training.outcome(job));
        const { endMessage, resumes = 0 } = job;
        // What it ended with before it was resumed is no longer so.
        if (endMessage && (endMessage.resumes ?? 0) < resumes)
          await messages.delete(endMessage.channelId, endMessage.messageId);
        const nonce = `${job.id}-${resumes}${job.state}`.slice(0, 25);
        const post = { ...(await sendTo(job, view, nonce, { direct: true })), resumes };
        if (!(await training.recordEnd(job.id, post))) await takeBack(post);
      }
      await withdrawReminder(job);
      if (job.message) await markDone(job, job.message);
      await training.recordShown(job.id, job.state);
    } catch (error) {
      logger.warn({ err: error, job: jobId, channel: job.channelId }, 'the end of a training was not told');
      // No place takes it, not even the requester: `/train status` still shows it.
      if (isClosed(error)) await training.recordShown(job.id, job.state);
    }
    unseen.delete(jobId);
  }

  async function markDone(job: TrainingJob, message: Post): Promise<void> {
    try {
      await messages.edit(message.channelId, message.messageId, trainingProgressView(job));
    } catch (error) {
      logger.info({ err: error, job: job.id }, 'an old progress message could not be closed');
    }
  }

  async function remind(job: TrainingJob): Promise<void> {
    try {
      const post = await sendTo(job, codeReminderView(job), `${job.id}-r${job.resumes ?? 0}`);
      if (!(await training.recordReminder(job.id, post))) await takeBack(post);
    } catch (error) {
      logger.info({ err: error, job: job.id }, 'nobody could be reminded of a job code');
      if (isClosed(error)) await training.recordReminder(job.id, undefined);
    }
  }

  /** The code was used, or is void: nobody needs to be reminded of it any more. */
  async function withdrawReminder({ id, reminder }: TrainingJob): Promise<void> {
    if (!reminder) return;
    await messages.delete(reminder.channelId, reminder.messageId);
    await training.recordReminder(id, undefined);
  }

  function changed(job: TrainingJob): void {
    if (stopped || job.state === 'waiting') return;
    if (!isOver(job)) {
      follow(job.id);
      return;
    }
    if (job.shown === job.state || ending.has(job.id)) return;
    const work = tellEnd(job.id)
      .catch(error => logger.error({ err: error, job: job.id }, 'the end of a training was not told'))
      .finally(() => ending.delete(job.id));
    ending.set(job.id, work);
  }

  return {
    changed,
    catchUp() {
      for (const job of training.unfinishedPosts()) {
        // A job at work is shown by its next event, unless it has no message at all.
        if (isOver(job) || !job.message) changed(job);
      }
      for (const job of training.dueReminders()) {
        if (reminding.has(job.id) || stopped) continue;
        reminding.set(
          job.id,
          remind(job).finally(() => reminding.delete(job.id)),
        );
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([
        ...[...following.values()].map(follower => follower.stop()),
        ...ending.values(),
        ...reminding.values(),
      ]);
    },
  };
}
