import { WebSocket } from 'ws';
import { ids } from '../state/world.ts';
import type {
  AutocompleteReply,
  ClientInteraction,
  ClientMessage,
  ClientOption,
  InteractionReply,
  ServerEvent,
  Snapshot,
  UploadReply,
} from './client-protocol.ts';

export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
  description?: string;
}

export type OptionValue = string | number | boolean | NamedBytes;
export type FieldValue = string | string[] | boolean | NamedBytes[];
export type ModalEvent = Extract<ServerEvent, { type: 'modal' }>;
export type InteractionEvent = Extract<ServerEvent, { type: 'interaction' }>;

export interface Member {
  memberId: string;
  /** Every event so far, oldest first. */
  events: ServerEvent[];
  /** The latest snapshot, kept current with the events. */
  snapshot(): Snapshot;
  upload(file: NamedBytes): Promise<UploadReply>;
  /** Types '/actor register' with options by name; waits up to 10 s for the command to be registered. */
  command(name: string, options?: Record<string, OptionValue>, channelId?: string): Promise<InteractionReply>;
  /** What is offered while `focused` is typed; other options as filled so far. */
  autocomplete(
    name: string,
    focused: string,
    options?: Record<string, OptionValue>,
    channelId?: string,
  ): Promise<AutocompleteReply['choices']>;
  /** Presses the button or uses the menu with this custom_id, or else this label or placeholder. */
  click(message: ClientMessage, idOrLabel: string, values?: string[]): Promise<InteractionReply>;
  /** Sends a modal's form, its fields by custom_id; files are uploaded first. */
  submit(modal: ModalEvent, fields: Record<string, FieldValue>): Promise<InteractionReply>;
  say(channelId: string, content: string, files?: NamedBytes[]): Promise<ClientMessage>;
  messages(channelId?: string): Promise<ClientMessage[]>;
  /**
   * The first state of a message, created or updated, that fits. Earlier events count too, unless `after` is the
   * length of `events` from which to look.
   */
  waitForMessage(
    predicate: (message: ClientMessage) => boolean,
    timeoutMs?: number,
    after?: number,
  ): Promise<ClientMessage>;
  /** The next modal: one that no earlier call has given. */
  waitForModal(timeoutMs?: number): Promise<ModalEvent>;
  /** Whether an interaction was acknowledged or failed. */
  waitForInteraction(interactionId: string, timeoutMs?: number): Promise<InteractionEvent>;
  /** The first event that fits, earlier ones included. */
  waitFor(
    predicate: (event: ServerEvent) => boolean,
    timeoutMs?: number,
    after?: number,
  ): Promise<ServerEvent>;
  close(): Promise<void>;
}

interface Described {
  type: number;
  name: string;
  options?: Described[];
}

interface Component {
  custom_id?: string;
  label?: string;
  placeholder?: string;
  components?: Component[];
  component?: Component;
  accessory?: Component;
}

const isFile = (value: unknown): value is NamedBytes =>
  typeof value === 'object' && value !== null && 'bytes' in value;

