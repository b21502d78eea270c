/** What can’t be stored or read right now. */
export const storage = {
  diskFull:
    'The bot’s disk is full, so nothing new can be kept and nothing is made. Tell the people who run the bot; then try again.',
  picturesAway: 'My picture storage isn’t answering right now. Nothing is lost: try again in a minute.',
  recordsAway: 'My database isn’t answering right now. Nothing is lost: try again in a minute.',
} as const;
