import type { ServerEvent } from '../../../discord/members/client-protocol.ts';
import { directChannels } from '../channels.ts';
import type { Api } from './api.ts';
import { isLater, withMessage } from './state.ts';
import type { StateHolder } from './state-holder.ts';
import type { Toaster } from './toaster.ts';

type MessageEvent = Extract<ServerEvent, { type: 'message-create' | 'message-update' }>;

/** The channels' messages: loaded, kept current, and dismissed by the member who alone sees them. */
export function createMessages(holder: StateHolder, toaster: Toaster, api: () => Api) {
  // A dismissed message stays away when the server sends it again, until the page is reloaded.
  const dismissed = new Set<string>();

  function remove(channelId: string, messageId: string): void {
    const list = holder.state.messages.get(channelId)?.filter(message => message.id !== messageId);
    if (list) holder.change({ messages: new Map(holder.state.messages).set(channelId, list) });
  }

  /** The channel that one looks at is read; direct messages that came while one was somebody else are not. */
  function markRead(channelId: string): void {
    const { state } = holder;
    const last = state.messages.get(channelId)?.at(-1);
    if (!last) return;
    const mark = `read-${channelId}`;
    const read = sessionStorage.getItem(mark);
    if (channelId === state.channelId) sessionStorage.setItem(mark, last.id);
    else if (
      directChannels(state.snapshot).some(({ id }) => id === channelId) &&
      isLater(last, read ? { id: read } : undefined)
    )
      holder.change({ unread: new Set([...state.unread, channelId]) });
  }

  return {
    remove,
    dismiss(channelId: string, messageId: string): void {
      dismissed.add(messageId);
      remove(channelId, messageId);
    },
    async load(channelId: string): Promise<void> {
      const { memberId } = holder.state;
      await toaster.attempt(async () => {
        const list = await api().messages(channelId);
        if (holder.state.memberId !== memberId) return;
        // A message that arrived while the list was being fetched is newer than the list.
        const since = (holder.state.messages.get(channelId) ?? []).filter(message =>
          isLater(message, list.at(-1)),
        );
        const all = since.reduce(withMessage, list).filter(message => !dismissed.has(message.id));
        holder.change({ messages: new Map(holder.state.messages).set(channelId, all) });
        markRead(channelId);
      });
    },
    arrived({ type, message }: MessageEvent): void {
      const { state } = holder;
      const channelId = message.channel_id;
      if (dismissed.has(message.id)) return;
      const list = withMessage(state.messages.get(channelId) ?? [], message);
      const unread = new Set(state.unread);
      if (type === 'message-create' && channelId !== state.channelId) unread.add(channelId);
      holder.change({ messages: new Map(state.messages).set(channelId, list), unread });
      markRead(channelId);
    },
  };
}
