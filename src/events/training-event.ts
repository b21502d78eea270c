import { DiscordAPIError } from 'discord.js';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import { isOver, type TrainingJob } from '../services/training/job.ts';
import type { TrainingService } from '../services/training/training-service.ts';
import type { View } from '../views/components.ts';
import { progressPicture } from '../views/progress-picture.ts';
import { trainingEndView, trainingProgressView } from '../views/training-view.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { type LatestWins, latestWins } from './latest-wins.ts';

const progressEveryMs = 5_000;

/** Codes of Discord: no access, no permission, channel gone, wrong kind of channel, thread archived or locked. Asking again will not help. */
const closed = new Set<unknown>([50001, 50013, 10003, 50024, 50083, 160005]);
/** The message is gone, or too old to be edited again and again. */
const unusable = new Set<unknown>([10008, 30046]);
const codeOf = (error: unknown) => (error instanceof DiscordAPIError ? error.code : undefined);

/** Keeps a channel's picture of its trainings up to date: one progress message, then how each ended, once. */
export interface TrainingEvents {
  /** A job's stored state changed. Returns at once. */
  changed(job: TrainingJob): void;
  /** Posts whatever the store says was not posted: at start, and now and then for what failed. */
  catchUp(): void;
  /** Ends the edits; resolves when nothing is under way. What was not posted is, after the next start. */
  stop(): Promise<void>;
}

export function createTrainingEvents({
  messages,
  training,
  logger,
  everyMs = progressEveryMs,
}: {
  messages: Pick<ChannelMessages, 'send' | 'edit' | 'delete'>;
  training: Pick<
    TrainingService,
    'byId' | 'samples' | 'glimpse' | 'unfinishedPosts' | 'recordMessage' | 'recordEnd' | 'recordShown'
  >;
  logger: Logger;
  everyMs?: number;
}): TrainingEvents {
  const following = new Map<string, LatestWins<string>>();
  const ending = new Map<string, Promise<void>>();
  const closedFor = new Set<string>();
  let stopped = false;

  /** The job was erased while its message was on the way: what shows the actor goes too. */
  const takeBack = ({ channelId, messageId }: Post) => messages.delete(channelId, messageId);

  /** Edits the progress message, or sends one where there is none that can be edited. */
  async function showProgress(job: TrainingJob, view: View): Promise<void> {
    const { message } = job;
    if (message) {
      try {
        await messages.edit(message.channelId, message.messageId, view);
        return;
      } catch (error) {
        if (!unusable.has(codeOf(error))) throw error;
      }
    }
    // The nonce is the same after a crash between sending and storing, so that Discord drops the repeat.
    const nonce = `${job.id}-p${message?.messageId.slice(-12) ?? ''}`;
    const messageId = await messages.send(job.channelId, view, { nonce });
    const post = { channelId: job.channelId, messageId };
    if (!(await training.recordMessage(job.id, post))) await takeBack(post);
  }

  async function progress(jobId: string): Promise<void> {
    const job = training.byId(jobId);
    if (!job || isOver(job) || closedFor.has(jobId)) return;
    try {
      const picture = await progressPicture(job, await training.glimpse(job)).catch(error => {
        logger.warn({ err: error, job: jobId }, 'the picture of a training could not be drawn');
        return undefined;
      });
      const latest = training.byId(jobId);
      if (latest && !isOver(latest)) await showProgress(latest, trainingProgressView(latest, picture));
    } catch (error) {
      if (closed.has(codeOf(error))) closedFor.add(jobId);
      logger.warn({ err: error, job: jobId, channel: job.channelId }, 'training progress could not be shown');
    }
  }

  function follow(jobId: string): void {
    if (ending.has(jobId) || closedFor.has(jobId)) return;
    const follower = following.get(jobId) ?? latestWins(progress, everyMs);
    following.set(jobId, follower);
    follower.push(jobId);
  }

  async function tellEnd(jobId: string): Promise<void> {
    await following.get(jobId)?.stop();
    following.delete(jobId);
    const job = training.byId(jobId);
    if (!job || job.shown === job.state) return;
    try {
      // Somebody who cancels their own code that nobody else has seen has been answered already.
      if (job.attempt > 0 || job.state !== 'cancelled' || job.cancelledBy !== job.requesterId) {
        const view = trainingEndView(job, await training.samples(job));
        const { endMessage, resumes = 0 } = job;
        // What it ended with before it was resumed is no longer so.
        if (endMessage && (endMessage.resumes ?? 0) < resumes)
          await messages.delete(endMessage.channelId, endMessage.messageId);
        const messageId = await messages.send(job.channelId, view, {
          nonce: `${job.id}-${resumes}${job.state}`.slice(0, 25),
        });
        const post = { channelId: job.channelId, messageId, resumes };
        if (!(await training.recordEnd(job.id, post))) await takeBack(post);
      }
      if (job.message) await markDone(job, job.message);
      await training.recordShown(job.id, job.state);
    } catch (error) {
      logger.warn({ err: error, job: jobId, channel: job.channelId }, 'the end of a training was not told');
      if (closed.has(codeOf(error))) await training.recordShown(job.id, job.state);
    }
    closedFor.delete(jobId);
  }

  async function markDone(job: TrainingJob, message: NonNullable<TrainingJob['message']>): Promise<void> {
    try {
      await messages.edit(message.channelId, message.messageId, trainingProgressView(job));
    } catch (error) {
      logger.info({ err: error, job: job.id }, 'an old progress message could not be closed');
    }
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
    },
    async stop() {
      stopped = true;
      await Promise.all([...[...following.values()].map(follower => follower.stop()), ...ending.values()]);
    },
  };
}
