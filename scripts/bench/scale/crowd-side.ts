/** The embedded Discord in a process of its own, with any number of servers, and members who type and press in them. */
import { ids, startDiscord } from '@ai-actor/playground/discord';
import type { FastifyInstance } from 'fastify';
import type { WebSocketServer } from 'ws';
import { answerQuestions } from '../child.ts';
import { clock } from '../figures.ts';
import { addGuilds, guildsMost } from './many-guilds.ts';

/** What a member does. */
export type Deed =
  | { kind: 'command'; name: string; options: object[] }
  /** A button of the latest image that was made for this member. */
  | { kind: 'press'; label: string }
  | { kind: 'type'; name: string; focused: string; options: object[] };

export interface Done {
  /** Until the first answer arrived, in milliseconds from when it was sent to the bot. */
  acknowledgedMs: number;
  /** Until the last one did. */
  answeredMs: number;
  /** What the member read instead of what they asked for. */
  failed?: string;
  /** What the answer says, with its buttons. */
  words: string;
}

interface Open {
  sentAt?: number;
  acknowledgedAt?: number;
  image: boolean;
  end(words: string, failed?: string): void;
}

const patientMs = 120_000;
/** Messages that stay: buttons are pressed on the latest, and a day of pictures would fill the memory. */
const keptMost = 500;
const loading = 1 << 7;
const interim = /Making your|Checking your photos|is next|ahead|In the queue/i;

let app: FastifyInstance | undefined;
const open = new Map<string, Open>();
/** What came before anybody knew that it was asked for. */
const early = new Map<string, { sentAt?: number; acknowledgedAt?: number }>();
const latestImage = new Map<string, string>();
const kept: string[] = [];

const discord = await startDiscord({
  extend: server => {
    app = server;
  },
  messageBucket: { limit: 1_000_000, windowMs: 1 },
});
const door = app as FastifyInstance & { websocketServer: WebSocketServer };

function timesOf(id: string) {
  const known = open.get(id);
  if (known) return known;
  const times = early.get(id) ?? {};
  early.set(id, times);
  const [oldest] = early.keys();
  if (early.size > keptMost && oldest !== undefined) early.delete(oldest);
  return times;
}
door.server.prependListener('request', ({ url }: { url?: string }) => {
  const id = /\/interactions\/(\d+)\/[^/]+\/callback/.exec(url ?? '')?.[1];
  if (id) timesOf(id).acknowledgedAt ??= clock();
});

const { messages } = discord;
const { edit, create } = messages;
type Message = Awaited<ReturnType<typeof create>>;
messages.edit = async (...given) => told(await edit(...given), false);
messages.create = async (...given) => told(await create(...given), true);

function told(message: Message, isNew: boolean): Message {
  if (isNew) {
    kept.push(message.id);
    const oldest = kept.length > keptMost ? kept.shift() : undefined;
    const gone = oldest && messages.find(oldest);
    if (gone && !open.has(gone.interaction?.id ?? '')) messages.remove(gone);
  }
  judge(message, isNew);
  return message;
}

/** Whether this is what a member waits for. */
function judge(message: Message, isNew: boolean): void {
  const one = open.get(message.interaction?.id ?? '');
  if (!one || !message.interaction) return;
  if (message.components.length === 0 || (message.flags & loading) !== 0) return;
  const words = JSON.stringify(message.components);
  if (one.image && message.attachmentIds.length > 0) {
    latestImage.set(message.interaction.userId, message.id);
    one.end(words);
  } else if (!interim.test(words)) {
    if (!one.image) one.end(words);
    // What went wrong comes as a message of its own.
    else if (isNew) one.end(words, words);
  }
}

const memberIds: string[] = [];
function memberId(nth: number): string {
  for (let n = memberIds.length; n <= nth; n++) {
    const id = String(1_500_000_000_000_000_000n + BigInt(n));
    const palette: [string, string] = ['#888888', '#444444'];
    discord.world.members.set(id, {
      ...{ id, username: `member${n}`, displayName: `Member ${n}`, bot: false, roles: [] },
      ...{ locale: 'en-US', palette },
    });
    memberIds.push(id);
  }
  return memberIds[nth] ?? '';
}

