import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Post } from '../services/actors/actor.ts';
import { defer } from './first-answer.ts';
import type { AnswerKey } from './interaction-answers.ts';
import { isElsewhere } from './is-elsewhere.ts';

export type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | UserContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction;

/** Who sees an answer: everybody in the channel, only the member, or those who saw the message it replaces. */
export type Place = 'public' | 'private' | 'replace';

/** An interaction that was acknowledged, and all that it takes to answer it; also by a later process. */
export interface Acknowledged {
  /** Unique; makes a message that stands in for the answer idempotent. */
  id: string;
  key: AnswerKey;
  /** When the member asked (ms since 1970). */
  askedAt: number;
  place: Place;
  memberId: string;
  channelId: string;
  /** How large one file may be, in bytes. */
  fileBytesMost: number;
  /** The message of a public answer; it exists from the acknowledgement on. */
  post?: Post | undefined;
  /** A start of a custom_id by which messages of this answer are found after a restart. */
  marks?: { waiting: string; shown: string };
  /** An earlier process may have answered already. */
  again?: boolean;
  /** The answer takes the place of a card that only the member sees. */
  privateCard?: boolean;
  /** The bot is no part of that channel: see `isElsewhere`. */
  elsewhere?: boolean;
}

/** Whether the button or modal was pressed or opened on a message that only the member sees. */
export const isOnPrivateCard = (interaction: Answerable) =>
  !interaction.isCommand() && interaction.message?.flags.has(MessageFlags.Ephemeral) === true;

/** Tells Discord, within the three seconds that it gives, that an answer will come. */
export async function acknowledge(interaction: Answerable, asked: Place | 'onward'): Promise<Acknowledged> {
  const place = asked !== 'onward' ? asked : isOnPrivateCard(interaction) ? 'replace' : 'private';
  const { id, applicationId, token, channelId, user, createdTimestamp, attachmentSizeLimit } = interaction;
  if (!channelId) throw new Error('an interaction without a channel');
  const acknowledged: Acknowledged = {
    id,
    key: { applicationId, token },
    askedAt: createdTimestamp,
    place,
    memberId: user.id,
    channelId,
    fileBytesMost: attachmentSizeLimit,
    ...(isElsewhere(interaction) ? { elsewhere: true } : {}),
  };
  if (place === 'replace') {
    const stands = interaction.isButton() || (interaction.isModalSubmit() && interaction.isFromMessage());
    if (!stands) throw new Error('there is no message to replace');
    await defer(interaction, 'update');
    return isOnPrivateCard(interaction) ? { ...acknowledged, privateCard: true } : acknowledged;
  }
  const { messageId, hidden } = await defer(interaction, place);
  if (place === 'public' && hidden) return { ...acknowledged, place: 'private' };
  return place === 'public' && messageId ? { ...acknowledged, post: { channelId, messageId } } : acknowledged;
}
