import type { ChannelMessages } from '../../discord/channel-messages.ts';
import { isFixed } from '../../discord/discord-errors.ts';
import { type ThrottledLatest, throttleLatest } from '../../discord/throttle-latest.ts';
import type { Logger } from '../../logger.ts';
import { isOver, type TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingService } from '../../services/training/training-service.ts';
import type { View } from '../../views/components.ts';
import { progressPicture } from '../../views/train/progress-picture.ts';
import { trainingProgressView } from '../../views/train/training-progress-view.ts';
import type { CodeReminders } from './code-reminders.ts';
import { isClosed, type TrainingPlaces } from './training-places.ts';

/** One message a training that shows how far it is. */
export interface ProgressPosts {
  /** Shows the job's latest state soon. Returns at once. */
  follow(jobId: string): void;
  /** Ends the edits of a job's message; resolves when none is under way. */
  leave(jobId: string): Promise<void>;
  /** A last edit: the message says that the training is over. */
  markOver(job: TrainingJob): Promise<void>;
  /** Tries again where no channel took the progress before. */
  forget(jobId: string): void;
  stop(): Promise<void>;
}

export function createProgressPosts({
  places,
  reminders,
  messages,
  training,
  everyMs,
  logger,
}: {
  places: TrainingPlaces;
  reminders: CodeReminders;
  messages: Pick<ChannelMessages, 'edit'>;
  training: Pick<TrainingService, 'byId' | 'glimpse' | 'posting' | 'recordMessage'>;
  everyMs: number;
  logger: Logger;
}): ProgressPosts {
  const following = new Map<string, ThrottledLatest<string>>();
  /** Jobs whose progress no channel takes. */
  const unseen = new Set<string>();

  /** Edits the progress message, or sends one where there is none that can be edited. */
  async function show(job: TrainingJob, view: () => Promise<View>): Promise<void> {
    const { message } = job;
    if (message) {
      try {
        await messages.edit(message.channelId, message.messageId, view);
        return;
      } catch (error) {
        if (!isFixed(error) && !isClosed(error)) throw error;
      }
    }
    // The same after a crash between sending and storing, so that Discord drops the repeat.
    const key = `${job.id}-p${message?.messageId ?? ''}`;
    const post = await places.send(job, view, { key });
    await training.recordMessage(job.id, post);
  }

  async function drawn(job: TrainingJob, glimpse: Parameters<typeof progressPicture>[1]): Promise<View> {
    const picture = await progressPicture(job, glimpse).catch(error => {
      logger.warn({ err: error, job: job.id }, 'the picture of a training could not be drawn');
      return undefined;
    });
    return trainingProgressView(job, picture);
  }

  async function showLatest(jobId: string): Promise<void> {
    const job = training.byId(jobId);
    if (!job || isOver(job) || unseen.has(jobId)) return;
    try {
      const glimpse = await training.glimpse(job);
      const latest = training.byId(jobId);
      if (latest && !isOver(latest)) {
        await training.posting(jobId, () => show(latest, () => drawn(latest, glimpse)));
      }
      // One that is being sent is not noted yet.
      await reminders.settled(jobId);
      await reminders.withdraw(training.byId(jobId) ?? job);
    } catch (error) {
      if (isClosed(error)) unseen.add(jobId);
      logger.warn({ err: error, job: jobId, channel: job.channelId }, 'training progress could not be shown');
    }
  }

  return {
    follow(jobId) {
      if (unseen.has(jobId)) return;
      const follower = following.get(jobId) ?? throttleLatest(showLatest, everyMs);
      following.set(jobId, follower);
      follower.push(jobId);
    },
    async leave(jobId) {
      await following.get(jobId)?.stop();
      following.delete(jobId);
    },
    async markOver(job) {
      if (!job.message) return;
      const { channelId, messageId } = job.message;
      await messages
        .edit(channelId, messageId, () => trainingProgressView(job))
        .catch(error =>
          logger.info({ err: error, job: job.id }, 'an old progress message could not be closed'),
        );
    },
    forget: jobId => void unseen.delete(jobId),
    async stop() {
      await Promise.all([...following.values()].map(follower => follower.stop()));
    },
  };
}
