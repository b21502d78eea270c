import type { ClientInteraction, ClientOption } from '../../../discord/members/client-protocol.ts';
import { type Answer, createAnswers } from './answers.ts';
import type { Api } from './api.ts';
import { componentKey } from './state.ts';
import type { StateHolder } from './state-holder.ts';
import type { Toaster } from './toaster.ts';

const NO_ANSWER = 'The application did not respond';

/** Commands, buttons and forms that a visitor sends, and what shows while the bot has not answered. */
export function createInteractions(holder: StateHolder, { attempt }: Toaster, api: () => Api) {
  const answers = createAnswers();
  let nextNotice = 1;

  async function interact(body: ClientInteraction, settled: (event: Answer) => void): Promise<void> {
    const { interactionId } = await api().interact(body);
    answers.expect(interactionId, settled);
  }

  async function uploaded(value: string | string[] | boolean | File[]) {
    if (!Array.isArray(value)) return value;
    return Promise.all(
      value.map(async item => (typeof item === 'string' ? item : (await api().upload(item)).id)),
    );
  }

  const noticesWithout = (id: number) => holder.state.notices.filter(notice => notice.id !== id);

  /** Sends a command, with a notice about it until the bot answers. */
  async function noticed(label: string, body: ClientInteraction): Promise<boolean> {
    const notice = { id: nextNotice++, channelId: body.channelId, command: label, at: new Date() };
    const sent = await attempt(async () => {
      holder.change({ notices: [...holder.state.notices, notice] });
      await interact(body, event => {
        const failure = event.reason || NO_ANSWER;
        const others = noticesWithout(notice.id);
        holder.change({ notices: event.state === 'failed' ? [...others, { ...notice, failure }] : others });
      });
    });
    if (!sent) holder.change({ notices: noticesWithout(notice.id) });
    return sent;
  }

  return {
    answers,
    /** Sends a command; resolves to true once the server took it, so that the message box can be cleared. */
    sendCommand(label: string, commandId: string, options: ClientOption[]): Promise<boolean> {
      const { channelId } = holder.state;
      return noticed(label, { kind: 'command', channelId, commandId, options });
    },

    /** Uses a command of a message's menu. */
    useOnMessage(label: string, commandId: string, messageId: string): Promise<boolean> {
      const { channelId } = holder.state;
      return noticed(label, { kind: 'message-command', channelId, commandId, messageId });
    },

    /** Uses a command of a member's menu. */
    useOnMember(label: string, commandId: string, targetId: string): Promise<boolean> {
      const { channelId } = holder.state;
      return noticed(label, { kind: 'member-command', channelId, commandId, targetId });
    },

    dismissNotice: (id: number) => holder.change({ notices: noticesWithout(id) }),

    async useComponent(messageId: string, customId: string, values?: string[]): Promise<void> {
      const key = componentKey(messageId, customId);
      if (holder.state.waiting.has(key)) return;
      const failures = new Map(holder.state.failures);
      failures.delete(messageId);
      holder.change({ waiting: new Set([...holder.state.waiting, key]), failures });
      const stop = () => {
        const waiting = new Set(holder.state.waiting);
        waiting.delete(key);
        holder.change({ waiting });
      };
      const { channelId } = holder.state;
      const sent = await attempt(() =>
        interact({ kind: 'component', channelId, messageId, customId, ...(values && { values }) }, event => {
          stop();
          if (event.state !== 'failed') return;
          const reason = event.reason || NO_ANSWER;
          holder.change({ failures: new Map(holder.state.failures).set(messageId, reason) });
        }),
      );
      if (!sent) stop();
    },

    /** Sends the modal's fields; files go up first. The modal stays open until the bot answers. */
    async submitModal(fields: Record<string, string | string[] | boolean | File[]>): Promise<void> {
      const open = holder.state.modal;
      if (!open || open.submitting) return;
      const { error: _, ...rest } = open;
      holder.change({ modal: { ...rest, submitting: true } });
      const sent = await attempt(async () => {
        const wire: Record<string, string | string[] | boolean> = {};
        for (const [id, value] of Object.entries(fields)) wire[id] = await uploaded(value);
        const { interactionId, channelId } = open;
        await interact({ kind: 'modal', interactionId, channelId, fields: wire }, event => {
          if (holder.state.modal?.interactionId !== interactionId) return;
          const error = event.reason || `${NO_ANSWER}. Try again.`;
          holder.change({
            modal: event.state === 'acknowledged' ? undefined : { ...rest, submitting: false, error },
          });
        });
      });
      if (!sent && holder.state.modal) holder.change({ modal: { ...rest, submitting: false } });
    },
  };
}