/** A member of the embedded Discord, driven by code instead of by the page, over the same protocol. */
export async function connectMember(url: string, memberId: string): Promise<Member> {
  const events: ServerEvent[] = [];
  const listeners = new Set<() => void>();
  let snapshot: Snapshot | undefined;
  let modalsGiven = 0;

  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/client?member=${memberId}`);
  socket.on('message', raw => {
    const event = JSON.parse(String(raw)) as ServerEvent;
    if (event.type === 'snapshot') snapshot = event.snapshot;
    if (event.type === 'commands' && snapshot) snapshot = { ...snapshot, commands: event.commands };
    if (event.type === 'bot' && snapshot) snapshot = { ...snapshot, botOnline: event.online };
    events.push(event);
    for (const listener of [...listeners]) listener();
  });
  await new Promise<void>((resolve, reject) => {
    listeners.add(resolve);
    socket.once('error', reject);
    socket.once('close', (code, reason) => reject(new Error(`Refused: ${code} ${reason}`)));
  });
  listeners.clear();

  function current(): Snapshot {
    if (!snapshot) throw new Error('No snapshot has arrived.');
    return snapshot;
  }

  function until<T>(look: () => T | undefined, what: string, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        listeners.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        listeners.delete(check);
        reject(new Error(`No ${what} within ${timeoutMs} ms. Last events: ${describe(events.slice(-6))}`));
      }, timeoutMs);
      listeners.add(check);
      check();
    });
  }

  async function call<T>(method: string, path: string, body?: unknown, raw?: Uint8Array): Promise<T> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${url}/client/${memberId}${path}`, {
      method,
      ...(payload === undefined ? {} : { body: payload as string }),
      headers:
        payload === undefined
          ? {}
          : { 'content-type': raw ? 'application/octet-stream' : 'application/json' },
    });
    const reply = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(reply.error ?? `HTTP ${response.status}`);
    return reply;
  }

  function upload(file: NamedBytes): Promise<UploadReply> {
    const query = new URLSearchParams({ name: file.name, description: file.description ?? '' });
    return call('POST', `/uploads?${query}`, undefined, file.bytes);
  }

  /** The command and the options nested below its subcommands. */
  async function resolve(name: string, options: Record<string, OptionValue>) {
    const words = name.replace(/^\//, '').split(/\s+/);
    const command = await until(
      () => current().commands.find(each => each.name === words[0] && each.type === 1),
      `command /${words[0]}`,
      10_000,
    );
    const filled: ClientOption[] = [];
    for (const [key, value] of Object.entries(options)) {
      filled.push({ name: key, value: isFile(value) ? (await upload(value)).id : value });
    }
    let definitions = (command.options ?? []) as Described[];
    const path = words.slice(1);
    for (const word of path) {
      const definition = definitions.find(each => each.name === word && each.type <= 2);
      if (!definition) throw new Error(`/${name} has no subcommand ${word}.`);
      definitions = definition.options ?? [];
    }
    const nested = path.reduceRight<ClientOption[]>(
      (inner, word) => [{ name: word, options: inner }],
      filled,
    );
    return { commandId: command.id, options: nested };
  }

  const interact = (request: ClientInteraction) => call<InteractionReply>('POST', '/interactions', request);

  const member: Member = {
    memberId,
    events,
    snapshot: current,
    upload,
    async command(name, options = {}, channelId = ids.channels.studio) {
      return interact({ kind: 'command', channelId, ...(await resolve(name, options)) });
    },
    async autocomplete(name, focused, options = {}, channelId = ids.channels.studio) {
      const resolved = await resolve(name, { ...options, [focused]: options[focused] ?? '' });
      const reply = await call<AutocompleteReply>('POST', '/autocomplete', {
        channelId,
        focused,
        ...resolved,
      });
      return reply.choices;
    },
    click(message, idOrLabel, values) {
      const all = flatten((message.components ?? []) as Component[]).filter(each => each.custom_id);
      const found =
        all.find(each => each.custom_id === idOrLabel) ??
        all.find(each => each.label === idOrLabel || each.placeholder === idOrLabel);
      if (!found?.custom_id) {
        const offered = all.map(each => each.label ?? each.custom_id).join(', ');
        throw new Error(`The message has no “${idOrLabel}”; it has: ${offered || 'nothing to press'}.`);
      }
      return interact({
        kind: 'component',
        channelId: message.channel_id,
        messageId: message.id,
        customId: found.custom_id,
        ...(values ? { values } : {}),
      });
    },
    async submit(modal, fields) {
      const filled: Record<string, string | string[] | boolean> = {};
      for (const [key, value] of Object.entries(fields)) {
        if (Array.isArray(value) && value.some(isFile)) {
          const uploads = await Promise.all((value as NamedBytes[]).map(upload));
          filled[key] = uploads.map(each => each.id);
        } else filled[key] = value as string | string[] | boolean;
      }
      const { interactionId, channelId } = modal;
      return interact({ kind: 'modal', interactionId, channelId, fields: filled });
    },
    async say(channelId, content, files = []) {
      const uploads = await Promise.all(files.map(upload));
      return call('POST', '/messages', { channelId, content, uploadIds: uploads.map(each => each.id) });
    },
    messages: (channelId = ids.channels.studio) => call('GET', `/channels/${channelId}/messages?limit=100`),
    waitForMessage(predicate, timeoutMs = 10_000, after = 0) {
      let seen = after;
      const look = () => {
        while (seen < events.length) {
          const event = events[seen];
          seen += 1;
          if (event && 'message' in event && predicate(event.message)) return event.message;
        }
        return undefined;
      };
      return until(look, 'such message', timeoutMs);
    },
    async waitForModal(timeoutMs = 10_000) {
      const modal = await until(
        () => events.filter(event => event.type === 'modal')[modalsGiven],
        'modal',
        timeoutMs,
      );
      modalsGiven += 1;
      return modal;
    },
    waitForInteraction(interactionId, timeoutMs = 10_000) {
      return until(
        () => {
          for (const event of events) {
            if (event.type === 'interaction' && event.interactionId === interactionId) return event;
          }
          return undefined;
        },
        'answer to the interaction',
        timeoutMs,
      );
    },
    waitFor(predicate, timeoutMs = 10_000, after = 0) {
      return until(() => events.slice(after).find(predicate), 'such event', timeoutMs);
    },
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = new Promise(done => socket.once('close', done));
      socket.close();
      await closed;
    },
  };
  return member;
}

function flatten(components: Component[]): Component[] {
  return components.flatMap(each => [
    each,
    ...flatten([
      ...(each.components ?? []),
      ...(each.component ? [each.component] : []),
      ...(each.accessory ? [each.accessory] : []),
    ]),
  ]);
}

function describe(events: ServerEvent[]): string {
  return events
    .map(event => {
      if ('message' in event) return `${event.type} “${event.message.content.slice(0, 80)}”`;
      return event.type === 'interaction' ? `interaction ${event.state}` : event.type;
    })
    .join('; ');
}
