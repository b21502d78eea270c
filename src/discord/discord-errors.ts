import { DiscordAPIError } from 'discord.js';
import { RESTJSONErrorCodes as Code } from 'discord-api-types/v10';

/*
 * What Discord's refusals mean to this bot; no other file looks at a code. The codes and their names are those of
 * Discord's table (docs.discord.com/developers/topics/opcodes-and-status-codes#json); what that table does not say
 * stands beside the code.
 */

/** The 15 minutes of an interaction are over, or what was to be changed is gone. */
const answerOver = new Set<number>([
  Code.UnknownMessage,
  // What Discord says to a token that has run out: one of these two, depending on how long ago.
  Code.UnknownWebhook,
  Code.InvalidWebhookToken,
  // Not acknowledged within three seconds.
  Code.UnknownInteraction,
]);

const channelClosed = new Set<number>([
  Code.UnknownChannel,
  Code.MissingAccess,
  Code.MissingPermissions,
  Code.CannotSendMessagesInNonTextChannel,
  Code.CannotExecuteActionOnThisChannelType,
  Code.CannotSendAMessageInAForumChannel,
  Code.InvalidActionOnArchivedThread,
  Code.ThreadLocked,
]);

const memberClosed = new Set<number>([
  Code.CannotSendMessagesToThisUser,
  // The same, for a bot that shares no server with the member any more.
  Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  Code.UnknownUser,
]);

const noMember = new Set<number>([Code.UnknownMember, Code.UnknownGuild, Code.UnknownUser]);

const fixed = new Set<number>([
  Code.UnknownMessage,
  Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
]);

const has = (codes: Set<number>, error: unknown) =>
  error instanceof DiscordAPIError && typeof error.code === 'number' && codes.has(error.code);

/** Nothing is left to answer: what there is to say has to be a message of its own. */
export const isAnswerOver = (error: unknown): boolean => has(answerOver, error);

/** The message, or its channel, is not there any more. */
export const isGone = (error: unknown): boolean =>
  has(new Set<number>([Code.UnknownMessage, Code.UnknownChannel]), error);

/** The channel is gone, or the bot may not do this in it. Asking again will not help. */
export const isChannelClosed = (error: unknown): boolean => has(channelClosed, error);

/** The member takes no direct messages from the bot. */
export const isMemberClosed = (error: unknown): boolean => has(memberClosed, error);

/** The member, or the bot, is not in the server any more. */
export const isNoMember = (error: unknown): boolean => has(noMember, error);

/** The bot may not act in this channel, which is there. */
export const isForbidden = (error: unknown): boolean => isChannelClosed(error) && !isGone(error);

/** The message can't be edited: it is gone, or too old to be edited this often. */
export const isFixed = (error: unknown): boolean => has(fixed, error);

/** Smaller files may be taken. A proxy in front of Discord says it without a code. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof DiscordAPIError && (error.code === Code.RequestEntityTooLarge || error.status === 413);

/**
 * Discord understood, and will say the same again. Rate limits and faults of the server are none of these: discord.js
 * waits for the former and throws an HTTPError for the latter.
 */
export const isRefused = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.status >= 400 && error.status < 500 && error.status !== 429;
