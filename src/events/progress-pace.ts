/** Nobody reads faster than that, and Discord counts every edit. */
const everyMs = 3_000;
/** Of all requests together: an edit each. */
const edit = 50;
/** However many wait, this is the longest that a member is told nothing of their place. */
const firstAtLatestMs = 8_000;

/**
 * When a request says where it stands, with so many under way. The message says that the bot is thinking until then, which
 * is true and costs no edit; what is done within three seconds never says more. Of a burst, those who came last, and wait
 * longest, are told last: twenty edits a second for all of them together.
 */
export const progressPace = (underWay: number): { everyMs: number; firstAfterMs: number } => ({
  everyMs: Math.max(everyMs, underWay * edit),
  firstAfterMs: Math.min(Math.max(everyMs, underWay * edit), firstAtLatestMs),
});
