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
import { type EventLog, openEventLog } from './event-log.ts';

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
  /** Uses a command of the message's menu. */
  use(message: ClientMessage, command: string): Promise<InteractionReply>;
  /** Uses a command of a member's menu. */
  useOn(memberId: string, command: string, channelId?: string): Promise<InteractionReply>;
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
  const log = await openEventLog(url, memberId);
  const call = createCaller(`${url}/client/${memberId}`);
  const interact = (request: ClientInteraction) => call<InteractionReply>('POST', '/interactions', request);
  const upload = ({ name, description = '', bytes }: NamedBytes) =>
    call<UploadReply>('POST', `/uploads?${new URLSearchParams({ name, description })}`, undefined, bytes);
  const fill = (name: string, options: Record<string, OptionValue>) =>
    fillCommand(log, upload, name, options);

  return {
    memberId,
    events: log.events,
    snapshot: log.snapshot,
    upload,
    async command(name, options = {}, channelId = ids.channels.studio) {
      return interact({ kind: 'command', channelId, ...(await fill(name, options)) });
    },
    async autocomplete(name, focused, options = {}, channelId = ids.channels.studio) {
      const filled = await fill(name, { ...options, [focused]: options[focused] ?? '' });
      const reply = await call<AutocompleteReply>('POST', '/autocomplete', { channelId, focused, ...filled });
      return reply.choices;
    },
    async use(message, name) {
      const command = await log.until(
        () => log.snapshot().commands.find(each => each.name === name && each.type === 3),
        `command ${name} of the menu`,
        10_000,
      );
      return interact({
        ...{ kind: 'message-command', channelId: message.channel_id },
        ...{ commandId: command.id, messageId: message.id },
      });
    },
    async useOn(targetId, name, channelId = ids.channels.studio) {
      const command = await log.until(
        () => log.snapshot().commands.find(each => each.name === name && each.type === 2),
        `command ${name} of the menu`,
        10_000,
      );
      return interact({ kind: 'member-command', channelId, commandId: command.id, targetId });
    },
    click: (message, idOrLabel, values) =>
      interact({
        kind: 'component',
        channelId: message.channel_id,
        messageId: message.id,
        customId: customIdOf(message, idOrLabel),
        ...(values ? { values } : {}),
      }),
    async submit({ interactionId, channelId }, fields) {
      const filled: Record<string, string | string[] | boolean> = {};
      for (const [key, value] of Object.entries(fields)) {
        if (Array.isArray(value) && value.some(isFile)) {
          const uploads = await Promise.all((value as NamedBytes[]).map(upload));
          filled[key] = uploads.map(each => each.id);
        } else filled[key] = value as string | string[] | boolean;
      }
      return interact({ kind: 'modal', interactionId, channelId, fields: filled });
    },
    async say(channelId, content, files = []) {
      const uploads = await Promise.all(files.map(upload));
      return call('POST', '/messages', { channelId, content, uploadIds: uploads.map(each => each.id) });
    },
    messages: (channelId = ids.channels.studio) => call('GET', `/channels/${channelId}/messages?limit=100`),
    ...createWaits(log),
    close: log.close,
  };
}

type Call = <T>(method: string, path: string, body?: unknown, raw?: Uint8Array) => Promise<T>;

function createCaller(base: string): Call {
  return async <T>(method: string, path: string, body?: unknown, raw?: Uint8Array): Promise<T> => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const type = raw ? 'application/octet-stream' : 'application/json';
    const response = await fetch(`${base}${path}`, {
      method,
      ...(payload === undefined ? {} : { body: payload as string, headers: { 'content-type': type } }),
    });
    const reply = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(reply.error ?? `HTTP ${response.status}`);
    return reply;
  };
}

/** The command's id, and the options nested below its subcommands; files are uploaded first. */
async function fillCommand(
  log: EventLog,
  upload: Member['upload'],
  name: string,
  options: Record<string, OptionValue>,
): Promise<{ commandId: string; options: ClientOption[] }> {
  const [first, ...path] = name.replace(/^\//, '').split(/\s+/);
  const command = await log.until(
    () => log.snapshot().commands.find(each => each.name === first && each.type === 1),
    `command /${first}`,
    10_000,
  );
  const filled: ClientOption[] = [];
  for (const [key, value] of Object.entries(options)) {
    filled.push({ name: key, value: isFile(value) ? (await upload(value)).id : value });
  }
  let definitions = (command.options ?? []) as Described[];
  for (const word of path) {
    const definition = definitions.find(each => each.name === word && each.type <= 2);
    if (!definition) throw new Error(`/${name} has no subcommand ${word}.`);
    definitions = definition.options ?? [];
  }
  const nested = path.reduceRight<ClientOption[]>((inner, word) => [{ name: word, options: inner }], filled);
  return { commandId: command.id, options: nested };
}

function customIdOf(message: ClientMessage, idOrLabel: string): string {
  const all = flatten((message.components ?? []) as Component[]).filter(each => each.custom_id);
  const found =
    all.find(each => each.custom_id === idOrLabel) ??
    all.find(each => each.label === idOrLabel || each.placeholder === idOrLabel);
  if (found?.custom_id) return found.custom_id;
  const offered = all.map(each => each.label ?? each.custom_id).join(', ');
  throw new Error(`The message has no “${idOrLabel}”; it has: ${offered || 'nothing to press'}.`);
}

function createWaits({
  events,
  until,
}: EventLog): Pick<Member, 'waitForMessage' | 'waitForModal' | 'waitForInteraction' | 'waitFor'> {
  let modalsGiven = 0;
  return {
    waitForMessage(predicate, timeoutMs = 60_000, after = 0) {
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
    async waitForModal(timeoutMs = 60_000) {
      const look = () => events.filter(event => event.type === 'modal')[modalsGiven];
      const modal = await until(look, 'modal', timeoutMs);
      modalsGiven += 1;
      return modal;
    },
    waitForInteraction(interactionId, timeoutMs = 60_000) {
      const look = () =>
        events
          .filter(event => event.type === 'interaction')
          .find(event => event.interactionId === interactionId);
      return until(look, 'answer to the interaction', timeoutMs);
    },
    waitFor: (predicate, timeoutMs = 60_000, after = 0) =>
      until(() => events.slice(after).find(predicate), 'such event', timeoutMs),
  };
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
