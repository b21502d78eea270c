import type { ServerEvent } from '../../../discord/members/client-protocol.ts';
import { directChannels } from '../channels.ts';
import { type Api, createApi, fetchCast, fetchControls, runControl } from './api.ts';
import { connect } from './connection.ts';
import { createInteractions } from './interactions.ts';
import { createMessages } from './messages.ts';
import type { Picture, State } from './state.ts';
import { createStateHolder } from './state-holder.ts';
import { createToaster } from './toaster.ts';

export type Store = ReturnType<typeof createStore>;

/** What the page knows and what a visitor can do. Components read `state` and redraw when it changes. */
export function createStore(start: { memberId: string; channelId: string; fallbackMemberId: string }) {
  const { fallbackMemberId, ...place } = start;
  let api: Api = createApi(start.memberId);
  let connection: { close(): void } | undefined;
  const holder = createStateHolder({ ...emptyState, ...place });
  const { change } = holder;
  const toaster = createToaster(holder);
  const messages = createMessages(holder, toaster, () => api);
  const { answers, ...interactions } = createInteractions(holder, toaster, () => api);

  function join(memberId: string): void {
    connection = connect(
      memberId,
      receive,
      state => change({ connection: state }),
      () => {
        if (memberId !== fallbackMemberId) selectMember(fallbackMemberId);
      },
    );
  }

  function selectMember(memberId: string): void {
    connection?.close();
    api = createApi(memberId);
    answers.clear();
    const { messages: none, unread, notices, waiting, failures } = emptyState;
    change({ memberId, messages: none, unread, notices, waiting, failures, modal: undefined });
    join(memberId);
  }

  function selectChannel(channelId: string): void {
    const unread = new Set(holder.state.unread);
    unread.delete(channelId);
    change({ channelId, unread });
    if (holder.state.memberId) void messages.load(channelId);
  }

  async function refreshControls(): Promise<void> {
    await fetchControls()
      .then(controls => change({ controls }))
      .catch(() => undefined);
  }

  function receive(event: ServerEvent): void {
    const { snapshot, channelId } = holder.state;
    switch (event.type) {
      case 'snapshot': {
        const { channels, memberId } = event.snapshot;
        const known = channels.some(channel => channel.id === channelId);
        change({ snapshot: event.snapshot, memberId });
        selectChannel(known ? channelId : (channels[0]?.id ?? ''));
        for (const { id } of directChannels(event.snapshot))
          if (id !== holder.state.channelId) void messages.load(id);
        return;
      }
      case 'commands':
        if (snapshot) change({ snapshot: { ...snapshot, commands: event.commands } });
        return;
      case 'bot':
        if (snapshot) change({ snapshot: { ...snapshot, botOnline: event.online } });
        return;
      case 'message-create':
      case 'message-update':
        messages.arrived(event);
        return;
      case 'message-delete':
        messages.remove(event.channelId, event.messageId);
        return;
      case 'modal': {
        const { type: _, ...modal } = event;
        change({ modal: { ...modal, submitting: false } });
        return;
      }
      case 'interaction':
        answers.arrived(event);
    }
  }

  return {
    ...interactions,
    toast: toaster.toast,
    dismissToast: toaster.dismissToast,
    dismissMessage: messages.dismiss,
    subscribe: holder.subscribe,
    selectMember,
    selectChannel,
    refreshControls,

    get state(): State {
      return holder.state;
    },
    get api(): Api {
      return api;
    },

    start(): void {
      join(holder.state.memberId);
      void fetchCast()
        .then(cast => change({ cast }))
        .catch(() => undefined);
      void refreshControls();
    },

    sendMessage: (content: string, files: File[]): Promise<boolean> =>
      toaster.attempt(async () => {
        const uploads = await Promise.all(files.map(file => api.upload(file)));
        const uploadIds = uploads.map(upload => upload.id);
        await api.send(holder.state.channelId, content, uploadIds);
      }),

    /** What the member's Discord is set to, from now on. */
    setLocale: (locale: string): Promise<boolean> =>
      toaster.attempt(async () => {
        await api.setLocale(locale);
      }),

    closeModal: () => change({ modal: undefined }),
    openLightbox: (pictures: Picture[], index: number) => change({ lightbox: { pictures, index } }),
    closeLightbox: () => change({ lightbox: undefined }),

    async runControl(id: string): Promise<void> {
      await toaster.attempt(async () => toaster.toast((await runControl(id)).message, 'info'));
      await refreshControls();
    },
  };
}

const emptyState: State = {
  memberId: '',
  channelId: '',
  connection: 'connecting',
  messages: new Map(),
  unread: new Set(),
  notices: [],
  waiting: new Set(),
  failures: new Map(),
  toasts: [],
  cast: [],
  controls: [],
};