const post = async <T>(path: string, payload: object) => {
  const reply = await door.inject({ method: 'POST', url: path, payload });
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return reply.json() as T;
};

const commandId = (name: string) => {
  const found = discord.commands.list().find(command => command.name === name);
  if (!found) throw new Error(`the bot has no /${name}`);
  return found.id;
};

function pressed(memberId: string, label: string): object {
  const message = messages.find(latestImage.get(memberId) ?? '');
  const button = message && buttonNamed(message.components, label);
  if (!button) throw new Error(`no image of ${memberId} has a button ${label}`);
  return { kind: 'component', channelId: message.channelId, messageId: message.id, customId: button };
}

interface Component {
  label?: string;
  custom_id?: string;
  components?: Component[];
  accessory?: Component;
}
function buttonNamed(components: readonly unknown[], label: string): string | undefined {
  for (const one of components as Component[]) {
    if (one.label === label) return one.custom_id;
    const within = buttonNamed([...(one.components ?? []), ...(one.accessory ? [one.accessory] : [])], label);
    if (within) return within;
  }
  return undefined;
}

async function type(by: string, deed: Extract<Deed, { kind: 'type' }>): Promise<Done> {
  const from = clock();
  const { choices } = await post<{ choices: unknown[] }>(`/client/${by}/autocomplete`, {
    ...{ channelId: ids.channels.studio, commandId: commandId(deed.name) },
    ...{ focused: deed.focused, options: deed.options },
  });
  const tookMs = clock() - from;
  return { acknowledgedMs: tookMs, answeredMs: tookMs, words: JSON.stringify(choices) };
}

async function act({ member, deed }: { member: number; deed: Deed }): Promise<Done> {
  const by = memberId(member);
  if (deed.kind === 'type') return type(by, deed);
  const interaction =
    deed.kind === 'press'
      ? pressed(by, deed.label)
      : {
          ...{ kind: 'command', channelId: ids.channels.studio },
          ...{ commandId: commandId(deed.name), options: deed.options },
        };
  const { interactionId } = await post<{ interactionId: string }>(`/client/${by}/interactions`, interaction);
  return new Promise(resolve => {
    const one: Open = {
      ...early.get(interactionId),
      image: deed.kind === 'press' ? deed.label !== 'Details' : deed.name === 'generate',
      end(words, failed) {
        clearTimeout(late);
        open.delete(interactionId);
        const sentAt = one.sentAt ?? Number.NaN;
        resolve({
          acknowledgedMs: (one.acknowledgedAt ?? Number.NaN) - sentAt,
          answeredMs: clock() - sentAt,
          words,
          ...(failed ? { failed } : {}),
        });
      },
    };
    const late = setTimeout(() => one.end('', 'nothing'), patientMs);
    early.delete(interactionId);
    open.set(interactionId, one);
    // The answer may have been faster than this.
    for (const id of kept.slice(-50)) {
      const message = messages.find(id);
      if (message?.interaction?.id === interactionId) judge(message, true);
    }
  });
}

answerQuestions({
  address: () => ({ url: discord.url, token: discord.token }),
  /** Before the bot connects. Members are at home in the servers in turn, `atHome` of them in the first one. */
  guilds({ count, atHome, channels = 1 }: { count: number; atHome: number; channels?: number }) {
    addGuilds(door.websocketServer, {
      ...{ count, channels },
      homeOf(id) {
        const nth = Number(BigInt(id) - 1_500_000_000_000_000_000n);
        return nth < atHome ? 0 : (nth - atHome) % Math.min(count, guildsMost);
      },
      onInteraction: id => {
        timesOf(id).sentAt = clock();
      },
    });
  },
  act,
  used() {
    const { user, system } = process.cpuUsage();
    return { processorMs: (user + system) / 1_000, calls: discord.requests.length };
  },
});
