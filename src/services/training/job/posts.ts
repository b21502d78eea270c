import type { Post } from '../../actors/actor.ts';
import type { TrainingJob } from './job.ts';

/** The messages that show something of a job, as they are noted on it. */

const mostEarlier = 50;
type Told = 'message' | 'endMessage' | 'reminder';

const isSame = (a: Post, b: Post) => a.messageId === b.messageId && a.channelId === b.channelId;
const bare = ({ channelId, messageId }: Post): Post => ({ channelId, messageId });

/** Every message of the job that may still stand. */
export const postsOf = ({ message, endMessage, reminder, earlierPosts }: TrainingJob): Post[] =>
  [message, endMessage, reminder, ...earlierPosts].flatMap(post => (post ? [bare(post)] : []));

/** The one that this one replaces may still stand: it is remembered. */
function replacing(job: TrainingJob, which: Told, post: Post): Pick<TrainingJob, 'earlierPosts'> {
  const before = job[which];
  if (!before || isSame(before, post)) return { earlierPosts: job.earlierPosts };
  return { earlierPosts: [...job.earlierPosts, bare(before)].slice(-mostEarlier) };
}

export const withMessage = (job: TrainingJob, message: Post): TrainingJob => ({
  ...job,
  ...replacing(job, 'message', message),
  message,
});

export const withEndMessage = (
  job: TrainingJob,
  endMessage: NonNullable<TrainingJob['endMessage']>,
): TrainingJob => ({ ...job, ...replacing(job, 'endMessage', endMessage), endMessage });

const remindedAt = (job: TrainingJob, at: number): TrainingJob =>
  job.state === 'waiting' ? { ...job, remindedAt: at } : job;

/** Its requester was reminded of the code. */
export const withReminder = (job: TrainingJob, reminder: Post, at: number): TrainingJob =>
  remindedAt({ ...job, ...replacing(job, 'reminder', reminder), reminder }, at);

/** The reminder was deleted, or could not be sent: there is none to be sent any more. */
export function withoutReminder(job: TrainingJob, at: number): TrainingJob {
  const { reminder: _gone, ...rest } = job;
  return remindedAt(rest, at);
}

/** The same messages on a job that takes the place of this one. */
export function withPostsOf<Job extends TrainingJob>(job: Job, before: TrainingJob): Job {
  return { ...job, earlierPosts: postsOf(before).slice(-mostEarlier) };
}
