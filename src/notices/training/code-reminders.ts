import type { ChannelMessages } from '../../discord/channel-messages.ts';
import type { Logger } from '../../logger.ts';
import type { TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingService } from '../../services/training/training-service.ts';
import { codeReminderView } from '../../views/train/training-start-view.ts';
import { isClosed, type TrainingPlaces } from './training-places.ts';

/** Reminds members, once, of a job code that they have not used. */
export interface CodeReminders {
  /** Reminds whoever is due. Returns at once. */
  catchUp(): void;
  /** Resolves once no reminder of this job is on its way. */
  settled(jobId: string): Promise<void>;
  /** The code was used, or is void: its reminder goes. */
  withdraw(job: TrainingJob): Promise<void>;
  stop(): Promise<void>;
}

export function createCodeReminders({
  places,
  messages,
  training,
  logger,
}: {
  places: TrainingPlaces;
  messages: Pick<ChannelMessages, 'delete'>;
  training: Pick<TrainingService, 'dueReminders' | 'posting' | 'recordReminder'>;
  logger: Logger;
}): CodeReminders {
  const reminding = new Map<string, Promise<void>>();
  let stopped = false;

  async function remind(job: TrainingJob): Promise<void> {
    try {
      const key = `${job.id}-r${job.resumes ?? 0}`;
      await training.posting(job.id, async () => {
        const post = await places.send(job, () => codeReminderView(job), { key });
        await training.recordReminder(job.id, post);
      });
    } catch (error) {
      logger.info({ err: error, job: job.id }, 'a member could not be reminded of a job code');
      if (isClosed(error)) await training.recordReminder(job.id, undefined);
    }
  }

  return {
    catchUp() {
      for (const job of training.dueReminders()) {
        if (reminding.has(job.id) || stopped) continue;
        reminding.set(
          job.id,
          remind(job).finally(() => reminding.delete(job.id)),
        );
      }
    },
    async settled(jobId) {
      await reminding.get(jobId);
    },
    async withdraw({ id, reminder }) {
      if (!reminder) return;
      await messages.delete(reminder.channelId, reminder.messageId);
      await training.recordReminder(id, undefined);
    },
    async stop() {
      stopped = true;
      await Promise.all(reminding.values());
    },
  };
}
