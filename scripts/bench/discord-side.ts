/** The embedded Discord in a process of its own, with members who all press enter in the same moment. */

import { ids, startDiscord } from '@ai-actor/playground/discord';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { answerQuestions } from './child.ts';
import { clock } from './figures.ts';

/** One interaction, its times on the clock that all processes share. */
export interface Asked {
  interactionId: string;
  /** When it was sent to the bot. */
  sentAt: number;
  /** When its acknowledgement arrived here. */
  acknowledgedAt?: number;
  /** When its answer stood in its message. */
  answeredAt?: number;
  /** What the member was told instead of being shown a picture. */
  failed?: string;
}

export interface Burst {
  asked: Asked[];
  /** REST calls of the bot meanwhile. */
  calls: number;
  /** What this side took of the processor meanwhile, in milliseconds. */
  processorMs: number;
}

/** A keystroke, and how many choices were offered. */
export interface Typed extends Asked {
  choices: number;
}

/** Discord sends as many as come; the bench's members do not wait for each other. */
const patientMs = 120_000;

interface Sockets {
  websocketServer: { clients: Set<WebSocket> };
}

let app: FastifyInstance | undefined;
let held: (() => void)[] | undefined;
const asked = new Map<string, Asked>();
let wake = () => {};

const discord = await startDiscord({
  extend: server => {
    app = server;
  },
});
const door = app as FastifyInstance & Sockets;

door.server.prependListener('request', ({ url }: { url?: string }) => {
  const id = /\/interactions\/(\d+)\/[^/]+\/callback/.exec(url ?? '')?.[1];
  const one = id ? asked.get(id) : undefined;
  if (one) one.acknowledgedAt ??= clock();
});

const { messages } = discord;
const { edit, create } = messages;
messages.edit = async (...given) => {
  const message = await edit(...given);
  if (message.attachmentIds.length > 0) end(message.interaction?.id, {});
  return message;
};
messages.create = async (...given) => {
  const message = await create(...given);
  const id = message.interaction?.id;
  const words = JSON.stringify(message.components);
  // What went wrong comes as a message of its own; the deferred one says nothing yet.
  if (id && asked.has(id) && message.components.length > 0) end(id, { failed: words });
  return message;
};

function end(id: string | undefined, how: Pick<Asked, 'failed'>): void {
  const one = id ? asked.get(id) : undefined;
  if (!one || one.answeredAt) return;
  Object.assign(one, how, { answeredAt: clock() });
  wake();
}

/** Notes when each interaction goes to the bot, and holds them back where all are to leave in one moment. */
function watchInteractions(): void {
  for (const socket of door.websocketServer.clients) {
    const send = socket.send.bind(socket) as (data: string) => void;
    socket.send = ((data: string) => {
      const event = JSON.parse(data) as { t?: string; d?: { id?: string } };
      const interactionId = event.d?.id;
      if (event.t !== 'INTERACTION_CREATE' || !interactionId) return send(data);
      const leave = () => {
        asked.set(interactionId, { interactionId, sentAt: clock() });
        send(data);
      };
      if (held) held.push(leave);
      else leave();
    }) as typeof socket.send;
  }
}

let members: string[] = [];
function membersFor(count: number): string[] {
  for (let n = members.length; n < count; n++) {
    const id = String(1_500_000_000_000_000_000n + BigInt(n));
    const palette: [string, string] = ['#888888', '#444444'];
    discord.world.members.set(id, {
      id,
      username: `member${n}`,
      displayName: `Member ${n}`,
      bot: false,
      roles: [],
      locale: 'en-US',
      palette,
    });
    members = [...members, id];
  }
  return members.slice(0, count);
}

const commandNamed = (name: string) => {
  const found = discord.commands.list().find(command => command.name === name);
  if (!found) throw new Error(`the bot has no /${name}`);
  return found.id;
};

const post = async (path: string, payload: object) => {
  const reply = await door.inject({ method: 'POST', url: path, payload });
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return reply.json() as unknown;
};

/** Interactions as the bot would get them, of which it hears nothing: what is left is the way back alone. */
async function unheard(count: number): Promise<{ id: string; token: string }[]> {
  asked.clear();
  held = [];
  const commandId = commandNamed('generate');
  const before = new Set(discord.interactions.list().map(({ id }) => id));
  await Promise.all(
    membersFor(count).map(memberId =>
      post(`/client/${memberId}/interactions`, {
        kind: 'command',
        channelId: ids.channels.studio,
        commandId,
        options: [{ name: 'prompt', value: 'nothing' }],
      }),
    ),
  );
  held = undefined;
  return discord.interactions.list().filter(({ id }) => !before.has(id));
}

answerQuestions({
  address: () => ({ url: discord.url, token: discord.token }),
  watch: watchInteractions,

  /** `/generate` by so many members at once, each with a prompt of their own. */
  async burst({
    count,
    marks,
    options,
  }: {
    count: number;
    marks: string;
    options: object[];
  }): Promise<Burst> {
    asked.clear();
    held = [];
    const commandId = commandNamed('generate');
    await Promise.all(
      membersFor(count).map((memberId, n) =>
        post(`/client/${memberId}/interactions`, {
          kind: 'command',
          channelId: ids.channels.studio,
          commandId,
          options: [{ name: 'prompt', value: `${marks} number ${n}` }, ...options],
        }),
      ),
    );
    const before = discord.requests.length;
    const used = process.cpuUsage();
    const leave = held;
    held = undefined;
    for (const send of leave) send();
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`unanswered: ${open()}`)), patientMs);
      const open = () => [...asked.values()].filter(one => !one.answeredAt).length;
      wake = () => {
        if (open() > 0) return;
        clearTimeout(late);
        resolve();
      };
      wake();
    });
    const { user, system } = process.cpuUsage(used);
    return {
      asked: [...asked.values()],
      calls: discord.requests.length - before,
      processorMs: (user + system) / 1_000,
    };
  },

  unheard: async (count: number) =>
    (await unheard(count)).map(({ id, token }) => {
      asked.set(id, { interactionId: id, sentAt: clock() });
      return { id, token };
    }),
  arrived: (): Asked[] => [...asked.values()],

  /** Types into an option of /generate, each text in turn; resolves to what was asked, and how many choices came. */
  async type({ option, texts }: { option: string; texts: string[] }): Promise<Typed[]> {
    const [memberId] = membersFor(1);
    const commandId = commandNamed('generate');
    const typed: Typed[] = [];
    for (const value of texts) {
      asked.clear();
      const { choices } = (await post(`/client/${memberId}/autocomplete`, {
        channelId: ids.channels.studio,
        commandId,
        focused: option,
        options: [
          { name: 'prompt', value: 'a lighthouse' },
          { name: option, value },
        ],
      })) as { choices: unknown[] };
      const [one] = asked.values();
      if (one) typed.push({ ...one, choices: choices.length });
    }
    return typed;
  },
});
