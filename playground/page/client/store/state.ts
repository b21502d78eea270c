import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { ClientMessage, Snapshot } from '../../../discord/members/client-protocol.ts';
import type { CastMember, Control } from './api.ts';
import type { ConnectionState } from './connection.ts';

export interface Picture {
  url: string;
  alt: string;
  name: string;
}

export interface Toast {
  id: number;
  text: string;
  kind: 'error' | 'info';
}

/** A command on its way, or one that nobody answered: shown in the channel to its sender only. */
export interface LocalNotice {
  id: number;
  channelId: string;
  command: string;
  at: Date;
  /** Why it failed; absent while it is on its way. */
  failure?: string;
}

export interface OpenModal {
  interactionId: string;
  channelId: string;
  modal: APIModalInteractionResponseCallbackData;
  submitting: boolean;
  error?: string;
}

export interface State {
  memberId: string;
  snapshot?: Snapshot;
  connection: ConnectionState;
  channelId: string;
  /** By channel, oldest first; absent until loaded. */
  messages: ReadonlyMap<string, readonly ClientMessage[]>;
  unread: ReadonlySet<string>;
  notices: readonly LocalNotice[];
  /** Components whose click awaits an answer, by `componentKey`. */
  waiting: ReadonlySet<string>;
  /** Components whose click was not answered, by message id. */
  failures: ReadonlyMap<string, string>;
  modal?: OpenModal;
  lightbox?: { pictures: Picture[]; index: number };
  toasts: readonly Toast[];
  cast: readonly CastMember[];
  controls: readonly Control[];
}

export function componentKey(messageId: string, customId: string): string {
  return `${messageId}/${customId}`;
}

/** Snowflakes sort by time: the longer number is the later one. */
export function isLater(a: { id: string }, b: { id: string } | undefined): boolean {
  if (!b) return true;
  return a.id.length === b.id.length ? a.id > b.id : a.id.length > b.id.length;
}

/** The list with a message added, or replaced where it is already there. */
export function withMessage(list: readonly ClientMessage[], message: ClientMessage): ClientMessage[] {
  const at = list.findIndex(other => other.id === message.id);
  if (at >= 0) return list.with(at, message);
  let end = list.length;
  while (end > 0 && isLater(list[end - 1] as ClientMessage, message)) end -= 1;
  return list.toSpliced(end, 0, message);
}
