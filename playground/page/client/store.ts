import type { ClientInteraction, ClientOption, ServerEvent } from '../../discord/members/client-protocol.ts';
import { type Answer, createAnswers } from './answers.ts';
import { type Api, createApi, fetchCast, fetchControls, runControl } from './api.ts';
import { connect } from './connection.ts';
import { componentKey, isLater, type Picture, type State, withMessage } from './state.ts';

const TOAST_MS = 7_000;
const NO_ANSWER = 'The application did not respond';

/** What the page knows and what a visitor can do. Components read `state` and redraw when told. */
export function createStore(start: { memberId: string; channelId: string; fallbackMemberId: string }) {
  const { fallbackMemberId, ...place } = start;
  let api: Api = createApi(start.memberId);
  let connection: { close(): void } | undefined;
  let nextId = 1;
  let told = false;
  const listeners = new Set<() => void>();
  const answers = createAnswers();
  // What was dismissed stays away when the server sends it again, until the page is loaded anew.
  const dismissed = new Set<string>();

  const store = {
    state: {
      ...place,
      connection: 'connecting',
      messages: new Map(),
      unread: new Set(),
      notices: [],
      waiting: new Set(),
      failures: new Map(),
      toasts: [],
      cast: [],
      controls: [],
    } as State,

    get api(): Api {
      return api;
    },

    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    start(): void {
      join(store.state.memberId);
      void fetchCast()
        .then(cast => change({ cast }))
        .catch(() => undefined);
      void store.refreshControls();
    },

    selectMember(memberId: string): void {
      connection?.close();
      api = createApi(memberId);
      answers.clear();
      change({
        memberId,
        messages: new Map(),
        notices: [],
        waiting: new Set(),
        failures: new Map(),
        modal: undefined,
      });
      join(memberId);
    },

    selectChannel(channelId: string): void {
      const unread = new Set(store.state.unread);
      unread.delete(channelId);
      change({ channelId, unread });
      if (store.state.memberId) void loadMessages(channelId);
    },

    async sendMessage(content: string, files: File[]): Promise<boolean> {
      return attempt(async () => {
        const uploads = await Promise.all(files.map(file => api.upload(file)));
        await api.send(
          store.state.channelId,
          content,
          uploads.map(upload => upload.id),
        );
      });
    },

    /** Sends a command; resolves to true once the server took it, so that the message box can be cleared. */
    async sendCommand(label: string, commandId: string, options: ClientOption[]): Promise<boolean> {
      const { channelId } = store.state;
      const notice = { id: nextId++, channelId, command: label, at: new Date() };
      const sent = await attempt(async () => {
        change({ notices: [...store.state.notices, notice] });
        await interact({ kind: 'command', channelId, commandId, options }, event => {
          const others = store.state.notices.filter(other => other.id !== notice.id);
          const failed = event.state === 'failed';
          change({
            notices: failed ? [...others, { ...notice, failure: event.reason || NO_ANSWER }] : others,
          });
        });
      });
      if (!sent) change({ notices: store.state.notices.filter(other => other.id !== notice.id) });
      return sent;
    },

    async useComponent(messageId: string, customId: string, values?: string[]): Promise<void> {
      const key = componentKey(messageId, customId);
      if (store.state.waiting.has(key)) return;
      const failures = new Map(store.state.failures);
      failures.delete(messageId);
      change({ waiting: new Set([...store.state.waiting, key]), failures });
      const stop = () => {
        const waiting = new Set(store.state.waiting);
        waiting.delete(key);
        change({ waiting });
      };
      const interaction: ClientInteraction = {
        kind: 'component',
        channelId: store.state.channelId,
        messageId,
        customId,
        ...(values && { values }),
      };
      const sent = await attempt(() =>
        interact(interaction, event => {
          stop();
          if (event.state === 'failed') {
            change({ failures: new Map(store.state.failures).set(messageId, event.reason || NO_ANSWER) });
          }
        }),
      );
      if (!sent) stop();
    },

    /** Sends the modal's fields; files go up first. The modal stays open until the bot answers. */
    async submitModal(fields: Record<string, string | string[] | boolean | File[]>): Promise<void> {
      const open = store.state.modal;
      if (!open || open.submitting) return;
      const { error: _, ...rest } = open;
      change({ modal: { ...rest, submitting: true } });
      const sent = await attempt(async () => {
        const wire: Record<string, string | string[] | boolean> = {};
        for (const [id, value] of Object.entries(fields)) wire[id] = await uploaded(value);
        const { interactionId, channelId } = open;
        await interact({ kind: 'modal', interactionId, channelId, fields: wire }, event => {
          if (store.state.modal?.interactionId !== interactionId) return;
          if (event.state === 'acknowledged') change({ modal: undefined });
          else
            change({
              modal: { ...rest, submitting: false, error: event.reason || `${NO_ANSWER}. Try again.` },
            });
        });
      });
      if (!sent && store.state.modal) change({ modal: { ...rest, submitting: false } });
    },

    closeModal: () => change({ modal: undefined }),
    openLightbox: (pictures: Picture[], index: number) => change({ lightbox: { pictures, index } }),
    closeLightbox: () => change({ lightbox: undefined }),

    dismissNotice(id: number): void {
      change({ notices: store.state.notices.filter(notice => notice.id !== id) });
    },

    dismissMessage(channelId: string, messageId: string): void {
      dismissed.add(messageId);
      removeMessage(channelId, messageId);
    },

    toast(text: string, kind: 'error' | 'info' = 'error'): void {
      const id = nextId++;
      change({ toasts: [...store.state.toasts.slice(-3), { id, text, kind }] });
      setTimeout(() => store.dismissToast(id), TOAST_MS);
    },

    dismissToast(id: number): void {
      change({ toasts: store.state.toasts.filter(toast => toast.id !== id) });
    },

    async refreshControls(): Promise<void> {
      await fetchControls()
        .then(controls => change({ controls }))
        .catch(() => undefined);
    },

    async runControl(id: string): Promise<void> {
      await attempt(async () => store.toast((await runControl(id)).message, 'info'));
      await store.refreshControls();
    },
  };

  /** Redraws are gathered into one per microtask. `undefined` removes an optional part of the state. */
  function change(patch: { [K in keyof State]?: State[K] | undefined }): void {
    store.state = { ...store.state, ...patch } as State;
    if (told) return;
    told = true;
    queueMicrotask(() => {
      told = false;
      for (const listener of listeners) listener();
    });
  }

  function join(memberId: string): void {
    connection = connect(
      memberId,
      receive,
      state => change({ connection: state }),
      () => {
        if (memberId !== fallbackMemberId) store.selectMember(fallbackMemberId);
      },
    );
  }

  async function attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      store.toast(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  async function interact(body: ClientInteraction, settled: (event: Answer) => void): Promise<void> {
    const { interactionId } = await api.interact(body);
    answers.expect(interactionId, settled);
  }

  async function uploaded(value: string | string[] | boolean | File[]) {
    if (!Array.isArray(value)) return value;
    return Promise.all(
      value.map(async item => (typeof item === 'string' ? item : (await api.upload(item)).id)),
    );
  }

  async function loadMessages(channelId: string): Promise<void> {
    const { memberId } = store.state;
    await attempt(async () => {
      const list = await api.messages(channelId);
      if (store.state.memberId !== memberId) return;
      // A message that came while the list was under way is newer than the list.
      const since = (store.state.messages.get(channelId) ?? []).filter(message =>
        isLater(message, list.at(-1)),
      );
      const all = since.reduce(withMessage, list).filter(message => !dismissed.has(message.id));
      change({ messages: new Map(store.state.messages).set(channelId, all) });
    });
  }

  function removeMessage(channelId: string, messageId: string): void {
    const list = store.state.messages.get(channelId)?.filter(message => message.id !== messageId);
    if (list) change({ messages: new Map(store.state.messages).set(channelId, list) });
  }

  function receive(event: ServerEvent): void {
    const { state } = store;
    switch (event.type) {
      case 'snapshot': {
        const { channels, memberId } = event.snapshot;
        const known = channels.some(channel => channel.id === state.channelId);
        change({ snapshot: event.snapshot, memberId });
        store.selectChannel(known ? state.channelId : (channels[0]?.id ?? ''));
        return;
      }
      case 'commands':
        if (state.snapshot) change({ snapshot: { ...state.snapshot, commands: event.commands } });
        return;
      case 'bot':
        if (state.snapshot) change({ snapshot: { ...state.snapshot, botOnline: event.online } });
        return;
      case 'message-create':
      case 'message-update': {
        const { message } = event;
        const channelId = message.channel_id;
        if (dismissed.has(message.id)) return;
        const list = withMessage(state.messages.get(channelId) ?? [], message);
        const unread = new Set(state.unread);
        if (event.type === 'message-create' && channelId !== state.channelId) unread.add(channelId);
        change({ messages: new Map(state.messages).set(channelId, list), unread });
        return;
      }
      case 'message-delete':
        removeMessage(event.channelId, event.messageId);
        return;
      case 'modal': {
        const { interactionId, channelId, modal } = event;
        change({ modal: { interactionId, channelId, modal, submitting: false } });
        return;
      }
      case 'interaction':
        answers.arrived(event);
    }
  }

  return store;
}

export type Store = ReturnType<typeof createStore>;
