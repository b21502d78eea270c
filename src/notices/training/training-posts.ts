import type { ChannelMessages } from '../../discord/channel-messages.ts';
import type { Logger } from '../../logger.ts';
import { isOver, type TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingService } from '../../services/training/training-service.ts';
import { trainingEndView } from '../../views/train/training-end-view.ts';
import { createCodeReminders } from './code-reminders.ts';
import { createProgressPosts } from './progress-posts.ts';
import { createTrainingPlaces, isClosed } from './training-places.ts';

const progressEveryMs = 5_000;

/** Shows a server its trainings: one progress message each, then how it ended, once. */
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
    | 'posting'
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
  const places = createTrainingPlaces({ messages, channelFor, logger });
  const reminders = createCodeReminders({ places, messages, training, logger });
  const progress = createProgressPosts({ places, reminders, messages, training, everyMs, logger });
  const ending = new Map<string, Promise<void>>();
  let stopped = false;

  async function sendEnd(job: TrainingJob): Promise<void> {
    const [samples, outcome] = [await training.samples(job), await training.outcome(job)];
    const view = () => trainingEndView(job, samples, outcome);
    const { endMessage, resumes = 0 } = job;
    // What it ended with before it was resumed is no longer so.
    if (endMessage && (endMessage.resumes ?? 0) < resumes)
      await messages.delete(endMessage.channelId, endMessage.messageId);
    const key = `${job.id}-${resumes}${job.state}`;
    const post = { ...(await places.send(job, view, { key, direct: true })), resumes };
    await training.recordEnd(job.id, post);
  }

  async function tellEnd(jobId: string): Promise<void> {
    await progress.leave(jobId);
    await reminders.settled(jobId);
    const job = training.byId(jobId);
    if (!job || job.shown === job.state) return;
    try {
      // A member who cancels a code of theirs before anything was shown has had an answer already.
      if (job.attempt > 0 || job.state !== 'cancelled' || job.cancelledBy !== job.requesterId)
        await training.posting(job.id, () => sendEnd(job));
      await reminders.withdraw(job);
      await progress.markOver(job);
      await training.recordShown(job.id, job.state);
    } catch (error) {
      logger.warn({ err: error, job: jobId, channel: job.channelId }, 'the end of a training was not told');
      // No place takes it, not even the requester: `/train status` still shows it.
      if (isClosed(error)) await training.recordShown(job.id, job.state);
    }
    progress.forget(jobId);
  }

  function changed(job: TrainingJob): void {
    if (stopped || job.state === 'waiting') return;
    if (!isOver(job)) {
      if (!ending.has(job.id)) progress.follow(job.id);
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
      reminders.catchUp();
    },
    async stop() {
      stopped = true;
      await Promise.all([progress.stop(), ...ending.values(), reminders.stop()]);
    },
  };
}
